/* Numbers that depend on the seed, on what they are for, and on which one of these it is, and on nothing
 * else: any value can be made again without those before it. Used by every file of client/gen. */
#ifndef CLIENT_GEN_RANDOM_H
#define CLIENT_GEN_RANDOM_H
#include <stdint.h>

/* What a number is for: each has numbers of its own. */
enum stream {
    STREAM_BANGO = 1,
    STREAM_HOUSEHOLD,
    STREAM_PERSON,
    STREAM_EVENT,
    STREAM_VALUE,
    STREAM_SPOIL,
    STREAM_SPOILT,
    STREAM_DIFF,
    STREAM_UNIT
};

static inline uint64_t random_mix(uint64_t x)
{
    x += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

static inline uint64_t random_of(uint64_t seed, uint64_t stream, uint64_t which)
{
    return random_mix(random_mix(seed ^ stream << 56) + which);
}

/* The next of a chain that starts with random_of: 0 to n - 1. */
static inline uint32_t random_below(uint64_t *state, uint32_t n)
{
    *state = random_mix(*state);
    return (uint32_t)((*state >> 32) * n >> 32);
}

/* true with a chance of `in_1000`. */
static inline int random_chance(uint64_t *state, uint32_t in_1000)
{
    return random_below(state, 1000) < in_1000;
}
#endif
