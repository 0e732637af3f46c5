/* Numbers drawn per insurer, so that nobody's work moves another's: 受付番号, 要求番号, 照会番号, 副本番号,
 * 本人確認番号, and keys that nobody sees. An integer holds 保険者番号 and the insurer's own n-th, from 1,
 * and orders like the two, so a table under it grows at the end of an insurer. As text "U06139992N0000001":
 * never 12 digits in a row, which would be masked as a 個人番号. In SQL: store/sql/bango.def. Called by
 * store/ and service/.
 */
#ifndef BASE_BANGO_H
#define BASE_BANGO_H
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum { BANGO_BITS = 37, BANGO_DIGITS = 11, BANGO_HOKENSHA = 8 }; /* n has 11 digits at most */

/* The letter that the text begins with. */
enum bango_kind {
    BANGO_UKETSUKE = 'U',
    BANGO_YOKYU = 'Y',
    BANGO_SHOKAI = 'S',
    BANGO_FUKUHON = 'P',
    BANGO_HONNIN = 'H'
};

/* The number that so many digits at most say; -1 for any other text. */
static inline int64_t bango_digits(const char *s, size_t most)
{
    int64_t n = 0;
    size_t i = 0;
    for (; s && i <= most && s[i] >= '0' && s[i] <= '9'; i++)
        n = n * 10 + (s[i] - '0');
    return i && i <= most && !s[i] ? n : -1;
}

/* The insurer's integer with n = 0; INT64_MIN, which binds null and finds nothing, when it is no 保険者番号.
 * Half of them are below zero: so all that can be written find room. */
static inline int64_t bango_base(const char *hokensha)
{
    int64_t h = bango_digits(hokensha, BANGO_HOKENSHA);
    return h < 0 ? INT64_MIN : (h - 50000000) * (INT64_C(1) << BANGO_BITS);
}

/* The highest that the insurer can have. */
static inline int64_t bango_end(int64_t base)
{
    return base == INT64_MIN ? base : base + (INT64_C(1) << BANGO_BITS) - 1;
}

static inline int64_t bango_nth(int64_t bango)
{
    return bango & ((INT64_C(1) << BANGO_BITS) - 1);
}

enum { BANGO_TEXT = 24 }; /* bytes that hold every text and its NUL */
void bango_write(char out[BANGO_TEXT], enum bango_kind kind, int64_t bango);
/* In the arena; NULL when it is used up. */
const char *bango_text(struct arena *a, enum bango_kind kind, int64_t bango);
/* What bango_write wrote for that kind; 0, which is nobody's number, for any other text. */
int64_t bango_parse(enum bango_kind kind, const char *text);
#endif
