/* Masters of an insurer by operation; see kanri_master.h. */
#include "service/kanri/kanri_master.h"

#include <string.h>

#include "service/may.h"
#include "service/riyo_check.h"
#include "service/online.h"

#define MASTER(name) extern const struct kanri_master kanri_master_##name;
#include "service/kanri/masters.def"
#undef MASTER

const struct kanri_master *const kanri_masters[] = {
#define MASTER(name) &kanri_master_##name,
#include "service/kanri/masters.def"
#undef MASTER
    NULL};

const struct field kanri_nothing[] = {FIELD_END};

static enum status S_unknown(struct call *c, const char *name)
{
    struct buf want = BUF_INIT;
    for (const struct kanri_master *const *m = kanri_masters; *m; m++)
        buf_addf(&want, "%s%s", want.len ? "、" : "", (*m)->name);
    enum status st = diag_set(c->diag, ST_KANRI_MASTER, "マスター", want.data, name);
    buf_release(&want);
    return st;
}

enum status kanri_master_of(struct call *c, const char *name, const struct kanri_master **ret)
{
    const struct kanri_master *const *m = kanri_masters;
    while (*m && strcmp((*m)->name, name) != 0)
        m++;
    if (!*m)
        return S_unknown(c, name);
    *ret = *m;
    enum status st = may(c->caller, (*m)->bulk->sosa, NULL, c->diag);
    return st == ST_OK ? riyo_check(c, (*m)->bulk->sosa) : st;
}

const char *kanri_master_cell(const void *row, const struct field *f)
{
    const char *value;
    memcpy(&value, (const char *)row + f->offset, sizeof value);
    return value;
}

enum status kanri_master_run(struct call *c, const char *shubetsu, const void *req)
{
    const struct bulk *b = bulk_find(shubetsu);
    const struct online_row as = {.shubetsu = shubetsu};
    struct row_kekka out = {0};
    void *row = arena_alloc(c->arena, b->row_size);
    if (!row)
        return ST_LIMIT;
    enum status st = online_row(c, &as, b->row, req, row);
    if (st == ST_OK)
        st = b->apply(c, row, &out);
    c->masters = st == ST_OK;
    return st;
}

/* Whether there is one of that code, as 処理区分 has it. */
static enum status S_there(struct call *c, const struct kanri_frame *f, enum kanri_kubun kubun, bool there,
                           const void *row, const char *code)
{
    if (there == (kubun != KANRI_SHINKI))
        return ST_OK;
    const char *have = f->have ? f->have(c, row) : code;
    return there ? diag_set(c->diag, f->exists.st, f->item, f->exists.want, have)
                 : diag_set(c->diag, f->none.st, f->item, f->none.want, have);
}

enum status kanri_apply(struct call *c, const struct kanri_frame *f, const void *row)
{
    const char *shori_kubun, *code;
    enum kanri_kubun kubun;
    bool there = false;
    void *was = arena_alloc(c->arena, f->size);
    memcpy(&shori_kubun, row, sizeof shori_kubun);
    memcpy(&code, (const char *)row + f->code, sizeof code);
    enum status st = was ? kanri_kubun(c, shori_kubun, f->last, &kubun) : ST_LIMIT;
    if (st == ST_OK && f->max)
        st = kanri_check_code(c, f->item, code, f->also, f->max);
    if (st == ST_OK)
        st = f->find(c, row, was, &there);
    if (st == ST_OK)
        st = S_there(c, f, kubun, there, row, code);
    return st == ST_OK ? f->does[kubun](c, row, was) : st;
}
