/* teikyo.list: what one was asked by other insurers and institutions (1.7.1 ②), a page at a time, in the
 * order of receipt. Called by world/call. */
#include "service/at_text.h"
#include "service/chukan/teikyo.h"
#include "service/may.h"
#include "service/page.h"

struct request {
    const char *jotai;         /* NULL: all */
    const char *kaishi_tsuban; /* only those behind it; NULL: from the first */
    int64_t kensu;             /* absent: PAGE_MOST */
};

struct item {
    struct teikyo_gyo g;
    const char *uketsuke_at, *kigen_at, *kaito_at;
};

struct reply {
    struct list items;
    int64_t tsuzuki; /* 1: more follow the last item */
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "jotai", jotai),
    FIELD_TEXT(struct request, "kaishiTsuban", kaishi_tsuban),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_TEXT(struct item, "tsuban", g.t.tsuban),
    FIELD_TEXT(struct item, "edaban", g.t.edaban),
    FIELD_TEXT(struct item, "shokaisha", g.t.shokaisha),
    FIELD_TEXT(struct item, "shokaishaMei", g.shokaisha_mei),
    FIELD_TEXT(struct item, "jimuCode", g.t.jimu_code),
    FIELD_TEXT(struct item, "jimuTetsuzukiCode", g.t.tetsuzuki),
    FIELD_TEXT(struct item, "tokuteiKojinJohoCode", g.t.code),
    FIELD_TEXT(struct item, "kijunYmd", g.t.kijun_ymd),
    FIELD_TEXT(struct item, "jotai", g.t.jotai),
    FIELD_TEXT(struct item, "uketsukeAt", uketsuke_at),
    FIELD_TEXT(struct item, "kigenAt", kigen_at),
    FIELD_TEXT(struct item, "kekkaKubun", g.t.kekka_kubun),
    FIELD_INT(struct item, "fukuhonSu", g.fukuhon_su),
    FIELD_TEXT(struct item, "kaitoAt", kaito_at),
    FIELD_TEXT(struct item, "riyu", g.t.riyu),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

/* Where a page begins: behind what was received then. */
static enum status S_above(struct call *c, const char *tsuban, int64_t *ret)
{
    struct teikyo t;
    bool found = false;
    *ret = INT64_MIN + 1;
    if (!tsuban)
        return ST_OK;
    enum status st = teikyo_get(c->tx, c->caller->hokensha, tsuban, c->arena, &t, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_TEIKYO_NONE, "処理通番", "自機関の受けた照会の処理通番", tsuban);
    *ret = st == ST_OK ? t.uketsuke_at : 0;
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    const int64_t limit = page_limit(r->kensu);
    struct teikyo_gyo *rows = NULL;
    size_t n = 0;
    int64_t above;
    enum status st = S_above(c, r->kaishi_tsuban, &above);
    if (st == ST_OK)
        st =
            teikyo_list(c->tx, c->caller->hokensha, r->jotai, above, r->kaishi_tsuban ? r->kaishi_tsuban : "",
                        may_only(c->caller, c->arena).tokuteis, limit, c->arena, &rows, &n);
    out->tsuzuki = page_cut(&n, limit);
    struct item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && i < n; i++)
        items[i] = (struct item){rows[i], at_text(c, rows[i].t.uketsuke_at), at_text(c, rows[i].t.kigen_at),
                                 at_text(c, rows[i].t.kaito_at)};
    out->items = (struct list){items, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct op op_teikyo_list = {
    .service = "teikyo",
    .name = "list",
    .db = DB_CHUKAN,
    .flags = OP_ASKED, /* how what others ask stands is what it tells */
    .sosa = SOSA_JOHO_TEIKYO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
