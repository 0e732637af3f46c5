/* URLs of the data and plain ports (DESIGN 4): which page a path is, which methods it takes, and the base URL
 * that a served WSDL names. One static table, and aliases (alias.h). Called by
 * listener.c. */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/diag.h"

enum { ROUTE_ALIASES = 32, SEGMENT_MAX = 64, ROUTE_PATH_MAX = 400 };

#define ROUTE_ALLOW "GET, HEAD, POST, OPTIONS" /* of the server as a whole */

/* Which handler; ROUTE_NONE is a 404. */
enum route_kind { ROUTE_NONE, ROUTE_TOP, ROUTE_SOAP, ROUTE_TERMINAL };

/* A fixed path of a system that cannot be reconfigured. */
struct alias {
    char path[ROUTE_PATH_MAX]; /* decoded, without a slash at the end */
    struct str target;         /* "/world/soap/service"; borrowed */
};

struct alias_list {
    struct alias items[ROUTE_ALIASES];
    int n;
};

struct route {
    enum route_kind kind;
    bool tanmatsu;             /* of the second way in: below /terminal/ */
    const char *allow;         /* value of the Allow header */
    char world[SEGMENT_MAX];   /* the first segment of the path, whatever else is wrong with it */
    char service[SEGMENT_MAX]; /* ROUTE_SOAP; both are cut when too long (nothing has such names) */
    const struct alias *alias; /* that was asked for; NULL: the path is our own */
};

/* path: decoded, without the query; a slash at its end does not matter. */
void route_find(const struct alias_list *aliases, struct str path, struct route *ret);
/* target: as it stands in the request line; what is too long for any path is cut. */
void route_find_raw(const struct alias_list *aliases, const char *target, struct route *ret);
/* Without percent signs and the slash at its end. */
struct str route_decode(struct str raw, char out[ROUTE_PATH_MAX]);
bool route_allows(const struct route *r, const char *method);

/* "https://host:port": public_url if not NULL, else the Host header, else `fallback` ("127.0.0.1:18443"). */
void route_base(const char *public_url, bool tls, const char *host, const char *fallback, struct buf *out);
/* The address that a WSDL names for a ROUTE_SOAP: the one that was asked for, be it an alias. */
void route_address(const struct route *r, const char *base, struct buf *out);
#endif
