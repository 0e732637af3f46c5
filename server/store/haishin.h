/* 配信マスター (2.7.8): its releases and their records, as the fixture gives them. Stands in chukan.db and in
 * gaibu.db. Days are YYYYMMDD; arrays and texts live in the arena. Called by service/haishin.c and by the
 * operations and operator actions of masters. */
#ifndef STORE_HAISHIN_H
#define STORE_HAISHIN_H
#include "base/arena.h"
#include "store/db.h"

#define HAISHIN_ZENKEN "全件"
#define HAISHIN_PMO "Digital PMO"
#define HAISHIN_TSUIKA "追加"
#define HAISHIN_HENKO "変更"

struct haishin {
    int64_t release_jun; /* the order of the releases */
    const char *release; /* "2.5" */
    const char *kubun;   /* 全件, 差分 */
    const char *moto;    /* who gives it: 中間サーバー, Digital PMO */
    const char *haishin_ymd, *mei;
    const char *kara, *made; /* the window of the lot; NULL: it has none */
};
enum status haishin_list(struct tx *tx, const char *lot, struct arena *a, struct haishin **ret,
                         size_t *ret_n);
enum status haishin_get(struct tx *tx, const char *release, const char *lot, struct arena *a,
                        struct haishin *ret, bool *ret_found);

/* A record of a master; items that the master does not have are NULL. */
struct haishin_record {
    const char *code, *han;
    const char *henko; /* 追加, 変更, 削除; 削除 has no items */
    const char *mei, *shubetsu, *jimu_code, *ko;
    int64_t banme; /* its place in what is reported, from 1; no column */
};
/* What the release gives: of 全件 all, of 差分 the differences; by code. */
enum status haishin_records(struct tx *tx, const char *master, int64_t jun, struct arena *a,
                            struct haishin_record **ret, size_t *ret_n);
/* What a base system has when it has applied it, and those before it from the last 全件 on; by code. */
enum status haishin_state(struct tx *tx, const char *master, int64_t jun, struct arena *a,
                          struct haishin_record **ret, size_t *ret_n);
enum status haishin_state_one(struct tx *tx, const char *master, int64_t jun, const char *code,
                              struct arena *a, struct haishin_record *ret, bool *ret_found);

/* Codes of a question, in the order in which they are looked at, and the day; NULL: not said. */
enum { TOI_KIKAN, TOI_TETSUZUKI, TOI_CODE, TOI_JIMU, TOI_CODES };
struct haishin_toi {
    const char *kikan, *tetsuzuki, *jimu_code, *code;
    const char *ymd;
};
/* The first of them that releases have, but not what is in force on that day, or not 情報提供NWS. */
struct haishin_soto {
    const char *master; /* NULL: there is none */
    const char *code;
    const char *release; /* in force; NULL: none is */
    const char *aru;     /* releases after which it is there, 、 between */
    const char *mei;     /* the record's; of a 事務 that of one of its 事務手続 */
    int64_t which;       /* TOI_KIKAN … */
    bool yuko;           /* what is in force has it: it is 情報提供NWS that has not */
    bool honban;         /* the last of the releases has it: it is no record of a trial */
};
enum status haishin_soto(struct tx *tx, const struct haishin_toi *t, struct arena *a,
                         struct haishin_soto *ret);
#endif
