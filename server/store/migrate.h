/* Inside store/ only: numbered migrations, embedded in the binary from sql/NAME-NNN.sql. user_version counts
 * them. */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H
#include <sqlite3.h>

#include "store/db.h"

/* Applies what is missing, in one transaction each. SETUP when what is there was made by other texts: tables
 * of another form are never worked on. */
enum status migrate(sqlite3 *h, enum db db, struct diag *d);
/* Digest over the texts of all migrations: a baseline compiled by other ones is stale. */
void migrate_fingerprint(unsigned char out[32]);
#endif
