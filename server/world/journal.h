/* Inside world/ only: the journal of a world. Its latest rows (journal_row.h) are in memory; rows with what
 * was sent and answered go to files (journal_disk.h), gathered in memory first, so that a request costs a
 * copy and no system call of its own. Called by worlds.c, heir.c and, for what they tell, by everybody in the
 * room (world_journal). Thread-safe. */
#ifndef WORLD_JOURNAL_H
#define WORLD_JOURNAL_H
#include <pthread.h>
#include <stdatomic.h>

#include "world/behind.h"
#include "world/journal_disk.h"

enum {
    /* bytes of a ring that wait: */
    JOURNAL_BLOCK = 64 << 10,  /* so many are written at once, by the thread behind */
    JOURNAL_LATE = 512 << 10,  /* by whoever finds so many: that thread does not keep up */
    JOURNAL_PENDING = 1 << 20, /* what comes then is told without its bodies */
    JOURNAL_PLENTY = 200       /* exchanges a second that went well and are told with their bodies [A] */
};

/* A row in memory. */
struct journal_held {
    int64_t seq;
    char *row; /* owned; kept for the row that takes its place */
    size_t n, room;
};

/* One of the two rings. Under the journal's lock, but for what is his who writes. */
struct journal_part {
    struct journal_held *rows; /* NULL: none has been written yet */
    int64_t n;                 /* ever held; the i-th (from 0) lies at i % rows of its bound, rising by seq */
    struct buf pending, spare; /* records; spare: the memory of those that were written last */
    struct journal_disk disk;  /* his who writes */
    bool fails;                /* the same: nothing could be written the last time */
};

struct journal {
    const char *name;
    pthread_mutex_t lock;
    pthread_cond_t grown, rested; /* rested: nobody writes */
    /* under lock */
    uint64_t generation; /* that lives */
    uint64_t counted;    /* the first of those whose rows are counted on; 0: not known */
    int64_t count;       /* rows ever written: the seq of the last */
    int64_t first;       /* from that one on all are in memory; of those before, what each ring has left */
    int64_t order;       /* of the last record */
    struct buf scratch;  /* the row that is written */
    bool looked;         /* what an earlier daemon has left is known */
    bool writing;        /* somebody does */
    bool ended, joined;
    bool hurried; /* the thread behind knows that there is a block, and has not taken it */
    struct behind behind;
    _Atomic int64_t second; /* in which the latest exchange ended */
    atomic_int kept;        /* of those that ended in it */
    struct journal_part parts[JOURNAL_RINGS];
};

/* name: of the world, borrowed. dir: of its files; taken over. */
void journal_init(struct journal *j, const char *name, char *dir);
void journal_free(struct journal *j);
/* The world ends: what waits is written, and nothing more. */
void journal_end(struct journal *j);
/* Reads what an earlier daemon has left of the generation that lives; once, before journal_begin. */
void journal_look(struct journal *j);
/* That generation lives from now on; clear: its rows are counted from 1. Answers how many were cleared. */
int64_t journal_begin(struct journal *j, uint64_t generation, bool clear);
/* Needs the lock. The rows in memory behind `since`, in their order. */
void journal_held_each(const struct journal *j, int64_t since, void (*each)(void *cls, struct str row),
                       void *cls);
/* All that waits is in the files. Answers the order of the last record of it: behind that, one ring may be
 * further than the other. */
int64_t journal_flush(struct journal *j);
#endif
