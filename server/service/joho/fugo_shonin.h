/* The approval of 取りまとめ機関 (2.12.2 ③): requests that wait at the 情報提供サーバー go to 住基ネット with
 * the 個人番号 as it stands at that moment. Called by the operator, by message fugoShonin and by
 * fugo.getStatus. */
#ifndef SERVICE_JOHO_FUGO_SHONIN_H
#define SERVICE_JOHO_FUGO_SHONIN_H
#include "service/op.h"
#include "store/unyo_fugo.h"

/* *ret_n: how many were approved. */
enum status fugo_shonin(struct call *c, const struct fugo_filter *f, int64_t *ret_n);
/* The number in "Y06139992N00000001"; 0 when it is none. */
int64_t fugo_yokyu_number(const char *yokyu_no);
#endif
