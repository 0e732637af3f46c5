/* A set of numbers that may answer "maybe" for one it never saw, and never "no" for one it did. Pure; one
 * thread at a time. Called by store/unyo_kojin.c. */
#ifndef BASE_BLOOM_H
#define BASE_BLOOM_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct bloom;
/* 16 bits a key, where one stranger in a thousand is a "maybe"; in a memory of most_bytes at most (with fewer
 * bits a key the "maybe" become more). NULL: no memory. */
struct bloom *bloom_new(int64_t keys, size_t most_bytes);
void bloom_free(struct bloom *b);
void bloom_add(struct bloom *b, uint64_t key);
bool bloom_maybe(const struct bloom *b, uint64_t key);
#endif
