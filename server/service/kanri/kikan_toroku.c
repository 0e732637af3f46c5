/* operator/kikan-toroku: 取りまとめ機関 lets a new insurer in (2.12.2): 医療保険者等定義, a 部署 and a first
 * ユーザー who may manage the rest, a 統合専用端末 with its certificate. {"hokensha":"…","mei":"…"}, and
 * "hojinBango", "encoding", "user" where they are to differ. What it does from there the order of 2.12.2
 * says. */
#include "base/pki_names.h"
#include <string.h>

#include "base/kojin_bango.h"
#include "file/charset/charset.h"
#include "file/layout/check.h"
#include "service/certify.h"
#include "service/kanri/kanri_bulk.h"
#include "service/messages.h"
#include "service/online.h"
#include "service/operator.h"
#include "store/kanri_nittei.h"
#include "store/kanri_shinsei.h"
#include "store/kanri_toroku.h"

#define BUSHO "B000"
#define ROLE "KANRI"
enum { MEI = 60 };

struct request {
    const char *hokensha, *mei;
    const char *hojin_bango, *encoding, *user; /* NULL: none; CP932; u001 */
};

struct reply {
    const char *hokensha, *busho, *user, *tanmatsu;
    const char *shomeisho; /* below the data folder; NULL: it is to be applied for */
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "hokensha", hokensha, FIELD_MUST),
    FIELD_TEXT_AS(struct request, "mei", mei, FIELD_MUST),
    FIELD_TEXT(struct request, "hojinBango", hojin_bango),
    FIELD_TEXT(struct request, "encoding", encoding),
    FIELD_TEXT(struct request, "user", user),
    FIELD_END,
};
static const struct field reply[] = {
    FIELD_TEXT(struct reply, "hokensha", hokensha),
    FIELD_TEXT(struct reply, "busho", busho),
    FIELD_TEXT_AS(struct reply, "user", user, FIELD_TAISHO),
    FIELD_TEXT_AS(struct reply, "tanmatsu", tanmatsu, FIELD_TAISHO),
    FIELD_TEXT(struct reply, "shomeisho", shomeisho),
    FIELD_END,
};

/* What everybody will be shown of it: one line, and no 個人番号 (DESIGN 2.1). */
static enum status S_text(struct call *c, const char *item, const char *text)
{
    uint32_t odd;
    const long n = char_class_len(CLASS_TEXT, str_of(text), &odd);
    if (n < 1 || n > MEI)
        return diag_setf(c->diag, ST_KANRI_ITEM, item, "制御文字・外字のない 1〜60 文字",
                         n < 0 ? "%ld文字目が使えません" : "%ld文字", n < 0 ? -n : n);
    char shown[4 * MEI + 64]; /* masked is what may be a 個人番号, also with a digit more or fewer */
    str_mask_row(shown, sizeof shown, str_of(text));
    return strcmp(shown, text) != 0
               ? diag_set(c->diag, ST_ROW_KOJIN_BANGO, item, "個人番号を含まない値", "12桁の番号")
               : ST_OK;
}

/* 13 digits; what could be a 個人番号 with one more comes in here as little as elsewhere. */
static enum status S_hojin(struct call *c, const char *bango)
{
    char digits[CHECK_DIGIT_WANT];
    if (!check_digit_ok(CHECK_HOJIN_BANGO, str_of(bango)))
        return diag_set(c->diag, ST_CONTROL, "hojinBango",
                        check_digit_want(CHECK_HOJIN_BANGO, str_of(bango), digits), bango);
    const bool secret = kojin_bango_inside((struct str){bango, 12}) || kojin_bango_inside(str_of(bango + 1));
    return secret ? diag_set(c->diag, ST_ROW_KOJIN_BANGO, "hojinBango",
                             "個人番号と読める 12 桁を含まない法人番号（省けます）", "12桁の番号")
                  : ST_OK;
}

/* As the insurer's own link file of users would have it: it is to change and remove this one, too. */
static enum status S_user(struct call *c, const struct kanri_hokensha *h, const char *user)
{
    const struct caller *was = c->caller, as = {.hokensha = h->hokensha, .encoding = h->encoding};
    const char *judged;
    c->caller = &as;
    enum status st = online_key(c, "userToroku", "user", user, &judged);
    c->caller = was;
    if (st == ST_OK && strcmp(judged, user) != 0)
        return diag_set(c->diag, ST_KANRI_ITEM, "user", judged, user);
    return st == ST_OK ? kanri_check_code(c, "user", user, "._@-", 32) : st;
}

static enum status S_check(struct call *c, const struct kanri_hokensha *h, const char *user)
{
    char digits[CHECK_DIGIT_WANT];
    if (!check_digit_ok(CHECK_HOKENSHA, str_of(h->hokensha)))
        return diag_set(c->diag, ST_CONTROL, "hokensha",
                        check_digit_want(CHECK_HOKENSHA, str_of(h->hokensha), digits), h->hokensha);
    enum status st = h->hojin_bango ? S_hojin(c, h->hojin_bango) : ST_OK;
    if (st == ST_OK && !charset_find(h->encoding))
        st = diag_set(c->diag, ST_CONTROL, "encoding", charset_names(), h->encoding);
    if (st == ST_OK)
        st = S_text(c, "mei", h->mei);
    return st == ST_OK ? S_user(c, h, user) : st;
}

/* Neither the insurer nor the name of its terminal is there. */
static enum status S_free(struct call *c, const char *hokensha, const char *tanmatsu)
{
    bool there = false, taken = false;
    enum status st = kanri_hokensha_exists(c->tx, hokensha, &there);
    if (st == ST_OK && there)
        return diag_set(c->diag, ST_HOKENSHA_EXISTS, "hokensha", "まだ登録のない保険者番号", hokensha);
    st = st == ST_OK ? kanri_client_exists(c->tx, tanmatsu, &taken) : st;
    return st == ST_OK && taken ? diag_set(c->diag, ST_HOKENSHA_EXISTS, "統合専用端末",
                                           "ほかの統合専用端末・接続システムにない名前", tanmatsu)
                                : st;
}

static enum status S_put(struct call *c, const struct kanri_hokensha *h, const struct reply *r)
{
    const struct kanri_shokuin first = {h->hokensha, r->user, r->busho, "管理者", ROLE, "有効"};
    const struct kanri_tanmatsu tanmatsu = {r->tanmatsu, h->hokensha, "統合専用端末", "有効"};
    const struct body_hokensha_toroku body = {h->hokensha, h->mei};
    enum status st = kanri_hokensha_add(c->tx, h);
    if (st == ST_OK)
        st = kanri_kanri_busho_add(c->tx, h->hokensha, r->busho, "システム管理");
    if (st == ST_OK)
        st = kanri_user_put(c->tx, &first);
    if (st == ST_OK)
        st = kanri_tanmatsu_add(c->tx, &tanmatsu);
    if (st == ST_OK)
        st = kanri_shinsei_hajime(c->tx, h->hokensha);
    if (st == ST_OK)
        st = kanri_kanryo_hajime(c->tx, h->hokensha);
    if (st == ST_OK)
        st = message_put(c, "hokenshaToroku", &body, c->now);
    return st == ST_OK ? certify(c, SHOMEISHO_TANMATSU, r->tanmatsu, h->hokensha) : st;
}

static enum status S_run(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    struct reply *out = rep;
    const struct kanri_hokensha h = {.hokensha = r->hokensha,
                                     .mei = r->mei,
                                     .hojin_bango = r->hojin_bango,
                                     .encoding = r->encoding ? r->encoding : "CP932",
                                     .junbi = true};
    *out = (struct reply){.hokensha = r->hokensha, .busho = BUSHO, .user = r->user ? r->user : "u001"};
    enum status st = S_check(c, &h, out->user);
    if (st != ST_OK)
        return st;
    out->tanmatsu = arena_printf(c->arena, "TT%sA", r->hokensha);
    if (c->policy->shomeisho_shinsei == SHOMEISHO_SHINSEI_OFF)
        out->shomeisho = arena_printf(c->arena, "pki/clients/%s.crt", out->tanmatsu);
    st = arena_failed(c->arena) ? ST_LIMIT : S_free(c, r->hokensha, out->tanmatsu);
    c->work_of = r->hokensha;
    c->masters = true;
    st = st == ST_OK ? S_put(c, &h, out) : st;
    if (st == ST_OK)
        c->concerns = (struct concerns){.action = "kikan-toroku", .hokensha = r->hokensha};
    return st;
}

const struct operator_action operator_kikan_toroku = {
    .name = "kikan-toroku",
    .db = DB_KANRI,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_run,
};
