/* The form of a 個人番号; see kojin_bango.h. */
#include "base/kojin_bango.h"

#include <string.h>

enum { DIGITS = 12 };

char kojin_bango_digit(const char eleven[11])
{
    static const int weight[11] = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int sum = 0;
    for (int i = 0; i < 11; i++)
        sum += (eleven[i] - '0') * weight[i];
    int rest = sum % 11;
    return (char)(rest <= 1 ? '0' : '0' + 11 - rest);
}

/* Value of the digit at p and its bytes; -1 if there is none. Full width: U+FF10 to U+FF19. */
static int S_digit(const unsigned char *p, size_t n, size_t *bytes)
{
    *bytes = 1;
    if (n && p[0] >= '0' && p[0] <= '9')
        return p[0] - '0';
    *bytes = 3;
    return n >= 3 && p[0] == 0xEF && p[1] == 0xBC && p[2] >= 0x90 && p[2] <= 0x99 ? p[2] - 0x90 : -1;
}

/* Bytes of the separator at p: one character that is neither letter nor digit; 0 if there is none. Every
 * symbol of U+2000–U+303F (dashes, spaces, 、。・) and every full-width one counts, so that no typography
 * hides a number. */
static size_t S_separator(const unsigned char *p, size_t n)
{
    if (!n)
        return 0;
    unsigned char c = p[0];
    bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c < 0x80)
        return letter ? 0 : 1;
    if (n >= 2 && c == 0xC2)
        return 2;
    if (n < 3)
        return 0;
    if (c == 0xE2 || (c == 0xE3 && p[1] == 0x80))
        return 3;
    if (c == 0xE3 && p[1] == 0x83 && (p[2] == 0xBB || p[2] == 0xBC)) /* ・ ー */
        return 3;
    return c == 0xEF && p[1] == 0xBC && (p[2] < 0x90 || (p[2] > 0x99 && p[2] < 0xA1)) ? 3 : 0;
}

/* Fewer digits than a number has, wherever they stand: nearly every text, told without a look at its
 * characters. A full-width digit begins with 0xEF. */
static bool S_few_digits(const unsigned char *p, size_t n)
{
    unsigned digits = 0;
    for (size_t i = 0; i < n; i++)
        digits += (p[i] >= '0' && p[i] <= '9') || p[i] == 0xEF;
    return digits < DIGITS;
}

bool kojin_bango_inside(struct str s)
{
    if (S_few_digits((const unsigned char *)s.p, s.n))
        return false;
    const unsigned char *p = (const unsigned char *)s.p;
    char last[DIGITS]; /* the latest digits of the run, oldest first */
    int have = 0;
    for (size_t i = 0; i < s.n;) {
        size_t bytes;
        int digit = S_digit(p + i, s.n - i, &bytes);
        if (digit >= 0) {
            if (have == DIGITS)
                memmove(last, last + 1, (size_t)--have);
            last[have++] = (char)('0' + digit);
            i += bytes;
            if (have == DIGITS && last[DIGITS - 1] == kojin_bango_digit(last))
                return true;
            continue;
        }
        size_t gap = S_separator(p + i, s.n - i), next;
        if (!gap || !have || S_digit(p + i + gap, s.n - i - gap, &next) < 0)
            have = 0;
        i += gap ? gap : 1;
    }
    return false;
}

void kojin_bango_hide(char *text)
{
    char *to = text;
    size_t n = strlen(text), bytes;
    for (size_t i = 0; i < n; i += bytes)
        if (S_digit((const unsigned char *)text + i, n - i, &bytes) >= 0) {
            *to++ = '*';
        } else {
            bytes = 1;
            *to++ = text[i];
        }
    *to = 0;
}
