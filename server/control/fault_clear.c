/* DELETE …/faults: all of them are taken away. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_fault_drop(a->w, NULL, a->out, a->d);
}

const struct action action_fault_clear = {
    .method = "DELETE",
    .path = "/_sim/worlds/{world}/faults",
    .run = S_run,
};
