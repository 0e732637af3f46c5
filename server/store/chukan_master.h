/* Tables hokensha_master and master_hokoku (2.7.8): what the insurers' base systems hold of the 配信マスター,
 * by what they report. Called by service/chukan. */
#ifndef STORE_CHUKAN_MASTER_H
#define STORE_CHUKAN_MASTER_H
#include "store/haishin.h"

/* Whose, and by which days. An insurer whose generation began behind the window of its lot holds the release
 * from the start, until it reports otherwise. */
struct master_toi {
    const char *hokensha, *lot;
    const char *kaishi_ymd; /* on which the generation began */
    const char *ymd;        /* today */
};
/* All masters of the release were reported as they should be. */
enum status chukan_master_tekiyo(struct tx *tx, const struct master_toi *t, int64_t jun, bool *ret);
/* Each master of the release, in the order of base/masters.h: what was reported of it last. */
struct master_hokokuzumi {
    const char *master;
    int64_t itchi; /* 1: as it should be, or held from the start */
    int64_t at;    /* of the report; INT64_MIN: there was none */
};
enum status chukan_master_hokokuzumi(struct tx *tx, const struct master_toi *t, int64_t jun, struct arena *a,
                                     struct master_hokokuzumi **ret, size_t *ret_n);
/* Who has reported that master of that release, and what last; by 保険者番号. */
struct master_hokokusha {
    const char *hokensha;
    int64_t itchi, at;
};
enum status chukan_master_hokokusha(struct tx *tx, const char *master, int64_t jun, struct arena *a,
                                    struct master_hokokusha **ret, size_t *ret_n);
/* The latest release that 情報照会・提供 need today and the insurer does not hold. *ret_found false: none. */
struct master_miteki {
    const char *release, *kara, *made;
    const char *nai; /* the masters that lack, ・ between */
};
enum status chukan_master_miteki(struct tx *tx, const struct master_toi *t, struct arena *a,
                                 struct master_miteki *ret, bool *ret_found);

struct hokensha_master {
    const char *hokensha, *master;
    int64_t release_jun, itchi, at;
};
enum status chukan_master_put(struct tx *tx, const struct hokensha_master *m);

/* The rows of a link file that reports, as far as they name records: one a record. */
struct master_hokoku {
    const char *uketsuke, *master;
    const char *code; /* "": of records that the release does not have */
    int64_t release_jun;
    int64_t soi; /* 1: a row of it was refused */
};
enum status master_hokoku_there(struct tx *tx, const struct master_hokoku *m, bool *ret);
enum status master_hokoku_put(struct tx *tx, const struct master_hokoku *m);
/* Which masters of which releases the file reports; soi: one of the rows was refused. Array in a. */
struct master_hokoku_su {
    const char *release, *master, *kara, *made;
    int64_t release_jun, soi;
};
enum status master_hokoku_list(struct tx *tx, const char *uketsuke, const char *lot, struct arena *a,
                               struct master_hokoku_su **ret, size_t *ret_n);
/* The records that no row has named. */
enum status master_hokoku_fusoku(struct tx *tx, const char *uketsuke, const struct master_hokoku_su *of,
                                 struct arena *a, struct haishin_record **ret, size_t *ret_n);
enum status master_hokoku_drop(struct tx *tx, const char *uketsuke);
#endif
