/* The match of each 加入者 with 住基ネット (policy jukiTogo), in unyo.db: that a registration waits for it,
 * what it has found, and that the insurer has no doubt. Called by service/unyo and service/joho. */
#ifndef STORE_UNYO_TOGO_H
#define STORE_UNYO_TOGO_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

struct togo {
    const char *edaban;
    int64_t shokai, toi_at; /* the number of its access (unyo_access.h), and when that was */
    bool machi;             /* 住基ネット has not answered it */
    int64_t kubun;          /* class of the mismatch, 0: none; INT64_MIN: none was ever answered */
    int64_t komoku;         /* items that differ: enum togo_komoku */
    int64_t kekka_at, kigen_at;
    const char *riyu; /* 理由付き疑いなし; NULL: it is not explained */
    int64_t utagai_at;
};
/* A mismatch that is neither corrected nor explained. */
static inline bool togo_fuitchi(const struct togo *t)
{
    return t->kubun > 0 && !t->riyu;
}

/* Another match of the person begins, the access of that number. What the one before has found stays until
 * the answer. */
enum status unyo_togo_begin(struct tx *tx, const char *hokensha, const char *edaban, int64_t shokai,
                            int64_t now);
/* Of one who is not cancelled. Texts in a. */
enum status unyo_togo_get(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                          struct togo *ret, bool *ret_found);
/* The answer: shokai, kubun, komoku, kekka_at, kigen_at of *t. *ret_first false: another match has begun
 * since, or it has been answered. */
enum status unyo_togo_kekka(struct tx *tx, const char *hokensha, const struct togo *t, bool *ret_first);
/* riyu, utagai_at of *t. */
enum status unyo_togo_utagai(struct tx *tx, const char *hokensha, const struct togo *t);

struct togo_page {
    const char *hokensha;
    const char *after; /* 枝番 behind this one; "": from the first */
    bool all;          /* else mismatches that are neither corrected nor explained, and of these: */
    int64_t over, now; /* 1: whose time is over by now; 0: the others; INT64_MIN: any */
    int64_t limit;
};
/* Of people who are not cancelled, in the order of the 枝番. Array and texts in a. */
enum status unyo_togo_list(struct tx *tx, const struct togo_page *p, struct arena *a, struct togo **ret,
                           size_t *ret_n);
#endif
