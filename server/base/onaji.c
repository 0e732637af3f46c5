/* Names without regard to width and spaces; see onaji.h. */
#include "base/onaji.h"

#include <stddef.h>

enum { KANA_FIRST = 0xFF61, DAKUTEN = 0xFF9E, HANDAKUTEN = 0xFF9F };

/* U+FF61 to U+FF9F in full width */
static const uint16_t zenkaku[] = {
    0x3002, 0x300C, 0x300D, 0x3001, 0x30FB, 0x30F2, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30E3, 0x30E5,
    0x30E7, 0x30C3, 0x30FC, 0x30A2, 0x30A4, 0x30A6, 0x30A8, 0x30AA, 0x30AB, 0x30AD, 0x30AF, 0x30B1, 0x30B3,
    0x30B5, 0x30B7, 0x30B9, 0x30BB, 0x30BD, 0x30BF, 0x30C1, 0x30C4, 0x30C6, 0x30C8, 0x30CA, 0x30CB, 0x30CC,
    0x30CD, 0x30CE, 0x30CF, 0x30D2, 0x30D5, 0x30D8, 0x30DB, 0x30DE, 0x30DF, 0x30E0, 0x30E1, 0x30E2, 0x30E4,
    0x30E6, 0x30E8, 0x30E9, 0x30EA, 0x30EB, 0x30EC, 0x30ED, 0x30EF, 0x30F3, 0x309B, 0x309C};

static uint32_t S_code_point(const char **at)
{
    const unsigned char *p = (const unsigned char *)*at;
    int more = p[0] < 0x80 ? 0 : p[0] < 0xE0 ? 1 : p[0] < 0xF0 ? 2 : 3;
    uint32_t c = more ? p[0] & (0x3FU >> more) : p[0];
    const unsigned char *end = p + 1;
    for (; more && *end; more--)
        c = c << 6 | (*end++ & 0x3FU);
    *at = (const char *)end;
    return c;
}

/* A half-width mark behind a half-width kana makes one character of the two. */
static uint32_t S_voiced(uint32_t kana, const char **at)
{
    const char *next = *at;
    uint32_t mark = S_code_point(&next);
    bool ha = kana >= 0x30CF && kana <= 0x30DB, ka = kana >= 0x30AB && kana <= 0x30C8;
    uint32_t made = mark == HANDAKUTEN && ha            ? kana + 2
                    : mark == DAKUTEN && (ha || ka)     ? kana + 1
                    : mark == DAKUTEN && kana == 0x30A6 ? 0x30F4
                                                        : 0;
    if (made)
        *at = next;
    return made ? made : kana;
}

/* The next character that counts, in one form; 0 at the end. */
static uint32_t S_next(const char **at)
{
    while (**at) {
        uint32_t c = S_code_point(at);
        if (c == ' ' || c == 0x3000)
            continue;
        if (c >= 0xFF01 && c <= 0xFF5E)
            return c - 0xFEE0;
        if (c >= KANA_FIRST && c <= HANDAKUTEN)
            return S_voiced(zenkaku[c - KANA_FIRST], at);
        return c;
    }
    return 0;
}

bool onaji(const char *a, const char *b)
{
    uint32_t x, y;
    do {
        x = S_next(&a);
        y = S_next(&b);
    } while (x && x == y);
    return x == y;
}

/* FNV-1a over the characters that count, behind which text they are of: no character. */
int64_t onaji_kagi(const char *shimei, const char *kana, const char *jusho)
{
    enum { BEHIND_UNICODE = 0x110000 };
    const uint64_t prime = UINT64_C(1099511628211);
    const char *texts[] = {shimei, kana, jusho};
    uint64_t sum = UINT64_C(14695981039346656037);
    for (uint32_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (!texts[i])
            continue;
        sum = (sum ^ (BEHIND_UNICODE + i)) * prime;
        for (uint32_t x = S_next(&texts[i]); x; x = S_next(&texts[i]))
            sum = (sum ^ x) * prime;
    }
    return (int64_t)(sum >> 1);
}
