/* GET …/evidence: what the world was made of, and which files it was sent, for `chukan report --zip`. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_evidence(a->w, a->generation, a->out, a->d);
}

const struct action action_evidence = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/evidence",
    .people = true,
    .run = S_run,
};
