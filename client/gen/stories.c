/* Reading the stories' tables, and the numbers in them; see stories.h. */
#include "gen/stories.h"

#include <stdio.h>
#include <stdlib.h>

#include "file/layout/check.h"

enum status stories_read(struct table *x, const struct gen *g, const char *table, struct diag *d)
{
    return table_read(x, g->stories, table, d);
}

enum status stories_check(const struct table *x, struct diag *d)
{
    static const char *const names[STORIES_COLUMNS] = {"id", "hito", "code", "keikoku", "eda"};
    for (int i = 0; i < STORIES_COLUMNS; i++)
        if (table_column(x, names[i]) != i)
            return diag_setf(d, ST_SETUP, "--stories の表", names[i], "%d列目にない", i + 1);
    return ST_OK;
}

/* --- the numbers --- */

/* Whose nth number it is, from 0; issued: 枝番 before the stories'. */
struct number {
    const struct gen *g;
    int64_t n, issued;
};

static void S_eda(const struct number *o, struct text *t)
{
    text_number(t, o->g->edaban_first + o->issued + o->n, o->g->edaban_digits);
}

/* Behind those of the population and those that it is corrected to. */
static void S_kojin(const struct number *o, struct text *t)
{
    char digits[12];
    person_kojin_bango(o->g->seed, 2 * o->g->members + o->n, digits);
    text_add(t, digits, sizeof digits);
}

static void S_jumin(const struct number *o, struct text *t)
{
    char digits[11];
    person_juminhyo_code(o->g->seed, o->g->members + o->n, digits);
    text_add(t, digits, sizeof digits);
}

static void S_hokensha(const struct number *o, struct text *t)
{
    text_adds(t, o->g->hokensha);
}

/* The number that an insurer of 法別 06 has for 特例退職; any other has its own alone. */
static void S_hokensha63(const struct number *o, struct text *t)
{
    char digits[9];
    snprintf(digits, sizeof digits, "63%.6s", o->g->hokensha + 2);
    for (digits[7] = '0'; digits[7] <= '9'; digits[7]++)
        if (check_hobetsu63(o->g->hokensha, str_of(digits))) {
            text_adds(t, digits);
            return;
        }
    S_hokensha(o, t);
}

static const struct {
    const char *start; /* and then, where it ends with a colon, the number from 1; and "}" */
    void (*put)(const struct number *o, struct text *t);
} numbers[] = {{"{eda:", S_eda},
               {"{kojin:", S_kojin},
               {"{jumin:", S_jumin},
               {"{hokensha}", S_hokensha},
               {"{hokensha63}", S_hokensha63}};

struct str stories_cell(const struct gen *g, int64_t issued, struct str cell, struct text *t)
{
    size_t from = t->n;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        size_t n = strlen(numbers[i].start);
        if (cell.n >= n && memcmp(cell.p, numbers[i].start, n) == 0) {
            numbers[i].put(&(struct number){g, strtoll(cell.p + n, NULL, 10) - 1, issued}, t);
            return text_since(t, from);
        }
    }
    return cell;
}
