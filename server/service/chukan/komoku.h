/* Items of a 副本 as replies show them: komoku* {mei, atai}. Called by fukuhon.get and shokai.getResult. */
#ifndef SERVICE_CHUKAN_KOMOKU_H
#define SERVICE_CHUKAN_KOMOKU_H
#include "service/op.h"
#include "store/chukan_fukuhon.h"

/* Fields of struct chukan_komoku. */
extern const struct field komoku_fields[];
/* The members of a JSON object as a list of struct chukan_komoku, in the call's arena. */
enum status komoku_list(struct call *c, const char *json, struct list *ret);
#endif
