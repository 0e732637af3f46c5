/* URLs of the data and plain ports (DESIGN 4): which page a path is, which methods it takes, and the base URL
 * that a served WSDL names. One static table; aliases for systems whose path cannot be changed. Called by
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

struct route {
    enum route_kind kind;
    const char *allow;         /* value of the Allow header */
    char world[SEGMENT_MAX];   /* the first segment of the path, whatever else is wrong with it */
    char service[SEGMENT_MAX]; /* ROUTE_SOAP; both are cut when too long (nothing has such names) */
};

struct alias {
    struct str path, target; /* borrowed */
};

struct alias_list {
    struct alias items[ROUTE_ALIASES];
    int n;
};

/* "PATH=/world/soap/service"; text is kept, not copied. */
enum status alias_add(struct alias_list *l, const char *text, struct diag *d);
/* path: without the query. */
void route_find(const struct alias_list *aliases, struct str path, struct route *ret);
/* target: as it stands in the request line; what is too long for any path is cut. */
void route_find_raw(const struct alias_list *aliases, const char *target, struct route *ret);
bool route_allows(const struct route *r, const char *method);

/* "https://host:port": public_url if not NULL, else the Host header, else `fallback` ("127.0.0.1:18443"). */
void route_base(const char *public_url, bool tls, const char *host, const char *fallback, struct buf *out);
#endif
