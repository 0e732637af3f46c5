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
