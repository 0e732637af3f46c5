/* A row by its layout: meanings first, then whatever the rules still want; see row.h. */
#include "gen/row.h"

#include "file/layout/codemap.h"
#include "gen/random.h"

enum { ROUNDS = 3 }; /* a rule put right may put another wrong */

void plan_make(struct plan *p, const struct gen *g, const struct layout *l)
{
    *p = (struct plan){.g = g, .l = l};
    for (int i = 0; i < l->n; i++)
        p->makers[i] = value_maker(g, &l->columns[i]);
}

bool plan_code_ok(const struct column *c, struct str v)
{
    for (int i = 0; i < c->codes->n; i++)
        if (str_is(v, c->codes->codes[i].value))
            return true;
    return false;
}

enum presence plan_presence(const struct layout *l, const struct str *cells, int column)
{
    const struct column *c = &l->columns[column];
    for (int i = 0; i < c->when_count; i++)
        if (layout_among(c->when[i].values, cells[c->when[i].column]))
            return c->when[i].presence;
    return c->presence;
}

int32_t plan_day(const struct str *cells, int column)
{
    return cells[column].n == 8 ? str_date(cells[column]) : NO_DAY;
}

int32_t plan_days_from(const struct days *o, const struct str *cells)
{
    int column = layout_days_from(o, cells);
    return column < 0 ? NO_DAY : plan_day(cells, column);
}

static struct str S_day(struct text *t, int32_t day)
{
    size_t from = t->n;
    text_day(t, day);
    return text_since(t, from);
}

static struct str S_any(const struct plan *p, int column, uint64_t *luck, struct text *t)
{
    size_t from = t->n;
    value_any(p->g, &p->l->columns[column], luck, t);
    return text_since(t, from);
}

struct str plan_unknown(const struct plan *p, int column, uint64_t *luck, struct text *t)
{
    return p->l->columns[column].presence == PRESENCE_REQUIRED ? S_any(p, column, luck, t) : STR("");
}

static struct str S_cell(const struct plan *p, const struct subject *s, int column, uint64_t *luck,
                         struct text *t)
{
    const struct column *c = &p->l->columns[column];
    size_t from = t->n;
    if (!p->makers[column])
        return c->presence != PRESENCE_OPTIONAL || random_chance(luck, 500) ? S_any(p, column, luck, t)
                                                                            : STR("");
    p->makers[column]->make(p->g, s, t);
    struct str v = text_since(t, from);
    return v.n && c->codes && !plan_code_ok(c, v) ? S_any(p, column, luck, t) : v;
}

/* Empty what may not be, fill what must be. */
static void S_presences(const struct plan *p, uint64_t *luck, struct text *t, struct str *cells)
{
    for (int i = 0; i < p->l->n; i++) {
        enum presence want = plan_presence(p->l, cells, i);
        if (want == PRESENCE_FORBIDDEN)
            cells[i] = STR("");
        else if (want == PRESENCE_REQUIRED && !cells[i].n)
            cells[i] = S_any(p, i, luck, t);
    }
}

static void S_dates(const struct layout *l, struct text *t, struct str *cells)
{
    for (int i = 0; i < l->month_day_count; i++) {
        const struct month_day *m = &l->month_days[i];
        size_t from = t->n;
        if (cells[m->column].n != 8 || memcmp(cells[m->column].p + 4, m->value, 4) == 0)
            continue;
        text_add(t, cells[m->column].p, 4);
        text_adds(t, m->value);
        cells[m->column] = text_since(t, from);
    }
    for (int i = 0; i < l->order_count; i++) {
        int32_t from = plan_day(cells, l->orders[i].from), to = plan_day(cells, l->orders[i].to);
        if (from != NO_DAY && to != NO_DAY && from > to)
            cells[l->orders[i].to] = cells[l->orders[i].from];
    }
    for (int i = 0; i < l->days_count; i++) {
        const struct days *o = &l->days[i];
        int32_t from = plan_days_from(o, cells), to = plan_day(cells, o->to);
        if (from == NO_DAY || to == NO_DAY || (o->column >= 0 && !layout_among(o->values, cells[o->column])))
            continue;
        if ((long)to - from < o->min)
            cells[o->to] = S_day(t, (int32_t)(from + o->min));
        else if ((long)to - from > o->max)
            cells[o->to] = S_day(t, (int32_t)(from + o->max));
    }
}

void plan_row(const struct plan *p, const struct subject *s, struct text *t, struct str *cells)
{
    uint64_t luck = random_mix(s->luck ^ STREAM_VALUE);
    t->n = 0;
    for (int i = 0; i < p->l->n; i++)
        cells[i] = S_cell(p, s, i, &luck, t);
    S_presences(p, &luck, t, cells);
    for (int i = 0; i < ROUNDS; i++)
        S_dates(p->l, t, cells);
}

/* [A] as in the layouts: 1 明治 2 大正 3 昭和 4 平成 5 令和. */
static const struct {
    char digit;
    int before; /* the year before its first */
    const char *first;
} eras[] = {{'5', 2018, "20190501"},
            {'4', 1988, "19890108"},
            {'3', 1925, "19261225"},
            {'2', 1911, "19120730"},
            {'1', 1867, "00000000"}};

static struct str S_era(struct text *t, struct str ymd)
{
    size_t i = 0, from = t->n;
    while (memcmp(ymd.p, eras[i].first, 8) < 0)
        i++;
    int year = (ymd.p[0] - '0') * 1000 + (ymd.p[1] - '0') * 100 + (ymd.p[2] - '0') * 10 + ymd.p[3] - '0';
    text_add(t, &eras[i].digit, 1);
    text_number(t, year - eras[i].before, 2);
    text_add(t, ymd.p + 4, 4);
    return text_since(t, from);
}

void plan_finish(const struct plan *p, struct text *t, struct str *cells)
{
    for (int i = 0; i < p->l->n; i++) {
        const struct column *c = &p->l->columns[i];
        if (c->date == DATE_ERA && cells[i].n == 8)
            cells[i] = S_era(t, cells[i]);
        else if (p->g->map && c->codes && plan_code_ok(c, cells[i]))
            cells[i] = code_map_out(p->g->map, c->codes->name, cells[i]);
    }
}
