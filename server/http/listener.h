/* The data port (TLS with client certificates) and the plain port: an epoll thread pool each, suspended
 * requests, limits. Called by main.c. */
#ifndef HTTP_LISTENER_H
#define HTTP_LISTENER_H
#include <stdint.h>

#include "base/diag.h"
#include "http/edge.h"

struct listener;

struct listener_options {
    struct edge *edge;   /* outlives the listener */
    const char *option;  /* "--listen": names the place in errors */
    const char *address; /* "127.0.0.1:18443" */
    const char *pki;     /* folder with ca.crt, server.crt, server.key; NULL: no TLS, loopback only */
    bool rsa;            /* the RSA pair beside them is there already */
};
enum status listener_start(const struct listener_options *o, struct listener **ret, struct diag *d);
/* From now on connections are offered the RSA pair of that folder as well; at most once, from any thread. */
enum status listener_add_rsa(struct listener *l, const char *pki, struct diag *d);
uint16_t listener_port(const struct listener *l);
/* "127.0.0.1:18443" as it is, with the real port. */
const char *listener_address(const struct listener *l);
/* Closes every connection; no request may be suspended any more. NULL is allowed. */
void listener_stop(struct listener *l);
#endif
