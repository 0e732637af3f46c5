/* Inside store/ only: prepared statements of a connection and the binding helpers of the table families.
 * Statements come from one list, sql/statements.def, which includes one .def per database; all are prepared
 * once per connection, on first use. Parameters are bound by number ?1…; texts are SQLITE_STATIC (they
 * outlive the step). */
#ifndef STORE_SQL_H
#define STORE_SQL_H
#include <sqlite3.h>

#include "base/arena.h"
#include "store/db.h"

/* Prefix of the ids: SQL_ */
enum sql_id {
#define Q(db, name, text) SQL_##name,
#include "store/sql/statements.def"
#undef Q
    SQL_COUNT
};

/* The status of the connection's last failure: DISK for a full or failing disk, WORLD_BROKEN for a damaged
 * database, BUSY, LIMIT, else INTERNAL. */
enum status sql_status(struct tx *tx);
/* Reset, with bindings cleared, ready to bind. NULL when it cannot be prepared: sql_status says why (a wrong
 * statement is our bug). */
sqlite3_stmt *sql_get(struct tx *tx, enum sql_id id);
/* Steps once: ST_OK with *ret_row true on a row; on failure as sql_status. Resets the statement when
 * there is no row. */
enum status sql_step(struct tx *tx, sqlite3_stmt *q, bool *ret_row);
/* Steps a statement that answers no rows, to its end. */
enum status sql_run(struct tx *tx, sqlite3_stmt *q);
void sql_done(sqlite3_stmt *q);                        /* reset: call it when you stop before the last row */
void sql_text(sqlite3_stmt *q, int at, const char *s); /* NULL binds null */
void sql_int(sqlite3_stmt *q, int at, int64_t v);      /* INT64_MIN binds null */
const char *sql_col_text(sqlite3_stmt *q, int at, struct arena *a); /* a copy; NULL for null */
int64_t sql_col_int(sqlite3_stmt *q, int at);
int sql_changes(struct tx *tx);
/* The one number that a statement without parameters answers; INT64_MIN for null. */
enum status sql_number(struct tx *tx, enum sql_id id, int64_t *ret);
/* The same for a minimum: INT64_MAX for null. */
enum status sql_least(struct tx *tx, enum sql_id id, int64_t *ret);
#endif
