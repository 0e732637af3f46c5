/* Inside world/ only: faults on purpose in the life of a call (fault.h). Called by call.c. */
#ifndef WORLD_CALL_FAULT_H
#define WORLD_CALL_FAULT_H
#include "world/call.h"

/* It may run, and nothing has begun: asks, once, what strikes it. OK: it runs; PENDING: it waits, and goes on
 * by woken(st, v): OK, RESET, STOPPING; else how it ends, in v->diag, without having run. */
enum status call_fault_before(struct visit *v, void (*woken)(enum status st, void *cls));
/* It has run, and what became of it is *st: how it ends for the caller, v->diag with it. true: it waits, and
 * goes on by woken(…, v). */
bool call_fault_after(struct visit *v, enum status *st, void (*woken)(enum status st, void *cls));
/* It was refused by a fault, or was told what is not so: what became of it is nobody's doing. */
bool call_fault_refused(const struct visit *v);
#endif
