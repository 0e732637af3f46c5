/* Judging the values of a row; see judge.h. */
#include <stdio.h>

#include "csv/judge_row.h"

/* What depends on a code that is none itself cannot be judged: only the code is told. */
static enum presence S_presence(const struct judged *r, const struct column *c, const struct when **ret_when)
{
    *ret_when = NULL;
    for (int i = 0; i < c->when_count; i++) {
        const struct column *other = &r->j->l->columns[c->when[i].column];
        struct str value = r->values[c->when[i].column];
        if (other->codes && !judge_code_ok(other, value))
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
    enum presence p = S_presence(r, c, &w);
    if (p == PRESENCE_FORBIDDEN && c->absent && !r->cells[i].n)
        r->values[i] = r->cells[i]; /* no default where nothing may be */
    if (!r->values[i].n) {
        if (p == PRESENCE_REQUIRED)
            judge_add_presence(r, c, w, "値", "空");
    } else if (p == PRESENCE_FORBIDDEN) {
        judge_add_presence(r, c, w, "空", "値あり");
    } else {
        judge_value(r, i);
    }
}

/* --- rules across columns ---------------------------------------------------------------------------------
 */

/* INT32_MIN: empty, or told already. */
static int32_t S_date(const struct judged *r, int column)
{
    struct str v = r->values[column];
    bool sent = v.p == r->cells[column].p && r->j->l->columns[column].date == DATE_ERA;
    return v.n == 8 && !sent ? str_date(v) : INT32_MIN;
}

static void S_order(struct judged *r, const struct order *o)
{
    const struct column *from = &r->j->l->columns[o->from], *to = &r->j->l->columns[o->to];
    int32_t first = S_date(r, o->from), last = S_date(r, o->to);
    if (first == INT32_MIN || last == INT32_MIN || first <= last)
        return;
    char want[200];
    snprintf(want, sizeof want, "%s（%.8s）以後", from->mei, r->values[o->from].p);
    judge_add_value(r, ST_DATE_ORDER, to, want, r->values[o->to]);
}

static void S_days(struct judged *r, const struct days *o)
{
    const struct column *from = &r->j->l->columns[o->from], *to = &r->j->l->columns[o->to];
    int32_t first = S_date(r, o->from), last = S_date(r, o->to);
    if (first == INT32_MIN || last == INT32_MIN)
        return;
    if (o->column >= 0 && !layout_among(o->values, r->values[o->column]))
        return;
    long apart = (long)last - first;
    if (apart >= o->min && apart <= o->max)
        return;
    char want[200], ymd[9];
    bool early = apart < o->min;
    long bound = early ? o->min : o->max;
    str_from_date((int32_t)(first + bound), ymd);
    snprintf(want, sizeof want, "%s（%.8s）の %ld日%s（%s）以%s", from->mei, r->values[o->from].p,
             bound < 0 ? -bound : bound, bound < 0 ? "前" : "後", ymd, early ? "後" : "前");
    judge_add_value(r, ST_DATE_ORDER, to, want, r->values[o->to]);
}

static void S_month_day(struct judged *r, const struct month_day *o)
{
    const struct column *c = &r->j->l->columns[o->column];
    struct str v = r->values[o->column];
    if (S_date(r, o->column) == INT32_MIN || memcmp(v.p + 4, o->value, 4) == 0)
        return;
    char want[64];
    snprintf(want, sizeof want, "%.2s月%.2s日", o->value, o->value + 2);
    judge_add_value(r, ST_ROW_COLUMN, c, want, v);
}

int judge_row(const struct judge *j, const struct str *cells, struct arena *a, struct str *values,
              struct diag out[JUDGE_ERRORS])
{
    struct judged r = {j, cells, values, out, 0};
    const struct layout *l = j->l;
    for (int i = 0; i < l->n; i++)
        values[i] = judge_normal(j, &l->columns[i], cells[i], a);
    for (int i = 0; i < l->n; i++)
        S_column(&r, i);
    for (int i = 0; i < l->order_count; i++)
        S_order(&r, &l->orders[i]);
    for (int i = 0; i < l->days_count; i++)
        S_days(&r, &l->days[i]);
    for (int i = 0; i < l->month_day_count; i++)
        S_month_day(&r, &l->month_days[i]);
    return r.n;
}
