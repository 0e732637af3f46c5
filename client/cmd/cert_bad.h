/* chukan cert bad: certificates that are to be refused, made by the daemon or, with --data, by itself. Called
 * by cert.c. */
#ifndef CLIENT_CMD_CERT_BAD_H
#define CLIENT_CMD_CERT_BAD_H
#include "options.h"

/* o->rest: bad and the kinds, or all. out NULL: not told. Answers the exit status. */
int cert_bad(const struct options *o, const char *out);
#endif
