/* The form of a 個人番号; see kojin_bango.h. */
#include "base/kojin_bango.h"

#include <stdint.h>
#include <string.h>

/* SEPARATORS: so many at most between two digits of one number, "1234 - 5678". */
enum { DIGITS = 12, SEPARATORS = 8 };

char kojin_bango_digit(const char eleven[11])
{
    static const int weight[11] = {6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int sum = 0;
    for (int i = 0; i < 11; i++)
        sum += (eleven[i] - '0') * weight[i];
    int rest = sum % 11;
    return (char)(rest <= 1 ? '0' : '0' + 11 - rest);
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

/* Digits in other dress, each row in rising order: the first of it is that digit. Of the mathematical ones
 * five sets follow one another. */
static const struct {
    uint32_t first, last;
    int value;
} dresses[] = {
    {0xB2, 0xB3, 2},     {0xB9, 0xB9, 1},     {0x660, 0x669, 0},     {0x6F0, 0x6F9, 0},
    {0x2070, 0x2070, 0}, {0x2074, 0x2079, 4}, {0x2080, 0x2089, 0},   {0x2460, 0x2468, 1},
    {0x24EA, 0x24EA, 0}, {0xFF10, 0xFF19, 0}, {0x1D7CE, 0x1D7FF, 0}, {0x1FBF0, 0x1FBF9, 0},
};

const bool kojin_bango_first[256] = {
    ['0' ... '9'] = true, [0xC2] = true, [0xD9] = true, [0xDB] = true,
    [0xE2] = true,        [0xEF] = true, [0xF0] = true,
};

/* Value of the digit at p and its bytes; -1 if there is none. */
static int S_digit(const unsigned char *p, size_t n, size_t *bytes)
{
    *bytes = 1;
    if (!n || !kojin_bango_first[p[0]])
        return -1;
    if (p[0] < 0x80)
        return p[0] - '0';
    uint32_t code = S_char(p, n, bytes);
    for (size_t i = 0; *bytes > 1 && i < sizeof dresses / sizeof *dresses; i++)
        if (code >= dresses[i].first && code <= dresses[i].last)
            return (dresses[i].value + (int)(code - dresses[i].first)) % 10;
    return -1;
}

/* --- what may stand between the digits of one number ------------------------------------------------------
 */

/* LETTER: it parts two numbers. TIGHT: hyphens and blanks, as numbers are written. WIDE: another symbol.
 * UNSEEN: nothing is drawn, or it is drawn onto what stands before it, or nobody here writes it. */
enum between { LETTER, TIGHT, WIDE, UNSEEN };

/* In rising order; what is not named is UNSEEN, so that no corner of Unicode hides a number. */
static const struct {
    uint32_t first, last;
    enum between is;
} table[] = {
    {0x00, 0x1F, WIDE},         {0x20, 0x20, TIGHT},      {0x21, 0x2C, WIDE},       {0x2D, 0x2D, TIGHT},
    {0x2E, 0x2F, WIDE},         {0x3A, 0x40, WIDE},       {0x41, 0x5A, LETTER},     {0x5B, 0x60, WIDE},
    {0x61, 0x7A, LETTER},       {0x7B, 0x9F, WIDE},       {0xA0, 0xA0, TIGHT},      {0xA1, 0xAC, WIDE},
    {0xAE, 0xBF, WIDE},         {0xC0, 0xD6, LETTER},     {0xD7, 0xD7, WIDE},       {0xD8, 0xF6, LETTER},
    {0xF7, 0xF7, WIDE},         {0xF8, 0x2AF, LETTER},    {0x2B0, 0x2FF, WIDE},     {0x370, 0x482, LETTER},
    {0x48A, 0x52F, LETTER},     {0x1100, 0x115E, LETTER}, {0x1E00, 0x1FFF, LETTER}, {0x2000, 0x200A, TIGHT},
    {0x2010, 0x2015, TIGHT},    {0x2016, 0x2029, WIDE},   {0x202F, 0x202F, TIGHT},  {0x2030, 0x205E, WIDE},
    {0x205F, 0x205F, TIGHT},    {0x2070, 0x20CF, WIDE},   {0x2100, 0x2211, WIDE},   {0x2212, 0x2212, TIGHT},
    {0x2213, 0x2E7F, WIDE},     {0x2E80, 0x2FDF, LETTER}, {0x2FE0, 0x2FFF, WIDE},   {0x3000, 0x3000, TIGHT},
    {0x3001, 0x3004, WIDE},     {0x3005, 0x3007, LETTER}, {0x3008, 0x3020, WIDE},   {0x3021, 0x3029, LETTER},
    {0x3030, 0x303F, WIDE},     {0x3041, 0x3096, LETTER}, {0x309B, 0x309C, WIDE},   {0x309D, 0x309F, LETTER},
    {0x30A0, 0x30A0, WIDE},     {0x30A1, 0x30FA, LETTER}, {0x30FB, 0x30FB, WIDE},   {0x30FC, 0x30FC, TIGHT},
    {0x30FD, 0x3163, LETTER},   {0x3165, 0x9FFF, LETTER}, {0xAC00, 0xD7FF, LETTER}, {0xE000, 0xFAFF, LETTER},
    {0xFE10, 0xFE1F, WIDE},     {0xFE30, 0xFE6F, WIDE},   {0xFF01, 0xFF0C, WIDE},   {0xFF0D, 0xFF0D, TIGHT},
    {0xFF0E, 0xFF0F, WIDE},     {0xFF1A, 0xFF20, WIDE},   {0xFF21, 0xFF3A, LETTER}, {0xFF3B, 0xFF40, WIDE},
    {0xFF41, 0xFF5A, LETTER},   {0xFF5B, 0xFF65, WIDE},   {0xFF66, 0xFF6F, LETTER}, {0xFF70, 0xFF70, TIGHT},
    {0xFF71, 0xFF9D, LETTER},   {0xFFA1, 0xFFDC, LETTER}, {0xFFE0, 0xFFEF, WIDE},   {0x1F000, 0x1FAFF, WIDE},
    {0x20000, 0x3FFFF, LETTER},
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
    return UNSEEN;
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

/* Bytes of the digits at s with single hyphens and blanks between; 0: fewer than twelve. */
static size_t S_tight(struct str s)
{
    struct walk w = {.p = (const unsigned char *)s.p, .n = s.n};
    size_t end = 0;
    int have = 0;
    for (; S_step(&w) && w.gap != WIDE; have++)
        end = w.at;
    return have < DIGITS ? 0 : end;
}

/* Twelve digits in a row among these have the right check digit. s: nothing but digits. */
static bool S_in_a_row(struct str s)
{
    struct walk w = {.p = (const unsigned char *)s.p, .n = s.n};
    char last[DIGITS]; /* the latest of them, oldest first */
    for (int have = 0; S_step(&w);) {
        if (have == DIGITS)
            memmove(last, last + 1, (size_t)--have);
        last[have++] = (char)('0' + w.value);
        if (have == DIGITS && last[DIGITS - 1] == kojin_bango_digit(last))
            return true;
    }
    return false;
}

/* Among the groups is a day, as 2017/05/08 09:00 and the end and beginning of two days have twelve digits,
 * too. */
static bool S_has_day(const char digits[DIGITS], const int groups[DIGITS])
{
    for (int i = 0, at = 0; i + 2 < DIGITS && groups[i + 2]; at += groups[i++]) {
        if (groups[i] != 4 || groups[i + 1] != 2 || groups[i + 2] != 2)
            continue;
        const char *d = digits + at;
        int century = (d[0] - '0') * 10 + d[1] - '0', month = (d[4] - '0') * 10 + d[5] - '0';
        int day = (d[6] - '0') * 10 + d[7] - '0';
        if (century >= 18 && century <= 20 && month >= 1 && month <= 12 && day >= 1 && day <= 31)
            return true;
    }
    return false;
}

/* Bytes of whole groups of digits at s, whatever parts them, that make twelve with the right check digit; 0
 * if there are none. Whole groups: in 20050301〜20050320 and in two telephone numbers there is none. */
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
                   S_has_day(digits, groups)
               ? 0
               : w.at;
}

size_t kojin_bango_secret(struct str s)
{
    size_t n = S_tight(s);
    return n ? n : S_grouped(s);
}

/* Sixteen bytes at a time: what begins a digit is one of ASCII, or is no ASCII and begins no kana or kanji.
 */
static bool S_few(struct str s)
{
    typedef unsigned char block __attribute__((vector_size(16)));
    enum { BYTES = sizeof(block) };
    const uint64_t ones = 0x0101010101010101;
    size_t at = 0;
    unsigned digits = 0;
    for (; s.n - at >= BYTES && digits < DIGITS; at += BYTES) {
        block b, one;
        uint64_t half[2];
        memcpy(&b, s.p + at, BYTES);
        one = ((block)(b - '0' <= 9) | (block)(b - 0xC2 <= 0xE2 - 0xC2) | (block)(b >= 0xEF)) & 1;
        memcpy(half, &one, BYTES);
        digits += (unsigned)((half[0] + half[1]) * ones >> 56);
    }
    for (; at < s.n && digits < DIGITS; at++)
        digits += kojin_bango_first[(unsigned char)s.p[at]];
    return digits < DIGITS;
}

/* As in a time, whose T parts the digits. */
static bool S_few_between_letters(struct str s)
{
    unsigned digits = 0;
    for (size_t i = 0; i < s.n && digits < DIGITS; i++) {
        unsigned char c = (unsigned char)s.p[i], low = c | 0x20;
        digits = low >= 'a' && low <= 'z' ? 0 : digits + kojin_bango_first[c];
    }
    return digits < DIGITS;
}

bool kojin_bango_few(struct str s)
{
    return S_few(s) || S_few_between_letters(s);
}

bool kojin_bango_inside(struct str s)
{
    if (kojin_bango_few(s))
        return false;
    for (size_t i = 0, n; i < s.n; i += n ? n : 1) {
        struct str rest = {s.p + i, s.n - i};
        n = kojin_bango_digits(rest);
        if (n && (S_in_a_row((struct str){rest.p, n}) || S_grouped(rest)))
            return true;
    }
    return false;
}
