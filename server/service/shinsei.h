/* 接続申請 (2.9), with 特定個人情報保護評価 (2.5) before it: what an insurer may use when. The one place that
 * asks, by rule setsuzokuShinsei, whose severity policy setsuzokuShinsei says: off, a warning, or a refusal.
 * Called by service/riyo_check. */
#ifndef SERVICE_SHINSEI_H
#define SERVICE_SHINSEI_H
#include "service/op.h"
#include "store/kanri_tables.h"

/* What the insurer has not done, by the tables as they are; texts in a. */
struct shinsei shinsei_of(const struct kanri_tables *t, const struct kanri_hokensha *h, struct arena *a);
/* OK, also when it warns (each 手続 once in a call); SETSUZOKU_SHINSEI when what has that 操作可能業務 is
 * part of a 利用 that is not open, with which 手続, by what day it was due, and who does it. */
enum status shinsei(struct call *c, enum sosa what);
#endif
