/* What must not be left behind when a run is interrupted: throw-away folders and the daemon that was started.
 * A thread waits for SIGINT, SIGTERM and SIGHUP. Used by cmd/run.c, daemon.c and workdir.c. */
#ifndef CLIENT_SCENARIO_GUARD_H
#define CLIENT_SCENARIO_GUARD_H
#include <stdbool.h>
#include <sys/types.h>

/* Blocks the signals in this thread, and so in those that it makes. */
void guard_start(void);
/* The present daemon; 0: none. */
void guard_daemon(pid_t pid);
/* Folders to remove; forgetting one does not remove it. */
void guard_folder(const char *path);
void guard_forget(const char *path);
#endif
