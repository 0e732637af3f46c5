/* The rules of schema/rules.xml as the 処理区分 meet them, before anything is written: OK, perhaps with
 * warnings in c->keikoku, or the status to refuse with. Called by kanyusha_*.c. */
#ifndef SERVICE_UNYO_KANYUSHA_KISOKU_H
#define SERVICE_UNYO_KANYUSHA_KISOKU_H
#include "service/unyo/kanyusha_hito.h"

/* The days of k's 資格: what has changed from was (NULL: all is new). */
enum status kisoku_hizuke(struct call *c, const struct kanyusha *k, const struct kanyusha *was);
/* What k, who is new, lacks: 個人番号, 氏名, 住所. */
enum status kisoku_nashi(struct call *c, const struct kanyusha *k);
/* 新規 of one whose number is that of was. */
enum status kisoku_shinki(struct call *c, const struct kanyusha *k, const struct kanyusha *was);
enum status kisoku_henko(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *was);
/* 処理区分 3 to 6 (r: what is not applied), about the present 資格 (s NULL) or an earlier one. */
enum status kisoku_sute(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *was,
                        const struct shikaku *s);
/* May the same refuse anything in this world? */
bool kisoku_strict(const struct call *c);
/* Would the same refuse, of a row of 訂正? Nothing is noted. */
bool kisoku_refuses(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *was);
#endif
