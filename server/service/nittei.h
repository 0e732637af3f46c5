/* The schedule of the lot (2.7.4 to 2.7.9, 2.12): which 利用 has its time when, where, and behind what. The
 * one place that asks, by rule nittei, whose severity policy nittei says: off, a warning, or a refusal.
 * Called by service/riyo_check, on the virtual clock. */
#ifndef SERVICE_NITTEI_H
#define SERVICE_NITTEI_H
#include "service/op.h"
#include "store/kanri_tables.h"

/* What Digital PMO knows: koto was completed by that day (DESIGN's virtual clock). An insurer of which
 * nothing was noted has completed it. */
bool nittei_kanryo(const struct kanri_tables *t, const char *hokensha, const char *koto, int32_t day);
/* The windows of the lot in the environment that are the time of some 利用, as they are for the insurer;
 * texts in a. */
struct nittei nittei_of(const struct kanri_tables *t, const struct kanri_hokensha *h, const char *lot,
                        unsigned kankyo, struct arena *a);
/* OK, also when it warns (once in a call); NITTEI when what has that 操作可能業務 is outside of all windows
 * of its 利用, with these, or before what is to be completed first. A lot without windows is asked nothing.
 */
enum status nittei(struct call *c, enum sosa what);
#endif
