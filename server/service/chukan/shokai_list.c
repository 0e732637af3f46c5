/* shokai.list: one's own 情報照会, a page at a time, oldest first (1.7.1 ②). Called by world/call. */
#include "service/at_text.h"
#include "service/chukan/shokai_own.h"
#include "service/chukan/tsuban.h"
#include "service/page.h"

struct list_request {
    const char *jotai;    /* NULL: all */
    const char *uketsuke; /* those of this link file; NULL: all */
    const char *kaishi;   /* only those behind it; NULL: from the first */
    int64_t kensu;        /* absent: PAGE_MOST */
};
struct list_item {
    const char *shokai_bango, *tsuban, *edaban, *teikyo_hokensha, *teikyo_kikan, *jimu_code, *tetsuzuki,
        *code, *jotai, *kekka_kubun, *yokyu_at, *kaito_at;
};
struct list_reply {
    struct list item;
    int64_t tsuzuki; /* 1: more follow the last item */
};

static const struct field request[] = {
    FIELD_TEXT(struct list_request, "jotai", jotai),
    FIELD_TEXT(struct list_request, "uketsukeBango", uketsuke),
    FIELD_TEXT(struct list_request, "kaishiShokaiBango", kaishi),
    FIELD_INT(struct list_request, "kensu", kensu),
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
    FIELD_INT(struct list_reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

static struct list_item S_item(struct call *c, const struct chukan_shokai *s)
{
    return (struct list_item){
        .shokai_bango = s->bango,
        .tsuban = tsuban_of_shokai(c->arena, s->bango),
        .edaban = s->edaban,
        .teikyo_hokensha = s->teikyo_hokensha,
        .teikyo_kikan = s->teikyo_kikan,
        .jimu_code = s->jimu_code,
        .tetsuzuki = s->tetsuzuki,
        .code = s->code,
        .jotai = s->jotai,
        .kekka_kubun = s->kekka_kubun,
        .yokyu_at = at_text(c, s->yokyu_at),
        .kaito_at = at_text(c, s->kaito_at),
    };
}

static enum status S_check(struct call *c, const struct list_request *r)
{
    if (r->jotai && strcmp(r->jotai, SHOKAI_SHORICHU) != 0 && strcmp(r->jotai, SHOKAI_KAITO) != 0 &&
        strcmp(r->jotai, SHOKAI_TORIKESHI) != 0)
        return diag_set(c->diag, ST_SHOKAI_ITEM, "状態", "処理中、回答済、取消のいずれか", r->jotai);
    struct chukan_shokai behind;
    return r->kaishi ? shokai_own(c, r->kaishi, &behind) : ST_OK;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct list_request *r = req;
    struct list_reply *out = rep;
    const struct may_only only = may_only(c->caller, c->arena);
    const struct chukan_shokai_toi toi = {
        .hokensha = c->caller->hokensha,
        .jotai = r->jotai,
        .uketsuke = r->uketsuke,
        .after = r->kaishi ? r->kaishi : "",
        .bushos = only.bushos,
        .tokuteis = only.tokuteis,
        .limit = page_limit(r->kensu),
    };
    struct chukan_shokai *rows = NULL;
    size_t n = 0;
    enum status st = S_check(c, r);
    if (st == ST_OK)
        st = chukan_shokai_list(c->tx, &toi, c->arena, &rows, &n);
    out->tsuzuki = page_cut(&n, toi.limit);
    struct list_item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && i < n; i++)
        items[i] = S_item(c, &rows[i]);
    out->item = (struct list){items, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct op op_shokai_list = {
    .service = "shokai",
    .name = "list",
    .db = DB_CHUKAN,
    .sosa = SOSA_JOHO_SHOKAI,
    .request = request,
    .request_size = sizeof(struct list_request),
    .reply = reply,
    .reply_size = sizeof(struct list_reply),
    .run = S_run,
};
