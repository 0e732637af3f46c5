/* Rows of a fixture table into a fresh database: the only way in that does not pass an operation. What the
 * database says of a row it does not take is put into the words of who has written the row.
 * Called by world/fixture/fixture_table.c when a baseline image is compiled. */
#ifndef STORE_IMPORT_H
#define STORE_IMPORT_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

struct import;
/* Opens dir/DB.db of every database that has `table`; *ret NULL: there is none. */
enum status import_find(const char *dir, const char *table, struct import **ret, struct diag *d);
/* What a row of it may have, in all databases that have the table. */
struct import_column {
    const char *name;
    bool wanted; /* there is no row without it */
    bool number; /* an integer */
};
/* Array and texts in a. LIMIT, DISK. */
enum status import_columns(struct import *im, struct arena *a, struct import_column **ret, size_t *ret_n,
                           struct diag *d);
/* Prepares the insert; columns live until import_close. One transaction per import. */
enum status import_begin(struct import *im, const char *const *columns, int n, struct diag *d);
/* import_find and import_begin; KANYUSHA_ITEM: there is no such table or column. */
enum status import_open(const char *dir, const char *table, const char *const *columns, int n,
                        struct import **ret, struct diag *d);
/* values: n texts, NULL or "" for null (integer columns convert by affinity). KANYUSHA_ITEM with column, want
 * and have when the table does not take it; the others may follow. */
enum status import_row(struct import *im, const char *const *values, struct diag *d);
/* Why the last one was not taken: the columns (of import_begin) whose values are in the way. */
enum import_reason {
    IMPORT_OTHER, /* whatever the table says */
    IMPORT_EMPTY,
    IMPORT_NUMBER,  /* it is no integer */
    IMPORT_VALUE,   /* the column does not take it */
    IMPORT_TWICE,   /* another row has these */
    IMPORT_MISSING, /* another table, `parent`, has no row of these */
};
enum { IMPORT_KEY = 8 };
struct import_why {
    enum import_reason reason;
    int column[IMPORT_KEY], n;
    char parent[64];
};
const struct import_why *import_why(const struct import *im);
/* The 標準ロール that the database of the table begins with, spaces between, in a; NULL: it has none. */
const char *import_standard_roles(struct import *im, struct arena *a);
/* Commits when ok, else rolls back; frees. */
enum status import_close(struct import *im, bool ok, struct diag *d);
/* When all tables of residents are in: whom names and addresses are of (gaibu_jumin.h). */
enum status import_kagi(const char *dir, struct diag *d);
/* When all tables are in: an institution whose 保険者番号 is not in hokensha_list is an insurer of another
 * world's 中間サーバー, and from here one like others: the number goes, in all databases that have kikan. */
enum status import_kikan(const char *dir, struct diag *d);
/* When all tables are in: an insurer that the fixture gives no 統合専用端末 gets TT<hokensha>A; a
 * 接続システム or 統合専用端末 that it gives no 電子証明書 has that of the data folder, since the world
 * began. */
enum status import_tanmatsu(const char *dir, struct diag *d);
#endif
