/* A release of the 配信マスター as link files in a folder, from whoever gives it: 中間サーバー, or the
 * Digital PMO, which the control port stands in for. Called by cmd/master.c. */
#ifndef CLIENT_MASTER_GET_H
#define CLIENT_MASTER_GET_H
#include "wire/session.h"

/* EXIT_FINE, or EXIT_FAILED after saying why. */
int get_release(struct session *s, const char *release, const char *out);
#endif
