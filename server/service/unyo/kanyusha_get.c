/* kanyusha.get: 加入者情報 of one 枝番, without the 個人番号 (2.12). */
#include "base/clock.h"
#include "service/online.h"
#include "service/unyo/kanyusha_apply.h"

struct reply {
    struct kanyusha k;
    const char *koshin_at;
};

static const struct field request[] = {
    FIELD_TEXT(struct kanyusha_irai, "edaban", edaban),
    FIELD_END,
};

/* Never a field for kojin_bango: what the base system has given does not come back. */
static const struct field kanyusha[] = {
    FIELD_TEXT(struct reply, "edaban", k.edaban),
    FIELD_TEXT(struct reply, "kigo", k.kigo),
    FIELD_TEXT(struct reply, "bango", k.bango),
    FIELD_CODE(struct reply, "honninKazoku", k.honnin_kazoku, "kanyushaToroku"),
    FIELD_TEXT(struct reply, "shimei", k.shimei),
    FIELD_TEXT(struct reply, "shimeiKana", k.shimei_kana),
    FIELD_CODE(struct reply, "seibetsu", k.seibetsu, "kanyushaToroku"),
    FIELD_TEXT(struct reply, "seinengappi", k.seinengappi),
    FIELD_TEXT(struct reply, "jusho", k.jusho),
    FIELD_TEXT(struct reply, "shutokuYmd", k.shutoku_ymd),
    FIELD_TEXT(struct reply, "ninteiYmd", k.nintei_ymd),
    FIELD_TEXT(struct reply, "soshitsuYmd", k.soshitsu_ymd),
    FIELD_TEXT(struct reply, "jotai", k.jotai),
    FIELD_TEXT(struct reply, "koshinAt", koshin_at),
    FIELD_END,
};

static const struct field reply[] = {
    {"kanyusha", F_GROUP, 0, 0, kanyusha, 0, NULL},
    FIELD_END,
};

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct kanyusha_irai *irai = req;
    struct reply *r = rep;
    char text[CLOCK_TEXT];
    const char *edaban;
    enum status st = online_key(c, "kanyushaToroku", "edaban", irai->edaban, &edaban);
    if (st == ST_OK)
        st = kanyusha_require(c, edaban, &r->k);
    if (st != ST_OK)
        return st;
    clock_text(r->k.koshin_at, text);
    r->koshin_at = arena_strdup(c->arena, text);
    return r->koshin_at ? ST_OK : ST_LIMIT;
}

const struct op op_kanyusha_get = {
    .service = "kanyusha",
    .name = "get",
    .db = DB_UNYO,
    .exempt = GOING_MESSAGES,
    .exempt_why =
        "no message changes 資格履歴, nor 加入者情報 but for a 喪失 whose day the clock tells itself",
    .sosa = SOSA_KANYUSHA_SANSHO,
    .request = request,
    .request_size = sizeof(struct kanyusha_irai),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
