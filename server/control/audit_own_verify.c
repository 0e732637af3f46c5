/* POST /_sim/audit/verify */
#include "control/audit.h"

const struct action action_audit_own_verify = {
    .method = "POST",
    .path = "/_sim/audit/verify",
    .whose = NOBODYS,
    .run = audit_verify_run,
};
