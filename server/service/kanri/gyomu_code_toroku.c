/* 業務コード情報 (2.12.1 ⑧, 2.12.2 ⑦), by link file and by operation: how the insurer's base system writes a
 * value of one of our code lists. After each row every value has one meaning in both directions, as in a
 * fixture (file/layout/codemap_check.h). Every check precedes the first write. */
#include "service/kanri/gyomu_code_toroku.h"

#include <string.h>

#include "file/layout/codemap_check.h"
#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_master.h"
#include "store/kanri_system.h"

#define IN_REQUEST                                                                                           \
    FIELD_CODE(struct gyomu_code_row, "shoriKubun", shori_kubun, "gyomuCodeToroku"),                         \
        FIELD_TEXT(struct gyomu_code_row, "codeList", code_list),                                            \
        FIELD_TEXT(struct gyomu_code_row, "theirs", theirs),                                                 \
        FIELD_TEXT(struct gyomu_code_row, "ours", ours), FIELD_TEXT(struct gyomu_code_row, "mei", mei)

const struct field gyomu_code_row[] = {IN_REQUEST, FIELD_END};
const struct field gyomu_code_row_told[] = {IN_REQUEST, FIELD_TEXT(struct gyomu_code_row, "kagi", kagi),
                                            FIELD_END};

enum { LINES = 500 }; /* of one list: all are held against each other at every change */

/* The lines of the list, and the one that is meant. */
struct lines {
    struct kanri_henkan *of;
    size_t n;
    struct kanri_henkan *it; /* NULL: not there */
};

/* The checks of a fixture name its columns; here they are items of a row. */
static const char *S_mei(const char *item)
{
    static const char *const mei[][2] = {{"code_list", "業務コードの種類"},
                                         {"theirs", "自機関のコード値"},
                                         {"ours", "中間サーバーのコード値"}};
    for (size_t i = 0; i < sizeof mei / sizeof mei[0]; i++)
        if (strcmp(mei[i][0], item) == 0)
            return mei[i][1];
    return item;
}

/* The list as it is to be; `without` is left out. */
static enum status S_check(struct call *c, const struct lines *l, const struct kanri_henkan *without)
{
    struct gyomu_codes all = {.a = c->arena};
    struct diag d = DIAG_INIT;
    enum status st = ST_OK;
    int64_t at = 0;
    for (size_t i = 0; i < l->n && st == ST_OK; i++) {
        const struct kanri_henkan *h = &l->of[i];
        const struct gyomu_code line = {h->hokensha, h->code_list, h->theirs, h->ours};
        if (h != without)
            st = gyomu_codes_row(&all, &line, (int64_t)i, &d);
    }
    if (st == ST_OK && gyomu_codes_end(&all, &at, &d) != ST_OK)
        return diag_set(c->diag, ST_GYOMU_CODE, S_mei("theirs"),
                        arena_printf(c->arena, "%sが %s の行も", S_mei("ours"), l->of[at].theirs), d.have);
    if (st == ST_OK || st == ST_LIMIT)
        return st;
    return diag_set(c->diag, ST_GYOMU_CODE, S_mei(d.item), d.want, d.have);
}

static enum status S_find(struct call *c, const void *row, void *was, bool *ret_there)
{
    const struct gyomu_code_row *r = row;
    struct lines *l = was;
    enum status st = kanri_check_given(c, "業務コードの種類", r->code_list);
    if (st == ST_OK)
        st = kanri_check_given(c, S_mei("theirs"), r->theirs);
    if (st == ST_OK)
        st = kanri_henkan_of(c->tx, c->caller->hokensha, r->code_list, c->arena, &l->of, &l->n);
    for (size_t i = 0; st == ST_OK && i < l->n; i++)
        if (strcmp(l->of[i].theirs, r->theirs) == 0)
            l->it = &l->of[i];
    *ret_there = l->it != NULL;
    return st;
}

static enum status S_new(struct call *c, const void *row, void *was)
{
    const struct gyomu_code_row *r = row;
    struct lines *l = was;
    struct kanri_henkan *more = arena_array(c->arena, l->n + 1, sizeof *more);
    enum status st = kanri_check_given(c, "中間サーバーのコード値", r->ours);
    if (st != ST_OK || !more)
        return st == ST_OK ? ST_LIMIT : st;
    if (l->n >= LINES)
        return diag_setf(c->diag, ST_GYOMU_CODE, "業務コードの種類", "1種類につき500行まで", "%zu行",
                         l->n + 1);
    if (l->n)
        memcpy(more, l->of, l->n * sizeof *more);
    l->of = more;
    l->it = &more[l->n++];
    *l->it = (struct kanri_henkan){c->caller->hokensha, r->code_list, r->theirs, r->ours,
                                   kanri_given(r->mei) ? r->mei : NULL};
    st = S_check(c, l, NULL);
    return st == ST_OK ? kanri_henkan_put(c->tx, l->it) : st;
}

static enum status S_change(struct call *c, const void *row, void *was)
{
    const struct gyomu_code_row *r = row;
    struct lines *l = was;
    const char *const given[] = {r->ours, r->mei};
    enum status st = kanri_check_any(c, given, 2);
    l->it->ours = kanri_or(r->ours, l->it->ours);
    l->it->mei = kanri_or(r->mei, l->it->mei);
    if (st == ST_OK)
        st = S_check(c, l, NULL);
    return st == ST_OK ? kanri_henkan_put(c->tx, l->it) : st;
}

static enum status S_remove(struct call *c, const void *row, void *was)
{
    const struct lines *l = was;
    (void)row;
    enum status st = S_check(c, l, l->it);
    return st == ST_OK ? kanri_henkan_remove(c->tx, l->it) : st;
}

static const char *S_have(struct call *c, const void *row)
{
    const struct gyomu_code_row *r = row;
    return arena_printf(c->arena, "%s（%s）", r->theirs, r->code_list);
}

static const struct kanri_frame frame = {
    .item = "自機関のコード値",
    .code = offsetof(struct gyomu_code_row, theirs),
    .size = sizeof(struct lines),
    .find = S_find,
    .have = S_have,
    .exists = {ST_GYOMU_CODE_EXISTS, "未登録の値"},
    .none = {ST_GYOMU_CODE_NONE, "登録済みの値"},
    .last = KANRI_SAKUJO,
    .does = {S_new, S_change, S_remove},
};

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    (void)out;
    return kanri_apply(c, &frame, cells);
}

KANRI_ROWS(kanri_henkan, kanri_henkan_list, gyomu_code_row,
           {"1", x->code_list, x->theirs, x->ours, x->mei,
            arena_printf(c->arena, "%s %s", x->code_list, x->theirs)})

static const char *const needs[] = {"shoriKubun", "codeList", "theirs", "ours", "mei", NULL};

const struct bulk bulk_gyomu_code_toroku = {
    .shubetsu = "gyomuCodeToroku",
    .result_layout = "gyomuCodeKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_GYOMU_CODE,
    .row = gyomu_code_row_told,
    .row_size = sizeof(struct gyomu_code_row),
    .needs = needs,
    .apply = S_apply,
    .done = kanri_done,
    .refuses_clean = true,
};

const struct kanri_master kanri_master_gyomu_code = {
    .name = "gyomuCode",
    .code = "kagi",
    .mei = "mei",
    .bulk = &bulk_gyomu_code_toroku,
    .rows = S_rows,
};
