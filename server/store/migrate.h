/* Inside store/ only: numbered migrations, embedded in the binary from sql/NAME-NNN.sql. user_version counts
 * them. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H
#include <sqlite3.h>

#include "store/db.h"

/* Applies what is missing, in one transaction each. */
enum status migrate(sqlite3 *h, enum db db, struct diag *d);
/* Only looks at a database that should have tables: WORLD_BROKEN when it has none or is no database, SETUP
 * when what is there was made by other texts (tables of another form are never worked on), DISK. */
enum status migrate_known(sqlite3 *h, enum db db, struct diag *d);
/* The number that a PRAGMA answers; -1 when it cannot be read. */
int migrate_pragma(sqlite3 *h, const char *text);
/* Digest over the texts of all migrations: a baseline compiled by other ones is stale. */
void migrate_fingerprint(unsigned char out[32]);
#endif
