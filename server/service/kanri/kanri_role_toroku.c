/* kanri.roleToroku: one ロール is registered, changed, deleted (2.12.1 ③, 2.12.2 ④); role_toroku.c
 * does it. */
#include "service/kanri/role_toroku.h"
#include "service/kanri/kanri_master.h"

static enum status S_run(struct call *c, const void *req, void *rep)
{
    (void)rep;
    return kanri_master_run(c, "roleToroku", req);
}

const struct op op_kanri_role_toroku = {
    .service = "kanri",
    .name = "roleToroku",
    KANRI_MASTER_OP,
    KANRI_MASTER_EXEMPT,
    .sosa = SOSA_KANRI_ROLE,
    .request = role_row,
    .request_size = sizeof(struct role_row),
    .run = S_run,
};
