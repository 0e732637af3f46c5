/* What a caller tells about a 加入者: the same struct for every kanyusha operation and for the rows of
 * 加入者情報一括登録; each has its own field table. Filled by soap/ and world/load, read by the 処理区分
 * (kanyusha_apply.h).
 */
#ifndef SERVICE_UNYO_KANYUSHA_IRAI_H
#define SERVICE_UNYO_KANYUSHA_IRAI_H
#include "base/field.h"

struct kanyusha_irai {
    /* NULL or "" when not given */
    const char *edaban;
    const char *kojin_bango;
    const char *kigo, *bango, *honnin_kazoku, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho;
    const char *shutoku_ymd, *nintei_ymd, *soshitsu_ymd;
    const char *teisei_jiyu; /* 訂正事由: "2", the number leaked; else it was wrong */
    /* of a row only */
    const char *shori_kubun, *seiri_bango;
    bool sound; /* kanyusha_sound has said so before the row came to the writer */
};

/* The reply of every operation that changes one. */
struct kanyusha_kekka {
    const char *edaban;
};
extern const struct field kanyusha_kekka[];
/* What all of those are, in their struct op. */
#define KANYUSHA_WRITE                                                                                       \
    .db = DB_UNYO, .flags = OP_WRITE, .sosa = SOSA_KANYUSHA_TOROKU,                                          \
    .request_size = sizeof(struct kanyusha_irai), .reply = kanyusha_kekka,                                   \
    .reply_size = sizeof(struct kanyusha_kekka)
#endif
