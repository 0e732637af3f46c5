/* operator/nws-toi: another institution asks an insurer about a member, over 情報提供NWS (番号法 21条), which
 * refuses what the table of rights has not before the insurer hears of it.
 * {"shokaisha":"機関コード","teikyoHokensha":"…","jimuCode":"JM…","tokuteiKojinJohoCode":"TM…","kojinBango":"…"},
 * and "jimuTetsuzukiCode", "kijunYmd". Answers {"tsuban":"T00000000N0000001"}. */
#include "file/layout/check.h"
#include "service/gaibu/juki_subete.h"
#include "service/gaibu/nws/nws.h"
#include "service/gaibu/nws/toi_kiroku.h"
#include "service/haishin.h"
#include "service/kengen.h"
#include "service/messages.h"
#include "service/operator.h"
#include "store/gaibu_toi.h"

struct request {
    const char *shokaisha, *hokensha, *jimu_code, *tetsuzuki, *code, *kojin_bango, *kijun_ymd;
};

struct reply {
    const char *tsuban;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "shokaisha", shokaisha, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "teikyoHokensha", hokensha, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "jimuCode", jimu_code, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "jimuTetsuzukiCode", tetsuzuki, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "tokuteiKojinJohoCode", code, FIELD_TAISHO),
    FIELD_TEXT_AS(struct request, "kojinBango", kojin_bango, FIELD_KOJIN_BANGO),
    FIELD_TEXT(struct request, "kijunYmd", kijun_ymd),
    FIELD_END,
};
static const struct field reply[] = {FIELD_TEXT_AS(struct reply, "tsuban", tsuban, FIELD_TAISHO), FIELD_END};

/* What must be there, and its form. */
static enum status S_items(struct call *c, const struct request *r)
{
    const struct {
        const char *item, *value;
    } needed[] = {{"shokaisha", r->shokaisha},
                  {"teikyoHokensha", r->hokensha},
                  {"jimuCode", r->jimu_code},
                  {"tokuteiKojinJohoCode", r->code},
                  {"kojinBango", r->kojin_bango}};
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (!needed[i].value)
            return diag_set(c->diag, ST_CONTROL, needed[i].item, DIAG_VALUE, DIAG_EMPTY);
    const struct str ymd = str_of(r->kijun_ymd);
    char digits[CHECK_DIGIT_WANT];
    if (!check_digit_ok(CHECK_HOKENSHA, str_of(r->hokensha)))
        return diag_set(c->diag, ST_CONTROL, "teikyoHokensha",
                        check_digit_want(CHECK_HOKENSHA, str_of(r->hokensha), digits), r->hokensha);
    if (!check_digit_ok(CHECK_KOJIN_BANGO, str_of(r->kojin_bango)))
        return diag_setf(c->diag, ST_CONTROL, "kojinBango", "検査用数字の合う個人番号（数字 12桁）",
                         "%ld 文字", str_utf8_len(str_of(r->kojin_bango)));
    if (r->kijun_ymd && (ymd.n != 8 || str_date(ymd) == INT32_MIN))
        return diag_set(c->diag, ST_CONTROL, "kijunYmd", "実在する日付 YYYYMMDD", r->kijun_ymd);
    enum status st = kengen_code(c, "JM", "jimuCode", r->jimu_code);
    if (st == ST_OK && r->tetsuzuki)
        st = kengen_code(c, "JT", "jimuTetsuzukiCode", r->tetsuzuki);
    return st == ST_OK ? kengen_code(c, "TM", "tokuteiKojinJohoCode", r->code) : st;
}

/* Insurers of the 中間サーバー ask by themselves, with shokai.request. */
static enum status S_right(struct call *c, const struct request *r)
{
    struct kikan shokaisha, teikyosha;
    bool found = false;
    static const char *const items[TOI_CODES] = {"shokaisha", "jimuTetsuzukiCode", "tokuteiKojinJohoCode",
                                                 "jimuCode"};
    const char *const codes[TOI_CODES] = {r->shokaisha, r->tetsuzuki, r->code, r->jimu_code};
    enum status st = haishin_check(c, items, codes);
    if (st == ST_OK)
        st = kikan_get(c->tx, r->shokaisha, c->arena, &shokaisha, &found);
    if (st == ST_OK && (!found || shokaisha.hokensha))
        return diag_set(c->diag, ST_SHOKAI_KIKAN_NONE, "shokaisha",
                        "機関マスターにある、この中間サーバーの外の機関コード", r->shokaisha);
    if (st == ST_OK)
        st = kengen_hokensha(c, r->hokensha, &teikyosha);
    const struct kengen k = {&shokaisha, &teikyosha, r->jimu_code, r->tetsuzuki, r->code};
    return st == ST_OK ? kengen_check(c, &k) : st;
}

static enum status S_person(struct call *c, const struct request *r, char ret[NWS_ID])
{
    struct nws nws;
    const char *code = NULL;
    char derived[JUMINHYO_CODE];
    enum status st = toi_juminhyo_code(c->tx, r->kojin_bango, c->arena, &code);
    if (st == ST_OK && !code && juki_subete_code(c->policy, r->kojin_bango, derived))
        code = derived;
    nws_open(&nws, c->policy->seed);
    return st == ST_OK && (!code || !nws_id(&nws, code, ret))
               ? diag_set(c->diag, ST_JUKI_NONE, "kojinBango", "住基ネットにいる人の個人番号", NULL)
               : st;
}

static enum status S_send(struct call *c, const struct request *r, const char *id, const char **ret_tsuban)
{
    struct toi t = {.shokaisha = r->shokaisha,
                    .hokensha = r->hokensha,
                    .id = id,
                    .jimu_code = r->jimu_code,
                    .tetsuzuki = r->tetsuzuki,
                    .code = r->code,
                    .kijun_ymd = r->kijun_ymd,
                    .toi_at = c->now};
    enum status st = toi_next(c->tx, &t.bango);
    t.tsuban = nws_tsuban(c->arena, t.bango);
    if (st != ST_OK || !t.tsuban)
        return st != ST_OK ? st : ST_LIMIT;
    const struct body_gaibu_shokai b = {t.tsuban,    t.shokaisha, t.hokensha, id,
                                        t.jimu_code, t.tetsuzuki, t.code,     t.kijun_ymd};
    st = toi_add(c->tx, &t);
    *ret_tsuban = t.tsuban;
    if (st == ST_OK)
        st = toi_kiroku(c->tx, &t, KIROKU_YOKYU);
    return st == ST_OK ? message_put(c, "gaibuShokai", &b, c->now) : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    char id[NWS_ID];
    enum status st = S_items(c, r);
    if (st == ST_OK)
        st = S_right(c, r);
    if (st == ST_OK)
        st = S_person(c, r, id);
    return st == ST_OK ? S_send(c, r, id, &((struct reply *)rep)->tsuban) : st;
}

const struct operator_action operator_nws_toi = {
    .name = "nws-toi",
    .db = DB_GAIBU,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
