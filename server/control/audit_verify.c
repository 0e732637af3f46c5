/* POST …/audit/verify?head=COUNT:LINK: whether the audit record is as it was written. */
#include "control/audit.h"
#include "world/audit.h"

enum status audit_verify_run(struct asked *a)
{
    return sim_audit_verify(a->w, a->q->args[ARG_HEAD], a->out, a->d);
}

const struct action action_audit_verify = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/audit/verify",
    .run = audit_verify_run,
};
