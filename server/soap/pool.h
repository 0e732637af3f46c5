/* Exchanges at rest, with their parser, arena, buffers and validation contexts, for the next request.
 * Thread-safe. Called by exchange.c; drained by soap_close. */
#ifndef SOAP_POOL_H
#define SOAP_POOL_H

struct exchange;

/* A zeroed exchange with an arena; NULL when memory is short. */
struct exchange *pool_take(void);
/* Everything of the request has been released; its kit is cleaned and kept, or freed. */
void pool_give(struct exchange *x);
void pool_drain(void);
#endif
