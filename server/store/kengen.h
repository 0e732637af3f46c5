/* 情報連携 as data (番号法別表第二): the institutions and who may ask what of whom, as the fixture gives
 * them. Stands in chukan.db and in gaibu.db. Texts live in the arena. Called by service/kengen.c and by who
 * looks an institution up. */
#ifndef STORE_KENGEN_H
#define STORE_KENGEN_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

/* How an institution answers. */
#define KIKAN_KAIKYOKU "開局"
#define KIKAN_HEIKYOKU "閉局"
#define KIKAN_MUOTO "無応答"
#define KIKAN_FUKA "提供不可"

struct kikan {
    const char *code; /* 機関コード, 16 digits */
    const char *mei;
    const char *shubetsu; /* 機関種別 */
    const char *hokensha; /* NULL: no insurer of this 中間サーバー */
    const char *jotai;    /* KIKAN_KAIKYOKU … */
};
enum status kikan_get(struct tx *tx, const char *code, struct arena *a, struct kikan *ret, bool *ret_found);
enum status kikan_of_hokensha(struct tx *tx, const char *hokensha, struct arena *a, struct kikan *ret,
                              bool *ret_found);

/* Of the database that is asked: in gaibu.db, what NWS finds. */
enum status kikan_jotai_set(struct tx *tx, const char *code, const char *jotai);

/* A question by its elements: kinds of 機関 and codes. */
struct kengen_toi {
    const char *shokaisha, *jimu_code;
    const char *tetsuzuki; /* NULL: not said */
    const char *teikyosha, *code;
};
enum status kengen_allows(struct tx *tx, const struct kengen_toi *t, bool *ret);

/* A row of the table, and which elements of a question fit it. tetsuzuki: those of the row, or, where it
 * names none, all of its 事務, as far as the 配信マスター have them in force; NULL: there is none. */
struct kengen_row {
    const char *ko, *shokaisha_mei, *jimu_code, *tetsuzuki, *teikyosha_mei, *code;
    bool fits_shokaisha, fits_jimu, fits_tetsuzuki, fits_teikyosha, fits_code;
};
/* On that day, YYYYMMDD. *ret_found false: the fixture has no such table. */
enum status kengen_nearest(struct tx *tx, const struct kengen_toi *t, const char *ymd, struct arena *a,
                           struct kengen_row *ret, bool *ret_found);
#endif
