/* What the control-port commands share: options, one request, its answer printed, the exit status. */
#ifndef CLIENT_WIRE_REMOTE_H
#define CLIENT_WIRE_REMOTE_H
#include "options.h"

/* body NULL: none. path from "/_sim/" on. */
int remote_do(const struct options *o, const char *method, const char *path, const char *body);
/* /_sim/worlds/WORLD + tail, printed as by remote_do. */
int remote_world(const struct options *o, const char *method, const char *tail, const char *body);
#endif
