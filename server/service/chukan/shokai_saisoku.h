/* The 情報照会 of a link file that wait because 情報照会 goes on by hand are answered (1.7.1 ②). Called by
 * the bulk kind of 情報照会要求, by the operator and by messages. */
#ifndef SERVICE_CHUKAN_SHOKAI_SAISOKU_H
#define SERVICE_CHUKAN_SHOKAI_SAISOKU_H
#include "service/op.h"

/* Answers some now; the others follow by themselves, message by message. */
enum status shokai_saisoku(struct call *c, const char *uketsuke);
#endif
