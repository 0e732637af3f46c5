/* One command = one file of this folder = one exported struct; one line of commands.def registers it. */
#ifndef CLIENT_CMD_COMMAND_H
#define CLIENT_CMD_COMMAND_H
#include <stdbool.h>

struct command {
    const char *name;
    const char *usage;                 /* arguments, after the name */
    const char *ja, *en;               /* one line each: what it does */
    const char *more;                  /* own options, Japanese, lines ending in \n; NULL: none */
    int (*run)(int argc, char **argv); /* argv[0] is the command's name; answers the exit status */
    bool offline;                      /* needs no daemon: has no options but its own and --lang */
};
#endif
