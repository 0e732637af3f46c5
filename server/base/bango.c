/* Texts of the numbers that are drawn per insurer; see bango.h. */
#include "base/bango.h"

#include <string.h>

/* Digits of n at least: texts of one insurer order like their numbers up to there. */
static int S_width(enum bango_kind kind)
{
    switch (kind) {
    case BANGO_UKETSUKE:
    case BANGO_SHOKAI:
    case BANGO_HONNIN:
        return 7;
    case BANGO_YOKYU:
    case BANGO_FUKUHON:
        break;
    }
    return 8;
}

/* n >= 0 with `width` digits at least; answers the place behind them. Every row of a large file has its
 * number written, so not by printf. */
static char *S_number(char *to, int width, int64_t n)
{
    char digits[20];
    int len = 0;
    for (; n || len < width; n /= 10)
        digits[len++] = (char)('0' + n % 10);
    while (len)
        *to++ = digits[--len];
    return to;
}

void bango_write(char out[BANGO_TEXT], enum bango_kind kind, int64_t bango)
{
    int64_t nth = bango_nth(bango), hokensha = (bango - nth) / (INT64_C(1) << BANGO_BITS) + 50000000;
    char *p = out;
    *p++ = (char)kind;
    p = S_number(p, BANGO_HOKENSHA, hokensha);
    *p++ = 'N';
    *S_number(p, S_width(kind), nth) = 0;
}

const char *bango_text(struct arena *a, enum bango_kind kind, int64_t bango)
{
    char text[BANGO_TEXT];
    bango_write(text, kind, bango);
    return arena_strdup(a, text);
}

int64_t bango_parse(enum bango_kind kind, const char *text)
{
    char hokensha[BANGO_HOKENSHA + 1];
    if (!text || text[0] != (char)kind || strspn(text + 1, "0123456789") != BANGO_HOKENSHA ||
        text[1 + BANGO_HOKENSHA] != 'N')
        return 0;
    memcpy(hokensha, text + 1, BANGO_HOKENSHA);
    hokensha[BANGO_HOKENSHA] = 0;
    const char *digits = text + 1 + BANGO_HOKENSHA + 1;
    size_t width = (size_t)S_width(kind), n = strlen(digits);
    int64_t nth = bango_digits(digits, BANGO_DIGITS);
    if (nth < 1 || n < width || (n > width && digits[0] == '0')) /* one number has one text */
        return 0;
    return bango_base(hokensha) + nth;
}
