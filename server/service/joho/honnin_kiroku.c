/* Records of accesses to 住基ネット; see honnin_kiroku.h. */
#include "service/joho/honnin_kiroku.h"

#include <string.h>

#include "service/at_text.h"
#include "service/joho/honnin.h"
#include "service/messages.h"
#include "service/page.h"

const struct field honnin_kiroku[] = {
    FIELD_TEXT(struct honnin_kiroku, "honninBango", bango),
    FIELD_TEXT(struct honnin_kiroku, "at", at),
    FIELD_TEXT(struct honnin_kiroku, "hoho", k.a.hoho),
    FIELD_TEXT(struct honnin_kiroku, "system", k.a.system),
    FIELD_TEXT(struct honnin_kiroku, "busho", k.a.busho),
    FIELD_TEXT(struct honnin_kiroku, "user", k.a.user),
    FIELD_CODE(struct honnin_kiroku, "shokaiRiyu", k.a.riyu, "juminShokai"),
    FIELD_TEXT(struct honnin_kiroku, "uketsukeBango", k.a.uketsuke),
    FIELD_INT(struct honnin_kiroku, "gyo", k.a.gyo),
    FIELD_TEXT(struct honnin_kiroku, "edaban", k.a.edaban),
    FIELD_TEXT(struct honnin_kiroku, "shokaiKomoku", komoku),
    FIELD_TEXT(struct honnin_kiroku, "kekkaCode", kekka_code),
    FIELD_TEXT(struct honnin_kiroku, "kaitoAt", kaito_at),
    FIELD_INT(struct honnin_kiroku, "ryokin", k.ryokin),
    FIELD_END,
};

/* ["shimei","jusho"] → "shimei jusho" */
static const char *S_names(struct arena *a, const char *json)
{
    char *to = arena_strdup(a, json), *p = to;
    for (; to && *json; json++)
        if (*json == ',')
            *p++ = ' ';
        else if (!strchr("[]\"", *json))
            *p++ = *json;
    if (to)
        *p = 0;
    return to;
}

static struct honnin_kiroku S_one(struct call *c, const struct juki_ken *k)
{
    return (struct honnin_kiroku){
        .k = *k,
        .bango = honnin_bango(c, k->shokai),
        .at = at_text(c, k->a.at),
        .komoku = S_names(c->arena, k->a.komoku),
        .kekka_code = k->kekka ? status_info(message_status(k->kekka))->code : NULL,
        .kaito_at = at_text(c, k->kaito_at),
    };
}

enum status honnin_kiroku_show(struct call *c, const struct juki_ken *rows, size_t n, int64_t limit,
                               struct list *ret, int64_t *ret_tsuzuki)
{
    *ret_tsuzuki = page_cut(&n, limit);
    struct honnin_kiroku *items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; items && i < n; i++)
        items[i] = S_one(c, &rows[i]);
    *ret = (struct list){items, n};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}
