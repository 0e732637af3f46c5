/* POST …/report: 機関内テスト, what chukan check has found of a file. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_report_check(a->w, a->generation, a->body, a->out, a->d);
}

const struct action action_report_check = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/report",
    .body = order_check,
    .body_size = sizeof(struct order_check),
    .run = S_run,
};
