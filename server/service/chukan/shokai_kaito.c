/* Message shokaiKaito: the 中間サーバー answers a 情報照会 for the provider, when it falls
 * due; and the operator's shokai-answer, which does it at once: {}: for all, {"uketsukeBango":"U…"}: for
 * those of a link file, {"shokaiBango":"S…"}: for one. Answers {"answered":N}. Called by the courier and the
 * control API (world). */
#include <string.h>

#include "service/chukan/kaito.h"
#include "service/chukan/shokai_saisoku.h"
#include "service/messages.h"
#include "service/operator.h"
#include "store/torikomi.h"

static enum status S_find(struct call *c, const char *bango, struct chukan_shokai *ret, bool *ret_found)
{
    *ret_found = false;
    enum status st = bango ? chukan_shokai_get(c->tx, bango, c->arena, ret, ret_found) : ST_OK;
    if (st == ST_OK && !*ret_found)
        diag_set(c->diag, ST_SHOKAI_NONE, "shokaiBango", "情報照会の番号", bango);
    return st;
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_shokai_kaito *b = body;
    struct chukan_shokai s;
    bool found;
    enum status st = S_find(c, b->shokai_bango, &s, &found);
    return st == ST_OK && !found ? ST_INTERNAL : st == ST_OK ? kaito_make(c, &s) : st;
}

static const char *S_asks(struct call *c, const void *body)
{
    const struct body_shokai_kaito *b = body;
    struct chukan_shokai s;
    bool found;
    if (S_find(c, b->shokai_bango, &s, &found) != ST_OK || !found)
        return "";
    return s.teikyo_hokensha && s.uketsuke ? ""
                                           : s.teikyo_hokensha; /* of another institution: of no insurer */
}

const struct message message_shokai_kaito = {
    .kind = "shokaiKaito",
    .from = DB_CHUKAN,
    .to = DB_CHUKAN,
    MESSAGE_BODY(shokai_kaito),
    .asks = S_asks,
    .apply = S_apply,
};

struct request {
    const char *shokai_bango, *uketsuke_bango;
};

struct reply {
    int64_t answered;
};

static const struct field request[] = {
    FIELD_TEXT_AS(struct request, "shokaiBango", shokai_bango, FIELD_TAISHO),
    FIELD_TEXT(struct request, "uketsukeBango", uketsuke_bango), FIELD_END};
static const struct field reply[] = {FIELD_INT(struct reply, "answered", answered), FIELD_END};

/* Those of a link file: *ret_n of them wait. */
static enum status S_file(struct call *c, const char *uketsuke, int64_t *ret_n)
{
    struct torikomi t;
    bool found;
    enum status st = torikomi_get(c->tx, uketsuke, c->arena, &t, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_UKETSUKE_NONE, "uketsukeBango", "情報照会要求の受付番号", uketsuke);
    if (st == ST_OK)
        st = chukan_shokai_machi_su(c->tx, uketsuke, ret_n);
    return st == ST_OK ? shokai_saisoku(c, uketsuke) : st;
}

static enum status S_one(struct call *c, const char *bango, int64_t *ret_n)
{
    struct chukan_shokai s;
    bool found;
    enum status st = S_find(c, bango, &s, &found);
    if (st == ST_OK && !found)
        return ST_SHOKAI_NONE;
    bool waiting = st == ST_OK && strcmp(s.jotai, SHOKAI_SHORICHU) == 0 && !s.okuri;
    if (waiting)
        st = kaito_make(c, &s);
    *ret_n = waiting;
    return st;
}

/* Those of no link file, by a message each. */
static enum status S_singles(struct call *c, int64_t *ret_n)
{
    const char *bango = "";
    enum status st = ST_OK;
    while (st == ST_OK && (st = chukan_shokai_machi_next(c->tx, bango, c->arena, &bango)) == ST_OK && bango) {
        st = message_put(c, "shokaiKaito", &(struct body_shokai_kaito){bango}, c->now);
        ++*ret_n;
    }
    return st;
}

static enum status S_all(struct call *c, int64_t *ret_n)
{
    const char *uketsuke = "";
    enum status st = S_singles(c, ret_n);
    while (st == ST_OK && (st = chukan_shokai_machi_file(c->tx, uketsuke, c->arena, &uketsuke)) == ST_OK &&
           uketsuke) {
        int64_t n = 0;
        st = S_file(c, uketsuke, &n);
        *ret_n += n;
    }
    return st;
}

static enum status S_operator(struct call *c, const void *req, void *rep)
{
    const struct request *r = req;
    int64_t *n = &((struct reply *)rep)->answered;
    if (!r->uketsuke_bango && !r->shokai_bango)
        return S_all(c, n);
    return r->uketsuke_bango ? S_file(c, r->uketsuke_bango, n) : S_one(c, r->shokai_bango, n);
}

const struct operator_action operator_shokai_answer = {
    .name = "shokai-answer",
    .db = DB_CHUKAN,
    .request = request,
    .request_size = sizeof(struct request),
    .reply = reply,
    .reply_size = sizeof(struct reply),
    .run = S_operator,
};
