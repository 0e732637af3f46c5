/* What 加入者 are left in by the rows that are there, which rules warn of as long as it lasts and later rows
 * may mend (健康保険法 3条, 36条): 75 years old with a 資格, 被扶養者 on days without a 本人, two 本人 on one
 * day under one 記号・番号. Pure. Called by service/unyo/kanyusha_kakunin.c and past_setai.c. */
#ifndef FILE_RULE_JOTAI_H
#define FILE_RULE_JOTAI_H
#include "base/setai.h"
#include "file/rule/rule.h"

enum { JOTAI_MOST = 1000 }; /* told at the end of a file */

/* One thing that is wrong with a household, whatever day it is: honninSoshitsu, a day of a 被扶養者 is none
 * of any 本人, though it has had one; honninFutari. */
struct jotai_ten {
    enum rule rule;
    uint32_t one, other; /* the 被扶養者, and 0; of two 本人 that of the higher 枝番, and the other */
    int32_t kara;        /* the first day on which it is so */
};
struct jotai {
    struct jotai_ten list[SETAI_MOST]; /* those of who comes first, by `one`; what is beyond is not told */
    size_t n;
};
/* By what stands there alone, in whatever order. */
struct jotai jotai_of(const struct setai *s);
/* What is wrong in j and not in the other. */
void jotai_more(const struct jotai *j, const struct jotai *than, struct jotai *ret);

/* nanajugo: the 75th birthday (YYYYMMDD), on which a 資格 ends at the latest; INT32_MIN: it is further away
 * than JOTAI_AHEAD days. */
enum { JOTAI_AHEAD = 3660 };
int32_t jotai_nanajugo(const char *seinengappi, int32_t today);

/* What one of them is told by: 「被保険者枝番」, 「被保険者証記号／番号」. */
const char *jotai_komoku(enum rule r);
const char *jotai_want(enum rule r); /* 期待 */
/* 実際. setai: 記号／番号; one, other: 枝番, NULL: not told; kara: YYYYMMDD, NULL: not told. NULL: out of
 * memory. */
const char *jotai_have(enum rule r, const char *setai, const char *one, const char *other, const char *kara,
                       struct arena *a);
#endif
