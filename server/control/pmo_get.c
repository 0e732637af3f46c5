/* GET …/pmo?hokensha=N: Digital PMO (1.6, 2.13.2) as the insurer has it; hyo: one of its tables, which
 * format=csv gives as a spreadsheet. */
#include <string.h>

#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    const struct control_request *q = a->q;
    const struct order_pmo o = {.hokensha = q->args[ARG_HOKENSHA],
                                .hyo = q->args[ARG_HYO],
                                .format = q->args[ARG_FORMAT],
                                .stopping = q->stopping};
    if (o.format && strcmp(o.format, "csv") == 0)
        a->type = CONTROL_CSV;
    return sim_pmo(a->w, &o, a->out, a->d);
}

const struct action action_pmo_get = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/pmo",
    .run = S_run,
};
