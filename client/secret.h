/* The token of a control port that wants one (chukand --control-token): of --control-token FILE, else of the
 * environment (CHUKAN_CONTROL_TOKEN). Never of the command line itself, which all users of a machine see.
 * Called by options.c and wire/control.c. */
#ifndef CLIENT_SECRET_H
#define CLIENT_SECRET_H
#include <stdbool.h>

/* From now on that of this file; false after saying why. */
bool secret_file(const char *path);
/* *ret: NULL when there is none; valid for good. false: what there is cannot go into a header. */
bool secret_token(const char **ret);
#endif
