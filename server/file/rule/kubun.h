/* The six 処理区分 of 加入者情報 (2.12) against the person that they are about: what refuses, in the order in
 * which it is told, and what warns. Pure but for what it finds. Called by service/unyo/kanyusha_*.c, which
 * fill a person from the store, and past_hito.c, which does from files. */
#ifndef FILE_RULE_KUBUN_H
#define FILE_RULE_KUBUN_H
#include "file/rule/kanyusha.h"

/* One who is registered and not cancelled. */
struct kanyusha_person {
    struct kanyusha_koto now;        /* with the present 資格 */
    const struct kanyusha_koto *mae; /* the earlier ones, oldest first: the items of a 資格 alone */
    size_t n;
    const char *edaban;
    bool lost; /* the day of 喪失 has come */
};

enum { KUBUN_PRESENT = -1 }; /* for an index of mae: the present 資格 is meant */

enum { IREKAE_MOST = 10000 }; /* people whose 個人番号 change places in one exchange */

/* What a 新規 of a known number makes of the person: the 資格 told is the present one from now on, or an
 * earlier one. */
enum kubun_place { KUBUN_AGAIN, KUBUN_MAE };

/* Of 処理区分 that is none of the six; NULL: empty. KANYUSHA_ITEM. */
enum status kubun_none(const char *kubun, struct diag *d);

/* 資格取得年月日 ≦ 資格喪失年月日, in the words of a layout's rule: what a file's row has in itself, a change
 * has only together with what is registered. DATE_ORDER. */
enum status kubun_order(const char *shutoku_ymd, const char *soshitsu_ymd, struct diag *d);

/* All: OK, perhaps with warnings in f, or the status to refuse with, in f->refusal. today: of the clock. */
/* KANYUSHA_EXISTS, DATE_ORDER, hitoChigai. The days of told are those of the new 資格. */
enum status kubun_shinki(const struct kanyusha_koto *told, const struct kanyusha_person *p,
                         enum kubun_place *ret, struct findings *f);
/* KANYUSHA_ITEM, DATE_ORDER, the days, edabanChigai. *ret: now with what was given. */
enum status kubun_henko(const struct kanyusha_koto *told, const struct kanyusha_person *p, int32_t today,
                        struct kanyusha_koto *ret, struct findings *f);
/* done: the exchange was made ahead of its row; then the number is theirs already, which is no error.
 * KOJIN_BANGO_SAME, edabanChigai, ataiSute. Whether another has the number is the caller's to look. */
enum status kubun_teisei(const struct kanyusha_koto *told, const struct kanyusha_person *p, bool done,
                         int32_t today, struct findings *f);
/* *ret_mae: which 資格, an empty day means the present one. KANYUSHA_ITEM, KANYUSHA_LOST, DATE_ORDER, the
 * days, edabanChigai, ataiSute. */
enum status kubun_soshitsu(const struct kanyusha_koto *told, const struct kanyusha_person *p, int32_t today,
                           int *ret_mae, struct findings *f);
/* *ret_mae: which 資格. KANYUSHA_ITEM, edabanChigai, ataiSute. Of one who has but one, an empty day means it.
 */
enum status kubun_torikeshi(const struct kanyusha_koto *told, const struct kanyusha_person *p, int32_t today,
                            int *ret_mae, struct findings *f);
/* KANYUSHA_NOT_LOST, KANYUSHA_ITEM, edabanChigai, ataiSute. */
enum status kubun_soshitsu_torikeshi(const struct kanyusha_koto *told, const struct kanyusha_person *p,
                                     int32_t today, struct findings *f);
/* A 変更 or 喪失 ('2', '4') of one of whom nothing is known: the days that it gives. */
enum status kubun_stranger(char kubun, const struct kanyusha_koto *told, int32_t today, struct findings *f);
#endif
