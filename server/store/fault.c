/* What a failing database says, as a status and for a person; see fault.h. */
#include "store/fault.h"

#include <stdio.h>

#include "store/tx.h"

const char *db_name(enum db db)
{
    static const char *const names[DB_COUNT] = {"unyo", "chukan", "kanri", "gaibu"};
    return names[db];
}

const char *fault_words(int rc)
{
    return rc == SQLITE_NOTADB || rc == SQLITE_CORRUPT  ? "データベースが壊れています"
           : rc == SQLITE_READONLY || rc == SQLITE_PERM ? "書き込めません"
           : rc == SQLITE_CANTOPEN                      ? "ファイルを開けません"
           : rc == SQLITE_FULL                          ? "ディスクに空きがありません"
           : rc == SQLITE_IOERR                         ? "入出力の誤りです"
           : rc == SQLITE_BUSY                          ? "他のプログラムが使っています"
           : rc == SQLITE_NOMEM                         ? "メモリが足りません"
                                                        : NULL;
}

const char *fault_cause(sqlite3 *h)
{
    const char *words = fault_words(h ? sqlite3_errcode(h) & 0xFF : SQLITE_NOMEM);
    return words ? words : sqlite3_errmsg(h);
}

/* Which database that was and why, for store_blame. */
static void S_note(struct tx *tx)
{
    atomic_store(tx->fault, (sqlite3_errcode(tx->h) & 0xFF) * DB_COUNT + (int)tx->db);
}

void fault_blame(int fault, enum status st, struct diag *d)
{
    char item[16];
    if (!fault || d->status == st || (st != ST_DISK && st != ST_WORLD_BROKEN))
        return;
    snprintf(item, sizeof item, "%s.db", db_name((enum db)(fault % DB_COUNT)));
    diag_set(d, st, item, st == ST_DISK ? "読み書きできるデータベース" : "壊れていないデータベース",
             fault_words(fault / DB_COUNT));
}

enum status sql_status(struct tx *tx)
{
    switch (sqlite3_errcode(tx->h) & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        S_note(tx);
        return ST_DISK;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        S_note(tx);
        return ST_WORLD_BROKEN;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return ST_BUSY;
    case SQLITE_NOMEM:
        return ST_LIMIT;
    default:
        return ST_INTERNAL;
    }
}
