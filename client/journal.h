/* An exchange of the journal, shown to a person, and saved as a script that curl sends again. Called by
 * cmd/journal.c. */
#ifndef CLIENT_JOURNAL_H
#define CLIENT_JOURNAL_H
#include <stdio.h>

#include "node.h"
#include "options.h"

/* One line: a row of the list. */
void journal_line(const struct node *row, FILE *out);
/* All that is known of one exchange. */
void journal_show(const struct node *row, FILE *out);
/* A shell script that sends it again; what was masked, and files, are variables at its head. Answers the exit
 * status. */
int journal_save(const struct node *row, const struct options *o, const char *path);
#endif
