/* GET …/report?format=json|junit|html|csv: the test cases, as far as they were seen. With since and timeout
 * it waits until more was seen than `seen` of a former answer. */
#include <stdatomic.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "control/action.h"
#include "world/world.h"

enum { WAIT_MAX_MS = 60000, SLICE_MS = 50 };

static enum status S_wait(struct asked *a, int64_t since, int64_t ms)
{
    int64_t until = clock_real_us() / 1000 + (ms < WAIT_MAX_MS ? ms : WAIT_MAX_MS);
    const struct timespec slice = {0, SLICE_MS * 1000000L};
    while (sim_report_seen(a->w) == since && clock_real_us() / 1000 < until && !atomic_load(a->q->stopping)) {
        enum status st = world_still(a->w, a->generation, a->d);
        if (st != ST_OK)
            return st;
        nanosleep(&slice, NULL);
    }
    return ST_OK;
}

static void S_type(struct asked *a, const char *format)
{
    static const struct {
        const char *format;
        enum control_type type;
    } all[] = {{"html", CONTROL_HTML}, {"junit", CONTROL_XML}, {"csv", CONTROL_CSV}};
    for (size_t i = 0; format && i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].format, format) == 0)
            a->type = all[i].type;
}

static enum status S_run(struct asked *a)
{
    const struct control_request *q = a->q;
    struct order_report o = {.format = q->args[ARG_FORMAT],
                             .lot = q->args[ARG_LOT],
                             .hokensha = q->args[ARG_HOKENSHA],
                             .jisshisha = q->args[ARG_JISSHISHA],
                             .kakuninsha = q->args[ARG_KAKUNINSHA],
                             .id = q->args[ARG_CASE]};
    int64_t since = -1, ms = 0, seen = 0, exact = 0, still = 0;
    enum status st = asked_number(a, "since", q->args[ARG_SINCE], -1, &since);
    if (st == ST_OK)
        st = asked_number(a, "timeout", q->args[ARG_TIMEOUT], 0, &ms);
    if (st == ST_OK)
        st = asked_number(a, "exact", q->args[ARG_EXACT], 0, &exact);
    if (st == ST_OK)
        st = asked_number(a, "still", q->args[ARG_STILL], 0, &still);
    o.exact = st == ST_OK && exact;
    o.still = st == ST_OK && still;
    o.since = since;
    o.stopping = q->stopping;
    if (st == ST_OK)
        st = S_wait(a, since, ms);
    if (st == ST_OK)
        st = sim_report(a->w, &o, a->out, &seen, a->d);
    a->shown = st == ST_OK && ms > 0 && seen == since; /* chukan watch, for which nothing has come */
    S_type(a, o.format);
    return st;
}

const struct action action_report_get = {
    .method = "GET",
    .path = "/_sim/worlds/{world}/report",
    .people = true,
    .run = S_run,
};
