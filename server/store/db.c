/* Connections and transactions of one generation of a world; see db.h. */
#include "store/db.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/trace.h"
#include "store/empty.h"
#include "store/fault.h"
#include "store/migrate.h"
#include "store/sql.h"
#include "store/sql_bango.h"
#include "store/sql_kagi.h"
#include "store/tx.h"
#include "store/unyo_kojin.h"
#include "store/unyo_setai.h"

/* One lock for the process instead of file locks at every transaction, and the index of the write-ahead log
 * in memory. The data folder belongs to one daemon (main.c locks it), so nobody else may open these files
 * meanwhile anyway. */
static const char VFS[] = "unix-excl";

struct store {
    char *dir, *spool;
    atomic_bool forsaken;      /* dir is another's, or nobody's, by now */
    pthread_mutex_t lock;      /* guards idle */
    struct tx *idle[DB_COUNT]; /* read connections at rest */
    struct tx *writer[DB_COUNT];
    sqlite3 *tidy[DB_COUNT]; /* store_tidy's own connections, opened when first needed */
    atomic_int fault;        /* the last failure of a disk or a database: fault.c; 0: none */
};

/* Pages of the log from which it is brought home: by the writer at a commit, while a large file is at work
 * (it is bounded even if store_tidy never gets to its end), by store_tidy. */
enum { LOG_PAGES = 2000, LOG_PAGES_LARGE = 8000, LOG_PAGES_TIDY = 500 };

/* Before the first connection, that of a test's constructor too. SQLite's own memory accounting takes a lock
 * at every allocation, a fifth of the time of an insert, and nobody reads it. Room for pages is taken one by
 * one behind the first few: a world has a dozen of connections at rest, and twenty pages at once for each
 * would be a tenth of the memory of an idle daemon. */
__attribute__((constructor(200))) static void S_configure(void)
{
    enum { FIRST_PAGES = 2 };
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_config(SQLITE_CONFIG_PAGECACHE, NULL, 0, FIRST_PAGES);
}

static char *S_path(const char *dir, const char *name)
{
    char *p = NULL;
    return asprintf(&p, "%s/%s", dir, name) < 0 ? NULL : p;
}

void store_blame(const struct store *s, enum status st, struct diag *d)
{
    fault_blame(atomic_load(&s->fault), st, d);
}

/* The text of the statement alone: its values may hold a 個人番号. */
static int S_trace(unsigned what, void *db, void *statement, void *text)
{
    const char *sql = text;
    (void)what;
    trace_sql(db, strncmp(sql, "--", 2) == 0 ? sql : sqlite3_sql(statement));
    return 0;
}

enum role { READER, WRITER, MAKER /* of a new database */ };

/* The log may lack its end when power went, but never the pages that the database itself does not hold yet.
 */
static bool S_cut(sqlite3 *h, const char *path)
{
    char *log = NULL;
    struct stat db, wal;
    int64_t size = migrate_pragma(h, "PRAGMA page_size"), pages = migrate_pragma(h, "PRAGMA page_count");
    if (size <= 0 || stat(path, &db) < 0 || db.st_size >= pages * size || asprintf(&log, "%s-wal", path) < 0)
        return false;
    enum { LOG_HEAD = 32, FRAME_HEAD = 24 };
    int64_t frames =
        stat(log, &wal) == 0 && wal.st_size > LOG_HEAD ? (wal.st_size - LOG_HEAD) / (size + FRAME_HEAD) : 0;
    free(log);
    return pages - db.st_size / size > frames;
}

/* A database that is there already: it is looked at before anything is changed. */
static enum status S_whole(sqlite3 *h, enum db db, const char *path, struct diag *d)
{
    char item[16];
    struct stat sb;
    snprintf(item, sizeof item, "%s.db", db_name(db));
    if (stat(path, &sb) == 0 && sb.st_size == 0)
        return diag_set(d, ST_WORLD_BROKEN, item, "表のあるデータベース", "空のファイルです");
    enum status st = migrate_known(h, db, d);
    if (st == ST_OK && S_cut(h, path))
        st = diag_set(d, ST_WORLD_BROKEN, item, "終わりまであるデータベース", "途中で切れています");
    return st;
}

/* Why h could not be opened or set up. */
static enum status S_refused(sqlite3 *h, enum db db, const char *path, struct diag *d)
{
    char item[16];
    struct stat sb;
    int rc = h ? sqlite3_errcode(h) & 0xFF : SQLITE_NOMEM;
    bool none = stat(path, &sb) < 0 && errno == ENOENT, folder = !none && !S_ISREG(sb.st_mode);
    enum status st = none || folder || rc == SQLITE_NOTADB || rc == SQLITE_CORRUPT ? ST_WORLD_BROKEN
                     : h                                                           ? fault_trouble(h)
                                                                                   : ST_DISK;
    snprintf(item, sizeof item, "%s.db", db_name(db));
    return diag_set(d, st, item, "開けるデータベース",
                    none     ? "ファイルがありません"
                    : folder ? "ファイルではありません"
                             : fault_cause(h));
}

static enum status S_connect(const char *dir, enum db db, enum role role, sqlite3 **ret, struct diag *d)
{
    /* FULL: a commit in WAL mode is fsynced before it answers (DESIGN 2.3). recursive_triggers: what REPLACE
     * takes away is a DELETE to a trigger. */
    static const char writer[] =
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY",
                      reader[] = "PRAGMA query_only=ON; PRAGMA cache_size=-1000; PRAGMA temp_store=MEMORY";
    char path[PATH_MAX];
    sqlite3 *h = NULL;
    enum status st = ST_OK;
    /* only who makes a new one may find none: nothing is made anew for a generation that exists */
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (role == MAKER ? SQLITE_OPEN_CREATE : 0);
    snprintf(path, sizeof path, "%s/%s.db", dir, db_name(db));
    if (sqlite3_open_v2(path, &h, flags, VFS) != SQLITE_OK || sqlite3_busy_timeout(h, 5000) != SQLITE_OK)
        st = S_refused(h, db, path, d);
    if (st == ST_OK && role == WRITER)
        st = S_whole(h, db, path, d);
    if (st == ST_OK && (sqlite3_exec(h, role == READER ? reader : writer, NULL, NULL, NULL) != SQLITE_OK ||
                        !sql_bango(h) || !sql_kagi(h)))
        st = S_refused(h, db, path, d);
    if (st != ST_OK) {
        sqlite3_close(h);
        return st;
    }
    if (trace_sql_wanted())
        sqlite3_trace_v2(h, SQLITE_TRACE_STMT, S_trace, (void *)(uintptr_t)db_name(db));
    *ret = h;
    return ST_OK;
}

static void S_tx_free(struct tx *tx)
{
    if (!tx)
        return;
    for (int i = 0; i < SQL_COUNT; i++)
        sql_free(tx->stmt[i]);
    for (int i = 0; i < TX_OWN; i++)
        sqlite3_finalize(tx->own[i]);
    kojin_forget(tx);
    setai_free(tx);
    sqlite3_close(tx->h);
    free(tx);
}

/* After each commit of a writer; takes the place of SQLite's own, which knows one limit only. */
static int S_logged(void *cls, sqlite3 *h, const char *name, int pages)
{
    struct tx *tx = cls;
    tx->behind = tx->later;
    atomic_store(&tx->log_pages, tx->large ? pages : 0);
    if (pages >= (tx->large ? LOG_PAGES_LARGE : LOG_PAGES))
        sqlite3_wal_checkpoint_v2(h, name, SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
    return SQLITE_OK;
}

static enum status S_tx_new(struct store *s, enum db db, enum role role, struct tx **ret, struct diag *d)
{
    struct tx *tx = calloc(1, sizeof *tx);
    if (!tx)
        return diag_set(d, ST_LIMIT, db_name(db), "メモリ", "不足");
    tx->db = db;
    tx->store = s;
    tx->fault = &s->fault;
    enum status st = S_connect(s->dir, db, role, &tx->h, d);
    if (st != ST_OK) {
        free(tx);
        return st;
    }
    tx->behind = true; /* who was killed may have left what only the kernel has */
    if (role == WRITER)
        sqlite3_wal_hook(tx->h, S_logged, tx);
    *ret = tx;
    return ST_OK;
}

static enum status S_make(const char *dir, enum db db, struct diag *d)
{
    char path[PATH_MAX];
    sqlite3 *h = NULL;
    snprintf(path, sizeof path, "%s/%s.db", dir, db_name(db));
    bool none = access(path, F_OK) < 0;
    if (none && empty_write(db, path))
        return ST_OK;
    enum status st = S_connect(dir, db, MAKER, &h, d);
    if (st == ST_OK)
        st = migrate(h, db, d);
    sqlite3_close(h);
    if (st == ST_OK && none)
        empty_keep(db, path);
    return st;
}

enum status store_create(const char *dir, struct diag *d)
{
    char *spool = S_path(dir, "spool");
    enum status st = ST_OK;
    if (!spool || (mkdir(dir, 0700) < 0 && errno != EEXIST) || (mkdir(spool, 0700) < 0 && errno != EEXIST))
        st = diag_set(d, file_status(errno), file_tail(dir), "書き込めるフォルダー", FILE_CAUSE(errno));
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++)
        st = S_make(dir, (enum db)db, d);
    free(spool);
    return st;
}

static enum status S_spool(const struct store *s, struct diag *d)
{
    struct stat sb;
    if (stat(s->spool, &sb) == 0)
        return S_ISDIR(sb.st_mode)
                   ? ST_OK
                   : diag_set(d, ST_WORLD_BROKEN, "spool", "フォルダー", "フォルダーではありません");
    return diag_set(d, errno == ENOENT ? ST_WORLD_BROKEN : file_trouble(errno), "spool", "フォルダー",
                    FILE_CAUSE(errno));
}

/* What the log holds stays there, and no file is removed: SQLite would do both by name. */
static void S_leave(sqlite3 *h)
{
    if (h)
        sqlite3_db_config(h, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
}

void store_forsake(struct store *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&s->lock);
    atomic_store(&s->forsaken, true);
    for (int db = 0; db < DB_COUNT; db++) {
        for (struct tx *t = s->idle[db]; t; t = t->next)
            S_leave(t->h);
        S_leave(s->tidy[db]);
        S_leave(s->writer[db] ? s->writer[db]->h : NULL);
    }
    pthread_mutex_unlock(&s->lock);
}

enum status store_open(const char *dir, struct store **ret, struct diag *d)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s)
        return diag_set(d, ST_LIMIT, dir, "メモリ", "不足");
    pthread_mutex_init(&s->lock, NULL);
    s->dir = strdup(dir);
    s->spool = S_path(dir, "spool");
    enum status st = s->dir && s->spool ? ST_OK : diag_set(d, ST_LIMIT, dir, "メモリ", "不足");
    /* all of it is looked at before any of it is brought up to date */
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++)
        st = S_tx_new(s, (enum db)db, WRITER, &s->writer[db], d);
    if (st == ST_OK)
        st = S_spool(s, d);
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++)
        st = migrate(s->writer[db]->h, (enum db)db, d);
    if (st == ST_OK) {
        *ret = s;
    } else {
        store_forsake(s);
        store_close(s);
    }
    return st;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    for (int db = 0; db < DB_COUNT; db++) {
        for (struct tx *t = s->idle[db], *next; t; t = next) {
            next = t->next;
            S_tx_free(t);
        }
        sqlite3_close(s->tidy[db]);
        S_tx_free(s->writer[db]);
    }
    pthread_mutex_destroy(&s->lock);
    free(s->dir);
    free(s->spool);
    free(s);
}

bool store_there(const char *dir)
{
    bool there = true;
    for (int i = 0; there && i <= DB_COUNT; i++) {
        char path[PATH_MAX];
        snprintf(path, sizeof path, i < DB_COUNT ? "%s/%s.db" : "%s/spool", dir,
                 i < DB_COUNT ? db_name((enum db)i) : "");
        there = access(path, F_OK) == 0;
    }
    return there;
}

const char *store_spool(const struct store *s)
{
    return s->spool;
}

static const char *const own_sql[TX_OWN] = {
    [TX_BEGIN_READ] = "BEGIN",    [TX_BEGIN_WRITE] = "BEGIN IMMEDIATE", [TX_COMMIT] = "COMMIT",
    [TX_ROLLBACK] = "ROLLBACK",   [TX_SAVE] = "SAVEPOINT one",          [TX_KEEP] = "RELEASE one",
    [TX_UNDO] = "ROLLBACK TO one"};

static enum status S_own(struct tx *tx, enum tx_own which)
{
    if (!tx->own[which] && sqlite3_prepare_v3(tx->h, own_sql[which], -1, SQLITE_PREPARE_PERSISTENT,
                                              &tx->own[which], NULL) != SQLITE_OK)
        return sql_status(tx);
    int rc = sqlite3_step(tx->own[which]);
    enum status st = rc == SQLITE_DONE ? ST_OK : sql_status(tx);
    sqlite3_reset(tx->own[which]);
    return st;
}

enum status tx_read(struct store *s, enum db db, struct tx **ret)
{
    pthread_mutex_lock(&s->lock);
    struct tx *tx = s->idle[db];
    if (tx)
        s->idle[db] = tx->next;
    pthread_mutex_unlock(&s->lock);
    enum status st = ST_OK;
    struct diag ignored = DIAG_INIT;
    if (atomic_load(&s->forsaken)) /* the name may be that of another one's database */
        st = ST_RESET;
    else if (!tx)
        st = S_tx_new(s, db, READER, &tx, &ignored);
    if (st != ST_OK) {
        S_tx_free(tx);
        return st;
    }
    st = S_own(tx, TX_BEGIN_READ);
    if (st == ST_OK)
        *ret = tx;
    else
        S_tx_free(tx);
    return st;
}

void tx_read_end(struct tx *tx)
{
    struct store *s = tx->store;
    if (S_own(tx, TX_COMMIT) != ST_OK) {
        S_tx_free(tx);
        return;
    }
    pthread_mutex_lock(&s->lock);
    tx->next = s->idle[tx->db];
    s->idle[tx->db] = tx;
    pthread_mutex_unlock(&s->lock);
}

struct tx *tx_writer(struct store *s, enum db db)
{
    return s->writer[db];
}

/* SQLite takes another word on it only between transactions. */
static void S_later_ends(struct tx *tx)
{
    if (tx->later)
        sqlite3_exec(tx->h, "PRAGMA synchronous=FULL", NULL, NULL, NULL);
    tx->later = false;
}

enum status tx_begin(struct tx *tx)
{
    return S_own(tx, TX_BEGIN_WRITE);
}

enum status tx_begin_later(struct tx *tx)
{
    tx->later = sqlite3_exec(tx->h, "PRAGMA synchronous=NORMAL", NULL, NULL, NULL) == SQLITE_OK;
    enum status st = S_own(tx, TX_BEGIN_WRITE);
    if (st != ST_OK)
        S_later_ends(tx);
    return st;
}

bool tx_behind(const struct tx *tx)
{
    return tx->behind;
}

enum status tx_commit(struct tx *tx)
{
    enum status st = S_own(tx, TX_COMMIT);
    if (st == ST_OK)
        setai_commit(tx);
    else
        setai_rollback(tx);
    if (st != ST_OK && !sqlite3_get_autocommit(tx->h))
        S_own(tx, TX_ROLLBACK);
    S_later_ends(tx);
    return st;
}

void tx_rollback(struct tx *tx)
{
    setai_rollback(tx);
    if (!sqlite3_get_autocommit(tx->h))
        S_own(tx, TX_ROLLBACK);
    S_later_ends(tx);
}

enum status tx_save(struct tx *tx)
{
    setai_save(tx);
    return S_own(tx, TX_SAVE);
}

enum status tx_keep(struct tx *tx)
{
    setai_keep(tx);
    return S_own(tx, TX_KEEP);
}

void tx_undo(struct tx *tx)
{
    setai_undo(tx);
    setai_keep(tx);
    S_own(tx, TX_UNDO);
    S_own(tx, TX_KEEP);
}

void tx_large(struct tx *tx, bool large)
{
    if (tx->large == large)
        return;
    tx->large = large;
    sqlite3_exec(tx->h, large ? "PRAGMA cache_size=-12000" : "PRAGMA cache_size=-8000; PRAGMA shrink_memory",
                 NULL, NULL, NULL);
}

void store_tidy(struct store *s, enum db db)
{
    if (atomic_load(&s->writer[db]->log_pages) < LOG_PAGES_TIDY)
        return;
    struct diag ignored = DIAG_INIT;
    if (!s->tidy[db] && !atomic_load(&s->forsaken))
        S_connect(s->dir, db, READER, &s->tidy[db], &ignored);
    if (s->tidy[db]) /* one that fails, or finds the writer at it, has lost nothing */
        sqlite3_wal_checkpoint_v2(s->tidy[db], "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

bool tx_idle(struct tx *tx)
{
    for (sqlite3_stmt *q = NULL; (q = sqlite3_next_stmt(tx->h, q));)
        if (sqlite3_stmt_busy(q))
            return false;
    return true;
}

const char *tx_error(struct tx *tx)
{
    return fault_cause(tx->h);
}
