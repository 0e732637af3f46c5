/* The rules of file/rule as the 処理区分 meet them, before anything is written: OK, perhaps with warnings in
 * c->keikoku, or the status to refuse with. Here a person of the store becomes what file/rule/kubun.h judges.
 * Called by kanyusha_*.c. */
#ifndef SERVICE_UNYO_KANYUSHA_KISOKU_H
#define SERVICE_UNYO_KANYUSHA_KISOKU_H
#include "file/rule/kubun.h"
#include "service/unyo/kanyusha_hito.h"

/* The days of k's 資格, who is new. */
enum status kisoku_hizuke(struct call *c, const struct kanyusha *k);
/* What k, who is new, lacks: 個人番号, 氏名, 住所. */
enum status kisoku_nashi(struct call *c, const struct kanyusha *k);
/* 新規 of one whose number is that of h->was; k's days are those of the new 資格. */
enum status kisoku_shinki(struct call *c, const struct kanyusha *k, const struct hito *h,
                          enum kubun_place *ret);
/* h->k gets what the row gives. */
enum status kisoku_henko(struct call *c, const struct kanyusha_irai *r, struct hito *h);
enum status kisoku_teisei(struct call *c, const struct kanyusha_irai *r, const struct hito *h, bool done);
/* *ret_mae: the earlier 資格 that is meant, NULL: the present one. */
enum status kisoku_soshitsu(struct call *c, const struct kanyusha_irai *r, const struct hito *h,
                            const struct shikaku **ret_mae);
enum status kisoku_torikeshi(struct call *c, const struct kanyusha_irai *r, const struct hito *h,
                             const struct shikaku **ret_mae);
enum status kisoku_soshitsu_torikeshi(struct call *c, const struct kanyusha_irai *r, const struct hito *h);
/* May a rule refuse a row of 訂正 in this world? */
bool kisoku_strict(const struct call *c);
/* Would one? Nothing is noted. */
bool kisoku_refuses(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *was);
#endif
