/* POST …/clock/advance: what falls due on the way is done, in order. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_clock_advance(a->w, a->generation, a->q->body, a->out, a->d);
}

const struct action action_clock_advance = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/clock/advance",
    .run = S_run,
};
