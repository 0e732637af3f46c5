/* Listening sockets: "ADDRESS:PORT" to a descriptor, with an error that a person can act on.
 * Called by listener.c and control.c. */
#ifndef HTTP_SOCKET_H
#define HTTP_SOCKET_H
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "base/diag.h"

/* "127.0.0.1:18443", "[::1]:18443", "localhost:18443", "18443" (on 127.0.0.1). Port 0: a free one. */
enum status socket_parse(const char *option, const char *text, struct sockaddr_storage *ret,
                         socklen_t *ret_len, struct diag *d);
bool socket_is_loopback(const struct sockaddr_storage *a);
/* Answers the descriptor and the port that it really has. */
enum status socket_listen(const char *option, const struct sockaddr_storage *a, socklen_t len, int *ret_fd,
                          uint16_t *ret_port, struct diag *d);
enum { SOCKET_TEXT = 64 };
/* "127.0.0.1:18443" */
void socket_text(const struct sockaddr_storage *a, uint16_t port, char *out, size_t cap);
enum { SOCKET_FROM = 2 * SOCKET_TEXT };
/* The other end of a connection, for people: 「接続元 127.0.0.1 ポート 4711」. NULL: not known. */
void socket_from(const struct sockaddr *a, char out[SOCKET_FROM]);
/* The same, if that is another machine; else "". */
void socket_from_abroad(const struct sockaddr *a, char out[SOCKET_FROM]);
#endif
