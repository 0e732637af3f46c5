/* Names of the data port; see names.h. */
#include "http/names.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "http/host.h"
#include "http/socket.h"

/* What a client needs a zone for (fe80::1%eth0) is in no URL. */
static void S_address(struct pki_names *l, const struct sockaddr *a)
{
    char text[INET6_ADDRSTRLEN];
    const struct sockaddr_in6 *six = (const void *)a;
    const void *raw = a->sa_family == AF_INET6 ? (const void *)&six->sin6_addr
                                               : &((const struct sockaddr_in *)(const void *)a)->sin_addr;
    if (a->sa_family == AF_INET6 && IN6_IS_ADDR_LINKLOCAL(&six->sin6_addr))
        return;
    if (inet_ntop(a->sa_family, raw, text, sizeof text))
        pki_name_add(l, text);
}

/* The host name with and without its domain, and the addresses of one family. */
static void S_machine(struct pki_names *l, int family)
{
    char host[CERT_NAME] = "";
    struct ifaddrs *all = NULL;
    gethostname(host, sizeof host - 1);
    pki_name_add(l, host);
    host[strcspn(host, ".")] = 0;
    pki_name_add(l, host);
    if (getifaddrs(&all) != 0)
        return;
    for (struct ifaddrs *i = all; i; i = i->ifa_next)
        if (i->ifa_addr && i->ifa_addr->sa_family == family)
            S_address(l, i->ifa_addr);
    freeifaddrs(all);
}

static bool S_any(const struct sockaddr_storage *a)
{
    if (a->ss_family == AF_INET6)
        return IN6_IS_ADDR_UNSPECIFIED(&((const struct sockaddr_in6 *)a)->sin6_addr);
    return ((const struct sockaddr_in *)a)->sin_addr.s_addr == htonl(INADDR_ANY);
}

/* The name of "name:port". false: what stands there is neither a name nor an address. */
static bool S_add(struct pki_names *l, struct str text)
{
    char name[CERT_NAME];
    struct host h;
    if (!host_read(text, &h) || h.name.n >= sizeof name)
        return false;
    snprintf(name, sizeof name, "%.*s", (int)h.name.n, h.name.p);
    return pki_name_add(l, name);
}

enum status names_of(const char *listen, const char *public_url, struct pki_names *ret, struct diag *d)
{
    struct sockaddr_storage a;
    socklen_t len;
    if (public_url) { /* first: it is never left out for want of room */
        const char *from = strstr(public_url, "//") + 2;
        if (!S_add(ret, (struct str){from, strcspn(from, "/?#")}))
            return diag_set(d, ST_SETUP, "--public-url",
                            lang_tr("ホスト名または IP アドレス、要れば :ポート",
                                    "a host name or IP address, with :PORT if need be"),
                            public_url);
    }
    enum status st = socket_parse("--listen", listen, &a, &len, d);
    if (st == ST_OK && S_any(&a)) {
        S_machine(ret, a.ss_family);
    } else if (st == ST_OK) {
        if (strchr(listen, ':'))
            S_add(ret, (struct str){listen, strcspn(listen, "/")});
        S_address(ret, (const void *)&a);
    }
    return st;
}
