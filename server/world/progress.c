/* Progressions of a world in the control API: how 一括登録, 符号取得, 情報照会 and 住基照会 go
 * on (DESIGN 3). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/meta.h"
#include "world/control_body.h"
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
    struct progression work[WORK_COUNT];
    pthread_mutex_lock(&w->lock);
    bool late = generation && generation != w->generation;
    memcpy(work, w->policy.work, sizeof work);
    pthread_mutex_unlock(&w->lock);
    if (late)
        return engine_passed(w, "progress", d);
    buf_addc(json, '{');
    for (int i = 0; i < WORK_COUNT; i++) {
        const struct progression *p = &work[i];
        buf_json_key(json, work_names[i]);
        buf_addc(json, '{');
        buf_json_member(json, "how", progress_names[p->how]);
        buf_json_int(json, "seconds", p->seconds);
        buf_json_int(json, "polls", p->polls);
        buf_addc(json, '}');
    }
    buf_addc(json, '}');
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

/* -1 for what is below zero or beyond any clock. */
static int64_t S_number(const char *body, const char *work, const char *member)
{
    char path[64];
    snprintf(path, sizeof path, "$.%s.%s", work, member);
    char *text = json_text(body, path, NULL);
    int64_t n = text ? strtoll(text, NULL, 10) : 0;
    free(text);
    return n < 0 || n > CLOCK_END ? -1 : n;
}

static enum status S_progress_read(const char *body, struct progress_change *x, struct diag *d)
{
    bool valid = false, any = false;
    if (control_body(body, "ikkatsu:object fugo:object shokai:object juki:object", d) != ST_OK)
        return d->status;
    for (int i = 0; i < WORK_COUNT; i++) {
        char path[64];
        if (control_member(body, work_names[i], "how:text seconds:integer polls:integer", d) != ST_OK)
            return d->status;
        snprintf(path, sizeof path, "$.%s.how", work_names[i]);
        char *how = json_text(body, path, &valid);
        if (!how)
            continue;
        int k = 0;
        while (k < 3 && strcmp(how, progress_names[k]) != 0)
            k++;
        enum status st =
            k < 3 ? ST_OK : diag_set(d, ST_CONTROL, path + 2, "immediate・time・manual のいずれか", how);
        free(how);
        if (st != ST_OK)
            return st;
        x->work[i] = (struct progression){(enum progress)k, S_number(body, work_names[i], "seconds"),
                                          S_number(body, work_names[i], "polls")};
        if (x->work[i].seconds < 0 || x->work[i].polls < 0)
            return diag_set(d, ST_CONTROL, work_names[i], "seconds と polls は 0 以上の整数", "範囲の外");
        x->set[i] = any = true;
    }
    return valid && any
               ? ST_OK
               : diag_set(d, ST_CONTROL, "本文",
                          "{\"ikkatsu|fugo|shokai|juki\":{\"how\":…,\"seconds\":…,\"polls\":…}}", "なし");
}

enum status sim_progress_put(struct world *w, uint64_t generation, const char *body, struct buf *json,
                             struct diag *d)
{
    struct progress_change x = {.w = w};
    generation = world_generation(w, generation);
    enum status st = S_progress_read(body, &x, d);
    if (st == ST_OK) /* what came before goes on as it was to */
        st = engine_settle(w, generation, "progress", d);
    if (st == ST_OK)
        st = engine_write(w, generation, DB_KANRI, S_progress_run, S_progress_outcome, &x, d);
    return st == ST_OK ? progress_show(w, generation, json, d) : st;
}
