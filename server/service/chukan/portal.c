/* What マイナポータル would show a person (番号法附則6条3項): the 情報提供等記録 of all insurers of this
 * 中間サーバー and 自己情報, their 副本; by 符号, like the real one. What is 不開示 is left out on both
 * sides, for the other side's record would tell of it. The operator's portal; called by the control API
 * (world). */
#include "base/clock.h"
#include "file/layout/layout.h"
#include "service/at_text.h"
#include "service/chukan/kiroku.h"
#include "service/chukan/komoku.h"
#include "service/operator.h"
#include "store/chukan_fugo.h"
#include "store/chukan_shokai.h"

struct request {
    const char *hokensha, *edaban;
};

struct kiroku_item {
    struct kiroku_ken ken;
    const char *shokaisha, *teikyosha, *yokyu_at, *kaito_at, *torikeshi_at;
    struct list komoku; /* of const char *, in Japanese */
};

/* One 副本; komoku: of struct chukan_komoku, names in Japanese. */
struct joho_item {
    const char *hokensha, *mei, *shubetsu, *shubetsu_mei;
    struct list komoku;
};

struct reply {
    struct list kiroku, joho;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "edaban", edaban, FIELD_MUST),
    FIELD_END,
};
static const struct field kiroku[] = {
    FIELD_TEXT(struct kiroku_item, "tsuban", ken.tsuban),
    FIELD_TEXT(struct kiroku_item, "gawa", ken.gawa),
    FIELD_TEXT(struct kiroku_item, "shokaisha", shokaisha),
    FIELD_TEXT(struct kiroku_item, "teikyosha", teikyosha),
    FIELD_TEXT(struct kiroku_item, "jimuCode", ken.jimu_code),
    FIELD_TEXT(struct kiroku_item, "jimuTetsuzukiCode", ken.tetsuzuki),
    FIELD_TEXT(struct kiroku_item, "tokuteiKojinJohoMei", ken.code_mei),
    FIELD_TEXT(struct kiroku_item, "jotai", ken.jotai),
    FIELD_TEXT(struct kiroku_item, "kekkaKubun", ken.kekka_kubun),
    FIELD_TEXT(struct kiroku_item, "yokyuAt", yokyu_at),
    FIELD_TEXT(struct kiroku_item, "kaitoAt", kaito_at),
    FIELD_TEXT(struct kiroku_item, "torikeshiAt", torikeshi_at),
    FIELD_TEXTS(struct kiroku_item, "komoku", komoku),
    FIELD_END,
};
static const struct field joho[] = {
    FIELD_TEXT(struct joho_item, "hokensha", hokensha),
    FIELD_TEXT(struct joho_item, "hokenshaMei", mei),
    FIELD_TEXT(struct joho_item, "shubetsu", shubetsu),
    FIELD_TEXT(struct joho_item, "shubetsuMei", shubetsu_mei),
    FIELD_LIST(struct joho_item, "komoku", komoku, struct chukan_komoku, komoku_fields),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_LIST(struct reply, "kiroku", kiroku, struct kiroku_item, kiroku),
    FIELD_LIST(struct reply, "jikoJoho", joho, struct joho_item, joho),
    FIELD_END,
};

/* In Japanese, as the layout of today calls it; a name that it has not stays. */
static const char *S_mei(const struct layout *l, const char *name)
{
    int at = l ? layout_field(l, name) : -1;
    return at < 0 ? name : l->columns[at].mei;
}

/* NULL: there is none today. */
static const struct layout *S_layout(const struct call *c, const char *shubetsu)
{
    const struct layout *l = NULL;
    struct diag ignored = DIAG_INIT;
    return layout_get(shubetsu, clock_date(c->now), &l, &ignored) == ST_OK ? l : NULL;
}

static enum status S_kiroku(struct call *c, const struct kiroku_ken *k, struct kiroku_item *ret)
{
    const bool asks = strcmp(k->gawa, KIROKU_SHOKAI) == 0;
    struct kiroku_komoku *list = NULL;
    size_t n = 0;
    enum status st = kiroku_komoku_read(c->tx, k->komoku, c->arena, &list, &n);
    const char **mei = st == ST_OK ? arena_array(c->arena, n, sizeof *mei) : NULL;
    for (size_t i = 0; mei && i < n; i++)
        mei[i] = S_mei(S_layout(c, list[i].shubetsu), list[i].mei);
    *ret = (struct kiroku_item){
        .ken = *k,
        .shokaisha = asks ? k->hokensha_mei : k->aite_mei,
        .teikyosha = asks ? k->aite_mei : k->hokensha_mei,
        .yokyu_at = at_text(c, k->yokyu_at),
        .kaito_at = at_text(c, k->kaito_at),
        .torikeshi_at = at_text(c, k->torikeshi_at),
        .komoku = {mei, mei ? n : 0},
    };
    return st;
}

/* Nobody is to learn by one side's record what the other side does not show. The sides of one 処理通番 are
 * neighbours. */
static size_t S_shown(struct kiroku_ken *list, size_t n)
{
    size_t shown = 0;
    for (size_t i = 0, end; i < n; i = end) {
        bool hidden = false;
        for (end = i; end < n && strcmp(list[end].tsuban, list[i].tsuban) == 0; end++)
            hidden = hidden || list[end].fukaiji;
        for (size_t k = i; k < end && !hidden; k++)
            list[shown++] = list[k];
    }
    return shown;
}

static enum status S_kirokus(struct call *c, const struct request *r, struct list *ret)
{
    struct kiroku_ken *list = NULL;
    size_t n = 0;
    enum status st = kiroku_hito(c->tx, r->hokensha, r->edaban, kiroku_oldest(c), c->arena, &list, &n);
    n = st == ST_OK ? S_shown(list, n) : 0;
    struct kiroku_item *items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; items && i < n && st == ST_OK; i++)
        st = S_kiroku(c, &list[i], &items[i]);
    *ret = (struct list){items, n};
    return st;
}

static enum status S_johos(struct call *c, const struct request *r, struct list *ret)
{
    struct kiroku_jiko *list = NULL;
    size_t n = 0;
    enum status st = kiroku_jiko(c->tx, r->hokensha, r->edaban, c->arena, &list, &n);
    struct joho_item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && i < n && st == ST_OK; i++) {
        const struct layout *l = S_layout(c, list[i].shubetsu);
        items[i] = (struct joho_item){.hokensha = list[i].hokensha,
                                      .mei = list[i].mei,
                                      .shubetsu = list[i].shubetsu,
                                      .shubetsu_mei = l ? l->mei : list[i].shubetsu};
        st = komoku_list(c, list[i].komoku, &items[i].komoku);
        struct chukan_komoku *k = items[i].komoku.items;
        for (size_t at = 0; at < items[i].komoku.n; at++)
            k[at].mei = S_mei(l, k[at].mei);
    }
    *ret = (struct list){items, n};
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    struct chukan_hito hito;
    bool found = false;
    enum status st = chukan_hokensha_find(c->tx, r->hokensha, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_CONTROL, "hokensha", "このワールドの保険者番号", r->hokensha);
    st = st == ST_OK ? chukan_hito(c->tx, r->hokensha, r->edaban, &hito) : st;
    if (st != ST_OK)
        return st;
    if (!hito.known)
        return diag_set(c->diag, ST_EDABAN_UNKNOWN, "edaban", "その保険者に払い出された被保険者枝番",
                        r->edaban);
    if (!hito.has_fugo)
        return diag_set(c->diag, ST_SHOKAI_NO_FUGO, "edaban", "機関別符号を取得済みの加入者", r->edaban);
    st = S_kirokus(c, r, &out->kiroku);
    if (st == ST_OK)
        st = S_johos(c, r, &out->joho);
    c->concerns = (struct concerns){.action = "portal", .hokensha = r->hokensha, .edaban = r->edaban};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct operator_action operator_portal = {
    .name = "portal",
    .db = DB_CHUKAN,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
