/* 資格重複: the same 個人番号 with 資格 at two insurers on the same days. Only
 * here, where the 個人番号 is. What is found is a function of the order of the changes alone, not of when the
 * messages are carried: each state of a person is looked at by its message or, before it goes, by the change
 * that ends it. Called by the five 処理区分 (kanyusha_shinki.c, kanyusha_apply.c). */
#ifndef SERVICE_UNYO_CHOFUKU_H
#define SERVICE_UNYO_CHOFUKU_H
#include "service/op.h"
#include "store/unyo_kanyusha.h"

/* k as it stands against those who have kojin_bango at the other insurers: cases begin, go on or end. Called
 * before a change of 個人番号, 資格期間 or 状態 (after the last check: it writes) and after it; when the
 * number itself changes, after it with both numbers. */
enum status chofuku_look(struct call *c, const char *kojin_bango, const struct kanyusha *k);
/* For 枝番 just issued, n numbers from kara to made: a few are looked at here, more by message chofukuKakunin
 * when the writer has time. Nothing is done while no other insurer has members. */
enum status chofuku_new(struct call *c, const char *kara, const char *made, int64_t n);
/* Message chofukuKakunin: the first of the range are looked at, the rest becomes a message again. */
enum status chofuku_range(struct call *c, const char *hokensha, const char *kara, const char *made);
#endif
