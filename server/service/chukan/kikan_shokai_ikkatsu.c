/* 情報照会要求 to other institutions as a link file (1.7.1 ②). Called by world/load/loader. */
#include "service/chukan/shokai_gyo.h"
#include "service/messages.h"

static const struct field row[] = {
    FIELD_TEXT(struct shokai_irai, "edaban", edaban),
    FIELD_TEXT(struct shokai_irai, "teikyoKikan", teikyo_kikan),
    FIELD_TEXT(struct shokai_irai, "jimuCode", jimu_code),
    FIELD_TEXT(struct shokai_irai, "jimuTetsuzukiCode", tetsuzuki),
    FIELD_TEXT(struct shokai_irai, "tokuteiKojinJohoCode", code),
    FIELD_TEXT(struct shokai_irai, "kijunYmd", kijun_ymd),
    FIELD_END,
};
static const struct field line[] = {
    FIELD_TEXT(struct shokai_gyo, "shokaiBango", shokai_bango),
    FIELD_TEXT(struct shokai_gyo, "tsuban", tsuban),
    FIELD_TEXT(struct shokai_gyo, "kekkaKubun", kekka_kubun),
    FIELD_TEXT(struct shokai_gyo, "shubetsu", shubetsu),
    FIELD_TEXT(struct shokai_gyo, "komoku", komoku),
    FIELD_END,
};
static const char *const needs[] = {"edaban", "teikyoKikan", "jimuCode", "tokuteiKojinJohoCode", NULL};

static const struct bulk_waits waits = SHOKAI_GYO_WAITS(line);

const struct bulk bulk_kikan_shokai_ikkatsu = {
    .shubetsu = "kikanShokai",
    .result_layout = "kikanShokaiKekka",
    .db = DB_CHUKAN,
    .sosa = SOSA_JOHO_SHOKAI,
    .row = row,
    .row_size = sizeof(struct shokai_irai),
    .needs = needs,
    .apply = shokai_gyo_apply,
    .state_size = sizeof(struct shokai_chunk),
    .done = file_kanryo_send,
    .waits = &waits,
    .refuses_clean = true,
    .work = SHOKAI_GYO_WORK,
};
