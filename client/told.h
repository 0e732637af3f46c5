/* What the tables of commands tell, in the language of --lang. Called by help.c, complete.c and page.c. */
#ifndef CLIENT_TOLD_H
#define CLIENT_TOLD_H
#include "cmd/command.h"
#include "options.h"

enum { TOLD = 200 };
/* en NULL: there is one text for both languages. */
const char *told_tr(const char *ja, const char *en);
/* What `more` of a command says of its option, in `out`; "" where it says nothing in one line. */
const char *told_of(const struct command *c, const char *option, char out[TOLD]);
/* "ja|en" where a value is one of few, in `out`; "" where it is not. common NULL: the command's own option.
 */
const char *told_choices(const struct command *c, const char *option, const struct common *common,
                         char out[TOLD]);
#endif
