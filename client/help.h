/* What chukan says about itself: help of a command, and from the same tables the completion of shells
 * (complete.c) and the page of the manual (page.c). Called by main.c. */
#ifndef CLIENT_HELP_H
#define CLIENT_HELP_H
#include <stdio.h>

#include "cmd/command.h"

void help_overview(FILE *to);
/* sub NULL: all of the command */
void help_command(const struct command *c, const struct sub *sub);
/* chukan help [--completion bash|zsh | --man] [COMMAND [SUB]]; answers the exit status. argv[0] is not looked
 * at. */
int help_run(int argc, char **argv);

void complete_bash(FILE *to);
void complete_zsh(FILE *to);
void page_man(FILE *to);
#endif
