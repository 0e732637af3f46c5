/* Inside store/ only: 要求番号 in SQL, by base/bango.c: yokyu_no(number) writes the text, yokyu_of(text)
 * reads it. Functions and not expressions: each entry of each message goes through one of them. Called by
 * db.c for every connection. */
#ifndef STORE_SQL_BANGO_H
#define STORE_SQL_BANGO_H
#include <sqlite3.h>
#include <stdbool.h>

/* False: no memory. */
bool sql_bango(sqlite3 *h);
#endif
