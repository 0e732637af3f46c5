/* A 個人番号 was wrong, so the 機関別符号 that was got by it is another's (2.12.2). Called by
 * service/unyo/kanyusha_teisei.c. */
#ifndef SERVICE_JOHO_FUGO_HANASU_H
#define SERVICE_JOHO_FUGO_HANASU_H
#include "service/op.h"
#include "store/unyo_kanyusha.h"

/* The 中間サーバー sets the 符号 of k free, and a request that has asked 住基ネット with the wrong number is
 * given up; one that has not goes on and will ask with the right one. oshirase.list tells until a 符号 has
 * come. */
enum status fugo_hanasu(struct call *c, const struct kanyusha *k);
#endif
