/* Message jukiTogoKekka: 住基ネット tells on which items registrations differ from what it has, by the names
 * of these alone (service/togo.h). The class is found here; what differs is due to be corrected or explained
 * in the time of policy togoKigenS. Called by the courier (world). */
#include "base/json.h"
#include "service/joho/togo_kaishi.h"
#include "service/messages.h"
#include "service/togo.h"
#include "store/unyo_access.h"
#include "store/unyo_togo.h"

/* *ret_changed: what others have to know of the person is another than before. */
static enum status S_one(struct call *c, const char *hokensha, const struct juki_togo_kekka_row *k,
                         bool *ret_changed)
{
    struct togo was;
    bool found = false, first = false;
    const char *kekka = status_info(togo_kekka(k->komoku))->name;
    enum status st = unyo_access_kaito(c->tx, k->shokai, kekka, c->policy->togo_ryokin, c->now);
    if (st == ST_OK)
        st = unyo_togo_get(c->tx, hokensha, k->edaban, c->arena, &was, &found);
    if (st != ST_OK || !found) /* cancelled meanwhile */
        return st;
    const int64_t kubun = togo_kubun(k->komoku);
    const struct togo t = {.edaban = k->edaban,
                           .shokai = k->shokai,
                           .kubun = kubun,
                           .komoku = k->komoku,
                           .kekka_at = c->now,
                           .kigen_at = kubun ? c->now + c->policy->togo_kigen_s : INT64_MIN};
    st = unyo_togo_kekka(c->tx, hokensha, &t, &first);
    *ret_changed = first && (kubun || togo_fuitchi(&was));
    return st;
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_juki_togo_kekka *b = body;
    struct list l;
    enum status st =
        json_rows(b->kekka, juki_togo_kekka_row, sizeof(struct juki_togo_kekka_row), c->arena, &l, c->diag);
    if (st != ST_OK)
        return st == ST_CONTROL ? ST_INTERNAL : st;
    const struct juki_togo_kekka_row *k = l.items;
    struct togo_row *rows = arena_array(c->arena, l.n, sizeof *rows);
    size_t n = 0;
    for (size_t i = 0; rows && st == ST_OK && i < l.n; i++) {
        bool changed = false;
        st = S_one(c, b->hokensha, &k[i], &changed);
        if (changed)
            rows[n++] = (struct togo_row){togo_kubun(k[i].komoku), k[i].edaban, k[i].komoku};
    }
    if (!rows)
        return ST_LIMIT;
    if (st == ST_OK)
        st = juki_togo_tell(c, b->hokensha, rows, n, false);
    return st == ST_OK ? juki_togo_go_on(c, b->hokensha, b->kekka) : st;
}

const struct message message_juki_togo_kekka = {
    .kind = "jukiTogoKekka",
    .from = DB_GAIBU,
    .to = DB_UNYO,
    MESSAGE_BODY(juki_togo_kekka),
    .apply = S_apply,
};
