/* kanri.userToroku: one ユーザー is registered, changed, deleted, stopped, let in again (2.12.1 ④, 2.12.2 ⑤);
 * user_toroku.c does it. */
#include "service/kanri/kanri_master.h"
#include "service/kanri/user_toroku.h"

static enum status S_run(struct call *c, const void *req, void *rep)
{
    (void)rep;
    return kanri_master_run(c, "userToroku", req);
}

const struct op op_kanri_user_toroku = {
    .service = "kanri",
    .name = "userToroku",
    KANRI_MASTER_OP,
    KANRI_MASTER_EXEMPT,
    .sosa = SOSA_KANRI_USER,
    .request = user_row,
    .request_size = sizeof(struct user_row),
    .run = S_run,
};
