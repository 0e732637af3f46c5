/* GET …/journal: what came in, in order, from a number on; of an earlier generation, too. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    int64_t since = 0, generation = -1;
    enum status st = asked_number(a, "since", a->q->args[ARG_SINCE], 0, &since);
    if (st == ST_OK)
        st = asked_number(a, "generation", a->q->args[ARG_GENERATION], -1, &generation);
    if (st != ST_OK)
        return st;
    return generation < 0 ? sim_journal(a->w, since, a->out)
                          : sim_journal_generation(a->w, generation, since, a->out, a->d);
}

const struct action action_journal = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/journal",
    .run = S_run,
};
