/* Small facts kept in a database: clock, progressions, seed of the world, how many passwords it
 * has made (in kanri.db). Called by world, service/kanri. */
#ifndef STORE_META_H
#define STORE_META_H
#include "base/arena.h"
#include "store/db.h"

/* *ret is NULL when the key is absent; the text lives in a. */
enum status meta_get(struct tx *tx, const char *key, struct arena *a, const char **ret);
enum status meta_put(struct tx *tx, const char *key, const char *value);
#endif
