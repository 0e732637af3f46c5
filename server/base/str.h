/* Borrowed slices of bytes, and the small text rules that every room shares: masking of 個人番号
 * (DESIGN 2.1), calendar dates, UTF-8. Owns nothing. */
#ifndef BASE_STR_H
#define BASE_STR_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
    const char *p; /* borrowed, not NUL-terminated */
    size_t n;
};

#define STR(lit) ((struct str){"" lit, sizeof(lit) - 1})

static inline struct str str_of(const char *s)
{
    return (struct str){s, s ? strlen(s) : 0};
}
static inline bool str_eq(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool str_is(struct str a, const char *s)
{
    return str_eq(a, str_of(s));
}
/* Texts that may be NULL: both are, or both say the same. */
static inline bool str_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* It ends so, and has more before that. */
static inline bool str_ends(struct str a, const char *end)
{
    struct str e = str_of(end);
    return a.n > e.n && memcmp(a.p + a.n - e.n, e.p, e.n) == 0;
}
/* Nothing but what XML calls white space. */
static inline bool str_blank(struct str s)
{
    while (s.n &&
           (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || s.p[s.n - 1] == '\r' || s.p[s.n - 1] == '\n'))
        s.n--;
    return !s.n;
}
bool str_all_digits(struct str s);

/* Copies s into out (cap bytes with the NUL), cutting at a character boundary, and replaces each 個人番号
 * that stands alone in it (kojin_bango_alone) by twelve asterisks: it never reaches an error text, a log or
 * the journal. Our own ids therefore never have eleven or twelve digits by themselves. Answers the bytes
 * written. */
size_t str_mask(char *out, size_t cap, struct str s);
/* As str_mask, but more is hidden, for s is of a link file, where a 個人番号 may have slipped by a column or
 * have a digit too many: all that may hold one (kojin_bango_secret) as well. Of 15 to 17 digits, which a
 * 機関コード was meant by, and of 13 to 17 behind JM, JT or TM, only those with the right check digit. */
size_t str_mask_row(char *out, size_t cap, struct str s);
/* How many of the n bytes of a text that was cut there can be shown: the end may be the beginning of a
 * number, which str_mask would not know any more. Up to the last letter of ASCII. */
size_t str_uncut(const char *p, size_t n);
/* What str_mask answers of a text that people read: one that was cut ends with "…". */
size_t str_show(char *out, size_t cap, struct str s);
/* Of a text that was printed into cap bytes and did not fit: its end may be the beginning of a number, which
 * str_mask would not know any more. It goes, to the last letter of ASCII, and "…" stands in its place. */
void str_end_cut(char *p, size_t cap);
/* The next piece that str_mask would not show, which begins in s from *at on and before `to`: true, *at where
 * it is and its bytes; go on behind it. */
bool str_secret(struct str s, size_t *at, size_t to, size_t *ret_n);

/* Bytes of the character of UTF-8 that s begins with; 0: of none. */
size_t str_char(struct str s);
/* Length in characters of valid UTF-8; -1 if it is not valid. */
long str_utf8_len(struct str s);
/* Characters that are none to read, and break lines, tables or terminals (C0 but for tab and newline, DEL,
 * C1, the line and paragraph marks of Unicode): whether there is one; and blanks in their place. UTF-8. */
bool str_has_control(struct str s);
void str_plain(char *s);
void str_line(char *s); /* newlines and tabs become blanks, too */

/* YYYYMMDD or YYYY-MM-DD of the Gregorian calendar; answers days since 1970-01-01, or INT32_MIN if
 * impossible. */
int32_t str_date(struct str s);
/* Writes YYYYMMDD and a NUL. */
void str_from_date(int32_t days, char out[9]);
#endif
