/* shokai.list: one's own 情報照会, oldest first (1.7.1 ②). Called by world/call. */
#include "service/chukan/komoku.h"
#include "service/chukan/tsuban.h"
#include "store/chukan_shokai.h"

struct list_request {
    const char *jotai;
};
struct list_item {
    const char *shokai_bango, *tsuban, *edaban, *teikyo_hokensha, *teikyo_kikan, *jimu_code, *tetsuzuki,
        *code, *jotai, *kekka_kubun, *yokyu_at, *kaito_at;
};
struct list_reply {
    struct list item;
};

static const struct field request[] = {
    FIELD_TEXT(struct list_request, "jotai", jotai),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_TEXT(struct list_item, "shokaiBango", shokai_bango),
    FIELD_TEXT(struct list_item, "tsuban", tsuban),
    FIELD_TEXT(struct list_item, "edaban", edaban),
    FIELD_TEXT(struct list_item, "teikyoHokensha", teikyo_hokensha),
    FIELD_TEXT(struct list_item, "teikyoKikan", teikyo_kikan),
    FIELD_TEXT(struct list_item, "jimuCode", jimu_code),
    FIELD_TEXT(struct list_item, "jimuTetsuzukiCode", tetsuzuki),
    FIELD_TEXT(struct list_item, "tokuteiKojinJohoCode", code),
    FIELD_TEXT(struct list_item, "jotai", jotai),
    FIELD_TEXT(struct list_item, "kekkaKubun", kekka_kubun),
    FIELD_TEXT(struct list_item, "yokyuAt", yokyu_at),
    FIELD_TEXT(struct list_item, "kaitoAt", kaito_at),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct list_reply, "item", item, struct list_item, item),
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct list_request *r = req;
    struct list_reply *out = rep;
    if (r->jotai && strcmp(r->jotai, "処理中") != 0 && strcmp(r->jotai, "回答済") != 0 &&
        strcmp(r->jotai, "取消") != 0)
        return diag_set(c->diag, ST_SHOKAI_ITEM, "状態", "処理中、回答済、取消のいずれか", r->jotai);
    struct chukan_shokai *rows = NULL;
    size_t n = 0;
    enum status st = chukan_shokai_list(c->tx, c->caller->hokensha, r->jotai, c->arena, &rows, &n);
    struct list_item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && i < n; i++)
        items[i] = (struct list_item){
            .shokai_bango = rows[i].bango,
            .tsuban = tsuban_of_shokai(c->arena, rows[i].bango),
            .edaban = rows[i].edaban,
            .teikyo_hokensha = rows[i].teikyo_hokensha,
            .teikyo_kikan = rows[i].teikyo_kikan,
            .jimu_code = rows[i].jimu_code,
            .tetsuzuki = rows[i].tetsuzuki,
            .code = rows[i].code,
            .jotai = rows[i].jotai,
            .kekka_kubun = rows[i].kekka_kubun,
            .yokyu_at = komoku_at(c, rows[i].yokyu_at),
            .kaito_at = komoku_at(c, rows[i].kaito_at),
        };
    out->item = (struct list){items, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct op op_shokai_list = {
    .service = "shokai",
    .name = "list",
    .db = DB_CHUKAN,
    .role = ROLE_SHOKAI,
    .request = request,
    .request_size = sizeof(struct list_request),
    .reply = reply,
    .reply_size = sizeof(struct list_reply),
    .run = S_run,
};
