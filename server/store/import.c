/* Fixture rows into fresh databases; see import.h. */
#include "store/import.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/sql_kagi.h"

/* Databases that have the table; its rows go into each. */
struct import {
    struct into {
        sqlite3 *h;
        sqlite3_stmt *insert;
    } into[DB_COUNT];
    int n;
    const char *table; /* borrowed until close */
    int columns;
};

/* Opens the databases that have the table. */
static void S_find(const char *dir, const char *table, struct import *im)
{
    for (int db = 0; db < DB_COUNT; db++) {
        char *path = NULL;
        sqlite3 *h = NULL;
        if (asprintf(&path, "%s/%s.db", dir, db_name((enum db)db)) < 0)
            return;
        int rc = sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
        free(path);
        if (rc == SQLITE_OK &&
            sqlite3_table_column_metadata(h, NULL, table, NULL, NULL, NULL, NULL, NULL, NULL) == SQLITE_OK)
            im->into[im->n++].h = h;
        else
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

static void S_free(struct import *im)
{
    for (int i = 0; i < im->n; i++) {
        sqlite3_finalize(im->into[i].insert);
        sqlite3_close(im->into[i].h);
    }
    free(im);
}

static bool S_prepare(struct into *o, const char *text)
{
    static const char begin[] = "PRAGMA foreign_keys=ON; PRAGMA synchronous=OFF; BEGIN IMMEDIATE";
    return text && sqlite3_exec(o->h, begin, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_prepare_v2(o->h, text, -1, &o->insert, NULL) == SQLITE_OK;
}

enum status import_open(const char *dir, const char *table, const char *const *columns, int n,
                        struct import **ret, struct diag *d)
{
    struct import *im = calloc(1, sizeof *im);
    if (!im)
        return diag_set(d, ST_LIMIT, table, "メモリ", "不足");
    enum status st = ST_OK;
    S_find(dir, table, im);
    const char *unknown = im->n ? S_unknown(im->into[0].h, table, columns, n) : NULL;
    char *text = S_insert_text(table, columns, n);
    if (!im->n)
        st = diag_set(d, ST_KANYUSHA_ITEM, table, "データベースにある表の名前", table);
    else if (unknown)
        st = diag_set(d, ST_KANYUSHA_ITEM, table, "表にある列の名前", unknown);
    for (int i = 0; i < im->n && st == ST_OK; i++)
        if (!S_prepare(&im->into[i], text))
            st = diag_set(d, ST_DISK, table, "書き込める表", sqlite3_errmsg(im->into[i].h));
    sqlite3_free(text);
    im->table = table;
    im->columns = n;
    if (st == ST_OK)
        *ret = im;
    else
        S_free(im);
    return st;
}

static enum status S_row(const struct import *im, const struct into *o, const char *const *values,
                         struct diag *d)
{
    for (int i = 0; i < im->columns; i++)
        if (values[i] && values[i][0])
            sqlite3_bind_text(o->insert, i + 1, values[i], -1, SQLITE_STATIC);
        else
            sqlite3_bind_null(o->insert, i + 1);
    int rc = sqlite3_step(o->insert);
    sqlite3_reset(o->insert);
    if (rc == SQLITE_FULL || rc == SQLITE_IOERR)
        return diag_set(d, ST_DISK, im->table, "書き込める表", sqlite3_errmsg(o->h));
    return rc == SQLITE_DONE
               ? ST_OK
               : diag_set(d, ST_KANYUSHA_ITEM, im->table, "表の制約に合う行", sqlite3_errmsg(o->h));
}

enum status import_row(struct import *im, const char *const *values, struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; i < im->n && st == ST_OK; i++)
        st = S_row(im, &im->into[i], values, d);
    return st;
}

const char *import_standard_roles(struct import *im, struct arena *a)
{
    static const char text[] = "SELECT group_concat(role_name, ' ') FROM"
                               " (SELECT role_name FROM role WHERE hokensha = '' ORDER BY jun, role_name)";
    sqlite3_stmt *q = NULL;
    const char *ret = NULL;
    if (sqlite3_prepare_v2(im->into[0].h, text, -1, &q, NULL) == SQLITE_OK && sqlite3_step(q) == SQLITE_ROW)
        ret = (const char *)sqlite3_column_text(q, 0);
    ret = ret ? arena_strdup(a, ret) : NULL;
    sqlite3_finalize(q);
    return ret;
}

enum status import_close(struct import *im, bool ok, struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; i < im->n; i++) {
        sqlite3_finalize(im->into[i].insert);
        im->into[i].insert = NULL;
        sqlite3 *h = im->into[i].h;
        bool good = sqlite3_exec(h, ok ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK;
        if (ok && !good)
            st = diag_set(d, ST_DISK, im->table, "書き込める表", sqlite3_errmsg(h));
    }
    S_free(im);
    return st;
}

enum status import_kagi(const char *dir, struct diag *d)
{
    /* nearly in the order of its key: the tree grows at its end */
    static const char text[] =
        "PRAGMA synchronous=OFF; BEGIN IMMEDIATE; DELETE FROM jumin_kagi; DELETE FROM jumin_seibetsu;"
        "INSERT INTO jumin_kagi (kagi, juni, seibetsu, seinengappi, kojin_bango)"
        " SELECT * FROM jumin_kagi_moto WHERE true ORDER BY kagi ON CONFLICT DO NOTHING;"
        "INSERT INTO jumin_seibetsu (seibetsu) SELECT DISTINCT seibetsu FROM jumin; COMMIT";
    sqlite3 *h = NULL;
    char *path = sqlite3_mprintf("%s/%s.db", dir, db_name(DB_GAIBU));
    bool ok = path &&
              sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
              sql_kagi(h) && sqlite3_exec(h, text, NULL, NULL, NULL) == SQLITE_OK;
    enum status st = ok ? ST_OK : diag_set(d, ST_DISK, "jumin_kagi", "書き込める表", sqlite3_errmsg(h));
    sqlite3_close(h);
    sqlite3_free(path);
    return st;
}

enum status import_kikan(const char *dir, struct diag *d)
{
    static const char text[] =
        "UPDATE main.kikan SET hokensha = NULL WHERE hokensha NOT IN (SELECT hokensha FROM hokensha_list);"
        "UPDATE gaibu.kikan SET hokensha = NULL WHERE hokensha NOT IN (SELECT hokensha FROM hokensha_list)";
    sqlite3 *h = NULL;
    char *path = sqlite3_mprintf("%s/%s.db", dir, db_name(DB_CHUKAN));
    char *attach = sqlite3_mprintf("ATTACH '%q/%q.db' AS gaibu", dir, db_name(DB_GAIBU));
    bool ok = path && attach &&
              sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
              sqlite3_exec(h, attach, NULL, NULL, NULL) == SQLITE_OK &&
              sqlite3_exec(h, text, NULL, NULL, NULL) == SQLITE_OK;
    enum status st = ok ? ST_OK : diag_set(d, ST_DISK, "kikan", "書き込める表", sqlite3_errmsg(h));
    sqlite3_close(h);
    sqlite3_free(attach);
    sqlite3_free(path);
    return st;
}

enum status import_tanmatsu(const char *dir, struct diag *d)
{
    static const char text[] = "INSERT INTO tanmatsu (tanmatsu, hokensha, mei)"
                               " SELECT 'TT' || hokensha || 'A', hokensha, '統合専用端末' FROM hokensha"
                               " WHERE hokensha NOT IN (SELECT hokensha FROM tanmatsu);"
                               /* of whom the fixture says nothing: the one of the data folder */
                               "INSERT INTO shomeisho (cn, shubetsu, hokensha)"
                               " SELECT system, '接続システム', hokensha FROM setsuzoku_system"
                               " WHERE system NOT IN (SELECT cn FROM shomeisho) ORDER BY system;"
                               "INSERT INTO shomeisho (cn, shubetsu, hokensha)"
                               " SELECT tanmatsu, '統合専用端末', hokensha FROM tanmatsu"
                               " WHERE tanmatsu NOT IN (SELECT cn FROM shomeisho) ORDER BY tanmatsu";
    sqlite3 *h = NULL;
    char *path = sqlite3_mprintf("%s/%s.db", dir, db_name(DB_KANRI));
    bool ok = path &&
              sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK &&
              sqlite3_exec(h, text, NULL, NULL, NULL) == SQLITE_OK;
    enum status st =
        ok ? ST_OK
           : diag_set(d, ST_SETUP, "tanmatsu", "統合専用端末のない保険者に TT保険者番号A の名前を使えること",
                      sqlite3_errmsg(h));
    sqlite3_close(h);
    sqlite3_free(path);
    return st;
}
