/* Inside store/ only: the key of a 加入者 in unyo.db, of 保険者番号 and 被保険者枝番 (11 digits at most,
 * policy edabanDigits) as base/bango.h makes it. A row under it costs 1 µs less than under the two texts, an
 * entry of an index half the bytes. A run is 2^RUN_BITS neighbouring 枝番 of one insurer: see the index
 * kanyusha_kojin. */
#ifndef STORE_UNYO_ID_H
#define STORE_UNYO_ID_H
#include "base/bango.h"

/* RUN_BITS stands in unyo-001.sql and unyo.def as well: "id >> 16" is the run of a row. */
enum { EDABAN_DIGITS = BANGO_DIGITS, RUN_BITS = 16 };

/* INT64_MIN, which binds null, when one of them is no number. */
static inline int64_t unyo_id(const char *hokensha, const char *edaban)
{
    int64_t base = bango_base(hokensha), n = bango_digits(edaban, EDABAN_DIGITS);
    return base == INT64_MIN || n < 0 ? INT64_MIN : base + n;
}
#endif
