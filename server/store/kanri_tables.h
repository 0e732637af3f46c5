/* The tables of kanri.db that every call needs: 医療保険者等定義, 部署, ユーザー, 接続システム, 業務コード
 * (2.12.1). Few rows that change only with the generation: read once into sorted arrays, then searched
 * without SQL. Loaded and cached by world (world_login, world_enter). */
#ifndef STORE_KANRI_TABLES_H
#define STORE_KANRI_TABLES_H
#include <stddef.h>

#include "base/arena.h"
#include "store/db.h"

struct kanri_hokensha {
    const char *hokensha; /* 保険者番号, 8 digits */
    const char *mei;
    const char *hojin_bango; /* NULL: not given */
    const char *encoding;    /* of its link files: a name of file/charset/charset.c */
};

struct kanri_busho {
    const char *hokensha, *busho, *mei;
};

struct kanri_user {
    const char *hokensha, *user, *busho, *shimei;
    unsigned roles; /* bits of enum role (service/op.h), from the table role */
};

struct kanri_system {
    const char *system, *hokensha;
    const char *password_sha256; /* lower case hex of SHA-256("<system>:<password>") */
    const char *mei;
};

struct kanri_gyomu_code {
    const char *hokensha, *code_list;
    const char *theirs; /* the value in link files of the insurer */
    const char *ours;   /* of the list in codes.xml */
};

/* Each array is sorted by its key with strcmp: hokensha; (hokensha, busho); (hokensha, user); system.
 * gyomu_code is in the order of the fixture. */
struct kanri_tables {
    const struct kanri_hokensha *hokensha;
    const struct kanri_busho *busho;
    const struct kanri_user *user;
    const struct kanri_system *system;
    const struct kanri_gyomu_code *gyomu_code;
    size_t hokensha_n, busho_n, user_n, system_n, gyomu_code_n;
};

/* Arrays and texts live in a; LIMIT when a is used up. *ret is untouched on failure. */
enum status kanri_load(struct tx *tx, struct arena *a, struct kanri_tables *ret);

/* NULL: not there. */
const struct kanri_hokensha *kanri_find_hokensha(const struct kanri_tables *t, const char *hokensha);
const struct kanri_busho *kanri_find_busho(const struct kanri_tables *t, const char *hokensha,
                                           const char *busho);
const struct kanri_user *kanri_find_user(const struct kanri_tables *t, const char *hokensha,
                                         const char *user);
const struct kanri_system *kanri_find_system(const struct kanri_tables *t, const char *system);
#endif
