/* 情報提供NWS, simulated (1.7.1): the id by which it and the 中間サーバー know a person. Called by
 * juki_yokyu.c, which gives it out, and by the questions of either side: kikan_shokai.c, nws_toi.c. */
#ifndef SERVICE_GAIBU_NWS_NWS_H
#define SERVICE_GAIBU_NWS_NWS_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/crypto.h"

enum { NWS_ID = 33, JUMINHYO_CODE = 17 }; /* texts, with their NUL */

/* What NWS makes ids with, of a world's seed. */
struct nws {
    struct aes256 key;
};
void nws_open(struct nws *n, uint64_t seed);

/* [P] One id per 住民票コード; the 符号 of a 中間サーバー is made of it elsewhere. It is in letters only, so
 * that it never looks like a number of a person. false: a code of more than 16 bytes has none. */
bool nws_id(const struct nws *n, const char *juminhyo_code, char out[NWS_ID]);
/* The 住民票コード back; false: no id that this NWS has given. */
bool nws_resident(const struct nws *n, const char *id, char out[JUMINHYO_CODE]);

/* [A] 処理通番 of the bango-th question of other institutions, "T00000000N0000001": no insurer has that
 * number, so none of their own looks like it. In the arena; NULL when it is used up. */
const char *nws_tsuban(struct arena *a, int64_t bango);
/* Its bango; 0: no 処理通番 of such a question. */
int64_t nws_bango(const char *tsuban);
#endif
