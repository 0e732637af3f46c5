/* One request on the data or plain port: glue between microhttpd's handler and soap/exchange.h. SOAP goes to
 * the exchange byte by byte as it comes, everything else to page.c. Called by listener.c. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H
#include <microhttpd.h>

#include "http/edge.h"

struct tls_files;

enum { REQUEST_HEAD_KIB = 32 }; /* room for the request line and the headers */

/* What the handlers of one port know. */
struct port {
    struct edge *edge;
    struct guard *guard;
    bool tls;
    const struct tls_files *files; /* of TLS */
    const char *pki;               /* and the folder that they are from */
    char address[64];              /* "127.0.0.1:18443": base URL when the Host header is missing */
};

/* microhttpd's callback for the request line: makes what the others find in con_cls. */
void *request_arrives(void *cls, const char *uri, struct MHD_Connection *conn);
/* microhttpd's access handler, completed callback and connection callback; cls is the struct port. */
enum MHD_Result request_handle(void *cls, struct MHD_Connection *conn, const char *url, const char *method,
                               const char *version, const char *data, size_t *size, void **con_cls);
void request_completed(void *cls, struct MHD_Connection *conn, void **con_cls,
                       enum MHD_RequestTerminationCode toe);
/* microhttpd tells its log, on the thread of the connection, that it has answered by itself what it cannot
 * read. */
void request_unreadable(void);
void request_connection(void *cls, struct MHD_Connection *conn, void **socket_context,
                        enum MHD_ConnectionNotificationCode toe);
#endif
