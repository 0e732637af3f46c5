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
    JOURNAL_ENTRIES = 2048,    /* rows in memory */
    JOURNAL_BLOCK = 64 << 10,  /* so many bytes are written at once, by the thread behind */
    JOURNAL_LATE = 512 << 10,  /* by whoever finds so many: that thread does not keep up */
    JOURNAL_PENDING = 1 << 20, /* bytes that wait; what comes then is told without its bodies */
    JOURNAL_PLENTY = 200       /* exchanges a second that went well and are told with their bodies [A] */
};

/* A row in memory. */
struct journal_held {
    char *row; /* owned; kept for the row that takes its place */
    size_t n, room;
};

struct journal {
    const char *name;
    pthread_mutex_t lock;
    pthread_cond_t grown, rested; /* rested: nobody writes */
    /* under lock */
    uint64_t generation;       /* that lives */
    int64_t count;             /* rows ever written; row i (from 1) lies at (i - 1) % JOURNAL_ENTRIES */
    int64_t first;             /* the oldest that is in memory */
    struct journal_held *rows; /* NULL: none has been written yet */
    struct buf scratch;        /* the row that is written */
    struct buf pending, spare; /* records; spare: the memory of those that were written last */
    bool looked;               /* what an earlier daemon has left is known */
    bool writing;              /* somebody writes: disk is his */
    bool ended, joined, told;  /* told: that it cannot be written */
    bool hurried;              /* the thread behind knows that there is a block, and has not taken it */
    struct behind behind;
    _Atomic int64_t second; /* in which the latest exchange ended */
    atomic_int kept;        /* of those that ended in it */
    struct journal_disk disk;
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
/* All that waits is in the files. */
void journal_flush(struct journal *j);
#endif
