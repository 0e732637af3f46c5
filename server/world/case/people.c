/* What tells people apart in the log, and when it was; see tracker.h. */
#include <stdlib.h>
#include <time.h>

#include "world/case/tracker.h"

uint64_t tracker_sum(const void *p, size_t n, uint64_t h)
{
    const unsigned char *b = p;
    for (; n >= 8; n -= 8, b += 8) {
        uint64_t w;
        memcpy(&w, b, 8);
        h = (h ^ w) * 0x9E3779B97F4A7C15u;
        h ^= h >> 29;
    }
    for (; n; n--, b++)
        h = (h ^ *b) * 0x100000001B3u;
    return h;
}

static uint64_t S_mix(uint64_t x)
{
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

uint64_t tracker_ningen(const struct tracker *t, struct str kojin_bango)
{
    if (!kojin_bango.n || !t->keyed)
        return 0;
    uint64_t h = t->key[0];
    for (size_t i = 0; i < kojin_bango.n; i++)
        h = h * 257 + (unsigned char)kojin_bango.p[i];
    h = S_mix(S_mix(h) ^ t->key[1]);
    return h ? h : 1;
}

uint32_t tracker_setai(uint32_t hokensha, const char *kigo, const char *bango)
{
    uint64_t h = hokensha;
    if (!kigo && !bango)
        return 0;
    h = tracker_sum(kigo ? kigo : "", kigo ? strlen(kigo) + 1 : 1, h);
    h = tracker_sum(bango ? bango : "", bango ? strlen(bango) + 1 : 1, h);
    h = S_mix(h);
    return (uint32_t)h ? (uint32_t)h : 1;
}

int64_t tracker_real_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}
