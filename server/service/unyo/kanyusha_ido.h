/* Steps that more than one 処理区分 takes: history, row, notices. Called by kanyusha_*.c only. */
#ifndef SERVICE_UNYO_KANYUSHA_IDO_H
#define SERVICE_UNYO_KANYUSHA_IDO_H
#include "service/op.h"
#include "store/unyo_kanyusha.h"
#include "store/unyo_shikaku.h"

/* k as changed (its version is still that before): history, row. ymd NULL: today in Japan. */
enum status kanyusha_keep(struct call *c, struct kanyusha *k, const char *ido, const char *ymd);
/* The same for a step whose line of the history is not the row's: it is about s, an earlier 資格 or one that
 * is gone. */
enum status kanyusha_step(struct call *c, struct kanyusha *k, const struct shikaku *s, const char *ido,
                          const char *ymd);
/* Tells the 中間サーバー: ido 喪失, 取消, 再取得 or 喪失取消. */
enum status kanyusha_ido(struct call *c, const struct kanyusha *k, const char *ido, const char *ymd);
/* k has a day of 喪失 from now on: tells the 中間サーバー, on the day if that is still to come. was_lost: it
 * takes k for lost. */
enum status kanyusha_tell_loss(struct call *c, const struct kanyusha *k, bool was_lost);
/* k becomes 喪失 on that day: row, history, notice. The date has been checked. */
enum status kanyusha_lose(struct call *c, struct kanyusha *k, const char *ymd);
#endif
