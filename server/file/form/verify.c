/* The offline judgement; see verify.h. */
#include "file/form/verify.h"

#include "file/layout/unique.h"

enum { MEMORY = 32 << 20, RESET_AT = 64 << 10 };

static enum status S_memory(const struct verify *v, struct diag *d)
{
    return diag_set(d, ST_LIMIT, v->judge.l->mei, "メモリ", "不足");
}

enum status verify_begin(struct verify *v, int fd, struct diag *d)
{
    v->count = (struct verify_count){0};
    v->judge.references = v->form->angle;
    v->arena = arena_new(MEMORY);
    v->uniques = uniques_new(v->judge.l);
    v->structure = (struct structure){0};
    v->kanyusha = rule_kanyusha_columns(v->judge.l);
    enum status st = v->arena && v->uniques ? ST_OK : S_memory(v, d);
    if (st == ST_OK)
        st = form_check(v->form, v->judge.cs, fd, d);
    if (st == ST_OK)
        st = structure_begin(&v->structure, v->form, v->judge.l, v->judge.cs, fd, v->row_limit, d);
    v->open = st == ST_OK;
    return st;
}

static enum status S_rules(struct verify *v, const struct str *values, struct verified *ret)
{
    const struct past_row row = {v->judge.l, values, v->today};
    enum status st = v->past ? past_row(v->past, &row, &ret->found, &ret->unknown) : ST_OK;
    ret->n = st != ST_OK;
    if (ret->n)
        ret->unknown = ST_OK;
    return st;
}

/* Rules between rows bind those alone that are right in themselves, as in the daemon. */
static enum status S_judge(struct verify *v, const struct record *rec, struct verified *ret, struct diag *d)
{
    struct str values[LAYOUT_COLUMNS];
    if (arena_used(v->arena) > RESET_AT)
        arena_reset(v->arena);
    ret->line = rec->line;
    ret->found = (struct findings){.policy = v->rules, .arena = v->arena, .refusal = &ret->errors[0]};
    ret->unknown = ST_OK;
    ret->n = judge_row(&v->judge, rec->cells, v->arena, values, ret->errors);
    if (ret->n == 0)
        ret->n = rule_kanyusha_row(&v->kanyusha, values, &ret->found) != ST_OK;
    if (ret->n == 0) {
        enum status st = uniques_row(v->uniques, values, rec->line, &ret->errors[0]);
        ret->n = st != ST_OK;
        if (st == ST_OK)
            st = S_rules(v, values, ret);
        if (st == ST_LIMIT || arena_failed(v->arena))
            return S_memory(v, d);
    }
    ret->found.n = ret->n ? 0 : ret->found.n;
    v->count.bad += ret->n > 0;
    v->count.warned += ret->found.n > 0;
    v->count.unknown += ret->unknown != ST_OK;
    return ST_OK;
}

enum status verify_next(struct verify *v, struct verified *ret, bool *ret_found, struct diag *d)
{
    struct record rec = {0};
    enum status st = structure_next(&v->structure, &rec, ret_found, d);
    v->count.rows = v->structure.rows;
    return st == ST_OK && *ret_found ? S_judge(v, &rec, ret, d) : st;
}

void verify_end(struct verify *v)
{
    if (v->open)
        structure_end(&v->structure);
    uniques_free(v->uniques);
    arena_free(v->arena);
}
