/* POST …/clock/advance: what falls due on the way is done, in order. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_clock_advance(a->w, a->generation, a->body, a->out, a->d);
}

const struct action action_clock_advance = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/clock/advance",
    .body = order_advance,
    .body_size = sizeof(struct order_advance),
    .run = S_run,
};
