/* kanyusha.listTogo: how registrations stand against 住基ネット (service/togo.h): those that differ and are
 * neither corrected nor explained, or all; a page at a time, in the order of the 枝番. */
#include "base/clock.h"
#include "service/online.h"
#include "service/page.h"
#include "service/togo.h"
#include "store/unyo_togo.h"

#include <string.h>

struct request {
    const char *jotai; /* 不一致, すべて; NULL: 不一致 */
    const char *kaishi_edaban;
    int64_t kensu;
};
struct item {
    const char *edaban, *jotai;
    int64_t kubun;
    const char *komoku, *toi_at, *kekka_at, *kigen_at, *riyu, *utagai_at;
};
struct reply {
    struct list items;
    int64_t tsuzuki;
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "jotai", jotai),
    FIELD_TEXT(struct request, "kaishiEdaban", kaishi_edaban),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_TEXT(struct item, "edaban", edaban),
    FIELD_TEXT(struct item, "jotai", jotai),
    FIELD_INT(struct item, "fuitchiKubun", kubun),
    FIELD_TEXT(struct item, "fuitchiKomoku", komoku),
    FIELD_TEXT(struct item, "toiAt", toi_at),
    FIELD_TEXT(struct item, "kekkaAt", kekka_at),
    FIELD_TEXT(struct item, "kigenAt", kigen_at),
    FIELD_CODE(struct item, "utagaiRiyu", riyu, "utagaiNashi"),
    FIELD_TEXT(struct item, "utagaiAt", utagai_at),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

static const char *S_jotai(const struct togo *t, int64_t now)
{
    if (t->machi)
        return "照合中";
    if (!togo_fuitchi(t))
        return t->kubun ? "疑いなし" : "一致";
    return t->kigen_at <= now ? "期限切れ" : "不一致";
}

static struct item S_item(const struct call *c, const struct togo *t)
{
    struct arena *a = c->arena;
    return (struct item){
        .edaban = t->edaban,
        .jotai = S_jotai(t, c->now),
        .kubun = t->kubun,
        .komoku = t->komoku ? togo_komoku_mei(a, t->komoku) : NULL,
        .toi_at = clock_text_in(a, t->toi_at),
        .kekka_at = clock_text_in(a, t->kekka_at),
        .kigen_at = clock_text_in(a, t->kigen_at),
        .riyu = t->riyu,
        .utagai_at = clock_text_in(a, t->utagai_at),
    };
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *answer = rep;
    struct togo *rows = NULL;
    size_t n = 0;
    struct togo_page page = {.hokensha = c->caller->hokensha,
                             .after = "",
                             .all = r->jotai && strcmp(r->jotai, "すべて") == 0,
                             .over = INT64_MIN,
                             .limit = page_limit(r->kensu)};
    enum status st =
        r->kaishi_edaban ? online_key(c, "kanyushaToroku", "edaban", r->kaishi_edaban, &page.after) : ST_OK;
    if (st == ST_OK)
        st = unyo_togo_list(c->tx, &page, c->arena, &rows, &n);
    if (st != ST_OK)
        return st;
    answer->tsuzuki = page_cut(&n, page.limit);
    struct item *items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; items && i < n; i++)
        items[i] = S_item(c, &rows[i]);
    answer->items = (struct list){items, n};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

const struct op op_kanyusha_list_togo = {
    .service = "kanyusha",
    .name = "listTogo",
    .db = DB_UNYO,
    .sosa = SOSA_KANYUSHA_KOJIN,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
