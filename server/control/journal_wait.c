/* GET …/journal/wait: the same, when there is more than a number, or nothing came for a while. */
#include <poll.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "control/action.h"
#include "world/world.h"

/* Waiting is cut into slices, so that a stop of the daemon need not wait for it. */
enum { WAIT_DEFAULT_MS = 10000, WAIT_MAX_MS = 60000, SLICE_MS = 200 };

/* It will ask nothing more: whether it still reads cannot be told, so it is answered, and its connection is
 * free for others. */
static bool S_closed(int peer)
{
    struct pollfd p = {.fd = peer, .events = POLLRDHUP};
    return peer >= 0 && poll(&p, 1, 0) > 0 && p.revents & (POLLRDHUP | POLLHUP | POLLERR);
}

static enum status S_run(struct asked *a)
{
    int64_t since = 0, ms = 0, last = 0;
    enum status st = asked_number(a, "since", a->q->args[ARG_SINCE], 0, &since);
    if (st == ST_OK)
        st = asked_number(a, "timeout", a->q->args[ARG_TIMEOUT], WAIT_DEFAULT_MS, &ms);
    if (st != ST_OK)
        return st;
    int64_t until = clock_real_us() / 1000 + (ms < WAIT_MAX_MS ? ms : WAIT_MAX_MS);
    for (;;) {
        int64_t left = until - clock_real_us() / 1000;
        buf_clear(a->out);
        st = sim_journal_wait(a->w, since, left < 0 ? 0 : left < SLICE_MS ? left : SLICE_MS, a->out, &last);
        if (st == ST_OK)
            st = world_still(a->w, a->generation, a->d);
        if (st != ST_OK || left <= SLICE_MS || last > since || atomic_load(a->q->stopping) ||
            S_closed(a->q->peer))
            return st;
    }
}

const struct action action_journal_wait = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/journal/wait",
    .waits = true,
    .run = S_run,
};
