/* The report on a terminal; see report.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "columns.h"
#include "report.h"

enum { TITLE_COLUMNS = 48, NUMBER_COLUMNS = 14 };

static void S_pad(const char *text, int columns)
{
    int n = columns - columns_of(text);
    printf("%s%*s", text, n > 0 ? n : 0, "");
}

static void S_indented(const char *text, const char *indent)
{
    while (text && *text) {
        int n = (int)strcspn(text, "\n");
        printf("%s%.*s\n", indent, n, text);
        text += n + (text[n] == '\n');
    }
}

void report_print_title(const struct pass *p, int repeats)
{
    printf("■ %s（%s", p->title ? p->title : "", p->world);
    printf(repeats > 1 ? "、%d 回目）\n" : "）\n", p->repeat);
}

void report_print_pass(const struct pass *p, int repeats)
{
    if (p->failed) {
        report_print_title(p, repeats);
        for (const struct step *s = p->steps; s; s = s->next)
            report_print_step(s);
    } else {
        printf("○ %s（%s）\n", p->title ? p->title : "", p->world);
    }
    fflush(stdout);
}

void report_print_step(const struct step *s)
{
    static const char *const marks[] = {"○", "×", "－"};
    printf("  %s ", marks[s->state]);
    S_pad(s->title, TITLE_COLUMNS);
    if (s->state == STEP_SKIPPED)
        printf(" 未実施\n");
    else
        printf(" 操作 %3d  確認 %3d  %6.2f 秒\n", s->acts, s->checks, (double)s->us / 1e6);
    S_indented(s->notes, "      ");
    S_indented(s->why, "    → ");
}

static void S_heading(const struct report *r, const char *title)
{
    printf("\n");
    S_pad(title, TITLE_COLUMNS);
    for (const struct pass *p = r->passes; p; p = p->next) {
        char text[200];
        snprintf(text, sizeof text, r->repeats > 1 ? "%s %d 回目" : "%s", p->world, p->repeat);
        printf("%*s%s", NUMBER_COLUMNS - columns_of(text) > 0 ? NUMBER_COLUMNS - columns_of(text) : 1, "",
               text);
    }
    printf("\n");
}

static const struct tally *S_tally(const struct pass *p, const char *name)
{
    for (const struct tally *t = p->tallies; t; t = t->next)
        if (strcmp(t->name, name) == 0)
            return t;
    return NULL;
}

/* Was the name a row already, because an earlier pass has it? */
static bool S_before(const struct report *r, const struct pass *p, const char *name)
{
    for (const struct pass *q = r->passes; q != p; q = q->next)
        if (S_tally(q, name))
            return true;
    return false;
}

static bool S_tallies(const struct report *r)
{
    bool any = false;
    for (const struct pass *p = r->passes; p; p = p->next)
        for (const struct tally *t = p->tallies; t; t = t->next) {
            if (S_before(r, p, t->name))
                continue;
            if (!any)
                S_heading(r, "件数");
            any = true;
            S_pad(t->name, TITLE_COLUMNS);
            for (const struct pass *q = r->passes; q; q = q->next) {
                const struct tally *have = S_tally(q, t->name);
                if (have)
                    printf("%*lld", NUMBER_COLUMNS, (long long)have->n);
                else
                    printf("%*s", NUMBER_COLUMNS, "-");
            }
            printf("\n");
        }
    return any;
}

static void S_marks(const struct report *r)
{
    for (const struct mark *m = r->passes ? r->passes->marks : NULL; m; m = m->next) {
        char title[200];
        snprintf(title, sizeof title, "ダイジェスト %s", m->name);
        S_pad(title, TITLE_COLUMNS);
        for (const struct pass *p = r->passes; p; p = p->next) {
            const struct mark *have = report_mark(p, m->name);
            /* ten of its digits: twelve may look like a 個人番号 */
            printf("  %12.10s", have ? have->hex : "-");
        }
        printf("\n");
    }
}

void report_print_table(const struct report *r)
{
    int passes = 0, steps = 0, acts = 0, checks = 0, failed = report_failed(r);
    for (const struct pass *p = r->passes; p; p = p->next) {
        passes++;
        for (const struct step *s = p->steps; s; s = s->next) {
            steps++;
            acts += s->acts;
            checks += s->checks;
        }
    }
    if (!S_tallies(r) && r->passes && r->passes->marks)
        S_heading(r, "ダイジェスト");
    S_marks(r);
    printf("\nシナリオ %d 件: 成功 %d、失敗 %d（手順 %d、操作 %d、確認 %d）\n", passes, passes - failed,
           failed, steps, acts, checks);
}
