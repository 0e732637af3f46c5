/* GET …/audit?from=…&to=…&op=…: the audit record of a world, searched; GET /_sim/audit: that of what came to
 * no world. */
#include "control/audit.h"
#include "world/audit.h"

enum { LIMIT = 1000 };

enum status audit_list_run(struct asked *a)
{
    const char *const *arg = a->q->args;
    struct order_audit o = {.kara = arg[ARG_FROM],
                            .made = arg[ARG_TO],
                            .koto = arg[ARG_OP],
                            .system = arg[ARG_SYSTEM],
                            .hokensha = arg[ARG_HOKENSHA],
                            .user = arg[ARG_USER],
                            .edaban = arg[ARG_EDABAN],
                            .code = arg[ARG_CODE]};
    enum status st = asked_number(a, "since", arg[ARG_SINCE], 0, &o.since);
    if (st == ST_OK)
        st = asked_number(a, "kuiki", arg[ARG_KUIKI], 0, &o.kuiki);
    if (st == ST_OK)
        st = asked_number(a, "limit", arg[ARG_LIMIT], LIMIT, &o.limit);
    return st == ST_OK ? sim_audit(a->w, &o, a->out, a->d) : st;
}

const struct action action_audit = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/audit",
    .people = true,
    .run = audit_list_run,
};
