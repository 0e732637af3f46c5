/* POST …/certificates/bad: a certificate that is to be refused, for negative tests; of one that is revoked
 * the world gets a record. */
#include "control/action.h"
#include "world/world.h"

static enum status S_run(struct asked *a)
{
    return sim_bad_certificate(a->w, a->generation, a->body, a->out, a->d);
}

const struct action action_bad_certificate = {
    .method = "POST",
    .path = "/_sim/worlds/{world}/certificates/bad",
    .body = order_bad_certificate,
    .body_size = sizeof(struct order_bad_certificate),
    .run = S_run,
};
