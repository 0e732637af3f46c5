/* Every command of commands.def; see cmd/command.h. */
#include <stdio.h>
#include <string.h>

#include "cmd/command.h"
#include "options.h"

#define COMMAND(name) extern const struct command cmd_##name;
#include "cmd/commands.def"
#undef COMMAND

const struct command *const commands[] = {
#define COMMAND(name) &cmd_##name,
#include "cmd/commands.def"
#undef COMMAND
    NULL};

const struct command *command_find(const char *name)
{
    for (const struct command *const *c = commands; *c; c++)
        if (strcmp((*c)->name, name) == 0)
            return *c;
    return NULL;
}

const struct sub *command_sub(const struct command *c, const char *name)
{
    for (const struct sub *s = c->subs; s && s->name; s++)
        if (strcmp(s->name, name) == 0)
            return s;
    return NULL;
}

void command_options(const struct command *c, struct options_list *ret)
{
    char name[32], *argv[] = {name, NULL};
    snprintf(name, sizeof name, "%s", c->name);
    *ret = (struct options_list){.n = 0};
    options_listen(ret);
    c->run(1, argv);
    options_listen(NULL);
}
