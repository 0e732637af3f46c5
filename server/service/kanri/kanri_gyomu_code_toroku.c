/* kanri.gyomuCodeToroku: one line of the conversion of code values is registered, changed, deleted (2.12.1
 * ⑧); gyomu_code_toroku.c does it. */
#include "service/kanri/gyomu_code_toroku.h"
#include "service/kanri/kanri_master.h"

static enum status S_run(struct call *c, const void *req, void *rep)
{
    (void)rep;
    return kanri_master_run(c, "gyomuCodeToroku", req);
}

/* Not exempt from files: those that were received before are read and answered by the lines of before. */
const struct op op_kanri_gyomu_code_toroku = {
    .service = "kanri",
    .name = "gyomuCodeToroku",
    KANRI_MASTER_OP,
    .exempt = GOING_MESSAGES | GOING_ASKED,
    .exempt_why = "what is under way between institutions has our values, not those of an insurer",
    .sosa = SOSA_KANRI_GYOMU_CODE,
    .request = gyomu_code_row,
    .request_size = sizeof(struct gyomu_code_row),
    .run = S_run,
};
