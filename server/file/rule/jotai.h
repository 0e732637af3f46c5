/* What 加入者 are left in by the rows that are there, which rules warn of as long as it lasts and later rows
 * may mend (健康保険法 3条, 36条): 75 years old with a 資格, 被扶養者 whose 本人 has lost theirs, two 本人
 * under one 記号・番号. Pure. Called by service/unyo/kanyusha_kakunin.c and past_setai.c. */
#ifndef FILE_RULE_JOTAI_H
#define FILE_RULE_JOTAI_H
#include "file/rule/rule.h"

enum { JOTAI_MOST = 1000 }; /* told at the end of a file */

/* Of one 記号・番号. */
struct setai {
    unsigned honnin, kazoku; /* 有効 */
    unsigned lost;           /* 本人 who are 喪失 */
};
bool jotai_soshitsu(const struct setai *s); /* honninSoshitsu */
bool jotai_futari(const struct setai *s);   /* honninFutari */
/* nanajugo, of one with an open 資格: the 75th birthday has come. seinengappi: YYYYMMDD */
bool jotai_nanajugo(const char *seinengappi, int32_t today);

/* What one of them is told by: 「被保険者枝番」, 「被保険者証記号／番号」. */
const char *jotai_komoku(enum rule r);
const char *jotai_want(enum rule r); /* 期待 */
#endif
