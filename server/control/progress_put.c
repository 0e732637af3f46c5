/* PUT …/progress: how some of them go on from now. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_progress_put(a->w, a->generation, a->body, a->out, a->d);
}

const struct action action_progress_put = {
    .method = "PUT",
    .path = "/_sim/worlds/{world}/progress",
    .body = order_progress,
    .body_size = sizeof(struct order_progress),
    .run = S_run,
};
