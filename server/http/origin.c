/* Requests of other sites; see origin.h. A browser says where a request comes from in Sec-Fetch-Site, an
 * older one in Origin, the oldest in Referer; what a page cannot change is the Host that it had to name,
 * which is that of the attacker when his DNS points here (rebinding). Tools send none of these but Host. */
#include "http/origin.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "http/host.h"

enum { FOREIGN = 403, MALFORMED = 400, HOST_MAX = 255, PORT_MAX = 5 };

/* What is sent again has to be fine each time. */
struct seen {
    struct arena *a;
    struct origin found; /* the first that is not */
    const char *host;
    int hosts;
    bool abroad;
};

static void S_refuse(struct seen *s, int http, const char *item, const char *want, const char *have)
{
    if (!s->found.http)
        s->found = (struct origin){http, item, want, have ? arena_strdup(s->a, have) : NULL};
}

/* ::1 in any of its forms, and 127.0.0.1 in its clothes. */
static bool S_loopback6(const char *text)
{
    struct in6_addr a;
    return inet_pton(AF_INET6, text, &a) == 1 &&
           (IN6_IS_ADDR_LOOPBACK(&a) || (IN6_IS_ADDR_V4MAPPED(&a) && a.s6_addr[12] == 127));
}

int origin_host(const char *host)
{
    char name[HOST_MAX + 1];
    struct in_addr four;
    struct in6_addr six;
    struct host h;
    if (!host_read(str_of(host), &h) || !h.name.n || h.name.n > HOST_MAX || h.port.n > PORT_MAX)
        return MALFORMED;
    memcpy(name, h.name.p, h.name.n);
    name[h.name.n] = 0;
    if (h.bracket && inet_pton(AF_INET6, name, &six) != 1)
        return MALFORMED;
    if (h.bracket)
        return S_loopback6(name) ? 0 : FOREIGN;
    if (strcasecmp(name, "localhost") == 0)
        return 0;
    return inet_pton(AF_INET, name, &four) == 1 && ntohl(four.s_addr) >> 24 == 127 ? 0 : FOREIGN;
}

static void S_host(struct seen *s, const char *item, const char *text)
{
    int http = origin_host(text);
    if (http && !(http == FOREIGN && s->abroad))
        S_refuse(s, http, item, "localhost または 127.0.0.1", text);
}

static enum MHD_Result S_header(void *cls, enum MHD_ValueKind kind, const char *key, const char *value)
{
    struct seen *s = cls;
    (void)kind;
    if (!value)
        value = "";
    if (strcasecmp(key, MHD_HTTP_HEADER_HOST) == 0) {
        s->host = value;
        s->hosts++;
        S_host(s, "Host", value);
    } else if (strcasecmp(key, MHD_HTTP_HEADER_ORIGIN) == 0) {
        S_refuse(s, FOREIGN, "Origin", "ブラウザのページからではない要求", value);
    } else if (strcasecmp(key, "Sec-Fetch-Site") == 0 && strcmp(value, "none") != 0 &&
               strcmp(value, "same-origin") != 0) {
        S_refuse(s, FOREIGN, "Sec-Fetch-Site",
                 "none または same-origin (ほかのサイトのページからではない要求)", value);
    }
    return MHD_YES;
}

/* A page of ours: http, and the Host that the request itself names. */
static bool S_ours(const char *referer, const char *host)
{
    static const char http[] = "http://";
    size_t n = sizeof http - 1, h = host ? strlen(host) : 0;
    return h && strncasecmp(referer, http, n) == 0 && strncasecmp(referer + n, host, h) == 0 &&
           (referer[n + h] == '/' || !referer[n + h]);
}

static enum MHD_Result S_referer(void *cls, enum MHD_ValueKind kind, const char *key, const char *value)
{
    struct seen *s = cls;
    (void)kind;
    if (strcasecmp(key, MHD_HTTP_HEADER_REFERER) == 0 && !S_ours(value ? value : "", s->host))
        S_refuse(s, FOREIGN, "Referer", "このポートのページ、またはなし", value);
    return MHD_YES;
}

struct origin origin_judge(struct MHD_Connection *conn, const char *authority, bool abroad, struct arena *a)
{
    struct seen s = {.a = a, .abroad = abroad};
    if (*authority)
        S_host(&s, "要求の行の URL", authority);
    MHD_get_connection_values(conn, MHD_HEADER_KIND, S_header, &s);
    if (s.hosts > 1)
        S_refuse(&s, MALFORMED, "Host", "1 つ", "2 つ以上");
    MHD_get_connection_values(conn, MHD_HEADER_KIND, S_referer, &s);
    return s.found;
}
