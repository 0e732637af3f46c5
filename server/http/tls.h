/* TLS of the data port: reads the server's files. GnuTLS is seen only here, in tls_peer.c, in handshake.c and
 * inside microhttpd. Called by listener.c and request.c. */
#ifndef HTTP_TLS_H
#define HTTP_TLS_H
#include <microhttpd.h>

#include "base/buf.h"
#include "base/diag.h"

/* TLS 1.2 and 1.3 only. */
#define TLS_PRIORITIES "NORMAL:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2:%SERVER_PRECEDENCE"

struct gnutls_certificate_credentials_st;

/* Kept as long as the listener runs. */
struct tls_files {
    struct buf ca, crt, key; /* PEM of EC: microhttpd takes one pair only */
    /* EC and RSA; NULL: EC alone. Owned; set once, perhaps while connections come */
    struct gnutls_certificate_credentials_st *_Atomic both;
};
/* Reads ca.crt, server.crt, server.key of pki_dir and sees that they fit together. */
enum status tls_open(const char *pki_dir, struct tls_files *ret, struct diag *d);
/* Adds ca-rsa.crt, server-rsa.crt, server-rsa.key of pki_dir, for the connections that come from now on. */
enum status tls_add_rsa(struct tls_files *f, const char *pki_dir, struct diag *d);
void tls_release(struct tls_files *f);

/* Appends the names and addresses of server.crt; true: `asked` is one of them. */
bool tls_names(const struct tls_files *f, const char *asked, struct buf *out);

/* A connection has begun: it gets both pairs, if there are two. */
void tls_dress(const struct tls_files *f, struct MHD_Connection *conn);
#endif
