/* Small facts kept in a database: clock, progressions, seed of the world (in kanri.db). Called by
 * world. */
#ifndef STORE_META_H
#define STORE_META_H
#include "base/arena.h"
#include "store/db.h"

/* *ret is NULL when the key is absent; the text lives in a. */
enum status meta_get(struct tx *tx, const char *key, struct arena *a, const char **ret);
enum status meta_put(struct tx *tx, const char *key, const char *value);
#endif
