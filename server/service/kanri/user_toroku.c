/* ユーザー情報 (2.12.1 ④, 2.12.2 ⑤): the insurer's own users, by link file and by operation. A new one has
 * its initial password. Every check precedes the first write. */
#include "service/kanri/user_toroku.h"

#include <string.h>

#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_kanrisha.h"
#include "service/kanri/kanri_master.h"
#include "store/kanri_role.h"

#define IN_REQUEST                                                                                           \
    FIELD_CODE(struct user_row, "shoriKubun", shori_kubun, "userToroku"),                                    \
        FIELD_TEXT(struct user_row, "user", user), FIELD_TEXT(struct user_row, "busho", busho),              \
        FIELD_TEXT(struct user_row, "shimei", shimei), FIELD_TEXT(struct user_row, "roles", roles)

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

static enum status S_new(struct call *c, const struct user_row *r, struct kanri_shokuin *u)
{
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
static enum status S_change(struct call *c, const struct user_row *r, struct kanri_shokuin *u)
{
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

static enum status S_remove(struct call *c, const struct user_row *r, struct kanri_shokuin *u)
{
    (void)r;
    enum status st = S_check_out(c, u);
    if (st == ST_OK)
        st = kanri_user_remove(c->tx, u->hokensha, u->user);
    if (st == ST_OK)
        kanri_kensu(c, -1);
    return st;
}

static enum status S_stop(struct call *c, const struct user_row *r, struct kanri_shokuin *u)
{
    (void)r;
    enum status st = kanri_check_jotai(c, "ユーザー", u->user, u->jotai, KANRI_YUKO);
    if (st == ST_OK)
        st = S_check_out(c, u);
    return st == ST_OK ? kanri_user_jotai(c->tx, u->hokensha, u->user, KANRI_TEISHICHU) : st;
}

static enum status S_resume(struct call *c, const struct user_row *r, struct kanri_shokuin *u)
{
    (void)r;
    enum status st = kanri_check_jotai(c, "ユーザー", u->user, u->jotai, KANRI_TEISHICHU);
    return st == ST_OK ? kanri_user_jotai(c->tx, u->hokensha, u->user, KANRI_YUKO) : st;
}

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    static enum status (*const does[])(struct call *, const struct user_row *, struct kanri_shokuin *) = {
        [KANRI_SHINKI] = S_new,  [KANRI_HENKO] = S_change,  [KANRI_SAKUJO] = S_remove,
        [KANRI_TEISHI] = S_stop, [KANRI_SAIKAI] = S_resume,
    };
    const struct user_row *r = cells;
    struct kanri_shokuin u;
    enum kanri_kubun kubun;
    bool there = false;
    (void)out;
    enum status st = kanri_kubun(c, r->shori_kubun, KANRI_SAIKAI, &kubun);
    if (st == ST_OK)
        st = kanri_check_code(c, "ユーザー", r->user, "._@-", 32);
    if (st == ST_OK)
        st = kanri_user_get(c->tx, c->caller->hokensha, r->user, c->arena, &u, &there);
    if (st != ST_OK)
        return st;
    if (kubun == KANRI_SHINKI && there)
        return diag_set(c->diag, ST_USER_EXISTS, "ユーザー", "未登録のユーザー", r->user);
    if (kubun != KANRI_SHINKI && !there)
        return diag_set(c->diag, ST_USER_NONE, "ユーザー", "登録済みのユーザー", r->user);
    return does[kubun](c, r, &u);
}

static enum status S_rows(struct call *c, const char *after, int64_t limit, struct list *ret)
{
    struct kanri_shokuin *u = NULL;
    size_t n = 0;
    enum status st = kanri_user_list(c->tx, c->caller->hokensha, after, limit, c->arena, &u, &n);
    struct user_row *rows = st == ST_OK ? arena_array(c->arena, n, sizeof *rows) : NULL;
    for (size_t i = 0; rows && i < n; i++)
        rows[i] = (struct user_row){"1", u[i].user, u[i].busho, u[i].shimei, u[i].roles, u[i].jotai};
    *ret = (struct list){rows, n};
    return st == ST_OK && !rows ? ST_LIMIT : st;
}

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
