/* oshirase.list: お知らせ一覧, what the institutions have to tell an insurer of its own members: 資格重複
 * with another insurer, from when it was found to when it was over. A page at a time, in the order of the
 * 枝番. */
#include <string.h>

#include "base/clock.h"
#include "service/online.h"
#include "store/unyo_chofuku.h"

#define CHOFUKU_CHU "重複中" /* also in oshirase.xsd */
#define CHOFUKU_KAISHO "解消"

enum { PAGE = 10000 }; /* [A] 枝番 in one reply at most; also in oshirase.xsd */

struct request {
    const char *jotai;         /* only these; NULL: any */
    const char *kaishi_edaban; /* only those after it; NULL: from the first */
    int64_t kensu;             /* 枝番 at most; absent: PAGE */
};

struct item {
    const char *shubetsu, *jotai;
    struct chofuku c;
    const char *hakken_at, *kaisho_at, *bun;
};

struct reply {
    struct list items;
    int64_t tsuzuki; /* 1: more follow the last item */
};

static const struct field request[] = {
    FIELD_TEXT(struct request, "jotai", jotai),
    FIELD_TEXT(struct request, "kaishiEdaban", kaishi_edaban),
    FIELD_INT(struct request, "kensu", kensu),
    FIELD_END,
};

static const struct field item[] = {
    FIELD_TEXT(struct item, "shubetsu", shubetsu),
    FIELD_TEXT(struct item, "jotai", jotai),
    FIELD_TEXT(struct item, "edaban", c.edaban),
    FIELD_TEXT(struct item, "shutokuYmd", c.shutoku_ymd),
    FIELD_TEXT(struct item, "soshitsuYmd", c.soshitsu_ymd),
    FIELD_TEXT(struct item, "aiteHokensha", c.aite_hokensha),
    FIELD_TEXT(struct item, "aiteShutokuYmd", c.aite_shutoku_ymd),
    FIELD_TEXT(struct item, "aiteSoshitsuYmd", c.aite_soshitsu_ymd),
    FIELD_TEXT(struct item, "chofukuYmd", c.kara_ymd),
    FIELD_TEXT(struct item, "hakkenAt", hakken_at),
    FIELD_TEXT(struct item, "kaishoAt", kaisho_at),
    FIELD_TEXT(struct item, "bun", bun),
    FIELD_END,
};

static const struct field reply[] = {
    FIELD_LIST(struct reply, "item", items, struct item, item),
    FIELD_INT(struct reply, "tsuzuki", tsuzuki),
    FIELD_END,
};

static const char *S_at(struct arena *a, int64_t t)
{
    char text[CLOCK_TEXT];
    if (t == INT64_MIN)
        return NULL;
    clock_text(t, text);
    return arena_strdup(a, text);
}

static struct item S_item(struct arena *a, const struct chofuku *c)
{
    bool over = c->kaisho_at != INT64_MIN;
    return (struct item){
        .shubetsu = "資格重複",
        .jotai = over ? CHOFUKU_KAISHO : CHOFUKU_CHU,
        .c = *c,
        .hakken_at = S_at(a, c->hakken_at),
        .kaisho_at = S_at(a, c->kaisho_at),
        .bun = arena_printf(a, "被保険者枝番 %s の資格は、保険者 %s の資格と %s から重複して%s", c->edaban,
                            c->aite_hokensha, c->kara_ymd, over ? "いましたが、解消しました" : "います"),
    };
}

/* Cuts off what belongs to the 枝番 beyond the page; whether there was any. */
static bool S_cut(const struct chofuku *rows, size_t *n, int64_t kensu)
{
    int64_t edaban = 0;
    for (size_t i = 0; i < *n; i++) {
        edaban += i == 0 || strcmp(rows[i].edaban, rows[i - 1].edaban) != 0;
        if (edaban > kensu) {
            *n = i;
            return true;
        }
    }
    return false;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *ret = rep;
    struct chofuku *rows;
    size_t n;
    int64_t kensu = r->kensu >= 1 && r->kensu <= PAGE ? r->kensu : PAGE;
    const char *after = "";
    enum status st =
        r->kaishi_edaban ? online_key(c, "kanyushaToroku", "edaban", r->kaishi_edaban, &after) : ST_OK;
    if (st != ST_OK)
        return st;
    struct chofuku_page page = {
        .hokensha = c->caller->hokensha,
        .overlaps = r->jotai && *r->jotai ? strcmp(r->jotai, CHOFUKU_CHU) == 0 : INT64_MIN,
        .after = after,
        .limit = kensu + 1, /* one more tells whether there is more */
    };
    st = unyo_chofuku_list(c->tx, &page, c->arena, &rows, &n);
    if (st != ST_OK || !n)
        return st;
    ret->tsuzuki = S_cut(rows, &n, kensu);
    struct item *items = arena_array(c->arena, n, sizeof *items);
    for (size_t i = 0; items && i < n; i++)
        items[i] = S_item(c->arena, &rows[i]);
    ret->items = (struct list){items, n};
    return arena_failed(c->arena) ? ST_LIMIT : ST_OK;
}

/* 資格重複 is found between two insurers. */
static const char *S_others(const struct policy *p, const void *req)
{
    (void)p;
    (void)req;
    return "";
}

const struct op op_oshirase_list = {
    .service = "oshirase",
    .name = "list",
    .db = DB_UNYO,
    .others = S_others,
    .role = ROLE_ANY,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
