/* POST …/operator/{action}: what staff of the 取りまとめ機関 do by hand (service/operator.h). */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_operator(a->w, a->generation, a->rest, a->q->body, a->out, a->d);
}

const struct action action_operator = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/operator/{action}",
    .run = S_run,
};
