/* Reading the stories' tables, and the numbers in them; see stories.h. */
#include "gen/stories.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/reader.h"
#include "file/layout/check.h"

enum { RECORD_LIMIT = 4096, MEMORY = 4 << 20 };

static struct str *S_kept(struct stories *x, const struct record *rec)
{
    struct str *cells = arena_array(x->a, (size_t)rec->n, sizeof *cells);
    for (int i = 0; cells && i < rec->n; i++)
        cells[i] = (struct str){arena_strndup(x->a, rec->cells[i].p, rec->cells[i].n), rec->cells[i].n};
    return cells;
}

static enum status S_rows(struct stories *x, struct reader *r, struct diag *d)
{
    struct record rec;
    bool found;
    enum status st;
    while ((st = reader_next(r, &rec, &found, d)) == ST_OK && found) {
        struct str *cells = S_kept(x, &rec);
        x->rows = arena_more(x->a, x->rows, (size_t)x->n, sizeof *x->rows);
        if (arena_failed(x->a))
            return diag_set(d, ST_LIMIT, "--stories の表", "メモリ", "不足");
        if (x->names) {
            x->rows[x->n++] = cells;
            continue;
        }
        x->names = cells;
        x->columns = rec.n;
    }
    return st;
}

enum status stories_read(struct stories *x, const struct gen *g, const char *table, struct diag *d)
{
    const struct reader_form form = {.delimiter = ',', .record_limit = RECORD_LIMIT};
    *x = (struct stories){.a = arena_new(MEMORY)};
    const char *path = x->a ? arena_printf(x->a, "%s/%s.csv", g->stories, table) : NULL;
    if (!path)
        return diag_set(d, ST_LIMIT, "--stories の表", "メモリ", "不足");
    int fd = file_open(path);
    if (fd < 0)
        return diag_setf(d, ST_SETUP, "--stories", "読めるファイル", "%s: %s", path, FILE_CAUSE(errno));
    struct reader *r = reader_new(&form, charset_find("UTF-8"), fd, 0, 1);
    enum status st = r ? S_rows(x, r, d) : diag_set(d, ST_LIMIT, "--stories の表", "メモリ", "不足");
    reader_free(r);
    close(fd);
    return st;
}

enum status stories_check(const struct stories *x, struct diag *d)
{
    static const char *const names[STORIES_COLUMNS] = {"id", "hito", "code", "keikoku", "eda"};
    for (int i = 0; i < STORIES_COLUMNS; i++)
        if (stories_column(x, names[i]) != i)
            return diag_setf(d, ST_SETUP, "--stories の表", names[i], "%d列目にない", i + 1);
    return ST_OK;
}

void stories_free(struct stories *x)
{
    arena_free(x->a);
}

int stories_column(const struct stories *x, const char *name)
{
    for (int i = 0; i < x->columns; i++)
        if (str_is(x->names[i], name))
            return i;
    return -1;
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
