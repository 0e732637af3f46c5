/* May this be used now: by 接続申請 (shinsei.h) and by the schedule (nittei.h). Called before each operation
 * by world/call, and where may() is asked of what only its request tells. */
#ifndef SERVICE_RIYO_CHECK_H
#define SERVICE_RIYO_CHECK_H
#include "service/op.h"

/* OK, also when it warns; SETSUZOKU_SHINSEI, NITTEI, with all that is in the way. */
enum status riyo_check(struct call *c, enum sosa what);
#endif
