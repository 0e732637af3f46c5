/* 部署情報 (2.12.1 ②, 2.12.2 ③): the insurer's own 部署, by link file and by operation. Every check precedes
 * the first write. */
#include "service/kanri/busho_toroku.h"

#include "service/kanri/kanri_bulk.h"
#include "service/kanri/kanri_kanrisha.h"
#include "service/kanri/kanri_master.h"
#include "service/kanri/kanri_words.h"

const struct field busho_row[] = {
    FIELD_CODE_AS(struct busho_row, "shoriKubun", shori_kubun, "bushoToroku", FIELD_TAISHO),
    FIELD_TEXT_AS(struct busho_row, "busho", busho, FIELD_TAISHO),
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

static enum status S_new(struct call *c, const void *row, void *was)
{
    const struct busho_row *r = row;
    (void)was;
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

static enum status S_change(struct call *c, const void *row, void *was)
{
    const struct busho_row *r = row;
    struct kanri_busho *b = was;
    const char *const given[] = {r->mei, r->jimu, r->shokusho, r->tokutei, r->access_group};
    enum status st = kanri_check_any(c, given, 5);
    S_fill(r, b);
    if (st == ST_OK)
        st = S_check(c, b);
    if (st == ST_OK)
        st = kanri_kanrisha(c, &(struct kanri_henko){.busho = b});
    return st == ST_OK ? kanri_busho_put(c->tx, b) : st;
}

static enum status S_remove(struct call *c, const void *row, void *was)
{
    const char *busho = ((const struct busho_row *)row)->busho;
    (void)was;
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

static enum status S_find(struct call *c, const void *row, void *was, bool *ret_there)
{
    const struct busho_row *r = row;
    return kanri_busho_get(c->tx, c->caller->hokensha, r->busho, c->arena, was, ret_there);
}

static const struct kanri_frame frame = {
    .item = "部署コード",
    .code = offsetof(struct busho_row, busho),
    .also = "",
    .max = 20,
    .size = sizeof(struct kanri_busho),
    .find = S_find,
    .exists = {ST_BUSHO_EXISTS, "未登録の部署コード"},
    .none = {ST_BUSHO_NONE, "登録済みの部署コード"},
    .last = KANRI_SAKUJO,
    .does = {S_new, S_change, S_remove},
};

static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    (void)out;
    return kanri_apply(c, &frame, cells);
}

KANRI_ROWS(kanri_busho, kanri_busho_list, busho_row,
           {"1", x->busho, x->mei, x->jimu, x->shokusho, x->tokutei,
            x->access_group ? x->access_group : KANRI_NASHI})

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
