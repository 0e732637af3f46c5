/* Growing byte buffer; see buf.h. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

void buf_release(struct buf *b)
{
    free(b->data);
    *b = BUF_INIT;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
    if (b->data)
        b->data[0] = 0;
}

char *buf_detach(struct buf *b)
{
    char *p = b->failed ? NULL : buf_reserve(b, 1) ? b->data : NULL;
    if (p)
        p[b->len] = 0;
    else
        free(b->data);
    *b = BUF_INIT;
    return p;
}

char *buf_reserve(struct buf *b, size_t n)
{
    if (b->failed)
        return NULL;
    size_t need;
    if (__builtin_add_overflow(b->len, n, &need) || __builtin_add_overflow(need, (size_t)1, &need) ||
        (b->max && need - 1 > b->max))
        goto fail;
    if (need > b->cap) {
        size_t cap = b->cap ? b->cap : 256;
        while (cap < need)
            cap = cap > SIZE_MAX / 2 ? need : cap * 2;
        char *p = realloc(b->data, cap);
        if (!p)
            goto fail;
        b->data = p;
        b->cap = cap;
        p[b->len] = 0; /* also when nothing follows */
    }
    return b->data + b->len;
fail:
    b->failed = true;
    return NULL;
}

void buf_advance(struct buf *b, size_t n)
{
    b->len += n;
    b->data[b->len] = 0;
}

void buf_add(struct buf *b, const void *p, size_t n)
{
    char *to = buf_reserve(b, n);
    if (!to)
        return;
    if (n)
        memcpy(to, p, n);
    buf_advance(b, n);
}

void buf_adds(struct buf *b, const char *s)
{
    buf_add(b, s, strlen(s));
}

void buf_addc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    char *to = n < 0 ? NULL : buf_reserve(b, (size_t)n);
    if (!to) {
        b->failed = true;
        return;
    }
    va_start(ap, fmt);
    vsnprintf(to, (size_t)n + 1, fmt, ap);
    va_end(ap);
    buf_advance(b, (size_t)n);
}

void buf_addi(struct buf *b, int64_t value)
{
    char text[20], *at = text + sizeof text;
    uint64_t left = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do
        *--at = (char)('0' + left % 10);
    while (left /= 10);
    if (value < 0)
        *--at = '-';
    buf_add(b, at, (size_t)(text + sizeof text - at));
}

/* Length of the UTF-8 character at s, which is not ASCII; 0 when it is none. */
static size_t S_utf8_bytes(const char *s)
{
    return str_char((struct str){s, strnlen(s, 4)});
}

/* What stands in a JSON text as it is. */
static const bool plain[256] = {[' ' ... '!'] = true, ['#' ... '['] = true, [']' ... '~'] = true};

static size_t S_plain_bytes(const char *s)
{
    size_t n = 0;
    while (plain[(unsigned char)s[n]])
        n++;
    return n;
}

/* The usual case: n bytes that stand as they are, between quotes. */
static void S_plain_str(struct buf *b, const char *s, size_t n)
{
    char *to = buf_reserve(b, n + 2);
    if (!to)
        return;
    *to = '"';
    memcpy(to + 1, s, n);
    to[n + 1] = '"';
    buf_advance(b, n + 2);
}

void buf_json_str(struct buf *b, const char *s)
{
    if (!s) {
        buf_adds(b, "null");
        return;
    }
    size_t n = S_plain_bytes(s);
    if (!s[n]) {
        S_plain_str(b, s, n);
        return;
    }
    buf_addc(b, '"');
    for (; *s; s++) {
        n = S_plain_bytes(s);
        buf_add(b, s, n);
        s += n;
        unsigned char c = (unsigned char)*s;
        if (!c)
            break;
        if (c == '"' || c == '\\') {
            buf_addc(b, '\\');
            buf_addc(b, *s);
        } else if (c < 0x20 || c == 0x7F) {
            buf_addf(b, "\\u%04x", c);
        } else if (c >= 0x80) {
            n = S_utf8_bytes(s);
            buf_add(b, n ? s : "\xEF\xBF\xBD", n ? n : 3); /* JSON is UTF-8, whatever came in a URL */
            s += n ? n - 1 : 0;
        }
    }
    buf_addc(b, '"');
}

/* The usual key, of n bytes that stand as they are, in one piece. */
static void S_plain_key(struct buf *b, const char *key, size_t n, bool comma)
{
    char *to = buf_reserve(b, n + 3 + comma);
    if (!to)
        return;
    if (comma)
        *to++ = ',';
    *to++ = '"';
    memcpy(to, key, n);
    memcpy(to + n, "\":", 2);
    buf_advance(b, n + 3 + comma);
}

void buf_json_key(struct buf *b, const char *key)
{
    char last = b->len ? b->data[b->len - 1] : '{';
    bool comma = last != '{' && last != '[';
    size_t n = key ? S_plain_bytes(key) : 0;
    if (key && !key[n]) {
        S_plain_key(b, key, n, comma);
        return;
    }
    if (comma)
        buf_addc(b, ',');
    if (key) {
        buf_json_str(b, key);
        buf_addc(b, ':');
    }
}

void buf_json_member(struct buf *b, const char *key, const char *value)
{
    buf_json_key(b, key);
    buf_json_str(b, value);
}

void buf_json_int(struct buf *b, const char *key, int64_t value)
{
    buf_json_key(b, key);
    buf_addi(b, value);
}

/* n bytes at p: what is written in place of the first *ret_taken; NULL: itself. */
static const char *S_entity(const unsigned char *p, size_t n, size_t *ret_taken)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    const unsigned char c = p[0];
    *ret_taken = 1;
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\r':
        return "&#13;";
    }
    if (c < 0x80)
        return c < 0x20 && c != '\t' && c != '\n' ? replacement : NULL;
    const size_t is = str_char((struct str){(const char *)p, n});
    *ret_taken = is ? is : 1;
    const bool none = is == 3 && c == 0xEF && p[1] == 0xBF && p[2] >= 0xBE; /* U+FFFE, U+FFFF */
    return !is || none ? replacement : NULL;
}

void buf_xml(struct buf *b, const char *s, size_t n)
{
    size_t from = 0, taken;
    for (size_t i = 0; i < n; i += taken) {
        const char *e = S_entity((const unsigned char *)s + i, n - i, &taken);
        if (!e)
            continue;
        buf_add(b, s + from, i - from);
        buf_adds(b, e);
        from = i + taken;
    }
    buf_add(b, s + from, n - from);
}
