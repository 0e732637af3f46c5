/* Prepared statements and binding; see sql.h. */
#include "store/sql.h"

#include "store/tx.h"

static const char *const texts[SQL_COUNT] = {
#define Q(db, name, text) [SQL_##name] = text,
#include "store/sql/statements.def"
#undef Q
};

enum status sql_status(struct tx *tx)
{
    switch (sqlite3_errcode(tx->h) & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        store_fault(tx);
        return ST_DISK;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        store_fault(tx);
        return ST_WORLD_BROKEN;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ST_BUSY;
    case SQLITE_NOMEM:
        return ST_LIMIT;
    default:
        return ST_INTERNAL;
    }
}

sqlite3_stmt *sql_get(struct tx *tx, enum sql_id id)
{
    sqlite3_stmt *q = tx->stmt[id];
    if (!q) {
        if (sqlite3_prepare_v3(tx->h, texts[id], -1, SQLITE_PREPARE_PERSISTENT, &q, NULL) != SQLITE_OK)
            return NULL;
        tx->stmt[id] = q;
        return q;
    }
    sqlite3_reset(q);
    sqlite3_clear_bindings(q);
    return q;
}

enum status sql_step(struct tx *tx, sqlite3_stmt *q, bool *ret_row)
{
    int rc = sqlite3_step(q);
    if (rc == SQLITE_ROW || rc == SQLITE_DONE) {
        *ret_row = rc == SQLITE_ROW;
        if (rc == SQLITE_DONE)
            sqlite3_reset(q);
        return ST_OK;
    }
    enum status st = sql_status(tx);
    sqlite3_reset(q);
    return st;
}

enum status sql_run(struct tx *tx, sqlite3_stmt *q)
{
    bool row = true;
    enum status st = ST_OK;
    while (st == ST_OK && row)
        st = sql_step(tx, q, &row);
    return st;
}

void sql_done(sqlite3_stmt *q)
{
    sqlite3_reset(q);
}

void sql_text(sqlite3_stmt *q, int at, const char *s)
{
    if (s)
        sqlite3_bind_text(q, at, s, -1, SQLITE_STATIC);
    else
        sqlite3_bind_null(q, at);
}

void sql_int(sqlite3_stmt *q, int at, int64_t v)
{
    if (v == INT64_MIN)
        sqlite3_bind_null(q, at);
    else
        sqlite3_bind_int64(q, at, v);
}

const char *sql_col_text(sqlite3_stmt *q, int at, struct arena *a)
{
    const unsigned char *s = sqlite3_column_text(q, at);
    return s ? arena_strndup(a, (const char *)s, (size_t)sqlite3_column_bytes(q, at)) : NULL;
}

int64_t sql_col_int(sqlite3_stmt *q, int at)
{
    return sqlite3_column_type(q, at) == SQLITE_NULL ? INT64_MIN : sqlite3_column_int64(q, at);
}

int sql_changes(struct tx *tx)
{
    return sqlite3_changes(tx->h);
}

enum status sql_number(struct tx *tx, enum sql_id id, int64_t *ret)
{
    sqlite3_stmt *q = sql_get(tx, id);
    if (!q)
        return sql_status(tx);
    bool row = false;
    enum status st = sql_step(tx, q, &row);
    if (st != ST_OK)
        return st;
    *ret = row ? sql_col_int(q, 0) : INT64_MIN;
    sql_done(q);
    return ST_OK;
}

enum status sql_least(struct tx *tx, enum sql_id id, int64_t *ret)
{
    int64_t n;
    enum status st = sql_number(tx, id, &n);
    if (st == ST_OK)
        *ret = n == INT64_MIN ? INT64_MAX : n;
    return st;
}
