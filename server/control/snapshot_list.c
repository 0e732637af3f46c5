/* GET …/snapshots: what has been saved of the world. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_snapshots(a->w, a->out, a->d);
}

const struct action action_snapshot_list = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/snapshots",
    .run = S_run,
};
