/* GET /_sim/audit: the audit record of what came to no world: refused handshakes, unknown paths, worlds
 * created and dropped. */
#include "control/audit.h"

const struct action action_audit_own = {
    .method = "GET",
    .path = "/_sim/audit",
    .whose = NOBODYS,
    .people = true,
    .run = audit_list_run,
};
