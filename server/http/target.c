/* The target of a request, shown; see target.h. */
#include "http/target.h"

#include <string.h>

#include "base/str.h"

enum { DECODED = 3 }; /* times */

static int S_hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

char target_next(const char **at, const char *end)
{
    const char *p = *at;
    int high = *p == '%' && end - p > 2 ? S_hex(p[1]) : -1, low = high >= 0 ? S_hex(p[2]) : -1;
    *at += low >= 0 ? 3 : 1;
    return low >= 0 ? (char)(high * 16 + low) : *p;
}

/* In a query + is a blank, which parts no number anywhere else either. */
static void S_decode(const struct buf *from, struct buf *out)
{
    const char *end = from->data + from->len;
    for (const char *p = from->data; p < end;) {
        char c = *p;
        char next = target_next(&p, end);
        buf_addc(out, c == '+' ? ' ' : next);
    }
}

static bool S_has_secret(const struct buf *b)
{
    size_t at = 0, n;
    return b->len && str_secret((struct str){b->data, b->len}, &at, b->len, &n);
}

/* Until nothing is left to decode: some decode what was decoded. */
static void S_part(struct str raw, struct buf *out)
{
    struct buf now = BUF_INIT, next = BUF_INIT;
    bool secret = false;
    buf_add(&now, raw.p, raw.n);
    for (int i = 0; i < DECODED && buf_ok(&now) && now.len && !secret; i++) {
        buf_clear(&next);
        S_decode(&now, &next);
        struct buf other = now;
        now = next;
        next = other;
        secret = S_has_secret(&now);
    }
    bool known = buf_ok(&now) && buf_ok(&next);
    buf_add(out, !known ? "" : secret ? now.data : raw.p, !known ? 0 : secret ? now.len : raw.n);
    buf_release(&now);
    buf_release(&next);
}

void target_show(const char *target, struct buf *out)
{
    size_t path = strcspn(target, "?");
    S_part((struct str){target, path}, out);
    if (target[path]) {
        buf_addc(out, '?');
        S_part(str_of(target + path + 1), out);
    }
    if (buf_ok(out) && out->len)
        str_line(out->data);
}
