/* POST …/faults: one more is ordered. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_fault_add(a->w, a->body, a->out, a->d);
}

const struct action action_fault_add = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/faults",
    .body = order_fault,
    .body_size = sizeof(struct order_fault),
    .run = S_run,
};
