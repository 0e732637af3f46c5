/* URLs of the data and plain ports; see route.h. */
#include "http/route.h"

#include <stdio.h>
#include <string.h>

/* A pattern's {} matches one segment that is not empty: the first is the world, the second the service. */
static const struct {
    const char *pattern;
    enum route_kind kind;
    const char *allow;
} table[] = {
    {"/{}/soap/{}", ROUTE_SOAP, ROUTE_ALLOW},
    {"/{}/terminal", ROUTE_TERMINAL, "GET, HEAD, OPTIONS"},
    {"/", ROUTE_TOP, "GET, HEAD, OPTIONS"},
};

enum status alias_add(struct alias_list *l, const char *text, struct diag *d)
{
    static const char want[] = "PATH=/ワールド/soap/サービス";
    const char *eq = strrchr(text, '=');
    struct route r;
    if (text[0] != '/' || !eq || eq == text + 1)
        return diag_set(d, ST_SETUP, "--alias", want, text);
    route_find(NULL, str_of(eq + 1), &r);
    if (r.kind != ROUTE_SOAP)
        return diag_set(d, ST_SETUP, "--alias", want, text);
    if (l->n == ROUTE_ALIASES)
        return diag_setf(d, ST_SETUP, "--alias", NULL, "%d 個を超えています", ROUTE_ALIASES);
    l->items[l->n++] = (struct alias){{text, (size_t)(eq - text)}, str_of(eq + 1)};
    return ST_OK;
}

/* The text up to a slash; takes it off the path. */
static struct str S_segment(struct str *path)
{
    const char *end = path->n ? memchr(path->p, '/', path->n) : NULL;
    struct str s = {path->p, end ? (size_t)(end - path->p) : path->n};
    *path = (struct str){path->p + s.n, path->n - s.n};
    return s;
}

static bool S_match(const char *pattern, struct str path, struct route *r)
{
    char *slot = r->world;
    while (*pattern) {
        if (strncmp(pattern, "{}", 2) == 0) {
            struct str s = S_segment(&path);
            if (!s.n)
                return false;
            str_mask(slot, SEGMENT_MAX, s); /* and then cut */
            slot = r->service;
            pattern += 2;
        } else if (path.n && *pattern == *path.p) {
            pattern++;
            path = (struct str){path.p + 1, path.n - 1};
        } else {
            return false;
        }
    }
    /* A slash at the end is a slip that hides no other page. */
    return !path.n || str_is(path, "/");
}

void route_find(const struct alias_list *aliases, struct str path, struct route *ret)
{
    for (int i = 0; aliases && i < aliases->n; i++)
        if (str_eq(aliases->items[i].path, path)) {
            path = aliases->items[i].target;
            break;
        }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        *ret = (struct route){.kind = table[i].kind, .allow = table[i].allow};
        if (S_match(table[i].pattern, path, ret))
            return;
    }
    *ret = (struct route){.kind = ROUTE_NONE, .allow = ""};
    path = path.n && *path.p == '/' ? (struct str){path.p + 1, path.n - 1} : path;
    str_mask(ret->world, SEGMENT_MAX, S_segment(&path));
}

static int S_hex(char c)
{
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                  : -1;
}

void route_find_raw(const struct alias_list *aliases, const char *target, struct route *ret)
{
    char path[ROUTE_PATH_MAX];
    size_t n = 0;
    for (const char *p = target; *p && *p != '?' && n < sizeof path; p++) {
        int high = *p == '%' ? S_hex(p[1]) : -1, low = high >= 0 ? S_hex(p[2]) : -1;
        path[n++] = low >= 0 ? (char)(high * 16 + low) : *p;
        p += low >= 0 ? 2 : 0;
    }
    route_find(aliases, (struct str){path, n}, ret);
}

bool route_allows(const struct route *r, const char *method)
{
    size_t n = strlen(method);
    for (const char *p = r->allow; *p; p += strspn(p, ", ")) {
        size_t len = strcspn(p, ", ");
        if (len == n && memcmp(p, method, n) == 0)
            return true;
        p += len;
    }
    return false;
}

void route_base(const char *public_url, bool tls, const char *host, const char *fallback, struct buf *out)
{
    if (public_url) {
        size_t n = strlen(public_url);
        while (n && public_url[n - 1] == '/')
            n--;
        buf_add(out, public_url, n);
        return;
    }
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-:[]";
    bool good = host && *host && strlen(host) <= 260 && !host[strspn(host, allowed)];
    buf_adds(out, tls ? "https://" : "http://");
    buf_adds(out, good ? host : fallback);
}
