/* Inside file/ only: what one encoding can do, and the three ways to do it. See charset.h for what each
 * answers. */
#ifndef FILE_CHARSET_CHARSET_KIND_H
#define FILE_CHARSET_CHARSET_KIND_H
#include "file/charset/charset.h"

struct charset_kind {
    size_t grows; /* UTF-8 bytes that one byte can become */
    size_t (*decode)(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                     bool *ret_bad);
    size_t (*span)(const struct charset *cs, const char *in, size_t n, size_t utf8);
    size_t (*raw_len)(const struct charset *cs, struct str utf8);
    size_t (*encode)(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code);
};

struct charset_codes; /* tables of a double-byte code */

struct charset {
    const char *name;
    const char *bom; /* may stand at the start of a file */
    size_t bom_len;
    bool marks; /* result files begin with bom */
    const struct charset_kind *kind;
    const struct charset_codes *codes; /* of charset_double */
    int high;                          /* of charset_utf16: which byte of a unit is the high one */
};

extern const struct charset_kind charset_utf8, charset_double, charset_utf16;
extern const struct charset_codes charset_cp932, charset_euc;

/* Bytes of ASCII at the start. */
size_t charset_ascii(const char *p, size_t n);
/* Code point of the character at u, valid UTF-8; *ret_bytes its length. */
static inline uint32_t charset_code_point(const char *p, size_t *ret_bytes)
{
    const unsigned char *u = (const unsigned char *)p;
    size_t n = u[0] < 0x80 ? 1 : u[0] >= 0xF0 ? 4 : u[0] >= 0xE0 ? 3 : 2;
    uint32_t cp = n == 1 ? u[0] : u[0] & (0x7Fu >> n);
    for (size_t k = 1; k < n; k++)
        cp = cp << 6 | (u[k] & 0x3F);
    *ret_bytes = n;
    return cp;
}
/* The character as UTF-8 at out; answers its bytes, 4 at most. */
static inline size_t charset_put(char *out, uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    size_t n = cp < 0x10000 ? 0 : 1;
    out[0] = (char)(n ? 0xF0 | cp >> 18 : 0xE0 | cp >> 12);
    if (n)
        out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[n + 1] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[n + 2] = (char)(0x80 | (cp & 0x3F));
    return n + 3;
}
/* Bytes of whole UTF-8 characters; *ret_wide counts those of three bytes and more, as Japanese ones are. */
size_t charset_utf8_span(const char *in, size_t n, size_t *ret_wide, bool *ret_bad);
#endif
