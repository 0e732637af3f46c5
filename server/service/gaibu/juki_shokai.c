/* Message jukiShokai: 住基ネット looks for the one resident whom everything that was given fits (2.11.3), and
 * answers the rest. Who fits by a former name or address alone is told of when nobody fits as of now [A],
 * with why and when that changed; who was 消除 when nobody else fits. Called by the courier (world). */
#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "base/onaji.h"
#include "service/gaibu/juki_subete.h"
#include "service/messages.h"
#include "store/gaibu_jumin.h"

/* One message being answered; of the present question: how many fit, and what is told of the first. */
struct search {
    struct call *c;
    struct jumin_access by; /* of the present question */
    struct buf rows, person;
    const struct juki_toi *toi;
    int64_t people, before, shojo;
};

static bool S_same(const char *given, const char *have)
{
    return !given || strcmp(given, have) == 0;
}

static bool S_alike(const char *given, const char *have)
{
    return !given || onaji(given, have);
}

/* Of whom is under 支援措置 nobody can find the address of now by guessing it: beside the number it is not
 * compared, without the number it is nobody's [A]. */
static bool S_lives(const struct juki_toi *t, const struct jumin *r, const char *jusho)
{
    if (t->jusho && r->shien && onaji(jusho, r->jusho))
        return t->kojin_bango != NULL;
    return S_alike(t->jusho, jusho);
}

static bool S_fits(const struct juki_toi *t, const struct jumin *r)
{
    return S_alike(t->shimei, r->shimei) && S_alike(t->shimei_kana, r->shimei_kana) &&
           S_lives(t, r, r->jusho);
}

static bool S_fitted(const struct juki_toi *t, const struct jumin *r)
{
    return r->mae_ymd && S_alike(t->shimei, r->mae_shimei) && S_alike(t->shimei_kana, r->mae_shimei_kana) &&
           S_lives(t, r, r->mae_jusho);
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
    if (strcmp(r->jotai, JUMIN_SHOJO) == 0) {
        x->shojo = 1;
        buf_clear(&x->person);
        json_write_given(&x->person, juki_hito, &(struct juki_hito){.ido_jiyu = r->ido_jiyu});
        return;
    }
    *(before ? &x->before : &x->people) = 1;
    S_person(x, r, before);
}

/* Whether this one fits, now or at the latest time before that does. */
static enum status S_one(struct search *x, const char *kojin_bango)
{
    const struct juki_toi *t = x->toi;
    struct sql *found = gaibu_jumin_of(x->by, kojin_bango);
    struct jumin r;
    bool more, first = true, fits = false;
    enum status st;
    for (; (st = gaibu_jumin_found(found, &r, &more)) == ST_OK && more; first = false) {
        if (fits || !S_same(t->seibetsu, r.seibetsu) || !S_same(t->seinengappi, r.seinengappi))
            continue;
        const bool now = first && S_fits(t, &r);
        if ((fits = now || S_fitted(t, &r)))
            S_count(x, &r, !now);
    }
    if (st == ST_OK && first && juki_subete_hito(x->c->policy, t, &r)) /* no resident has the number */
        S_count(x, &r, false);
    return st;
}

/* Those who fit are counted, as many as are told; one alone is looked at. */
static enum status S_search(struct search *x)
{
    const struct juki_toi *t = x->toi;
    const struct jumin_key key = {t->shimei, t->shimei_kana, t->jusho, t->seinengappi, t->seibetsu};
    enum status st = t->kojin_bango ? S_one(x, t->kojin_bango) : ST_OK;
    for (int juni = 0; st == ST_OK && !t->kojin_bango && juni < JUNI_COUNT; juni++) {
        struct jumin_kazu k;
        st =
            gaibu_jumin_kazu(x->by, &key, (enum jumin_juni)juni, x->c->policy->honnin_ninzu, x->c->arena, &k);
        if (st == ST_OK && k.n > 1 && juni != JUNI_SHOJO)
            x->people = k.n;
        else if (st == ST_OK && k.n)
            st = S_one(x, k.kojin_bango);
        if (x->people || x->before)
            break;
    }
    return st;
}

static enum status S_question(struct search *x, const struct juki_shokai_row *q)
{
    x->toi = &q->toi;
    x->by = gaibu_jumin_access(x->c->tx);
    x->people = x->before = x->shojo = 0;
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
