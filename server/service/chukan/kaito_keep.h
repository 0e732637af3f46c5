/* The end of a 情報照会: its answer has come. Called by who brings answers. */
#ifndef SERVICE_CHUKAN_KAITO_KEEP_H
#define SERVICE_CHUKAN_KAITO_KEEP_H
#include "service/op.h"
#include "store/chukan_shokai.h"

/* Kept when somebody waits for it; kaito: JSON [["shubetsu",{…}],…]. */
enum status kaito_keep(struct call *c, const struct chukan_shokai *s, const char *kekka_kubun,
                       const char *kaito);
#endif
