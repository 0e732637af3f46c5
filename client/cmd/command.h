/* One command = one file of this folder = one exported struct; one line of commands.def registers it. */
#ifndef CLIENT_CMD_COMMAND_H
#define CLIENT_CMD_COMMAND_H
#include <stdbool.h>

/* What a command's first argument may be. */
struct sub {
    const char *name;             /* NULL ends a list */
    const char *usage, *usage_en; /* its arguments and options, may be ""; usage_en NULL: the same */
    const char *ja, *en;
};

struct command {
    const char *name;
    const char *usage, *usage_en; /* arguments, after those of a sub; usage_en NULL: the same */
    const char *ja, *en;          /* one line each: what it does */
    const char *more, *more_en;   /* own options, lines ending in \n; NULL: none */
    int (*run)(
        int argc,
        char **argv); /* argv[0] is the command's name; answers the exit status, or an EXIT_ of options.h */
    bool offline;     /* needs no daemon: has no options but its own and --lang */
    const struct sub *subs; /* NULL: none */
};

/* In the order of commands.def; NULL ends them. */
extern const struct command *const commands[];
/* NULL: there is none of that name. */
const struct command *command_find(const char *name);
const struct sub *command_sub(const struct command *c, const char *name);
/* What it takes on a command line. */
struct options_list;
void command_options(const struct command *c, struct options_list *ret);
#endif
