/* Requests that a page of another site may have made a browser send: the control port must not be driven by
 * one. Called by control.c. */
#ifndef HTTP_ORIGIN_H
#define HTTP_ORIGIN_H
#include <microhttpd.h>
#include <stdbool.h>

#include "base/arena.h"

/* Why a request is refused. */
struct origin {
    int http;                       /* 403, or 400 when no browser sends such a thing; 0: it is not */
    const char *item, *want, *have; /* have may be NULL: none */
};
/* authority: of a target in absolute form, or empty; abroad: the port wants a token, which no page has, and
 * may go by any name. have is copied into a. */
struct origin origin_judge(struct MHD_Connection *conn, const char *authority, bool abroad, struct arena *a);
/* The text of a Host header: loopback by a name that no DNS can point elsewhere; 403, 400 when it is no host,
 * 0 when it is fine. */
int origin_host(const char *host);
#endif
