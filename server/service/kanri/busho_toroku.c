/* 部署情報 (2.12.1 ②, 2.12.2 ③): the insurer's own 部署, by link file and by operation. Every check precedes
 * the first write. */
#include "service/kanri/busho_toroku.h"

#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_kanrisha.h"
#include "service/kanri/kanri_master.h"
#include "service/kanri/kanri_words.h"

const struct field busho_row[] = {
    FIELD_CODE(struct busho_row, "shoriKubun", shori_kubun, "bushoToroku"),
    FIELD_TEXT(struct busho_row, "busho", busho),
    FIELD_TEXT(struct busho_row, "mei", mei),
    FIELD_TEXT(struct busho_row, "jimu", jimu),
    FIELD_TEXT(struct busho_row, "shokusho", shokusho),
    FIELD_TEXT(struct busho_row, "tokutei", tokutei),
    FIELD_TEXT(struct busho_row, "accessGroup", access_group),
    FIELD_END,
};

static enum status S_check_group(struct call *c, const char *access_group)
{
    struct kanri_group g;
    bool there = true;
    enum status st = access_group
                         ? kanri_group_get(c->tx, c->caller->hokensha, access_group, c->arena, &g, &there)
                         : ST_OK;
    return st == ST_OK && !there
               ? diag_set(c->diag, ST_GROUP_NONE, "アクセスグループ",
                          "登録済みのアクセスグループコードか " KANRI_NASHI "（なし）", access_group)
               : st;
}

/* The 部署 as it is to be. */
static enum status S_check(struct call *c, const struct kanri_busho *b)
{
    enum status st = kanri_check_given(c, "部署名", b->mei);
    if (st == ST_OK)
        st = kanri_check_jimu(c, "事務", b->jimu);
    if (st == ST_OK)
        st = kanri_check_shokusho(c, "職掌", b->shokusho);
    if (st == ST_OK)
        st = kanri_check_tokutei(c, "特定個人情報", b->tokutei);
    return st == ST_OK ? S_check_group(c, b->access_group) : st;
}

/* What is given takes the place of what was. */
static void S_fill(const struct busho_row *r, struct kanri_busho *b)
{
    b->mei = kanri_or(r->mei, b->mei);
    b->jimu = kanri_or(r->jimu, b->jimu);
    b->shokusho = kanri_or(r->shokusho, b->shokusho);
    b->tokutei = kanri_or(r->tokutei, b->tokutei);
    b->access_group = kanri_or_nashi(r->access_group, b->access_group);
}

static enum status S_new(struct call *c, const struct busho_row *r)
{
    struct kanri_busho b = {.hokensha = c->caller->hokensha,
                            .busho = r->busho,
                            .jimu = JIMU_SUBETE,
                            .shokusho = SHOKUSHO_SUBETE,
                            .tokutei = KANRI_SUBETE};
    S_fill(r, &b);
    enum status st = S_check(c, &b);
    if (st == ST_OK)
        st = kanri_saidai(c, "部署", c->policy->busho_saidai, kanri_busho_count);
    if (st == ST_OK)
        st = kanri_busho_put(c->tx, &b);
    if (st == ST_OK)
        kanri_kensu(c, 1);
    return st;
}

static enum status S_change(struct call *c, const struct busho_row *r, struct kanri_busho *b)
{
    const char *const given[] = {r->mei, r->jimu, r->shokusho, r->tokutei, r->access_group};
    enum status st = kanri_check_any(c, given, 5);
    S_fill(r, b);
    if (st == ST_OK)
        st = S_check(c, b);
    if (st == ST_OK)
        st = kanri_kanrisha(c, &(struct kanri_henko){.busho = b});
    return st == ST_OK ? kanri_busho_put(c->tx, b) : st;
}

static enum status S_remove(struct call *c, const char *busho)
{
    const char *users = NULL;
    enum status st = kanri_busho_users(c->tx, c->caller->hokensha, busho, c->arena, &users);
    if (st == ST_OK && users)
        st = diag_setf(c->diag, ST_BUSHO_IN_USE, "部署コード", "ユーザーの所属しない部署",
                       "%s（所属するユーザー %s）", busho, users);
    if (st == ST_OK)
        st = kanri_busho_remove(c->tx, c->caller->hokensha, busho);
    if (st == ST_OK)
        kanri_kensu(c, -1);
    return st;
}

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct busho_row *r = cells;
    struct kanri_busho b;
    enum kanri_kubun kubun;
    bool there = false;
    (void)out;
    enum status st = kanri_kubun(c, r->shori_kubun, KANRI_SAKUJO, &kubun);
    if (st == ST_OK)
        st = kanri_check_code(c, "部署コード", r->busho, "", 20);
    if (st == ST_OK)
        st = kanri_busho_get(c->tx, c->caller->hokensha, r->busho, c->arena, &b, &there);
    if (st != ST_OK)
        return st;
    if (kubun == KANRI_SHINKI && there)
        return diag_set(c->diag, ST_BUSHO_EXISTS, "部署コード", "未登録の部署コード", r->busho);
    if (kubun != KANRI_SHINKI && !there)
        return diag_set(c->diag, ST_BUSHO_NONE, "部署コード", "登録済みの部署コード", r->busho);
    return kubun == KANRI_SHINKI  ? S_new(c, r)
           : kubun == KANRI_HENKO ? S_change(c, r, &b)
                                  : S_remove(c, r->busho);
}

static enum status S_rows(struct call *c, const char *after, int64_t limit, struct list *ret)
{
    struct kanri_busho *b = NULL;
    size_t n = 0;
    enum status st = kanri_busho_list(c->tx, c->caller->hokensha, after, limit, c->arena, &b, &n);
    struct busho_row *rows = st == ST_OK ? arena_array(c->arena, n, sizeof *rows) : NULL;
    for (size_t i = 0; rows && i < n; i++)
        rows[i] = (struct busho_row){"1",
                                     b[i].busho,
                                     b[i].mei,
                                     b[i].jimu,
                                     b[i].shokusho,
                                     b[i].tokutei,
                                     b[i].access_group ? b[i].access_group : KANRI_NASHI};
    *ret = (struct list){rows, n};
    return st == ST_OK && !rows ? ST_LIMIT : st;
}

/* Those of before there were 事務 and the rest. */
static const char *const needs[] = {"shoriKubun", "busho", "mei", NULL};

const struct bulk bulk_busho_toroku = {
    .shubetsu = "bushoToroku",
    .result_layout = "kanriKekka",
    .db = DB_KANRI,
    .sosa = SOSA_KANRI_BUSHO,
    .row = busho_row,
    .row_size = sizeof(struct busho_row),
    .needs = needs,
    .apply = S_apply,
    .done = kanri_done,
    .state_size = sizeof(struct kanri_kensu),
    .refuses_clean = true,
};

const struct kanri_master kanri_master_busho = {
    .name = "busho",
    .code = "busho",
    .mei = "mei",
    .bulk = &bulk_busho_toroku,
    .rows = S_rows,
};
