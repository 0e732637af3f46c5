/* GET …/journal: what came in, in order, from a number on. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    int64_t since = 0;
    enum status st = asked_number(a, "since", a->q->args[ARG_SINCE], 0, &since);
    return st == ST_OK ? sim_journal(a->w, since, a->out) : st;
}

const struct action action_journal = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/journal",
    .run = S_run,
};
