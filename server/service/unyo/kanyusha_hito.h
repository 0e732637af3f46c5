/* A 加入者 whose 枝番 a caller names, with all that a change of it needs: as the row stands, as it becomes,
 * the 資格 before the present one. Called by the 処理区分 (kanyusha_*.c). */
#ifndef SERVICE_UNYO_KANYUSHA_HITO_H
#define SERVICE_UNYO_KANYUSHA_HITO_H
#include "service/unyo/kanyusha_apply.h"
#include "store/unyo_shikaku.h"

struct hito {
    struct kanyusha was, k;  /* k: as was at first; the 処理区分 changes it */
    const char *mae;         /* periods of the earlier 資格 at first (unyo_shikaku_mae); NULL: none */
    struct shikaku *shikaku; /* the same, oldest first */
    size_t n;
    /* what the 中間サーバー is to hear: 取得, 喪失 …, NULL for nothing; whether earlier 資格 have changed */
    const char *ido, *ido_ymd;
    bool moved;
    bool futatabi; /* registered again: matched with 住基ネット whatever has changed */
};

/* KANYUSHA_NONE, KANYUSHA_CANCELLED. */
enum status hito_live(struct call *c, const char *edaban, struct hito *ret);
/* One that was found by other means: ret->was is filled. */
enum status hito_of(struct call *c, struct hito *ret);
/* An earlier 資格 more, or less. */
enum status hito_shikaku_put(struct call *c, struct hito *h, const struct shikaku *s);
enum status hito_shikaku_drop(struct call *c, struct hito *h, const struct shikaku *s);
/* The change has been written: the 中間サーバー hears of it, if it is about the 資格; other insurers' people
 * are looked at (chofuku_changed), if it is about days or who it is. */
enum status hito_changed(struct call *c, const struct hito *h);

/* 喪失 from the day on that was told before; a later message only writes down what holds by then. */
void kanyusha_as_of(struct kanyusha *k, int64_t now);
/* 有効 or 喪失, with this day of 喪失 or none. */
const char *kanyusha_jotai(const char *soshitsu_ymd, int64_t now);

/* The present one as a shikaku; its soshitsu_ymd may be NULL. */
struct shikaku kanyusha_shikaku(const struct kanyusha *k);
#endif
