/* Baseline images; see image.h. */
#include "store/image.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/migrate.h"

enum status store_seal(const char *dir, struct diag *d)
{
    enum status st = ST_OK;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        char *path = NULL;
        sqlite3 *h = NULL;
        if (asprintf(&path, "%s/%s.db", dir, db_name((enum db)db)) < 0)
            return diag_set(d, ST_LIMIT, dir, "メモリ", "不足");
        if (sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
            sqlite3_exec(h, "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL) != SQLITE_OK)
            st = diag_set(d, ST_DISK, path, "書き込めるデータベース", sqlite3_errmsg(h));
        sqlite3_close(h);
        free(path);
    }
    return st;
}

void store_fingerprint(unsigned char out[32])
{
    migrate_fingerprint(out);
}
