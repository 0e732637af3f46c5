/* Inside world/ only: the records of both rings of a journal (journal_disk.h), in the order in which they
 * came. Called by journal.c and journal_ask.c. */
#ifndef WORLD_JOURNAL_MERGE_H
#define WORLD_JOURNAL_MERGE_H
#include "world/journal.h"
#include "world/journal_row.h"

enum { JOURNAL_LAST = 2 /* segments: more rows than memory has, unless their bodies are long */ };

struct journal_merged {
    struct journal_record record;
    struct journal_row row; /* its numbers */
    enum journal_ring ring;
};

struct journal_merge {
    struct journal_walk walks[JOURNAL_RINGS];
    struct journal_merged next[JOURNAL_RINGS];
    bool there[JOURNAL_RINGS];
    int64_t until;
    int taken; /* -1: none */
};

/* Those of the last segments alone, of a ring that has none there of all; last 0: of all. until: of higher
 * orders none. j is borrowed. */
void journal_merge_begin(struct journal_merge *m, const struct journal *j, size_t last, int64_t until);
/* NULL: there is no more. Valid until the next. */
const struct journal_merged *journal_merge_next(struct journal_merge *m);
void journal_merge_end(struct journal_merge *m);
#endif
