/* Inside store/ only: what a struct tx is. */
#ifndef STORE_TX_H
#define STORE_TX_H
#include <sqlite3.h>
#include <stdatomic.h>

#include "store/sql.h"

enum tx_own { TX_BEGIN_READ, TX_BEGIN_WRITE, TX_COMMIT, TX_ROLLBACK, TX_SAVE, TX_KEEP, TX_UNDO, TX_OWN };

struct tx {
    sqlite3 *h;
    enum db db;
    struct store *store;
    atomic_int *fault; /* of store: what failed last (fault.h) */
    struct tx *next;   /* among the idle ones */
    sqlite3_stmt *own[TX_OWN];
    struct sql *stmt[SQL_COUNT]; /* prepared on first use, kept */
    bool later;                  /* the one that is open: tx_begin_later */
    bool behind;                 /* tx_behind */
    bool large;                  /* the writer's thread: tx_large */
    int64_t looks;               /* of gaibu.db: access_looks */
    atomic_int log_pages;        /* of the writer: what the log held after the last commit; 0: not large */
    struct kojin_memory *kojin;  /* unyo's writer only: unyo_kojin.h; NULL: none */
    struct setai_all *setai;     /* the same: unyo_setai.h */
};
#endif
