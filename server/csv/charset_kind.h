/* Inside csv/ only: what one encoding can do, and the three ways to do it. See charset.h for what each
 * answers. */
#ifndef CSV_CHARSET_KIND_H
#define CSV_CHARSET_KIND_H
#include "csv/charset.h"

struct charset_kind {
    bool (*open)(void); /* makes the tables, once; NULL when there are none */
    size_t grows;       /* UTF-8 bytes that one byte can become */
    size_t (*decode)(const struct charset *cs, const char *in, size_t n, char *out, size_t *ret_out,
                     bool *ret_bad);
    size_t (*raw_len)(const struct charset *cs, struct str utf8);
    size_t (*encode)(const struct charset *cs, struct str utf8, struct buf *out, uint32_t *ret_code);
};

struct charset {
    const char *name;
    const char *iconv; /* glibc's name */
    const char *bom;   /* may stand at the start of a file */
    size_t bom_len;
    const struct charset_kind *kind;
};

extern const struct charset_kind charset_utf8, charset_cp932, charset_iconv;

/* Bytes of ASCII at the start. */
size_t charset_ascii(const char *p, size_t n);
/* Code point of the character at u, valid UTF-8; *ret_bytes its length. */
uint32_t charset_code_point(const char *u, size_t *ret_bytes);
#endif
