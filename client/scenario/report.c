/* The model behind the reports; see report.h. */
#include "report.h"

#include <stdio.h>
#include <string.h>

#include "base/crypto.h"

enum { REPORT_MAX = 256 << 20 };

bool report_open(struct report *r)
{
    *r = (struct report){.arena = arena_new(REPORT_MAX), .repeats = 1};
    return r->arena != NULL;
}

void report_close(struct report *r)
{
    arena_free(r->arena);
    for (int i = 0; i < r->kept_count; i++)
        arena_free(r->kept[i]);
    *r = (struct report){0};
}

struct pass *report_pass(struct report *r, const char *file, const char *world, int repeat)
{
    struct pass *p = arena_alloc(r->arena, sizeof *p);
    const char *slash = strrchr(file, '/');
    if (!p)
        return NULL;
    p->file = arena_strdup(r->arena, slash ? slash + 1 : file);
    p->world = arena_strdup(r->arena, world);
    p->title = p->file;
    p->repeat = repeat;
    if (!p->file || !p->world)
        return NULL;
    report_add(r, p);
    return p;
}

void report_add(struct report *r, struct pass *p)
{
    p->next = NULL;
    if (r->last)
        r->last->next = p;
    else
        r->passes = p;
    r->last = p;
}

void report_keep(struct report *r, struct report *other)
{
    if (other->arena && r->kept_count < REPORT_KEPT)
        r->kept[r->kept_count++] = other->arena;
    *other = (struct report){0};
}

struct step *report_step(struct report *r, struct pass *p, const char *title)
{
    struct step *s = arena_alloc(r->arena, sizeof *s);
    const char *copy = arena_strdup(r->arena, title);
    if (!s || !copy)
        return NULL;
    s->title = copy;
    if (p->last_step)
        p->last_step->next = s;
    else
        p->steps = s;
    p->last_step = s;
    return s;
}

const struct mark *report_mark(const struct pass *p, const char *name)
{
    for (const struct mark *m = p->marks; m; m = m->next)
        if (strcmp(m->name, name) == 0)
            return m;
    return NULL;
}

static const char *S_table(const struct mark *m, const char *name)
{
    for (int i = 0; i < m->table_count; i++)
        if (strcmp(m->tables[i].name, name) == 0)
            return m->tables[i].hex;
    return "";
}

bool report_same(const struct mark *a, const struct mark *b, struct buf *out)
{
    if (strcmp(a->hex, b->hex) == 0)
        return true;
    buf_addf(out, "%.*s… と %.*s…（異なる表:", HEX_SHOWN, a->hex, HEX_SHOWN, b->hex);
    for (int i = 0; i < a->table_count; i++)
        if (strcmp(a->tables[i].hex, S_table(b, a->tables[i].name)) != 0)
            buf_addf(out, " %s", a->tables[i].name);
    buf_adds(out, "）");
    return false;
}

static const struct pass *S_first_of(const struct report *r, const struct pass *p)
{
    const struct pass *first = r->passes;
    while (strcmp(first->file, p->file) != 0 || strcmp(first->world, p->world) != 0)
        first = first->next;
    return first;
}

static void S_compare(struct report *r, const struct pass *first, struct pass *p)
{
    struct step *s = report_step(r, p, "1 回目とのダイジェスト照合");
    struct buf why = BUF_INIT;
    if (!s)
        return;
    for (const struct mark *m = first->marks; m; m = m->next) {
        const struct mark *mine = report_mark(p, m->name);
        s->checks++;
        if (!mine)
            buf_addf(&why, "%s: %d 回目にはありません ", m->name, p->repeat);
        else if (!report_same(m, mine, &why))
            buf_addf(&why, " ← %s ", m->name);
    }
    if (why.len) {
        s->state = STEP_FAILED;
        s->why = arena_strdup(r->arena, why.data);
        p->failed = true;
    }
    buf_release(&why);
    report_print_step(s);
}

void report_compare(struct report *r)
{
    for (struct pass *p = r->passes; p; p = p->next) {
        const struct pass *first = S_first_of(r, p);
        if (first == p || first->failed || p->failed || !first->marks)
            continue;
        printf("■ %s（%s、%d 回目）\n", p->title, p->world, p->repeat);
        S_compare(r, first, p);
    }
}

int report_failed(const struct report *r)
{
    int n = 0;
    for (const struct pass *p = r->passes; p; p = p->next)
        n += p->failed;
    return n;
}
