/* Message jukiShokai: 住基ネット looks for the one resident whom everything that was given fits (2.11.3), and
 * answers the rest. Who fits by a former name or address alone is told of when nobody fits as of now [A],
 * with why and when that changed; who was 消除 when nobody else fits. Called by the courier (world). */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/onaji.h"
#include "service/messages.h"
#include "store/gaibu_jumin.h"

enum { MOST = 1000, BANGO = 13 }; /* people counted at most [A]; bytes of a 個人番号 and its NUL */

/* One message being answered; of the present question: how many fit, and what is told of the first. */
struct search {
    struct call *c;
    struct buf rows, person;
    const struct juki_toi *toi;
    int64_t people, before, shojo;
    char last[BANGO]; /* whose rows are read */
    bool fits;        /* has been counted */
};

static bool S_same(const char *given, const char *have)
{
    return !given || strcmp(given, have) == 0;
}

static bool S_alike(const char *given, const char *have)
{
    return !given || onaji(given, have);
}

static bool S_fits(const struct juki_toi *t, const char *shimei, const char *kana, const char *jusho)
{
    return S_alike(t->shimei, shimei) && S_alike(t->shimei_kana, kana) && S_alike(t->jusho, jusho);
}

/* before: as they were then. */
static void S_person(struct search *x, const struct jumin *r, bool before)
{
    const bool shien = r->shien != NULL;
    buf_clear(&x->person);
    json_write(&x->person, juki_hito,
               &(struct juki_hito){
                   .kojin_bango = r->kojin_bango,
                   .shimei = r->shimei,
                   .shimei_kana = r->shimei_kana,
                   .seibetsu = r->seibetsu,
                   .seinengappi = r->seinengappi,
                   .jusho = shien ? NULL : r->jusho,
                   .shien_sochi = shien ? "1" : NULL,
                   .ido_jiyu = before ? r->mae_jiyu : NULL,
                   .ido_ymd = before ? r->mae_ymd : NULL,
               });
}

static void S_count(struct search *x, const struct jumin *r, bool before)
{
    x->fits = true;
    if (strcmp(r->jotai, JUMIN_SHOJO) == 0) {
        if (++x->shojo != 1 || x->people || x->before)
            return;
        buf_clear(&x->person);
        json_write_given(&x->person, juki_hito, &(struct juki_hito){.ido_jiyu = r->ido_jiyu});
    } else if (before) {
        if (++x->before == 1 && !x->people)
            S_person(x, r, true);
    } else if (++x->people == 1) {
        S_person(x, r, false);
    }
}

/* Now, or at the time before of this row. */
static void S_resident(struct search *x, const struct jumin *r)
{
    const struct juki_toi *t = x->toi;
    const bool next = strcmp(r->kojin_bango, x->last) != 0;
    if (next) {
        x->fits = false;
        snprintf(x->last, sizeof x->last, "%s", r->kojin_bango);
    }
    if (x->fits || !S_same(t->kojin_bango, r->kojin_bango) || !S_same(t->seibetsu, r->seibetsu) ||
        !S_same(t->seinengappi, r->seinengappi))
        return;
    if (next && S_fits(t, r->shimei, r->shimei_kana, r->jusho))
        S_count(x, r, false);
    else if (r->mae_ymd && S_fits(t, r->mae_shimei, r->mae_shimei_kana, r->mae_jusho))
        S_count(x, r, true);
}

static enum status S_search(struct search *x)
{
    const struct juki_toi *t = x->toi;
    const struct jumin_key key = {t->kojin_bango, t->shimei,      t->shimei_kana,
                                  t->jusho,       t->seinengappi, t->seibetsu};
    struct sql *found = gaibu_jumin_find(x->c->tx, &key);
    struct jumin resident;
    bool more;
    enum status st;
    while ((st = gaibu_jumin_found(found, &resident, &more)) == ST_OK && more && x->people < MOST)
        S_resident(x, &resident);
    if (st == ST_OK && more)
        gaibu_jumin_enough(found);
    return st;
}

static enum status S_question(struct search *x, const struct juki_shokai_row *q)
{
    x->toi = &q->toi;
    x->people = x->before = x->shojo = 0;
    x->last[0] = 0;
    enum status st = S_search(x);
    if (st != ST_OK)
        return st;
    const int64_t people = x->people ? x->people : x->before;
    const char *why = people == 1 ? NULL : people ? "JUKI_MANY" : x->shojo ? "JUKI_SHOJO" : "JUKI_NONE";
    const bool told = people == 1 || (!people && x->shojo);
    const struct juki_kaito_row row = {q->shokai, why, people, told ? x->person.data : NULL};
    json_row(&x->rows, juki_kaito_row, &row);
    if (!buf_ok(&x->rows) || !buf_ok(&x->person))
        return ST_LIMIT;
    return gaibu_kaito_add(x->c->tx, q->shokai, why ? why : "OK", x->c->now);
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
    for (size_t i = 0; st == ST_OK && i < l.n; i++)
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
    .alone = 2048, /* some tens of questions, each of which may look at everybody */
    .apply = S_apply,
};
