/* Message fileUketsuke taken apart: a link file of 副本 that 運用支援環境 has received (2.13.2). Called by
 * service/chukan. */
#ifndef STORE_CHUKAN_UKETSUKE_H
#define STORE_CHUKAN_UKETSUKE_H
#include "store/torikomi.h"

/* Texts in a; due is left to the caller. INTERNAL when a member is missing. */
enum status chukan_uketsuke_read(struct tx *tx, const char *json, struct arena *a, struct torikomi *ret);
#endif
