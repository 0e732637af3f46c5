/* Steps that more than one 処理区分 takes. Called by kanyusha_shinki.c and kanyusha_apply.c only. */
#ifndef SERVICE_UNYO_KANYUSHA_IDO_H
#define SERVICE_UNYO_KANYUSHA_IDO_H
#include "service/op.h"
#include "store/unyo_kanyusha.h"

/* k as changed (its version is still that before): history, row. ymd NULL: today in Japan. */
enum status kanyusha_keep(struct call *c, struct kanyusha *k, const char *ido, const char *ymd);
/* Tells the 中間サーバー: ido 喪失, 取消 or 再取得. */
enum status kanyusha_ido(struct call *c, const struct kanyusha *k, const char *ido, const char *ymd);
/* k, which is 有効, becomes 喪失: row, history, notice. The date has been checked. */
enum status kanyusha_lose(struct call *c, struct kanyusha *k, const char *ymd);
#endif
