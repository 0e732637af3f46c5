/* CP932 by direct tables, taken from glibc's CP932 on first use (11,000 characters, about a millisecond).
 * See charset.h. */
#include <iconv.h>
#include <pthread.h>

#include "csv/charset_kind.h"

static uint16_t from[65536]; /* by bytes (one, or lead << 8 | trail) to code point; 0: none */
static uint16_t to[65536];   /* by code point to bytes */
static bool lead[256];
static bool ready;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Signs that other tables map to the same ink: we read what glibc reads and write either. */
static const struct {
    uint16_t code, bytes;
} variants[] = {{0x301C, 0x8160}, {0x2016, 0x8161}, {0x2212, 0x817C}, {0x00A2, 0x8191},
                {0x00A3, 0x8192}, {0x00AC, 0x81CA}, {0x2014, 0x815C}};

/* in (n bytes) through iconv; 0 when it is not exactly one answer. */
static size_t S_convert(iconv_t cd, char *in, size_t n, char *out, size_t room)
{
    char *o = out;
    size_t left = room;
    iconv(cd, NULL, NULL, NULL, NULL);
    return iconv(cd, &in, &n, &o, &left) == 0 && n == 0 ? room - left : 0;
}

static void S_learn(iconv_t in, iconv_t out, unsigned bytes)
{
    char raw[2] = {(char)(bytes >> 8), (char)(bytes & 0xFF)}, utf8[8], back[4];
    size_t n = bytes > 0xFF ? 2 : 1, len, unused;
    len = S_convert(in, n == 2 ? raw : raw + 1, n, utf8, sizeof utf8);
    if (!len || len > 3)
        return;
    uint32_t cp = charset_code_point(utf8, &unused);
    from[bytes] = (uint16_t)cp;
    if (n == 2)
        lead[bytes >> 8] = true;
    /* Some characters stand at several places (NEC and IBM extensions): glibc says which one is written. */
    size_t m = S_convert(out, utf8, len, back, sizeof back);
    const unsigned char *b = (const unsigned char *)back;
    to[cp] = m == 2 ? (uint16_t)(b[0] << 8 | b[1]) : m == 1 ? b[0] : (uint16_t)bytes;
}

static void S_make(void)
{
    iconv_t in = iconv_open("UTF-8", "CP932"), out = iconv_open("CP932", "UTF-8");
    if (in != (iconv_t)-1 && out != (iconv_t)-1) {
        for (unsigned b = 0x80; b < 0x100; b++)
            S_learn(in, out, b);
        for (unsigned l = 0x81; l < 0xFD; l++)
            for (unsigned t = 0x40; t < 0xFD; t++)
                if (!from[l])
                    S_learn(in, out, l << 8 | t);
        for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++)
            if (!to[variants[i].code])
                to[variants[i].code] = variants[i].bytes;
        ready = true;
    }
    if (in != (iconv_t)-1)
        iconv_close(in);
    if (out != (iconv_t)-1)
        iconv_close(out);
}

static bool S_open(void)
{
    pthread_once(&once, S_make);
    return ready;
}

static size_t S_put(char *out, uint32_t cp)
{
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    out[0] = (char)(0xE0 | cp >> 12);
    out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[2] = (char)(0x80 | (cp & 0x3F));
    return 3;
}

static size_t S_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                       bool *ret_bad)
{
    (void)cs;
    const unsigned char *u = (const unsigned char *)in;
    size_t i = 0, o = 0;
    *ret_bad = false;
    while (i < n) {
        if (u[i] < 0x80) {
            size_t run = charset_ascii(in + i, n - i);
            memcpy(out + o, in + i, run);
            i += run;
            o += run;
            continue;
        }
        size_t len = lead[u[i]] ? 2 : 1;
        if (i + len > n)
            break;
        uint32_t cp = from[len == 2 ? u[i] << 8 | u[i + 1] : u[i]];
        *ret_bad = cp == 0;
        if (*ret_bad)
            break;
        o += S_put(out + o, cp);
        i += len;
    }
    *ret_out = o;
    return i;
}

/* One byte for ASCII and for half-width kana (U+FF61–FF9F), two for the rest. */
static size_t S_raw_len(const struct charset *cs, struct str utf8)
{
    (void)cs;
    const unsigned char *u = (const unsigned char *)utf8.p;
    size_t len = 0;
    for (size_t i = 0; i < utf8.n;) {
        if (u[i] < 0x80) {
            size_t run = charset_ascii(utf8.p + i, utf8.n - i);
            len += run;
            i += run;
        } else if (u[i] < 0xE0) {
            len += 2;
            i += 2;
        } else {
            bool hankaku =
                u[i] == 0xEF && (u[i + 1] == 0xBD ? u[i + 2] >= 0xA1 : u[i + 1] == 0xBE && u[i + 2] <= 0x9F);
            len += hankaku ? 1 : 2;
            i += u[i] >= 0xF0 ? 4 : 3;
        }
    }
    return len;
}

static size_t S_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code)
{
    (void)cs;
    size_t i = 0;
    while (i < utf8.n) {
        size_t len = charset_ascii(utf8.p + i, utf8.n - i);
        buf_add(out, utf8.p + i, len);
        i += len;
        if (i == utf8.n)
            break;
        uint32_t cp = charset_code_point(utf8.p + i, &len);
        uint16_t bytes = cp < 0x10000 ? to[cp] : 0;
        if (!bytes) {
            *ret_code = cp;
            break;
        }
        if (bytes > 0xFF)
            buf_addc(out, (char)(bytes >> 8));
        buf_addc(out, (char)(bytes & 0xFF));
        i += len;
    }
    return i;
}

const struct charset_kind charset_cp932 = {S_open, 3, S_decode, S_raw_len, S_encode};
