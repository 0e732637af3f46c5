/* Eight bytes at a time; see mix.h. */
#include "base/mix.h"

#include <string.h>

uint64_t mix_bytes(uint64_t h, const char *p, size_t n)
{
    for (; n >= 8; p += 8, n -= 8) {
        uint64_t eight;
        memcpy(&eight, p, 8);
        h = mix64(h ^ eight) + 1;
    }
    uint64_t rest = (uint64_t)n << 56;
    if (n)
        memcpy(&rest, p, n);
    return mix64(h ^ rest) + 2;
}
