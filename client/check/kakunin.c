/* 枝番 of results and of 副本; see kakunin.h. */
#include "check/kakunin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "layouts.h"

enum { MEMORY = 32 << 20 };

/* A result on its way to what judges the files. */
struct issuing {
    struct checker *c;
    struct kekka *k;
};

static bool S_issued(void *arg, const struct kekka_row *row)
{
    struct issuing *x = arg;
    x->k->shinki = x->k->shinki || (row->kubun == '1' && *row->edaban);
    return rule_past_issued(x->c->past, row->line, row->kubun, row->edaban);
}

/* Results without a 新規 may well be the same: rows that were all refused, a change that was sent twice. */
static const char *S_same(void *arg, const char *digest)
{
    struct issuing *x = arg;
    const struct kekkas *all = &x->c->results;
    snprintf(x->k->digest, sizeof x->k->digest, "%s", digest);
    for (size_t i = 0; i < all->n && &all->items[i] != x->k; i++)
        if (all->items[i].shinki && strcmp(all->items[i].digest, digest) == 0)
            return all->items[i].name;
    return NULL;
}

static bool S_memory(void)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, ST_LIMIT, "結果ファイル", "メモリ", "不足");
    layouts_told(&d);
    return false;
}

static bool S_result(struct checker *c, struct kekka *k)
{
    struct diag d = DIAG_INIT;
    struct issuing x = {c, k};
    const struct kekka_reading how = {c->encoding, c->day, c->map, S_issued, S_same, &x};
    if (strcmp(k->path, "-") == 0)
        return true;
    if (!rule_past_file(c->past, k->name))
        return S_memory();
    if (kekka_read(k, &how, &d) == ST_OK)
        return true;
    k->path = "-";
    return checker_unread(c, k->name, &d);
}

bool kakunin_begin(struct checker *c, const struct words *paths, struct arena *a)
{
    bool good = true;
    if (paths->n && kekka_list(paths, a, &c->results) != ST_OK)
        return S_memory();
    for (size_t i = 0; i < c->results.n; i++)
        good = S_result(c, &c->results.items[i]) && good;
    return good;
}

/* --- the end ----------------------------------------------------------------------------------------------
 */

struct kakunin {
    struct checker *c;
    struct check_file file;
    struct check_result result;
};

static void S_tell(struct kakunin *x, const struct past_told *t)
{
    const struct check_form *form = x->c->form;
    struct report *r = &x->c->report;
    const bool refuse = t->severity == SEVERITY_REFUSE;
    tally_add(refuse ? x->result.tally : x->result.warned, &t->found->diag, 0);
    if ((refuse ? !form->error : !form->warning) || r->shown >= r->max)
        return;
    r->shown++;
    if (!refuse) {
        form->warning(r, &x->file, 0, t->edaban, t->found);
        return;
    }
    struct diag d = t->found->diag;
    d.rule = t->found->row->name;
    form->error(r, &x->file, 0, &d);
}

static enum status S_walk(struct kakunin *x, struct arena *a, struct past_kakunin_count *ret)
{
    const struct checker *c = x->c;
    const struct past_kakunin_ask q = {
        .shikaku = c->shikaku, .cut = c->cut, .policy = &c->rules, .today = c->day, .arena = a};
    struct past_kakunin_walk *walk = a ? rule_past_kakunin(c->past, &q, ret) : NULL;
    struct past_told told;
    bool found = true;
    enum status st = walk ? ST_OK : ST_LIMIT;
    while (st == ST_OK && (st = rule_past_kakunin_next(walk, &told, &found)) == ST_OK && found)
        S_tell(x, &told);
    rule_past_kakunin_end(walk);
    return st;
}

static enum status S_judge(struct kakunin *x)
{
    struct past_kakunin_count count = {0};
    struct arena *a = arena_new(MEMORY);
    enum status st = S_walk(x, a, &count);
    arena_free(a);
    if (st != ST_OK)
        return diag_set(&x->result.why, st, x->file.path, "メモリ", "不足");
    x->result.count = (struct verify_count){
        .rows = count.rows, .bad = x->result.tally->all, .warned = x->result.warned->all};
    x->result.issued = count.issued;
    return ST_OK;
}

static bool S_any(const struct checker *c)
{
    for (size_t i = 0; i < c->results.n; i++)
        if (strcmp(c->results.items[i].path, "-") != 0)
            return true;
    return false;
}

bool kakunin_end(struct checker *c)
{
    struct kakunin x = {
        .c = c, .file = {.path = "被保険者枝番の確認", .all = true}, .result = {.why = DIAG_INIT}};
    if (!S_any(c) || !c->fukuhon)
        return true;
    struct tally *tally = calloc(3, sizeof *tally);
    if (!tally)
        return S_memory();
    x.result.tally = tally;
    x.result.warned = tally + 1;
    x.result.unknown = tally + 2;
    c->report.shown = 0;
    if (c->form->file)
        c->form->file(&c->report, &x.file);
    x.result.status = S_judge(&x);
    tally_sort(x.result.tally);
    tally_sort(x.result.warned);
    x.result.good = x.result.status == ST_OK && x.result.tally->all == 0 &&
                    (!c->report.strict || x.result.warned->all == 0);
    if (c->form->file_end)
        c->form->file_end(&c->report, &x.file, &x.result);
    free(tally);
    c->report.kakunin = true;
    c->report.files++;
    c->report.bad_files += !x.result.good;
    return x.result.good;
}
