/* shokai.request: asks another 医療保険者 about a person of one's own (1.7.1 ②). Answered later:
 * shokai.getResult. Called by soap/dispatch. */
#include "base/clock.h"
#include "base/kojin_bango.h"
#include "service/op.h"
#include "service/sim/policy.h"
#include "store/chukan_counter.h"
#include "store/chukan_fugo.h"
#include "store/chukan_shokai.h"
#include "store/outbox.h"

struct request_request {
    const char *edaban, *teikyo_hokensha, *jimu_code, *code, *kijun_ymd;
};
struct request_reply {
    const char *shokai_bango;
};

static const struct field request[] = {
    FIELD_TEXT(struct request_request, "edaban", edaban),
    FIELD_TEXT(struct request_request, "teikyoHokensha", teikyo_hokensha),
    FIELD_TEXT(struct request_request, "jimuCode", jimu_code),
    FIELD_TEXT(struct request_request, "tokuteiKojinJohoCode", code),
    FIELD_TEXT(struct request_request, "kijunYmd", kijun_ymd),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct request_reply, "shokaiBango", shokai_bango),
    FIELD_END,
};

/* "JM" and 14 digits. Twelve of them may not be a 個人番号 in disguise; real codes have small numbers with
 * many zeros before, which the check digit rule would take for one by chance. */
static bool S_jimu_code(const char *code)
{
    struct str s = str_of(code);
    if (s.n != 16 || memcmp(s.p, "JM", 2) != 0 || !str_all_digits((struct str){s.p + 2, 14}))
        return false;
    return memcmp(s.p + 2, "000000", 6) == 0 || !kojin_bango_inside(s);
}

static enum status S_items(struct call *c, const struct request_request *r)
{
    if (!S_jimu_code(r->jimu_code))
        return diag_set(c->diag, ST_SHOKAI_ITEM, "事務コード", "JM と14桁の数字", r->jimu_code);
    struct str ymd = str_of(r->kijun_ymd);
    if (ymd.n && (ymd.n != 8 || str_date(ymd) == INT32_MIN))
        return diag_set(c->diag, ST_SHOKAI_ITEM, "照会基準日", "実在する日付 YYYYMMDD", r->kijun_ymd);
    return ST_OK;
}

/* The person must be one's own, with a 符号: without it nobody can be found at the other side. */
static enum status S_person(struct call *c, const struct request_request *r)
{
    struct chukan_hito hito;
    enum status st = chukan_hito(c->tx, c->caller->hokensha, r->edaban, &hito);
    if (st != ST_OK)
        return st;
    if (!hito.known)
        return diag_set(c->diag, ST_EDABAN_UNKNOWN, "被保険者枝番", "自機関に払い出された被保険者枝番",
                        r->edaban);
    if (hito.ido == CHUKAN_TORIKESHI)
        return diag_set(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                        r->edaban);
    return hito.has_fugo ? ST_OK
                         : diag_set(c->diag, ST_SHOKAI_NO_FUGO, "被保険者枝番",
                                    "機関別符号を取得済みの加入者", r->edaban);
}

static enum status S_provider(struct call *c, const struct request_request *r)
{
    if (strcmp(r->teikyo_hokensha, c->caller->hokensha) == 0)
        return diag_set(c->diag, ST_SHOKAI_SELF, "照会先保険者番号", "自機関以外の保険者番号",
                        r->teikyo_hokensha);
    bool found = false;
    enum status st = chukan_hokensha_find(c->tx, r->teikyo_hokensha, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_SHOKAI_TEIKYO_NONE, "照会先保険者番号",
                        "この中間サーバーを使う医療保険者", r->teikyo_hokensha);
    const char *shubetsu = NULL;
    if (st == ST_OK)
        st = chukan_tokutei_find(c->tx, r->code, c->arena, &shubetsu);
    if (st == ST_OK && !shubetsu)
        return diag_set(c->diag, ST_SHOKAI_KIND, "特定個人情報名コード", "医療保険者に照会できるコード",
                        r->code);
    return st;
}

/* "S170508N0000001" */
static enum status S_bango(struct call *c, const char **ret)
{
    int64_t n = 0;
    char day[9];
    enum status st = chukan_count_up(c->tx, "shokai", &n);
    if (st != ST_OK)
        return st;
    str_from_date(clock_date(c->now), day);
    *ret = arena_printf(c->arena, "S%sN%07lld", day + 2, (long long)n);
    return *ret ? ST_OK : ST_LIMIT;
}

/* A manual one waits for an operator or for polls: no message. */
static enum status S_send(struct call *c, const char *bango)
{
    const struct progression *p = &c->policy->work[WORK_SHOKAI];
    if (p->how == PROGRESS_MANUAL)
        return ST_OK;
    const char *json = arena_printf(c->arena, "{\"shokaiBango\":\"%s\"}", bango);
    if (!json)
        return ST_LIMIT;
    return outbox_put(c->tx, "shokaiKaito", json, p->how == PROGRESS_TIME ? c->now + p->seconds : c->now);
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request_request *r = req;
    struct chukan_shokai s = {
        .hokensha = c->caller->hokensha,
        .edaban = r->edaban,
        .teikyo_hokensha = r->teikyo_hokensha,
        .jimu_code = r->jimu_code,
        .code = r->code,
        .kijun_ymd = r->kijun_ymd && *r->kijun_ymd ? r->kijun_ymd : NULL,
        .busho = c->caller->busho,
        .user = c->caller->user,
        .yokyu_at = c->now,
    };
    enum status st = S_items(c, r);
    if (st == ST_OK)
        st = S_person(c, r);
    if (st == ST_OK)
        st = S_provider(c, r);
    if (st == ST_OK)
        st = S_bango(c, &s.bango);
    if (st == ST_OK)
        st = chukan_shokai_add(c->tx, &s);
    if (st == ST_OK)
        st = S_send(c, s.bango);
    if (st != ST_OK)
        return st;
    ((struct request_reply *)rep)->shokai_bango = s.bango;
    return ST_ACCEPTED;
}

const struct op op_shokai_request = {
    .service = "shokai",
    .name = "request",
    .db = DB_CHUKAN,
    .flags = OP_WRITE | OP_SETTLED,
    .role = ROLE_SHOKAI,
    .request = request,
    .request_size = sizeof(struct request_request),
    .reply = reply,
    .reply_size = sizeof(struct request_reply),
    .run = S_run,
};
