/* 副本 (2.13): one row a (保険者, 枝番, 種別, 鍵); its items are JSON text {"column":"value",…}. 副本番号 are
 * numbers here and get their "P" in service/chukan, which calls this. */
#ifndef STORE_CHUKAN_FUKUHON_H
#define STORE_CHUKAN_FUKUHON_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

struct chukan_fukuhon {
    int64_t bango;
    const char *hokensha, *edaban, *shubetsu;
    const char *kagi;   /* the key, by its layout: the first day as a rule */
    const char *kara;   /* first day, YYYYMMDD; NULL: kagi is */
    const char *owari;  /* last day; NULL: open */
    const char *kisoku; /* what else rules must know of it: service/chukan/fukuhon_kikan.c; NULL: nothing */
    const char *komoku;
    int64_t han, toroku_at, koshin_at;
    const char *uketsuke; /* 受付番号 of the file; NULL: online */
};

/* add: *ret_done false: the key exists. change and remove: it must exist; they answer the row's number. add
 * and change look at: bango (add), the key, owari, kisoku, komoku, koshin_at, uketsuke. */
enum status chukan_fukuhon_add(struct tx *tx, const struct chukan_fukuhon *f, bool *ret_done);
enum status chukan_fukuhon_change(struct tx *tx, const struct chukan_fukuhon *f, int64_t *ret_bango);
enum status chukan_fukuhon_remove(struct tx *tx, const struct chukan_fukuhon *f, int64_t *ret_bango);
/* The key of an insurer's own 副本, texts in a; *ret_found false when there is none. */
enum status chukan_fukuhon_key(struct tx *tx, const char *hokensha, int64_t bango, struct arena *a,
                               struct chukan_fukuhon *ret, bool *ret_found);
/* By 種別, then kagi. shubetsu NULL: all. Array and texts in a; owari and uketsuke are not read. */
enum status chukan_fukuhon_list(struct tx *tx, const char *hokensha, const char *edaban, const char *shubetsu,
                                struct arena *a, struct chukan_fukuhon **ret, size_t *ret_n);

struct chukan_komoku {
    const char *mei, *atai;
    const char *kuhaku; /* why atai is empty, a value of the code list kuhakuRiyu; NULL: not said */
};
/* The members of one JSON object, in its order; array and texts in a. */
enum status chukan_komoku_read(struct tx *tx, const char *json, struct arena *a, struct chukan_komoku **ret,
                               size_t *ret_n);
#endif
