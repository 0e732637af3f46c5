/* The journal of a world as files: two rings of segments of blocks of records. Where room is short the oldest
 * segment becomes the newest: it is written over, which costs a third of a new file; a block says of which
 * segment it is and the sum of what is in it, at its beginning and its end, so that what is left of the old
 * one, was left half by a daemon that died or a disk without power, or is read while it is written, is not
 * shown. What was sent and answered is masked by who hands it over. Knows nothing of rows. One writer at a
 * time; who reads needs nothing of the writer. Called by journal.c and journal_merge.c. */
#ifndef WORLD_JOURNAL_DISK_H
#define WORLD_JOURNAL_DISK_H
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

enum {
    JOURNAL_SEGMENT = 1 << 20, /* bytes behind which the next one begins */
    JOURNAL_MOST = 64 << 20    /* of all segments of a world [A] */
};

/* Each overwrites its own oldest, so that neither pushes the other out. In the order in which they are
 * written. */
enum journal_ring { JOURNAL_REFUSED, JOURNAL_WELL, JOURNAL_RINGS };

/* What there is for a world, divided. */
struct journal_bound {
    const char *end; /* of the names of its segments */
    int64_t most;    /* bytes of all segments */
    int64_t files;   /* each start begins a segment */
    int64_t rows;    /* in memory */
};
extern const struct journal_bound journal_bounds[JOURNAL_RINGS];

struct journal_record {
    int64_t order;                        /* rises from record to record of both rings */
    struct str row, request, reply;       /* p NULL: none was kept */
    bool request_cut, reply_cut, no_room; /* no_room: there were some, but no room for them */
    bool many;                            /* nor were they wanted */
};

struct journal_disk {
    char *dir; /* owned; need not exist */
    const struct journal_bound *bound;
    int64_t most;   /* bytes of all segments */
    int fd;         /* -1: none is open */
    int64_t number; /* of the newest segment; 0: there is none */
    int64_t first;  /* of the oldest */
    int64_t size;   /* written of the newest */
    int64_t held;   /* bytes of its file: more, where it is written over */
    int64_t total;  /* bytes of all files */
    bool looked;    /* what is there is known */
};

/* Takes dir over; both rings of a world have the same. */
void journal_disk_init(struct journal_disk *d, char *dir, enum journal_ring ring);
void journal_disk_release(struct journal_disk *d);
void journal_record_put(struct buf *b, const struct journal_record *r);
/* Whole records, at most some MB; makes the folder. false: nothing of them stays. */
bool journal_disk_write(struct journal_disk *d, const char *p, size_t n);

/* A walk over the records that lie there, oldest first; those of `last` segments alone, 0: of all. */
struct journal_walk {
    const struct journal_disk *disk; /* borrowed: where it lies, and how its files are called */
    int64_t *numbers;                /* of the segments, rising; owned */
    size_t n, i;
    struct buf text; /* of the segment that is read */
    size_t at, end;  /* end: of the block */
};
void journal_walk_begin(struct journal_walk *w, const struct journal_disk *d, size_t last);
/* false: there is no more. *ret is valid until the next one. */
bool journal_walk_next(struct journal_walk *w, struct journal_record *ret);
/* Some have gone for later ones, before it began. */
bool journal_walk_lacks(const struct journal_walk *w);
void journal_walk_end(struct journal_walk *w);
#endif
