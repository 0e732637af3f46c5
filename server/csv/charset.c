/* The table of encodings, UTF-8 itself, and what the first bytes of a file betray; see charset.h. */
#include "csv/charset_kind.h"

/* An encoding is one line. The first two are what insurers may choose [S 2.12.1 ⑦]; the others wait for use.
 */
static const struct charset charsets[] = {
    {"CP932", "CP932", "", 0, &charset_cp932},
    {"UTF-8", "UTF-8", "\xEF\xBB\xBF", 3, &charset_utf8},
    {"EUC-JP", "EUC-JP-MS", "", 0, &charset_iconv},
    {"UTF-16LE", "UTF-16LE", "\xFF\xFE", 2, &charset_iconv},
    {"UTF-16BE", "UTF-16BE", "\xFE\xFF", 2, &charset_iconv},
};

const struct charset *charset_find(const char *name)
{
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++)
        if (strcmp(charsets[i].name, name) == 0)
            return !charsets[i].kind->open || charsets[i].kind->open() ? &charsets[i] : NULL;
    return NULL;
}

const char *charset_name(const struct charset *cs)
{
    return cs->name;
}

const char *charset_names(void)
{
    return "CP932・UTF-8";
}

size_t charset_room(const struct charset *cs, size_t n)
{
    return n * cs->kind->grows;
}

size_t charset_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                      bool *ret_bad)
{
    return cs->kind->decode(cs, in, n, out, ret_out, ret_bad);
}

size_t charset_raw_len(const struct charset *cs, struct str utf8)
{
    return cs->kind->raw_len(cs, utf8);
}

size_t charset_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code)
{
    return cs->kind->encode(cs, utf8, out, ret_code);
}

size_t charset_bom(const struct charset *cs, const char *p, size_t n)
{
    return n >= cs->bom_len && memcmp(p, cs->bom, cs->bom_len) == 0 ? cs->bom_len : 0;
}

size_t charset_ascii(const char *p, size_t n)
{
    size_t i = 0;
    for (uint64_t w; i + sizeof w <= n; i += sizeof w) {
        memcpy(&w, p + i, sizeof w);
        if (w & 0x8080808080808080u)
            break;
    }
    while (i < n && !(p[i] & 0x80))
        i++;
    return i;
}

uint32_t charset_code_point(const char *p, size_t *ret_bytes)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t n = u[0] < 0x80 ? 1 : u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    uint32_t cp = n == 1 ? u[0] : u[0] & (0x7Fu >> n);
    for (size_t k = 1; k < n; k++)
        cp = cp << 6 | (u[k] & 0x3F);
    *ret_bytes = n;
    return cp;
}

/* Bytes of the character at u (not ASCII): 0 when it is cut off at the end, -1 when it is none. */
static int S_utf8_char(const unsigned char *u, size_t n)
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

/* Bytes of whole characters; *ret_wide counts those beyond ASCII. */
static size_t S_utf8_span(const char *in, size_t n, size_t *ret_wide, bool *ret_bad)
{
    size_t i = 0;
    *ret_bad = false;
    *ret_wide = 0;
    while (i < n) {
        i += charset_ascii(in + i, n - i);
        int len = i < n ? S_utf8_char((const unsigned char *)in + i, n - i) : 0;
        *ret_bad = len < 0;
        if (len <= 0)
            break;
        i += (size_t)len;
        ++*ret_wide;
    }
    return i;
}

static size_t S_utf8_decode(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                            bool *ret_bad)
{
    (void)cs;
    size_t wide;
    *ret_out = S_utf8_span(in, n, &wide, ret_bad);
    memcpy(out, in, *ret_out);
    return *ret_out;
}

static size_t S_utf8_raw_len(const struct charset *cs, struct str utf8)
{
    (void)cs;
    return utf8.n;
}

static size_t S_utf8_encode(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code)
{
    (void)cs;
    (void)ret_code;
    buf_add(out, utf8.p, utf8.n);
    return utf8.n;
}

const struct charset_kind charset_utf8 = {NULL, 1, S_utf8_decode, S_utf8_raw_len, S_utf8_encode};

const char *charset_mistaken(const struct charset *cs, const char *p, size_t n)
{
    if (n >= 4 && memcmp(p, "PK\3\4", 4) == 0)
        return "ZIP ファイル";
    for (size_t i = 0; i < sizeof charsets / sizeof charsets[0]; i++)
        if (charsets[i].bom_len && charsets[i].kind != cs->kind && charset_bom(&charsets[i], p, n))
            return charsets[i].kind == &charset_utf8 ? "UTF-8（BOM 付き）" : "UTF-16";
    size_t wide;
    bool bad;
    S_utf8_span(p, n, &wide, &bad);
    /* Two characters that are right by chance in UTF-8 are hardly ever Japanese text of another encoding. */
    return cs->kind != &charset_utf8 && !bad && wide >= 2 ? "UTF-8" : NULL;
}
