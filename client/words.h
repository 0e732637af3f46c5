/* A growing list of borrowed strings: repeated options, --field name=value pairs. Owns the array only. */
#ifndef CLIENT_WORDS_H
#define CLIENT_WORDS_H
#include <stdbool.h>
#include <stddef.h>

struct words {
    const char **items;
    size_t n, cap;
};

/* false: out of memory, the list is unchanged. */
bool words_add(struct words *list, const char *s);
void words_release(struct words *list);

enum { WORD = 80 };
/* The next word of a list with commas or blanks between; false: there is none. */
bool words_next(const char **list, char out[WORD]);
#endif
