/* GET …/faults: the faults that were ordered. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_faults(a->w, a->out);
}

const struct action action_fault_list = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/faults",
    .people = true,
    .run = S_run,
};
