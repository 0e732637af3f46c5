/* GET /metrics: the counters in Prometheus' text form. */
#include "control/action.h"
#include "world/metrics.h"

static enum status S_run(struct asked *a)
{
    metrics_text(a->out);
    return ST_OK;
}

const struct action action_metrics = {
    .method = "GET",
    .path = "/metrics",
    .whose = NOBODYS,
    .type = CONTROL_TEXT,
    .run = S_run,
};
