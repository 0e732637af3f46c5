/* Waiting until what came before is done (DESIGN 2.4): a call for its insurer's work, the control API for
 * all. A caller waits only for what was there when it came, so that steady traffic of others cannot hold it
 * up: messages are all carried in one go once somebody waits, and link files have an order of acceptance. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "world/engine.h"

/* How long work may stand still before those who wait for it are told; and how long the control API waits for
 * work that goes on. */
enum { STUCK_US = 2000000, CONTROL_MS = 600000 };

/* A running clock has brought something due that is not carried yet. */
static bool S_clock_due(const struct world *w)
{
    return !w->clock.frozen && w->next_due <= clock_now(&w->clock);
}

bool settled_locked(const struct world *w)
{
    return !w->stir && !w->carrying && !w->loader_busy && !w->quiesce && !S_clock_due(w) &&
           !lanes_bits_any(&w->lanes, INT64_MAX);
}

static bool S_clear(const struct world *w, const struct want *x, int64_t upto)
{
    const unsigned theirs = GOING_MESSAGES | GOING_FILES;
    if (w->quiesce || (S_clock_due(w) && (x->mask & theirs))) /* messages or files, nobody knows whose */
        return false;
    if (lanes_bits(&w->lanes, x->hokensha, upto) & x->mask)
        return false;
    if (!x->others)
        return true;
    return !((x->other[0] ? lanes_bits(&w->lanes, x->other, upto) : lanes_bits_any(&w->lanes, upto)) &
             theirs);
}

/* The work that x waits for and that stands still, longest; NULL: it does not. */
static const struct standstill *S_still(const struct world *w, const struct want *x)
{
    const struct standstill *load = &w->loading_stands, *carry = &w->carrying_stands;
    if (!load->since_us || !(x->others || strcmp(x->hokensha, w->load_of) == 0))
        load = NULL;
    if (!carry->since_us)
        return load;
    return load && load->since_us < carry->since_us ? load : carry;
}

/* PENDING: it goes on waiting. */
static enum status S_state(const struct world *w, const struct waiter *x, int64_t now_us)
{
    if (w->stop)
        return ST_STOPPING;
    if (x->want.generation != w->generation)
        return ST_RESET;
    if (S_clear(w, &x->want, x->upto))
        return ST_OK;
    const struct standstill *still = S_still(w, &x->want);
    if (still && (x->until_us <= now_us || now_us - still->since_us >= STUCK_US))
        return still->why.status;
    return x->until_us <= now_us ? ST_BUSY : ST_PENDING;
}

/* The same of one that sleeps. */
static enum status S_asleep(const struct world *w, const struct waiter *x, int64_t now_us)
{
    if (w->stop)
        return ST_STOPPING;
    if (x->want.generation != w->generation)
        return ST_RESET;
    return x->until_us <= now_us ? ST_OK : ST_PENDING;
}

/* Those of a list that need wait no longer, put before *ret. */
static void S_over(const struct world *w, struct waiter **at, int64_t now_us,
                   enum status (*state)(const struct world *w, const struct waiter *x, int64_t now_us),
                   struct waiter **ret)
{
    while (*at) {
        struct waiter *x = *at;
        x->st = state(w, x, now_us);
        if (x->st != ST_PENDING) {
            *at = x->next;
            x->next = *ret;
            *ret = x;
        } else {
            at = &x->next;
        }
    }
}

void settle_wake(struct world *w)
{
    struct waiter *over = NULL;
    int64_t now_us = w->waiters || w->sleepers ? clock_real_us() : 0;
    S_over(w, &w->waiters, now_us, S_state, &over);
    S_over(w, &w->sleepers, now_us, S_asleep, &over);
    if (!over)
        return;
    pthread_mutex_unlock(&w->lock);
    for (struct waiter *next; over; over = next) {
        next = over->next;
        over->woken(over->st, over->cls);
        free(over);
    }
    pthread_mutex_lock(&w->lock);
}

int64_t settle_until(const struct world *w)
{
    int64_t until = INT64_MAX;
    for (const struct waiter *x = w->waiters; x; x = x->next) {
        const struct standstill *still = S_still(w, &x->want);
        until = x->until_us < until ? x->until_us : until;
        if (still && still->since_us + STUCK_US < until)
            until = still->since_us + STUCK_US;
    }
    for (const struct waiter *x = w->sleepers; x; x = x->next)
        until = x->until_us < until ? x->until_us : until;
    return until;
}

bool settle_hurry(const struct world *w)
{
    for (const struct waiter *x = w->waiters; x; x = x->next)
        if (!w->loader_busy || (!x->want.others && strcmp(x->want.hokensha, w->load_of) != 0))
            return true;
    return false;
}

static void S_name(char to[LANE_NAME], const char *from)
{
    size_t n = strnlen(from, LANE_NAME - 1);
    memcpy(to, from, n);
    to[n] = 0;
}

/* Needs lock, for the policy. */
static struct want S_want(const struct world *w, const struct settle *what)
{
    const struct op *op = what->op;
    struct want x = {.mask = what->whole ? GOING_ALL : GOING_ALL & ~op->exempt,
                     .generation = what->generation ? what->generation : w->generation};
    if (!(op->flags & (OP_WRITE | OP_ASKED))) /* a look changes nothing that others have asked for */
        x.mask &= ~(unsigned)GOING_ASKED;
    S_name(x.hokensha, what->hokensha);
    bool others = op->others && (what->whole || !(op->exempt & GOING_OTHERS));
    const char *other = others ? op->others(&w->policy, what->req) : NULL;
    x.others = other != NULL;
    S_name(x.other, other ? other : "");
    return x;
}

enum status world_settle(struct world *w, const struct settle *what, void (*woken)(enum status st, void *cls),
                         void *cls)
{
    enum status st = ST_PENDING;
    pthread_mutex_lock(&w->lock);
    const struct want want = S_want(w, what);
    if (w->stop)
        st = ST_STOPPING;
    else if (want.generation != w->generation)
        st = ST_RESET;
    else if (!w->policy.settle_ms || S_clear(w, &want, INT64_MAX))
        st = ST_OK;
    struct waiter *x = st == ST_PENDING ? malloc(sizeof *x) : NULL;
    if (x) {
        *x = (struct waiter){w->waiters, want,      woken, cls, clock_real_us() + w->policy.settle_ms * 1000,
                             w->jun,     ST_PENDING};
        w->waiters = x;
        w->stir = true;
        pthread_cond_signal(&w->work);
    } else if (st == ST_PENDING) {
        st = ST_LIMIT;
    }
    pthread_mutex_unlock(&w->lock);
    return st;
}

enum status world_sleep(struct world *w, uint64_t generation, int64_t ms,
                        void (*woken)(enum status st, void *cls), void *cls)
{
    struct waiter *x = malloc(sizeof *x);
    if (!x)
        return ST_LIMIT;
    pthread_mutex_lock(&w->lock);
    *x = (struct waiter){w->sleepers, {.generation = generation}, woken, cls, clock_real_us() + ms * 1000, 0,
                         ST_PENDING};
    enum status st = S_asleep(w, x, 0);
    if (st == ST_PENDING) {
        w->sleepers = x;
        pthread_cond_signal(&w->work);
    }
    pthread_mutex_unlock(&w->lock);
    if (st != ST_PENDING)
        free(x);
    return st;
}

bool world_masters_going(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    bool going = w->policy.settle_ms && (w->quiesce || lanes_bits_any(&w->lanes, INT64_MAX) & GOING_MASTERS);
    pthread_mutex_unlock(&w->lock);
    return going;
}

/* The same for those who wait for all: no longer than settleMs. */
static const struct standstill *S_stuck(const struct world *w)
{
    int64_t settle_us = w->policy.settle_ms * 1000, longest = settle_us < STUCK_US ? settle_us : STUCK_US;
    const struct standstill *still = S_still(w, &(struct want){.others = true});
    return still && clock_real_us() - still->since_us >= longest ? still : NULL;
}

enum status world_stands(struct world *w, const char *item, struct diag *d)
{
    pthread_mutex_lock(&w->lock);
    const struct standstill *still = S_still(w, &(struct want){.others = true});
    enum status st = still ? standing_diag(still, item, d) : ST_OK;
    pthread_mutex_unlock(&w->lock);
    return st;
}

/* One wait of at most timeout_ms for the whole world; PENDING when that has passed. What stands still is told
 * in *d. */
static enum status S_wait_all(struct world *w, uint64_t generation, int64_t timeout_ms, const char *item,
                              struct diag *d)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    enum status st = ST_PENDING;
    bool late = false;
    const struct standstill *still;
    pthread_mutex_lock(&w->lock);
    generation = generation ? generation : w->generation;
    for (; st == ST_PENDING; late = pthread_cond_timedwait(&w->rested, &w->lock, &until) != 0) {
        if (w->stop)
            st = ST_STOPPING;
        else if (generation != w->generation)
            st = ST_RESET;
        else if (settled_locked(w) && !w->head && !w->writer_busy)
            st = ST_OK;
        else if ((still = S_stuck(w)) != NULL)
            st = standing_diag(still, item, d);
        if (st != ST_PENDING || late)
            break;
    }
    pthread_mutex_unlock(&w->lock);
    return st;
}

bool world_wait_settled(struct world *w, int64_t timeout_ms)
{
    struct diag ignored = DIAG_INIT;
    return S_wait_all(w, 0, timeout_ms, "", &ignored) == ST_OK;
}

enum status engine_settle(struct world *w, uint64_t generation, const char *item, struct diag *d)
{
    enum status st = S_wait_all(w, generation, CONTROL_MS, item, d);
    switch (st) {
    case ST_STOPPING:
        return diag_setf(d, ST_STOPPING, item, "動いているワールド", "%s は終了したか削除されました",
                         w->name);
    case ST_RESET:
        return engine_passed(w, item, d);
    case ST_PENDING:
        return diag_set(d, ST_BUSY, item, "処理の落ち着き", "10 分待っても処理中です");
    default:
        return st;
    }
}
