/* Telling others that the ports are open: the ready file, and the service manager. Called by main.c. */
#ifndef HTTP_READY_H
#define HTTP_READY_H
#include <stdint.h>

#include "base/diag.h"

/* data=PORT, control=PORT, plain=PORT (0: off), one a line; written atomically. */
enum status ready_file(const char *path, uint16_t data, uint16_t control, uint16_t plain, struct diag *d);
/* Who waits for the file must not find that of an earlier start: called first thing, and first thing when we
 * are to stop. path NULL: nothing to do. What is no plain file stays. */
void ready_file_remove(const char *path);
/* "READY=1", "STOPPING=1" to NOTIFY_SOCKET, if there is one (sd_notify(3) without libsystemd). */
void ready_notify(const char *state);
#endif
