/* A 資格 as 運用支援環境 tells it to the 中間サーバー (kanyushaIdo, shikakuTsuchi, fugoTsuchi): DEN_BYTES of
 * ASCII each, several behind each other. 記号 and 番号 are told in half width, long ones as hashes: they are
 * compared and never shown.
 * Written by service/unyo, read by service/chukan. */
#ifndef SERVICE_SHIKAKU_DEN_H
#define SERVICE_SHIKAKU_DEN_H
#include "file/rule/soi.h"

enum {
    /* 取得日 8, 喪失日 8 (blank: none), 本人家族区分 2 and a blank, 記号 8, 番号 8 */
    DEN_BYTES = 35,
    /* of a run of neighbouring 枝番, which never goes over a hundred */
    DEN_RUN = 100
};

struct den {
    const char *shutoku_ymd, *soshitsu_ymd, *honnin_kazoku, *kigo, *bango; /* soshitsu_ymd NULL: none */
};
/* Behind what was written; no NUL. */
char *den_write(char *at, const struct den *d);
/* false: it is no such text. */
bool den_read(const char at[DEN_BYTES], struct soi_shikaku *ret);
#endif
