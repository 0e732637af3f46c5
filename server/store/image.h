/* Whole databases as files, for baseline images. Called by service/sim/baseline. */
#ifndef STORE_IMAGE_H
#define STORE_IMAGE_H
#include "store/db.h"

/* Makes the databases in dir single files (no -wal left) that can be copied while nobody has them open. */
enum status store_seal(const char *dir, struct diag *d);
/* Digest of all migrations: an image made with other ones is stale. */
void store_fingerprint(unsigned char out[32]);
#endif
