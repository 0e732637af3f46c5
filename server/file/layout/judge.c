/* Judging the values of a row; see judge.h. */
#include <stdio.h>

#include "file/layout/judge_row.h"

/* Days from 1970-01-01 of 0001-01-01 and 9999-12-31. */
enum { FIRST_DAY = -719162, LAST_DAY = 2932896, YMD = 8 };

static enum asked S_asked(const struct judged *r, int column)
{
    return r->j->asked ? (enum asked)r->j->asked[column] : ASKED_ROW;
}

/* What depends on a code that is none itself cannot be judged: only the code is told. Nor can what depends on
 * a value that was not sent. */
static enum presence S_presence(const struct judged *r, int column, const struct when **ret_when)
{
    const struct column *c = &r->j->l->columns[column];
    *ret_when = NULL;
    if (S_asked(r, column) == ASKED_KEY)
        return PRESENCE_REQUIRED;
    for (int i = 0; i < c->when_count; i++) {
        const struct column *other = &r->j->l->columns[c->when[i].column];
        struct str value = r->values[c->when[i].column];
        if (S_asked(r, c->when[i].column) == ASKED_NOT ||
            (other->codes && !code_list_has(other->codes, value)))
            return PRESENCE_OPTIONAL;
        if (layout_among(c->when[i].values, value)) {
            *ret_when = &c->when[i];
            return c->when[i].presence;
        }
    }
    return c->presence;
}

static void S_column(struct judged *r, int i)
{
    const struct column *c = &r->j->l->columns[i];
    const struct when *w;
    enum presence p = S_presence(r, i, &w);
    if (p == PRESENCE_FORBIDDEN && c->absent && !r->cells[i].n)
        r->values[i] = r->cells[i]; /* no default where nothing may be */
    if (!r->values[i].n) {
        if (p == PRESENCE_REQUIRED)
            judge_add_presence(r, c, w, DIAG_VALUE, DIAG_EMPTY);
    } else if (p == PRESENCE_REQUIRED && char_blank(r->values[i])) {
        judge_add_presence(r, c, w, NOT_BLANK_WANT, NOT_BLANK_HAVE);
    } else if (p == PRESENCE_FORBIDDEN) {
        judge_add_presence(r, c, w, "空", char_blank(r->values[i]) ? NOT_BLANK_HAVE : "値あり");
    } else if (!r->j->references || !judge_add_beyond(r, c, r->cells[i])) {
        judge_value(r, i);
    }
}

/* --- rules across columns ---------------------------------------------------------------------------------
 */

/* false: empty, or told already. */
static bool S_is_date(const struct judged *r, int column)
{
    return r->values[column].n && !r->told[column];
}

static void S_order(struct judged *r, const struct order *o)
{
    const struct column *from = &r->j->l->columns[o->from], *to = &r->j->l->columns[o->to];
    if (!S_is_date(r, o->from) || !S_is_date(r, o->to))
        return;
    if (memcmp(r->values[o->from].p, r->values[o->to].p, YMD) <= 0)
        return;
    char want[200];
    snprintf(want, sizeof want, "%s（%.8s）以後", from->mei, r->values[o->from].p);
    judge_add_value(r, ST_DATE_ORDER, to, want, r->values[o->to]);
}

static void S_days(struct judged *r, const struct days *o)
{
    if (o->or_from >= 0 && (S_asked(r, o->from) == ASKED_NOT || S_asked(r, o->or_from) == ASKED_NOT))
        return; /* the one that was not sent may be the earlier */
    int start = layout_days_from(o, r->values);
    bool told = r->told[o->from] || (o->or_from >= 0 && r->told[o->or_from]);
    if (start < 0 || told || !S_is_date(r, o->to))
        return;
    if (o->column >= 0 && !layout_among(o->values, r->values[o->column]))
        return;
    const struct column *from = &r->j->l->columns[start], *to = &r->j->l->columns[o->to];
    int32_t first = str_date(r->values[start]);
    long apart = (long)str_date(r->values[o->to]) - first;
    if (apart >= o->min && apart <= o->max)
        return;
    char want[200], ymd[9];
    bool early = apart < o->min;
    long bound = early ? o->min : o->max;
    long day = first + bound;
    str_from_date((int32_t)(day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day), ymd);
    snprintf(want, sizeof want, "%s（%.8s）の %ld日%s（%s）以%s", from->mei, r->values[start].p,
             bound < 0 ? -bound : bound, bound < 0 ? "前" : "後", ymd, early ? "後" : "前");
    judge_add_value(r, ST_DATE_ORDER, to, want, r->values[o->to]);
}

static void S_month_day(struct judged *r, const struct month_day *o)
{
    const struct column *c = &r->j->l->columns[o->column];
    struct str v = r->values[o->column];
    if (!S_is_date(r, o->column) || memcmp(v.p + 4, o->value, 4) == 0 ||
        (o->also && layout_among(o->also, v)))
        return;
    char want[160];
    snprintf(want, sizeof want, "%.2s月%.2s日%s%.100s", o->value, o->value + 2, o->also ? "、または " : "",
             o->also ? o->also : "");
    judge_add_value(r, ST_ROW_COLUMN, c, want, v);
}

/* What was not sent may have a value. */
static void S_some(struct judged *r, const struct some *o)
{
    const struct column *when = o->column >= 0 ? &r->j->l->columns[o->column] : NULL;
    if (when && (S_asked(r, o->column) == ASKED_NOT || !layout_among(o->values, r->values[o->column])))
        return;
    for (int i = 0; i < o->n; i++)
        if (!char_blank(r->values[o->columns[i]]) || r->told[o->columns[i]] ||
            S_asked(r, o->columns[i]) == ASKED_NOT)
            return;
    judge_add_some(r, o);
}

int judge_row(const struct judge *j, const struct str *cells, struct arena *a, struct str *values,
              struct diag *out)
{
    struct judged r = {.j = j, .cells = cells, .values = values, .out = out};
    const struct layout *l = j->l;
    for (int i = 0; i < l->n; i++)
        values[i] = S_asked(&r, i) == ASKED_NOT ? STR("") : judge_normal(j, &l->columns[i], cells[i], a);
    for (int i = 0; i < l->n; i++) {
        long before = r.found;
        if (S_asked(&r, i) != ASKED_NOT)
            S_column(&r, i);
        r.told[i] = r.found > before;
    }
    for (int i = 0; i < l->order_count; i++)
        S_order(&r, &l->orders[i]);
    for (int i = 0; i < l->days_count; i++)
        S_days(&r, &l->days[i]);
    for (int i = 0; i < l->month_day_count; i++)
        S_month_day(&r, &l->month_days[i]);
    for (int i = 0; i < l->some_count; i++)
        S_some(&r, &l->somes[i]);
    if (r.n && !j->asked)
        judge_add_whole(&r);
    return r.n;
}
