/* Whole stores as files, while nobody writes to them: copies, and images that worlds begin from. Called by
 * world/baseline, world/snapshot and world/fixture. */
#ifndef STORE_IMAGE_H
#define STORE_IMAGE_H
#include "base/copies.h"
#include "store/db.h"

/* What a store is made of, as paths in its folder: the databases, whether they are there or not, then the
 * files of the spool in order of their names. */
struct store_parts {
    size_t n;
    char **names;
};
/* *ret is to be released, whatever is answered. SETUP when there is no spool, DISK, LIMIT. */
enum status store_parts(const char *dir, struct store_parts *ret, struct diag *d);
void store_parts_release(struct store_parts *p);

/* A copy of its parts and of the databases' logs in a folder `to`, which is made: durable when c has ended;
 * at once where c is NULL. *bytes (or NULL) grows by what they hold. The diag names the part; what was copied
 * by then stays. */
enum status store_copy(const char *from, const char *to, struct copies *c, int64_t *bytes, struct diag *d);
/* Makes the databases in dir single files (no -wal left) that can be copied while nobody has them open. */
enum status store_fold(const char *dir, struct diag *d);
/* The same, and notes what its parts are. */
enum status store_seal(const char *dir, struct diag *d);
/* Whether they still are what was sealed: SETUP with a diag that names the file that is not. Reads none of
 * them, unless its time is another one. */
enum status store_sealed(const char *dir, struct diag *d);
/* Digest of all migrations: an image made with other ones is stale. */
void store_fingerprint(unsigned char out[32]);
#endif
