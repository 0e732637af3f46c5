/* Message jukiShokai: 住基ネット looks for the one resident whom everything that was given fits (2.11.3), and
 * answers the rest. Called by the courier (world). */
#include <string.h>

#include "base/json.h"
#include "service/gaibu/onaji.h"
#include "service/messages.h"
#include "store/gaibu_jumin.h"

/* One message being answered; of the present question: how many fit, and what is told of the first. */
struct search {
    struct call *c;
    struct buf rows, person;
    const struct juki_toi *toi;
    int64_t people, shojo;
};

static bool S_same(const char *given, const char *have)
{
    return !given || strcmp(given, have) == 0;
}

static bool S_alike(const char *given, const char *have)
{
    return !given || onaji(given, have);
}

/* One who was 消除 is told of only when nobody else fits. */
static void S_resident(struct search *x, const struct jumin *r)
{
    const struct juki_toi *t = x->toi;
    if (!S_same(t->kojin_bango, r->kojin_bango) || !S_same(t->seibetsu, r->seibetsu) ||
        !S_same(t->seinengappi, r->seinengappi) || !S_alike(t->shimei, r->shimei) ||
        !S_alike(t->shimei_kana, r->shimei_kana) || !S_alike(t->jusho, r->jusho))
        return;
    if (strcmp(r->jotai, JUMIN_SHOJO) != 0) {
        if (++x->people != 1)
            return;
        buf_clear(&x->person);
        json_write(&x->person, juki_hito,
                   &(struct juki_hito){r->kojin_bango, r->shimei, r->shimei_kana, r->seibetsu, r->seinengappi,
                                       r->jusho, NULL});
    } else if (++x->shojo == 1 && !x->people) {
        buf_clear(&x->person);
        json_write_given(&x->person, juki_hito, &(struct juki_hito){.ido_jiyu = r->ido_jiyu});
    }
}

static enum status S_question(struct search *x, const struct juki_shokai_row *q)
{
    x->toi = &q->toi;
    x->people = x->shojo = 0;
    bool by_number = strcmp(q->toi.kubun, "2") == 0;
    struct sql *found = gaibu_jumin_find(x->c->tx, by_number ? q->toi.kojin_bango : NULL, q->toi.seinengappi);
    struct jumin resident;
    bool more;
    enum status st;
    while ((st = gaibu_jumin_found(found, &resident, &more)) == ST_OK && more)
        S_resident(x, &resident);
    if (st != ST_OK)
        return st;
    const char *why = x->people == 1 ? NULL : x->people ? "JUKI_MANY" : x->shojo ? "JUKI_SHOJO" : "JUKI_NONE";
    bool told = x->people == 1 || (!x->people && x->shojo);
    const struct juki_kaito_row row = {q->shokai, why, x->people, told ? x->person.data : NULL};
    json_row(&x->rows, juki_kaito_row, &row);
    return buf_ok(&x->rows) && buf_ok(&x->person) ? ST_OK : ST_LIMIT;
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_juki_shokai *b = body;
    struct search x = {.c = c};
    struct list l;
    enum status st =
        json_rows(b->shokai, juki_shokai_row, sizeof(struct juki_shokai_row), c->arena, &l, c->diag);
    const struct juki_shokai_row *q = l.items;
    st = st == ST_CONTROL ? ST_INTERNAL : st;
    buf_addc(&x.rows, '[');
    for (size_t i = 0; i < l.n && st == ST_OK; i++)
        st = S_question(&x, &q[i]);
    buf_addc(&x.rows, ']');
    if (st == ST_OK)
        st = buf_ok(&x.rows)
                 ? message_put(c, "jukiKaito", &(struct body_juki_kaito){b->uketsuke, x.rows.data}, c->now)
                 : ST_LIMIT;
    buf_release(&x.rows);
    buf_release(&x.person);
    return st;
}

const struct message message_juki_shokai = {
    .kind = "jukiShokai",
    .from = DB_UNYO,
    .to = DB_GAIBU,
    MESSAGE_BODY(juki_shokai),
    .apply = S_apply,
};
