/* Message jukiTogo: 住基ネット holds registrations of an insurer against its residents on five items [P]:
 * whoever has the 個人番号; without one, the one resident whom all five fit. It answers which items differ,
 * none of what it has. Called by the courier (world). */
#include <string.h>

#include "base/json.h"
#include "base/onaji.h"
#include "service/gaibu/juki_subete.h"
#include "service/messages.h"
#include "service/togo.h"
#include "store/gaibu_jumin.h"

/* What is left empty is not the same as anything [A]. The address of whom is under 支援措置 is not compared:
 * it cannot be guessed by registering [A]. */
static int64_t S_differ(const struct juki_togo_row *t, const struct jumin *r)
{
    return (onaji(t->shimei, r->shimei) ? 0 : TOGO_SHIMEI) |
           (onaji(t->shimei_kana, r->shimei_kana) ? 0 : TOGO_SHIMEI_KANA) |
           (strcmp(t->seinengappi, r->seinengappi) == 0 ? 0 : TOGO_SEINENGAPPI) |
           (strcmp(t->seibetsu, r->seibetsu) == 0 ? 0 : TOGO_SEIBETSU) |
           (r->shien || onaji(t->jusho, r->jusho) ? 0 : TOGO_JUSHO);
}

/* A resident comes once for each time before; only what they are now counts. Of who was 消除 nothing but that
 * is told [A]. */
static enum status S_one(struct jumin_access by, const struct juki_togo_row *t, const char *kojin_bango,
                         int64_t *ret_komoku)
{
    struct sql *found = gaibu_jumin_of(by, kojin_bango);
    struct jumin r;
    bool more;
    enum status st;
    while ((st = gaibu_jumin_found(found, &r, &more)) == ST_OK && more)
        *ret_komoku = strcmp(r.jotai, JUMIN_SHOJO) == 0 ? TOGO_SHOJO : S_differ(t, &r);
    return st;
}

/* The one resident whom all five fit; when there is none, who was 消除. */
static enum status S_nobodys(struct call *c, struct jumin_access by, const struct juki_togo_row *t,
                             int64_t *ret_komoku)
{
    const struct jumin_key key = {t->shimei, t->shimei_kana, t->jusho, t->seinengappi, t->seibetsu};
    struct jumin_kazu ima, shojo;
    enum status st = gaibu_jumin_kazu(by, &key, JUNI_IMA, 2, c->arena, &ima);
    if (st == ST_OK)
        st = gaibu_jumin_kazu(by, &key, JUNI_SHOJO, 1, c->arena, &shojo);
    if (st != ST_OK || ima.n > 1 || (!ima.n && !shojo.n))
        return st;
    return S_one(by, t, ima.n ? ima.kojin_bango : shojo.kojin_bango, ret_komoku);
}

/* By policy jukiSubete who has a number that no resident has is just as they are registered. */
static enum status S_match(struct call *c, const struct juki_togo_row *t, int64_t *ret_komoku)
{
    const struct jumin_access by = gaibu_jumin_access(c->tx);
    char derived[JUMINHYO_CODE];
    *ret_komoku = juki_subete_code(c->policy, t->kojin_bango, derived) ? 0 : TOGO_GAITO_NASHI;
    return t->kojin_bango ? S_one(by, t, t->kojin_bango, ret_komoku) : S_nobodys(c, by, t, ret_komoku);
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_juki_togo *b = body;
    struct buf rows = BUF_INIT;
    struct list l;
    enum status st = json_rows(b->togo, juki_togo_row, sizeof(struct juki_togo_row), c->arena, &l, c->diag);
    const struct juki_togo_row *t = l.items;
    st = st == ST_CONTROL ? ST_INTERNAL : st;
    buf_addc(&rows, '[');
    for (size_t i = 0; st == ST_OK && i < l.n; i++) {
        struct juki_togo_kekka_row k = {t[i].shokai, t[i].edaban, 0};
        st = S_match(c, &t[i], &k.komoku);
        if (st == ST_OK)
            st = gaibu_kaito_add(c->tx, k.shokai, status_info(togo_kekka(k.komoku))->name, c->now);
        json_row(&rows, juki_togo_kekka_row, &k);
    }
    buf_addc(&rows, ']');
    const struct body_juki_togo_kekka kekka = {b->hokensha, rows.data};
    if (st == ST_OK)
        st = buf_ok(&rows) ? message_put(c, "jukiTogoKekka", &kekka, c->now) : ST_LIMIT;
    buf_release(&rows);
    return st;
}

const struct message message_juki_togo = {
    .kind = "jukiTogo",
    .from = DB_UNYO,
    .to = DB_GAIBU,
    MESSAGE_BODY(juki_togo),
    .apply = S_apply,
};
