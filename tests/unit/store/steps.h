/* Beside writer.h: SQL of the test's own on the writer's connection, and what statements cost, which no
 * machine and no load changes. */
#ifndef TESTS_UNIT_STORE_STEPS_H
#define TESTS_UNIT_STORE_STEPS_H
#include "store/tx.h"
#include "writer.h"

static inline void writer_run(const char *text)
{
    char *why = NULL;
    ck_assert_msg(sqlite3_exec(tx->h, text, NULL, NULL, &why) == SQLITE_OK, "%s", why);
}

/* The steps that SQLite has taken in all statements since the last call. */
static inline int writer_steps(void)
{
    int n = 0;
    for (sqlite3_stmt *q = NULL; (q = sqlite3_next_stmt(tx->h, q));)
        n += sqlite3_stmt_status(q, SQLITE_STMTSTATUS_VM_STEP, 1);
    return n;
}
#endif
