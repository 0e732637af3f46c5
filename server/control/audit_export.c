/* GET …/audit/export?since=N: some records of the audit as CSV; who asks again behind the last of them until
 * nothing comes has them all, in memory that is bounded on either side. */
#include "control/audit.h"
#include "world/audit.h"

enum status audit_export_run(struct asked *a)
{
    int64_t since = 0;
    enum status st = asked_number(a, "since", a->q->args[ARG_SINCE], 0, &since);
    if (st == ST_OK)
        st = sim_audit_export(a->w, since, a->out, a->d);
    a->shown = st == ST_OK && !a->out->len;
    return st;
}

const struct action action_audit_export = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/audit/export",
    .type = CONTROL_CSV,
    .people = true,
    .run = audit_export_run,
};
