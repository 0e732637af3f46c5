/* POST …/snapshots/{name}/keep: what was saved becomes a fixture folder. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_snapshot_keep(a->w, a->generation, a->rest, a->body, a->out, a->d);
}

const struct action action_snapshot_keep = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/snapshots/{name}/keep",
    .body = order_keep,
    .body_size = sizeof(struct order_keep),
    .run = S_run,
};
