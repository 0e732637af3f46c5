/* POST …/snapshots/{name}/restore: the next generation is what was saved. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_snapshot_restore(a->w, a->generation, a->rest, a->out, a->d);
}

const struct action action_snapshot_restore = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/snapshots/{name}/restore",
    .run = S_run,
};
