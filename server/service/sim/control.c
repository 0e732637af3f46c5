/* Control of one world: clock, progressions, digest, operator actions (DESIGN 3, 4). What changes state goes through
 * the writer like every other write, so that an answer means it is kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "service/operator.h"
#include "service/sim/engine.h"
#include "store/meta.h"

enum { ARENA = 1 << 20, SETTLE_MS = 600000 };

static const char *const how_names[] = {"immediate", "time", "manual"};
static const char *const work_names[WORK_COUNT] = {"ikkatsu", "fugo", "shokai"};

void world_facts(const struct world *w, struct call *c)
{
    c->world = w->name;
    c->generation = (int64_t)w->generation;
}

/* A write on behalf of the control API, waited for. */
static enum status S_write(struct world *w, enum db db, enum status (*run)(struct call *c, void *cls), void *cls,
                           struct diag *d)
{
    struct arena *a = arena_new(ARENA);
    struct caller nobody = {"", "", "", "", 0, ""};
    struct call c = {.arena = a, .caller = &nobody, .diag = d};
    enum status st = a ? world_write_wait(w, db, &c, run, cls) : ST_LIMIT;
    if (status_kubun(st) == 9 && d->status != st)
        diag_set(d, st, db_name(db), NULL, NULL);
    arena_free(a);
    return st;
}

/* --- clock ------------------------------------------------------------------------------------------------- */

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
    int freeze;   /* 1 freeze, 0 run, -1 as it is */
    int64_t at;   /* INT64_MIN: as it is */
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
    pthread_mutex_unlock(&w->lock);
    return ST_OK;
}

static enum status S_clock_change(struct world *w, int freeze, int64_t at, struct diag *d)
{
    struct clock_change x = {w, freeze, at};
    return S_write(w, DB_KANRI, S_clock_run, &x, d);
}

enum status sim_clock_put(struct world *w, const char *body, struct buf *json, struct diag *d)
{
    bool valid;
    char *frozen = json_text(body, "$.frozen", &valid), *at = json_text(body, "$.at", NULL);
    enum status st = ST_OK;
    int64_t t = at ? clock_parse(at) : INT64_MIN;
    if (!valid || (!frozen && !at))
        st = diag_set(d, ST_CONTROL, "本文", "{\"frozen\":true|false,\"at\":\"2017-05-08T09:00:00+09:00\"} の一方か両方", "なし");
    else if (at && t == INT64_MIN)
        st = diag_set(d, ST_CONTROL, "at", "2017-05-08T09:00:00+09:00 の形の日時", at);
    else
        st = S_clock_change(w, frozen ? frozen[0] == '1' : -1, t, d);
    free(frozen);
    free(at);
    if (st != ST_OK)
        return st;
    world_wait_settled(w, SETTLE_MS);
    return sim_clock_get(w, json);
}

/* The next moment at which something falls due, or to. */
static int64_t S_next_stop(struct world *w, int64_t to)
{
    pthread_mutex_lock(&w->lock);
    int64_t due = w->next_due, now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    return due > now && due < to ? due : to;
}

/* Goes from one due moment to the next, settling at each, so that things happen in order. */
static enum status S_advance(struct world *w, int64_t to, int64_t *ret_stops, struct diag *d)
{
    enum status st = ST_OK;
    *ret_stops = 0;
    if (!world_wait_settled(w, SETTLE_MS))
        return diag_set(d, ST_BUSY, "clock", "処理の落ち着き", "10 分待っても処理中です");
    for (int64_t at = INT64_MIN; st == ST_OK && at < to; ++*ret_stops) {
        at = S_next_stop(w, to);
        st = S_clock_change(w, -1, at, d);
        if (st == ST_OK && !world_wait_settled(w, SETTLE_MS))
            st = diag_set(d, ST_BUSY, "clock", "処理の落ち着き", "10 分待っても処理中です");
    }
    return st;
}

enum status sim_clock_advance(struct world *w, const char *body, struct buf *json, struct diag *d)
{
    bool valid;
    char *seconds = json_text(body, "$.seconds", &valid), *to = json_text(body, "$.to", NULL);
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    int64_t n = seconds ? strtoll(seconds, NULL, 10) : -1;
    int64_t target = to ? clock_parse(to) : n >= 0 && n < (1LL << 33) ? now + n : INT64_MIN;
    int64_t stops = 0;
    enum status st;
    if (!valid || target == INT64_MIN)
        st = diag_set(d, ST_CONTROL, "本文", "{\"seconds\":0 以上の整数} または {\"to\":\"日時\"}", to ? to : seconds ? seconds : "なし");
    else if (target < now)
        st = diag_set(d, ST_CLOCK_BACK, "to", "現在以後の日時", to ? to : seconds);
    else {
        pthread_mutex_lock(&w->resetting);
        st = S_advance(w, target, &stops, d);
        pthread_mutex_unlock(&w->resetting);
    }
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

/* --- progressions ------------------------------------------------------------------------------------------ */

enum status keep_progress(struct world *w, enum work work, const struct progression *p)
{
    char key[32], value[64];
    snprintf(key, sizeof key, "progress.%d", (int)work);
    snprintf(value, sizeof value, "%d %lld %lld", (int)p->how, (long long)p->seconds, (long long)p->polls);
    return meta_put(tx_writer(w->store, DB_KANRI), key, value);
}

enum status sim_progress_get(struct world *w, struct buf *json)
{
    pthread_mutex_lock(&w->lock);
    buf_addc(json, '{');
    for (int i = 0; i < WORK_COUNT; i++) {
        const struct progression *p = &w->policy.work[i];
        buf_json_key(json, work_names[i]);
        buf_addc(json, '{');
        buf_json_member(json, "how", how_names[p->how]);
        buf_json_int(json, "seconds", p->seconds);
        buf_json_int(json, "polls", p->polls);
        buf_addc(json, '}');
    }
    buf_addc(json, '}');
    pthread_mutex_unlock(&w->lock);
    return ST_OK;
}

struct progress_change {
    struct world *w;
    bool set[WORK_COUNT];
    struct progression work[WORK_COUNT];
};

static enum status S_progress_run(struct call *c, void *cls)
{
    struct progress_change *x = cls;
    enum status st = ST_OK;
    (void)c;
    for (int i = 0; i < WORK_COUNT && st == ST_OK; i++)
        if (x->set[i])
            st = keep_progress(x->w, (enum work)i, &x->work[i]);
    if (st != ST_OK)
        return st;
    pthread_mutex_lock(&x->w->lock);
    for (int i = 0; i < WORK_COUNT; i++)
        if (x->set[i])
            x->w->policy.work[i] = x->work[i];
    pthread_mutex_unlock(&x->w->lock);
    return ST_OK;
}

static int64_t S_number(const char *body, const char *work, const char *member)
{
    char path[64];
    snprintf(path, sizeof path, "$.%s.%s", work, member);
    char *text = json_text(body, path, NULL);
    int64_t n = text ? strtoll(text, NULL, 10) : 0;
    free(text);
    return n < 0 ? 0 : n;
}

static enum status S_progress_read(const char *body, struct progress_change *x, struct diag *d)
{
    bool valid = false, any = false;
    for (int i = 0; i < WORK_COUNT; i++) {
        char path[64];
        snprintf(path, sizeof path, "$.%s.how", work_names[i]);
        char *how = json_text(body, path, &valid);
        if (!how)
            continue;
        int k = 0;
        while (k < 3 && strcmp(how, how_names[k]) != 0)
            k++;
        enum status st = k < 3 ? ST_OK : diag_set(d, ST_CONTROL, path + 2, "immediate・time・manual のいずれか", how);
        free(how);
        if (st != ST_OK)
            return st;
        x->work[i] = (struct progression){(enum progress)k, S_number(body, work_names[i], "seconds"),
                                          S_number(body, work_names[i], "polls")};
        x->set[i] = any = true;
    }
    return valid && any ? ST_OK
                        : diag_set(d, ST_CONTROL, "本文", "{\"ikkatsu|fugo|shokai\":{\"how\":…,\"seconds\":…,\"polls\":…}}",
                                   "なし");
}

enum status sim_progress_put(struct world *w, const char *body, struct buf *json, struct diag *d)
{
    struct progress_change x = {.w = w};
    enum status st = S_progress_read(body, &x, d);
    if (st == ST_OK)
        st = S_write(w, DB_KANRI, S_progress_run, &x, d);
    return st == ST_OK ? sim_progress_get(w, json) : st;
}

/* --- digest and operator ------------------------------------------------------------------------------------ */

struct digest_read {
    struct buf *json;
    unsigned char sum[32];
};

static enum status S_digest_run(struct call *c, void *cls)
{
    struct digest_read *x = cls;
    return tx_digest(c->tx, x->json, x->sum);
}

enum status sim_digest(struct world *w, struct buf *json, struct diag *d)
{
    struct arena *a = arena_new(ARENA);
    struct sha256 *all = sha256_new();
    struct buf tables = BUF_INIT;
    enum status st = a && all ? ST_OK : ST_LIMIT;
    if (st == ST_OK && !world_wait_settled(w, SETTLE_MS))
        st = diag_set(d, ST_BUSY, "digest", "処理の落ち着き", "10 分待っても処理中です");
    buf_addc(&tables, '{');
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        struct digest_read x = {&tables, {0}};
        struct call c = {.arena = a, .diag = d};
        st = world_read(w, (enum db)db, &c, S_digest_run, &x);
        sha256_add(all, x.sum, sizeof x.sum);
    }
    buf_addc(&tables, '}');
    unsigned char sum[32];
    char hex[65];
    if (all) {
        sha256_end(all, sum);
        hex_text(sum, 32, hex);
    }
    if (st == ST_OK) {
        pthread_mutex_lock(&w->lock);
        int64_t generation = (int64_t)w->generation;
        pthread_mutex_unlock(&w->lock);
        buf_addc(json, '{');
        buf_json_member(json, "world", w->name);
        buf_json_int(json, "generation", generation);
        buf_json_member(json, "digest", hex);
        buf_json_key(json, "tables");
        buf_add(json, tables.data, tables.len);
        buf_addc(json, '}');
    }
    buf_release(&tables);
    arena_free(a);
    return st;
}

struct operator_call {
    const struct operator_action *action;
    const char *body;
    struct buf *json;
};

static enum status S_operator_run(struct call *c, void *cls)
{
    struct operator_call *x = cls;
    return x->action->run(c, x->body, x->json);
}

/* "fugo-approve fugo-reject …" */
static void S_action_names(struct buf *out)
{
    buf_adds(out, "settle");
    for (const struct operator_action *const *o = operator_list; *o; o++)
        buf_addf(out, " %s", (*o)->name);
}

enum status sim_operator(struct world *w, const char *action, const char *body, struct buf *json, struct diag *d)
{
    if (strcmp(action, "settle") == 0) {
        buf_adds(json, world_wait_settled(w, SETTLE_MS) ? "{\"settled\":true}" : "{\"settled\":false}");
        return ST_OK;
    }
    struct operator_call x = {operator_find(action), body && body[0] ? body : "{}", json};
    if (!x.action) {
        struct buf names = BUF_INIT;
        S_action_names(&names);
        enum status st = diag_set(d, ST_NO_OPERATOR, "operator", names.data, action);
        buf_release(&names);
        return st;
    }
    /* what was sent before must have arrived, so that an approval means the same on every run */
    world_wait_settled(w, SETTLE_MS);
    enum status st = S_write(w, x.action->db, S_operator_run, &x, d);
    if (status_kubun(st) != 9)
        world_wait_settled(w, SETTLE_MS);
    return status_kubun(st) != 9 ? ST_OK : st;
}
