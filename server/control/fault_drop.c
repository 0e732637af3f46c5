/* DELETE …/faults/NUMBER: that one is taken away. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_fault_drop(a->w, a->rest, a->out, a->d);
}

const struct action action_fault_drop = {
    .method = "DELETE",
    .path = "/_sim/worlds/{world}/faults/{number}",
    .run = S_run,
};
