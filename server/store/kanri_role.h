/* ロール of kanri.db as they change (2.12.1 ③). Called by service/kanri; who may call is read by
 * kanri_tables.h. Texts that come out live in the arena. */
#ifndef STORE_KANRI_ROLE_H
#define STORE_KANRI_ROLE_H
#include <stdbool.h>

#include "store/kanri_tables.h"

/* Of the insurer itself; hokensha "": a 標準ロール. */
enum status kanri_role_get(struct tx *tx, const char *hokensha, const char *role_name, struct arena *a,
                           struct kanri_role *ret, bool *ret_found);
/* Its own and 標準ロール behind the name `after`, in order, no more than limit. */
enum status kanri_role_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                            struct arena *a, struct kanri_role **ret, size_t *ret_n);
/* New, or everything but its key changes. */
enum status kanri_role_put(struct tx *tx, const struct kanri_role *r);
enum status kanri_role_remove(struct tx *tx, const char *hokensha, const char *role_name);
/* The users that have it, for people: "u001・u002・u003 ほか2人"; NULL: nobody. */
enum status kanri_role_users(struct tx *tx, const char *hokensha, const char *role_name, struct arena *a,
                             const char **ret);

/* What the roles named in `roles`, 標準ロール or the insurer's own, let somebody do (SOSA_BIT); 0 when a word
 * of it is no role, is there twice, or more than one space stands between two. */
enum status kanri_roles_sosa(struct tx *tx, struct arena *a, const char *hokensha, const char *roles,
                             uint64_t *ret);
/* The names of all of them, for people: "KANYUSHA・FUKUHON・…". */
enum status kanri_role_names(struct tx *tx, struct arena *a, const char *hokensha, const char **ret);
#endif
