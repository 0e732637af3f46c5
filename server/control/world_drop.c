/* DELETE /_sim/worlds/{world} */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_world_drop(a->name, a->q->epoch, a->out, a->d);
}

const struct action action_world_drop = {
    .method = "DELETE",
    .path = "/_sim/worlds/{world}",
    .whose = ALSO_REFUSED,
    .run = S_run,
};
