/* GET /_sim/audit/export?since=N */
#include "control/audit.h"

const struct action action_audit_own_export = {
    .method = "GET",
    .path = "/_sim/audit/export",
    .whose = NOBODYS,
    .type = CONTROL_CSV,
    .people = true,
    .run = audit_export_run,
};
