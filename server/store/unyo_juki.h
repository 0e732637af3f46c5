/* 本人確認 in unyo.db (2.11.3): what is asked of 住基ネット and answered by it, and the record of who has
 * asked. Called by service/unyo and service/joho. */
#ifndef STORE_UNYO_JUKI_H
#define STORE_UNYO_JUKI_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

/* toi: JSON object of what is asked. It waits to be sent on. */
enum status unyo_juki_add(struct tx *tx, const char *hokensha, const char *uketsuke, const char *toi,
                          int64_t *ret_shokai);
/* Adds the first of the file that wait, [[shokai,{…}],…] and at most `limit`, to json, and marks them as
 * sent; *ret_n: how many. */
enum status unyo_juki_send(struct tx *tx, const char *uketsuke, int64_t limit, struct buf *json,
                           int64_t *ret_n);
/* The first file after `after` with something that waits; *ret NULL: none. In a. */
enum status unyo_juki_next(struct tx *tx, const char *after, struct arena *a, const char **ret);
/* The sender of the file has had n rows asked. */
enum status unyo_juki_kiroku(struct tx *tx, const char *uketsuke, int64_t n, int64_t now);
/* A message jukiKaito. *ret_n: how many are answered by it for the first time. */
enum status unyo_juki_kaito(struct tx *tx, const char *rows, int64_t *ret_n);

struct juki_kaito {
    const char *status_name; /* why there is no answer, or NULL */
    int64_t kensu;           /* people found */
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho, *ido_jiyu; /* or NULL */
};
/* An answered one; INTERNAL when it is not. Texts in a. */
enum status unyo_juki_get(struct tx *tx, int64_t shokai, struct arena *a, struct juki_kaito *ret);
#endif
