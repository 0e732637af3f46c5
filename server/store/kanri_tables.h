/* The tables of kanri.db that every call needs: 医療保険者等定義, アクセスグループ, 部署, ロール, ユーザー,
 * 接続システム, 統合専用端末, 業務コード (2.12.1). Few rows that change only with the generation: read once
 * into sorted arrays, then searched without SQL. Loaded and cached by world (world_login, world_enter). */
#ifndef STORE_KANRI_TABLES_H
#define STORE_KANRI_TABLES_H
#include <stddef.h>
#include <string.h>

#include "base/arena.h"
#include "store/db.h"
#include "store/sosa.h"

struct kanri_hokensha {
    const char *hokensha; /* 保険者番号, 8 digits */
    const char *mei;
    const char *hojin_bango; /* NULL: not given */
    const char *encoding;    /* of its link files: a name of file/charset/charset.c */
    bool access_seigyo;      /* access control by groups is switched on */
    bool junbi;              /* made by kikan-toroku: the order of 2.12.2 is asked of it */
    bool gyomu_code;         /* it has 業務コード */
    /* by enum giving: the first of its users that manage users, 部署, groups, for people: "u001・u003"; "":
     * none */
    const char *givers[GIVING_COUNT];
    uint64_t mi; /* KANRI_TETSUZUKI_BIT of the 手続 that are not done */
};

/* ①. tokutei, here and of a 部署: kinds of 副本 and codes of 特定個人情報名, single spaces between; "*": all.
 */
struct kanri_group {
    const char *hokensha, *access_group, *mei;
    const char *jimu, *tokutei;
    unsigned jimu_bits; /* of enum jimu */
    const char *busho;  /* those in it, single spaces between */
};

/* ② */
struct kanri_busho {
    const char *hokensha, *busho, *mei;
    const char *jimu, *shokusho, *tokutei;
    const char *access_group; /* NULL: none */
    unsigned jimu_bits, shokusho_bits;
};

enum { ROLE_NAME = 33 }; /* with its NUL */

/* ③. hokensha "": 標準ロール. */
struct kanri_role {
    const char *hokensha, *role_name, *mei;
    const char *sosa; /* codes of 操作可能業務 */
    uint64_t bits;    /* SOSA_BIT of them */
};

/* ④ */
struct kanri_user {
    const char *hokensha, *user, *busho, *shimei;
    const char *roles; /* names, single spaces between */
    uint64_t sosa;     /* SOSA_BIT of all that its roles are made of */
    /* ⑤ (base/password.h); NULL: the initial one of policy shokiPassword */
    const char *password, *password_jotai; /* 初期, 変更済 */
    int64_t shippai;                       /* wrong passwords, when the table was read */
    bool lock;
    const char *jotai; /* 有効, 停止 */
};
static inline bool kanri_teishi(const char *jotai)
{
    return strcmp(jotai, "停止") == 0;
}
static inline bool kanri_shoki(const struct kanri_user *u)
{
    return strcmp(u->password_jotai, "初期") == 0;
}

/* ⑥ */
struct kanri_system {
    const char *system, *hokensha;
    const char *password; /* base/password.h */
    const char *mei, *jotai;
};

/* Of an insurer's staff (1.5); never named like a 接続システム of the world. */
struct kanri_tanmatsu {
    const char *tanmatsu; /* CN of its certificate */
    const char *hokensha, *mei;
    const char *jotai; /* 有効, 停止 */
};

/* One of 接続申請 (2.9), or 特定個人情報保護評価 (2.5). */
struct kanri_tetsuzuki {
    const char *tetsuzuki;
    int64_t jun; /* from 1 */
    const char *mei;
    const char *kaishi, *kigen; /* days as 8 digits; NULL: none */
    const char *dare;           /* who does it and how, for people */
    /* codes of 利用 that it opens, single spaces between: asked for always, and only when kigen is over */
    const char *itsumo, *kigengo;
    unsigned itsumo_bits, kigengo_bits; /* of enum riyo */
};
#define KANRI_TETSUZUKI_BIT(jun) (UINT64_C(1) << (jun))
#define KANRI_MI "未"
#define KANRI_TETSUZUKICHU "手続中"
#define KANRI_ZUMI "済"
/* All of them, in their order (kanri-006.sql has them as well); NULL at the end. */
extern const char *const kanri_shinsei_jotai[];

/* How far an insurer is with one. None: it is done. */
struct kanri_shinsei {
    const char *hokensha, *tetsuzuki;
    const char *jotai; /* kanri_shinsei_jotai */
    const char *ymd;   /* since when; NULL: not told */
};

/* 電子証明書 (kanri-012.sql). */
struct kanri_shomeisho {
    const char *cn;
    int64_t bango;
    const char *shubetsu, *hokensha;
    const char *hakko, *kaishi, *kigen; /* days as 8 digits, or NULL */
    const char *jotai;
    const char *shikko, *riyu;
    int64_t moto;       /* INT64_MIN: none */
    const char *shimon; /* NULL: of the data folder; "": it was not fetched yet */
};

/* A window of the schedule of a lot (2.7.4 to 2.7.9, 2.12). Days as 8 digits. */
struct kanri_nittei {
    const char *lot, *nittei, *mei;
    const char *kara, *made;         /* the last day; NULL: it does not end */
    const char *riyo, *kankyo;       /* codes, single spaces between; NULL: none */
    const char *saki;                /* the nittei to be completed before; NULL: none */
    unsigned riyo_bits, kankyo_bits; /* of enum riyo, of enum kankyo; of no kankyo: KANKYO_ALL */
    int32_t kara_day, made_day;      /* the same as days (str_date); INT32_MAX: it does not end */
};

/* What an insurer has completed. None: it has. */
struct kanri_kanryo {
    const char *hokensha, *koto;
    const char *ymd; /* NULL: not yet */
    int32_t since;   /* the same as a day; INT32_MAX: not completed */
};

struct kanri_gyomu_code {
    const char *hokensha, *code_list;
    const char *theirs; /* the value in link files of the insurer */
    const char *ours;   /* of the list in codes.xml */
};

/* Each array is sorted by its key with strcmp: hokensha; (hokensha, access_group), (hokensha, busho),
 * (hokensha, role_name), (hokensha, user), (hokensha, tetsuzuki), (hokensha, koto); system; tanmatsu.
 * tetsuzuki is in the order of jun, gyomu_code in that of the fixture; shomeisho by (cn, bango); nittei by
 * lot, and then by its days. */
struct kanri_tables {
    const struct kanri_hokensha *hokensha;
    const struct kanri_group *group;
    const struct kanri_busho *busho;
    const struct kanri_role *role;
    const struct kanri_user *user;
    const struct kanri_system *system;
    const struct kanri_tanmatsu *tanmatsu;
    const struct kanri_gyomu_code *gyomu_code;
    const struct kanri_tetsuzuki *tetsuzuki;
    const struct kanri_shinsei *shinsei;
    const struct kanri_shomeisho *shomeisho;
    const struct kanri_nittei *nittei;
    const struct kanri_kanryo *kanryo;
    size_t hokensha_n, group_n, busho_n, role_n, user_n, system_n, tanmatsu_n, gyomu_code_n, tetsuzuki_n,
        shinsei_n, shomeisho_n, nittei_n, kanryo_n;
};

/* Arrays and texts live in a; LIMIT when a is used up. *ret is untouched on failure. */
enum status kanri_load(struct tx *tx, struct arena *a, struct kanri_tables *ret);

/* 業務コード of one insurer as they stand in the transaction, in the order of the fixture. */
enum status kanri_gyomu_code_of(struct tx *tx, const char *hokensha, struct arena *a,
                                struct kanri_gyomu_code **ret, size_t *ret_n);

/* NULL: not there. */
const struct kanri_hokensha *kanri_find_hokensha(const struct kanri_tables *t, const char *hokensha);
const struct kanri_group *kanri_find_group(const struct kanri_tables *t, const char *hokensha,
                                           const char *access_group);
/* A role of the insurer, or a 標準ロール. */
const struct kanri_role *kanri_find_role(const struct kanri_tables *t, const char *hokensha,
                                         const char *role_name);
const struct kanri_busho *kanri_find_busho(const struct kanri_tables *t, const char *hokensha,
                                           const char *busho);
const struct kanri_user *kanri_find_user(const struct kanri_tables *t, const char *hokensha,
                                         const char *user);
const struct kanri_system *kanri_find_system(const struct kanri_tables *t, const char *system);
const struct kanri_tanmatsu *kanri_find_tanmatsu(const struct kanri_tables *t, const char *tanmatsu);
/* Those of that name, the oldest first; n 0: NULL. */
const struct kanri_shomeisho *kanri_find_shomeisho(const struct kanri_tables *t, const char *cn,
                                                   size_t *ret_n);
const struct kanri_kanryo *kanri_find_kanryo(const struct kanri_tables *t, const char *hokensha,
                                             const char *koto);
const struct kanri_shinsei *kanri_find_shinsei(const struct kanri_tables *t, const char *hokensha,
                                               const char *tetsuzuki);
#endif
