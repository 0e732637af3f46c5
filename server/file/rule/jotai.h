/* What 加入者 are left in by the rows that are there, which rules warn of as long as it lasts and later rows
 * may mend (健康保険法 3条, 36条): 75 years old with a 資格, 被扶養者 on days without a 本人, two 本人 on one
 * day under one 記号・番号. Pure. Called by service/unyo/kanyusha_kakunin.c and past_setai.c. */
#ifndef FILE_RULE_JOTAI_H
#define FILE_RULE_JOTAI_H
#include "base/setai.h"
#include "file/rule/rule.h"

enum { JOTAI_MOST = 1000 }; /* told at the end of a file */

/* Of one household, whatever day it is. */
struct jotai {
    bool soshitsu; /* honninSoshitsu: a day of a 被扶養者 is none of any 本人, though it has had one */
    bool futari;   /* honninFutari */
    /* the two, the one put later first */
    uint32_t who[2];
};
struct jotai jotai_of(const struct setai *s);
/* nanajugo, of one with an open 資格: the 75th birthday has come. seinengappi: YYYYMMDD */
bool jotai_nanajugo(const char *seinengappi, int32_t today);

/* What one of them is told by: 「被保険者枝番」, 「被保険者証記号／番号」. */
const char *jotai_komoku(enum rule r);
const char *jotai_want(enum rule r); /* 期待 */
/* 実際: whose it is, and (NULL: not told) the 枝番 of two 本人. NULL: out of memory. */
const char *jotai_have(const char *kagi, const char *one, const char *other, struct arena *a);
#endif
