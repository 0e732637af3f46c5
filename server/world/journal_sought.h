/* Inside world/ only: whether an exchange of the journal is one that is searched for. Called by
 * journal_search.c; one thread at a time. */
#ifndef WORLD_JOURNAL_SOUGHT_H
#define WORLD_JOURNAL_SOUGHT_H
#include "world/case/seen.h"
#include "world/journal_disk.h"
#include "world/world.h"

struct xml_path;

struct journal_sought {
    const struct order_journal *order; /* borrowed */
    struct xml_path *xpath;            /* NULL: none is asked for */
    struct case_seen seen;
    size_t read; /* bytes of bodies that were looked into */
};

/* CONTROL, LIMIT, DISK; end it then as well. */
enum status journal_sought_begin(struct journal_sought *x, struct world *w, const struct order_journal *o,
                                 struct diag *d);
void journal_sought_end(struct journal_sought *x);
/* CONTROL: the expression can't be evaluated there. */
enum status journal_sought_fits(struct journal_sought *x, const struct journal_record *r, bool *ret,
                                struct diag *d);
#endif
