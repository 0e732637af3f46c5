/* Reading schedules; see calendar.h. */
#include "nittei/calendar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "gen/table.h"

enum { MEMORY = 1 << 20 };

void calendar_day(int32_t day, int *ret_year, int *ret_month, int *ret_of)
{
    char text[9];
    str_from_date(day, text);
    sscanf(text, "%4d%2d%2d", ret_year, ret_month, ret_of);
}

int32_t calendar_next_month(int32_t day)
{
    int year, month, of;
    calendar_day(day, &year, &month, &of);
    do
        calendar_day(++day, &year, &month, &of);
    while (of != 1);
    return day;
}

/* The whole months; what has no end has it with the month behind the last that is given. */
static enum status S_months(struct calendar *c, struct diag *d)
{
    int32_t first = INT32_MAX, last = INT32_MIN;
    for (int i = 0; i < c->n; i++) {
        const struct calendar_bar *b = &c->bars[i];
        const int32_t end = b->made == INT32_MAX ? b->kara : b->made;
        first = b->kara < first ? b->kara : first;
        last = end > last ? end : last;
    }
    int year, month, of, months = 1;
    calendar_day(first, &year, &month, &of);
    c->first = first - of + 1;
    for (c->last = calendar_next_month(c->first); c->last <= last; c->last = calendar_next_month(c->last))
        if (++months > CALENDAR_MONTHS)
            return diag_setf(d, ST_LIMIT, "日程", "24 か月まで", "それより長い");
    c->last--;
    return ST_OK;
}

static int S_by_days(const void *l, const void *r)
{
    const struct calendar_bar *a = l, *b = r;
    if (a->kara != b->kara)
        return a->kara < b->kara ? -1 : 1;
    return (a->made > b->made) - (a->made < b->made);
}

static enum status S_end(struct calendar *c, struct diag *d)
{
    qsort(c->bars, (size_t)c->n, sizeof *c->bars, S_by_days);
    return c->n ? S_months(c, d) : ST_OK;
}

/* Texts are copied. made empty or NULL: it does not end. */
static enum status S_add(struct calendar *c, const char *nittei, const char *mei, const char *kara,
                         const char *made, struct diag *d)
{
    const int32_t from = str_date(str_of(kara ? kara : "")),
                  to = made && *made ? str_date(str_of(made)) : INT32_MAX;
    if (from == INT32_MIN || to == INT32_MIN || to < from)
        return diag_set(d, ST_SETUP, nittei, "暦にある 8 桁の日付", from == INT32_MIN ? kara : made);
    if (c->n == CALENDAR_BARS)
        return diag_set(d, ST_LIMIT, "日程", "ロットに 64 まで", nittei);
    c->bars[c->n++] = (struct calendar_bar){arena_strdup(c->a, nittei), arena_strdup(c->a, mei), from, to};
    return arena_failed(c->a) ? diag_set(d, ST_LIMIT, "日程", "メモリ", "不足") : ST_OK;
}

/* --- the tables ------------------------------------------------------------------------------------------
 */

static const char *S_cell(const struct table *t, int row, const char *column)
{
    const int at = table_column(t, column);
    return at < 0 ? "" : t->rows[row][at].p;
}

static enum status S_nittei(struct calendar *c, const struct table *t, struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && i < t->n; i++)
        if (strcmp(S_cell(t, i, "lot"), c->lot) == 0)
            st = S_add(c, S_cell(t, i, "nittei"), S_cell(t, i, "mei"), S_cell(t, i, "kara"),
                       S_cell(t, i, "made"), d);
    return st;
}

/* Its name as the daemon has it (server/world/nittei_control.c). */
static enum status S_release(struct calendar *c, const char *release, const char *kara, const char *made,
                             struct diag *d)
{
    char *name = arena_printf(c->a, "haishin%s", release), *mei = arena_printf(c->a, "リリース%s", release);
    for (char *p = name; p && *p; p++)
        *p = *p == '.' ? '_' : *p;
    return name && mei ? S_add(c, name, mei, kara, made, d) : diag_set(d, ST_LIMIT, "日程", "メモリ", "不足");
}

static enum status S_haishin(struct calendar *c, const struct table *releases, const struct table *mado,
                             struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; st == ST_OK && i < mado->n; i++)
        for (int k = 0; st == ST_OK && k < releases->n; k++)
            if (strcmp(S_cell(mado, i, "lot"), c->lot) == 0 &&
                strcmp(S_cell(mado, i, "release_jun"), S_cell(releases, k, "release_jun")) == 0)
                st = S_release(c, S_cell(releases, k, "release"), S_cell(mado, i, "kara"),
                               S_cell(mado, i, "made"), d);
    return st;
}

enum status calendar_read(struct calendar *c, const char *fixtures, const char *lot, struct diag *d)
{
    struct table nittei = {0}, releases = {0}, mado = {0};
    *c = (struct calendar){.a = arena_new(MEMORY), .lot = lot, .kyo = INT32_MIN};
    const char *common = c->a ? arena_printf(c->a, "%s/common", fixtures) : NULL;
    enum status st = common ? ST_OK : diag_set(d, ST_LIMIT, "日程", "メモリ", "不足");
    if (st == ST_OK)
        st = table_read(&nittei, common, "nittei", d);
    if (st == ST_OK)
        st = table_read(&releases, common, "haishin", d);
    if (st == ST_OK)
        st = table_read(&mado, common, "haishin_mado", d);
    if (st == ST_OK)
        st = S_nittei(c, &nittei, d);
    if (st == ST_OK)
        st = S_haishin(c, &releases, &mado, d);
    table_free(&nittei);
    table_free(&releases);
    table_free(&mado);
    return st == ST_OK ? S_end(c, d) : st;
}

/* --- a world ---------------------------------------------------------------------------------------------
 */

enum status calendar_take(struct calendar *c, const struct node *root, struct diag *d)
{
    const char *lot = node_text(root, "lot"), *kyo = node_text(root, "kyo");
    *c = (struct calendar){.a = arena_new(MEMORY)};
    if (!c->a)
        return diag_set(d, ST_LIMIT, "日程", "メモリ", "不足");
    c->lot = arena_strdup(c->a, lot ? lot : "");
    c->kyo = str_date(str_of(kyo ? kyo : ""));
    enum status st = ST_OK;
    for (const struct node *n = root->child; st == ST_OK && n; n = n->next)
        if (strcmp(n->name, "nittei") == 0)
            st = S_add(c, node_text(n, "nittei"), node_text(n, "mei"), node_text(n, "kara"),
                       node_text(n, "made"), d);
    return st == ST_OK ? S_end(c, d) : st;
}

void calendar_free(struct calendar *c)
{
    arena_free(c->a);
}
