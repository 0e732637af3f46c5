/* Answers of the data and plain ports that are no SOAP: WSDL and XSD, the short pages, 404 and 405.
 * Called by request.c. */
#ifndef HTTP_PAGE_H
#define HTTP_PAGE_H
#include <microhttpd.h>

#include "base/buf.h"
#include "http/edge.h"
#include "http/route.h"
#include "world/call.h"

struct page {
    int http;
    const char *type;   /* Content-Type */
    const char *allow;  /* or NULL */
    enum status status; /* not OK: the body's first line has its code, and why */
    size_t why;         /* where in it that begins */
    const char *what;   /* for the event; NULL: nothing to say */
};
/* A request that is refused by its head alone. */
struct page page_refuse(const struct diag *wrong, struct buf *out);
/* For everything that is no SOAP. aliases: of the port; base: "https://host:port"; door: with the
 * certificate. Appends the body to out. */
struct page page_make(struct MHD_Connection *conn, const struct alias_list *aliases, const struct route *r,
                      const char *path, const char *method, const char *base, const struct call_door *door,
                      struct buf *out);
#endif
