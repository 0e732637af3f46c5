/* Message gaibuShokai: 情報提供NWS brings what another institution asks of an insurer of this 中間サーバー
 * (番号法 21条, 22条), the person under its id. It is decided at once. Called by the courier (world). */
#include "service/chukan/fugo.h"
#include "service/chukan/teikyo.h"
#include "service/kekka_kubun.h"
#include "service/messages.h"

/* An insurer that uses this 中間サーバー receives it. */
static enum status S_receive(struct call *c, const struct body_gaibu_shokai *b, struct teikyo *ret)
{
    char fugo[FUGO_TEXT];
    struct fugo f;
    *ret = (struct teikyo){.hokensha = b->hokensha,
                           .tsuban = b->tsuban,
                           .shokaisha = b->shokaisha,
                           .jimu_code = b->jimu_code,
                           .tetsuzuki = b->tetsuzuki,
                           .code = b->code,
                           .kijun_ymd = b->kijun_ymd};
    fugo_open(&f, c->policy);
    if (!fugo_of_id(&f, b->id, fugo))
        return diag_set(c->diag, ST_INTERNAL, "id", "情報提供NWSのID", b->id);
    return teikyo_uketsuke(c, ret, fugo);
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_gaibu_shokai *b = body;
    struct teikyo t;
    bool found = false;
    enum status st = chukan_hokensha_find(c->tx, b->hokensha, &found);
    if (st == ST_OK && !found) /* nobody here knows the person, either */
        return message_put(c, "gaibuKaito", &(struct body_gaibu_kaito){b->tsuban, KEKKA_NASHI, "[]"}, c->now);
    if (st == ST_OK)
        st = S_receive(c, b, &t);
    if (st != ST_OK)
        return st;
    c->concerns = (struct concerns){.action = "teikyo-uketsuke", .hokensha = t.hokensha, .edaban = t.edaban};
    return teikyo_kimeru(c, &t);
}

static const char *S_asks(struct call *c, const void *body)
{
    (void)c;
    return ((const struct body_gaibu_shokai *)body)->hokensha;
}

const struct message message_gaibu_shokai = {
    .kind = "gaibuShokai",
    .from = DB_GAIBU,
    .to = DB_CHUKAN,
    MESSAGE_BODY(gaibu_shokai),
    .asks = S_asks,
    .apply = S_apply,
};
