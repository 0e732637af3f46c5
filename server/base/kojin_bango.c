/* The form of a 個人番号; see kojin_bango.h. */
#include "base/kojin_bango.h"

#include <stdint.h>
#include <string.h>

/* SEPARATORS: so many at most between two digits of one number, "1234 - 5678". */
enum { DIGITS = 12, SEPARATORS = 3 };

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

/* --- what may stand between the digits of one number ------------------------------------------------------
 */

/* TIGHT: hyphens and blanks, as numbers are written. WIDE: any other symbol. UNSEEN: nothing is drawn, or it
 * is drawn onto what stands before it. All others are letters: they end a number. */
enum between { LETTER, TIGHT, WIDE, UNSEEN };

/* In rising order; what is not named is a letter. */
static const struct {
    uint32_t first, last;
    enum between is;
} table[] = {
    {0x00, 0x1F, WIDE},       {0x20, 0x20, TIGHT},      {0x21, 0x2C, WIDE},       {0x2D, 0x2D, TIGHT},
    {0x2E, 0x2F, WIDE},       {0x3A, 0x40, WIDE},       {0x5B, 0x60, WIDE},       {0x7B, 0x9F, WIDE},
    {0xA0, 0xA0, TIGHT},      {0xA1, 0xAC, WIDE},       {0xAD, 0xAD, UNSEEN},     {0xAE, 0xBF, WIDE},
    {0xD7, 0xD7, WIDE},       {0xF7, 0xF7, WIDE},       {0x2B0, 0x2FF, WIDE},     {0x300, 0x36F, UNSEEN},
    {0x61C, 0x61C, UNSEEN},   {0x115F, 0x1160, UNSEEN}, {0x17B4, 0x17B5, UNSEEN}, {0x180B, 0x180F, UNSEEN},
    {0x1AB0, 0x1AFF, UNSEEN}, {0x1DC0, 0x1DFF, UNSEEN}, {0x2000, 0x200A, TIGHT},  {0x200B, 0x200F, UNSEEN},
    {0x2010, 0x2015, TIGHT},  {0x2016, 0x2029, WIDE},   {0x202A, 0x202E, UNSEEN}, {0x202F, 0x202F, TIGHT},
    {0x2030, 0x205E, WIDE},   {0x205F, 0x205F, TIGHT},  {0x2060, 0x206F, UNSEEN}, {0x2070, 0x20CF, WIDE},
    {0x20D0, 0x20FF, UNSEEN}, {0x2100, 0x2211, WIDE},   {0x2212, 0x2212, TIGHT},  {0x2213, 0x2FFF, WIDE},
    {0x3000, 0x3000, TIGHT},  {0x3001, 0x3004, WIDE},   {0x3008, 0x3020, WIDE},   {0x302A, 0x302F, UNSEEN},
    {0x3030, 0x303F, WIDE},   {0x3099, 0x309A, UNSEEN}, {0x309B, 0x309C, WIDE},   {0x30A0, 0x30A0, WIDE},
    {0x30FB, 0x30FB, WIDE},   {0x30FC, 0x30FC, TIGHT},  {0x3164, 0x3164, UNSEEN}, {0xFE00, 0xFE0F, UNSEEN},
    {0xFE10, 0xFE1F, WIDE},   {0xFE20, 0xFE2F, UNSEEN}, {0xFE30, 0xFE6F, WIDE},   {0xFEFF, 0xFEFF, UNSEEN},
    {0xFF01, 0xFF0C, WIDE},   {0xFF0D, 0xFF0D, TIGHT},  {0xFF0E, 0xFF0F, WIDE},   {0xFF1A, 0xFF20, WIDE},
    {0xFF3B, 0xFF40, WIDE},   {0xFF5B, 0xFF65, WIDE},   {0xFF70, 0xFF70, TIGHT},  {0xFFA0, 0xFFA0, UNSEEN},
    {0xFFE0, 0xFFEF, WIDE},   {0xFFF9, 0xFFFB, UNSEEN}, {0x1F000, 0x1FAFF, WIDE}, {0xE0000, 0xE0FFF, UNSEEN},
};

static enum between S_between(uint32_t code)
{
    size_t low = 0, high = sizeof table / sizeof *table;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (code > table[mid].last)
            low = mid + 1;
        else if (code < table[mid].first)
            high = mid;
        else
            return table[mid].is;
    }
    return LETTER;
}

/* The character at p and its bytes; what is no UTF-8 is taken byte by byte. */
static uint32_t S_char(const unsigned char *p, size_t n, size_t *bytes)
{
    size_t want = p[0] < 0xC2 ? 1 : p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : p[0] < 0xF5 ? 4 : 1;
    uint32_t code = want == 1 ? p[0] : p[0] & (0x7Fu >> want);
    *bytes = 1;
    if (want > n)
        return p[0];
    for (size_t i = 1; i < want; i++) {
        if ((p[i] & 0xC0) != 0x80)
            return p[0];
        code = code << 6 | (p[i] & 0x3F);
    }
    *bytes = want;
    return code;
}

/* Bytes between two digits of one number, at p; 0: they are of two numbers, or no digit comes. */
static size_t S_gap(const unsigned char *p, size_t n, enum between *kind)
{
    size_t at = 0, bytes;
    int seen = 0;
    *kind = TIGHT;
    while (at < n && S_digit(p + at, n - at, &bytes) < 0) {
        enum between is = S_between(S_char(p + at, n - at, &bytes));
        if (is == LETTER || (is != UNSEEN && ++seen > SEPARATORS))
            return 0;
        if (is == WIDE || seen > 1)
            *kind = WIDE;
        at += bytes;
    }
    return at < n ? at : 0;
}

/* --- numbers ----------------------------------------------------------------------------------------------
 */

/* Digits that a number may begin with, gone through one after the other. */
struct walk {
    const unsigned char *p;
    size_t n, at;     /* at: behind the digit that was read */
    int value;        /* of that digit */
    enum between gap; /* before it; LETTER: none */
};

/* The next digit; false when the number would end there. */
static bool S_step(struct walk *w)
{
    size_t bytes;
    w->gap = LETTER;
    w->value = w->at < w->n ? S_digit(w->p + w->at, w->n - w->at, &bytes) : -1;
    if (w->value < 0) {
        size_t gap = w->at < w->n ? S_gap(w->p + w->at, w->n - w->at, &w->gap) : 0;
        if (!gap)
            return false;
        w->at += gap;
        w->value = S_digit(w->p + w->at, w->n - w->at, &bytes);
    }
    w->at += bytes;
    return true;
}

size_t kojin_bango_digits(struct str s)
{
    size_t at = 0, bytes;
    while (at < s.n && S_digit((const unsigned char *)s.p + at, s.n - at, &bytes) >= 0)
        at += bytes;
    return at;
}

/* Bytes of the digits at s with nothing wide between; tells whether there are twelve, and whether twelve of
 * them in a row have the right check digit. */
static size_t S_tight(struct str s, bool *long_enough, bool *right)
{
    struct walk w = {.p = (const unsigned char *)s.p, .n = s.n};
    char last[DIGITS]; /* the latest of them, oldest first */
    size_t end = 0;
    int have = 0;
    *long_enough = *right = false;
    while (S_step(&w) && w.gap != WIDE) {
        end = w.at;
        if (have == DIGITS)
            memmove(last, last + 1, (size_t)--have);
        last[have++] = (char)('0' + w.value);
        *long_enough = *long_enough || have == DIGITS;
        *right = *right || (have == DIGITS && last[DIGITS - 1] == kojin_bango_digit(last));
    }
    return end;
}

/* A day and what comes after it: 2017/05/08 09:00 has twelve digits, too. */
static bool S_begins_with_day(const char digits[DIGITS], const int groups[DIGITS])
{
    int month = (digits[4] - '0') * 10 + digits[5] - '0', day = (digits[6] - '0') * 10 + digits[7] - '0';
    return groups[0] == 4 && groups[1] == 2 && groups[2] == 2 && month >= 1 && month <= 12 && day >= 1 &&
           day <= 31;
}

/* Bytes of whole groups of digits at s, whatever parts them, that make twelve with the right check digit; 0
 * if there are none. Whole groups: in 20050301〜20050320 there is no number. */
static size_t S_grouped(struct str s)
{
    struct walk w = {.p = (const unsigned char *)s.p, .n = s.n};
    char digits[DIGITS];
    int groups[DIGITS] = {0}, group = 0;
    for (int i = 0; i < DIGITS; i++) {
        if (!S_step(&w))
            return 0;
        group += i && w.gap != LETTER;
        groups[group]++;
        digits[i] = (char)('0' + w.value);
    }
    struct str rest = {s.p + w.at, s.n - w.at};
    return kojin_bango_digits(rest) || digits[DIGITS - 1] != kojin_bango_digit(digits) ||
                   S_begins_with_day(digits, groups)
               ? 0
               : w.at;
}

size_t kojin_bango_secret(struct str s)
{
    bool long_enough, right;
    size_t n = S_tight(s, &long_enough, &right);
    return long_enough ? n : S_grouped(s);
}

/* Fewer digits than a number has, wherever they stand: nearly every text, told without a look at its
 * characters. A full-width digit begins with 0xEF. */
static bool S_few_digits(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    unsigned digits = 0;
    for (size_t i = 0; i < s.n; i++)
        digits += (p[i] >= '0' && p[i] <= '9') || p[i] == 0xEF;
    return digits < DIGITS;
}

bool kojin_bango_inside(struct str s)
{
    if (S_few_digits(s))
        return false;
    for (size_t i = 0, looked = 0, n; i < s.n; i += n ? n : 1) {
        struct str rest = {s.p + i, s.n - i};
        bool long_enough, right = false;
        n = kojin_bango_digits(rest);
        if (n && i >= looked)
            looked = i + S_tight(rest, &long_enough, &right);
        if (n && (right || S_grouped(rest)))
            return true;
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
