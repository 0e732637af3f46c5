/* Numbers and texts spread over all of 64 bits, for hash tables and dice; nothing of it is a secret. */
#ifndef BASE_MIX_H
#define BASE_MIX_H
#include <stddef.h>
#include <stdint.h>

static inline uint64_t mix64(uint64_t x)
{
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* Of n bytes behind what h is the hash of. */
uint64_t mix_bytes(uint64_t h, const char *p, size_t n);
#endif
