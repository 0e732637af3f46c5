/* What a failing database says, as a status and for a person; see fault.h. */
#include "store/fault.h"

#include <stdio.h>

#include "base/file.h"
#include "base/trace.h"
#include "store/tx.h"

/* How a failure is kept in one number: errno, SQLite's code, the database. */
enum { ERRNO_SHIFT = 12 };

const char *db_name(enum db db)
{
    static const char *const names[DB_COUNT] = {"unyo", "chukan", "kanri", "gaibu"};
    return names[db];
}

const char *fault_words(int rc)
{
    return rc == SQLITE_NOTADB || rc == SQLITE_CORRUPT  ? "データベースが破損しています"
           : rc == SQLITE_READONLY || rc == SQLITE_PERM ? "書き込めません"
           : rc == SQLITE_CANTOPEN                      ? "ファイルを開けません"
           : rc == SQLITE_FULL                          ? "ディスクに空きがありません"
           : rc == SQLITE_IOERR                         ? "入出力エラーです"
           : rc == SQLITE_BUSY                          ? "他のプログラムが使っています"
           : rc == SQLITE_NOMEM                         ? "メモリが足りません"
                                                        : NULL;
}

/* What the system last said of the database's file or of its log; 0: nothing. */
static int S_said(sqlite3 *h, int op)
{
    sqlite3_file *f = NULL;
    int err = 0;
    if (sqlite3_file_control(h, "main", op, &f) != SQLITE_OK || !f || !f->pMethods ||
        f->pMethods->xFileControl(f, SQLITE_FCNTL_LAST_ERRNO, &err) != SQLITE_OK)
        return 0;
    return err;
}

/* What the system said to SQLite when that failed; with codes that come from the system only, because it is
 * kept. A commit leaves it with the file alone. */
static int S_errno(sqlite3 *h, int rc)
{
    if (rc != SQLITE_IOERR && rc != SQLITE_CANTOPEN)
        return 0;
    int err = sqlite3_system_errno(h);
    err = err ? err : S_said(h, SQLITE_FCNTL_JOURNAL_POINTER);
    return err ? err : S_said(h, SQLITE_FCNTL_FILE_POINTER);
}

/* fault_words with the system's cause, where there is one; in text, or NULL. */
static const char *S_words(int rc, int err, char *text, size_t cap)
{
    const char *words = fault_words(rc);
    if (!words || !err)
        return words;
    snprintf(text, cap, "%s: %s", words, FILE_CAUSE(err));
    return text;
}

const char *fault_text(sqlite3 *h)
{
    return sqlite3_errmsg(h);
}

const char *fault_cause(sqlite3 *h)
{
    static _Thread_local char text[192];
    int rc = h ? sqlite3_errcode(h) & 0xFF : SQLITE_NOMEM;
    const char *words = S_words(rc, h ? S_errno(h, rc) : 0, text, sizeof text);
    if (h && trace_sql_wanted())
        trace_sql("error", fault_text(h));
    if (!words && rc == SQLITE_OK) /* it has gone on since */
        words = fault_words(SQLITE_PERM);
    if (!words)
        snprintf(text, sizeof text, "SQLite のエラー %d", sqlite3_extended_errcode(h));
    return words ? words : text;
}

/* Which database that was and why, for store_blame. */
static void S_note(struct tx *tx)
{
    int rc = sqlite3_errcode(tx->h) & 0xFF;
    atomic_store(tx->fault, S_errno(tx->h, rc) << ERRNO_SHIFT | (rc * DB_COUNT + (int)tx->db));
}

void fault_blame(int fault, enum status st, struct diag *d)
{
    char item[16], text[192];
    int err = fault >> ERRNO_SHIFT;
    fault &= (1 << ERRNO_SHIFT) - 1;
    if (!fault || d->status == st || (!status_disk(st) && st != ST_WORLD_BROKEN))
        return;
    snprintf(item, sizeof item, "%s.db", db_name((enum db)(fault % DB_COUNT)));
    diag_set(d, st, item, status_disk(st) ? "読み書きできるデータベース" : "破損していないデータベース",
             S_words(fault / DB_COUNT, err, text, sizeof text));
}

enum status fault_trouble(sqlite3 *h)
{
    const int rc = sqlite3_errcode(h) & 0xFF;
    return rc == SQLITE_READONLY || rc == SQLITE_PERM ? ST_PLACE : file_trouble(S_errno(h, rc));
}

enum status sql_status(struct tx *tx)
{
    switch (sqlite3_errcode(tx->h) & 0xFF) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
        S_note(tx);
        return fault_trouble(tx->h);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        S_note(tx);
        return ST_WORLD_BROKEN;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        S_note(tx);
        return ST_BUSY;
    case SQLITE_NOMEM:
        S_note(tx);
        return ST_LIMIT;
    default:
        return ST_INTERNAL;
    }
}
