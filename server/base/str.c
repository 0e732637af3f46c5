/* Text rules shared by every room; see str.h. */
#include "base/str.h"

#include <stdio.h>

#include "base/kojin_bango.h"

static const char mark[] = "…"; /* of a text that goes on */

enum { STARS = 12, CODE = 14, KIKAN_LEAST = 15, KIKAN_MOST = 17 };

bool str_all_digits(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] < '0' || s.p[i] > '9')
            return false;
    return s.n > 0;
}

static size_t S_char_bytes(unsigned char c)
{
    return c < 0x80 ? 1 : c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
}

/* Bytes before the next digit. */
static size_t S_plain(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && (!kojin_bango_first[(unsigned char)p[i]] ||
                     ((unsigned char)p[i] >= 0x80 && !kojin_bango_digits((struct str){p + i, n - i}))))
        i++;
    return i;
}

/* The most of n bytes at p that fit into room and end with a whole character. */
static size_t S_fit(const char *p, size_t n, size_t room)
{
    if (n <= room)
        return n;
    while (room && ((unsigned char)p[room] & 0xC0) == 0x80)
        room--;
    return room;
}

/* A 事務コード, 事務手続コード or 特定個人情報名コード begins before s.p[i]: "JM", "JT", "TM" and 14 digits.
 */
static bool S_letters(struct str s, size_t i)
{
    enum { LETTERS = 2 };
    static const char all[][LETTERS + 1] = {"JM", "JT", "TM"};
    for (size_t k = 0; i >= LETTERS && k < sizeof all / sizeof *all; k++)
        if (memcmp(s.p + i - LETTERS, all[k], LETTERS) == 0)
            return true;
    return false;
}

/* Its number is small: one would have to ask what was meant. Too few digits that are not 0 for a 個人番号 to
 * hide in. */
static bool S_code(struct str s, size_t i)
{
    static const char zeros[] = "00000000";
    if (s.n - i < CODE || memcmp(s.p + i, zeros, sizeof zeros - 1) != 0 || !S_letters(s, i))
        return false;
    return kojin_bango_digits((struct str){s.p + i, s.n - i}) == CODE &&
           str_all_digits((struct str){s.p + i, CODE});
}

/* Writes the n secret bytes of a link file at s.p[i] as they may be seen; answers their number. A 機関コード
 * has 16 digits, and who mistypes one, or a code of 14 behind its letters, must see what was typed: in so
 * many plain digits, or one more or fewer, a 個人番号 is where twelve have the right check digit. Of all
 * others, also of a 個人番号 with a digit too many, nothing is shown. */
static size_t S_stars(struct str s, size_t i, size_t n, char out[KIKAN_MOST])
{
    const char *p = s.p + i;
    const size_t least = S_letters(s, i) ? CODE - 1 : KIKAN_LEAST;
    if (n < least || n > KIKAN_MOST || !str_all_digits((struct str){p, n})) {
        memset(out, '*', STARS);
        return STARS;
    }
    memcpy(out, p, n);
    for (size_t at = 0; at + STARS <= n; at++)
        if (p[at + STARS - 1] == kojin_bango_digit(p + at))
            memset(out + at, '*', STARS);
    return n;
}

/* Bytes that are secret at s.p[i], which is a digit, and in stars, *ret bytes, how they may be seen; 0: none.
 */
typedef size_t secret_fn(struct str s, size_t i, char stars[KIKAN_MOST], size_t *ret);

static size_t S_secret(struct str s, size_t i, char stars[KIKAN_MOST], size_t *ret)
{
    size_t n = kojin_bango_alone(s, i);
    memset(stars, '*', *ret = n ? STARS : 0);
    return n;
}

static size_t S_secret_of_row(struct str s, size_t i, char stars[KIKAN_MOST], size_t *ret)
{
    size_t n = S_code(s, i) ? 0 : kojin_bango_secret((struct str){s.p + i, s.n - i});
    if (!n)
        return S_secret(s, i, stars, ret); /* its zero is lost */
    *ret = S_stars(s, i, n, stars);
    return n;
}

/* Answers the bytes written; *ret_cut: there was no room for the rest. */
static size_t S_mask(secret_fn *secret_at, char *out, size_t cap, struct str s, bool *ret_cut)
{
    size_t at = 0, i = 0;
    *ret_cut = false;
    if (s.n && s.n < cap &&
        (s.n < KOJIN_BANGO_LEAST || kojin_bango_few(s))) { /* the usual case: no number has room */
        memcpy(out, s.p, s.n);
        at = i = s.n;
    }
    while (i < s.n && cap) {
        size_t n = S_plain(s.p + i, s.n - i), room = cap - 1 - at, fits = S_fit(s.p + i, n, room);
        memcpy(out + at, s.p + i, fits);
        at += fits;
        i += n;
        *ret_cut = fits < n;
        if (fits < n || i == s.n)
            break;
        char stars[KIKAN_MOST];
        size_t shown, secret = secret_at(s, i, stars, &shown);
        size_t run = secret ? secret : kojin_bango_digits((struct str){s.p + i, s.n - i});
        n = secret ? shown : run;
        room = cap - 1 - at;
        *ret_cut = n > room; /* a number is whole or absent */
        if (n > room)
            break;
        memcpy(out + at, secret ? stars : s.p + i, n);
        at += n;
        i += run;
    }
    if (cap)
        out[at] = 0;
    return at;
}

bool str_secret(struct str s, size_t *at, size_t to, size_t *ret_n)
{
    for (size_t i = *at, run; i < to; i += run) {
        i += S_plain(s.p + i, to - i);
        run = i < to ? kojin_bango_digits((struct str){s.p + i, s.n - i}) : 0;
        if (!run)
            break;
        *ret_n = kojin_bango_alone(s, i);
        if (*ret_n) {
            *at = i;
            return true;
        }
    }
    *at = to;
    return false;
}

size_t str_mask(char *out, size_t cap, struct str s)
{
    bool cut;
    return S_mask(S_secret, out, cap, s, &cut);
}

size_t str_mask_row(char *out, size_t cap, struct str s)
{
    bool cut;
    return S_mask(S_secret_of_row, out, cap, s, &cut);
}

size_t str_show(char *out, size_t cap, struct str s)
{
    bool cut;
    size_t n = S_mask(S_secret, out, cap, s, &cut);
    if (!cut || cap < sizeof mark)
        return n;
    n = S_mask(S_secret, out, cap - (sizeof mark - 1), s, &cut);
    memcpy(out + n, mark, sizeof mark);
    return n + sizeof mark - 1;
}

size_t str_uncut(const char *p, size_t n)
{
    while (n && !((p[n - 1] >= 'a' && p[n - 1] <= 'z') || (p[n - 1] >= 'A' && p[n - 1] <= 'Z')))
        n--;
    return n;
}

void str_end_cut(char *p, size_t cap)
{
    memcpy(p + str_uncut(p, cap - sizeof mark), mark, sizeof mark);
}

size_t str_char(struct str s)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *u = (const unsigned char *)s.p;
    if (!s.n)
        return 0;
    const size_t n = S_char_bytes(u[0]);
    if (n > s.n || (n == 1 && u[0] >= 0x80) || u[0] > 0xF4)
        return 0;
    uint32_t cp = n == 1 ? u[0] : u[0] & (0x7Fu >> n);
    for (size_t k = 1; k < n; k++) {
        if ((u[k] & 0xC0) != 0x80)
            return 0;
        cp = cp << 6 | (u[k] & 0x3F);
    }
    return cp < least[n] || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF) ? 0 : n;
}

long str_utf8_len(struct str s)
{
    long count = 0;
    for (size_t i = 0, n; i < s.n; i += n, count++)
        if (!(n = str_char((struct str){s.p + i, s.n - i})))
            return -1;
    return count;
}

/* Days from 1970-01-01 of a proleptic Gregorian date: years are counted from March, so that the leap day is
 * last. */
static int32_t S_days(int y, int m, int d)
{
    y -= m <= 2;
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

int32_t str_date(struct str s)
{
    char d[8];
    if (s.n == 10 && s.p[4] == '-' && s.p[7] == '-') {
        memcpy(d, s.p, 4);
        memcpy(d + 4, s.p + 5, 2);
        memcpy(d + 6, s.p + 8, 2);
    } else if (s.n == 8) {
        memcpy(d, s.p, 8);
    } else {
        return INT32_MIN;
    }
    if (!str_all_digits((struct str){d, 8}))
        return INT32_MIN;
    int v[8];
    for (int i = 0; i < 8; i++)
        v[i] = d[i] - '0';
    int y = v[0] * 1000 + v[1] * 100 + v[2] * 10 + v[3], m = v[4] * 10 + v[5], day = v[6] * 10 + v[7];
    static const int len[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    if (y < 1 || m < 1 || m > 12 || day < 1 || day > len[m - 1] + (leap && m == 2))
        return INT32_MIN;
    return S_days(y, m, day);
}

void str_from_date(int32_t days, char out[9])
{
    int32_t z = days + 719468;
    int32_t era = z / 146097;
    int32_t doe = z - era * 146097;
    int32_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int32_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    int32_t day = doy - (153 * mp + 2) / 5 + 1, m = mp < 10 ? mp + 3 : mp - 9, y = yoe + era * 400 + (m <= 2);
    uint32_t digits = (uint32_t)(y % 10000 * 10000 + m * 100 + day);
    for (int i = 8; i-- > 0; digits /= 10)
        out[i] = (char)('0' + digits % 10);
    out[8] = '\0';
}

/* How many bytes the control character at p has; 0: it is none. */
static size_t S_control(const unsigned char *p, size_t n)
{
    if ((*p < 0x20 && *p != '\t' && *p != '\n') || *p == 0x7F)
        return 1;
    if (n >= 2 && p[0] == 0xC2 && p[1] >= 0x80 && p[1] < 0xA0)
        return 2;
    return n >= 3 && p[0] == 0xE2 && p[1] == 0x80 && (p[2] == 0xA8 || p[2] == 0xA9) ? 3 : 0;
}

bool str_has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (S_control((const unsigned char *)s.p + i, s.n - i))
            return true;
    return false;
}

void str_plain(char *s)
{
    size_t n = strlen(s);
    for (size_t i = 0; i < n; i++) {
        size_t control = S_control((unsigned char *)s + i, n - i);
        memset(s + i, ' ', control);
    }
}

void str_line(char *s)
{
    str_plain(s);
    for (; *s; s++)
        if (*s == '\n' || *s == '\t')
            *s = ' ';
}
