/* kanri.bushoToroku: one 部署 is registered, changed, deleted (2.12.1 ②, 2.12.2 ③); busho_toroku.c does it.
 */
#include "service/kanri/busho_toroku.h"
#include "service/kanri/kanri_master.h"

static enum status S_run(struct call *c, const void *req, void *rep)
{
    (void)rep;
    return kanri_master_run(c, "bushoToroku", req);
}

const struct op op_kanri_busho_toroku = {
    .service = "kanri",
    .name = "bushoToroku",
    KANRI_MASTER_OP,
    KANRI_MASTER_EXEMPT,
    .sosa = SOSA_KANRI_BUSHO,
    .request = busho_row,
    .request_size = sizeof(struct busho_row),
    .run = S_run,
};
