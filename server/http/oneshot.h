/* --oneshot FILE: one request from a file through soap/exchange.h, without any port; the rules are those of
 * the plain port. For debugging, golden tests and fuzzing. Called by main.c. */
#ifndef HTTP_ONESHOT_H
#define HTTP_ONESHOT_H
#include <stdio.h>

#include "base/diag.h"
#include "http/edge.h"

/* FILE: "POST /world/soap/service", header lines, an empty line, the body (LF or CRLF in the head). Writes
 * the body of the reply to out. *ret_http is untouched on failure. */
enum status oneshot_run(const struct edge *edge, const char *path, FILE *out, int *ret_http, struct diag *d);
#endif
