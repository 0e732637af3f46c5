/* What マイナポータル would show a person (番号法附則6条3項): the 情報提供等記録 of all insurers of this
 * 中間サーバー and 自己情報, their 副本; by 符号, like the real one; each a page at a time, which ends sooner
 * when its items are long. The operator's portal; called by the control API (world). */
#include "base/clock.h"
#include "file/layout/layout.h"
#include "service/chukan/fugo.h"
#include "service/chukan/kiroku.h"
#include "service/chukan/komoku.h"
#include "service/edaban.h"
#include "service/kiroku_item.h"
#include "service/operator.h"
#include "service/page.h"
#include "store/chukan_fugo.h"
#include "store/chukan_shokai.h"

struct request {
    const char *hokensha, *edaban;
    const char *kara, *made, *kaishi_tsuban, *kensu; /* of the records; NULL: not said */
    const char *kaishi_jiko_joho;                    /* only 副本 behind so many; NULL: from the first */
};

struct hito_kiroku {
    struct kiroku_item is;
    struct list komoku; /* of const char *, in Japanese */
};

/* One 副本; komoku: of struct chukan_komoku, names in Japanese. */
struct joho_item {
    const char *hokensha, *mei, *shubetsu, *shubetsu_mei;
    struct list komoku;
};

struct reply {
    struct list kiroku, joho;
    int64_t tsuzuki, joho_tsuzuki; /* 1: more follow */
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "edaban", edaban, FIELD_MUST),
    FIELD_TEXT(struct request, "kara", kara),
    FIELD_TEXT(struct request, "made", made),
    FIELD_TEXT(struct request, "kaishiTsuban", kaishi_tsuban),
    FIELD_TEXT(struct request, "kensu", kensu),
    FIELD_TEXT(struct request, "kaishiJikoJoho", kaishi_jiko_joho),
    FIELD_END,
};
static const struct field kiroku[] = {
    FIELD_TEXT(struct hito_kiroku, "tsuban", is.ken.tsuban),
    FIELD_TEXT(struct hito_kiroku, "gawa", is.ken.gawa),
    FIELD_TEXT(struct hito_kiroku, "shokaisha", is.shokaisha_mei),
    FIELD_TEXT(struct hito_kiroku, "teikyosha", is.teikyosha_mei),
    FIELD_TEXT(struct hito_kiroku, "jimuCode", is.ken.jimu_code),
    FIELD_TEXT(struct hito_kiroku, "jimuTetsuzukiCode", is.ken.tetsuzuki),
    FIELD_TEXT(struct hito_kiroku, "tokuteiKojinJohoMei", is.ken.code_mei),
    FIELD_TEXT(struct hito_kiroku, "jotai", is.ken.jotai),
    FIELD_TEXT(struct hito_kiroku, "kekkaKubun", is.ken.kekka_kubun),
    FIELD_TEXT(struct hito_kiroku, "yokyuAt", is.yokyu_at),
    FIELD_TEXT(struct hito_kiroku, "kaitoAt", is.kaito_at),
    FIELD_TEXT(struct hito_kiroku, "torikeshiAt", is.torikeshi_at),
    FIELD_TEXTS(struct hito_kiroku, "komoku", komoku),
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
    FIELD_LIST(struct reply, "kiroku", kiroku, struct hito_kiroku, kiroku),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_LIST(struct reply, "jikoJoho", joho, struct joho_item, joho),
    FIELD_INT(struct reply, "jikoJohoTsuzuki", joho_tsuzuki),
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

static enum status S_kiroku(struct call *c, const struct kiroku_ken *k, struct hito_kiroku *ret)
{
    enum status st = kiroku_item(c, k, &ret->is);
    const struct kiroku_komoku *list = ret->is.komoku.items;
    const size_t n = list ? ret->is.komoku.n : 0;
    const char **mei = st == ST_OK ? arena_array(c->arena, n, sizeof *mei) : NULL;
    for (size_t i = 0; mei && i < n; i++)
        mei[i] = S_mei(S_layout(c, list[i].shubetsu), list[i].mei);
    ret->komoku = (struct list){mei, mei ? n : 0};
    return st;
}

/* What is asked for of the records. */
static enum status S_toi(struct call *c, const struct request *r, struct kiroku_toi *ret)
{
    *ret = (struct kiroku_toi){.hokensha = r->hokensha, .edaban = r->edaban, .after = r->kaishi_tsuban};
    enum status st = page_limit_of(c->diag, r->kensu, &ret->limit);
    if (st == ST_OK)
        st = kiroku_period(c, r->kara, r->made, ret);
    if (st != ST_OK || !ret->after)
        return st;
    st = kiroku_hito_at(c->tx, ret, &ret->above);
    if (st == ST_OK && ret->above == INT64_MIN)
        return diag_set(c->diag, ST_KIROKU_NONE, "kaishiTsuban", "その人の記録の処理通番", ret->after);
    return st;
}

/* The sides of one 処理通番, from the i-th on, end here. */
static size_t S_end(const struct kiroku_ken *list, size_t n, size_t i)
{
    size_t end = i + 1;
    while (end < n && strcmp(list[end].tsuban, list[i].tsuban) == 0)
        end++;
    return end;
}

static enum status S_kirokus(struct call *c, const struct request *r, struct reply *out)
{
    struct kiroku_toi toi;
    struct kiroku_ken *list = NULL;
    size_t n = 0, i = 0;
    enum status st = S_toi(c, r, &toi);
    if (st == ST_OK)
        st = kiroku_hito(c->tx, &toi, c->arena, &list, &n);
    struct hito_kiroku *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    const size_t before = arena_used(c->arena);
    for (int64_t ken = 1; items && i < n && ken < toi.limit; ken++) {
        if (arena_used(c->arena) - before >= PAGE_BYTES)
            break;
        for (size_t end = S_end(list, n, i); i < end && st == ST_OK; i++)
            st = S_kiroku(c, &list[i], &items[i]);
        if (st != ST_OK)
            return st;
    }
    out->kiroku = (struct list){items, i};
    out->tsuzuki = i < n;
    return st;
}

/* How many 副本 the page begins behind. */
static enum status S_above(struct call *c, const char *kaishi, int64_t *ret)
{
    *ret = kaishi ? bango_digits(kaishi, BANGO_DIGITS) : 0;
    return *ret >= 0 ? ST_OK
                     : diag_set(c->diag, ST_CONTROL, "kaishiJikoJoho", "これまでに返った副本の数", kaishi);
}

static enum status S_joho(struct call *c, const struct kiroku_jiko *k, struct joho_item *ret)
{
    const struct layout *l = S_layout(c, k->shubetsu);
    *ret = (struct joho_item){.hokensha = k->hokensha,
                              .mei = k->mei,
                              .shubetsu = k->shubetsu,
                              .shubetsu_mei = l ? l->mei : k->shubetsu};
    enum status st = komoku_list(c, k->komoku, &ret->komoku);
    struct chukan_komoku *komoku = ret->komoku.items;
    for (size_t i = 0; i < ret->komoku.n; i++)
        komoku[i].mei = S_mei(l, komoku[i].mei);
    return st;
}

static enum status S_johos(struct call *c, const struct request *r, struct reply *out)
{
    struct kiroku_jiko *list = NULL;
    size_t n = 0;
    bool more = false;
    int64_t above = 0;
    enum status st = S_above(c, r->kaishi_jiko_joho, &above);
    if (st == ST_OK)
        st = kiroku_jiko(c->tx, r->hokensha, r->edaban, above, PAGE_BYTES, c->arena, &list, &n, &more);
    struct joho_item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    for (size_t i = 0; items && i < n && st == ST_OK; i++)
        st = S_joho(c, &list[i], &items[i]);
    out->joho = (struct list){items, n};
    out->joho_tsuzuki = more;
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
        return edaban_none(c, ST_EDABAN_UNKNOWN, "edaban", "その保険者に払い出された被保険者枝番", r->edaban);
    if (!hito.has_fugo)
        return fugo_nashi(c, "edaban", r->hokensha, r->edaban);
    st = S_kirokus(c, r, out);
    if (st == ST_OK)
        st = S_johos(c, r, out);
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
