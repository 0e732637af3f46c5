/* 資格重複 in unyo.db: one person with 資格 at two insurers on the same days, as notices to both. Called by
 * service/unyo. Texts that come out live in the arena. */
#ifndef STORE_UNYO_CHOFUKU_H
#define STORE_UNYO_CHOFUKU_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

/* The 資格期間 of one 枝番; the day of 喪失 has no 資格. */
struct chofuku_kikan {
    const char *hokensha, *edaban, *shutoku_ymd;
    const char *soshitsu_ymd; /* NULL: open */
};

/* A person at one insurer, as it is or was. */
struct chofuku_person {
    struct chofuku_kikan kikan; /* its hokensha is the caller's text */
    const char *kojin_bango;
    const char *mae; /* the 資格 before that, [["取得","喪失"],…] (unyo_shikaku.h); NULL: none */
    bool live;       /* not cancelled */
};

/* One notice, as its insurer sees it. */
struct chofuku {
    const char *edaban, *shutoku_ymd, *soshitsu_ymd;
    const char *aite_hokensha, *aite_shutoku_ymd, *aite_soshitsu_ymd;
    const char *kara_ymd; /* the first day with two 資格 */
    int64_t hakken_at;
    int64_t kaisho_at;                  /* INT64_MIN: they still overlap */
    const char *hokensha, *aite_edaban; /* of its key in the table; never read */
};

/* The next insurer with 加入者 in the order of the numbers; *ret NULL when there is none after `after`. */
enum status unyo_hokensha_next(struct tx *tx, const char *after, struct arena *a, const char **ret);
/* Those of the range who are not cancelled, in the order of the 枝番, at most limit; who has changes that
 * wait (unyo_chofuku_machi.h) is as before these. */
enum status unyo_chofuku_range(struct tx *tx, const char *hokensha, const char *kara, const char *made,
                               int64_t limit, struct arena *a, struct chofuku_person **ret, size_t *ret_n);
/* The same for one, live or not. INTERNAL when there is none. */
enum status unyo_chofuku_one(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct chofuku_person *ret);

/* The periods of p->mae, oldest first. */
enum status unyo_chofuku_earlier(struct tx *tx, const struct chofuku_person *p, struct arena *a,
                                 struct chofuku_kikan **ret, size_t *ret_n);

/* One side of a case: it is there (again) from now on, or goes on with new dates. */
enum status unyo_chofuku_found(struct tx *tx, const struct chofuku_kikan *own,
                               const struct chofuku_kikan *aite, int64_t now);
/* One side of a case is over, if there is one. */
enum status unyo_chofuku_over(struct tx *tx, const struct chofuku_kikan *own,
                              const struct chofuku_kikan *aite, int64_t now);

struct chofuku_page {
    const char *hokensha;
    int64_t overlaps;  /* 1: only what still overlaps, 0: only what is over, INT64_MIN: both */
    const char *after; /* 枝番; "" from the first */
    int64_t limit;     /* 枝番 with notices */
};
/* In the order of the 枝番; the notices of one 枝番 are never apart. */
enum status unyo_chofuku_list(struct tx *tx, const struct chofuku_page *p, struct arena *a,
                              struct chofuku **ret, size_t *ret_n);
#endif
