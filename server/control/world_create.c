/* POST /_sim/worlds: a world of one's own from a fixture. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_world_create(a->body, a->out, a->d);
}

const struct action action_world_create = {
    .method = "POST",
    .path = "/_sim/worlds",
    .whose = NOBODYS,
    .reasons = true,
    .body = order_create,
    .body_size = sizeof(struct order_create),
    .run = S_run,
};
