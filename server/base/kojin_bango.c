/* The form of a 個人番号; see kojin_bango.h. */
#include "base/kojin_bango.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* SEPARATORS: so many at most between two digits of one number, "1234 - 5678". LOST: digits that are left
 * when a spreadsheet has taken the zero before them. */
enum { DIGITS = 12, LOST = KOJIN_BANGO_LEAST, SEPARATORS = 8 };

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

/* The zeros of every script (Nd of Unicode 17), rising; the other nine digits follow each. */
static const uint32_t zeros[] = {
    0x660,   0x6F0,   0x7C0,   0x966,   0x9E6,   0xA66,   0xAE6,   0xB66,   0xBE6,   0xC66,   0xCE6,
    0xD66,   0xDE6,   0xE50,   0xED0,   0xF20,   0x1040,  0x1090,  0x17E0,  0x1810,  0x1946,  0x19D0,
    0x1A80,  0x1A90,  0x1B50,  0x1BB0,  0x1C40,  0x1C50,  0xA620,  0xA8D0,  0xA900,  0xA9D0,  0xA9F0,
    0xAA50,  0xABF0,  0xFF10,  0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0, 0x112F0,
    0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0, 0x11C50,
    0x11D50, 0x11DA0, 0x11DE0, 0x11F50, 0x16130, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE,
    0x1D7D8, 0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0};

/* Digits in other dress, each row in rising order: the first of it is that digit. */
static const struct {
    uint32_t first, last;
    int value;
} dresses[] = {
    {0xB2, 0xB3, 2},     {0xB9, 0xB9, 1},     {0x2070, 0x2070, 0}, {0x2074, 0x2079, 4},
    {0x2080, 0x2089, 0}, {0x2460, 0x2468, 1}, {0x24EA, 0x24EA, 0},
};

const bool kojin_bango_first[256] = {
    ['0' ... '9'] = true, [0xC2] = true, [0xD9] = true, [0xDB] = true, [0xDF] = true, [0xE0] = true,
    [0xE1] = true,        [0xE2] = true, [0xEA] = true, [0xEF] = true, [0xF0] = true,
};

static int S_value(uint32_t code)
{
    size_t low = 0, high = sizeof zeros / sizeof *zeros; /* to the first zero that is above it */
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (code < zeros[mid])
            high = mid;
        else
            low = mid + 1;
    }
    if (low && code - zeros[low - 1] < 10)
        return (int)(code - zeros[low - 1]);
    for (size_t i = 0; i < sizeof dresses / sizeof *dresses; i++)
        if (code >= dresses[i].first && code <= dresses[i].last)
            return dresses[i].value + (int)(code - dresses[i].first);
    return -1;
}

/* Value of the digit at p and its bytes; -1 if there is none. */
static int S_digit(const unsigned char *p, size_t n, size_t *bytes)
{
    *bytes = 1;
    if (!n || !kojin_bango_first[p[0]])
        return -1;
    if (p[0] < 0x80)
        return p[0] - '0';
    uint32_t code = S_char(p, n, bytes);
    return *bytes > 1 ? S_value(code) : -1;
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

/* Bytes between two digits of one number, at p; 0: they are of two numbers, or no digit comes. kind: UNSEEN
 * when nothing of it is seen. */
static size_t S_gap(const unsigned char *p, size_t n, enum between *kind)
{
    size_t at = 0, bytes;
    int seen = 0;
    *kind = UNSEEN;
    while (at < n && S_digit(p + at, n - at, &bytes) < 0) {
        enum between is = S_between(S_char(p + at, n - at, &bytes));
        if (is == LETTER || (is != UNSEEN && ++seen > SEPARATORS))
            return 0;
        if (is == WIDE || seen > 1)
            *kind = WIDE;
        else if (is == TIGHT)
            *kind = TIGHT;
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

/* Digits at the beginning of a text that are whole groups of them, whatever parts these. */
struct grouped {
    char digits[DIGITS];
    int groups[DIGITS]; /* how many digits each has */
    int n;              /* groups */
    size_t bytes;
};

/* Whole groups that make so many digits, without a day. Whole: in 20050301〜20050320 and in two telephone
 * numbers there are none. What is not seen parts no groups. */
static bool S_groups(struct str s, int want, struct grouped *ret)
{
    struct walk w = {.p = (const unsigned char *)s.p, .n = s.n};
    *ret = (struct grouped){.n = 1};
    for (int i = 0; i < want; i++) {
        if (!S_step(&w))
            return false;
        ret->n += i && (w.gap == TIGHT || w.gap == WIDE);
        ret->groups[ret->n - 1]++;
        ret->digits[i] = (char)('0' + w.value);
    }
    ret->bytes = w.at;
    return !kojin_bango_digits((struct str){s.p + w.at, s.n - w.at}) && !S_has_day(ret->digits, ret->groups);
}

/* Bytes of whole groups at s that make twelve digits with the right check digit; 0 if there are none. */
static size_t S_grouped(struct str s)
{
    struct grouped g;
    return S_groups(s, DIGITS, &g) && g.digits[DIGITS - 1] == kojin_bango_digit(g.digits) ? g.bytes : 0;
}

size_t kojin_bango_secret(struct str s)
{
    size_t n = S_tight(s);
    return n ? n : S_grouped(s);
}

/* --- a number that stands alone ---------------------------------------------------------------------------
 */

/* The character before s.p[at]; NULL: there is none. */
static const unsigned char *S_before(struct str s, size_t at)
{
    enum { CONTINUED = 3 };
    if (!at)
        return NULL;
    size_t i = at - 1;
    while (i && at - i <= CONTINUED && ((unsigned char)s.p[i] & 0xC0) == 0x80)
        i--;
    return (const unsigned char *)s.p + i;
}

/* A digit, or a letter of an alphabet: of an identifier. Kana and kanji stand beside a number in every
 * sentence. */
static bool S_alphanumeric(const unsigned char *p, size_t n)
{
    enum { KANJI = 0x2E80, WIDE_A = 0xFF21, WIDE_Z = 0xFF5A };
    size_t bytes;
    if (S_digit(p, n, &bytes) >= 0)
        return true;
    uint32_t code = S_char(p, n, &bytes);
    return (code < 0x80 || bytes > 1) && (code < KANJI || (code >= WIDE_A && code <= WIDE_Z)) &&
           S_between(code) == LETTER;
}

/* As eleven digits are written when the zero before them is gone: in one piece, one by one, or as three
 * groups of four one of which lacks it. An address of a host, a telephone number are none. */
static bool S_lost_form(const struct grouped *g)
{
    int fours = 0;
    for (int i = 0; i < g->n; i++)
        fours += g->groups[i] == 4;
    return g->n == 1 || (g->digits[0] != '0' && (g->n == LOST || (g->n == 3 && fours == 2)));
}

static size_t S_lost(struct str s)
{
    struct grouped g;
    char twelve[DIGITS] = {'0'};
    if (!S_groups(s, LOST, &g) || !S_lost_form(&g))
        return 0;
    memcpy(twelve + 1, g.digits, LOST);
    return twelve[DIGITS - 1] == kojin_bango_digit(twelve) ? g.bytes : 0;
}

/* As a spreadsheet shows eleven or twelve digits that it takes for a number: 1.23456789018E+11. Bytes of all
 * that; zeros at the end of the digits may be gone. */
static size_t S_scientific(struct str s)
{
    char digits[DIGITS], tail[5];
    size_t at = 2, n = 1;
    if (s.n < 8 || s.p[0] < '1' || s.p[0] > '9' || s.p[1] != '.')
        return 0;
    while (n < DIGITS && at < s.n && s.p[at] >= '0' && s.p[at] <= '9')
        n++, at++;
    if (s.n - at < 4)
        return 0;
    snprintf(tail, sizeof tail, "%.4s", s.p + at);
    const bool lost = strcasecmp(tail, "E+10") == 0;
    if ((!lost && strcasecmp(tail, "E+11") != 0) || n + lost > DIGITS)
        return 0;
    memset(digits, '0', DIGITS);
    digits[lost] = s.p[0];
    memcpy(digits + lost + 1, s.p + 2, n - 1);
    return digits[DIGITS - 1] == kojin_bango_digit(digits) ? at + 4 : 0;
}

static bool S_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* ESCAPED: digits at most of a run that are the end of an escape before it. */
enum { ESCAPED = 4 };

/* The byte before s.p[at] ends a %XX of a URL, a \n or \uXXXX of JSON: characters of some text, and none of
 * an identifier that its letters and digits would be. */
static bool S_behind_escape(struct str s, size_t at)
{
    const char *p = s.p + at;
    if (at >= 3 && p[-3] == '%' && S_hex(p[-2]) && S_hex(p[-1]))
        return true;
    if (at >= 2 && p[-2] == '\\')
        return p[-1] && strchr("bfnrt", p[-1]);
    return at >= 2 + ESCAPED && p[-6] == '\\' && p[-5] == 'u' && S_hex(p[-4]) && S_hex(p[-3]) &&
           S_hex(p[-2]) && S_hex(p[-1]);
}

static size_t S_alone(struct str s, size_t at)
{
    const unsigned char *end = (const unsigned char *)s.p + s.n, *before = S_before(s, at);
    if (before && S_alphanumeric(before, (size_t)(end - before)) && !S_behind_escape(s, at))
        return 0;
    struct str rest = {s.p + at, s.n - at};
    size_t n = S_scientific(rest);
    n = n ? n : S_grouped(rest);
    n = n ? n : S_lost(rest);
    return n && n < rest.n && S_alphanumeric(end - rest.n + n, rest.n - n) ? 0 : n;
}

size_t kojin_bango_alone(struct str s, size_t at)
{
    size_t n = S_alone(s, at);
    if (n)
        return n;
    const size_t run = kojin_bango_digits((struct str){s.p + at, s.n - at});
    for (size_t skip = 1; skip <= ESCAPED && skip < run; skip++)
        if (S_behind_escape(s, at + skip) && (n = S_alone(s, at + skip)))
            return skip + n;
    return 0;
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
    for (; s.n - at >= BYTES && digits < LOST; at += BYTES) {
        block b, one;
        uint64_t half[2];
        memcpy(&b, s.p + at, BYTES);
        one = ((block)(b - '0' <= 9) | (block)(b - 0xC2 <= 0xE2 - 0xC2) | (block)(b == 0xEA) |
               (block)(b >= 0xEF)) &
              1;
        memcpy(half, &one, BYTES);
        digits += (unsigned)((half[0] + half[1]) * ones >> 56);
    }
    for (; at < s.n && digits < LOST; at++)
        digits += kojin_bango_first[(unsigned char)s.p[at]];
    return digits < LOST;
}

/* As in a time, whose T parts the digits. */
static bool S_few_between_letters(struct str s)
{
    unsigned digits = 0;
    for (size_t i = 0; i < s.n && digits < LOST; i++) {
        unsigned char c = (unsigned char)s.p[i], low = c | 0x20;
        digits = low >= 'a' && low <= 'z' ? 0 : digits + kojin_bango_first[c];
    }
    return digits < LOST;
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
