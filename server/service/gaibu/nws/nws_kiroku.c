/* Both records; see nws_kiroku.h. */
#include "service/gaibu/nws/nws_kiroku.h"

#include <string.h>

#include "service/kekka_kubun.h"
#include "store/kengen.h"
#include "store/kiroku.h"

enum status nws_ken(struct call *c, const char *tsuban, const char *hokensha, const char *teikyosha,
                    struct nws_ken *ret)
{
    struct kikan k;
    bool found = false;
    enum status st = kikan_of_hokensha(c->tx, hokensha, c->arena, &k, &found);
    *ret = (struct nws_ken){tsuban, st == ST_OK && found ? k.code : hokensha, teikyosha};
    return st;
}

/* What NWS keeps of it, but for what koto alone has. */
static struct kiroku S_chukei(const struct call *c, const struct nws_ken *n, const char *koto)
{
    return (struct kiroku){.hokensha = n->shokaisha,
                           .tsuban = n->tsuban,
                           .gawa = KIROKU_CHUKEI,
                           .koto = koto,
                           .aite = n->teikyosha,
                           .at = c->now};
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

enum status nws_kiroku_yokyu(struct call *c, const struct nws_ken *n, const struct body_kikan_shokai *b,
                             bool kikan)
{
    struct kiroku k = S_chukei(c, n, KIROKU_YOKYU);
    k.edaban = b->id;
    k.jimu_code = b->jimu_code;
    k.tetsuzuki = b->tetsuzuki;
    k.code = b->code;
    return S_add(c, &k, kikan);
}

/* The answer is of NWS itself: the institution is closed, or has never answered. */
static bool S_by_nws(const char *kekka_kubun)
{
    return strcmp(kekka_kubun, KEKKA_HEIKYOKU) == 0 || strcmp(kekka_kubun, KEKKA_JIKANGIRE) == 0;
}

enum status nws_kiroku_kaito(struct call *c, const struct nws_ken *n, const char *kekka_kubun,
                             const char *kaito)
{
    struct kiroku k = S_chukei(c, n, KIROKU_KAITO);
    k.kekka_kubun = kekka_kubun;
    k.kaito = kaito;
    return S_add(c, &k, !S_by_nws(kekka_kubun));
}

enum status nws_kiroku_torikeshi(struct call *c, const struct nws_ken *n)
{
    const struct kiroku k = S_chukei(c, n, KIROKU_TORIKESHI);
    return S_add(c, &k, true);
}

enum status nws_kiroku_machi(struct call *c, const struct nws_ken *n, bool *ret)
{
    const struct kiroku k = S_chukei(c, n, KIROKU_YOKYU);
    return kiroku_machi(c->tx, &k, ret);
}
