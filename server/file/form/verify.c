/* The offline judgement; see verify.h. */
#include "file/form/verify.h"

#include "file/form/structure.h"
#include "file/layout/unique.h"

enum { MEMORY = 32 << 20, RESET_AT = 64 << 10 };

struct verifying {
    const struct verify *v;
    struct judge judge;
    struct arena *arena;
    struct uniques *uniques;
    struct verify_count *count;
    enum status st; /* LIMIT: out of memory */
    struct diag *d;
};

/* Rules between rows bind those alone that are right in themselves, as in the daemon. */
static void S_row(void *cls, const struct record *rec)
{
    struct verifying *x = cls;
    struct diag errors[JUDGE_ERRORS];
    struct str values[LAYOUT_COLUMNS];
    if (arena_used(x->arena) > RESET_AT)
        arena_reset(x->arena);
    int n = judge_row(&x->judge, rec->cells, x->arena, values, errors);
    if (n == 0) {
        enum status st = uniques_row(x->uniques, values, rec->line, &errors[0]);
        n = st != ST_OK;
        if (st == ST_LIMIT || arena_failed(x->arena))
            x->st = diag_set(x->d, ST_LIMIT, x->v->judge.l->mei, "メモリ", "不足");
    }
    x->count->bad += n > 0;
    x->v->row(x->v->cls, rec->line, errors, n);
}

static bool S_stop(void *cls)
{
    return ((const struct verifying *)cls)->st != ST_OK;
}

enum status verify_file(const struct verify *v, int fd, struct verify_count *ret, struct diag *d)
{
    struct verifying x = {.v = v, .judge = v->judge, .count = ret, .d = d};
    *ret = (struct verify_count){0};
    x.judge.references = v->form->angle;
    x.arena = arena_new(MEMORY);
    x.uniques = uniques_new(v->judge.l);
    enum status st = x.arena && x.uniques ? ST_OK : diag_set(d, ST_LIMIT, v->judge.l->mei, "メモリ", "不足");
    const struct structure_watch watch = {.stop = S_stop, .row = S_row, .cls = &x};
    if (st == ST_OK)
        st = form_check(v->form, v->judge.cs, fd, d);
    if (st == ST_OK)
        st = structure_check(v->form, v->judge.l, v->judge.cs, fd, v->row_limit, &watch, &ret->rows, d);
    uniques_free(x.uniques);
    arena_free(x.arena);
    return x.st != ST_OK ? x.st : st;
}
