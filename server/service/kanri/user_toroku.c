/* ユーザー一括登録 (2.12.1 ④, 2.12.2): the insurer's own users, row by row. Every check precedes the first
 * write. Whoever sends the file can neither delete itself nor lose the role that lets it send one: an insurer
 * without an administrator could not come back. */
#include <string.h>

#include "service/kanri/kanri_bulk.h"
#include "store/kanri_busho.h"
#include "store/kanri_role.h"
#include "store/kanri_toroku.h"

struct user_row {
    const char *shori_kubun, *user, *busho, *shimei, *roles;
};

static const struct field row[] = {
    FIELD_TEXT(struct user_row, "shoriKubun", shori_kubun),
    FIELD_TEXT(struct user_row, "user", user),
    FIELD_TEXT(struct user_row, "busho", busho),
    FIELD_TEXT(struct user_row, "shimei", shimei),
    FIELD_TEXT(struct user_row, "roles", roles),
    FIELD_END,
};

static bool S_self(const struct call *c, const char *user)
{
    return strcmp(user, c->caller->user) == 0;
}

static enum status S_check_roles(struct call *c, const struct kanri_shokuin *u)
{
    uint64_t bits = 0;
    const char *names;
    enum status st = kanri_roles_sosa(c->tx, c->arena, u->hokensha, u->roles, &bits);
    if (st == ST_OK && !bits) {
        st = kanri_role_names(c->tx, c->arena, u->hokensha, &names);
        if (st == ST_OK)
            st = diag_set(c->diag, ST_USER_ROLE, "ロール",
                          arena_printf(c->arena, "%s を空白1つで区切った並び", names), u->roles);
    }
    if (st == ST_OK && S_self(c, u->user) && !(bits & SOSA_BIT(SOSA_KANRI_USER)))
        st = diag_setf(c->diag, ST_USER_SELF, "ロール", "KANRI を含む並び", "%s（送信したユーザー %s）",
                       u->roles, u->user);
    return st;
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

static enum status S_new(struct call *c, const struct user_row *r, bool there)
{
    struct kanri_shokuin u = {c->caller->hokensha, r->user, r->busho, r->shimei, r->roles};
    if (there)
        return diag_set(c->diag, ST_USER_EXISTS, "ユーザー", "未登録のユーザー", r->user);
    enum status st = S_check(c, &u);
    return st == ST_OK ? kanri_user_put(c->tx, &u) : st;
}

/* What is not given stays. */
static enum status S_change(struct call *c, const struct user_row *r, struct kanri_shokuin *u)
{
    if (!kanri_given(r->busho) && !kanri_given(r->shimei) && !kanri_given(r->roles))
        return diag_set(c->diag, ST_KANRI_ITEM, "変更する項目", "1つ以上", "なし");
    u->busho = kanri_given(r->busho) ? r->busho : u->busho;
    u->shimei = kanri_given(r->shimei) ? r->shimei : u->shimei;
    u->roles = kanri_given(r->roles) ? r->roles : u->roles;
    enum status st = S_check(c, u);
    return st == ST_OK ? kanri_user_put(c->tx, u) : st;
}

static enum status S_remove(struct call *c, const struct user_row *r)
{
    if (S_self(c, r->user))
        return diag_set(c->diag, ST_USER_SELF, "ユーザー", "送信したユーザーのほか", r->user);
    return kanri_user_remove(c->tx, c->caller->hokensha, r->user);
}

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct user_row *r = cells;
    const char *kubun = kanri_given(r->shori_kubun) ? r->shori_kubun : "空";
    struct kanri_shokuin u;
    bool there;
    (void)out;
    if (kubun[1] || !strchr("123", kubun[0]))
        return diag_set(c->diag, ST_KANRI_ITEM, "処理区分", "1（新規）〜 3（削除）", kubun);
    enum status st = kanri_check_code(c, "ユーザー", r->user, "._@-", 32);
    if (st == ST_OK)
        st = kanri_user_get(c->tx, c->caller->hokensha, r->user, c->arena, &u, &there);
    if (st != ST_OK)
        return st;
    if (kubun[0] == '1')
        return S_new(c, r, there);
    if (!there)
        return diag_set(c->diag, ST_USER_NONE, "ユーザー", "登録済みのユーザー", r->user);
    return kubun[0] == '2' ? S_change(c, r, &u) : S_remove(c, r);
}

const struct bulk bulk_user_toroku = {
    .shubetsu = "userToroku",
    .result_layout = "kanriKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_USER,
    .row = row,
    .row_size = sizeof(struct user_row),
    .apply = S_apply,
    .done = kanri_done,
    .refuses_clean = true,
};
