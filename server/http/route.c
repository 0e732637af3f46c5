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
    {"/{}/soap/{}", ROUTE_SOAP, "GET, HEAD, POST"},
    {"/", ROUTE_TOP, "GET, HEAD"},
};

enum status alias_add(struct alias_list *l, const char *text, struct diag *d)
{
    static const char want[] = "PATH=/ワールド/soap/サービス";
    const char *eq = strrchr(text, '=');
    struct route r;
    if (text[0] != '/' || !eq || eq == text + 1)
        return diag_set(d, ST_SETUP, "--alias", want, text);
    route_find(NULL, eq + 1, &r);
    if (r.kind != ROUTE_SOAP)
        return diag_set(d, ST_SETUP, "--alias", want, text);
    if (l->n == ROUTE_ALIASES)
        return diag_setf(d, ST_SETUP, "--alias", NULL, "%d 個を超えています", ROUTE_ALIASES);
    l->items[l->n++] = (struct alias){.path = text, .target = eq + 1, .path_len = (size_t)(eq - text)};
    return ST_OK;
}

static bool S_match(const char *pattern, const char *path, struct route *r)
{
    char *slot = r->world;
    while (*pattern) {
        if (strncmp(pattern, "{}", 2) == 0) {
            size_t n = strcspn(path, "/");
            if (n == 0)
                return false;
            str_mask(slot, SEGMENT_MAX, (struct str){path, n}); /* and then cut */
            slot = r->service;
            pattern += 2;
            path += n;
        } else if (*pattern++ != *path++) {
            return false;
        }
    }
    /* A slash at the end is a slip that hides no other page. */
    return !*path || (path[0] == '/' && !path[1]);
}

void route_find(const struct alias_list *aliases, const char *path, struct route *ret)
{
    size_t n = strlen(path);
    for (int i = 0; aliases && i < aliases->n; i++) {
        const struct alias *a = &aliases->items[i];
        if (a->path_len == n && memcmp(a->path, path, n) == 0) {
            path = a->target;
            break;
        }
    }
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        *ret = (struct route){.kind = table[i].kind, .allow = table[i].allow};
        if (S_match(table[i].pattern, path, ret))
            return;
    }
    *ret = (struct route){.kind = ROUTE_NONE, .allow = ""};
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
