/* 業務コード情報 (2.12.1 ⑧, 2.12.2 ⑦), by link file and by operation: how the insurer's base system writes a
 * value of one of our code lists. Every value has one meaning in both directions, as in a fixture
 * (file/layout/codemap_check.h), after each operation and at the end of each link file (gyomu_code_list.c).
 * Several of theirs may stand for one of ours: it is written as the line that was registered first. Every
 * check precedes the first write. */
#include "service/kanri/gyomu_code_toroku.h"

#include <string.h>

#include "service/gyomu_map.h"
#include "service/kanri/gyomu_code_list.h"
#include "service/kanri/kanri_master.h"
#include "store/kanri_system.h"

#define IN_REQUEST                                                                                           \
    FIELD_CODE_AS(struct gyomu_code_row, "shoriKubun", shori_kubun, "gyomuCodeToroku", FIELD_TAISHO),        \
        FIELD_TEXT_AS(struct gyomu_code_row, "codeList", code_list, FIELD_TAISHO),                           \
        FIELD_TEXT_AS(struct gyomu_code_row, "theirs", theirs, FIELD_TAISHO),                                \
        FIELD_TEXT_AS(struct gyomu_code_row, "ours", ours, FIELD_TAISHO),                                    \
        FIELD_TEXT(struct gyomu_code_row, "mei", mei)

const struct field gyomu_code_row[] = {IN_REQUEST, FIELD_END};
const struct field gyomu_code_row_told[] = {IN_REQUEST, FIELD_TEXT(struct gyomu_code_row, "kagi", kagi),
                                            FIELD_TEXT(struct gyomu_code_row, "kaku", kaku), FIELD_END};

/* The lines of the list, and the one that is meant. */
struct lines {
    struct kanri_henkan *of;
    size_t n;
    struct kanri_henkan *it; /* NULL: not there */
};

static enum status S_find(struct call *c, const void *row, void *was, bool *ret_there)
{
    const struct gyomu_code_row *r = row;
    struct lines *l = was;
    enum status st = kanri_check_given(c, "業務コードの種類", r->code_list);
    if (st == ST_OK)
        st = kanri_check_given(c, "自機関のコード値", r->theirs);
    if (st == ST_OK)
        st = kanri_henkan_of(c->tx, c->caller->hokensha, r->code_list, c->arena, &l->of, &l->n);
    for (size_t i = 0; st == ST_OK && i < l->n; i++)
        if (strcmp(l->of[i].theirs, r->theirs) == 0)
            l->it = &l->of[i];
    *ret_there = l->it != NULL;
    return st;
}

/* The line by itself, then the list with it. */
static enum status S_check(struct call *c, enum kanri_kubun kubun, const struct kanri_henkan *it)
{
    const struct gyomu_code line = {it->hokensha, it->code_list, it->theirs, it->ours};
    enum status st = gyomu_line_check(c, &line);
    return st == ST_OK ? gyomu_list_check(c, kubun, &line) : st;
}

static enum status S_new(struct call *c, const void *row, void *was)
{
    const struct gyomu_code_row *r = row;
    struct lines *l = was;
    const struct kanri_henkan it = {c->caller->hokensha, r->code_list, r->theirs, r->ours,
                                    kanri_given(r->mei) ? r->mei : NULL};
    enum status st = kanri_check_given(c, "中間サーバーのコード値", r->ours);
    if (st == ST_OK && l->n >= GYOMU_LINES)
        return diag_setf(c->diag, ST_GYOMU_CODE, "業務コードの種類", "1種類につき500行まで", "%zu行",
                         l->n + 1);
    if (st == ST_OK)
        st = S_check(c, KANRI_SHINKI, &it);
    return st == ST_OK ? kanri_henkan_put(c->tx, &it) : st;
}

static enum status S_change(struct call *c, const void *row, void *was)
{
    const struct gyomu_code_row *r = row;
    const struct lines *l = was;
    const char *const given[] = {r->ours, r->mei};
    enum status st = kanri_check_any(c, given, 2);
    l->it->ours = kanri_or(r->ours, l->it->ours);
    l->it->mei = kanri_or(r->mei, l->it->mei);
    if (st == ST_OK)
        st = S_check(c, KANRI_HENKO, l->it);
    return st == ST_OK ? kanri_henkan_put(c->tx, l->it) : st;
}

static enum status S_remove(struct call *c, const void *row, void *was)
{
    const struct lines *l = was;
    (void)row;
    const struct gyomu_code line = {l->it->hokensha, l->it->code_list, l->it->theirs, l->it->ours};
    enum status st = gyomu_list_check(c, KANRI_SAKUJO, &line);
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

/* --- what is told -----------------------------------------------------------------------------------------
 */

/* As its own link file would have them. */
static enum status S_told(struct call *c, const struct kanri_henkan *of, size_t n, struct list *ret)
{
    const struct code_map *map = NULL;
    struct gyomu_code_row *rows = arena_array(c->arena, n, sizeof *rows);
    enum status st = gyomu_map(c, &map);
    for (size_t i = 0; st == ST_OK && rows && i < n; i++) {
        const struct kanri_henkan *x = &of[i];
        const bool kaku = str_is(code_map_out(map, x->code_list, str_of(x->ours)), x->theirs);
        rows[i] = (struct gyomu_code_row){"1",
                                          x->code_list,
                                          x->theirs,
                                          x->ours,
                                          x->mei,
                                          arena_printf(c->arena, "%s %s", x->code_list, x->theirs),
                                          kaku ? "1" : "0"};
    }
    *ret = (struct list){rows, n};
    return st == ST_OK && !rows ? ST_LIMIT : st;
}

static enum status S_rows(struct call *c, const char *after, int64_t limit, struct list *ret)
{
    struct kanri_henkan *of = NULL;
    size_t n = 0;
    enum status st = kanri_henkan_list(c->tx, c->caller->hokensha, after, limit, c->arena, &of, &n);
    return st == ST_OK ? S_told(c, of, n, ret) : st;
}

/* Which of several is written follows from their order. */
static enum status S_file_rows(struct call *c, struct list *ret)
{
    struct kanri_henkan *of = NULL;
    size_t n = 0;
    enum status st = kanri_henkan_all(c->tx, c->caller->hokensha, c->arena, &of, &n);
    return st == ST_OK ? S_told(c, of, n, ret) : st;
}

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
    .state_size = sizeof(struct gyomu_lists),
    .done = kanri_done,
    .refuses_clean = true,
};

const struct kanri_master kanri_master_gyomu_code = {
    .name = "gyomuCode",
    .code = "kagi",
    .mei = "mei",
    .bulk = &bulk_gyomu_code_toroku,
    .rows = S_rows,
    .file_rows = S_file_rows,
};
