/* GET …/journal: what came in, in order, from a number on; searched, and of an earlier generation, too. */
#include "control/journal.h"

enum status journal_asked(struct asked *a, struct order_journal *ret, int64_t *ret_since, bool *ret_search)
{
    const char *const *arg = a->q->args;
    int64_t bodies = 0;
    *ret = (struct order_journal){.op = arg[ARG_OP],
                                  .code = arg[ARG_CODE],
                                  .edaban = arg[ARG_EDABAN],
                                  .id = arg[ARG_CASE],
                                  .xpath = arg[ARG_XPATH]};
    enum status st = asked_number(a, "since", arg[ARG_SINCE], 0, ret_since);
    if (st == ST_OK)
        st = asked_number(a, "generation", arg[ARG_GENERATION], -1, &ret->generation);
    if (st == ST_OK)
        st = asked_number(a, "bodies", arg[ARG_BODIES], 0, &bodies);
    ret->bodies = bodies;
    *ret_search =
        ret->op || ret->code || ret->edaban || ret->id || ret->xpath || ret->bodies || ret->generation >= 0;
    return st;
}

static enum status S_run(struct asked *a)
{
    struct order_journal o;
    struct journal_found found;
    int64_t since = 0;
    bool search = false;
    enum status st = journal_asked(a, &o, &since, &search);
    if (st != ST_OK)
        return st;
    return search ? sim_journal_search(a->w, &o, since, a->out, &found, a->d)
                  : sim_journal(a->w, since, a->out);
}

const struct action action_journal = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/journal",
    .run = S_run,
};
