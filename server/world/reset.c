/* Reset (DESIGN 3): quiesce, swap in a fresh copy of the baseline, raise the generation, drop what waited for
 * the old one. All that can fail is done before the swap, so that a reset that fails has changed nothing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/lang.h"
#include "store/cleared.h"
#include "base/json.h"
#include "world/engine.h"

/* The bits of a name; -1: it is none. */
static int S_keep(const char *name)
{
    static const struct {
        const char *name;
        int bits;
    } names[] = {{"clock", KEEP_CLOCK}, {"progress", KEEP_PROGRESS}, {"journal", KEEP_JOURNAL},
                 {"seed", KEEP_SEED},   {"faults", KEEP_FAULTS},     {"tracker", KEEP_TRACKER}};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (strcmp(name, names[k].name) == 0)
            return names[k].bits;
    return -1;
}

enum status reset_keeps(const struct order_reset *o, unsigned *ret, struct diag *d)
{
    enum status st = ST_OK;
    *ret = 0;
    for (size_t i = 0; i < o->keep.n && st == ST_OK; i++) {
        const char *name = ((const char *const *)o->keep.items)[i];
        int bits = S_keep(name);
        if (bits < 0)
            st = diag_set(d, ST_CONTROL, "keep", "clock・progress・journal・seed・faults・tracker のいずれか",
                          name);
        else
            *ret |= (unsigned)bits;
    }
    return st;
}

/* Carries over what is to be kept, into the next generation. */
static enum status S_carry_over(struct heir *h, const struct vclock *clock, const struct policy *was,
                                unsigned keep, struct diag *d)
{
    struct tx *tx = tx_writer(h->store, DB_KANRI);
    if (!(keep & (KEEP_CLOCK | KEEP_SEED | KEEP_PROGRESS)))
        return ST_OK;
    enum status st = tx_begin(tx);
    if (st == ST_OK && (keep & KEEP_CLOCK))
        st = keep_clock_in(h->store, clock);
    if (st == ST_OK && (keep & KEEP_SEED))
        st = keep_seed(h->store, was->seed);
    for (int i = 0; i < WORK_COUNT && st == ST_OK && (keep & KEEP_PROGRESS); i++)
        st = keep_progress(h->store, (enum work)i, &was->work[i]);
    if (st == ST_OK)
        st = tx_commit(tx);
    if (st != ST_OK) {
        diag_set(d, st, "kanri.db", "書き込めるデータベース", tx_error(tx));
        tx_rollback(tx);
        return st;
    }
    if (keep & KEEP_CLOCK)
        h->clock = *clock;
    if (keep & KEEP_SEED)
        h->policy.seed = was->seed;
    for (int i = 0; i < WORK_COUNT && (keep & KEEP_PROGRESS); i++)
        h->policy.work[i] = was->work[i];
    return ST_OK;
}

struct reset {
    unsigned keep;
    int64_t began_us, jobs, entries, faults;
    bool loading;
    struct tracker_count of_cases;
    struct buf counts;
};

/* The swap itself; on failure the old generation stays in place. The writer rests, so what it writes is ours.
 */
static enum status S_swap(struct world *w, const struct manifest *m, struct reset *r, struct diag *d)
{
    struct heir h = {.manifest = m,
                     .stood = fixture_kept(m),
                     .clear_journal = !(r->keep & KEEP_JOURNAL),
                     .clear_faults = !(r->keep & KEEP_FAULTS),
                     .run = r->keep & KEEP_TRACKER ? RUN_NEXT : RUN_FIRST};
    enum status st = life_begin(w, w->generation + 1, m, &h.store, d);
    if (st != ST_OK)
        return st;
    st = life_inherit(&h, d);
    if (st == ST_OK)
        st = S_carry_over(&h, &w->clock, &w->policy, r->keep, d);
    if (st == ST_OK)
        clients_certify(w, h.kanri);
    st = life_succeed(w, &h, st, &r->jobs, d);
    r->entries = h.entries;
    r->faults = h.faults;
    return st;
}

/* Of databases that cannot be read there are no counts, and the reset is what helps. The writer rests, so its
 * connections are ours. */
static void S_counts(struct world *w, struct buf *json)
{
    const enum db dbs[] = {DB_UNYO, DB_CHUKAN};
    for (int i = 0; i < 2; i++) {
        size_t was = json->len;
        if (cleared_counts(tx_writer(w->store, dbs[i]), dbs[i], json) == ST_OK)
            continue;
        json->len = was; /* what it had counted before it failed */
        world_say(w, lang_tr("初期化の前の件数を数えられません",
                             "what there was before the reset cannot be counted"));
    }
}

struct reset_reply {
    const char *world;
    int64_t generation;
    const char *cleared;
    int64_t us;
};

void reset_tell(struct buf *json, const char *world, int64_t generation, const char *counts,
                const struct reset_cleared *rest, int64_t us)
{
    static const struct field cleared[] = {FIELD_INT(struct reset_cleared, "jobs", jobs),
                                           FIELD_INT(struct reset_cleared, "files", files),
                                           FIELD_INT(struct reset_cleared, "journal", journal),
                                           FIELD_INT(struct reset_cleared, "faults", faults),
                                           FIELD_INT(struct reset_cleared, "kiroku", kiroku),
                                           FIELD_INT(struct reset_cleared, "kinyu", kinyu),
                                           FIELD_END};
    static const struct field reply[] = {FIELD_TEXT(struct reset_reply, "world", world),
                                         FIELD_INT(struct reset_reply, "generation", generation),
                                         FIELD_OBJECT(struct reset_reply, "cleared", cleared, NULL),
                                         FIELD_INT(struct reset_reply, "us", us), FIELD_END};
    struct buf all = BUF_INIT;
    buf_addf(&all, "{%s", counts);
    json_members(&all, cleared, rest);
    buf_addc(&all, '}');
    json_write(json, reply, &(struct reset_reply){world, generation, all.data, us});
    buf_release(&all);
}

static void S_tell(const struct world *w, const struct reset *r, struct buf *json)
{
    const struct reset_cleared rest = {r->jobs,   r->loading,         r->entries,
                                       r->faults, r->of_cases.kiroku, r->of_cases.kinyu};
    reset_tell(json, w->name, (int64_t)w->generation, r->counts.data ? r->counts.data : "", &rest,
               clock_real_us() - r->began_us);
}

/* From its first reset on the next one finds a folder ready. */
static void S_was_reset(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    w->created = false;
    pthread_mutex_unlock(&w->lock);
}

/* Under resetting. */
static enum status S_reset(struct world *w, struct reset *r, struct diag *d)
{
    struct manifest *m = malloc(sizeof *m);
    char image[BASELINE_PATH];
    if (!m)
        return diag_set(d, ST_LIMIT, w->name, "メモリ", "不足");
    engine_pause(w, &r->loading);
    S_counts(w, &r->counts);
    if (!(r->keep & KEEP_TRACKER))
        tracker_count(&w->tracker, &r->of_cases);
    enum status st = baseline_read(w, m, image, d);
    if (st == ST_OK)
        st = baseline_ensure(w, m, image, d);
    if (st == ST_OK) {
        memcpy(w->baseline, image, sizeof image);
        st = S_swap(w, m, r, d);
    }
    if (st == ST_OK)
        S_was_reset(w);
    engine_resume(w, st == ST_OK);
    free(m);
    return st;
}

enum status sim_reset(struct world *w, uint64_t generation, const struct order_reset *o, struct buf *json,
                      struct diag *d)
{
    struct reset r = {.counts = BUF_INIT};
    enum status st = reset_keeps(o, &r.keep, d);
    if (st != ST_OK)
        return st;
    st = engine_claim(w, generation, "reset", d);
    r.began_us = clock_real_us();
    if (st == ST_OK)
        st = S_reset(w, &r, d);
    if (st == ST_OK)
        S_tell(w, &r, json);
    pthread_mutex_unlock(&w->resetting);
    buf_release(&r.counts);
    return st;
}
