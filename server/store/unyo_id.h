/* Inside store/ only: the key of a 加入者 in unyo.db, one number made of 保険者番号 (8 digits) and
 * 被保険者枝番 (11 digits at most, policy edabanDigits). It orders like the two texts, so a table under it
 * grows at the end of an insurer as one under both would, and a row costs 1 µs less there, an entry of an
 * index half the bytes. A run is 2^RUN_BITS neighbouring 枝番 of one insurer: see the index kanyusha_kojin.
 */
#ifndef STORE_UNYO_ID_H
#define STORE_UNYO_ID_H
#include <stdint.h>

#include "base/str.h"

/* RUN_BITS stands in unyo-001.sql and unyo.def as well: "id >> 16" is the run of a row. */
enum { EDABAN_BITS = 37, EDABAN_DIGITS = 11, RUN_BITS = 16 };

/* The number that so many digits at most say; -1 for any other text. */
static inline int64_t unyo_digits(const char *s, size_t most)
{
    int64_t n = 0;
    size_t i = 0;
    for (; s && i <= most && s[i] >= '0' && s[i] <= '9'; i++)
        n = n * 10 + (s[i] - '0');
    return i && i <= most && !s[i] ? n : -1;
}

/* The insurer's key with 枝番 0; INT64_MIN, which binds null and finds nothing, when it is no 保険者番号.
 * Half of them are below zero: so all that can be written find room. */
static inline int64_t unyo_id_base(const char *hokensha)
{
    int64_t h = unyo_digits(hokensha, 8);
    return h < 0 ? INT64_MIN : (h - 50000000) * (INT64_C(1) << EDABAN_BITS);
}

/* The highest key that the insurer can have. */
static inline int64_t unyo_id_end(int64_t base)
{
    return base == INT64_MIN ? base : base + (INT64_C(1) << EDABAN_BITS) - 1;
}

static inline int64_t unyo_id(const char *hokensha, const char *edaban)
{
    int64_t base = unyo_id_base(hokensha), n = unyo_digits(edaban, EDABAN_DIGITS);
    return base == INT64_MIN || n < 0 ? INT64_MIN : base + n;
}

static inline int64_t unyo_id_edaban(int64_t id)
{
    return id & ((INT64_C(1) << EDABAN_BITS) - 1);
}
#endif
