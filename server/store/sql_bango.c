/* 要求番号 in SQL; see sql_bango.h. */
#include "store/sql_bango.h"

#include "base/bango.h"

static void S_no(sqlite3_context *q, int n, sqlite3_value **of)
{
    char text[BANGO_TEXT];
    (void)n;
    bango_write(text, BANGO_YOKYU, sqlite3_value_int64(of[0]));
    sqlite3_result_text(q, text, -1, SQLITE_TRANSIENT);
}

/* 0, which is nobody's, for any other text. */
static void S_of(sqlite3_context *q, int n, sqlite3_value **of)
{
    (void)n;
    sqlite3_result_int64(q, bango_parse(BANGO_YOKYU, (const char *)sqlite3_value_text(of[0])));
}

bool sql_bango(sqlite3 *h)
{
    const int how = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    return sqlite3_create_function_v2(h, "yokyu_no", 1, how, NULL, S_no, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_create_function_v2(h, "yokyu_of", 1, how, NULL, S_of, NULL, NULL, NULL) == SQLITE_OK;
}
