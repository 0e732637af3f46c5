/* What is done about certificates once the ports are open: the owner is told of those that are out of their
 * days, and the RSA pairs are made that are missing, since a start would wait seconds for them; then those of
 * certificates that are issued later. One thread that takes what time the others leave. Called by main.c. */
#ifndef HTTP_CERTS_H
#define HTTP_CERTS_H
#include <stddef.h>

#include "base/pki_issue.h"
#include "http/listener.h"
#include "world/world.h"

struct certs;

/* All of it outlives the thread. */
struct certs_work {
    const char *pki;
    const struct pki_names *names;
    const struct world_client *clients;
    size_t n;
    bool rsa;                  /* they are wanted */
    struct pki_issuer *issuer; /* whose orders it takes */
    struct listener *listener; /* gets the RSA pair of the server; NULL: has it */
};
/* NULL: no memory or no thread; the daemon does without. */
struct certs *certs_start(const struct certs_work *w);
/* Stops at once, in the middle of a key as well. NULL is allowed. */
void certs_stop(struct certs *c);
#endif
