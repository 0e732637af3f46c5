/* The control port (DESIGN 4): JSON over plain HTTP on loopback, a thread an action, so that handlers may
 * block. Called by main.c. */
#ifndef HTTP_CONTROL_H
#define HTTP_CONTROL_H
#include <stdint.h>

#include "base/diag.h"
#include "http/edge.h"

struct control;

/* address must be loopback. edge outlives the port. */
enum status control_start(struct edge *edge, const char *address, struct control **ret, struct diag *d);
uint16_t control_port(const struct control *c);
const char *control_address(const struct control *c);
/* Waits for the handlers that run. NULL is allowed. */
void control_stop(struct control *c);
#endif
