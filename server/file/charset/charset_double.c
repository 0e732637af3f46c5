/* CP932 and EUC-JP by direct tables, which codes_make.c takes from glibc when chukan is built. See charset.h.
 */
#include "file/charset/charset_codes.h"

static uint32_t S_code_point(const struct charset_codes *c, uint16_t number)
{
    return c->from[number] ? c->from[number] : (uint32_t)CHARSET_UNASSIGNED + number;
}

/* 0: cp has no code. */
static uint16_t S_number_of(const struct charset_codes *c, uint32_t cp)
{
    if (cp < 0x10000)
        return c->to[cp];
    char raw[3];
    uint16_t number = (uint16_t)(cp & 0xFFFF), again = 0;
    if (cp < CHARSET_UNASSIGNED || number < 0x100 || c->from[number])
        return 0;
    size_t n = charset_bytes(c, number, raw);
    return charset_number(c, (unsigned char *)raw, n, &again) == (int)n && again == number ? number : 0;
}

/* Copies the ASCII at the start; answers its bytes. Runs are short: numbers, delimiters. */
static size_t S_ascii_copied(const char *in, size_t n, char *out)
{
    size_t i = 0;
    for (uint64_t w; i + sizeof w <= n; i += sizeof w) {
        memcpy(&w, in + i, sizeof w);
        if (w & 0x8080808080808080u)
            break;
        memcpy(out + i, &w, sizeof w);
    }
    for (; i < n && !(in[i] & 0x80); i++)
        out[i] = in[i];
    return i;
}

static size_t S_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                       bool *ret_bad)
{
    const struct charset_codes *c = cs->codes;
    const unsigned char *u = (const unsigned char *)in;
    size_t i = 0, o = 0;
    *ret_bad = false;
    while (i < n) {
        if (u[i] < 0x80) {
            size_t run = S_ascii_copied(in + i, n - i, out + o);
            i += run;
            o += run;
            continue;
        }
        if (i + 1 < n && c->len[u[i]] == 2 && c->trail[u[i + 1]]) { /* nearly all others */
            uint16_t cp = c->from[u[i] << 8 | u[i + 1]];
            if (cp >= 0x800) {
                out[o] = (char)(0xE0 | cp >> 12);
                out[o + 1] = (char)(0x80 | (cp >> 6 & 0x3F));
                out[o + 2] = (char)(0x80 | (cp & 0x3F));
                o += 3;
                i += 2;
                continue;
            }
        }
        uint16_t number;
        int len = charset_number(c, u + i, n - i, &number);
        *ret_bad = len < 0;
        if (len <= 0)
            break;
        o += charset_put(out + o, S_code_point(c, number));
        i += (size_t)len;
    }
    *ret_out = o;
    return i;
}

static size_t S_span(const struct charset *cs, const char *in, size_t n, size_t utf8)
{
    const unsigned char *u = (const unsigned char *)in;
    size_t i = 0;
    for (size_t o = 0; o < utf8 && i < n;) {
        if (u[i] < 0x80) {
            size_t run = charset_ascii(in + i, n - i < utf8 - o ? n - i : utf8 - o);
            i += run;
            o += run;
            continue;
        }
        uint16_t number;
        int len = charset_number(cs->codes, u + i, n - i, &number);
        if (len <= 0)
            break;
        uint16_t cp = cs->codes->from[number];
        o += cp >= 0x800 ? 3 : cp ? 2 : 4;
        i += (size_t)len;
    }
    return i;
}

static size_t S_raw_len(const struct charset *cs, struct str utf8)
{
    size_t len = 0, n;
    char raw[3];
    for (size_t i = 0; i < utf8.n;) {
        size_t run = charset_ascii(utf8.p + i, utf8.n - i);
        len += run;
        i += run;
        if (i == utf8.n)
            break;
        uint16_t number = S_number_of(cs->codes, charset_code_point(utf8.p + i, &n));
        len += number ? charset_bytes(cs->codes, number, raw) : 2;
        i += n;
    }
    return len;
}

static size_t S_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code)
{
    size_t i = 0, o = 0;
    char *to = buf_reserve(out, utf8.n * 2); /* two bytes of UTF-8 can become three of JIS X 0212 */
    while (to && i < utf8.n) {
        size_t len = charset_ascii(utf8.p + i, utf8.n - i);
        memcpy(to + o, utf8.p + i, len);
        o += len;
        i += len;
        if (i == utf8.n)
            break;
        uint32_t cp = charset_code_point(utf8.p + i, &len);
        uint16_t number = S_number_of(cs->codes, cp);
        if (!number) {
            *ret_code = cp;
            break;
        }
        o += charset_bytes(cs->codes, number, to + o);
        i += len;
    }
    if (!to)
        return utf8.n; /* out has failed, which its owner sees */
    buf_advance(out, o);
    return i;
}

const struct charset_kind charset_double = {3, S_decode, S_span, S_raw_len, S_encode};
