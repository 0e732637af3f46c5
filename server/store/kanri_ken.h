/* What the words in the tables of kanri.db give, once for all calls: bits of 操作可能業務, 事務 and 職掌, the
 * 部署 of each アクセスグループ, and who can do and give what. Called by kanri_load, and by whoever says in a
 * refusal who can. */
#ifndef STORE_KANRI_KEN_H
#define STORE_KANRI_KEN_H
#include "store/kanri_tables.h"

/* The rows of the tables, still to be filled. */
struct kanri_rows {
    struct kanri_hokensha *hokensha;
    struct kanri_group *group;
    struct kanri_busho *busho;
    struct kanri_role *role;
    struct kanri_user *user;
};

/* t: the same rows, sorted. What the arena has no room for is told by arena_failed. */
void kanri_ken(const struct kanri_tables *t, const struct kanri_rows *r, struct arena *a);

/* The user can do that as things stand: roles, 部署 and アクセスグループ give it, and nothing keeps it from
 * logging in. */
bool kanri_dekiru(const struct kanri_tables *t, const struct kanri_user *u, enum sosa what);
/* The first of an insurer's users that can, for people: "u001・u003"; "": none. */
const char *kanri_dare(const struct kanri_tables *t, const char *hokensha, enum sosa what, struct arena *a);
/* What is said then. */
#define KANRI_INAI "いません。ロックは、取りまとめ機関が chukan operator password-shokika で解けます"
#endif
