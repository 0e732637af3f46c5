/* shokai.getResult: the answer to one's own 情報照会, or "still waiting" (1.7.1 ②). A poll of a manual one
 * counts, and the last poll that policy asks for brings the answer, or sends the question to another
 * institution, whose answer a later poll sees: therefore a write. Called by world/call. */
#include "service/at_text.h"
#include "service/chukan/kaito.h"
#include "service/chukan/komoku.h"
#include "service/chukan/shokai_own.h"
#include "service/chukan/tsuban.h"
#include "service/policy.h"

struct result_request {
    const char *shokai_bango;
};
struct result_item {
    const char *shubetsu;
    struct list komoku; /* of struct chukan_komoku */
};
struct result_reply {
    const char *tsuban, *jotai, *kekka_kubun, *kaito_at;
    struct list item;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct result_request, "shokaiBango", shokai_bango, FIELD_TAISHO),
    FIELD_END,
};
/* Of another institution an item may be empty with a reason. */
static const struct field kaito_komoku[] = {
    FIELD_TEXT(struct chukan_komoku, "mei", mei),
    FIELD_TEXT(struct chukan_komoku, "atai", atai),
    FIELD_TEXT(struct chukan_komoku, "kuhakuRiyu", kuhaku),
    FIELD_END,
};
static const struct field item[] = {
    FIELD_TEXT(struct result_item, "shubetsu", shubetsu),
    FIELD_KOMOKU(struct result_item, "komoku", komoku, struct chukan_komoku, kaito_komoku, "shubetsu"),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct result_reply, "tsuban", tsuban),
    FIELD_TEXT(struct result_reply, "jotai", jotai),
    FIELD_TEXT(struct result_reply, "kekkaKubun", kekka_kubun),
    FIELD_TEXT(struct result_reply, "kaitoAt", kaito_at),
    FIELD_LIST(struct result_reply, "item", item, struct result_item, item),
    FIELD_END,
};

static bool S_waits(const struct chukan_shokai *s)
{
    return strcmp(s->jotai, SHOKAI_SHORICHU) == 0;
}

static enum status S_poll(struct call *c, struct chukan_shokai *s)
{
    const struct progression *p = &c->policy->work[WORK_SHOKAI];
    int64_t polls = 0;
    if (!S_waits(s) || s->okuri || p->how != PROGRESS_MANUAL || p->polls <= 0)
        return ST_OK;
    enum status st = chukan_shokai_poll(c->tx, s->bango, &polls);
    if (st != ST_OK || polls < p->polls)
        return st;
    st = s->teikyo_hokensha ? call_settled(c) : ST_OK; /* other institutions know nothing of other insurers */
    if (st == ST_OK)
        st = kaito_make(c, s);
    return st == ST_OK ? shokai_own(c, s->bango, s) : st;
}

static enum status S_items(struct call *c, const struct chukan_shokai *s, struct list *ret)
{
    struct chukan_kaito *list = NULL;
    size_t n = 0;
    enum status st = chukan_kaito_read(c->tx, s->kaito, c->arena, &list, &n);
    struct result_item *items = st == ST_OK ? arena_array(c->arena, n, sizeof *items) : NULL;
    const bool gyakujun = call_finds(c, FIND_GYAKUJUN, NULL, NULL);
    for (size_t i = 0; items && i < n && st == ST_OK; i++) {
        const struct chukan_kaito *k = &list[gyakujun ? n - 1 - i : i];
        items[i].shubetsu = k->shubetsu;
        st = komoku_list(c, k->komoku, &items[i].komoku);
    }
    *ret = (struct list){items, n};
    return st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct result_request *r = req;
    struct result_reply *out = rep;
    struct chukan_shokai s;
    enum status st = shokai_own(c, r->shokai_bango, &s);
    if (st == ST_OK)
        st = S_poll(c, &s);
    if (st != ST_OK)
        return st;
    c->concerns.edaban = s.edaban;
    out->tsuban = tsuban_of_shokai(c->arena, s.bango);
    out->jotai = s.jotai;
    if (!s.kaito)
        return !out->tsuban ? ST_LIMIT : S_waits(&s) ? ST_PENDING : ST_OK;
    out->kekka_kubun = s.kekka_kubun;
    out->kaito_at = at_text(c, s.kaito_at);
    st = S_items(c, &s, &out->item);
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

/* The poll that is enough makes the provider answer; which one that is, the request does not tell. */
static const char *S_others(const struct policy *p, const void *req)
{
    (void)p;
    (void)req;
    return "";
}

const struct op op_shokai_get_result = {
    .service = "shokai",
    .name = "getResult",
    .db = DB_CHUKAN,
    .flags = OP_WRITE,
    .exempt = GOING_ASKED | GOING_OTHERS,
    .exempt_why = "a look changes nothing but the count of polls; the poll that brings the answer waits",
    .others = S_others,
    .sosa = SOSA_JOHO_SHOKAI,
    .finds = FIND_GYAKUJUN,
    .request = request,
    .request_size = sizeof(struct result_request),
    .reply = reply,
    .reply_size = sizeof(struct result_reply),
    .run = S_run,
};
