/* What the control-port commands share: options, one request, its answer printed, the exit status. */
#ifndef CLIENT_WIRE_REMOTE_H
#define CLIENT_WIRE_REMOTE_H
#include "options.h"

/* body NULL: none. path from "/_sim/" on. */
int remote_do(const struct options *o, const char *method, const char *path, const char *body);
/* /_sim/worlds/WORLD + tail, printed as by remote_do. */
int remote_world(const struct options *o, const char *method, const char *tail, const char *body);
struct buf;
/* GET of /_sim/worlds/WORLD + tail, whose answer goes to the file `out` (NULL: to the standard output) as it
 * comes. Answers the exit status, having said why. */
int remote_fetch(const struct options *o, const char *tail, const char *out);
/* The same of a text. */
int remote_put(const struct buf *text, const char *out);
#endif
