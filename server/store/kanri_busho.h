/* アクセスグループ and 部署 of kanri.db as they change (2.12.1 ①②). Called by service/kanri; who may call is
 * read by kanri_tables.h, which has the structs too: here their bits and lists are not filled in. Texts that
 * come out live in the arena. */
#ifndef STORE_KANRI_BUSHO_H
#define STORE_KANRI_BUSHO_H
#include <stdbool.h>

#include "store/kanri_tables.h"

enum status kanri_group_get(struct tx *tx, const char *hokensha, const char *access_group, struct arena *a,
                            struct kanri_group *ret, bool *ret_found);
/* Behind the code `after`, by rising code, no more than limit. */
enum status kanri_group_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                             struct arena *a, struct kanri_group **ret, size_t *ret_n);
/* New, or everything but its key changes; the same of a 部署. */
enum status kanri_group_put(struct tx *tx, const struct kanri_group *g);
enum status kanri_group_remove(struct tx *tx, const char *hokensha, const char *access_group);
/* The 部署 in it, for people: "B001・B002・B003 ほか2部署"; NULL: none. */
enum status kanri_group_busho(struct tx *tx, const char *hokensha, const char *access_group, struct arena *a,
                              const char **ret);
/* Access control by groups is switched on. */
enum status kanri_access_seigyo(struct tx *tx, const char *hokensha, bool *ret);

enum status kanri_busho_get(struct tx *tx, const char *hokensha, const char *busho, struct arena *a,
                            struct kanri_busho *ret, bool *ret_found);
enum status kanri_busho_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                             struct arena *a, struct kanri_busho **ret, size_t *ret_n);
enum status kanri_busho_exists(struct tx *tx, const char *hokensha, const char *busho, bool *ret);
enum status kanri_busho_count(struct tx *tx, const char *hokensha, int64_t *ret);
enum status kanri_busho_put(struct tx *tx, const struct kanri_busho *b);
enum status kanri_busho_remove(struct tx *tx, const char *hokensha, const char *busho);
/* The users that belong to it, for people: "u001・u002・u003 ほか2人"; NULL: nobody. */
enum status kanri_busho_users(struct tx *tx, const char *hokensha, const char *busho, struct arena *a,
                              const char **ret);

/* 特定個人情報名コード of the fixture. */
struct kanri_tokutei {
    const char *code;
};
enum status kanri_tokutei_all(struct tx *tx, struct arena *a, struct kanri_tokutei **ret, size_t *ret_n);
#endif
