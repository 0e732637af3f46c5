/* States of 加入者 that rules warn of and a later row may mend: 75 years old with a 資格, 被扶養者 on
 * days without a 本人, two 本人 on one day under one 記号・番号 (schema/rules.xml). Kept while they last,
 * told when the link file ends or by oshirase.list. Every write of 加入者 goes through here. */
#ifndef SERVICE_UNYO_KANYUSHA_KAKUNIN_H
#define SERVICE_UNYO_KANYUSHA_KAKUNIN_H
#include "service/op.h"
#include "store/torikomi.h"
#include "store/unyo_kakunin.h"
#include "store/unyo_kanyusha.h"
#include "store/unyo_shikaku.h"

/* unyo_kanyusha_insert, unyo_kanyusha_update, and what has come of it. */
enum status kanyusha_insert(struct call *c, const struct kanyusha *k, bool *ret_new);
enum status kanyusha_update(struct call *c, const struct kanyusha *k);
/* unyo_shikaku_put, unyo_shikaku_drop, the same. */
enum status kanyusha_mae_put(struct call *c, const char *hokensha, const char *edaban,
                             const struct shikaku *s);
enum status kanyusha_mae_drop(struct call *c, const char *hokensha, const char *edaban,
                              const struct shikaku *s);
/* struct bulk, owari: those that the file has left become its warnings. */
enum status kakunin_owari(struct call *c, const struct torikomi *t);
/* Those of that file, or (NULL) of no file, whose rule is not off; in c->arena. */
enum status kakunin_list(struct call *c, const char *hokensha, const char *uketsuke, struct kakunin **ret,
                         size_t *ret_n);
/* What is told of one; *ret_code: of its rule. In c->arena; NULL: it is used up. */
const char *kakunin_bun(struct call *c, const struct kakunin *k, const char **ret_code);
#endif
