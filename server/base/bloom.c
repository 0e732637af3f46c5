/* A Bloom filter in blocks of one cache line, so that a question costs one miss; see bloom.h. */
#include "base/bloom.h"

#include <stdlib.h>

enum { BLOCK_BITS = 512, BLOCK_BYTES = BLOCK_BITS / 8, KEY_BITS = 16, MARKS = 7 };

struct bloom {
    uint64_t mask; /* blocks - 1, a power of two */
    uint64_t (*block)[BLOCK_BITS / 64];
};

struct bloom *bloom_new(int64_t keys, size_t most_bytes)
{
    struct bloom *b = malloc(sizeof *b);
    if (!b)
        return NULL;
    uint64_t blocks = 1, wanted = (uint64_t)(keys > 0 ? keys : 1) * KEY_BITS / BLOCK_BITS + 1;
    while (blocks < wanted && blocks * 2 * BLOCK_BYTES <= most_bytes)
        blocks *= 2;
    b->mask = blocks - 1;
    b->block = aligned_alloc(BLOCK_BYTES, blocks * BLOCK_BYTES);
    if (!b->block) {
        free(b);
        return NULL;
    }
    for (uint64_t i = 0; i < blocks; i++)
        for (int k = 0; k < BLOCK_BITS / 64; k++)
            b->block[i][k] = 0;
    return b;
}

void bloom_free(struct bloom *b)
{
    if (!b)
        return;
    free(b->block);
    free(b);
}

/* splitmix64's end: every bit of the answer hangs on every bit of x. */
static uint64_t S_mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15u;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
    x = (x ^ x >> 27) * 0x94D049BB133111EBu;
    return x ^ x >> 31;
}

void bloom_add(struct bloom *b, uint64_t key)
{
    uint64_t h = S_mix(key), marks = S_mix(h);
    uint64_t *block = b->block[h & b->mask];
    for (int i = 0; i < MARKS; i++, marks >>= 9)
        block[marks >> 6 & 7] |= UINT64_C(1) << (marks & 63);
}

bool bloom_maybe(const struct bloom *b, uint64_t key)
{
    uint64_t h = S_mix(key), marks = S_mix(h), missing = 0;
    const uint64_t *block = b->block[h & b->mask];
    for (int i = 0; i < MARKS; i++, marks >>= 9)
        missing |= ~block[marks >> 6 & 7] & UINT64_C(1) << (marks & 63);
    return !missing;
}
