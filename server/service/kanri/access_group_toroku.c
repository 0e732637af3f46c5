/* アクセスグループ情報 (2.12.1 ①, 2.12.2 ②): groups of 部署, looked at where the insurer has switched access
 * control on, by link file and by operation. Which 部署 is in one, the 部署 says. Every check precedes the
 * first write. */
#include "service/kanri/access_group_toroku.h"

#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_kanrisha.h"
#include "service/kanri/kanri_master.h"
#include "service/kanri/kanri_words.h"

const struct field access_group_row[] = {
    FIELD_CODE(struct access_group_row, "shoriKubun", shori_kubun, "accessGroupToroku"),
    FIELD_TEXT(struct access_group_row, "accessGroup", access_group),
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

static enum status S_new(struct call *c, const struct access_group_row *r)
{
    struct kanri_group g = {.hokensha = c->caller->hokensha,
                            .access_group = r->access_group,
                            .jimu = JIMU_SUBETE,
                            .tokutei = KANRI_SUBETE};
    S_fill(r, &g);
    enum status st = S_check(c, &g);
    return st == ST_OK ? kanri_group_put(c->tx, &g) : st;
}

static enum status S_change(struct call *c, const struct access_group_row *r, struct kanri_group *g)
{
    const char *const given[] = {r->mei, r->jimu, r->tokutei};
    enum status st = kanri_check_any(c, given, 3);
    S_fill(r, g);
    if (st == ST_OK)
        st = S_check(c, g);
    if (st == ST_OK)
        st = kanri_kanrisha(c, &(struct kanri_henko){.group = g});
    return st == ST_OK ? kanri_group_put(c->tx, g) : st;
}

static enum status S_remove(struct call *c, const char *group)
{
    const char *busho = NULL;
    enum status st = kanri_group_busho(c->tx, c->caller->hokensha, group, c->arena, &busho);
    if (st == ST_OK && busho)
        st = diag_setf(c->diag, ST_GROUP_IN_USE, code, "部署の入っていないアクセスグループ",
                       "%s（入っている部署 %s）", group, busho);
    return st == ST_OK ? kanri_group_remove(c->tx, c->caller->hokensha, group) : st;
}

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct access_group_row *r = cells;
    struct kanri_group g;
    enum kanri_kubun kubun;
    bool there = false;
    (void)out;
    enum status st = kanri_kubun(c, r->shori_kubun, KANRI_SAKUJO, &kubun);
    if (st == ST_OK)
        st = kanri_check_code(c, code, r->access_group, "", 20);
    if (st == ST_OK)
        st = kanri_group_get(c->tx, c->caller->hokensha, r->access_group, c->arena, &g, &there);
    if (st != ST_OK)
        return st;
    if (kubun == KANRI_SHINKI && there)
        return diag_set(c->diag, ST_GROUP_EXISTS, code, "未登録のアクセスグループコード", r->access_group);
    if (kubun != KANRI_SHINKI && !there)
        return diag_set(c->diag, ST_GROUP_NONE, code, "登録済みのアクセスグループコード", r->access_group);
    return kubun == KANRI_SHINKI  ? S_new(c, r)
           : kubun == KANRI_HENKO ? S_change(c, r, &g)
                                  : S_remove(c, r->access_group);
}

static enum status S_rows(struct call *c, const char *after, int64_t limit, struct list *ret)
{
    struct kanri_group *g = NULL;
    size_t n = 0;
    enum status st = kanri_group_list(c->tx, c->caller->hokensha, after, limit, c->arena, &g, &n);
    struct access_group_row *rows = st == ST_OK ? arena_array(c->arena, n, sizeof *rows) : NULL;
    for (size_t i = 0; rows && i < n; i++)
        rows[i] = (struct access_group_row){"1", g[i].access_group, g[i].mei, g[i].jimu, g[i].tokutei};
    *ret = (struct list){rows, n};
    return st == ST_OK && !rows ? ST_LIMIT : st;
}

const struct bulk bulk_access_group_toroku = {
    .shubetsu = "accessGroupToroku",
    .result_layout = "accessGroupKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_ACCESS_GROUP,
    .row = access_group_row,
    .row_size = sizeof(struct access_group_row),
    .apply = S_apply,
    .done = kanri_done,
    .refuses_clean = true,
};

const struct kanri_master kanri_master_access_group = {
    .name = "accessGroup",
    .code = "accessGroup",
    .mei = "mei",
    .bulk = &bulk_access_group_toroku,
    .rows = S_rows,
};
