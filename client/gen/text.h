/* A row's texts, put one behind the other into memory of fixed size, and numbers and dates written without
 * printf, because ten million rows are. Used by every file of client/gen that makes values. */
#ifndef CLIENT_GEN_TEXT_H
#define CLIENT_GEN_TEXT_H
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/str.h"

enum { TEXT_ROOM = 256 * 1024 };

struct text {
    char *p; /* TEXT_ROOM bytes, owned by whoever made it */
    size_t n;
};

/* What does not fit is left out: TEXT_ROOM is more than a record may have. */
static inline void text_add(struct text *t, const char *p, size_t n)
{
    if (n > TEXT_ROOM - t->n)
        n = TEXT_ROOM - t->n;
    memcpy(t->p + t->n, p, n);
    t->n += n;
}
static inline void text_str(struct text *t, struct str s)
{
    text_add(t, s.p, s.n);
}
static inline void text_adds(struct text *t, const char *s)
{
    text_add(t, s, strlen(s));
}
/* What was added since `from`. */
static inline struct str text_since(const struct text *t, size_t from)
{
    return (struct str){t->p + from, t->n - from};
}
/* Decimal, with zeros on the left to `width`. */
void text_number(struct text *t, int64_t n, int width);
/* The same in full-width digits. */
void text_wide(struct text *t, int64_t n);
/* YYYYMMDD */
void text_day(struct text *t, int32_t day);
#endif
