/* "name:port" and "[address]:port", as Host, URLs and --listen write them (RFC 3986 3.2.2, 3.2.3). What a
 * name means is up to who asks. Called by head.c, origin.c, names.c. */
#ifndef HTTP_HOST_H
#define HTTP_HOST_H
#include <stdbool.h>

#include "base/str.h"

struct host {
    struct str name; /* without brackets; may be empty without them */
    bool bracket;    /* it had some: an IPv6 address, which is not looked at */
    struct str port; /* digits; empty: none */
};
/* ret points into text. false: it is none. */
bool host_read(struct str text, struct host *ret);
#endif
