/* CP932 and EUC-JP by direct tables, taken from glibc on first use (about 15,000 characters, some
 * milliseconds). A character's number in the tables is its byte, its two bytes, or, for the three bytes of
 * JIS X 0212, the last two with the top bit of the last one cleared. See charset.h. */
#include <iconv.h>
#include <pthread.h>

#include "file/charset/charset_kind.h"

struct span {
    unsigned char from, to, len;
};

struct charset_codes {
    const char *iconv;     /* glibc's name */
    struct span leads[5];  /* first bytes and how long their characters are */
    struct span trails[2]; /* the other bytes */
    bool ready;
    unsigned char len[256]; /* by first byte; 0: no character begins so */
    bool trail[256];
    uint16_t from[65536]; /* by number to code point; 0: unassigned */
    uint16_t to[65536];   /* by code point to number; 0: has no code */
};

struct charset_codes charset_cp932 = {
    .iconv = "CP932",
    .leads = {{0x81, 0x9F, 2}, {0xA1, 0xDF, 1}, {0xE0, 0xFC, 2}},
    .trails = {{0x40, 0x7E, 0}, {0x80, 0xFC, 0}},
};

/* With half-width kana, JIS X 0212 and the extensions of NEC and IBM, as Windows and Java have it [A]. */
struct charset_codes charset_euc = {
    .iconv = "EUC-JP-MS",
    .leads = {{0x8E, 0x8E, 2}, {0x8F, 0x8F, 3}, {0xA1, 0xFE, 2}},
    .trails = {{0xA1, 0xFE, 0}},
};

/* Signs that other tables map to the same ink: we read what glibc reads and write either. */
static const struct {
    uint16_t code, same;
} variants[] = {{0x301C, 0xFF5E}, {0x2016, 0x2225}, {0x2212, 0xFF0D}, {0x00A2, 0xFFE0},
                {0x00A3, 0xFFE1}, {0x00AC, 0xFFE2}, {0x2014, 0x2015}};

/* --- numbers and bytes -------------------------------------------------------------------------------------
 */

/* Bytes of the character at u (not ASCII): 0 when it is cut off at the end, -1 when it is none. */
static int S_number(const struct charset_codes *c, const unsigned char *u, size_t n, uint16_t *ret)
{
    size_t len = c->len[u[0]];
    for (size_t k = 1; k < len; k++) {
        if (k == n)
            return 0;
        if (!c->trail[u[k]])
            return -1;
    }
    *ret = (uint16_t)(len == 1 ? u[0] : len == 2 ? u[0] << 8 | u[1] : len ? u[1] << 8 | (u[2] & 0x7F) : 0);
    return len ? (int)len : -1;
}

static size_t S_bytes(const struct charset_codes *c, uint16_t number, char out[3])
{
    const unsigned char lead = (unsigned char)(number >> 8), last = (unsigned char)(number & 0xFF);
    size_t n = 0;
    if (c->trail[last | 0x80] && !c->trail[last])
        out[n++] = (char)0x8F;
    if (lead)
        out[n++] = (char)lead;
    out[n] = (char)(n == 2 ? last | 0x80 : last);
    return n + 1;
}

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
    size_t n = S_bytes(c, number, raw);
    return S_number(c, (unsigned char *)raw, n, &again) == (int)n && again == number ? number : 0;
}

/* --- tables ------------------------------------------------------------------------------------------------
 */

/* in (n bytes) through iconv; 0 when it is not exactly one answer. */
static size_t S_convert(iconv_t cd, char *in, size_t n, char *out, size_t room)
{
    char *o = out;
    size_t left = room;
    iconv(cd, NULL, NULL, NULL, NULL);
    return iconv(cd, &in, &n, &o, &left) == 0 && n == 0 ? room - left : 0;
}

static void S_learn(struct charset_codes *c, iconv_t in, iconv_t out, uint16_t number)
{
    char raw[3], utf8[8], back[4];
    uint16_t again;
    size_t n = S_bytes(c, number, raw), len, unused;
    if (S_number(c, (unsigned char *)raw, n, &again) != (int)n || again != number)
        return;
    len = S_convert(in, raw, n, utf8, sizeof utf8);
    if (!len || len > 3)
        return;
    uint32_t cp = charset_code_point(utf8, &unused);
    c->from[number] = (uint16_t)cp;
    /* Some characters stand at several places (NEC and IBM extensions): glibc says which one is written. */
    size_t m = S_convert(out, utf8, len, back, sizeof back);
    c->to[cp] = m && S_number(c, (unsigned char *)back, m, &again) == (int)m ? again : number;
}

static void S_make(struct charset_codes *c)
{
    iconv_t in = iconv_open("UTF-8", c->iconv), out = iconv_open(c->iconv, "UTF-8");
    for (const struct span *s = c->leads; s->len; s++)
        memset(c->len + s->from, s->len, (size_t)(s->to - s->from) + 1);
    for (size_t i = 0; i < 2 && c->trails[i].from; i++)
        memset(c->trail + c->trails[i].from, true, (size_t)(c->trails[i].to - c->trails[i].from) + 1);
    if (in != (iconv_t)-1 && out != (iconv_t)-1) {
        for (unsigned number = 0x80; number < 0x10000; number++)
            S_learn(c, in, out, (uint16_t)number);
        for (size_t i = 0; i < sizeof variants / sizeof variants[0]; i++)
            if (!c->to[variants[i].code])
                c->to[variants[i].code] = c->to[variants[i].same];
        c->ready = true;
    }
    if (in != (iconv_t)-1)
        iconv_close(in);
    if (out != (iconv_t)-1)
        iconv_close(out);
}

static bool S_open(const struct charset *cs)
{
    static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;
    pthread_mutex_lock(&making);
    if (!cs->codes->ready)
        S_make(cs->codes);
    pthread_mutex_unlock(&making);
    return cs->codes->ready;
}

/* --- text --------------------------------------------------------------------------------------------------
 */

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
        int len = S_number(c, u + i, n - i, &number);
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
        int len = S_number(cs->codes, u + i, n - i, &number);
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
        len += number ? S_bytes(cs->codes, number, raw) : 2;
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
        o += S_bytes(cs->codes, number, to + o);
        i += len;
    }
    if (!to)
        return utf8.n; /* out has failed, which its owner sees */
    buf_advance(out, o);
    return i;
}

const struct charset_kind charset_double = {S_open, 3, S_decode, S_span, S_raw_len, S_encode};
