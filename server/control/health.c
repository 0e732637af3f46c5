/* GET /healthz: the daemon answers; which worlds it cannot use, GET /_sim/worlds says why. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    buf_adds(a->out, "{\"status\":\"ok\"");
    worlds_refused(",\"broken\":", a->out);
    buf_addc(a->out, '}');
    return ST_OK;
}

const struct action action_health = {
    .method = "GET",
    .path = "/healthz",
    .whose = NOBODYS,
    .run = S_run,
};
