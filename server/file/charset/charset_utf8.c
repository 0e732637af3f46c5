/* UTF-8 itself: nothing to convert, everything to be checked. See charset.h. */
#include "file/charset/charset_kind.h"

/* Bytes of the character at u (not ASCII): 0 when it is cut off at the end, -1 when it is none. */
static int S_char(const unsigned char *u, size_t n)
{
    size_t len = u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    if (u[0] < 0xC2 || u[0] > 0xF4)
        return -1;
    for (size_t k = 1; k < len; k++) {
        if (k >= n)
            return 0;
        if ((u[k] & 0xC0) != 0x80)
            return -1;
        /* overlong, surrogate, beyond U+10FFFF: all show in the second byte */
        if (k == 1 && ((u[0] == 0xE0 && u[1] < 0xA0) || (u[0] == 0xED && u[1] > 0x9F) ||
                       (u[0] == 0xF0 && u[1] < 0x90) || (u[0] == 0xF4 && u[1] > 0x8F)))
            return -1;
    }
    return (int)len;
}

size_t charset_utf8_span(const char *in, size_t n, size_t *ret_wide, bool *ret_bad)
{
    size_t i = 0;
    *ret_bad = false;
    *ret_wide = 0;
    while (i < n) {
        i += charset_ascii(in + i, n - i);
        int len = i < n ? S_char((const unsigned char *)in + i, n - i) : 0;
        *ret_bad = len < 0;
        if (len <= 0)
            break;
        i += (size_t)len;
        *ret_wide += len > 2;
    }
    return i;
}

static size_t S_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                       bool *ret_bad)
{
    (void)cs;
    size_t wide;
    *ret_out = charset_utf8_span(in, n, &wide, ret_bad);
    memcpy(out, in, *ret_out);
    return *ret_out;
}

static size_t S_span(const struct charset *cs, const char *in, size_t n, size_t utf8)
{
    (void)cs;
    (void)in;
    (void)n;
    return utf8;
}

static size_t S_raw_len(const struct charset *cs, struct str utf8)
{
    (void)cs;
    return utf8.n;
}

static size_t S_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code)
{
    (void)cs;
    (void)ret_code;
    buf_add(out, utf8.p, utf8.n);
    return utf8.n;
}

const struct charset_kind charset_utf8 = {1, S_decode, S_span, S_raw_len, S_encode};
