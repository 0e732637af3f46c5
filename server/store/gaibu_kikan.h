/* What institutions outside know of residents, in gaibu.db. Called by service/gaibu/kikan. */
#ifndef STORE_GAIBU_KIKAN_H
#define STORE_GAIBU_KIKAN_H
#include "base/arena.h"
#include "store/db.h"

/* The layout of the items of a 特定個人情報, as other institutions than insurers here answer it. In a; NULL:
 * none of the code. */
enum status gaibu_kikan_layout(struct tx *tx, const char *code, struct arena *a, const char **ret);

/* One row of kikan_joho. */
struct kikan_joho {
    const char *jokyo;  /* 提供不可, 無応答, 処理中; NULL: it answers at once */
    const char *komoku; /* item=value|item!reason; NULL: none */
};

struct kikan_joho_key {
    const char *kikan, *code, *juminhyo_code;
    const char *ymd; /* 照会基準日 */
};

/* In the order of renban; array and texts in a. */
enum status gaibu_kikan_joho(struct tx *tx, const struct kikan_joho_key *key, struct arena *a,
                             struct kikan_joho **ret, size_t *ret_n);

/* One of a household, as 住民票 has it. Texts are NULL where nothing is known. */
struct setai_in {
    const char *juminhyo_code, *zokugara, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho, *jumin_ymd;
    const char *ido_jiyu; /* of who was 消除; else NULL */
};

/* The resident and all of the same 世帯 who are there, 世帯主 first, then by age. Who was 消除 stands alone.
 */
enum status gaibu_kikan_setai(struct tx *tx, const char *juminhyo_code, struct arena *a,
                              struct setai_in **ret, size_t *ret_n);
#endif
