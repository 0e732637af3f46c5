/* Sums of names and addresses in SQL; see sql_kagi.h. */
#include "store/sql_kagi.h"

#include <stddef.h>

#include "base/onaji.h"

static void S_of(sqlite3_context *q, int n, sqlite3_value **of)
{
    (void)n;
    sqlite3_result_int64(q, onaji_kagi((const char *)sqlite3_value_text(of[0]),
                                       (const char *)sqlite3_value_text(of[1]),
                                       (const char *)sqlite3_value_text(of[2])));
}

bool sql_kagi(sqlite3 *h)
{
    const int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    return sqlite3_create_function_v2(h, "kagi_of", 3, how, NULL, S_of, NULL, NULL, NULL) == SQLITE_OK;
}
