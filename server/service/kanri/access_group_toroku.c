/* アクセスグループ情報 (2.12.1 ①, 2.12.2 ②): groups of 部署, looked at where the insurer has switched access
 * control on, by link file and by operation. Which 部署 is in one, the 部署 says. Every check precedes the
 * first write. */
#include "service/kanri/access_group_toroku.h"

#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_kanrisha.h"
#include "service/kanri/kanri_master.h"
#include "service/kanri/kanri_words.h"

const struct field access_group_row[] = {
    FIELD_CODE_AS(struct access_group_row, "shoriKubun", shori_kubun, "accessGroupToroku", FIELD_TAISHO),
    FIELD_TEXT_AS(struct access_group_row, "accessGroup", access_group, FIELD_TAISHO),
    FIELD_TEXT(struct access_group_row, "mei", mei),
    FIELD_TEXT(struct access_group_row, "jimu", jimu),
    FIELD_TEXT(struct access_group_row, "tokutei", tokutei),
    FIELD_END,
};

static const char code[] = "アクセスグループコード";

/* The group as it is to be. */
static enum status S_check(struct call *c, const struct kanri_group *g)
{
    enum status st = kanri_check_given(c, "アクセスグループ名", g->mei);
    if (st == ST_OK)
        st = kanri_check_jimu(c, "事務", g->jimu);
    return st == ST_OK ? kanri_check_tokutei(c, "特定個人情報", g->tokutei) : st;
}

/* What is given takes the place of what was. */
static void S_fill(const struct access_group_row *r, struct kanri_group *g)
{
    g->mei = kanri_or(r->mei, g->mei);
    g->jimu = kanri_or(r->jimu, g->jimu);
    g->tokutei = kanri_or(r->tokutei, g->tokutei);
}

static enum status S_new(struct call *c, const void *row, void *was)
{
    const struct access_group_row *r = row;
    (void)was;
    struct kanri_group g = {.hokensha = c->caller->hokensha,
                            .access_group = r->access_group,
                            .jimu = JIMU_SUBETE,
                            .tokutei = KANRI_SUBETE};
    S_fill(r, &g);
    enum status st = S_check(c, &g);
    return st == ST_OK ? kanri_group_put(c->tx, &g) : st;
}

static enum status S_change(struct call *c, const void *row, void *was)
{
    const struct access_group_row *r = row;
    struct kanri_group *g = was;
    const char *const given[] = {r->mei, r->jimu, r->tokutei};
    enum status st = kanri_check_any(c, given, 3);
    S_fill(r, g);
    if (st == ST_OK)
        st = S_check(c, g);
    if (st == ST_OK)
        st = kanri_kanrisha(c, &(struct kanri_henko){.group = g});
    return st == ST_OK ? kanri_group_put(c->tx, g) : st;
}

static enum status S_remove(struct call *c, const void *row, void *was)
{
    const char *group = ((const struct access_group_row *)row)->access_group;
    (void)was;
    const char *busho = NULL;
    enum status st = kanri_group_busho(c->tx, c->caller->hokensha, group, c->arena, &busho);
    if (st == ST_OK && busho)
        st = diag_setf(c->diag, ST_GROUP_IN_USE, code, "部署の入っていないアクセスグループ",
                       "%s（入っている部署 %s）", group, busho);
    return st == ST_OK ? kanri_group_remove(c->tx, c->caller->hokensha, group) : st;
}

static enum status S_find(struct call *c, const void *row, void *was, bool *ret_there)
{
    const struct access_group_row *r = row;
    return kanri_group_get(c->tx, c->caller->hokensha, r->access_group, c->arena, was, ret_there);
}

static const struct kanri_frame frame = {
    .item = code,
    .code = offsetof(struct access_group_row, access_group),
    .also = "",
    .max = 20,
    .size = sizeof(struct kanri_group),
    .find = S_find,
    .exists = {ST_GROUP_EXISTS, "未登録のアクセスグループコード"},
    .none = {ST_GROUP_NONE, "登録済みのアクセスグループコード"},
    .last = KANRI_SAKUJO,
    .does = {S_new, S_change, S_remove},
};

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    (void)out;
    return kanri_apply(c, &frame, cells);
}

KANRI_ROWS(kanri_group, kanri_group_list, access_group_row,
           {"1", x->access_group, x->mei, x->jimu, x->tokutei})

const struct bulk bulk_access_group_toroku = {
    .shubetsu = "accessGroupToroku",
    .result_layout = "accessGroupKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_ACCESS_GROUP,
    .row = access_group_row,
    .row_size = sizeof(struct access_group_row),
    .apply = S_apply,
    .done = kanri_done,
    .state_size = sizeof(struct kanri_kensu),
    .refuses_clean = true,
};

const struct kanri_master kanri_master_access_group = {
    .name = "accessGroup",
    .code = "accessGroup",
    .mei = "mei",
    .bulk = &bulk_access_group_toroku,
    .rows = S_rows,
};
