/* kanri.systemToroku: one 接続システム is registered, changed, deleted, stopped, let in again (2.12.1 ⑥);
 * system_toroku.c does it. */
#include "service/kanri/kanri_master.h"
#include "service/kanri/system_toroku.h"

static enum status S_run(struct call *c, const void *req, void *rep)
{
    (void)rep;
    return kanri_master_run(c, "systemToroku", req);
}

const struct op op_kanri_system_toroku = {
    .service = "kanri",
    .name = "systemToroku",
    KANRI_MASTER_OP,
    KANRI_MASTER_EXEMPT,
    .sosa = SOSA_KANRI_SYSTEM,
    .request = system_row,
    .request_size = sizeof(struct system_row),
    .run = S_run,
};
