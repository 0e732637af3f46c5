/* Inside world/ only: a row of the journal as it lies in memory and in the files: its numbers, then its
 * texts, masked, each behind its length. It becomes JSON only when somebody asks. Called by journal.c and
 * journal_ask.c. */
#ifndef WORLD_JOURNAL_ROW_H
#define WORLD_JOURNAL_ROW_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

struct journal_entry;

struct journal_row {
    int64_t seq, generation;
    int64_t at, real; /* seconds: of the world's clock, of the machine's */
    int64_t http, us, bytes_in, bytes_out;
    int64_t told; /* as struct journal_entry has it */
};

/* Appends the row; takes of e what is not in r. b fails when memory is short. */
void journal_row_put(struct buf *b, const struct journal_row *r, const struct journal_entry *e);
/* Its numbers; false: it is no row. */
bool journal_row_read(struct str row, struct journal_row *ret);
/* One of its texts by its member's name, as it lies there; n 0: it has none. */
struct str journal_row_text(struct str row, const char *name);
/* Appends {"seq":N,"generation":N,…}. */
void journal_row_json(struct str row, struct buf *json);
#endif
