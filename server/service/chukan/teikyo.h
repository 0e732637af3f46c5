/* 情報提供 (1.7.1 ②): what becomes of a question that an insurer of this 中間サーバー has received. Called by
 * kaito.c, by message gaibuShokai, and by what ends one that is held: teikyo.answer, teikyo.refuse and
 * message teikyoKigen. */
#ifndef SERVICE_CHUKAN_TEIKYO_H
#define SERVICE_CHUKAN_TEIKYO_H
#include "service/op.h"
#include "store/chukan_teikyo.h"

/* It has come: 受付; edaban becomes that of the person. fugo: whom another institution asks about. */
enum status teikyo_uketsuke(struct call *c, struct teikyo *t, const char *fugo);
/* The same of an insurer of this 中間サーバー. */
enum status teikyo_uketsuke_shokai(struct call *c, const struct chukan_shokai *s);

/* One that is 受付 is answered from 副本, or held for a person where one of these is 自動応答不可: until the
 * insurer decides, or policy teikyoKigenS has passed. Nothing happens to another. */
enum status teikyo_kimeru(struct call *c, const struct teikyo *t);

/* The insurer lets go what its 副本 say by now, 自動応答不可 or not; *ret: how it has ended. */
enum status teikyo_kotaeru(struct call *c, const struct teikyo *t, struct teikyo_gyo *ret);
/* Nothing is given: 提供不可. jotai: TEIKYO_KYOHI, with its riyu, or TEIKYO_KIGEN. */
enum status teikyo_kotowaru(struct call *c, const struct teikyo *t, const char *jotai, const char *riyu);

/* Who has asked takes it back. */
enum status teikyo_torikeshi(struct call *c, const struct chukan_shokai *s);

/* The caller's own one that is held: TEIKYO_NONE, TEIKYO_OWATTA. What follows is the work of who asks. */
enum status teikyo_machi(struct call *c, const char *tsuban, struct teikyo *ret);
#endif
