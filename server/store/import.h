/* Rows of a fixture table into a fresh database: the only way in that does not pass an operation.
 * Called by world/fixture/fixture.c when a baseline image is compiled. */
#ifndef STORE_IMPORT_H
#define STORE_IMPORT_H
#include "base/arena.h"
#include "store/db.h"

struct import;
/* Opens dir/DB.db of every database that has `table` and prepares the insert; unknown table or column: diag
 * says which exist. One transaction per import. */
enum status import_open(const char *dir, const char *table, const char *const *columns, int n,
                        struct import **ret, struct diag *d);
/* values: n texts, NULL or "" for null (integer columns convert by affinity). */
enum status import_row(struct import *im, const char *const *values, struct diag *d);
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
