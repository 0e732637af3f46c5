/* Inside world/case/ only: a table of numbers by a number that grows; zeroed at first. Used by facts.c and
 * sieve.c. */
#ifndef WORLD_CASE_NUMBERS_H
#define WORLD_CASE_NUMBERS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct number {
    uint64_t key;
    uint32_t value; /* 0: the slot is free */
};

struct numbers {
    struct number *slots; /* owned */
    size_t n, cap;        /* cap: a power of two, or 0 */
};

/* The same for the same number, its bits well mixed. */
uint64_t numbers_spread(uint64_t k);
/* That of a text, never 0. */
uint64_t numbers_text(const char *text);
/* 0: there is none. */
uint32_t numbers_get(const struct numbers *h, uint64_t key);
/* value not 0; false: no memory. */
bool numbers_put(struct numbers *h, uint64_t key, uint32_t value);
void numbers_free(struct numbers *h);
#endif
