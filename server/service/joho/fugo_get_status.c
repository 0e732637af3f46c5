/* fugo.getStatus: how far each 符号取得要求 is and who has it (2.12.2); never a 符号. A look counts as a poll
 * when the approval goes on by hand, which is why it runs on the writer; with nothing to count it writes
 * nothing. Of a large insurer it answers a page at a time, in the order of the 枝番. */
#include <string.h>

#include "base/clock.h"
#include "service/joho/fugo_kaishi.h"
#include "service/joho/fugo_shonin.h"
#include "service/joho/togo_kaishi.h"
#include "service/messages.h"
#include "service/online.h"
#include "store/unyo_kanyusha.h"

enum { PAGE = 10000 }; /* [A] what one reply holds at most; also in fugo.xsd */

struct request {
    const char *edaban;        /* NULL: all of the insurer, and then: */
    const char *jotai;         /* only these; NULL: any */
    const char *kaishi_edaban; /* only those after it; NULL: from the first */
    int64_t kensu;             /* at most so many; absent: PAGE */
};

struct item {
    const char *edaban, *yokyu_no;
    int64_t dankai;
    const char *jotai, *hoyusha, *kara, *riyu_code, *riyu;
    int64_t kaisu;
    const char *hanashi_at; /* NULL unless the 符号 was set free and no other has come */
};

struct reply {
    struct list items;
    int64_t tsuzuki; /* 1: more follow the last item */
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "edaban", edaban),
    FIELD_TEXT(struct request, "jotai", jotai),
    FIELD_TEXT(struct request, "kaishiEdaban", kaishi_edaban),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};

static const struct field item[] = {
    FIELD_TEXT(struct item, "edaban", edaban),
    FIELD_TEXT(struct item, "yokyuNo", yokyu_no),
    FIELD_INT(struct item, "dankai", dankai),
    FIELD_TEXT(struct item, "jotai", jotai),
    FIELD_TEXT(struct item, "hoyusha", hoyusha),
    FIELD_TEXT(struct item, "kara", kara),
    FIELD_TEXT(struct item, "riyuCode", riyu_code),
    FIELD_TEXT(struct item, "riyu", riyu),
    FIELD_INT(struct item, "kaisu", kaisu),
    FIELD_TEXT(struct item, "hanashiAt", hanashi_at),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

/* The further pages of a list are the same look as its first. */
static enum status S_poll(struct call *c, const char *edaban, const char *kaishi)
{
    const struct progression *p = &c->policy->work[WORK_FUGO];
    struct fugo_yokyu *rows;
    size_t count;
    int64_t n = 0;
    if (p->how != PROGRESS_MANUAL || p->polls <= 0 || (!edaban && kaishi))
        return ST_OK;
    struct fugo_filter f = {.hokensha = c->caller->hokensha, .polls = p->polls};
    enum status st = unyo_fugo_poll(c->tx, f.hokensha, edaban);
    if (st == ST_OK && edaban) {
        st = unyo_fugo_status(c->tx, f.hokensha, edaban, c->arena, &rows, &count);
        if (st != ST_OK || !count)
            return st;
        f.yokyu = rows[0].yokyu;
    }
    if (st == ST_OK)
        st = fugo_shonin(c, &f, &n);
    return st == ST_OK && n ? call_settled(c) : st;
}

/* Who has the request now; one that failed is back with its sender. */
static const char *S_hoyusha(const struct fugo_yokyu *f)
{
    static const char *const at[] = {"運用支援環境", "運用支援環境", "中間サーバー",
                                     "運用支援環境（情報提供サーバー）", "住基ネット・情報提供NWS"};
    if (strcmp(f->jotai, FUGO_SHUTOKUZUMI) == 0)
        return at[FUGO_CHUKAN];
    return strcmp(f->jotai, FUGO_SHIPPAI) == 0 ? at[FUGO_UNYO] : at[f->dankai];
}

static struct item S_item(struct arena *a, const struct fugo_yokyu *f)
{
    const struct status_info *why = f->status_name ? status_info(message_status(f->status_name)) : NULL;
    struct item i = {
        .edaban = f->edaban,
        .yokyu_no = fugo_yokyu_no(a, f->yokyu),
        .dankai = f->dankai,
        .jotai = f->jotai,
        .hoyusha = S_hoyusha(f),
        .kara = clock_text_in(a, f->kara),
        .riyu_code = why ? why->code : NULL,
        .riyu = why ? why->text : NULL,
        .kaisu = f->kaisu,
        .hanashi_at = clock_text_in(a, f->hanashi_at),
    };
    if (why && f->riyu)
        i.riyu = arena_printf(a, "%s: %s", why->text, f->riyu);
    return i;
}

/* Why one that waits at 取りまとめ機関 is not sent on: the match with 住基ネット. */
static enum status S_matsu(struct call *c, const struct fugo_yokyu *f, struct item *i)
{
    if (strcmp(f->jotai, FUGO_SHORICHU) != 0 || f->dankai > FUGO_JOHO)
        return ST_OK;
    enum status st = juki_togo_free(c, c->caller->hokensha, f->edaban);
    if (st != ST_TOGO_TOMERU && st != ST_TOGO_MACHI)
        return st;
    i->riyu_code = status_info(st)->code;
    i->riyu = arena_printf(c->arena, "%s: %s", status_info(st)->text, c->diag->have);
    *c->diag = DIAG_INIT;
    return ST_OK;
}

static enum status S_one(struct call *c, const char *edaban, struct fugo_yokyu **ret, size_t *ret_n)
{
    struct kanyusha k;
    bool found = false;
    enum status st = unyo_fugo_status(c->tx, c->caller->hokensha, edaban, c->arena, ret, ret_n);
    if (st != ST_OK || *ret_n)
        return st;
    st = unyo_kanyusha_find(c->tx, c->caller->hokensha, edaban, c->arena, &k, &found);
    if (st != ST_OK || found)
        return st == ST_OK ? fugo_bango_nashi(c, edaban) : st;
    return diag_setf(c->diag, ST_FUGO_NONE, "被保険者枝番", "符号取得要求のある被保険者枝番",
                     "%s（登録のない枝番）", edaban);
}

/* One more than the page tells whether there is more. */
static enum status S_page(struct call *c, const struct request *r, struct fugo_yokyu **ret, size_t *ret_n,
                          int64_t *ret_tsuzuki)
{
    int64_t kensu = r->kensu >= 1 && r->kensu <= PAGE ? r->kensu : PAGE;
    struct fugo_page page = {.hokensha = c->caller->hokensha,
                             .jotai = r->jotai,
                             .after = r->kaishi_edaban ? r->kaishi_edaban : "",
                             .limit = kensu + 1};
    enum status st = unyo_fugo_status_page(c->tx, &page, c->arena, ret, ret_n);
    if (st != ST_OK)
        return st;
    *ret_tsuzuki = *ret_n > (size_t)kensu;
    *ret_n -= (size_t)*ret_tsuzuki;
    return ST_OK;
}

/* 枝番 that are given are judged; an absent one asks for all, or from the first. */
static enum status S_keys(struct call *c, struct request *r)
{
    enum status st = r->edaban ? online_key(c, "kanyushaToroku", "edaban", r->edaban, &r->edaban) : ST_OK;
    return st == ST_OK && r->kaishi_edaban
               ? online_key(c, "kanyushaToroku", "edaban", r->kaishi_edaban, &r->kaishi_edaban)
               : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    struct request r = *(const struct request *)req;
    struct reply *reply_to = rep;
    struct fugo_yokyu *rows = NULL;
    size_t n = 0;
    enum status st = S_keys(c, &r);
    if (st == ST_OK)
        st = S_poll(c, r.edaban, r.kaishi_edaban);
    if (st == ST_OK)
        st = r.edaban ? S_one(c, r.edaban, &rows, &n) : S_page(c, &r, &rows, &n, &reply_to->tsuzuki);
    if (st != ST_OK || !n)
        return st;
    struct item *items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; items && st == ST_OK && i < n; i++) {
        items[i] = S_item(c->arena, &rows[i]);
        st = S_matsu(c, &rows[i], &items[i]);
    }
    reply_to->items = (struct list){items, n};
    return st == ST_OK && arena_failed(c->arena) ? ST_LIMIT : st;
}

const struct op op_fugo_get_status = {
    .service = "fugo",
    .name = "getStatus",
    .db = DB_UNYO,
    .flags = OP_WRITE,
    .exempt = GOING_ASKED,
    .exempt_why = "a look changes nothing but the count of polls; the poll that approves waits",
    .sosa = SOSA_KANYUSHA_SANSHO,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
