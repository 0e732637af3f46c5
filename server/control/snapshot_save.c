/* POST …/snapshots: saves the world under a name. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_snapshot_save(a->w, a->generation, a->body, a->out, a->d);
}

const struct action action_snapshot_save = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/snapshots",
    .body = order_snapshot,
    .body_size = sizeof(struct order_snapshot),
    .run = S_run,
};
