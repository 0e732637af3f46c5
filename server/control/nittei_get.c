/* GET …/nittei: the schedule of the lot (2.12). */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_nittei(a->w, a->out, a->d);
}

const struct action action_nittei_get = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/nittei",
    .run = S_run,
};
