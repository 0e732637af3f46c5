/* Which rows of the journal are wanted, and those of them that are shown. Called by cmd/journal.c. */
#ifndef CLIENT_JOURNAL_PICK_H
#define CLIENT_JOURNAL_PICK_H
#include <stdbool.h>

#include "base/str.h"
#include "node.h"
#include "options.h"

/* Texts: NULL: any. The daemon looks for what is a text, the client for the rest. */
struct journal_pick {
    bool refused;
    const char *op, *code, *edaban, *id, *xpath; /* as struct order_journal of world.h has them */
    int last;                                    /* only so many, the latest; -1: all */
};

/* A message, a path, a page, a handshake, a file or rows of it. */
bool journal_refused(const struct node *row);
/* It is of no request: a connection, the end of a link file's work. */
bool journal_bodiless(const struct node *row);
bool journal_fits(const struct journal_pick *p, const struct node *row);
/* Appends what the daemon is to look for to a path with a query; false: it is too long. */
bool journal_query(const struct journal_pick *p, char *path, size_t cap);
/* Rows are to be looked at, not only counted. */
bool journal_picks(const struct journal_pick *p);

/* Where the rows of an answer begin, and the next of them behind p, with its braces (n 0: there is none), as
 * they came. */
const char *journal_entries(const char *raw);
struct str journal_object(const char *p);

/* Texts of rows, the latest `last` of them; texts are owned. */
struct journal_kept {
    char **texts;
    size_t n, cap, from; /* from: the oldest, once there are as many as may be */
    size_t total;        /* that fitted */
};
/* Those of an answer's rows that fit, each as a line of text, or as it came (raw: the answer). last -1: the
 * lines are printed at once. false: memory is short. */
bool journal_keep(struct journal_kept *k, const struct journal_pick *p, enum format form,
                  const struct node *answer, const char *raw);
/* Prints what was kept; as JSON in an answer of the same form (root: the latest that came; of text NULL will
 * do). */
void journal_print(const struct journal_kept *k, enum format form, const struct node *root);
void journal_kept_release(struct journal_kept *k);
#endif
