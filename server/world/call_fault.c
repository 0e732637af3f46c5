/* Faults on purpose in the life of a call; see call_fault.h. What is done to the reply itself is done by who
 * sends it (soap/outcome.c, http/request.c). */
#include "world/call_fault.h"

/* In place of what came of it. */
static enum status S_say(struct visit *v)
{
    const struct fault_act *a = &v->fault;
    v->diag = DIAG_INIT;
    return diag_setf(&v->diag, a->code != ST_OK ? a->code : ST_SIMULATED, "障害の模擬", "模擬していない処理",
                     "障害 %lld 番（%s）", (long long)a->number, mogi_kind(a->kind)->name);
}

enum status call_fault_before(struct visit *v, void (*woken)(enum status st, void *cls))
{
    if (v->fault_asked)
        return ST_OK;
    v->fault_asked = true;
    v->fault = world_fault(v->world, v->generation, v->op, v->req, v->caller.hokensha);
    const struct fault_act *a = &v->fault;
    const enum mogi_acts acts = mogi_kind(a->kind)->acts;
    if (a->number && acts == MOGI_FIND)
        v->call.finds = mogi_kind(a->kind)->finds;
    if (!a->number || a->after || acts == MOGI_WRITE || acts == MOGI_FIND)
        return ST_OK;
    return a->kind == MOGI_DELAY ? world_sleep(v->world, v->generation, a->ms, woken, v) : S_say(v);
}

bool call_fault_after(struct visit *v, enum status *st, void (*woken)(enum status st, void *cls))
{
    const struct fault_act *a = &v->fault;
    if (!a->number || !a->after)
        return false;
    if (a->kind == MOGI_DELAY)
        return world_sleep(v->world, v->generation, a->ms, woken, v) == ST_PENDING;
    if (a->kind == MOGI_FAULT || a->kind == MOGI_CODE)
        *st = S_say(v);
    return false;
}

bool call_fault_refused(const struct visit *v)
{
    const struct fault_act *a = &v->fault;
    switch (a->number ? a->kind : MOGI_COUNT) {
    case MOGI_COUNT:
    case MOGI_DELAY:
    case MOGI_DISK_SLOW:
    case MOGI_REVERSE:
        return false;
    case MOGI_DISK_FULL:
        return v->diag.status == ST_DISK;
    default:
        return !a->after;
    }
}
