/* 部署一括登録 (2.12.1 ②, 2.12.2): the insurer's own 部署, row by row. Every check precedes the first write.
 */
#include "service/kanri/kanri_bulk.h"
#include "store/kanri_toroku.h"

struct busho_row {
    const char *shori_kubun, *busho, *mei;
};

static const struct field row[] = {
    FIELD_TEXT(struct busho_row, "shoriKubun", shori_kubun),
    FIELD_TEXT(struct busho_row, "busho", busho),
    FIELD_TEXT(struct busho_row, "mei", mei),
    FIELD_END,
};

/* 1 新規, 2 変更 */
static enum status S_put(struct call *c, const struct busho_row *r, bool fresh)
{
    struct kanri_busho b = {.hokensha = c->caller->hokensha, .busho = r->busho, .mei = r->mei};
    bool there;
    enum status st = kanri_check_given(c, "部署名", r->mei);
    if (st == ST_OK)
        st = kanri_busho_exists(c->tx, b.hokensha, b.busho, &there);
    if (st != ST_OK)
        return st;
    if (fresh && there)
        return diag_set(c->diag, ST_BUSHO_EXISTS, "部署コード", "未登録の部署コード", b.busho);
    if (!fresh && !there)
        return diag_set(c->diag, ST_BUSHO_NONE, "部署コード", "登録済みの部署コード", b.busho);
    return kanri_busho_put(c->tx, &b);
}

/* 3 削除 */
static enum status S_remove(struct call *c, const struct busho_row *r)
{
    const char *hokensha = c->caller->hokensha;
    bool there;
    int64_t users;
    enum status st = kanri_busho_exists(c->tx, hokensha, r->busho, &there);
    if (st == ST_OK && !there)
        st = diag_set(c->diag, ST_BUSHO_NONE, "部署コード", "登録済みの部署コード", r->busho);
    if (st == ST_OK)
        st = kanri_busho_users(c->tx, hokensha, r->busho, &users);
    if (st == ST_OK && users)
        st = diag_setf(c->diag, ST_BUSHO_IN_USE, "部署コード", "ユーザーの所属しない部署",
                       "%s（ユーザー %lld 人）", r->busho, (long long)users);
    return st == ST_OK ? kanri_busho_remove(c->tx, hokensha, r->busho) : st;
}

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct busho_row *r = cells;
    const char *kubun = kanri_given(r->shori_kubun) ? r->shori_kubun : "空";
    (void)out;
    enum status st = kanri_check_code(c, "部署コード", r->busho, "", 20);
    if (st != ST_OK)
        return st;
    switch (kubun[1] ? 0 : kubun[0]) {
    case '1':
    case '2':
        return S_put(c, r, kubun[0] == '1');
    case '3':
        return S_remove(c, r);
    default:
        return diag_set(c->diag, ST_KANRI_ITEM, "処理区分", "1（新規）〜 3（削除）", kubun);
    }
}

const struct bulk bulk_busho_toroku = {
    .shubetsu = "bushoToroku",
    .result_layout = "kanriKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_BUSHO,
    .row = row,
    .row_size = sizeof(struct busho_row),
    .apply = S_apply,
    .done = kanri_done,
    .refuses_clean = true,
};
