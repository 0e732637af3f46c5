/* How a 情報照会 begins (1.7.1 ②): the same checks and the same number for one asked online and for a row of
 * a link file. Called by shokai.request and by the bulk kind of 情報照会要求. */
#ifndef SERVICE_CHUKAN_SHOKAI_KAISHI_H
#define SERVICE_CHUKAN_SHOKAI_KAISHI_H
#include "service/op.h"

/* Members may be NULL; the caller is who asks. An insurer of this 中間サーバー is asked by teikyo_hokensha
 * alone, another institution by teikyo_kikan. */
struct shokai_irai {
    const char *edaban, *teikyo_hokensha, *teikyo_kikan, *jimu_code, *tetsuzuki, *code, *kijun_ymd;
    const char *uketsuke; /* of the link file, NULL: online */
};

/* What a link file has found out for the row before, and need not ask again: bulk_state of its kinds. */
struct shokai_chunk {
    bool known; /* these codes are in the release of the 配信マスター in force */
    char kikan[17], jimu_code[17], tetsuzuki[17], code[17];
    bool tekiyo; /* who asks holds the 配信マスター that is needed, or nobody asks for it */
};

/* SHOKAI_ITEM: both providers are named, or none is. */
enum status shokai_one_provider(struct call *c, const struct shokai_irai *r);

/* *ret_bango: 照会番号. It is answered later, by the policy of 情報照会. */
enum status shokai_kaishi(struct call *c, const struct shokai_irai *r, const char **ret_bango);
#endif
