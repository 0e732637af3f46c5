/* What a conversion of code values must be, so that every value has one meaning in both directions; see
 * codemap_check.h. */
#include "file/layout/codemap_check.h"

#include <stdio.h>

#include "file/layout/layout.h"

struct gyomu_line {
    struct gyomu_code line;
    const struct code_list *list;
    int64_t at;
    struct gyomu_line *before;
};

struct search {
    const char *name;
    const struct code_list *found;
};

static void S_search(const struct layout *l, void *cls)
{
    struct search *s = cls;
    for (int i = 0; i < l->n && !s->found; i++)
        if (l->columns[i].codes && strcmp(l->columns[i].codes->name, s->name) == 0)
            s->found = l->columns[i].codes;
}

static bool S_same_list(const struct gyomu_line *a, const struct gyomu_line *b)
{
    return a->list == b->list && strcmp(a->line.hokensha, b->line.hokensha) == 0;
}

static enum status S_values(const struct gyomu_line *c, struct diag *d)
{
    char want[200], values[160] = "";
    size_t at = 0;
    if (code_list_has(c->list, str_of(c->line.ours)))
        return ST_OK;
    for (int i = 0; i < c->list->n && at < sizeof values; i++)
        at +=
            (size_t)snprintf(values + at, sizeof values - at, "%s%s", i ? "・" : "", c->list->codes[i].value);
    snprintf(want, sizeof want, "コード表 %.30s の値（%.120s）", c->list->name, values);
    return diag_set(d, ST_SETUP, "ours", want, c->line.ours);
}

static enum status S_once(const struct gyomu_line *c, struct diag *d)
{
    for (const struct gyomu_line *o = c->before; o; o = o->before)
        if (S_same_list(o, c) && strcmp(o->line.theirs, c->line.theirs) == 0)
            return diag_setf(d, ST_SETUP, "theirs", "コード表ごとに一度だけの値", "%s（%lld行目と同じ）",
                             c->line.theirs, (long long)o->at);
    return ST_OK;
}

enum status gyomu_codes_row(struct gyomu_codes *f, const struct gyomu_code *line, int64_t at, struct diag *d)
{
    const struct {
        const char *item, *value;
    } needed[] = {{"hokensha", line->hokensha},
                  {"code_list", line->code_list},
                  {"theirs", line->theirs},
                  {"ours", line->ours}};
    for (size_t i = 0; i < sizeof needed / sizeof needed[0]; i++)
        if (!needed[i].value || !*needed[i].value)
            return diag_set(d, ST_SETUP, needed[i].item, DIAG_VALUE, DIAG_EMPTY);
    struct search s = {.name = line->code_list};
    layouts_each(S_search, &s);
    if (!s.found)
        return diag_set(d, ST_SETUP, "code_list", "レイアウトの項目が使うコード表の名前", line->code_list);
    struct gyomu_line *c = arena_alloc(f->a, sizeof *c);
    if (!c)
        return diag_set(d, ST_LIMIT, "gyomu_code", "メモリ", "不足");
    *c = (struct gyomu_line){.list = s.found, .at = at, .before = f->all};
    c->line = (struct gyomu_code){arena_strdup(f->a, line->hokensha), s.found->name,
                                  arena_strdup(f->a, line->theirs), arena_strdup(f->a, line->ours)};
    if (arena_failed(f->a))
        return diag_set(d, ST_LIMIT, "gyomu_code", "メモリ", "不足");
    f->all = c;
    enum status st = S_values(c, d);
    return st == ST_OK ? S_once(c, d) : st;
}

/* A value of the list that means another one in their files must itself be written in another way. */
enum status gyomu_codes_end(const struct gyomu_codes *f, int64_t *ret_at, struct diag *d)
{
    for (const struct gyomu_line *c = f->all; c; c = c->before) {
        bool written = !code_list_has(c->list, str_of(c->line.theirs));
        for (const struct gyomu_line *o = f->all; o && !written; o = o->before)
            written = S_same_list(o, c) && strcmp(o->line.ours, c->line.theirs) == 0;
        if (!written) {
            char want[96];
            *ret_at = c->at;
            snprintf(want, sizeof want, "ours が %.20s の行も", c->line.theirs);
            return diag_setf(d, ST_SETUP, "theirs", want, "%s は %s になり、%s になる値がない",
                             c->line.theirs, c->line.ours, c->line.theirs);
        }
    }
    return ST_OK;
}
