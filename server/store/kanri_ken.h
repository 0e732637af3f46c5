/* What the words in the tables of kanri.db give, once for all calls: bits of 操作可能業務, 事務 and 職掌, the
 * 部署 of each アクセスグループ, and who can give what. Called by kanri_load. */
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
#endif
