/* The way of 照会要求 through the 情報提供サーバー to 住基ネット (2.11.3). Every access is recorded, because
 * one for another purpose is forbidden. Called by the bulk kind of 照会要求 and by the operator. */
#ifndef SERVICE_JOHO_JUKI_SEND_H
#define SERVICE_JOHO_JUKI_SEND_H
#include "service/op.h"

/* Sends what waits of the file; *ret_n: how many rows. */
enum status juki_send(struct call *c, const char *uketsuke, int64_t *ret_n);
#endif
