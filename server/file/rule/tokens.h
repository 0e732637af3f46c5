/* Inside file/rule/ only: 記号 and 番号 by the million, each text under a number of 32 bits from which it
 * comes back. Digits are the number themselves; any other text is kept once. Called by people.c. */
#ifndef FILE_RULE_TOKENS_H
#define FILE_RULE_TOKENS_H
#include "base/arena.h"
#include "file/rule/keep.h"

struct tokens {
    struct keep kept; /* where the texts are */
    struct arena *texts;
    char *room; /* in texts, for some more of them */
    size_t left;
    uint32_t *slots; /* owned: numbers of what is kept, by hash */
    size_t cap;
};

enum { TOKEN_DIGITS = 8, TOKEN_ROOM = 3 * TOKEN_DIGITS + 1 };
#define TOKEN_NONE UINT32_MAX /* out of memory */

/* Zeroed at first. */
void tokens_release(struct tokens *t);
/* 0: empty, or NULL. TOKEN_NONE: out of memory. */
uint32_t tokens_put(struct tokens *t, const char *s);
/* As it was put; lives in room, or as long as t. */
const char *tokens_text(const struct tokens *t, uint32_t token, char room[TOKEN_ROOM]);
#endif
