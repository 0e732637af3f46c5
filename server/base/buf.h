/* Growing byte buffer with a sticky error: append freely, check buf_ok once at the end.
 * Owns its memory; always NUL-terminated when data is not NULL. Writers for JSON and XML text live here,
 * because both the edge and the rooms behind it produce them. */
#ifndef BASE_BUF_H
#define BASE_BUF_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buf {
    char *data; /* owned; NULL while empty */
    size_t len, cap;
    size_t max; /* 0: no limit */
    bool failed;
};

#define BUF_INIT ((struct buf){0})

void buf_release(struct buf *b);
void buf_clear(struct buf *b); /* keeps the memory */
static inline bool buf_ok(const struct buf *b)
{
    return !b->failed;
}
/* Hands the memory to the caller, who frees it; NULL if failed. */
char *buf_detach(struct buf *b);

/* Room for n more bytes, NULL if it cannot be had; follow with buf_advance. */
char *buf_reserve(struct buf *b, size_t n);
void buf_advance(struct buf *b, size_t n);
void buf_add(struct buf *b, const void *p, size_t n);
void buf_adds(struct buf *b, const char *s);
void buf_addc(struct buf *b, char c);
void buf_addi(struct buf *b, int64_t value);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* "..." with JSON escapes; s NULL gives null. */
void buf_json_str(struct buf *b, const char *s);
/* A member: , if needed after { or [ is handled: writes a comma unless the last byte is '{' or '['. */
void buf_json_key(struct buf *b, const char *key);
void buf_json_member(struct buf *b, const char *key, const char *value);
void buf_json_int(struct buf *b, const char *key, int64_t value);
/* Element content or attribute value: & < > " escaped; what XML forbids, or is no UTF-8, becomes U+FFFD. */
void buf_xml(struct buf *b, const char *s, size_t n);
#endif
