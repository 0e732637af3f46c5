/* The control port (DESIGN 4): JSON over plain HTTP, on loopback unless it has a token, a thread an action,
 * so that handlers may block. Called by main.c. */
#ifndef HTTP_CONTROL_H
#define HTTP_CONTROL_H
#include <stdint.h>

#include "base/diag.h"
#include "http/edge.h"
#include "http/token.h"

/* Where a port without a token may listen. */
#define CONTROL_LOOPBACK                                                                                     \
    lang_tr("ループバック (127.0.0.1)。外へ開くには --control-token FILE も要ります",                        \
            "loopback (127.0.0.1); --control-token FILE opens it to others")

struct control;

/* Without a token (NULL, or not set) address must be loopback. edge outlives the port. */
enum status control_start(struct edge *edge, const char *address, const struct token *token,
                          struct control **ret, struct diag *d);
uint16_t control_port(const struct control *c);
const char *control_address(const struct control *c);
/* Waits for the handlers that run. NULL is allowed. */
void control_stop(struct control *c);
#endif
