/* JSON reading for the control API and messages: SQLite's parser on a connection without a file; see db.h.
 * What is no JSON to base/json.h never reaches it: its own idea of JSON grows from version to version. */
#include <pthread.h>
#include <sqlite3.h>
#include <string.h>

#include "base/json.h"
#include "store/db.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3 *memory;
static sqlite3_stmt *extract;

static bool S_open(void)
{
    return extract || (sqlite3_open_v2(":memory:", &memory,
                                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                                       NULL) == SQLITE_OK &&
                       sqlite3_prepare_v3(memory, "SELECT json_extract(?1, ?2)", -1,
                                          SQLITE_PREPARE_PERSISTENT, &extract, NULL) == SQLITE_OK);
}

char *json_text(const char *json, const char *path, bool *valid)
{
    char *ret = NULL;
    if (valid)
        *valid = false;
    if (!json_strict(json))
        return NULL;
    pthread_mutex_lock(&lock);
    if (S_open()) {
        sqlite3_bind_text(extract, 1, json, -1, SQLITE_STATIC);
        sqlite3_bind_text(extract, 2, path, -1, SQLITE_STATIC);
        if (sqlite3_step(extract) == SQLITE_ROW) {
            const char *text = (const char *)sqlite3_column_text(extract, 0);
            ret = text ? strdup(text) : NULL;
            if (valid)
                *valid = true;
        }
        sqlite3_reset(extract);
    }
    pthread_mutex_unlock(&lock);
    return ret;
}

bool json_walk(const char *json, bool (*see)(void *cls, const struct json_item *item), void *cls)
{
    static const char text[] =
        "SELECT id, coalesce(parent, -1), key, type, CASE type WHEN 'true' THEN 'true' WHEN 'false' "
        "THEN 'false' ELSE atom END FROM json_tree(?1)";
    sqlite3_stmt *q = NULL;
    bool ok = false;
    if (!json_strict(json))
        return false;
    pthread_mutex_lock(&lock);
    if (!S_open() || sqlite3_prepare_v2(memory, text, -1, &q, NULL) != SQLITE_OK)
        goto out;
    sqlite3_bind_text(q, 1, json, -1, SQLITE_STATIC);
    int rc;
    ok = true;
    while (ok && (rc = sqlite3_step(q)) == SQLITE_ROW) {
        struct json_item item = {
            sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), (const char *)sqlite3_column_text(q, 2),
            (const char *)sqlite3_column_text(q, 3), (const char *)sqlite3_column_text(q, 4)};
        ok = see(cls, &item);
    }
    ok = ok && rc == SQLITE_DONE;
out:
    sqlite3_finalize(q);
    pthread_mutex_unlock(&lock);
    return ok;
}
