/* Digest of a database's whole state; see db.h.
 * Left out: outbox, inbox, meta, audit_machi and sqlite's own tables (bookkeeping of delivery), and columns
 * that name a place on this disk (…path), or sum up a random key (shimon). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/crypto.h"
#include "store/db.h"
#include "store/tx.h"

enum { COLUMNS = 64 };

/* One table on its way into a sum. */
struct summing {
    sqlite3_stmt *q;
    struct sha256 *h;
    struct buf row;
    bool left_out[COLUMNS];
    int columns;
};

static void S_columns(struct summing *x)
{
    x->columns = sqlite3_column_count(x->q);
    for (int i = 0; i < x->columns && i < COLUMNS; i++) {
        const char *name = sqlite3_column_name(x->q, i);
        size_t n = strlen(name);
        x->left_out[i] = (n >= 4 && strcmp(name + n - 4, "path") == 0) || strcmp(name, "shimon") == 0;
    }
}

/* n and a colon; without printf, because there are millions. */
static void S_number(struct buf *b, int n)
{
    char digits[12], *end = digits + sizeof digits, *p = end;
    *--p = ':';
    do
        *--p = (char)('0' + n % 10);
    while ((n /= 10));
    buf_add(b, p, (size_t)(end - p));
}

static void S_hash_row(struct summing *x)
{
    buf_clear(&x->row);
    for (int i = 0; i < x->columns; i++) {
        if (x->left_out[i])
            continue;
        const void *p = sqlite3_column_blob(x->q, i);
        int bytes = sqlite3_column_bytes(x->q, i);
        S_number(&x->row, sqlite3_column_type(x->q, i));
        S_number(&x->row, bytes);
        buf_add(&x->row, p ? p : "", (size_t)bytes);
    }
    buf_addc(&x->row, '\n');
    sha256_add(x->h, x->row.data, x->row.len);
}

/* SELECT over one table in the order of its primary key (rowid where it has none). */
static char *S_select(sqlite3 *h, const char *table)
{
    sqlite3_stmt *q;
    sqlite3_str *s = sqlite3_str_new(NULL);
    sqlite3_str_appendf(s, "SELECT * FROM \"%w\" ORDER BY ", table);
    int keys = 0;
    char *text = sqlite3_mprintf("SELECT name FROM pragma_table_info(%Q) WHERE pk > 0 ORDER BY pk", table);
    if (text && sqlite3_prepare_v2(h, text, -1, &q, NULL) == SQLITE_OK) {
        for (; sqlite3_step(q) == SQLITE_ROW; keys++)
            sqlite3_str_appendf(s, "%s\"%w\"", keys ? "," : "", sqlite3_column_text(q, 0));
        sqlite3_finalize(q);
    }
    sqlite3_free(text);
    if (!keys)
        sqlite3_str_appendall(s, "rowid");
    return sqlite3_str_finish(s);
}

static enum status S_rows(struct tx *tx, struct summing *x)
{
    int rc;
    S_columns(x);
    if (x->columns > COLUMNS)
        return ST_INTERNAL;
    while ((rc = sqlite3_step(x->q)) == SQLITE_ROW && buf_ok(&x->row))
        S_hash_row(x);
    return !buf_ok(&x->row) ? ST_LIMIT : rc == SQLITE_DONE ? ST_OK : sql_status(tx);
}

static enum status S_table(struct tx *tx, const char *table, unsigned char sum[32])
{
    char *text = S_select(tx->h, table);
    struct summing x = {.h = sha256_new(), .row = BUF_INIT};
    enum status st = text && x.h ? ST_OK : ST_INTERNAL;
    if (st == ST_OK && sqlite3_prepare_v2(tx->h, text, -1, &x.q, NULL) != SQLITE_OK)
        st = sql_status(tx);
    if (st == ST_OK)
        st = S_rows(tx, &x);
    if (x.h)
        sha256_end(x.h, sum);
    buf_release(&x.row);
    sqlite3_finalize(x.q);
    sqlite3_free(text);
    return st;
}

enum status tx_digest(struct tx *tx, struct buf *json, unsigned char sum[32])
{
    sqlite3_stmt *q = NULL;
    struct sha256 *all = sha256_new();
    int rc;
    enum status st = all ? ST_OK : ST_INTERNAL;
    if (all &&
        sqlite3_prepare_v2(tx->h,
                           "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' "
                           "AND name NOT IN ('outbox', 'inbox', 'meta', 'audit_machi') ORDER BY name",
                           -1, &q, NULL) != SQLITE_OK)
        st = sql_status(tx);
    while (st == ST_OK && (rc = sqlite3_step(q)) != SQLITE_DONE) {
        if (rc != SQLITE_ROW) {
            st = sql_status(tx);
            break;
        }
        const char *table = (const char *)sqlite3_column_text(q, 0);
        unsigned char one[32];
        char hex[65], key[128];
        st = S_table(tx, table, one);
        if (st != ST_OK)
            break;
        hex_text(one, 32, hex);
        snprintf(key, sizeof key, "%s.%s", db_name(tx->db), table);
        buf_json_member(json, key, hex);
        sha256_add(all, key, strlen(key));
        sha256_add(all, one, 32);
    }
    if (all)
        sha256_end(all, sum);
    sqlite3_finalize(q);
    return st;
}
