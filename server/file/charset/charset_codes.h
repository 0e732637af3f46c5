/* Inside file/ only: the tables of a double-byte code, and how its characters are numbered. A character's
 * number is its byte, its two bytes, or, for the three bytes of JIS X 0212, the last two with the top bit of
 * the last one cleared. */
#ifndef FILE_CHARSET_CHARSET_CODES_H
#define FILE_CHARSET_CHARSET_CODES_H
#include "file/charset/charset_kind.h"

struct charset_codes {
    unsigned char len[256];   /* of a character, by its first byte; 0: no character begins so */
    unsigned char trail[256]; /* 1: may be another byte than the first */
    uint16_t from[65536];     /* by number to code point; 0: unassigned */
    uint16_t to[65536];       /* by code point to number; 0: has no code */
};

/* Bytes of the character at u (not ASCII): 0 when it is cut off at the end, -1 when it is none. */
static inline int charset_number(const struct charset_codes *c, const unsigned char *u, size_t n,
                                 uint16_t *ret)
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

static inline size_t charset_bytes(const struct charset_codes *c, uint16_t number, char out[3])
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
#endif
