/* Rule shikakuSoi: 資格情報 against what 運用支援環境 has told of the 資格 of their people; see fukuhon.h. */
#include "service/chukan/fukuhon.h"

#include <string.h>

#include "base/bango.h"
#include "base/clock.h"
#include "file/rule/soi.h"
#include "service/chukan/fukuhon_walk.h"
#include "service/keikoku.h"
#include "service/shikaku_den.h"
#include "store/chukan_shikaku.h"
#include "store/torikomi.h"

enum { TEXTS = 1 << 20 };

_Static_assert((int)SHIKAKU_RUN == (int)DEN_RUN && (int)SHIKAKU_BYTES == (int)DEN_BYTES, "one text");

struct told {
    struct soi_shikaku *list;
    size_t n; /* 0: nothing was told, or that there is none */
};

/* *ret: n entries of DEN_BYTES. run: read before, or its `read` is false. */
static enum status S_text(struct call *c, const char *edaban, const struct chukan_hito *hito,
                          struct chukan_run *run, const char **ret, size_t *ret_n)
{
    const char *text = hito->shikaku;
    int64_t number = text ? -1 : bango_digits(edaban, BANGO_DIGITS);
    enum status st = ST_OK;
    if (number >= 0)
        st = chukan_shikaku_get(c->tx, c->caller->hokensha, number, run, &text);
    *ret_n = !text ? 0 : hito->shikaku ? strlen(text) / DEN_BYTES : 1;
    *ret = text;
    return st;
}

static enum status S_told(struct call *c, const char *text, size_t n, struct told *ret)
{
    *ret = (struct told){arena_array(c->arena, n ? n : 1, sizeof *ret->list), 0};
    for (size_t i = 0; ret->list && i < n; i++)
        ret->n += den_read(text + i * DEN_BYTES, &ret->list[ret->n]);
    return ret->list ? ST_OK : ST_LIMIT;
}

void fukuhon_soi_prepare(struct fukuhon_row *row)
{
    const struct den d = {row->kara, row->saigo, row->honnin_kazoku, row->kigo, row->bango};
    den_write(row->den, &d);
}

/* The usual case: one of them is just what the row has. */
static bool S_same(const struct fukuhon_row *row, const char *text, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (memcmp(row->den, text + i * DEN_BYTES, DEN_BYTES) == 0)
            return true;
    return false;
}

enum status fukuhon_soi(struct call *c, const struct fukuhon_row *row, const struct chukan_hito *hito)
{
    struct told told;
    struct chukan_run own;
    struct fukuhon_chunk *chunk = c->bulk_state;
    const char *text;
    size_t n;
    own.read = false;
    enum status st = S_text(c, row->edaban, hito, chunk ? &chunk->shikaku : &own, &text, &n);
    if (st != ST_OK || !n || S_same(row, text, n))
        return st;
    const struct record_view v = fukuhon_view(row);
    st = S_told(c, text, n, &told);
    if (st != ST_OK || !told.n)
        return st;
    return rule_soi(&v, row->items.mei, told.list, told.n, clock_date(c->now), keikoku_of(c));
}

/* --- when a link file ends --------------------------------------------------------------------------------
 */

struct look {
    struct call call; /* its arena is for one person */
    const struct torikomi *t;
    const struct layout *l;
    const char *names[LAYOUT_COLUMNS], *mei[LAYOUT_COLUMNS];
    struct rule_policy warns;
    struct chukan_run run;
    int64_t *told;
};

/* The stored one as a record of the layout. */
static enum status S_values(struct look *x, const struct chukan_fukuhon *f, const char **values)
{
    struct chukan_komoku *k;
    size_t n;
    enum status st = chukan_komoku_read(x->call.tx, f->komoku, x->call.arena, &k, &n);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        int at = layout_field(x->l, k[i].mei);
        if (at >= 0)
            values[at] = k[i].atai;
    }
    return st;
}

/* *ret_differs: one of the person's 資格情報 does, and it was told. */
static enum status S_records(struct look *x, const char *edaban, const struct told *told, bool *ret_differs)
{
    struct call *c = &x->call;
    struct diag ignored = DIAG_INIT;
    struct chukan_fukuhon *list;
    size_t n = 0;
    enum status st =
        chukan_fukuhon_list(c->tx, x->t->hokensha, edaban, fukuhon_shikaku()->shubetsu, c->arena, &list, &n);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        struct findings f = {.policy = &x->warns, .arena = c->arena, .refusal = &ignored};
        const char *values[LAYOUT_COLUMNS] = {0};
        const struct record_view v = {x->names, values, x->l->n, x->l};
        if ((st = S_values(x, &list[i], values)) == ST_OK)
            st = rule_soi(&v, x->mei, told->list, told->n, clock_date(c->now), &f);
        *ret_differs = *ret_differs || f.n;
        if (st == ST_OK && f.n)
            st = fukuhon_owari_put(c, x->t, (*x->told)++, edaban, &f.list[0]);
    }
    return st;
}

/* One whose 資格 have changed, or who was cancelled; from then on only if they still differ. */
static enum status S_person(void *cls, const char *edaban)
{
    struct look *x = cls;
    struct call *c = &x->call;
    struct chukan_hito hito = {0};
    struct told told = {0};
    const char *text = NULL;
    size_t n = 0;
    bool differs = false, gone;
    enum status st = chukan_hito_kikan(c->tx, x->t->hokensha, edaban, "", "", NULL, c->arena, &hito);
    gone = st == ST_OK && hito.known && hito.ido == CHUKAN_TORIKESHI;
    if (st == ST_OK && hito.known && !gone)
        st = S_text(c, edaban, &hito, &x->run, &text, &n);
    if (st == ST_OK)
        st = S_told(c, text, n, &told);
    if (st == ST_OK && (told.n || gone))
        st = S_records(x, edaban, &told, &differs);
    return st == ST_OK && !differs ? chukan_soi_drop(c->tx, x->t->hokensha, edaban) : st;
}

enum status fukuhon_soi_owari(struct call *c, const struct torikomi *t, struct owari_most most, int64_t *told)
{
    const struct rule_row *row;
    struct look x = {
        .call = *c, .t = t, .warns = rule_warns(&c->policy->rules, RULE_SHIKAKU_SOI), .told = told};
    const struct fukuhon_walk w = {.c = &x.call,
                                   .t = t,
                                   .nani = "soi",
                                   .most = most,
                                   .told = told,
                                   .next = chukan_soi_next,
                                   .look = S_person,
                                   .x = &x};
    if (rule_severity(&c->policy->rules, RULE_SHIKAKU_SOI, clock_date(c->now), NULL, &row) == SEVERITY_OFF)
        return ST_OK;
    enum status st = layout_get(t->shubetsu, clock_date(t->at), &x.l, c->diag);
    if (st != ST_OK)
        return st;
    for (int i = 0; i < x.l->n; i++) {
        x.names[i] = x.l->columns[i].field; /* a layout may have called it otherwise */
        x.mei[i] = x.l->columns[i].mei;
    }
    x.call.arena = arena_new(TEXTS);
    st = x.call.arena ? fukuhon_walk(&w) : ST_LIMIT;
    arena_free(x.call.arena);
    return st;
}
