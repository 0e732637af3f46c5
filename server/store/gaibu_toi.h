/* Table toi of gaibu.db: what other institutions ask insurers over 情報提供NWS, and the answers. Called by
 * service/gaibu/nws. */
#ifndef STORE_GAIBU_TOI_H
#define STORE_GAIBU_TOI_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

struct toi {
    int64_t bango;                                        /* counted from 1; the 処理通番 is made of it */
    const char *tsuban;                                   /* 処理通番 */
    const char *shokaisha;                                /* 機関コード */
    const char *hokensha;                                 /* who is asked */
    const char *id;                                       /* the person, as NWS knows them */
    const char *jimu_code, *tetsuzuki, *code, *kijun_ymd; /* tetsuzuki, kijun_ymd NULL: not said */
    int64_t toi_at;
    const char *kekka_kubun, *kaito; /* NULL: not answered yet */
    int64_t kaito_at;                /* INT64_MIN likewise */
};

/* The 住民票コード of who has the 個人番号, in a; NULL: nobody. */
enum status toi_juminhyo_code(struct tx *tx, const char *kojin_bango, struct arena *a, const char **ret);
/* The next bango. */
enum status toi_next(struct tx *tx, int64_t *ret);
enum status toi_add(struct tx *tx, const struct toi *t);
/* kekka_kubun, kaito, kaito_at of the one with that bango. */
enum status toi_answer(struct tx *tx, const struct toi *t);
/* Texts in a. */
enum status toi_get(struct tx *tx, const char *tsuban, struct arena *a, struct toi *ret, bool *ret_found);
/* By bango, those above one. hokensha NULL: of all. Array and texts in a, `bytes` and one more at most:
 * *ret_more, others follow within the limit. */
enum status toi_list(struct tx *tx, const char *hokensha, int64_t above, int64_t limit, size_t bytes,
                     struct arena *a, struct toi **ret, size_t *ret_n, bool *ret_more);
#endif
