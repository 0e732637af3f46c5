/* The virtual clock of a world in the control API (DESIGN 3, 4): shown, frozen, run, set, advanced. A change
 * goes through the writer like every other write, so that an answer means it is kept. */
#include <stdlib.h>

#include "service/control_body.h"
#include "service/sim/engine.h"

enum status sim_clock_get(struct world *w, struct buf *json)
{
    char now[CLOCK_TEXT];
    pthread_mutex_lock(&w->lock);
    bool frozen = w->clock.frozen;
    clock_text(clock_now(&w->clock), now);
    pthread_mutex_unlock(&w->lock);
    buf_addc(json, '{');
    buf_json_member(json, "now", now);
    buf_json_key(json, "frozen");
    buf_adds(json, frozen ? "true}" : "false}");
    return ST_OK;
}

struct clock_change {
    struct world *w;
    int freeze; /* 1 freeze, 0 run, -1 as it is */
    int64_t at; /* INT64_MIN: as it is */
};

static enum status S_clock_run(struct call *c, void *cls)
{
    struct clock_change *x = cls;
    struct world *w = x->w;
    pthread_mutex_lock(&w->lock);
    struct vclock next = w->clock;
    pthread_mutex_unlock(&w->lock);
    if (x->at != INT64_MIN && !clock_set(&next, x->at)) {
        char have[CLOCK_TEXT], want[CLOCK_TEXT];
        clock_text(clock_now(&next), want);
        clock_text(x->at, have);
        return diag_setf(c->diag, ST_CLOCK_BACK, "at", want, "%s（現在より前です）", have);
    }
    if (x->freeze == 1)
        clock_freeze(&next);
    else if (x->freeze == 0)
        clock_run(&next);
    enum status st = keep_clock(w, &next);
    if (st != ST_OK)
        return st;
    pthread_mutex_lock(&w->lock);
    w->clock = next;
    w->stir = true; /* what has fallen due */
    pthread_mutex_unlock(&w->lock);
    return ST_OK;
}

static enum status S_clock_change(struct world *w, uint64_t generation, int freeze, int64_t at,
                                  struct diag *d)
{
    struct clock_change x = {w, freeze, at};
    return engine_write(w, generation, DB_KANRI, S_clock_run, &x, d);
}

enum status sim_clock_put(struct world *w, uint64_t generation, const char *body, struct buf *json,
                          struct diag *d)
{
    bool valid;
    char *frozen = json_text(body, "$.frozen", &valid), *at = json_text(body, "$.at", NULL);
    enum status st = control_body(body, "frozen:bool at:text", d);
    int64_t t = at ? clock_parse(at) : INT64_MIN;
    if (st != ST_OK)
        goto out;
    if (!valid || (!frozen && !at))
        st = diag_set(d, ST_CONTROL, "本文",
                      "{\"frozen\":true|false,\"at\":\"2017-05-08T09:00:00+09:00\"} の一方か両方", "なし");
    else if (at && t == INT64_MIN)
        st = diag_set(d, ST_CONTROL, "at", "2017-05-08T09:00:00+09:00 の形の日時", at);
    else if ((st = engine_settle(w, generation, "clock", d)) == ST_OK) /* what came before has its own time */
        st = S_clock_change(w, generation, frozen ? frozen[0] == '1' : -1, t, d);
    if (st == ST_OK)
        st = engine_settle(w, generation, "clock", d);
out:
    free(frozen);
    free(at);
    return st == ST_OK ? sim_clock_get(w, json) : st;
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
        st = S_clock_change(w, generation, -1, at, d);
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
    pthread_mutex_lock(&w->lock);
    generation = generation ? generation : w->generation;
    pthread_mutex_unlock(&w->lock);
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
    if (st == ST_OK)
        st = S_in_turn(w, generation, seconds, to, &stops, d);
    free(seconds);
    free(to);
    if (st != ST_OK)
        return st;
    sim_clock_get(w, json);
    json->len--; /* reopens the object */
    buf_json_int(json, "steps", stops);
    buf_addc(json, '}');
    return ST_OK;
}
