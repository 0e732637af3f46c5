/* The kinds of wrong rows, each a line of the table; see spoil.h. */
#include "gen/spoil.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include "file/layout/codemap.h"
#include "gen/random.h"

/* A row on its way to be wrong. */
struct bad {
    struct spoil *x;
    const struct layout *l;
    struct text *t;
    struct str *cells;
    uint64_t luck;
};

static struct str S_put(struct bad *b, const char *text, size_t n)
{
    size_t from = b->t->n;
    text_add(b->t, text, n);
    return text_since(b->t, from);
}

/* A value whose other columns' presence hangs on it is left alone, unless it is a code: what hangs on a code
 * that is none is not judged. */
static bool S_free(const struct layout *l, int column)
{
    for (int i = 0; i < l->n && !l->columns[column].codes; i++)
        for (int k = 0; k < l->columns[i].when_count; k++)
            if (l->columns[i].when[k].column == column)
                return false;
    return true;
}

static size_t S_char(struct str v)
{
    unsigned char u = (unsigned char)v.p[0];
    return u < 0x80 ? 1 : u >= 0xF0 ? 4 : u >= 0xE0 ? 3 : 2;
}

/* --- which columns can be wrong so, whatever the row ------------------------------------------------------
 */

static bool S_may_miss(const struct layout *l, int i)
{
    const struct column *c = &l->columns[i];
    return c->presence == PRESENCE_REQUIRED && !c->when_count && !c->absent;
}

static bool S_may_be_empty(const struct layout *l, int i)
{
    return l->columns[i].when_count > 0 || l->columns[i].presence == PRESENCE_FORBIDDEN;
}

static bool S_is_text(const struct layout *l, int i)
{
    return !l->columns[i].codes && l->columns[i].date == DATE_NONE;
}

static bool S_is_short(const struct layout *l, int i)
{
    size_t limit = l->record_limit ? l->record_limit : 1000;
    return S_is_text(l, i) && (size_t)l->columns[i].max * 4 < limit;
}

static bool S_is_narrow(const struct layout *l, int i)
{
    return S_is_text(l, i) && l->columns[i].chars != CLASS_TEXT;
}

static bool S_is_wide(const struct layout *l, int i)
{
    enum char_class chars = l->columns[i].chars;
    return S_is_text(l, i) && (chars == CLASS_TEXT || chars == CLASS_KANA);
}

static bool S_is_date(const struct layout *l, int i)
{
    return l->columns[i].date != DATE_NONE;
}

static bool S_is_checked(const struct layout *l, int i)
{
    return S_is_text(l, i) && l->columns[i].check != CHECK_NONE;
}

static bool S_is_code(const struct layout *l, int i)
{
    return l->columns[i].codes != NULL;
}

static bool S_is_later(const struct layout *l, int i)
{
    int k = 0;
    while (k < l->order_count && l->orders[k].to != i)
        k++;
    return k < l->order_count;
}

static bool S_is_apart(const struct layout *l, int i)
{
    int k = 0;
    while (k < l->days_count && l->days[k].to != i)
        k++;
    return k < l->days_count;
}

static bool S_is_fukuhon(const struct layout *l, int i)
{
    return S_is_text(l, i) && l->columns[i].no_kojin_bango && l->columns[i].max >= 12;
}

static bool S_is_unique(const struct layout *l, int i)
{
    return i == 0 && l->unique_count > 0;
}

/* --- one function a kind: ST_OK when the column of this row cannot be wrong so
 * --------------------------------
 */

static const char *const letters[CLASS_COUNT] = {"1", "A", "A", "ア", "ｱ", "字"};

static enum status S_too_long(struct bad *b, int i)
{
    const struct column *c = &b->l->columns[i];
    size_t from = b->t->n;
    if (!b->cells[i].n)
        return ST_OK;
    for (long n = 0; n <= c->max; n++)
        text_adds(b->t, letters[c->chars]);
    b->cells[i] = text_since(b->t, from);
    return ST_ROW_COLUMN;
}

static enum status S_wrong_class(struct bad *b, int i)
{
    static const char *const others[CLASS_COUNT] = {"A", "-", "/", "字", "ア", NULL};
    const struct column *c = &b->l->columns[i];
    size_t from = b->t->n;
    if (!b->cells[i].n)
        return ST_OK;
    size_t first = S_char(b->cells[i]);
    text_adds(b->t, others[c->chars]);
    text_add(b->t, b->cells[i].p + first, b->cells[i].n - first);
    b->cells[i] = text_since(b->t, from);
    return ST_ROW_COLUMN;
}

static enum status S_missing(struct bad *b, int i)
{
    if (!b->cells[i].n || plan_presence(b->l, b->cells, i) != PRESENCE_REQUIRED)
        return ST_OK;
    b->cells[i] = STR("");
    return ST_ROW_COLUMN;
}

static enum status S_forbidden(struct bad *b, int i)
{
    size_t from = b->t->n;
    if (b->cells[i].n || plan_presence(b->l, b->cells, i) != PRESENCE_FORBIDDEN)
        return ST_OK;
    value_any(b->x->plan->g, &b->l->columns[i], &b->luck, b->t);
    b->cells[i] = text_since(b->t, from);
    return ST_ROW_COLUMN;
}

static enum status S_bad_date(struct bad *b, int i)
{
    size_t from = b->t->n;
    if (b->cells[i].n != 8)
        return ST_OK;
    text_add(b->t, b->cells[i].p, 4);
    text_adds(b->t, b->luck % 2 ? "0230" : "1301");
    b->cells[i] = text_since(b->t, from);
    return ST_ROW_COLUMN;
}

/* The last digit moved by one to nine: some weight is one that shows it, so the answer is asked. */
static enum status S_check_digit(struct bad *b, int i)
{
    const struct column *c = &b->l->columns[i];
    struct str v = b->cells[i];
    char digits[64];
    if (!v.n || v.n > sizeof digits)
        return ST_OK;
    memcpy(digits, v.p, v.n);
    do
        digits[v.n - 1] = (char)(digits[v.n - 1] == '9' ? '0' : digits[v.n - 1] + 1);
    while (check_digit_ok(c->check, (struct str){digits, v.n}));
    b->cells[i] = S_put(b, digits, v.n);
    return c->check == CHECK_KOJIN_BANGO ? ST_KOJIN_BANGO_CHECK : ST_ROW_COLUMN;
}

static enum status S_unknown_code(struct bad *b, int i)
{
    static const char *const tries[] = {"9", "8", "Z", "99", "ZZ"};
    const struct column *c = &b->l->columns[i];
    if (!b->cells[i].n)
        return ST_OK;
    for (size_t k = 0; k < sizeof tries / sizeof *tries; k++)
        if (!plan_code_ok(c, str_of(tries[k])) &&
            !plan_code_ok(c, code_map_in(b->x->plan->g->map, c->codes->name, str_of(tries[k])))) {
            b->cells[i] = str_of(tries[k]);
            return ST_ROW_COLUMN;
        }
    return ST_OK;
}

static enum status S_set_day(struct bad *b, int column, int64_t day)
{
    size_t from = b->t->n;
    if (day < -25567 || day > 2932896) /* 1900 to 9999 */
        return ST_OK;
    text_day(b->t, (int32_t)day);
    b->cells[column] = text_since(b->t, from);
    return ST_DATE_ORDER;
}

static enum status S_date_order(struct bad *b, int i)
{
    for (int k = 0; k < b->l->order_count; k++) {
        int32_t from = plan_day(b->cells, b->l->orders[k].from);
        if (b->l->orders[k].to == i && from != NO_DAY && plan_day(b->cells, i) != NO_DAY)
            return S_set_day(b, i, (int64_t)from - 1);
    }
    return ST_OK;
}

static enum status S_days(struct bad *b, int i)
{
    for (int k = 0; k < b->l->days_count; k++) {
        const struct days *o = &b->l->days[k];
        int32_t from = plan_days_from(o, b->cells);
        if (o->to != i || from == NO_DAY || plan_day(b->cells, i) == NO_DAY ||
            (o->column >= 0 && !layout_among(o->values, b->cells[o->column])))
            continue;
        enum status st = o->max < LONG_MAX ? S_set_day(b, i, (int64_t)from + o->max + 1) : ST_OK;
        return st == ST_OK && o->min > LONG_MIN ? S_set_day(b, i, (int64_t)from + o->min - 1) : st;
    }
    return ST_OK;
}

/* A character of private use, which every encoding can carry and nobody else can read. */
static enum status S_gaiji(struct bad *b, int i)
{
    size_t from = b->t->n;
    if (!b->cells[i].n)
        return ST_OK;
    size_t first = S_char(b->cells[i]);
    text_adds(b->t, "\xEE\x80\x80");
    text_add(b->t, b->cells[i].p + first, b->cells[i].n - first);
    b->cells[i] = text_since(b->t, from);
    return ST_ROW_GAIJI;
}

static enum status S_kojin_inside(struct bad *b, int i)
{
    char digits[12];
    if (!b->cells[i].n)
        return ST_OK;
    person_kojin_bango(b->x->plan->g->seed, (int64_t)(b->luck >> 30), digits);
    b->cells[i] = S_put(b, digits, 12);
    return ST_ROW_KOJIN_BANGO;
}

/* The whole row comes a second time. */
static enum status S_duplicate(struct bad *b, int i)
{
    (void)i;
    if (!b->x->has)
        return ST_OK;
    for (int k = 0; k < b->l->n; k++)
        b->cells[k] = b->x->cells[k];
    return b->l->uniques[0].status;
}

static const struct {
    const char *name;
    bool (*may)(const struct layout *l, int column);
    enum status (*spoil)(struct bad *b, int column);
} kinds[ERROR_KINDS] = {
    {"missing", S_may_miss, S_missing},
    {"tooLong", S_is_short, S_too_long},
    {"wrongClass", S_is_narrow, S_wrong_class},
    {"forbidden", S_may_be_empty, S_forbidden},
    {"badDate", S_is_date, S_bad_date},
    {"checkDigit", S_is_checked, S_check_digit},
    {"unknownCode", S_is_code, S_unknown_code},
    {"dateOrder", S_is_later, S_date_order},
    {"days", S_is_apart, S_days},
    {"gaiji", S_is_wide, S_gaiji},
    {"kojinBango", S_is_fukuhon, S_kojin_inside},
    {"duplicate", S_is_unique, S_duplicate},
};

/* --- which rows
 * ---------------------------------------------------------------------------------------------
 */

static bool S_rate(const char *text, size_t n, double *ret)
{
    char copy[32], *end;
    if (n == 0 || n >= sizeof copy)
        return false;
    memcpy(copy, text, n);
    copy[n] = 0;
    *ret = strtod(copy, &end);
    return !*end && *ret >= 0 && *ret <= 1;
}

static int S_kind(const char *name, size_t n)
{
    for (int i = 0; i < ERROR_KINDS; i++)
        if (strlen(kinds[i].name) == n && memcmp(kinds[i].name, name, n) == 0)
            return i;
    return -1;
}

bool spoil_rates(struct gen *g, const char *text, char wrong[128])
{
    if (S_rate(text, strlen(text), &g->rate))
        return true;
    for (const char *p = text; *p; p += *p == ',') {
        size_t name = strcspn(p, "=,"), all = strcspn(p, ",");
        int kind = S_kind(p, name);
        if (kind < 0 || name == all || !S_rate(p + name + 1, all - name - 1, &g->rates[kind])) {
            snprintf(wrong, 128, "%.*s", all < 100 ? (int)all : 100, p);
            return false;
        }
        p += all;
    }
    return true;
}

static bool S_may(const struct layout *l, int kind, int column)
{
    return S_free(l, column) && kinds[kind].may(l, column);
}

static bool S_possible(const struct layout *l, int kind)
{
    int i = 0;
    while (i < l->n && !S_may(l, kind, i))
        i++;
    return i < l->n;
}

bool spoil_open(struct spoil *x, const struct plan *p, uint64_t salt)
{
    *x = (struct spoil){.plan = p, .salt = random_of(p->g->seed, STREAM_SPOIL, salt)};
    x->kept.p = malloc(TEXT_ROOM);
    int possible = 0;
    for (int i = 0; i < ERROR_KINDS; i++)
        possible += S_possible(p->l, i);
    double sum = 0;
    /* the first, a value left out, is what the others fall back to */
    for (int i = 0; i < ERROR_KINDS && S_possible(p->l, 0); i++) {
        if (S_possible(p->l, i))
            sum += p->g->rates[i] + p->g->rate / possible;
        x->up_to[i] = sum;
    }
    return x->kept.p != NULL;
}

void spoil_close(struct spoil *x)
{
    free(x->kept.p);
}

int spoil_pick(const struct spoil *x, int64_t which)
{
    if (x->up_to[ERROR_KINDS - 1] == 0)
        return -1;
    double at = (double)(random_mix(x->salt + (uint64_t)which) >> 11) / (double)(UINT64_C(1) << 53);
    for (int i = 0; i < ERROR_KINDS; i++)
        if (at < x->up_to[i])
            return i;
    return -1;
}

/* Some column of the row, the first that can be wrong so from a random one on. */
static enum status S_try(struct bad *b, int kind)
{
    int start = (int)random_below(&b->luck, (uint32_t)b->l->n);
    for (int i = 0; i < b->l->n; i++) {
        int column = (start + i) % b->l->n;
        enum status st = S_may(b->l, kind, column) ? kinds[kind].spoil(b, column) : ST_OK;
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

enum status spoil_row(struct spoil *x, int kind, uint64_t luck, struct text *t, struct str *cells)
{
    struct bad b = {x, x->plan->l, t, cells, random_mix(luck ^ STREAM_SPOILT)};
    enum status st = S_try(&b, kind);
    return st != ST_OK ? st : S_try(&b, 0);
}

void spoil_keep(struct spoil *x, const struct str *cells)
{
    const struct layout *l = x->plan->l;
    if (!l->unique_count || (x->has && x->up_to[ERROR_KINDS - 1] == x->up_to[ERROR_KINDS - 2]))
        return;
    const struct unique *u = &l->uniques[0];
    if ((u->unless >= 0 && cells[u->unless].n) ||
        (u->kubun >= 0 && u->add && !layout_among(u->add, cells[u->kubun])))
        return;
    x->kept.n = 0;
    for (int i = 0; i < l->n; i++) {
        size_t from = x->kept.n;
        text_str(&x->kept, cells[i]);
        x->cells[i] = text_since(&x->kept, from);
    }
    x->has = true;
}
