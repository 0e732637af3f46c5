/* 情報提供等記録 (番号法23条) of what insurers of this 中間サーバー ask and are asked. Called wherever
 * something happens to a question, in the transaction in which it happens. */
#ifndef SERVICE_CHUKAN_KIROKU_H
#define SERVICE_CHUKAN_KIROKU_H
#include "service/op.h"
#include "store/chukan_teikyo.h"
#include "store/kiroku.h"

/* koto has happened to it: 照会側 keeps it. kekka_kubun, kaito: of KIROKU_KAITO, else NULL. */
enum status kiroku_shokai(struct call *c, const struct chukan_shokai *s, const char *koto,
                          const char *kekka_kubun, const char *kaito);
/* The same of 提供側; of KIROKU_KAITO *t has its end. */
enum status kiroku_teikyo(struct call *c, const struct teikyo *t, const char *koto);

/* The time before which what was asked is not shown any more: policy kirokuNen. */
int64_t kiroku_oldest(const struct call *c);
/* Days YYYYMMDD, both included, into kara and made of *ret, which leave out what is older than that. NULL:
 * not said. */
enum status kiroku_period(struct call *c, const char *kara, const char *made, struct kiroku_toi *ret);
#endif
