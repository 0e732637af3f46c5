/* A small JSON reader; see json.h. Numbers stay as they are written, true and false become those words. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 32 };

struct reader {
    struct arena *a;
    const char *p;
    int depth;
};

static void S_space(struct reader *r)
{
    r->p += strspn(r->p, " \t\r\n");
}

static bool S_take(struct reader *r, char c)
{
    S_space(r);
    if (*r->p != c)
        return false;
    r->p++;
    return true;
}

static size_t S_utf8(unsigned long cp, char *out)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    size_t n = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, cp >>= 6)
        out[i] = (char)(0x80 | (cp & 0x3F));
    static const unsigned char lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(lead[n] | cp);
    return n;
}

static bool S_hex4(struct reader *r, unsigned long *ret)
{
    char four[5] = {0};
    for (int i = 0; i < 4; i++, r->p++) {
        if (!strchr("0123456789abcdefABCDEF", *r->p) || !*r->p)
            return false;
        four[i] = *r->p;
    }
    *ret = strtoul(four, NULL, 16);
    return true;
}

static size_t S_escape(struct reader *r, char *out)
{
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    char c = *r->p;
    if (!c)
        return 0;
    r->p++;
    const char *at = strchr(from, c);
    if (at) {
        *out = to[at - from];
        return 1;
    }
    unsigned long hi, lo;
    if (c != 'u' || !S_hex4(r, &hi))
        return 0;
    if (hi >= 0xD800 && hi < 0xDC00 && r->p[0] == '\\' && r->p[1] == 'u') {
        r->p += 2;
        if (!S_hex4(r, &lo) || lo < 0xDC00 || lo > 0xDFFF)
            return 0;
        hi = 0x10000 + ((hi - 0xD800) << 10) + (lo - 0xDC00);
    }
    return S_utf8(hi, out);
}

static const char *S_string(struct reader *r)
{
    if (!S_take(r, '"'))
        return NULL;
    const char *end = r->p;
    while (*end && *end != '"')
        end += *end == '\\' && end[1] ? 2 : 1;
    /* Escapes only shrink: \uXXXX is six bytes for at most four. */
    char *out = arena_alloc(r->a, (size_t)(end - r->p) + 1), *at = out;
    while (out && *r->p && *r->p != '"') {
        if (*r->p != '\\') {
            *at++ = *r->p++;
            continue;
        }
        r->p++;
        size_t n = S_escape(r, at);
        if (!n)
            return NULL;
        at += n;
    }
    return out && S_take(r, '"') ? out : NULL;
}

static bool S_value(struct reader *r, struct node *parent, const char *name);

static bool S_object(struct reader *r, struct node *into)
{
    if (!S_take(r, '{'))
        return false;
    if (S_take(r, '}'))
        return true;
    do {
        const char *name = S_string(r);
        if (!name || !S_take(r, ':') || !S_value(r, into, name))
            return false;
    } while (S_take(r, ','));
    return S_take(r, '}');
}

static bool S_array(struct reader *r, struct node *parent, const char *name)
{
    r->p++;
    if (S_take(r, ']'))
        return true;
    do
        if (!S_value(r, parent, name))
            return false;
    while (S_take(r, ','));
    return S_take(r, ']');
}

static bool S_value(struct reader *r, struct node *parent, const char *name)
{
    S_space(r);
    if (++r->depth > MAX_DEPTH)
        return false;
    bool ok;
    if (*r->p == '{') {
        struct node *n = node_add(r->a, parent, name, NULL);
        ok = n && S_object(r, n);
    } else if (*r->p == '[') {
        ok = S_array(r, parent, name);
    } else if (*r->p == '"') {
        const char *text = S_string(r);
        ok = text && node_add(r->a, parent, name, text);
    } else {
        size_t n = strspn(r->p, "+-.0123456789abcdefghijklmnopqrstuvwxyzE");
        const char *text = n ? arena_strndup(r->a, r->p, n) : NULL;
        r->p += n;
        ok = text && (strcmp(text, "null") == 0 || node_add(r->a, parent, name, text));
    }
    r->depth--;
    return ok;
}

struct node *json_read(struct arena *a, const char *text)
{
    struct reader r = {.a = a, .p = text};
    struct node *root = node_add(a, NULL, "", NULL);
    if (!root || !S_object(&r, root))
        return NULL;
    S_space(&r);
    return *r.p ? NULL : root;
}
