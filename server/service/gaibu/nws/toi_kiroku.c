/* 情報提供等記録 of who asks from outside; see toi_kiroku.h. */
#include "service/gaibu/nws/toi_kiroku.h"

#include <string.h>

enum status toi_kiroku(struct tx *tx, const struct toi *t, const char *koto)
{
    const bool yokyu = strcmp(koto, KIROKU_YOKYU) == 0;
    struct kiroku k = {
        .hokensha = t->shokaisha,
        .tsuban = t->tsuban,
        .gawa = KIROKU_SHOKAI,
        .koto = koto,
        .edaban = t->id,
        .aite = t->hokensha,
        .jimu_code = t->jimu_code,
        .tetsuzuki = t->tetsuzuki,
        .code = t->code,
        .kekka_kubun = t->kekka_kubun,
        .kaito = t->kaito,
        .at = yokyu ? t->toi_at : t->kaito_at,
    };
    enum status st = kiroku_add(tx, &k);
    k.gawa = KIROKU_CHUKEI;
    return st == ST_OK ? kiroku_add(tx, &k) : st;
}
