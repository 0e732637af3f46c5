/* Small replies that microhttpd sends for us: JSON, XML and text, always with a Content-Length.
 * Called by page.c, control.c and request.c. */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H
#include <microhttpd.h>

#include "base/buf.h"
#include "base/diag.h"

#define TYPE_TEXT "text/plain; charset=utf-8"
#define TYPE_XML "text/xml; charset=utf-8"
#define TYPE_HTML "text/html; charset=utf-8"
#define TYPE_CSV "text/csv; charset=utf-8"
#define TYPE_JSON "application/json; charset=utf-8"

/* Sends and releases body. allow: value of the Allow header, or NULL. */
enum MHD_Result reply_send(struct MHD_Connection *conn, int http, const char *type, const char *allow,
                           struct buf *body);
/* And the connection ends with it. */
enum MHD_Result reply_last(struct MHD_Connection *conn, int http, const char *type, const char *allow,
                           struct buf *body);
#endif
