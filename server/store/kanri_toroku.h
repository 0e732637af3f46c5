/* ユーザー of kanri.db as they change (2.12.1 ④, 2.12.2). Called by service/kanri; who may call is read by
 * kanri_tables.h. Texts that come out live in the arena. */
#ifndef STORE_KANRI_TOROKU_H
#define STORE_KANRI_TOROKU_H
#include <stdbool.h>

#include "store/kanri_tables.h"

/* A ユーザー with its roles as words. */
struct kanri_shokuin {
    const char *hokensha, *user, *busho, *shimei;
    const char *roles; /* names with single spaces between */
    const char *jotai; /* 有効, 停止; kanri_user_put leaves it as it is, of a new one 有効 */
};

enum status kanri_user_get(struct tx *tx, const char *hokensha, const char *user, struct arena *a,
                           struct kanri_shokuin *ret, bool *ret_found);
/* Behind the user `after`, in order, no more than limit. */
enum status kanri_user_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                            struct arena *a, struct kanri_shokuin **ret, size_t *ret_n);
/* Users that are not stopped, one row for each 部署 and each text of roles, in the order of the roles: the
 * first and the last of them. */
struct kanri_kumi {
    const char *roles, *busho, *first, *last;
};
enum status kanri_kumi_list(struct tx *tx, const char *hokensha, struct arena *a, struct kanri_kumi **ret,
                            size_t *ret_n);
/* The roles of all users of a 部署 that are not stopped, some of them more than once; NULL: it has none. */
enum status kanri_busho_roles(struct tx *tx, const char *hokensha, const char *busho, struct arena *a,
                              const char **ret);
enum status kanri_user_count(struct tx *tx, const char *hokensha, int64_t *ret);
/* New, or everything but its key changes. Its 部署 is there and its roles are known. */
enum status kanri_user_put(struct tx *tx, const struct kanri_shokuin *u);
enum status kanri_user_jotai(struct tx *tx, const char *hokensha, const char *user, const char *jotai);
enum status kanri_user_remove(struct tx *tx, const char *hokensha, const char *user);

/* Of a new insurer: itself, a 部署 that may do nothing but manage (事務 KANRI), a 統合専用端末. */
enum status kanri_hokensha_exists(struct tx *tx, const char *hokensha, bool *ret);
enum status kanri_hokensha_add(struct tx *tx, const struct kanri_hokensha *h);
enum status kanri_kanri_busho_add(struct tx *tx, const char *hokensha, const char *busho, const char *mei);
enum status kanri_tanmatsu_add(struct tx *tx, const struct kanri_tanmatsu *t);
/* Some 統合専用端末 or 接続システム, whosever, has that name on its certificate. */
enum status kanri_client_exists(struct tx *tx, const char *cn, bool *ret);

#endif
