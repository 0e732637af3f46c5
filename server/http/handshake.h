/* TLS handshakes that come to nothing: what the peer offered and why it failed, an alert for it where GnuTLS
 * has one, and no busy waiting for the rest of a message. microhttpd calls gnutls_handshake and tells nobody
 * what came of it (0.9.75 and 1.0 alike), so that function is ours here, before the library's own
 * (handshake.c). Called by request.c. */
#ifndef HTTP_HANDSHAKE_H
#define HTTP_HANDSHAKE_H
#include <microhttpd.h>

#include "base/buf.h"

struct tls_files;

enum { HANDSHAKE_NAME = 120 };

struct handshake {
    bool done;
    char name[HANDSHAKE_NAME]; /* that the peer has asked for (SNI); empty: none */
    char *hello;               /* ClientHello as it came, until the handshake has succeeded; owned */
    size_t hello_n;
    bool heard; /* the peer has sent something */
    int error;  /* GnuTLS's number of what made it fail; 0: nothing did */
    int alert;  /* the peer's, when that was it */
};

/* The connection has begun. */
void handshake_begin(struct MHD_Connection *conn);
/* It failed, or ended in the middle, after the peer had begun one: appends why, what was offered, and which
 * name was asked for of those that we have. false: there is nothing to tell. */
bool handshake_told(const struct handshake *h, const struct tls_files *files, struct buf *out);
/* It has succeeded, and nothing came of it: appends the names. false: the name that was asked for is none of
 * ours. */
bool handshake_in_vain(const struct handshake *h, const struct tls_files *files, struct buf *out);
void handshake_release(struct handshake *h);
#endif
