/* Inside world/ only: answers about a journal as JSON. Called by journal_ask.c and journal_search.c. */
#ifndef WORLD_JOURNAL_JSON_H
#define WORLD_JOURNAL_JSON_H
#include "base/status.h"
#include "world/journal_disk.h"

/* {"last":N,"first":N,"entries":[ */
void journal_json_open(struct buf *json, int64_t last, int64_t first);
/* The next of them. */
void journal_json_row(struct buf *json, struct str row);
/* The same, with its bodies; gone: its place on the disk was wanted by later ones. */
void journal_json_exchange(struct buf *json, const struct journal_record *r, bool gone);
/* next 0: there is no such member. LIMIT: memory is short. */
enum status journal_json_close(struct buf *json, int64_t next);
#endif
