/* Inside file/rule/ only: what rows of 資格情報 of files leave behind (nokori.h), as
 * service/chukan/fukuhon_nokori.c has it. Called by past.c. */
#ifndef FILE_RULE_PAST_NOKORI_H
#define FILE_RULE_PAST_NOKORI_H
#include "file/rule/past.h"
#include "file/rule/past_kept.h"
#include "file/rule/people.h"

/* A file of 資格情報 has ended. made: of past_walk.h. LIMIT, or OK. */
enum status past_nokori_owari(const struct people *people, struct past_kept *kept,
                              const struct past_owari_ask *q, uint64_t *made, struct past_owari *ret);
#endif
