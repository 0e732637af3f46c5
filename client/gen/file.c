/* Making one file; see file.h. */
#include "gen/file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "file/form/zip.h"
#include "file/layout/judge.h"
#include "gen/random.h"
#include "gen/stories.h"
#include "progress.h"

enum { JUDGED = 500 /* good rows that are looked at */, SCRATCH = 4 << 20, PROGRESS_EVERY = 1 << 16 };

struct making {
    struct gen_file *f;
    const struct plan *plan;
    struct spoil *spoil;
    struct output out;
    struct text text;
    struct arena *arena;
    struct str cells[LAYOUT_COLUMNS];
};

/* Whether the layout takes what was made for it: a layout from elsewhere may have rules that gen cannot keep.
 */
static enum status S_judge(struct making *m, struct diag *d)
{
    struct diag errors[JUDGE_ERRORS];
    struct str values[LAYOUT_COLUMNS];
    struct judge j = {.l = m->plan->l, .cs = m->f->cs, .map = m->plan->g->map};
    arena_reset(m->arena);
    if (judge_row(&j, m->cells, m->arena, values, errors) == 0)
        return ST_OK;
    *d = errors[0];
    return ST_SETUP;
}

static enum status S_row(struct making *m, const struct subject *s, struct diag *d)
{
    int kind = spoil_pick(m->spoil, s->row);
    enum status verdict = ST_OK, st = ST_OK;
    plan_row(m->plan, s, &m->text, m->cells);
    if (kind >= 0) {
        verdict = spoil_row(m->spoil, kind, s->luck, &m->text, m->cells);
        m->f->spoilt++;
    } else {
        spoil_keep(m->spoil, m->cells);
    }
    plan_finish(m->plan, &m->text, m->cells);
    if (verdict == ST_OK && m->out.rows < JUDGED)
        st = S_judge(m, d);
    if (verdict == ST_OK)
        verdict = subjects_verdict(m->plan->g, m->f->kind, s);
    return st == ST_OK ? output_row(&m->out, m->cells, verdict, d) : st;
}

/* --- the stories, behind all others --- */

static void S_story_cells(struct making *m, const struct table *x, const struct str *row, int64_t issued)
{
    const struct layout *l = m->plan->l;
    uint64_t luck = m->plan->g->seed;
    m->text.n = 0;
    for (int i = 0; i < l->n; i++) {
        int column = table_column(x, l->columns[i].field);
        m->cells[i] = column < 0 ? plan_unknown(m->plan, i, &luck, &m->text)
                                 : stories_cell(m->plan->g, issued, row[column], &m->text);
    }
    plan_finish(m->plan, &m->text, m->cells);
}

static void S_story_told(struct making *m, const struct str *row, int64_t issued)
{
    struct str eda = stories_cell(m->plan->g, issued, row[STORIES_EDA], &m->text);
    fprintf(m->f->stories, "%s,%lld,%s,%s,%.*s,%s,%s\n", m->f->name, (long long)m->out.line,
            row[STORIES_ID].p, row[STORIES_HITO].p, (int)eda.n, eda.p, row[STORIES_CODE].p,
            row[STORIES_KEIKOKU].p);
}

/* Codes between blanks; "?" and a code: it may come, or not. */
static bool S_story_warned(const char *keikoku)
{
    bool warned = false;
    for (const char *p = keikoku; *p; p += strspn(p, " ")) {
        warned = warned || *p != '?';
        p += strcspn(p, " ");
    }
    return warned;
}

static enum status S_story(struct making *m, const struct table *x, const struct str *row, int64_t issued,
                           struct diag *d)
{
    enum status verdict = status_find(row[STORIES_CODE].p);
    if (verdict == ST_COUNT)
        return diag_set(d, ST_SETUP, "--stories の表", "処理結果コード", row[STORIES_CODE].p);
    S_story_cells(m, x, row, issued);
    S_story_told(m, row, issued);
    m->f->refused += verdict != ST_OK;
    m->f->warned += verdict == ST_OK && S_story_warned(row[STORIES_KEIKOKU].p);
    enum status st = verdict == ST_OK ? S_judge(m, d) : ST_OK;
    return st == ST_OK ? output_row(&m->out, m->cells, verdict, d) : st;
}

static enum status S_stories(struct making *m, int64_t issued, struct diag *d)
{
    struct table x;
    enum status st = stories_read(&x, m->plan->g, kind_name(m->f->kind), d);
    if (st == ST_OK)
        st = stories_check(&x, d);
    for (int i = 0; st == ST_OK && i < x.n; i++)
        st = S_story(m, &x, x.rows[i], issued, d);
    table_free(&x);
    return st;
}

static enum status S_rows(struct making *m, struct diag *d)
{
    struct subjects all;
    struct subject s;
    struct progress progress = {.title = m->f->name, .unit = "行"};
    enum status st = ST_OK;
    subjects_start(&all, m->f->decisions, m->f->kind, m->f->diff);
    while (st == ST_OK && subjects_next(&all, &s)) {
        st = S_row(m, &s, d);
        if (m->out.rows % PROGRESS_EVERY == 0)
            progress_show(&progress, m->out.rows, 0);
    }
    progress_end(&progress);
    if (st == ST_OK && m->f->stories)
        st = S_stories(m, all.issued, d);
    m->f->rows = m->out.rows;
    return st;
}

static void S_note(const struct gen *g, char *out, size_t cap)
{
    snprintf(out, cap,
             "被保険者枝番は、加入者情報の正しい行の人に、初めて現れる順に %0*lld から払い出される [A]",
             g->edaban_digits, (long long)g->edaban_first);
}

/* The file goes into a zip of its name, its time is that of the files. */
static enum status S_zip(struct gen_file *f, const char *path, int32_t day, struct diag *d)
{
    enum { SECONDS = 86400 };
    struct zipfile_item item = {.name = f->name, .path = path};
    char to[4096];
    int n = snprintf(to, sizeof to, "%.*s.zip", (int)strlen(path) - 4, path);
    if (n < 0 || n >= (int)sizeof to)
        return diag_set(d, ST_SETUP, "--out", "短いパス", file_tail(path));
    enum status st = zipfile_make(to, &item, 1, (int64_t)day * SECONDS, NULL, d);
    if (st == ST_OK && unlink(path) != 0)
        st = file_failed(d, file_tail(path), "消せるファイル", errno);
    return st;
}

enum status gen_file(struct gen_file *f, struct diag *d)
{
    struct decisions *all = f->decisions;
    struct making m = {.f = f, .plan = &all->plans[f->kind], .out = {.fd = -1, .expected_fd = -1}};
    char note[200];
    m.spoil = f->diff ? &all->diff[f->kind] : &all->whole[f->kind];
    S_note(all->g, note, sizeof note);
    snprintf(f->name, sizeof f->name, "%s%s.%s", kind_name(f->kind), f->diff ? "-diff" : "",
             f->xml ? "xml" : "csv");
    char *path = path_join(f->dir, f->name);
    m.text.p = malloc(TEXT_ROOM);
    m.arena = arena_new(SCRATCH);
    enum status st = path && m.text.p && m.arena ? ST_OK : diag_set(d, ST_LIMIT, f->name, "メモリ", "不足");
    if (st == ST_OK)
        st = output_open(&m.out, m.plan->l, f->cs, path, note, d);
    if (st == ST_OK)
        st = S_rows(&m, d);
    enum status closed =
        output_close(&m.out, st == ST_OK ? f->broken : NULL, st == ST_OK ? d : &(struct diag){0});
    arena_free(m.arena);
    free(m.text.p);
    st = st == ST_OK ? closed : st;
    if (st == ST_OK && f->zip)
        st = S_zip(f, path, all->g->day, d);
    free(path);
    return st;
}
