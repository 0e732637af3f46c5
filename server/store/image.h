/* Whole databases as files, for baseline images. Called by world/baseline. */
#ifndef STORE_IMAGE_H
#define STORE_IMAGE_H
#include "store/db.h"

/* Makes the databases in dir single files (no -wal left) that can be copied while nobody has them open, and
 * notes what they are. */
enum status store_seal(const char *dir, struct diag *d);
/* Whether they still are what was sealed: SETUP with a diag that names the file that is not. Reads none of
 * them, unless its time is another one. */
enum status store_sealed(const char *dir, struct diag *d);
/* Digest of all migrations: an image made with other ones is stale. */
void store_fingerprint(unsigned char out[32]);
#endif
