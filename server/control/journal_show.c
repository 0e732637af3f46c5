/* GET …/journal/{seq}: one exchange, with what was sent and answered. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    int64_t seq = 0, generation = -1;
    enum status st = asked_number(a, "番号", a->rest, 0, &seq);
    if (st == ST_OK)
        st = asked_number(a, "generation", a->q->args[ARG_GENERATION], -1, &generation);
    return st == ST_OK ? sim_journal_show(a->w, generation, seq, a->out, a->d) : st;
}

const struct action action_journal_show = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/journal/{seq}",
    .run = S_run,
};
