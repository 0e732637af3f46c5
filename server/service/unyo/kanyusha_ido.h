/* Steps that more than one 処理区分 takes: history, row, notices. Called by kanyusha_*.c only. */
#ifndef SERVICE_UNYO_KANYUSHA_IDO_H
#define SERVICE_UNYO_KANYUSHA_IDO_H
#include "service/unyo/kanyusha_hito.h"

/* k as changed (its version is still that before): history, row. ymd NULL: today in Japan. */
enum status kanyusha_keep(struct call *c, struct kanyusha *k, const char *ido, const char *ymd);
/* The same for a step whose line of the history is not the row's: it is about s, an earlier 資格 or one that
 * is gone. */
enum status kanyusha_step(struct call *c, struct kanyusha *k, const struct shikaku *s, const char *ido,
                          const char *ymd);
/* h->k has a day of 喪失 from now on: the 中間サーバー is to hear of it, on the day if that is still to come.
 * was_lost: it takes h->k for lost. */
enum status kanyusha_tell_loss(struct call *c, struct hito *h, bool was_lost);
/* h->k becomes 喪失 on that day: row, history, notice. The date has been checked. */
enum status kanyusha_lose(struct call *c, struct hito *h, const char *ymd);
#endif
