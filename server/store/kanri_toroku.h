/* 部署 and ユーザー of kanri.db as link files change them (2.12.1 ②④, 2.12.2). Called by service/kanri; who
 * may call is read by kanri_tables.h. Texts that come out live in the arena. */
#ifndef STORE_KANRI_TOROKU_H
#define STORE_KANRI_TOROKU_H
#include <stdbool.h>

#include "store/kanri_tables.h"

/* A ユーザー with its roles as words. */
struct kanri_shokuin {
    const char *hokensha, *user, *busho, *shimei;
    const char *roles; /* names with single spaces between */
};

enum status kanri_busho_exists(struct tx *tx, const char *hokensha, const char *busho, bool *ret);
/* How many users belong to it. */
enum status kanri_busho_users(struct tx *tx, const char *hokensha, const char *busho, int64_t *ret);
/* New, or its name changes. */
enum status kanri_busho_put(struct tx *tx, const struct kanri_busho *b);
enum status kanri_busho_remove(struct tx *tx, const char *hokensha, const char *busho);

enum status kanri_user_get(struct tx *tx, const char *hokensha, const char *user, struct arena *a,
                           struct kanri_shokuin *ret, bool *ret_found);
/* New, or everything but its key changes. Its 部署 is there and its roles are known. */
enum status kanri_user_put(struct tx *tx, const struct kanri_shokuin *u);
enum status kanri_user_remove(struct tx *tx, const char *hokensha, const char *user);

/* What the roles named in `roles`, 標準ロール or the insurer's own, let somebody do (SOSA_BIT); 0 when a word
 * of it is no role, is there twice, or more than one space stands between two. */
enum status kanri_roles_sosa(struct tx *tx, struct arena *a, const char *hokensha, const char *roles,
                             uint64_t *ret);
/* The names of all of them, for people: "KANYUSHA・FUKUHON・…". */
enum status kanri_role_names(struct tx *tx, struct arena *a, const char *hokensha, const char **ret);
#endif
