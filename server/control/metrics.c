/* GET /metrics: the counters in Prometheus' text form. Every registered kind of message and of link file
 * stands in it, those of which there was none as well. */
#include "control/action.h"
#include "service/op.h"
#include "world/metrics.h"

static enum status S_run(struct asked *a)
{
    for (const struct message *const *m = message_list; *m; m++)
        metrics_message((*m)->kind, 0);
    for (const struct bulk *const *b = bulk_list; *b; b++)
        metrics_file((*b)->shubetsu, 0, 0);
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
