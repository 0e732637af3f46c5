/* Host and port; see host.h. */
#include "http/host.h"

#define ALNUM "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

/* Takes what consists of these characters off *rest. */
static struct str S_span(struct str *rest, const char *set)
{
    size_t n = 0;
    while (n < rest->n && rest->p[n] && strchr(set, rest->p[n]))
        n++;
    struct str s = {rest->p, n};
    *rest = (struct str){rest->p + n, rest->n - n};
    return s;
}

static bool S_take(struct str *rest, char c)
{
    bool there = rest->n && *rest->p == c;
    if (there)
        *rest = (struct str){rest->p + 1, rest->n - 1};
    return there;
}

bool host_read(struct str text, struct host *ret)
{
    struct host h = {.bracket = S_take(&text, '[')};
    h.name = S_span(&text, h.bracket ? ALNUM ":.%" : ALNUM "-._~%!$&'()*+,;=");
    if (h.bracket && (!h.name.n || !S_take(&text, ']')))
        return false;
    bool colon = S_take(&text, ':');
    h.port = S_span(&text, "0123456789");
    if (text.n || (h.port.n && !colon))
        return false;
    *ret = h;
    return true;
}
