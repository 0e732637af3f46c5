/* Fixture rows into fresh databases; see import.h. */
#include "store/import.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/sql_kagi.h"
#include "store/fault.h"

/* Databases that have the table; its rows go into each. */
struct import {
    struct into {
        sqlite3 *h;
        sqlite3_stmt *insert;
    } into[DB_COUNT];
    int n;
    const char *table;         /* borrowed until close */
    const char *const *column; /* likewise */
    int columns;
    struct import_why why;
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

enum status import_find(const char *dir, const char *table, struct import **ret, struct diag *d)
{
    struct import *im = calloc(1, sizeof *im);
    *ret = NULL;
    if (!im)
        return diag_set(d, ST_LIMIT, table, "メモリ", "不足");
    im->table = table;
    S_find(dir, table, im);
    if (im->n)
        *ret = im;
    else
        free(im);
    return ST_OK;
}

/* Of those of the first database the ones that this one has as well. */
static size_t S_shared(struct import_column *list, size_t n, const struct import_column *other, size_t others)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < others; k++)
            if (strcmp(list[i].name, other[k].name) == 0) {
                list[kept] = list[i];
                list[kept++].wanted |= other[k].wanted;
                break;
            }
    return kept;
}

static enum status S_columns(sqlite3 *h, const char *table, struct arena *a, struct import_column **ret,
                             size_t *ret_n)
{
    static const char text[] =
        "SELECT name, \"notnull\" AND dflt_value IS NULL, type = 'INTEGER', count(*) OVER ()"
        " FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";
    sqlite3_stmt *q = NULL;
    struct import_column *list = NULL;
    size_t n = 0;
    int rc = sqlite3_prepare_v2(h, text, -1, &q, NULL);
    if (rc == SQLITE_OK)
        sqlite3_bind_text(q, 1, table, -1, SQLITE_STATIC);
    while (rc == SQLITE_OK && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        if (!list && !(list = arena_array(a, (size_t)sqlite3_column_int64(q, 3), sizeof *list)))
            break;
        list[n++] = (struct import_column){arena_strdup(a, (const char *)sqlite3_column_text(q, 0)),
                                           sqlite3_column_int(q, 1), sqlite3_column_int(q, 2)};
        rc = SQLITE_OK;
    }
    sqlite3_finalize(q);
    *ret = list;
    *ret_n = n;
    return arena_failed(a) ? ST_LIMIT : rc == SQLITE_DONE ? ST_OK : ST_DISK;
}

enum status import_columns(struct import *im, struct arena *a, struct import_column **ret, size_t *ret_n,
                           struct diag *d)
{
    struct import_column *other;
    size_t others;
    enum status st = S_columns(im->into[0].h, im->table, a, ret, ret_n);
    for (int i = 1; i < im->n && st == ST_OK; i++)
        if ((st = S_columns(im->into[i].h, im->table, a, &other, &others)) == ST_OK)
            *ret_n = S_shared(*ret, *ret_n, other, others);
    return st == ST_OK      ? ST_OK
           : st == ST_LIMIT ? diag_set(d, st, im->table, "メモリ", "不足")
                            : diag_set(d, st, im->table, "読める表", "読めません");
}

enum status import_begin(struct import *im, const char *const *columns, int n, struct diag *d)
{
    enum status st = ST_OK;
    char *text = S_insert_text(im->table, columns, n);
    for (int i = 0; i < im->n && st == ST_OK; i++)
        if (!S_prepare(&im->into[i], text))
            st = diag_set(d, fault_trouble(im->into[i].h), im->table, "書き込める表",
                          fault_cause(im->into[i].h));
    sqlite3_free(text);
    im->column = columns;
    im->columns = n;
    return st;
}

enum status import_open(const char *dir, const char *table, const char *const *columns, int n,
                        struct import **ret, struct diag *d)
{
    struct import *im;
    enum status st = import_find(dir, table, &im, d);
    if (st == ST_OK && !im)
        return diag_set(d, ST_KANYUSHA_ITEM, table, "データベースにある表の名前", table);
    const char *unknown = im ? S_unknown(im->into[0].h, table, columns, n) : NULL;
    if (unknown)
        st = diag_set(d, ST_KANYUSHA_ITEM, table, "表にある列の名前", unknown);
    if (st == ST_OK)
        st = import_begin(im, columns, n, d);
    if (st == ST_OK)
        *ret = im;
    else if (im)
        S_free(im);
    return st;
}

/* --- a row that is not taken ------------------------------------------------------------------------------
 */

static bool S_part_of_name(char c)
{
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Where a word stands in a text as a whole; NULL: nowhere. */
static const char *S_word(const char *text, const char *word)
{
    const size_t n = strlen(word);
    for (const char *at = text; (at = strstr(at, word)); at++)
        if ((at == text || !S_part_of_name(at[-1])) && !S_part_of_name(at[n]))
            return at;
    return NULL;
}

/* The columns that the text of the database names, "user.busho" but in an expression of CHECK; one: the first
 * of them alone. */
static void S_named(struct import *im, const char *text, bool one)
{
    struct import_why *y = &im->why;
    const char *first = NULL;
    char name[128];
    for (int i = 0; i < im->columns && y->n < IMPORT_KEY; i++) {
        snprintf(name, sizeof name, "%s%s%s", y->reason == IMPORT_VALUE ? "" : im->table,
                 y->reason == IMPORT_VALUE ? "" : ".", im->column[i]);
        const char *at = S_word(text, name);
        if (!at || (one && first && at > first))
            continue;
        y->n -= one && first;
        y->column[y->n++] = i;
        first = at;
    }
}

/* The place of a column among those of the rows; -1: they do not have it. */
static int S_place(const struct import *im, const char *column)
{
    int i = im->columns;
    while (i-- && strcmp(im->column[i], column) != 0)
        ;
    return i;
}

/* There is a row of the parent with the values of the reference that *y has; as many parent columns. */
static bool S_there(sqlite3 *h, const struct import_why *y, const char *const *values,
                    char to[IMPORT_KEY][64])
{
    sqlite3_str *s = sqlite3_str_new(h);
    sqlite3_stmt *q = NULL;
    sqlite3_str_appendf(s, "SELECT 1 FROM \"%w\" WHERE true", y->parent);
    for (int i = 0; i < y->n; i++)
        sqlite3_str_appendf(s, " AND \"%w\" IS ?%d", to[i], i + 1);
    char *text = sqlite3_str_finish(s);
    bool there = !text || sqlite3_prepare_v2(h, text, -1, &q, NULL) != SQLITE_OK;
    for (int i = 0; i < y->n && !there; i++) {
        const char *v = values[y->column[i]];
        if (v && *v)
            sqlite3_bind_text(q, i + 1, v, -1, SQLITE_STATIC);
        else
            there = true; /* nothing is named */
    }
    there = there || sqlite3_step(q) == SQLITE_ROW;
    sqlite3_finalize(q);
    sqlite3_free(text);
    return there;
}

/* Which of the table's references leads nowhere: into *y. */
static void S_missing(struct import *im, sqlite3 *h, const char *const *values)
{
    static const char text[] =
        "SELECT f.id, f.\"table\", f.\"from\", coalesce(f.\"to\", (SELECT name FROM "
        "pragma_table_xinfo(f.\"table\")"
        " WHERE pk = f.seq + 1)) FROM pragma_foreign_key_list(?1) f ORDER BY f.id, f.seq";
    struct import_why *y = &im->why;
    char to[IMPORT_KEY][64];
    sqlite3_stmt *q = NULL;
    int id = -1, rc = sqlite3_prepare_v2(h, text, -1, &q, NULL);
    bool found = false;
    if (rc == SQLITE_OK)
        sqlite3_bind_text(q, 1, im->table, -1, SQLITE_STATIC);
    while (rc == SQLITE_OK && !found) {
        const bool row = sqlite3_step(q) == SQLITE_ROW;
        if ((!row || sqlite3_column_int(q, 0) != id) && y->n)
            found = !S_there(h, y, values, to);
        if (!row || found)
            break;
        y->n = sqlite3_column_int(q, 0) == id ? y->n : 0;
        id = sqlite3_column_int(q, 0);
        snprintf(y->parent, sizeof y->parent, "%s", (const char *)sqlite3_column_text(q, 1));
        const int at = S_place(im, (const char *)sqlite3_column_text(q, 2));
        if (at >= 0 && y->n < IMPORT_KEY) {
            snprintf(to[y->n], sizeof to[0], "%s", (const char *)sqlite3_column_text(q, 3));
            y->column[y->n++] = at;
        }
    }
    sqlite3_finalize(q);
    y->n = found ? y->n : 0;
}

/* Their names, or their values, with ・ between. */
static void S_join(const struct import *im, const char *const *of, char *out, size_t cap)
{
    size_t n = 0;
    *out = 0;
    for (int i = 0; i < im->why.n && n < cap; i++) {
        const char *text = of[im->why.column[i]];
        n += (size_t)snprintf(out + n, cap - n, "%s%s", i ? "・" : "", text ? text : DIAG_EMPTY);
    }
    if (n >= cap)
        str_end_cut(out, cap);
}

static enum status S_say(const struct import *im, const char *const *values, const char *said, struct diag *d)
{
    const struct import_why *y = &im->why;
    char names[128], have[400], want[240] = DIAG_VALUE;
    S_join(im, im->column, names, sizeof names);
    S_join(im, values, have, sizeof have);
    switch (y->reason) {
    case IMPORT_OTHER: /* "tanmatsu.tanmatsu: 接続システムの…" of a trigger */
        said = strstr(said, ": ") ? strstr(said, ": ") + 2 : "入れられない値です";
        return diag_setf(d, ST_KANYUSHA_ITEM, y->n ? names : im->table, "この表に入れられる値", "%s%s%s",
                         have, *have ? "（" : "", said);
    case IMPORT_EMPTY:
        break;
    case IMPORT_NUMBER:
        snprintf(want, sizeof want, "整数");
        break;
    case IMPORT_VALUE:
        snprintf(want, sizeof want, "この列に入れられる値");
        break;
    case IMPORT_TWICE:
        snprintf(want, sizeof want, "ほかの行にない値%s", y->n > 1 ? "の組" : "");
        break;
    case IMPORT_MISSING:
        snprintf(want, sizeof want, "%s.csv にある値%s", y->parent, y->n > 1 ? "の組" : "");
        break;
    }
    return diag_set(d, ST_KANYUSHA_ITEM, y->n ? names : im->table, want, have);
}

static enum status S_refused(struct import *im, sqlite3 *h, const char *const *values, struct diag *d)
{
    struct import_why *y = &im->why;
    char text[400];
    snprintf(text, sizeof text, "%s", fault_text(h));
    *y = (struct import_why){.reason = IMPORT_OTHER};
    switch (sqlite3_extended_errcode(h)) {
    case SQLITE_CONSTRAINT_NOTNULL:
        y->reason = IMPORT_EMPTY;
        break;
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
        y->reason = IMPORT_TWICE;
        break;
    case SQLITE_CONSTRAINT_DATATYPE:
        y->reason = IMPORT_NUMBER;
        break;
    case SQLITE_CONSTRAINT_CHECK:
        y->reason = IMPORT_VALUE;
        break;
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        y->reason = IMPORT_MISSING;
        S_missing(im, h, values);
        return S_say(im, values, text, d);
    default:
        break;
    }
    S_named(im, text, y->reason != IMPORT_TWICE);
    if (sqlite3_extended_errcode(h) != SQLITE_CONSTRAINT_TRIGGER)
        text[0] = 0; /* not ours */
    return S_say(im, values, text, d);
}

const struct import_why *import_why(const struct import *im)
{
    return &im->why;
}

static enum status S_row(struct import *im, const struct into *o, const char *const *values, struct diag *d)
{
    for (int i = 0; i < im->columns; i++)
        if (values[i] && values[i][0])
            sqlite3_bind_text(o->insert, i + 1, values[i], -1, SQLITE_STATIC);
        else
            sqlite3_bind_null(o->insert, i + 1);
    int rc = sqlite3_step(o->insert);
    sqlite3_reset(o->insert);
    if (rc == SQLITE_FULL || rc == SQLITE_IOERR)
        return diag_set(d, fault_trouble(o->h), im->table, "書き込める表", fault_cause(o->h));
    return rc == SQLITE_DONE ? ST_OK : S_refused(im, o->h, values, d);
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
        bool good = sqlite3_get_autocommit(h) || /* never begun: its heading was wrong */
                    sqlite3_exec(h, ok ? "COMMIT" : "ROLLBACK", NULL, NULL, NULL) == SQLITE_OK;
        if (ok && !good)
            st = diag_set(d, fault_trouble(h), im->table, "書き込める表", fault_cause(h));
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
    enum status st = ok ? ST_OK : diag_set(d, fault_trouble(h), "jumin_kagi", "書き込める表", fault_cause(h));
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
    enum status st = ok ? ST_OK : diag_set(d, fault_trouble(h), "kikan", "書き込める表", fault_cause(h));
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
                      "名前がほかで使われているか、書き込めません");
    sqlite3_close(h);
    sqlite3_free(path);
    return st;
}
