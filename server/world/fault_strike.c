/* What the faults on purpose of a world strike: calls, rows, and what an institution finds. See fault.h. */
#include <stdio.h>
#include <string.h>

#include "world/engine.h"

/* 枝番 of a request, at its top. */
static const char *S_edaban(const struct op *op, const void *req)
{
    const char *text = NULL;
    for (const struct field *f = op->request; f && f->element; f++)
        if (f->kind == F_TEXT && strcmp(f->element, "edaban") == 0)
            memcpy(&text, (const char *)req + f->offset, sizeof text);
    return text;
}

struct fault_act world_fault(struct world *w, uint64_t generation, const struct op *op, const void *req,
                             const char *hokensha)
{
    struct fault_act act = {.number = 0};
    char name[80];
    if (!faults_awake(&w->faults))
        return act;
    snprintf(name, sizeof name, "%s.%s", op->service, op->name);
    const struct fault_call c = {.op = name,
                                 .hokensha = hokensha,
                                 .edaban = S_edaban(op, req),
                                 .writes = (op->flags & OP_WRITE) != 0,
                                 .finds = op->finds};
    pthread_mutex_lock(&w->lock); /* under which a reset changes both */
    if (w->generation == generation)
        act = faults_strike(&w->faults, &c, clock_now(&w->clock));
    pthread_mutex_unlock(&w->lock);
    return act;
}

struct fault_act world_fault_row(struct world *w, const struct fault_row *row, int64_t now)
{
    char edaban[64];
    if (!faults_awake(&w->faults))
        return (struct fault_act){.number = 0};
    str_show(edaban, sizeof edaban, row->edaban);
    const struct fault_call c = {.hokensha = row->hokensha,
                                 .edaban = *edaban ? edaban : NULL,
                                 .writes = true,
                                 .shubetsu = row->shubetsu,
                                 .gyo = row->gyo};
    return faults_strike(&w->faults, &c, now);
}

/* call->find: whom is a 枝番 or a 機関コード, as `what` has it. */
static bool S_find(void *world, enum find what, const char *hokensha, const char *whom)
{
    struct world *w = world;
    const struct fault_call c = {.hokensha = hokensha,
                                 .edaban = what == FIND_FUGO_NASHI ? whom : NULL,
                                 .finds = what,
                                 .kikan = what == FIND_HEIKYOKU ? whom : NULL};
    return faults_strike(&w->faults, &c, world_now(w)).number != 0;
}

void fault_lets_find(struct world *w, struct call *c)
{
    if (!faults_awake(&w->faults))
        return;
    c->find = S_find;
    c->find_cls = w;
}
