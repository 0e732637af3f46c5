/* Fixture rows into fresh databases; see import.h. */
#include "store/import.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

struct import {
    sqlite3 *h;
    sqlite3_stmt *insert;
    const char *table; /* borrowed until close */
    int columns;
};

/* Opens the database that has the table, or leaves *ret NULL. */
static void S_find(const char *dir, const char *table, sqlite3 **ret)
{
    for (int db = 0; db < DB_COUNT; db++) {
        char *path = NULL;
        sqlite3 *h = NULL;
        if (asprintf(&path, "%s/%s.db", dir, db_name((enum db)db)) < 0)
            return;
        int rc = sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
        free(path);
        if (rc == SQLITE_OK &&
            sqlite3_table_column_metadata(h, NULL, table, NULL, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK) {
            *ret = h;
            return;
        }
        sqlite3_close(h);
    }
}

static char *S_insert_text(const char *table, const char *const *columns, int n)
{
    sqlite3_str *s = sqlite3_str_new(NULL);
    sqlite3_str_appendf(s, "INSERT INTO \"%w\" (", table);
    for (int i = 0; i < n; i++)
        sqlite3_str_appendf(s, "%s\"%w\"", i ? "," : "", columns[i]);
    sqlite3_str_appendall(s, ") VALUES (");
    for (int i = 0; i < n; i++)
        sqlite3_str_appendf(s, "%s?%d", i ? "," : "", i + 1);
    sqlite3_str_appendall(s, ")");
    return sqlite3_str_finish(s);
}

/* The column of a CSV that the table does not have, or NULL. */
static const char *S_unknown(sqlite3 *h, const char *table, const char *const *columns, int n)
{
    for (int i = 0; i < n; i++)
        if (sqlite3_table_column_metadata(h, NULL, table, columns[i], NULL, NULL, NULL, NULL, NULL) !=
            SQLITE_OK)
            return columns[i];
    return NULL;
}

enum status import_open(const char *dir, const char *table, const char *const *columns, int n,
                        struct import **ret, struct diag *d)
{
    struct import *im = calloc(1, sizeof *im);
    if (!im)
        return diag_set(d, ST_LIMIT, table, "メモリ", "不足");
    char *text = NULL;
    enum status st = ST_OK;
    S_find(dir, table, &im->h);
    const char *unknown = im->h ? S_unknown(im->h, table, columns, n) : NULL;
    if (!im->h)
        st = diag_set(d, ST_KANYUSHA_ITEM, table, "データベースにある表の名前", table);
    else if (unknown)
        st = diag_set(d, ST_KANYUSHA_ITEM, table, "表にある列の名前", unknown);
    else if (!(text = S_insert_text(table, columns, n)) ||
             sqlite3_exec(im->h, "PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF; BEGIN IMMEDIATE", NULL,
                          NULL, NULL) != SQLITE_OK ||
             sqlite3_prepare_v2(im->h, text, -1, &im->insert, NULL) != SQLITE_OK)
        st = diag_set(d, ST_DISK, table, "書き込める表", sqlite3_errmsg(im->h));
    sqlite3_free(text);
    im->table = table;
    im->columns = n;
    if (st == ST_OK) {
        *ret = im;
    } else {
        sqlite3_close(im->h);
        free(im);
    }
    return st;
}

enum status import_row(struct import *im, const char *const *values, struct diag *d)
{
    for (int i = 0; i < im->columns; i++)
        if (values[i] && values[i][0])
            sqlite3_bind_text(im->insert, i + 1, values[i], -1, SQLITE_STATIC);
        else
            sqlite3_bind_null(im->insert, i + 1);
    int rc = sqlite3_step(im->insert);
    sqlite3_reset(im->insert);
    if (rc == SQLITE_FULL || rc == SQLITE_IOERR)
        return diag_set(d, ST_DISK, im->table, "書き込める表", sqlite3_errmsg(im->h));
    return rc == SQLITE_DONE
               ? ST_OK
               : diag_set(d, ST_KANYUSHA_ITEM, im->table, "表の制約に合う行", sqlite3_errmsg(im->h));
}

enum status import_close(struct import *im, bool ok, struct diag *d)
{
    enum status st = ST_OK;
    sqlite3_finalize(im->insert);
    if (sqlite3_exec(im->h, ok ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK && ok)
        st = diag_set(d, ST_DISK, im->table, "書き込める表", sqlite3_errmsg(im->h));
    sqlite3_close(im->h);
    free(im);
    return st;
}
