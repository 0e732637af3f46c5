/* ロール情報 (2.12.1 ③, 2.12.2 ④): the insurer's own ロール, sets of 操作可能業務, by link file and by
 * operation. Every check precedes the first write. 標準ロール are 取りまとめ機関's. */
#include "service/kanri/role_toroku.h"

#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_kanrisha.h"
#include "service/kanri/kanri_master.h"
#include "service/kanri/kanri_words.h"
#include "store/kanri_role.h"

const struct field role_row[] = {
    FIELD_CODE_AS(struct role_row, "shoriKubun", shori_kubun, "roleToroku", FIELD_TAISHO),
    FIELD_TEXT_AS(struct role_row, "role", role, FIELD_TAISHO),
    FIELD_TEXT(struct role_row, "mei", mei),
    FIELD_TEXT(struct role_row, "sosa", sosa),
    FIELD_END,
};

/* The ロール as it is to be. */
static enum status S_check(struct call *c, const struct kanri_role *r)
{
    enum status st = kanri_check_given(c, "ロール名", r->mei);
    if (st == ST_OK)
        st = kanri_check_given(c, "操作可能業務", r->sosa);
    return st == ST_OK ? kanri_check_sosa(c, "操作可能業務", r->sosa) : st;
}

static enum status S_new(struct call *c, const void *row, void *was)
{
    const struct role_row *r = row;
    (void)was;
    const struct kanri_role fresh = {
        .hokensha = c->caller->hokensha, .role_name = r->role, .mei = r->mei, .sosa = r->sosa};
    enum status st = S_check(c, &fresh);
    return st == ST_OK ? kanri_role_put(c->tx, &fresh) : st;
}

static enum status S_change(struct call *c, const void *row, void *it)
{
    const struct role_row *r = row;
    struct kanri_role *was = it;
    const char *const given[] = {r->mei, r->sosa};
    enum status st = kanri_check_any(c, given, 2);
    was->mei = kanri_or(r->mei, was->mei);
    was->sosa = kanri_or(r->sosa, was->sosa);
    if (st == ST_OK)
        st = S_check(c, was);
    if (st == ST_OK)
        st = kanri_kanrisha(c, &(struct kanri_henko){.role = was});
    return st == ST_OK ? kanri_role_put(c->tx, was) : st;
}

static enum status S_remove(struct call *c, const void *row, void *was)
{
    const char *role = ((const struct role_row *)row)->role;
    (void)was;
    const char *users = NULL;
    enum status st = kanri_role_users(c->tx, c->caller->hokensha, role, c->arena, &users);
    if (st == ST_OK && users)
        st = diag_setf(c->diag, ST_ROLE_IN_USE, "ロール", "ユーザーの持たないロール",
                       "%s（持っているユーザー %s）", role, users);
    return st == ST_OK ? kanri_role_remove(c->tx, c->caller->hokensha, role) : st;
}

/* Own, or not there yet. */
static enum status S_find(struct call *c, const void *row, void *was, bool *ret_there)
{
    const char *names = NULL, *role = ((const struct role_row *)row)->role;
    bool hyojun = false;
    enum status st = kanri_role_get(c->tx, "", role, c->arena, was, &hyojun);
    if (st == ST_OK && hyojun)
        st = kanri_role_names(c->tx, c->arena, "", &names);
    if (st == ST_OK && hyojun)
        st = diag_set(c->diag, ST_ROLE_STANDARD, "ロール",
                      arena_printf(c->arena, "標準ロール（%s）でないロール", names), role);
    return st == ST_OK ? kanri_role_get(c->tx, c->caller->hokensha, role, c->arena, was, ret_there) : st;
}

static const struct kanri_frame frame = {
    .item = "ロール",
    .code = offsetof(struct role_row, role),
    .also = "",
    .max = ROLE_NAME - 1,
    .size = sizeof(struct kanri_role),
    .find = S_find,
    .exists = {ST_ROLE_EXISTS, "未登録のロール"},
    .none = {ST_ROLE_NONE, "登録済みの自機関のロール"},
    .last = KANRI_SAKUJO,
    .does = {S_new, S_change, S_remove},
};

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    (void)out;
    return kanri_apply(c, &frame, cells);
}

/* 標準ロール too, which the insurer cannot register. */
KANRI_ROWS(kanri_role, kanri_role_list, role_row, {"1", x->role_name, x->mei, x->sosa, !*x->hokensha})

static bool S_hyojun(const void *row)
{
    return ((const struct role_row *)row)->hyojun;
}

const struct bulk bulk_role_toroku = {
    .shubetsu = "roleToroku",
    .result_layout = "roleKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_ROLE,
    .row = role_row,
    .row_size = sizeof(struct role_row),
    .apply = S_apply,
    .done = kanri_done,
    .state_size = sizeof(struct kanri_kensu),
    .refuses_clean = true,
};

const struct kanri_master kanri_master_role = {
    .name = "role",
    .code = "role",
    .mei = "mei",
    .bulk = &bulk_role_toroku,
    .rows = S_rows,
    .hyojun = S_hyojun,
};
