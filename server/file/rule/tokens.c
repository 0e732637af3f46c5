/* Texts under numbers; see tokens.h. Of a number bit 31 tells that the rest is the place of a text that is
 * kept, else bit 30 that the digits are in full width. */
#include "file/rule/tokens.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mix.h"

#define KEPT (UINT32_C(1) << 31)
#define FULL (UINT32_C(1) << 30)
#define FULL_ZERO "\xEF\xBC\x90" /* U+FF10, the first of ten neighbours */

enum { FIRST_SLOTS = 1 << 8, FULL_BYTES = 3, ROOM = 1 << 12 };

void tokens_release(struct tokens *t)
{
    keep_release(&t->kept);
    arena_free(t->texts);
    free(t->slots);
    *t = (struct tokens){0};
}

/* --- digits -----------------------------------------------------------------------------------------------
 */

/* -1: none is there. */
static int S_digit(const char *s, bool full)
{
    const char *last = full ? s + FULL_BYTES - 1 : s;
    if (full && strncmp(s, FULL_ZERO, FULL_BYTES - 1) != 0)
        return -1;
    int zero = full ? (unsigned char)FULL_ZERO[FULL_BYTES - 1] : '0';
    int digit = (unsigned char)*last - zero;
    return digit >= 0 && digit <= 9 ? digit : -1;
}

/* Behind a 1, which keeps zeroes at their front. 0: it is not TOKEN_DIGITS digits at most of one width. */
static uint32_t S_digits(const char *s)
{
    bool full = S_digit(s, true) >= 0;
    uint32_t token = 1;
    for (int n = 0; *s; n++) {
        int digit = S_digit(s, full);
        if (digit < 0 || n == TOKEN_DIGITS)
            return 0;
        token = token * 10 + (uint32_t)digit;
        s += full ? FULL_BYTES : 1;
    }
    return full ? token | FULL : token;
}

static const char *S_digits_text(uint32_t token, char room[TOKEN_ROOM])
{
    char digits[TOKEN_DIGITS + 3], *at = room;
    snprintf(digits, sizeof digits, "%u", (unsigned)(token & ~FULL));
    for (const char *d = digits + 1; *d; d++) {
        if (token & FULL) {
            memcpy(at, FULL_ZERO, FULL_BYTES - 1);
            at += FULL_BYTES - 1;
        }
        *at++ = (char)(token & FULL ? *d - '0' + FULL_ZERO[FULL_BYTES - 1] : *d);
    }
    *at = '\0';
    return room;
}

/* --- all other texts --------------------------------------------------------------------------------------
 */

static const char *S_text(const struct tokens *t, uint32_t one)
{
    return *(const char *const *)keep_at(&t->kept, one);
}

/* Of the text, or the empty one where it would be. */
static uint32_t *S_slot(const struct tokens *t, uint32_t *slots, size_t cap, const char *s)
{
    size_t i = mix64(keep_hash(0, s)) & (cap - 1);
    while (slots[i] && strcmp(S_text(t, slots[i]), s) != 0)
        i = (i + 1) & (cap - 1);
    return &slots[i];
}

static bool S_grow(struct tokens *t)
{
    size_t cap = t->cap ? 2 * t->cap : FIRST_SLOTS;
    uint32_t *wide = calloc(cap, sizeof *wide);
    if (!wide)
        return false;
    for (size_t i = 0; i < t->cap; i++)
        if (t->slots[i])
            *S_slot(t, wide, cap, S_text(t, t->slots[i])) = t->slots[i];
    free(t->slots);
    t->slots = wide;
    t->cap = cap;
    return true;
}

/* Many are short: they stand side by side. NULL: out of memory. */
static char *S_copy(struct tokens *t, const char *s)
{
    size_t n = strlen(s) + 1;
    if (!t->texts && !(t->texts = arena_new(SIZE_MAX)))
        return NULL;
    if (n > t->left) {
        size_t room = n > ROOM ? n : ROOM;
        t->room = arena_alloc(t->texts, room);
        t->left = t->room ? room : 0;
    }
    if (!t->room)
        return NULL;
    char *copy = memcpy(t->room, s, n);
    t->room += n;
    t->left -= n;
    return copy;
}

static uint32_t S_keep(struct tokens *t, const char *s)
{
    t->kept.size = sizeof(char *);
    if (t->kept.n * (size_t)4 >= t->cap * 3 && !S_grow(t))
        return TOKEN_NONE;
    uint32_t *slot = S_slot(t, t->slots, t->cap, s);
    if (*slot)
        return *slot | KEPT;
    char *text = S_copy(t, s), **new = text ? keep_more(&t->kept) : NULL;
    if (!new)
        return TOKEN_NONE;
    *new = text;
    *slot = t->kept.n;
    return *slot | KEPT;
}

/* --- both -------------------------------------------------------------------------------------------------
 */

uint32_t tokens_put(struct tokens *t, const char *s)
{
    if (!s || !*s)
        return 0;
    uint32_t digits = S_digits(s);
    return digits ? digits : S_keep(t, s);
}

const char *tokens_text(const struct tokens *t, uint32_t token, char room[TOKEN_ROOM])
{
    room[0] = '\0';
    if (!token)
        return room;
    return token & KEPT ? S_text(t, token & ~KEPT) : S_digits_text(token, room);
}
