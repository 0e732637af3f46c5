/* PUT …/clock: frozen or running, and since when. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_clock_put(a->w, a->generation, a->body, a->out, a->d);
}

const struct action action_clock_put = {
    .method = "PUT",
    .path = "/_sim/worlds/{world}/clock",
    .body = order_clock,
    .body_size = sizeof(struct order_clock),
    .run = S_run,
};
