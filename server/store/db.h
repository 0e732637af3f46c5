/* The databases of a world and their transactions. SQLite is seen only inside store/; the other rooms hold a
 * struct tx and call the table families (store/unyo_*.h, chukan_*.h, kanri_*.h, gaibu_*.h, outbox.h).
 * service/chukan may not include unyo_*.h nor gaibu_*.h (DESIGN 2.1); a test holds that. */
#ifndef STORE_DB_H
#define STORE_DB_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/status.h"

enum db { DB_UNYO, DB_CHUKAN, DB_KANRI, DB_GAIBU, DB_COUNT };
const char *db_name(enum db db); /* "unyo" … */

struct store; /* one generation of one world: a folder with unyo.db, chukan.db, kanri.db, gaibu.db, spool/ */
struct tx;    /* one connection to one database, with its prepared statements; one thread at a time */

/* Opens what is in dir (created by store_create or by copying a baseline); makes nothing that is not there.
 * WORLD_BROKEN with a diag that names the file ("chukan.db", "spool") when something is missing or damaged,
 * SETUP when another chukand made it, DISK. *ret is untouched on failure, and the files as good as. */
enum status store_open(const char *dir, struct store **ret, struct diag *d);
void store_close(struct store *s);
/* Everything that store_open would open is still there under its name; what is in it is not looked at. */
bool store_there(const char *dir);
/* The folder is about to be renamed or removed, and the name may soon be another's: no connection is opened
 * from now on (tx_read: RESET), and store_close touches no file by name. Nobody reads meanwhile; NULL is
 * fine. */
void store_forsake(struct store *s);
/* New empty databases in dir with every migration applied. */
enum status store_create(const char *dir, struct diag *d);
const char *store_spool(const struct store *s); /* absolute folder of unyo's spool */

/* A read snapshot; connections are kept and reused. Thread-safe. */
enum status tx_read(struct store *s, enum db db, struct tx **ret);
void tx_read_end(struct tx *tx);

/* The one writer of a store: only the world's writer thread may call these. */
struct tx *tx_writer(struct store *s, enum db db);
enum status tx_begin(struct tx *tx);
/* For what may be lost in a power cut because it is then done again: its commit is synced with the next one
 * of tx_begin. */
enum status tx_begin_later(struct tx *tx);
/* There may be commits that are not synced. */
bool tx_behind(const struct tx *tx);
enum status tx_commit(struct tx *tx); /* durable (fsync) when it answers ST_OK, but for tx_begin_later */
void tx_rollback(struct tx *tx);
enum status tx_save(struct tx *tx); /* savepoint, one level */
enum status tx_keep(struct tx *tx); /* release it */
void tx_undo(struct tx *tx);        /* back to it */
/* A large file is at work: more pages are kept in memory, and the log grows further before the writer itself
 * brings it home into the database, because store_tidy does it meanwhile. Between transactions. */
void tx_large(struct tx *tx, bool large);
/* What lies in the log of a database comes home, on the calling thread beside the writer; one thread at a
 * time. Does nothing unless tx_large, or when there is little. */
void store_tidy(struct store *s, enum db db);
/* false when a statement is still stepping: our bug, logged by the caller. */
bool tx_idle(struct tx *tx);
/* What the last failing statement of this connection was, for the log. */
const char *tx_error(struct tx *tx);
/* A statement failed with st: when that is DISK or WORLD_BROKEN and nobody has said more, *d names the
 * database that failed last and why. Thread-safe. */
void store_blame(const struct store *s, enum status st, struct diag *d);
/* --check-invariants: foreign keys and quick_check; adds what is broken to out. */
void tx_check(struct tx *tx, struct buf *out);
/* SHA-256 over every table (rows in key order) but outbox bookkeeping marked nodigest; adds {"table":"hex",…}
 * members. */
enum status tx_digest(struct tx *tx, struct buf *json, unsigned char sum[32]);
#endif
