/* Changes of 加入者 in unyo.db that are not looked at for 資格重複 yet, since something accepted before them
 * is still at work: each is kept as what the person was before it. Called by service/unyo/chofuku.c. Texts
 * that come out live in the arena. */
#ifndef STORE_UNYO_CHOFUKU_MACHI_H
#define STORE_UNYO_CHOFUKU_MACHI_H
#include "store/unyo_chofuku.h"

/* Where a change stands in the order of acceptance. */
struct chofuku_place {
    int64_t jun;
    bool waits; /* not all that comes before it has been looked at */
    bool any;   /* some change of somebody waits */
};
/* Of what the insurer changes now. uketsuke: by this link file, NULL: online, after all that were accepted.
 */
enum status unyo_chofuku_place(struct tx *tx, const char *hokensha, const char *uketsuke, int64_t now,
                               struct chofuku_place *ret);
enum status unyo_chofuku_any(struct tx *tx, bool *ret);

/* was: before the change. */
enum status unyo_chofuku_machi_put(struct tx *tx, int64_t jun, const struct chofuku_person *was);
/* The 枝番 from kara to made are new. */
enum status unyo_chofuku_machi_new(struct tx *tx, int64_t jun, const char *hokensha, const char *kara,
                                   const char *made);

struct chofuku_machi {
    int64_t seq;
    const char *hokensha;
    struct chofuku_person was; /* made set: of it only the first 枝番 */
    const char *made;          /* NULL: a change */
    int64_t n;                 /* made set: how many */
};
/* The first in the order; *ret_found false: there is none, or a link file before it is at work. */
enum status unyo_chofuku_machi_next(struct tx *tx, int64_t now, struct arena *a, struct chofuku_machi *ret,
                                    bool *ret_found);
enum status unyo_chofuku_machi_drop(struct tx *tx, int64_t seq);

/* Who has the number at the insurer and is not cancelled, before all changes that wait. any: some do. */
enum status unyo_chofuku_by_kojin(struct tx *tx, const char *hokensha, const char *kojin_bango, bool any,
                                  struct arena *a, struct chofuku_person *ret, bool *ret_found);
#endif
