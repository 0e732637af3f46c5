/* The virtual clock of a world in the control API (DESIGN 3, 4): shown, frozen, run, set, advanced. A change
 * goes through the writer like every other write, so that an answer means it is kept, and a failure that
 * nothing has changed. */
#include <stdio.h>

#include "base/json.h"
#include "world/engine.h"
#include "world/nittei_control.h"

struct clock_reply {
    const char *now;
    int frozen;
    int64_t steps; /* of an advance */
};

static const struct field clock_reply[] = {
    FIELD_TEXT(struct clock_reply, "now", now),
    FIELD_BOOL(struct clock_reply, "frozen", frozen),
    FIELD_INT_AS(struct clock_reply, "steps", steps, FIELD_LEFT_OUT),
    FIELD_END,
};

static enum status S_tell(struct world *w, uint64_t generation, int64_t steps, struct buf *json,
                          struct diag *d)
{
    char now[CLOCK_TEXT];
    struct clock_reply r = {.now = now, .steps = steps};
    pthread_mutex_lock(&w->lock);
    bool late = generation && generation != w->generation;
    r.frozen = w->clock.frozen;
    clock_text(clock_now(&w->clock), now);
    pthread_mutex_unlock(&w->lock);
    if (late)
        return engine_passed(w, "clock", d);
    json_write(json, clock_reply, &r);
    return ST_OK;
}

enum status clock_show(struct world *w, uint64_t generation, struct buf *json, struct diag *d)
{
    return S_tell(w, generation, INT64_MIN, json, d);
}

enum status sim_clock_get(struct world *w, struct buf *json)
{
    return clock_show(w, 0, json, NULL);
}

struct clock_change {
    struct world *w;
    int freeze;   /* 1 freeze, 0 run, -1 as it is */
    int64_t at;   /* INT64_MIN: as it is */
    bool reached; /* an `at` that a running clock has passed is where it was to get to */
    bool ran;
    struct vclock was, next; /* when it ran */
};

/* Nothing of it is in force before it is kept. But a clock that is to stop stands still from here on: it
 * would run past where it is to have stopped. */
static enum status S_clock_run(struct call *c, void *cls)
{
    struct clock_change *x = cls;
    struct world *w = x->w;
    pthread_mutex_lock(&w->lock);
    x->was = w->clock;
    x->ran = true;
    if (x->freeze == 1)
        clock_freeze(&w->clock);
    x->next = w->clock;
    pthread_mutex_unlock(&w->lock);
    if (x->at != INT64_MIN && !clock_set(&x->next, x->at) && !(x->reached && x->at <= CLOCK_END)) {
        char have[CLOCK_TEXT], want[CLOCK_TEXT];
        clock_text(clock_now(&x->next), want);
        clock_text(x->at, have);
        return diag_setf(c->diag, ST_CLOCK_BACK, "at", want, "%s（現在より前です）", have);
    }
    if (x->freeze == 0)
        clock_run(&x->next);
    return keep_clock(w, &x->next);
}

static void S_clock_outcome(bool kept, void *cls)
{
    const struct clock_change *x = cls;
    struct world *w = x->w;
    pthread_mutex_lock(&w->lock);
    if (kept)
        w->clock = x->next;
    else if (x->ran)
        w->clock = x->was;
    w->stir = w->stir || kept; /* what has fallen due */
    pthread_mutex_unlock(&w->lock);
}

/* One at a time: two in one batch would both go on from the clock before it. */
static enum status S_clock_change(struct clock_change *x, uint64_t generation, struct diag *d)
{
    struct world *w = x->w;
    pthread_mutex_lock(&w->lock);
    while (w->clocking)
        pthread_cond_wait(&w->rested, &w->lock);
    w->clocking = true;
    pthread_mutex_unlock(&w->lock);
    enum status st = engine_write(w, generation, DB_KANRI, S_clock_run, S_clock_outcome, x, d);
    pthread_mutex_lock(&w->lock);
    w->clocking = false;
    pthread_cond_broadcast(&w->rested);
    pthread_mutex_unlock(&w->lock);
    return st;
}

static enum status S_put(struct world *w, uint64_t generation, const struct order_clock *b, struct diag *d)
{
    struct clock_change x = {.w = w, .freeze = b->frozen, .at = b->at ? clock_parse(b->at) : INT64_MIN};
    if (b->frozen < 0 && !b->at)
        return diag_set(d, ST_CONTROL, "本文",
                        "{\"frozen\":true|false,\"at\":\"2017-05-08T09:00:00+09:00\"} の一方か両方", "なし");
    if (b->at && x.at == INT64_MIN)
        return diag_set(d, ST_CONTROL, "at", "2017-05-08T09:00:00+09:00 の形の日時", b->at);
    enum status st = engine_settle(w, generation, "clock", d); /* what came before has its own time */
    if (st == ST_OK)
        st = S_clock_change(&x, generation, d);
    return st == ST_OK ? engine_settle(w, generation, "clock", d) : st;
}

enum status sim_clock_put(struct world *w, uint64_t generation, const struct order_clock *o, struct buf *json,
                          struct diag *d)
{
    generation = world_generation(w, generation);
    enum status st = S_put(w, generation, o, d);
    return st == ST_OK ? clock_show(w, generation, json, d) : st;
}

/* The next moment at which something falls due, or to. */
static int64_t S_next_stop(struct world *w, int64_t to)
{
    pthread_mutex_lock(&w->lock);
    int64_t due = w->next_due, now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    return due > now && due < to ? due : to;
}

static enum status S_target(struct world *w, const struct order_advance *b, int64_t *ret, struct diag *d)
{
    char seconds[24] = "なし";
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    if (b->seconds != INT64_MIN)
        snprintf(seconds, sizeof seconds, "%lld", (long long)b->seconds);
    if (b->seconds > CLOCK_END - now)
        return diag_set(d, ST_CONTROL, "seconds", "9999-12-31T23:59:59+09:00 までの秒数", seconds);
    *ret = b->to ? clock_parse(b->to) : INT64_MIN;
    if (b->to && *b->to && *ret == INT64_MIN)
        return nittei_moment(w, b->to, b->owari == 1, ret, d);
    if (!b->to)
        *ret = b->seconds >= 0 ? now + b->seconds : INT64_MIN;
    if (*ret == INT64_MIN)
        return diag_set(d, ST_CONTROL, "本文", "{\"seconds\":0 以上の整数} または {\"to\":\"日時\"}",
                        b->to ? b->to : seconds);
    return *ret < now ? diag_set(d, ST_CLOCK_BACK, "to", "現在以後の日時", b->to) : ST_OK;
}

/* Goes from one due moment to the next, settling at each, so that things happen in order. */
static enum status S_advance(struct world *w, uint64_t generation, int64_t to, int64_t *ret_stops,
                             struct diag *d)
{
    enum status st = engine_settle(w, generation, "clock", d);
    for (int64_t at = INT64_MIN; st == ST_OK && at < to; ++*ret_stops) {
        at = S_next_stop(w, to);
        struct clock_change x = {.w = w, .freeze = -1, .at = at, .reached = true};
        st = S_clock_change(&x, generation, d);
        if (st == ST_OK)
            st = engine_settle(w, generation, "clock", d);
    }
    return st;
}

/* One after the other, each from where the one before it has arrived. A reset does not wait for them: it ends
 * them, wherever they are. */
static enum status S_in_turn(struct world *w, uint64_t generation, const struct order_advance *b,
                             int64_t *ret_stops, struct diag *d)
{
    int64_t target = 0;
    pthread_mutex_lock(&w->advancing);
    enum status st = S_target(w, b, &target, d);
    if (st == ST_OK)
        st = S_advance(w, generation, target, ret_stops, d);
    pthread_mutex_unlock(&w->advancing);
    return st;
}

enum status sim_clock_advance(struct world *w, uint64_t generation, const struct order_advance *o,
                              struct buf *json, struct diag *d)
{
    int64_t stops = 0;
    generation = world_generation(w, generation);
    enum status st = S_in_turn(w, generation, o, &stops, d);
    return st == ST_OK ? S_tell(w, generation, stops, json, d) : st;
}
