/* GET /_sim/worlds: every world, those that are refused among them. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_worlds_list(a->out);
}

const struct action action_world_list = {
    .method = "GET",
    .path = "/_sim/worlds",
    .whose = NOBODYS,
    .run = S_run,
};
