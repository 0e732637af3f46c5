/* One command = one cmd_*.c = one exported struct; main.c lists them. */
#ifndef CLIENT_COMMAND_H
#define CLIENT_COMMAND_H
#include <stdbool.h>

struct command {
    const char *name;
    const char *usage;                 /* arguments, after the name */
    const char *ja, *en;               /* one line each: what it does */
    const char *more;                  /* own options, Japanese, lines ending in \n; NULL: none */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; answers the exit status */
    bool offline;                      /* needs no daemon: has no options but its own and --lang */
};

extern const struct command cmd_ping, cmd_call, cmd_upload, cmd_status, cmd_result, cmd_world, cmd_clock,
    cmd_operator, cmd_journal, cmd_digest, cmd_run, cmd_check, cmd_gen;
#endif
