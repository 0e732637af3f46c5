/* A chukand of one's own: started on free ports in a throw-away folder, ended by its pid. Called by runner.c
 * and by the verb `restart`. */
#ifndef CLIENT_SCENARIO_DAEMON_H
#define CLIENT_SCENARIO_DAEMON_H
#include <stdbool.h>
#include <sys/types.h>

struct daemon {
    const char *program;           /* path of chukand; borrowed */
    const char *fixtures, *schema; /* passed on; borrowed */
    const char *stays; /* data folder that stays, with chukand.log, on the default ports; NULL: throw-away, on
                          free ones */
    char dir[600];     /* throw-away folder: data/, ready, chukand.log */
    char data[700];
    char url[80], control[80];
    pid_t pid; /* 0: not running */
    int out;   /* its standard output; -1 none */
};

/* Makes the folder and starts. false: why (into error) with the end of its log. */
bool daemon_start(struct daemon *d, char *error, size_t cap);
/* SIGKILL, and start again on the same data. */
bool daemon_restart(struct daemon *d, char *error, size_t cap);
/* SIGTERM, waits, SIGKILL if it must; false when it did not end well (error says how). */
bool daemon_stop(struct daemon *d, char *error, size_t cap);

/* The same, and its folder goes. Says what went wrong and answers EXIT_FAILED then, else status. */
int daemon_end(struct daemon *d, int status);

/* Throw-away folders: made under TMPDIR, removed with all they hold. */
bool workdir_make(char *out, size_t cap);
void workdir_remove(const char *path);
#endif
