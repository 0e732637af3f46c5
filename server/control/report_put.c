/* PUT …/report/{case}: what is said of a test case by hand. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_report_hand(a->w, a->generation, a->rest, a->body, a->out, a->d);
}

const struct action action_report_put = {
    .method = "PUT",
    .path = "/_sim/worlds/{world}/report/{case}",
    .body = order_hand,
    .body_size = sizeof(struct order_hand),
    .run = S_run,
};
