/* ロール of kanri.db as they change (2.12.1 ③). Called by service/kanri; who may call is read by
 * kanri_tables.h. Texts that come out live in the arena. */
#ifndef STORE_KANRI_ROLE_H
#define STORE_KANRI_ROLE_H
#include "store/kanri_tables.h"

/* What the roles named in `roles`, 標準ロール or the insurer's own, let somebody do (SOSA_BIT); 0 when a word
 * of it is no role, is there twice, or more than one space stands between two. */
enum status kanri_roles_sosa(struct tx *tx, struct arena *a, const char *hokensha, const char *roles,
                             uint64_t *ret);
/* The names of all of them, for people: "KANYUSHA・FUKUHON・…". */
enum status kanri_role_names(struct tx *tx, struct arena *a, const char *hokensha, const char **ret);
#endif
