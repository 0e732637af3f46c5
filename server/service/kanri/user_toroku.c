/* ユーザー情報 (2.12.1 ④, 2.12.2 ⑤): the insurer's own users, by link file and by operation. A new one has
 * its initial password. Every check precedes the first write. */
#include "service/kanri/user_toroku.h"

#include <string.h>

#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_kanrisha.h"
#include "service/kanri/kanri_master.h"
#include "store/kanri_role.h"

#define IN_REQUEST                                                                                           \
    FIELD_CODE_AS(struct user_row, "shoriKubun", shori_kubun, "userToroku", FIELD_TAISHO),                   \
        FIELD_TEXT_AS(struct user_row, "user", user, FIELD_TAISHO),                                          \
        FIELD_TEXT_AS(struct user_row, "busho", busho, FIELD_TAISHO),                                        \
        FIELD_TEXT(struct user_row, "shimei", shimei),                                                       \
        FIELD_TEXT_AS(struct user_row, "roles", roles, FIELD_TAISHO)

const struct field user_row[] = {IN_REQUEST, FIELD_END};
const struct field user_row_told[] = {IN_REQUEST, FIELD_TEXT(struct user_row, "jotai", jotai), FIELD_END};

static bool S_self(const struct call *c, const char *user)
{
    return strcmp(user, c->caller->user) == 0;
}

static enum status S_check_roles(struct call *c, const struct kanri_shokuin *u)
{
    uint64_t bits = 0;
    const char *names;
    enum status st = kanri_roles_sosa(c->tx, c->arena, u->hokensha, u->roles, &bits);
    if (st != ST_OK || bits)
        return st;
    st = kanri_role_names(c->tx, c->arena, u->hokensha, &names);
    return st == ST_OK ? diag_set(c->diag, ST_USER_ROLE, "ロール",
                                  arena_printf(c->arena, "%s を空白1つで区切った並び", names), u->roles)
                       : st;
}

/* The user as it is to be; all given. */
static enum status S_check(struct call *c, const struct kanri_shokuin *u)
{
    bool there = false;
    enum status st = kanri_check_given(c, "氏名", u->shimei);
    if (st == ST_OK)
        st = kanri_check_given(c, "ロール", u->roles);
    if (st == ST_OK)
        st = kanri_check_given(c, "所属部署", u->busho);
    if (st == ST_OK)
        st = kanri_busho_exists(c->tx, u->hokensha, u->busho, &there);
    if (st == ST_OK && !there)
        st = diag_set(c->diag, ST_BUSHO_NONE, "所属部署", "登録済みの部署コード", u->busho);
    return st == ST_OK ? S_check_roles(c, u) : st;
}

static enum status S_new(struct call *c, const void *row, void *was)
{
    const struct user_row *r = row;
    struct kanri_shokuin *u = was;
    *u = (struct kanri_shokuin){c->caller->hokensha, r->user, r->busho, r->shimei, r->roles, NULL};
    enum status st = S_check(c, u);
    if (st == ST_OK)
        st = kanri_saidai(c, "ユーザー", c->policy->user_saidai, kanri_user_count);
    if (st == ST_OK)
        st = kanri_user_put(c->tx, u);
    if (st == ST_OK)
        kanri_kensu(c, 1);
    return st;
}

/* What is not given stays. */
static enum status S_change(struct call *c, const void *row, void *was)
{
    const struct user_row *r = row;
    struct kanri_shokuin *u = was;
    const char *const given[] = {r->busho, r->shimei, r->roles};
    enum status st = kanri_check_any(c, given, 3);
    u->busho = kanri_or(r->busho, u->busho);
    u->shimei = kanri_or(r->shimei, u->shimei);
    u->roles = kanri_or(r->roles, u->roles);
    if (st == ST_OK)
        st = S_check(c, u);
    if (st == ST_OK)
        st = kanri_kanrisha(c, &(struct kanri_henko){.user = u});
    return st == ST_OK ? kanri_user_put(c->tx, u) : st;
}

/* Nobody removes or stops itself, nor the last one who manages. */
static enum status S_check_out(struct call *c, const struct kanri_shokuin *u)
{
    if (S_self(c, u->user))
        return diag_set(c->diag, ST_USER_SELF, "ユーザー", "依頼したユーザーのほか", u->user);
    return kanri_kanrisha(c, &(struct kanri_henko){.yameru = u->user});
}

static enum status S_remove(struct call *c, const void *row, void *was)
{
    const struct kanri_shokuin *u = was;
    (void)row;
    enum status st = S_check_out(c, u);
    if (st == ST_OK)
        st = kanri_user_remove(c->tx, u->hokensha, u->user);
    if (st == ST_OK)
        kanri_kensu(c, -1);
    return st;
}

static enum status S_stop(struct call *c, const void *row, void *was)
{
    const struct kanri_shokuin *u = was;
    (void)row;
    enum status st = kanri_check_jotai(c, "ユーザー", u->user, u->jotai, KANRI_YUKO);
    if (st == ST_OK)
        st = S_check_out(c, u);
    return st == ST_OK ? kanri_user_jotai(c->tx, u->hokensha, u->user, KANRI_TEISHICHU) : st;
}

static enum status S_resume(struct call *c, const void *row, void *was)
{
    const struct kanri_shokuin *u = was;
    (void)row;
    enum status st = kanri_check_jotai(c, "ユーザー", u->user, u->jotai, KANRI_TEISHICHU);
    return st == ST_OK ? kanri_user_jotai(c->tx, u->hokensha, u->user, KANRI_YUKO) : st;
}

static enum status S_find(struct call *c, const void *row, void *was, bool *ret_there)
{
    const struct user_row *r = row;
    return kanri_user_get(c->tx, c->caller->hokensha, r->user, c->arena, was, ret_there);
}

static const struct kanri_frame frame = {
    .item = "ユーザー",
    .code = offsetof(struct user_row, user),
    .also = "._@-",
    .max = 32,
    .size = sizeof(struct kanri_shokuin),
    .find = S_find,
    .exists = {ST_USER_EXISTS, "未登録のユーザー"},
    .none = {ST_USER_NONE, "登録済みのユーザー"},
    .last = KANRI_SAIKAI,
    .does = {S_new, S_change, S_remove, S_stop, S_resume},
};

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    (void)out;
    return kanri_apply(c, &frame, cells);
}

KANRI_ROWS(kanri_shokuin, kanri_user_list, user_row, {"1", x->user, x->busho, x->shimei, x->roles, x->jotai})

static const char *const needs[] = {"shoriKubun", "user", "busho", "shimei", "roles", NULL};

const struct bulk bulk_user_toroku = {
    .shubetsu = "userToroku",
    .result_layout = "kanriKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_USER,
    .row = user_row_told,
    .row_size = sizeof(struct user_row),
    .needs = needs,
    .apply = S_apply,
    .done = kanri_done,
    .state_size = sizeof(struct kanri_kensu),
    .refuses_clean = true,
};

const struct kanri_master kanri_master_user = {
    .name = "user",
    .code = "user",
    .mei = "shimei",
    .bulk = &bulk_user_toroku,
    .rows = S_rows,
};
