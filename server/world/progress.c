/* Progressions of a world in the control API: how 一括登録, 符号取得, 情報照会 and 住基照会 go
 * on (DESIGN 3). */
#include <stdio.h>
#include <string.h>

#include "store/meta.h"
#include "base/json.h"
#include "world/engine.h"

enum status keep_progress(struct store *s, enum work work, const struct progression *p)
{
    char key[32], value[64];
    snprintf(key, sizeof key, "progress.%d", (int)work);
    snprintf(value, sizeof value, "%d %lld %lld", (int)p->how, (long long)p->seconds, (long long)p->polls);
    return meta_put(tx_writer(s, DB_KANRI), key, value);
}

enum status progress_show(struct world *w, uint64_t generation, struct buf *json, struct diag *d)
{
    struct progression now[WORK_COUNT];
    pthread_mutex_lock(&w->lock);
    bool late = generation && generation != w->generation;
    memcpy(now, w->policy.work, sizeof now);
    pthread_mutex_unlock(&w->lock);
    if (late)
        return engine_passed(w, "progress", d);
    struct order_progress r;
    for (int i = 0; i < WORK_COUNT; i++)
        r.work[i] = (struct order_work){progress_names[now[i].how], now[i].seconds, now[i].polls};
    json_write(json, order_progress, &r);
    return ST_OK;
}

enum status sim_progress_get(struct world *w, struct buf *json)
{
    return progress_show(w, 0, json, NULL);
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
            st = keep_progress(x->w->store, (enum work)i, &x->work[i]);
    return st;
}

static void S_progress_outcome(bool kept, void *cls)
{
    struct progress_change *x = cls;
    pthread_mutex_lock(&x->w->lock);
    for (int i = 0; i < WORK_COUNT && kept; i++)
        if (x->set[i])
            x->w->policy.work[i] = x->work[i];
    pthread_mutex_unlock(&x->w->lock);
}

/* Absent is 0; -1 for what is below zero or beyond any clock. */
static int64_t S_number(int64_t n)
{
    return n == INT64_MIN ? 0 : n < 0 || n > CLOCK_END ? -1 : n;
}

static enum status S_no_how(const char *path, const char *have, struct diag *d)
{
    return diag_set(d, ST_CONTROL, path, "immediate・time・manual のいずれか", have);
}

static enum status S_item(const char *name, const struct order_work *b, struct progression *ret,
                          struct diag *d)
{
    char path[64];
    int k = 0;
    snprintf(path, sizeof path, "%s.how", name);
    if (!b->how)
        return S_no_how(path, "なし", d);
    while (k < 3 && strcmp(b->how, progress_names[k]) != 0)
        k++;
    if (k == 3)
        return S_no_how(path, b->how, d);
    *ret = (struct progression){(enum progress)k, S_number(b->seconds), S_number(b->polls)};
    return ret->seconds < 0 || ret->polls < 0
               ? diag_set(d, ST_CONTROL, name, "seconds と polls は 0 以上の整数", "範囲の外")
               : ST_OK;
}

static enum status S_nothing(struct diag *d)
{
    char want[200] = "{\"";
    for (int i = 0; i < WORK_COUNT; i++)
        snprintf(want + strlen(want), sizeof want - strlen(want), "%s%s", i ? "|" : "", work_names[i]);
    snprintf(want + strlen(want), sizeof want - strlen(want), "\":{\"how\":…,\"seconds\":…,\"polls\":…}}");
    return diag_set(d, ST_CONTROL, "本文", want, "なし");
}

static enum status S_progress_read(const struct order_progress *o, struct progress_change *x, struct diag *d)
{
    bool any = false;
    enum status st = ST_OK;
    for (int i = 0; i < WORK_COUNT && st == ST_OK; i++) {
        const struct order_work *work = &o->work[i];
        if (!work->how && work->seconds == INT64_MIN && work->polls == INT64_MIN)
            continue; /* of this work there is nothing */
        st = S_item(work_names[i], work, &x->work[i], d);
        x->set[i] = any = true;
    }
    if (st == ST_OK && !any)
        st = S_nothing(d);
    return st;
}

enum status sim_progress_put(struct world *w, uint64_t generation, const struct order_progress *o,
                             struct buf *json, struct diag *d)
{
    struct progress_change x = {.w = w};
    generation = world_generation(w, generation);
    enum status st = S_progress_read(o, &x, d);
    if (st == ST_OK) /* what came before goes on as it was to */
        st = engine_settle(w, generation, "progress", d);
    if (st == ST_OK)
        st = engine_write(w, generation, DB_KANRI, S_progress_run, S_progress_outcome, &x, d);
    return st == ST_OK ? progress_show(w, generation, json, d) : st;
}
