/* Where the numbers stand; see veil_digits.h. */
#include "soap/veil_digits.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/kojin_bango.h"

/* BASE64: characters of so many bytes. */
enum { LEAST = KOJIN_BANGO_LEAST, BASE64 = 15 };

/* Letters part two numbers; every other byte may stand in one. */
static const bool letter[256] = {['A' ... 'Z'] = true, ['a' ... 'z'] = true};
/* A character of base64, or what folds it. */
static const bool base64[256] = {
    ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['0' ... '9'] = true, ['+'] = true,
    ['/'] = true,         ['='] = true,         ['-'] = true,         ['_'] = true,
    [' '] = true,         ['\t'] = true,        ['\r'] = true,        ['\n'] = true};

/* The stretch of bytes around p[i] that are all, or all not, of the class; none begins before `from`. */
static void S_stretch(struct str s, const bool class[256], bool is, size_t from, size_t i, size_t *ret_from,
                      size_t *ret_to)
{
    size_t a = i, b = i;
    while (a > from && class[(unsigned char)s.p[a - 1]] == is)
        a--;
    while (b < s.n && class[(unsigned char)s.p[b]] == is)
        b++;
    *ret_from = a;
    *ret_to = b;
}

/* --- what is written otherwise ----------------------------------------------------------------------------
 */

/* The message as who reads it has it: without comments and the like, character references as characters. */
struct plain {
    struct buf text, spans; /* spans: of each byte, the struct veil_range that it comes from */
};

static bool S_add(struct plain *x, const char *p, size_t n, size_t at, size_t bytes)
{
    const struct veil_range span = {at, bytes};
    buf_add(&x->text, p, n);
    for (size_t i = 0; i < n; i++)
        buf_add(&x->spans, &span, sizeof span);
    return buf_ok(&x->text) && buf_ok(&x->spans);
}

static size_t S_utf8(uint32_t c, char out[4])
{
    if (c < 0x80) {
        out[0] = (char)c;
        return 1;
    }
    size_t n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i; i--, c >>= 6)
        out[i] = (char)(0x80 | (c & 0x3F));
    out[0] = (char)((n == 2 ? 0xC0 : n == 3 ? 0xE0 : 0xF0) | c);
    return n;
}

/* Bytes of a character reference at s, also of one that does not end; 0: there is none. */
static size_t S_reference(struct str s, uint32_t *ret)
{
    char number[32];
    if (s.n < 3 || s.p[1] != '#')
        return 0;
    bool hex = s.p[2] == 'x' || s.p[2] == 'X';
    size_t from = hex ? 3 : 2, at = from, n = 0;
    const char *digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
    for (; at < s.n && s.p[at] && strchr(digits, s.p[at]); at++)
        if ((n || s.p[at] != '0') && n < sizeof number - 1) /* any number of zeros before it */
            number[n++] = s.p[at];
    number[n] = 0;
    unsigned long c = n > 8 ? 0 : strtoul(number, NULL, hex ? 16 : 10);
    *ret = c && c < 0x110000 ? (uint32_t)c : '?';
    return at == from ? 0 : at + (at < s.n && s.p[at] == ';');
}

/* Bytes at s that whoever reads the text does not see; 0: it is seen. */
static size_t S_unseen(struct str s)
{
    static const struct {
        const char *begin, *end;
    } all[] = {{"<![CDATA[", ""}, {"]]>", ""}, {"<!--", "-->"}, {"<?", "?>"}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        size_t b = strlen(all[i].begin), e = strlen(all[i].end);
        if (s.n < b || memcmp(s.p, all[i].begin, b) != 0)
            continue;
        const char *q = e ? memmem(s.p + b, s.n - b, all[i].end, e) : s.p + b;
        return q ? (size_t)(q - s.p) + e : s.n;
    }
    return 0;
}

/* unseen: what nobody sees is left out, too. */
static bool S_plain(struct plain *x, struct str s, bool unseen)
{
    size_t i = 0, n;
    uint32_t c;
    bool ok = true;
    while (ok && i < s.n) {
        char text[4];
        struct str rest = {s.p + i, s.n - i};
        if (s.p[i] == '&' && (n = S_reference(rest, &c))) {
            ok = S_add(x, text, S_utf8(c, text), i, n);
        } else if (unseen && (s.p[i] == '<' || s.p[i] == ']') && (n = S_unseen(rest))) {
            ;
        } else {
            n = 1;
            ok = S_add(x, s.p + i, 1, i, 1);
        }
        i += n;
    }
    return ok;
}

/* A mark that says that it may be written otherwise; the characters are rare, the declaration aside. */
static bool S_otherwise(struct str s)
{
    static const struct {
        char c, beside;
        int where;
    } marks[] = {{'&', '#', 1}, {'!', '<', -1}, {'?', '<', -1}};
    size_t skip = s.n > 5 && memcmp(s.p, "<?xml", 5) == 0 ? 5 : 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        for (const char *p = s.p + skip, *end = s.p + s.n;
             p < end && (p = memchr(p, marks[i].c, (size_t)(end - p))); p++)
            if ((marks[i].where < 0 ? p > s.p : p + 1 < end) && p[marks[i].where] == marks[i].beside)
                return true;
    return false;
}

/* --- the numbers ------------------------------------------------------------------------------------------
 */

/* The n bytes of a text at `at`, as they stand in the message; spans NULL: there. */
static struct veil_range S_span(const struct veil_range *spans, size_t at, size_t n)
{
    if (!spans)
        return (struct veil_range){at, n};
    const struct veil_range *last = &spans[at + n - 1];
    return (struct veil_range){spans[at].at, last->at + last->n - spans[at].at};
}

static bool S_range(struct veil_digits *d, struct veil_range r)
{
    buf_add(&d->list, &r, sizeof r);
    return buf_ok(&d->list);
}

static bool S_numbers(struct veil_digits *d, struct str s, const struct veil_range *spans, size_t at,
                      size_t to)
{
    size_t n;
    for (; str_secret(s, &at, to, &n); at += n)
        if (!S_range(d, S_span(spans, at, n)))
            return false;
    return true;
}

typedef unsigned char block __attribute__((vector_size(16)));
typedef uint32_t fours __attribute__((vector_size(16)));

static block S_load(const char *p)
{
    block b;
    memcpy(&b, p, sizeof b);
    return b;
}

static bool S_any(block b)
{
    uint64_t half[2];
    memcpy(half, &b, sizeof half);
    return half[0] | half[1];
}

/* Of bytes that are no letters each bit is set. */
static block S_no_letters(block b)
{
    return (block)((b | 0x20) - 'a' > 'z' - 'a');
}

/* The next byte from i on, where a stretch begins, that is in one of eleven bytes without a letter, or may
 * be; s.n: there is none. Such a stretch has two groups of four behind each other in it, wherever one begins
 * to count. */
static size_t S_next(struct str s, size_t i)
{
    enum { GROUP = 4 };
    for (; s.n - i >= sizeof(block) + GROUP; i += sizeof(block)) {
        const block two = S_no_letters(S_load(s.p + i)) & S_no_letters(S_load(s.p + i + GROUP));
        const block whole = (block)((fours)two == UINT32_MAX);
        for (size_t k = 0; S_any(whole) && k < sizeof whole; k += GROUP)
            if (whole[k])
                return i + k;
    }
    while (i < s.n && letter[(unsigned char)s.p[i]])
        i++;
    return i;
}

static bool S_find(struct veil_digits *d, struct str s, const struct veil_range *spans)
{
    size_t done = 0;
    for (size_t a, b; (a = S_next(s, done)) < s.n; done = b) {
        S_stretch(s, letter, false, done, a, &a, &b);
        int digits = 0;
        for (size_t k = a; b - a >= LEAST && k < b; k++)
            digits += kojin_bango_first[(unsigned char)s.p[k]];
        if (digits >= LEAST && !S_numbers(d, s, spans, a, b))
            return false;
    }
    return true;
}

static int S_rising(const void *a, const void *b)
{
    const struct veil_range *x = a, *y = b;
    return (x->at > y->at) - (x->at < y->at);
}

/* Base64 that is in one piece for its reader alone; the rest is found where it stands. */
static bool S_base64(struct veil_digits *d, struct str s, const struct veil_range *spans)
{
    size_t n;
    for (size_t at = 0; veil_base64(s, &at, &n); at += n) {
        const struct veil_range r = S_span(spans, at, n);
        if (r.n != n && !S_range(d, r))
            return false;
    }
    return true;
}

bool veil_digits_find_plain(struct veil_digits *d, struct str body)
{
    *d = (struct veil_digits){.list = BUF_INIT};
    return S_find(d, body, NULL);
}

/* As it stands, with its references read, and so also without comments and the like: what is a number in
 * either is one. */
bool veil_digits_find(struct veil_digits *d, struct str body)
{
    *d = (struct veil_digits){.list = BUF_INIT};
    bool ok = S_find(d, body, NULL);
    for (int unseen = 0; ok && unseen < 2 && S_otherwise(body); unseen++) {
        struct plain x = {BUF_INIT, BUF_INIT};
        ok = S_plain(&x, body, unseen);
        const struct str text = {x.text.data ? x.text.data : "", x.text.len};
        const struct veil_range *spans = (const struct veil_range *)(const void *)x.spans.data;
        ok = ok && S_find(d, text, spans) && S_base64(d, text, spans);
        buf_release(&x.text);
        buf_release(&x.spans);
    }
    if (ok && d->list.len)
        qsort(d->list.data, d->list.len / sizeof(struct veil_range), sizeof(struct veil_range), S_rising);
    return ok;
}

void veil_digits_release(struct veil_digits *d)
{
    buf_release(&d->list);
}

const struct veil_range *veil_digits_next(const struct veil_digits *d)
{
    const struct veil_range *all = (const struct veil_range *)(const void *)d->list.data;
    return d->next < d->list.len / sizeof *all ? &all[d->next] : NULL;
}

void veil_digits_pass(struct veil_digits *d)
{
    d->next++;
}

/* --- base64 -----------------------------------------------------------------------------------------------
 */

static int S_sextet(char c)
{
    return c >= 'A' && c <= 'Z'   ? c - 'A'
           : c >= 'a' && c <= 'z' ? c - 'a' + 26
           : c >= '0' && c <= '9' ? c - '0' + 52
           : c == '+' || c == '-' ? 62
           : c == '/' || c == '_' ? 63
                                  : -1;
}

/* Whatever place in a group of four it begins with. */
static bool S_hides(struct str s)
{
    struct buf raw = BUF_INIT;
    char *out = buf_reserve(&raw, s.n);
    bool found = !out;
    for (int skip = 0; skip < 4 && !found; skip++) {
        unsigned acc = 0;
        int bits = 0, left = skip;
        size_t made = 0;
        for (size_t i = 0; i < s.n; i++) {
            int v = S_sextet(s.p[i]);
            if (v < 0 || left-- > 0)
                continue;
            acc = acc << 6 | (unsigned)v;
            bits += 6;
            if (bits < 8)
                continue;
            bits -= 8;
            out[made++] = (char)(acc >> bits & 0xFF);
        }
        const struct str raw_text = {out, made};
        found = made >= LEAST &&
                (kojin_bango_inside(raw_text) || str_secret(raw_text, &(size_t){0}, made, &(size_t){0}));
    }
    buf_release(&raw);
    return found;
}

/* What a group of four may begin with that has digits of ASCII in it, or what stands between digits. */
static const bool mark[256] = {['I'] = true, ['K' ... 'O'] = true};

/* One of the n bytes at `at` begins such a group, and another stands one group behind it, also where a line
 * ends in it. */
static bool S_ascii_groups(struct str s, size_t at, size_t n)
{
    enum { GROUP = 4, FOLDED = GROUP + 2 };
    for (size_t i = at; i < at + n; i++)
        for (size_t k = i + GROUP; mark[(unsigned char)s.p[i]] && k <= i + FOLDED && k < s.n; k++)
            if (mark[(unsigned char)s.p[k]])
                return true;
    return false;
}

/* What full width digits have in each group, at each of its three places, begins with one of these bytes. */
static bool S_wide_groups(struct str s, size_t at, size_t n)
{
    static const struct str groups[] = {{"77y", 3}, {"vvJ", 3}, {"+8", 2}};
    for (size_t i = at; i < at + n; i++)
        for (size_t k = 0; k < sizeof groups / sizeof *groups; k++)
            if (s.p[i] == *groups[k].p && s.n - i >= groups[k].n &&
                memcmp(s.p + i, groups[k].p, groups[k].n) == 0)
                return true;
    return false;
}

/* Told sixteen bytes at a time, for every message: in few of these is what a group begins with. */
bool veil_may_be_base64(struct str text)
{
    size_t at = 0;
    for (; text.n - at > sizeof(block); at += sizeof(block)) {
        const block b = S_load(text.p + at), next = S_load(text.p + at + 1),
                    ascii = (block)(b - 'K' <= 'O' - 'K') | (block)(b == 'I'),
                    wide = ((block)(b == next) & ((block)(b == '7') | (block)(b == 'v'))) | (block)(b == '+');
        if (S_any(ascii | wide) &&
            (S_ascii_groups(text, at, sizeof b) || (S_any(wide) && S_wide_groups(text, at, sizeof b))))
            return true;
    }
    return S_ascii_groups(text, at, text.n - at) || S_wide_groups(text, at, text.n - at);
}

bool veil_base64(struct str text, size_t *at, size_t *ret_n)
{
    size_t done = *at;
    for (size_t i = done + BASE64 - 1, a, b; i < text.n; i += BASE64) {
        if (!base64[(unsigned char)text.p[i]])
            continue;
        S_stretch(text, base64, true, done, i, &a, &b);
        struct str run = {text.p + a, b - a};
        if (run.n >= BASE64 && S_hides(run)) {
            *at = a;
            *ret_n = run.n;
            return true;
        }
        done = i = b;
    }
    return false;
}

bool veil_is_base64(struct str text)
{
    size_t i = 0;
    while (i < text.n && base64[(unsigned char)text.p[i]])
        i++;
    return i == text.n;
}
