/* GET …/progress: how each asynchronous work goes on. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_progress_get(a->w, a->out);
}

const struct action action_progress_get = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/progress",
    .run = S_run,
};
