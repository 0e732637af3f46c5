/* One connection of the data or plain port; microhttpd's socket context, made and freed by request.c. */
#ifndef HTTP_LINK_H
#define HTTP_LINK_H
#include "http/guard.h"
#include "http/handshake.h"
#include "http/socket.h"
#include "http/tls.h"
#include "http/tls_peer.h"

struct request;

struct link {
    struct guarded guarded;
    struct handshake handshake;
    struct tls_peer peer;
    char from[SOCKET_FROM]; /* of another machine (socket_from_abroad); "" */
    bool asked;             /* a request line has come */
    struct request *open;   /* its headers have not come to their end */
};
#endif
