/* Reset (DESIGN 3): quiesce, drop work in flight, swap in a fresh copy of the baseline, raise the generation.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "service/control_body.h"
#include "service/sim/engine.h"
#include "store/cleared.h"

enum keep { KEEP_CLOCK = 1, KEEP_PROGRESS = 2, KEEP_JOURNAL = 4, KEEP_SEED = 8 };

/* What ["keep"] names, as bits. */
static enum status S_keep(const char *body, unsigned *ret, struct diag *d)
{
    static const struct {
        const char *name;
        unsigned bits; /* 0: worlds have none of it yet, so nothing of it is cleared either */
    } names[] = {{"clock", KEEP_CLOCK},
                 {"progress", KEEP_PROGRESS},
                 {"journal", KEEP_JOURNAL},
                 {"seed", KEEP_SEED},
                 {"faults", 0},
                 {"tracker", 0}};
    *ret = 0;
    if (control_body(body, "keep:array", d) != ST_OK)
        return d->status;
    for (int i = 0; body && body[0]; i++) {
        char path[32];
        bool valid, known = false;
        snprintf(path, sizeof path, "$.keep[%d]", i);
        char *name = json_text(body, path, &valid);
        if (!valid)
            return diag_set(d, ST_CONTROL, "本文", "JSON", "読めません");
        if (!name)
            break;
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (strcmp(name, names[k].name) == 0) {
                *ret |= names[k].bits;
                known = true;
            }
        enum status st = known ? ST_OK
                               : diag_set(d, ST_CONTROL, "keep",
                                          "clock・progress・journal・seed・faults・tracker のいずれか", name);
        free(name);
        if (st != ST_OK)
            return st;
    }
    return ST_OK;
}

/* Nothing of the old generation runs when this returns; counts what was dropped. */
static void S_quiesce(struct world *w, int64_t *ret_jobs, bool *ret_loading)
{
    pthread_mutex_lock(&w->lock);
    w->quiesce = true;
    w->generation++;
    w->begun = world_epoch_next();
    *ret_jobs = 0;
    for (struct job *j = w->head; j; j = j->next)
        ++*ret_jobs;
    *ret_loading = w->loader_busy;
    pthread_cond_broadcast(&w->work);
    while (w->writer_busy || w->loader_busy || w->sparing)
        pthread_cond_wait(&w->rested, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static void S_resume(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    w->quiesce = false;
    w->stir = true;
    w->loaded[0] = 0;
    pthread_cond_broadcast(&w->work);
    pthread_cond_broadcast(&w->load_work); /* the next spare */
    pthread_mutex_unlock(&w->lock);
}

/* Carries over what was to be kept; the writer rests, so its connections are ours. */
static enum status S_carry_over(struct world *w, const struct vclock *clock, const struct policy *was,
                                unsigned keep)
{
    struct tx *tx = tx_writer(w->store, DB_KANRI);
    enum status st = tx_begin(tx);
    if (st == ST_OK && (keep & KEEP_CLOCK))
        st = keep_clock(w, clock);
    if (st == ST_OK && (keep & KEEP_SEED))
        st = keep_seed(w->store, was->seed);
    for (int i = 0; i < WORK_COUNT && st == ST_OK && (keep & KEEP_PROGRESS); i++)
        st = keep_progress(w, (enum work)i, &was->work[i]);
    if (st != ST_OK) {
        tx_rollback(tx);
        return st;
    }
    pthread_mutex_lock(&w->lock);
    if (keep & KEEP_CLOCK)
        w->clock = *clock;
    if (keep & KEEP_SEED)
        w->policy.seed = was->seed;
    for (int i = 0; i < WORK_COUNT && (keep & KEEP_PROGRESS); i++)
        w->policy.work[i] = was->work[i];
    pthread_mutex_unlock(&w->lock);
    return tx_commit(tx);
}

struct old_life {
    struct store *store;
    char *dir;
};

/* Closing and removing what may be large is nobody's waiting time. */
static void *S_bury(void *cls)
{
    struct old_life *old = cls;
    store_close(old->store);
    remove_tree(old->dir);
    free(old->dir);
    free(old);
    return NULL;
}

static void S_bury_behind(struct store *s, char *dir)
{
    struct old_life *old = malloc(sizeof *old);
    pthread_t t;
    pthread_attr_t detached;
    if (!old) {
        store_close(s);
        free(dir); /* the folder is swept at the next start */
        return;
    }
    *old = (struct old_life){s, dir};
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    if (pthread_create(&t, &detached, S_bury, old) != 0)
        S_bury(old);
    pthread_attr_destroy(&detached);
}

/* The swap itself; on failure the old generation's databases stay in place. */
static enum status S_swap(struct world *w, unsigned keep, struct diag *d)
{
    struct store *fresh = NULL, *old = w->store;
    struct vclock clock = w->clock;
    struct policy policy = w->policy;
    uint64_t was = w->live;
    enum status st = life_begin(w, w->generation, &fresh, d);
    if (st == ST_OK)
        st = life_point(w, w->generation, d);
    if (st == ST_OK) {
        pthread_rwlock_wrlock(&w->gate);
        st = life_adopt(w, fresh, d);
        pthread_rwlock_unlock(&w->gate);
    }
    if (st != ST_OK) {
        store_close(fresh); /* its folder is swept at the next start */
        return st;
    }
    w->live = w->generation;
    S_bury_behind(old, life_dir(w, was));
    return S_carry_over(w, &clock, &policy, keep);
}

/* The writer rests, so its connections are ours. */
static enum status S_counts(struct world *w, struct buf *json, struct diag *d)
{
    const enum db dbs[] = {DB_UNYO, DB_CHUKAN};
    for (int i = 0; i < 2; i++) {
        enum status st = cleared_counts(tx_writer(w->store, dbs[i]), dbs[i], json);
        if (st != ST_OK)
            return diag_set(d, st, db_name(dbs[i]), "読めるデータベース",
                            tx_error(tx_writer(w->store, dbs[i])));
    }
    return ST_OK;
}

enum status sim_reset(struct world *w, uint64_t generation, const char *body, struct buf *json,
                      struct diag *d)
{
    unsigned keep;
    int64_t jobs, entries = 0;
    bool loading;
    struct buf counts = BUF_INIT;
    enum status st = S_keep(body, &keep, d);
    if (st != ST_OK)
        return st;
    pthread_mutex_lock(&w->resetting);
    pthread_mutex_lock(&w->lock);
    bool dropped = w->stop, late = generation && generation != w->generation;
    pthread_mutex_unlock(&w->lock);
    if (dropped) { /* its folder is another's, or nobody's, by now */
        pthread_mutex_unlock(&w->resetting);
        return diag_set(d, ST_NO_SUCH_WORLD, "ワールド", "GET /_sim/worlds にある名前", w->name);
    }
    if (late) {
        pthread_mutex_unlock(&w->resetting);
        return diag_set(d, ST_RESET, "reset", NULL, NULL);
    }
    int64_t began = clock_real_us();
    S_quiesce(w, &jobs, &loading);
    st = S_counts(w, &counts, d);
    if (st == ST_OK)
        st = baseline_ready(w, d);
    if (st == ST_OK)
        st = S_swap(w, keep, d);
    S_resume(w);
    if (st == ST_OK && !(keep & KEEP_JOURNAL))
        entries = journal_clear(&w->journal);
    if (st == ST_OK) {
        buf_addc(json, '{');
        buf_json_member(json, "world", w->name);
        buf_json_int(json, "generation", (int64_t)w->generation);
        buf_json_key(json, "cleared");
        buf_addc(json, '{');
        buf_add(json, counts.data, counts.len);
        buf_json_int(json, "jobs", jobs);
        buf_json_int(json, "files", loading);
        buf_json_int(json, "journal", entries);
        buf_addc(json, '}');
        buf_json_int(json, "us", clock_real_us() - began);
        buf_addc(json, '}');
    }
    pthread_mutex_unlock(&w->resetting);
    buf_release(&counts);
    return st;
}
