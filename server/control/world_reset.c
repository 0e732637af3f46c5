/* POST …/reset: the next generation; heals a world that is refused. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return a->w ? sim_reset(a->w, a->generation, a->body, a->out, a->d)
                : sim_world_heal(a->name, a->q->epoch, a->body, a->out, a->d);
}

const struct action action_world_reset = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/reset",
    .whose = ALSO_REFUSED,
    .reasons = true,
    .body = order_reset,
    .body_size = sizeof(struct order_reset),
    .run = S_run,
};
