/* What a generation brings with it: clock, seed and progressions as kept in its kanri.db, who may call, and
 * whose work is under way. All that can fail is read first; then the world takes it at once, and that cannot
 * fail. Called by life.c, reset.c and create.c. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/meta.h"
#include "base/lang.h"
#include "store/unyo_uketsuke.h"
#include "world/access.h"
#include "world/engine.h"
#include "world/schedule.h"

enum status keep_clock_in(struct store *s, const struct vclock *c)
{
    char text[96];
    snprintf(text, sizeof text, "%d %lld %lld", c->frozen, (long long)clock_now(c), (long long)time(NULL));
    return meta_put(tx_writer(s, DB_KANRI), "clock", text);
}

static enum status S_put_start(struct store *s, const struct vclock *c)
{
    char text[24];
    snprintf(text, sizeof text, "%lld", (long long)clock_now(c));
    enum status st = keep_clock_in(s, c);
    return st == ST_OK ? meta_put(tx_writer(s, DB_KANRI), "kaishi", text) : st;
}

enum status keep_clock(struct world *w, const struct vclock *c)
{
    return keep_clock_in(w->store, c);
}

/* As keep_clock_in writes it; a clock that stands is the same at any real time. */
bool clock_stands(struct store *s, const struct vclock *c)
{
    struct arena *a = arena_new(1024);
    const char *kept = NULL;
    char text[48];
    int n = snprintf(text, sizeof text, "1 %lld ", (long long)clock_now(c));
    bool stands = c->frozen && a && meta_get(tx_writer(s, DB_KANRI), "clock", a, &kept) == ST_OK && kept &&
                  strncmp(kept, text, (size_t)n) == 0;
    arena_free(a);
    return stands;
}

enum status keep_seed(struct store *s, uint64_t seed)
{
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)seed);
    return meta_put(tx_writer(s, DB_KANRI), "seed", text);
}

/* The clock as kept; a running one has gone on while the daemon was down. */
static struct vclock S_clock(const struct manifest *m, const char *kept, bool stood)
{
    struct vclock c = {.frozen = m->frozen, .at = m->start};
    int frozen;
    long long at, wall;
    if (kept && sscanf(kept, "%d %lld %lld", &frozen, &at, &wall) == 3) {
        long long gone = frozen || stood ? 0 : (long long)time(NULL) - wall;
        c = (struct vclock){.frozen = frozen, .at = at + (gone > 0 ? gone : 0)};
    }
    c.real_at = clock_real_us() / 1000000;
    return c;
}

static void S_progress(struct policy *p, enum work work, const char *kept)
{
    int how;
    long long seconds, polls;
    if (kept && sscanf(kept, "%d %lld %lld", &how, &seconds, &polls) == 3)
        p->work[work] = (struct progression){(enum progress)how, seconds, polls};
}

/* Where its clock began is kept from the beginning: at a later start the fixture may say another time, and a
 * running clock has gone on. */
static enum status S_keep_start(struct heir *h, bool begun, struct diag *d)
{
    struct tx *tx = tx_writer(h->store, DB_KANRI);
    enum status st = tx_begin(tx);
    if (st == ST_OK)
        st = begun ? keep_clock_in(h->store, &h->clock) : S_put_start(h->store, &h->clock);
    if (st == ST_OK)
        st = tx_commit(tx);
    else
        tx_rollback(tx);
    return st == ST_OK ? st : diag_set(d, st, "kanri.db", "書き込めるデータベース", tx_error(tx));
}

enum status life_inherit(struct heir *h, struct diag *d)
{
    struct arena *a = arena_new(1 << 16);
    struct tx *tx = tx_writer(h->store, DB_KANRI);
    enum { CLOCK, KAISHI, SEED, PROGRESS, KEYS = PROGRESS + WORK_COUNT };
    static const char *const names[PROGRESS] = {"clock", "kaishi", "seed"};
    const char *kept[KEYS] = {NULL};
    enum status st = a ? ST_OK : ST_LIMIT;
    for (int i = 0; i < KEYS && st == ST_OK; i++) {
        char key[32]; /* as keep_progress writes it */
        snprintf(key, sizeof key, "progress.%d", i - PROGRESS);
        st = meta_get(tx, i < PROGRESS ? names[i] : key, a, &kept[i]);
    }
    st = st == ST_OK ? kanri_set_read(h->store, &h->kanri, d)
                     : diag_set(d, st, "kanri.db", "読めるデータベース", tx_error(tx));
    if (st == ST_OK) {
        h->policy = h->manifest->policy;
        if (kept[SEED])
            h->policy.seed = strtoull(kept[SEED], NULL, 10);
        h->clock = S_clock(h->manifest, kept[CLOCK], h->stood);
        h->policy.kaishi = kept[KAISHI] ? strtoll(kept[KAISHI], NULL, 10) : h->manifest->start;
        for (int i = 0; i < WORK_COUNT; i++)
            S_progress(&h->policy, (enum work)i, kept[PROGRESS + i]);
    }
    if (st == ST_OK && (!kept[CLOCK] || (h->stood && !h->clock.frozen)))
        st = S_keep_start(h, kept[KAISHI], d);
    arena_free(a);
    return st;
}

/* Whose work the stores hold, so that nobody waits for another's; of stores that cannot be read, everybody's.
 */
static void S_going(struct heir *h, int64_t now, struct lanes *ret)
{
    *ret = (struct lanes){.n = 0};
    enum status st = courier_lanes(h->store, now, ret);
    if (st == ST_OK)
        st = schedule_lanes(h->store, now, ret);
    if (st != ST_OK)
        lanes_add(ret, "", GOING_ALL, 0); /* until the courier can tell */
}

/* The place of the last link file that was accepted: one that waits and goes on is not a later one, for those
 * who wait. When it cannot be told, none is later. */
static int64_t S_jun(struct store *s)
{
    int64_t last;
    return unyo_uketsuke_last(tx_writer(s, DB_UNYO), &last) == ST_OK ? last : INT64_MAX;
}

/* A data folder of before there were such tables has none of their rows, nor has a fixture without the files:
 * then nothing is asked, whatever the policy says. */
static void S_shinsei(const struct world *w, const struct heir *h)
{
    const struct rule_row *row;
    if (!h->kanri->tables.tetsuzuki_n &&
        rule_severity(&h->policy.rules, RULE_SETSUZOKU_SHINSEI, clock_date(clock_now(&h->clock)), NULL,
                      &row) != SEVERITY_OFF)
        world_say(w, lang_tr("方針 setsuzokuShinsei "
                             "がありますが、手続の表（shinsei_tetsuzuki）に行がないので、接続申請の手続は"
                             "何も確かめません。前の版で作ったデータなら、chukan world reset で行が入ります",
                             "there is the policy setsuzokuShinsei, but no row of the table "
                             "shinsei_tetsuzuki, so nothing of the "
                             "application for connection is asked; for data of an earlier version, chukan "
                             "world reset fills it"));
}

int64_t life_adopt(struct world *w, struct heir *h, uint64_t generation)
{
    struct lanes lanes;
    int64_t now = clock_now(&h->clock), due = courier_due(h->store, now), jun = S_jun(h->store);
    S_going(h, now, &lanes);
    S_shinsei(w, h);
    access_begins(w, h->store);
    int64_t late = 0;
    pthread_rwlock_wrlock(&w->gate);
    pthread_mutex_lock(&w->lock);
    struct kanri_set *old = w->kanri;
    w->kanri = h->kanri;
    atomic_fetch_add(&w->masters, 1);
    w->manifest = *h->manifest;
    w->policy = h->policy;
    faults_look(&w->faults, clock_now(&w->clock));
    w->clock = h->clock;
    w->store = h->store;
    w->generation = generation;
    w->begun = world_epoch_next();
    w->next_due = due;
    w->carrying_stands.since_us = w->loading_stands.since_us = 0;
    w->load_again_us = w->look_us = 0;
    w->load_yield = false;
    lanes_release(&w->lanes);
    w->lanes = lanes;
    w->jun = jun;
    w->stir = true;
    for (const struct job *j = w->head; j; j = j->next)
        late++;
    /* here, where nothing of the new generation can have written to it */
    h->entries = journal_begin(&w->journal, generation, h->clear_journal);
    h->faults = h->clear_faults ? faults_clear(&w->faults) : 0;
    pthread_mutex_unlock(&w->lock);
    struct diag why = DIAG_INIT;
    if (tracker_goes_on(&w->tracker, generation, h->run, &why) != ST_OK)
        world_say(
            w, lang_tr("テストケースの記録を始められません。書けるようになるまでのことは、記録に残りません",
                       "the record of test cases cannot be begun; what happens until it can is not in it"));
    tracker_restored(&w->tracker, h->restored, clock_now(&h->clock));
    audit_goes_on(w, generation, h->restored ? "復元" : "初期化");
    pthread_rwlock_unlock(&w->gate);
    kanri_set_release(old);
    return late;
}

enum status life_succeed(struct world *w, struct heir *h, enum status st, int64_t *ret_jobs, struct diag *d)
{
    struct diag ignored = DIAG_INIT;
    struct store *old = w->store;
    uint64_t was = w->generation;
    access_ends(w);
    journal_look(&w->journal);                    /* before it goes on, or is counted as cleared */
    if (st == ST_OK && fixture_kept(h->manifest)) /* of a world's own snapshot it is in the table already */
        st = audit_forget(h->store);
    audit_leave(w); /* from the moment when the next one counts, the present databases may be gone */
    if (st == ST_OK)
        tracker_intend(&w->tracker, was + 1, h->run, h->restored);
    if (st == ST_OK && (st = life_point(w, was + 1, d)) != ST_OK)
        life_point(w, was, &ignored); /* the note may have been replaced before what failed */
    if (st != ST_OK) {
        kanri_set_release(h->kanri);
        life_bury(w, was + 1, h->store);
        return st;
    }
    *ret_jobs = life_adopt(w, h, was + 1);
    life_bury(w, was, old);
    return ST_OK;
}
