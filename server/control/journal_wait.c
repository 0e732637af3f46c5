/* GET …/journal/wait: the same, when there is more than a number, or more that is searched for, or nothing
 * came for a while. */
#include <poll.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "control/journal.h"

/* Waiting is cut into slices, so that a stop of the daemon need not wait for it. */
enum { WAIT_DEFAULT_MS = 10000, WAIT_MAX_MS = 60000, SLICE_MS = 200 };

/* It will ask nothing more: whether it still reads cannot be told, so it is answered, and its connection is
 * free for others. */
static bool S_closed(int peer)
{
    struct pollfd p = {.fd = peer, .events = POLLRDHUP};
    return peer >= 0 && poll(&p, 1, 0) > 0 && p.revents & (POLLRDHUP | POLLHUP | POLLERR);
}

/* Whether more has come than that number, before the time is over or nobody waits any more. One above all is
 * of a generation that has passed: nothing comes behind it, and who waits is told so at once. */
static bool S_more(struct asked *a, int64_t number, int64_t until, enum status *st)
{
    for (;;) {
        const int64_t left = until - clock_real_us() / 1000;
        const int64_t last = sim_journal_grown(a->w, number,
                                               left < 0          ? 0
                                               : left < SLICE_MS ? left
                                                                 : SLICE_MS);
        *st = world_still(a->w, a->generation, a->d);
        if (*st != ST_OK || last > number)
            return *st == ST_OK;
        if (last < number || left <= SLICE_MS || atomic_load(a->q->stopping) || S_closed(a->q->peer))
            return false;
    }
}

static enum status S_search(struct asked *a, const struct order_journal *o, struct journal_found *x)
{
    buf_clear(a->out);
    enum status st = sim_journal_search(a->w, o, x->upto, a->out, x, a->d);
    return st == ST_OK ? world_still(a->w, a->generation, a->d) : st;
}

static enum status S_run(struct asked *a)
{
    struct order_journal o;
    struct journal_found found = {0};
    int64_t since = 0, ms = 0;
    bool search = false, more;
    enum status st = journal_asked(a, &o, &since, &search);
    if (st == ST_OK)
        st = asked_number(a, "timeout", a->q->args[ARG_TIMEOUT], WAIT_DEFAULT_MS, &ms);
    if (st != ST_OK)
        return st;
    const int64_t until = clock_real_us() / 1000 + (ms < WAIT_MAX_MS ? ms : WAIT_MAX_MS);
    o.generation = -1; /* nothing more comes of an earlier one */
    found.upto = since;
    do {
        st = search ? S_search(a, &o, &found) : ST_OK;
        more = st == ST_OK && !found.n && S_more(a, found.upto, until, &st);
    } while (more && search);
    return search || st != ST_OK ? st : sim_journal(a->w, since, a->out);
}

const struct action action_journal_wait = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/journal/wait",
    .waits = true,
    .run = S_run,
};
