/* GET /healthz: the daemon answers. */
#include "control/action.h"

static enum status S_run(struct asked *a)
{
    buf_adds(a->out, "{\"status\":\"ok\"}");
    return ST_OK;
}

const struct action action_health = {
    .method = "GET",
    .path = "/healthz",
    .whose = NOBODYS,
    .run = S_run,
};
