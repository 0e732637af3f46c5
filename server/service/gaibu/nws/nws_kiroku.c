/* Both records; see nws_kiroku.h. */
#include "service/gaibu/nws/nws_kiroku.h"

#include <string.h>

#include "service/kekka_kubun.h"
#include "store/kengen.h"
#include "store/kiroku.h"

/* Who asks, by 機関コード; by 保険者番号 when the fixture has none of it. */
static enum status S_shokaisha(struct call *c, const char *hokensha, const char **ret)
{
    struct kikan k;
    bool found = false;
    enum status st = kikan_of_hokensha(c->tx, hokensha, c->arena, &k, &found);
    *ret = st == ST_OK && found ? k.code : hokensha;
    return st;
}

/* What NWS keeps of it, but for what koto alone has. */
static enum status S_chukei(struct call *c, const struct nws_toi *t, const char *koto, struct kiroku *ret)
{
    *ret = (struct kiroku){
        .tsuban = t->tsuban, .gawa = KIROKU_CHUKEI, .koto = koto, .aite = t->teikyosha, .at = c->now};
    return S_shokaisha(c, t->shokaisha, &ret->hokensha);
}

/* kikan: the institution has a record of it, too. */
static enum status S_add(struct call *c, const struct kiroku *chukei, bool kikan)
{
    struct kiroku k = *chukei;
    enum status st = kiroku_add(c->tx, &k);
    k.gawa = KIROKU_TEIKYO;
    k.hokensha = chukei->aite;
    k.aite = chukei->hokensha;
    return st == ST_OK && kikan ? kiroku_add(c->tx, &k) : st;
}

enum status nws_kiroku_yokyu(struct call *c, const struct body_kikan_shokai *b, bool kikan)
{
    const struct nws_toi toi = {b->tsuban, b->shokaisha, b->teikyosha};
    struct kiroku k;
    enum status st = S_chukei(c, &toi, KIROKU_YOKYU, &k);
    k.edaban = b->id;
    k.jimu_code = b->jimu_code;
    k.tetsuzuki = b->tetsuzuki;
    k.code = b->code;
    return st == ST_OK ? S_add(c, &k, kikan) : st;
}

/* The answer is of NWS itself: the institution is closed, or has never answered. */
static bool S_by_nws(const char *kekka_kubun)
{
    return strcmp(kekka_kubun, KEKKA_HEIKYOKU) == 0 || strcmp(kekka_kubun, KEKKA_JIKANGIRE) == 0;
}

enum status nws_kiroku_kaito(struct call *c, const struct nws_toi *t, const char *kekka_kubun,
                             const char *kaito)
{
    struct kiroku k;
    enum status st = S_chukei(c, t, KIROKU_KAITO, &k);
    k.kekka_kubun = kekka_kubun;
    k.kaito = kaito;
    return st == ST_OK ? S_add(c, &k, !S_by_nws(kekka_kubun)) : st;
}

enum status nws_kiroku_torikeshi(struct call *c, const struct nws_toi *t)
{
    struct kiroku k;
    enum status st = S_chukei(c, t, KIROKU_TORIKESHI, &k);
    return st == ST_OK ? S_add(c, &k, true) : st;
}

enum status nws_kiroku_machi(struct call *c, const struct nws_toi *t, bool *ret)
{
    struct kiroku k;
    enum status st = S_chukei(c, t, KIROKU_YOKYU, &k);
    return st == ST_OK ? kiroku_machi(c->tx, &k, ret) : st;
}
