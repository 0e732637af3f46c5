/* Hashes and blocks; see keep.h. */
#include "file/rule/keep.h"

#include <stdlib.h>
#include <string.h>

#include "base/mix.h"

enum { BLOCK_BITS = 14, BLOCK = 1 << BLOCK_BITS };

uint64_t keep_hash(uint64_t h, const char *s)
{
    return mix_bytes(h, s, s ? strlen(s) : 0);
}

uint32_t keep_hash32(const char *s)
{
    if (!s || !*s)
        return 0;
    uint32_t h = (uint32_t)(keep_hash(0, s) >> 32);
    return h ? h : 1;
}

void *keep_at(const struct keep *k, uint32_t one)
{
    return k->blocks[(one - 1) >> BLOCK_BITS] + ((one - 1) & (BLOCK - 1)) * k->size;
}

void *keep_more(struct keep *k)
{
    if ((k->n & (BLOCK - 1)) == 0) {
        uint32_t at = k->n >> BLOCK_BITS;
        char **wide = realloc(k->blocks, (at + 1) * sizeof *wide);
        if (!wide)
            return NULL;
        k->blocks = wide;
        if (!(wide[at] = calloc(BLOCK, k->size)))
            return NULL;
    }
    return keep_at(k, ++k->n);
}

void keep_release(struct keep *k)
{
    for (uint32_t i = 0; i < (k->n + BLOCK - 1) >> BLOCK_BITS; i++)
        free(k->blocks[i]);
    free(k->blocks);
    *k = (struct keep){.size = k->size};
}
