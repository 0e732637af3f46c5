/* 電子証明書 and their 申請 in kanri.db (2.8.4), as they change. Called by service/kanri; who may call is
 * read by kanri_tables.h. Texts that come out live in the arena. */
#ifndef STORE_KANRI_SHOMEISHO_H
#define STORE_KANRI_SHOMEISHO_H
#include <stdbool.h>

#include "store/kanri_tables.h"

/* Fills shomeisho and shomeisho_n. */
enum status kanri_shomeisho_load(struct tx *tx, struct arena *a, struct kanri_tables *ret);
enum status kanri_shomeisho_get(struct tx *tx, int64_t bango, struct arena *a, struct kanri_shomeisho *ret,
                                bool *ret_found);
/* New; its number comes from the database, and *ret is that. */
enum status kanri_shomeisho_add(struct tx *tx, const struct kanri_shomeisho *s, int64_t *ret);
/* The one of the data folder, in force from today on, of a name that is registered now; none where that was
 * revoked: whoever has its key has it still. */
enum status kanri_shomeisho_shoki(struct tx *tx, const struct kanri_shomeisho *s);
/* The name is nobody's any more: what was not fetched or of the data folder is gone, others are 失効. */
enum status kanri_shomeisho_haishi(struct tx *tx, const char *cn, const char *ymd);
enum status kanri_shomeisho_shikko(struct tx *tx, int64_t bango, const char *ymd, const char *riyu);
#endif
