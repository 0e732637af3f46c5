/* GET …/clock: the virtual time. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_clock_get(a->w, a->out);
}

const struct action action_clock_get = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/clock",
    .run = S_run,
};
