/* Message kikanShokai: 情報提供NWS brings a 情報照会 of an insurer to the institution that is asked, and its
 * answer back (番号法 21条, 22条), at once or when kikanKigen tells. Called by the courier (world). */
#include <string.h>

#include "service/gaibu/kikan/kikan_kaito.h"
#include "service/gaibu/nws/nws.h"
#include "service/gaibu/nws/nws_kiroku.h"
#include "service/kekka_kubun.h"
#include "service/messages.h"

/* [A] One that never answers is given up after nwsTimeoutS; one that is late takes half of that. */
static int64_t S_due(const struct call *c, const struct kikan_kaito *k)
{
    int64_t s = c->policy->nws_timeout_s;
    return c->now + (strcmp(k->kubun, KEKKA_JIKANGIRE) == 0 ? s : k->osoi ? s / 2 : 0);
}

static enum status S_later(struct call *c, const struct body_kikan_shokai *b, const struct kikan_kaito *k,
                           int64_t due)
{
    const struct body_kikan_kigen kigen = {b->tsuban, b->shokaisha, b->teikyosha, k->kubun, k->rows};
    return message_put(c, "kikanKigen", &kigen, due);
}

static enum status S_now(struct call *c, const struct nws_ken *n, const struct kikan_kaito *k)
{
    const struct body_kikan_kaito kaito = {n->tsuban, k->kubun, k->rows};
    enum status st = nws_kiroku_kaito(c, n, k->kubun, k->rows);
    return st == ST_OK ? message_put(c, "kikanKaito", &kaito, c->now) : st;
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_kikan_shokai *b = body;
    char code[JUMINHYO_CODE];
    struct nws nws;
    struct kikan_kaito k;
    struct nws_ken ken;
    nws_open(&nws, c->policy->seed);
    const struct kikan_toi toi = {.kikan = b->teikyosha,
                                  .shokaisha = b->shokaisha,
                                  .code = b->code,
                                  .juminhyo_code = nws_resident(&nws, b->id, code) ? code : NULL,
                                  .kijun_ymd = b->kijun_ymd};
    enum status st = kikan_kaito_make(c, &toi, &k);
    if (st == ST_OK)
        st = nws_ken(c, b->tsuban, b->shokaisha, b->teikyosha, &ken);
    if (st == ST_OK)
        st = nws_kiroku_yokyu(c, &ken, b, strcmp(k.kubun, KEKKA_HEIKYOKU) != 0);
    if (st != ST_OK)
        return st;
    const int64_t due = S_due(c, &k);
    return due > c->now ? S_later(c, b, &k, due) : S_now(c, &ken, &k);
}

const struct message message_kikan_shokai = {
    .kind = "kikanShokai",
    .from = DB_CHUKAN,
    .to = DB_GAIBU,
    MESSAGE_BODY(kikan_shokai),
    .apply = S_apply,
};
