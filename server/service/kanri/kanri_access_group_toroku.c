/* kanri.accessGroupToroku: one アクセスグループ is registered, changed, deleted (2.12.1 ①, 2.12.2 ②);
 * access_group_toroku.c does it. */
#include "service/kanri/access_group_toroku.h"
#include "service/kanri/kanri_master.h"

static enum status S_run(struct call *c, const void *req, void *rep)
{
    (void)rep;
    return kanri_master_run(c, "accessGroupToroku", req);
}

const struct op op_kanri_access_group_toroku = {
    .service = "kanri",
    .name = "accessGroupToroku",
    KANRI_MASTER_OP,
    KANRI_MASTER_EXEMPT,
    .sosa = SOSA_KANRI_ACCESS_GROUP,
    .request = access_group_row,
    .request_size = sizeof(struct access_group_row),
    .run = S_run,
};
