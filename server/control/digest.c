/* GET …/digest: a sum over all that the world has stored. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_digest(a->w, a->generation, a->out, a->d);
}

const struct action action_digest = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/digest",
    .run = S_run,
};
