/* UTF-16 of either byte order, surrogate pairs included. See charset.h. */
#include "file/charset/charset_kind.h"

enum { HIGH = 0xD800, LOW = 0xDC00, SURROGATES_END = 0xE000, BEYOND = 0x10000 };

static uint32_t S_unit(const struct charset *cs, const char *p)
{
    return (uint32_t)(unsigned char)p[cs->high] << 8 | (unsigned char)p[1 - cs->high];
}

/* Bytes of the character at p: 0 when it is cut off at the end, -1 when it is none. */
static int S_char(const struct charset *cs, const char *p, size_t n, uint32_t *ret)
{
    if (n < 2)
        return 0;
    *ret = S_unit(cs, p);
    if (*ret < HIGH || *ret >= SURROGATES_END)
        return 2;
    if (*ret >= LOW)
        return -1;
    if (n < 4)
        return 0;
    uint32_t low = S_unit(cs, p + 2);
    if (low < LOW || low >= SURROGATES_END)
        return -1;
    *ret = BEYOND + ((*ret - HIGH) << 10 | (low - LOW));
    return 4;
}

static size_t S_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                       bool *ret_bad)
{
    size_t i = 0, o = 0;
    int len = 0;
    uint32_t cp;
    while (i < n && (len = S_char(cs, in + i, n - i, &cp)) > 0) {
        if (cp < 0x80)
            out[o++] = (char)cp;
        else
            o += charset_put(out + o, cp);
        i += (size_t)len;
    }
    *ret_bad = len < 0;
    *ret_out = o;
    return i;
}

static size_t S_span(const struct charset *cs, const char *in, size_t n, size_t utf8)
{
    size_t i = 0;
    for (size_t o = 0; o < utf8 && i + 1 < n;) {
        uint32_t unit = S_unit(cs, in + i);
        bool pair = unit >= HIGH && unit < LOW;
        o += unit < 0x80 ? 1 : unit < 0x800 ? 2 : pair ? 4 : 3;
        i += pair ? 4 : 2;
    }
    return i;
}

static size_t S_raw_len(const struct charset *cs, struct str utf8)
{
    (void)cs;
    size_t units = 0;
    for (size_t i = 0; i < utf8.n; i++) {
        unsigned char u = (unsigned char)utf8.p[i];
        units += (u & 0xC0) == 0x80 ? 0 : u >= 0xF0 ? 2 : 1;
    }
    return units * 2;
}

static char *S_put(const struct charset *cs, char *at, uint32_t unit)
{
    at[cs->high] = (char)(unit >> 8);
    at[1 - cs->high] = (char)(unit & 0xFF);
    return at + 2;
}

static size_t S_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code)
{
    (void)ret_code;
    char *start = buf_reserve(out, utf8.n * 2), *at = start;
    for (size_t i = 0, len; at && i < utf8.n; i += len) {
        uint32_t cp = charset_code_point(utf8.p + i, &len);
        if (cp >= BEYOND) {
            at = S_put(cs, at, HIGH + ((cp - BEYOND) >> 10));
            cp = LOW + ((cp - BEYOND) & 0x3FF);
        }
        at = S_put(cs, at, cp);
    }
    if (at)
        buf_advance(out, (size_t)(at - start));
    return utf8.n;
}

const struct charset_kind charset_utf16 = {2, S_decode, S_span, S_raw_len, S_encode};
