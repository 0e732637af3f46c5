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

static enum status S_acts(struct call *c, struct kiroku k, const struct kikan_kaito *a, bool answered,
                          int64_t at)
{
    k.koto = KIROKU_YOKYU;
    k.at = c->now;
    enum status st = kiroku_add(c->tx, &k);
    if (st != ST_OK || !answered)
        return st;
    k.koto = KIROKU_KAITO;
    k.at = at;
    k.kekka_kubun = a->kubun;
    k.kaito = a->rows;
    return kiroku_add(c->tx, &k);
}

enum status nws_kiroku(struct call *c, const struct body_kikan_shokai *b, const struct kikan_kaito *k,
                       int64_t at)
{
    struct kiroku r = {.tsuban = b->tsuban,
                       .gawa = KIROKU_CHUKEI,
                       .edaban = b->id,
                       .aite = b->teikyosha,
                       .jimu_code = b->jimu_code,
                       .tetsuzuki = b->tetsuzuki,
                       .code = b->code};
    enum status st = S_shokaisha(c, b->shokaisha, &r.hokensha);
    if (st == ST_OK)
        st = S_acts(c, r, k, true, at);
    if (st != ST_OK || strcmp(k->kubun, KEKKA_HEIKYOKU) == 0)
        return st;
    r.gawa = KIROKU_TEIKYO;
    r.aite = r.hokensha;
    r.hokensha = b->teikyosha;
    return S_acts(c, r, k, strcmp(k->kubun, KEKKA_JIKANGIRE) != 0, at);
}
