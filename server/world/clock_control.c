/* The virtual clock of a world in the control API (DESIGN 3, 4): shown, frozen, run, set, advanced. A change
 * goes through the writer like every other write, so that an answer means it is kept, and a failure that
 * nothing has changed. */
#include <stdlib.h>

#include "world/control_body.h"
#include "world/engine.h"

enum status clock_show(struct world *w, uint64_t generation, struct buf *json, struct diag *d)
{
    char now[CLOCK_TEXT];
    pthread_mutex_lock(&w->lock);
    bool frozen = w->clock.frozen, late = generation && generation != w->generation;
    clock_text(clock_now(&w->clock), now);
    pthread_mutex_unlock(&w->lock);
    if (late)
        return engine_passed(w, "clock", d);
    buf_addc(json, '{');
    buf_json_member(json, "now", now);
    buf_json_key(json, "frozen");
    buf_adds(json, frozen ? "true}" : "false}");
    return ST_OK;
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

enum status sim_clock_put(struct world *w, uint64_t generation, const char *body, struct buf *json,
                          struct diag *d)
{
    bool valid;
    char *frozen = json_text(body, "$.frozen", &valid), *at = json_text(body, "$.at", NULL);
    enum status st = control_body(body, "frozen:bool at:text", d);
    struct clock_change x = {.w = w, .freeze = -1, .at = at ? clock_parse(at) : INT64_MIN};
    generation = world_generation(w, generation);
    if (st != ST_OK)
        goto out;
    if (frozen)
        x.freeze = frozen[0] == '1';
    if (!valid || (!frozen && !at))
        st = diag_set(d, ST_CONTROL, "本文",
                      "{\"frozen\":true|false,\"at\":\"2017-05-08T09:00:00+09:00\"} の一方か両方", "なし");
    else if (at && x.at == INT64_MIN)
        st = diag_set(d, ST_CONTROL, "at", "2017-05-08T09:00:00+09:00 の形の日時", at);
    else if ((st = engine_settle(w, generation, "clock", d)) == ST_OK) /* what came before has its own time */
        st = S_clock_change(&x, generation, d);
    if (st == ST_OK)
        st = engine_settle(w, generation, "clock", d);
out:
    free(frozen);
    free(at);
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

/* Where to, from now on: seconds or to, the other is NULL. */
static enum status S_target(struct world *w, const char *seconds, const char *to, int64_t *ret,
                            struct diag *d)
{
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    int64_t n = seconds ? strtoll(seconds, NULL, 10) : -1;
    if (seconds && n > CLOCK_END - now)
        return diag_set(d, ST_CONTROL, "seconds", "9999-12-31T23:59:59+09:00 までの秒数", seconds);
    *ret = to ? clock_parse(to) : n >= 0 ? now + n : INT64_MIN;
    if (*ret == INT64_MIN)
        return diag_set(d, ST_CONTROL, "本文", "{\"seconds\":0 以上の整数} または {\"to\":\"日時\"}",
                        to        ? to
                        : seconds ? seconds
                                  : "なし");
    return *ret < now ? diag_set(d, ST_CLOCK_BACK, "to", "現在以後の日時", to) : ST_OK;
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
static enum status S_in_turn(struct world *w, uint64_t generation, const char *seconds, const char *to,
                             int64_t *ret_stops, struct diag *d)
{
    int64_t target = 0;
    pthread_mutex_lock(&w->advancing);
    enum status st = S_target(w, seconds, to, &target, d);
    if (st == ST_OK)
        st = S_advance(w, generation, target, ret_stops, d);
    pthread_mutex_unlock(&w->advancing);
    return st;
}

enum status sim_clock_advance(struct world *w, uint64_t generation, const char *body, struct buf *json,
                              struct diag *d)
{
    char *seconds = json_text(body, "$.seconds", NULL), *to = json_text(body, "$.to", NULL);
    int64_t stops = 0;
    enum status st = control_body(body, "seconds:integer to:text", d);
    generation = world_generation(w, generation);
    if (st == ST_OK)
        st = S_in_turn(w, generation, seconds, to, &stops, d);
    free(seconds);
    free(to);
    if (st == ST_OK)
        st = clock_show(w, generation, json, d);
    if (st != ST_OK)
        return st;
    json->len--; /* reopens the object */
    buf_json_int(json, "steps", stops);
    buf_addc(json, '}');
    return ST_OK;
}
