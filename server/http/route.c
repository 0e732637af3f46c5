/* URLs of the data and plain ports; see route.h. */
#include "http/route.h"

#include <stdio.h>
#include <string.h>

#include "http/target.h"

/* A pattern's {} matches one segment that is not empty, {*} all that is left: the first is the world, the
 * second the service. Below /soap/, at either way in, everything is a SOAP path, so that who asks there is
 * told by a Fault. */
static const struct {
    const char *pattern;
    enum route_kind kind;
    bool tanmatsu;
    const char *allow;
} table[] = {
    {"/{}/soap/{*}", ROUTE_SOAP, false, ROUTE_ALLOW},
    {"/{}/terminal/soap/{*}", ROUTE_SOAP, true, ROUTE_ALLOW},
    {"/{}/terminal", ROUTE_TERMINAL, true, "GET, HEAD, OPTIONS"},
    {"/", ROUTE_TOP, false, "GET, HEAD, OPTIONS"},
};

/* The text up to a slash; takes it off the path. */
static struct str S_segment(struct str *path)
{
    const char *end = path->n ? memchr(path->p, '/', path->n) : NULL;
    struct str s = {path->p, end ? (size_t)(end - path->p) : path->n};
    *path = (struct str){path->p + s.n, path->n - s.n};
    return s;
}

/* A slash at the end is a slip that hides no other page. */
static struct str S_unslashed(struct str path)
{
    return (struct str){path.p, path.n && path.p[path.n - 1] == '/' ? path.n - 1 : path.n};
}

static bool S_match(const char *pattern, struct str path, struct route *r)
{
    char *slot = r->world;
    while (*pattern) {
        if (*pattern == '{') {
            bool rest = pattern[1] == '*';
            struct str s = rest ? S_unslashed(path) : S_segment(&path);
            path = rest ? (struct str){path.p + path.n, 0} : path;
            if (!s.n)
                return false;
            str_mask(slot, SEGMENT_MAX, s); /* and then cut */
            slot = r->service;
            pattern += rest ? 3 : 2;
        } else if (path.n && *pattern == *path.p) {
            pattern++;
            path = (struct str){path.p + 1, path.n - 1};
        } else {
            return false;
        }
    }
    return !S_unslashed(path).n;
}

void route_find(const struct alias_list *aliases, struct str path, struct route *ret)
{
    const struct alias *alias = NULL;
    for (int i = 0; aliases && !alias && i < aliases->n; i++)
        if (str_is(S_unslashed(path), aliases->items[i].path))
            alias = &aliases->items[i];
    path = alias ? alias->target : path;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        *ret = (struct route){
            .kind = table[i].kind, .tanmatsu = table[i].tanmatsu, .allow = table[i].allow, .alias = alias};
        if (S_match(table[i].pattern, path, ret))
            return;
    }
    *ret = (struct route){.kind = ROUTE_NONE, .allow = ""};
    while (path.n && *path.p == '/')
        path = (struct str){path.p + 1, path.n - 1};
    str_mask(ret->world, SEGMENT_MAX, S_segment(&path));
}

static struct str S_decode(struct str raw, char out[ROUTE_PATH_MAX])
{
    size_t n = 0;
    for (const char *p = raw.p, *end = p + raw.n; p < end && n < ROUTE_PATH_MAX;)
        out[n++] = target_next(&p, end);
    return (struct str){out, n};
}

struct str route_decode(struct str raw, char out[ROUTE_PATH_MAX])
{
    return S_unslashed(S_decode(raw, out));
}

void route_find_raw(const struct alias_list *aliases, const char *target, struct route *ret)
{
    char path[ROUTE_PATH_MAX];
    route_find(aliases, S_decode((struct str){target, strcspn(target, "?")}, path), ret);
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
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_:[]";
    bool good = host && *host && strlen(host) <= 260 && !host[strspn(host, allowed)];
    buf_adds(out, tls ? "https://" : "http://");
    buf_adds(out, good ? host : fallback);
}

/* The path that was asked for, as it may stand in a URL. */
void route_address(const struct route *r, const char *base, struct buf *out)
{
    buf_adds(out, base);
    if (!r->alias) {
        buf_addf(out, "/%s/%ssoap/%s", r->world, r->tanmatsu ? "terminal/" : "", r->service);
        return;
    }
    for (const char *p = r->alias->path; *p; p++)
        if (strchr("/-._~!$()*+,;=:@", *p) || (*p >= '0' && *p <= '9') ||
            ((*p | 32) >= 'a' && (*p | 32) <= 'z'))
            buf_addc(out, *p);
        else
            buf_addf(out, "%%%02X", (unsigned char)*p);
}
