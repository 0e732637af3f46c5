/* Inside store/ only: kagi_of(shimei, shimei_kana, jusho) in SQL, by base/onaji.c; null is not given. Called
 * by db.c for every connection, and by import.c. */
#ifndef STORE_SQL_KAGI_H
#define STORE_SQL_KAGI_H
#include <sqlite3.h>
#include <stdbool.h>

/* False: no memory. */
bool sql_kagi(sqlite3 *h);
#endif
