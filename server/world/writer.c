/* The one writer of a world (DESIGN 2.3): takes all jobs that wait, runs each in a savepoint, commits every
 * database once, and only then answers. Between batches it delivers messages and hands bulk files to the
 * loader. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "store/access_check.h"
#include "base/lang.h"
#include "store/kiroku.h"
#include "world/engine.h"
#include "world/schedule.h"
#include "world/turn.h"

enum { RETRY_US = 300000, PATIENCE_US = 50000, FILE_PATIENCE_US = 1000000 };

/* On a loader thread: the generation whose file it is at, 0 between files. */
static _Thread_local uint64_t loading;

void writer_loads(uint64_t generation)
{
    loading = generation;
}

static bool S_fine(enum status st)
{
    return status_kubun(st) != 9;
}

static void S_fill(struct world *w, struct job *j, int64_t now)
{
    j->call->tx = tx_writer(w->store, j->db);
    j->call->policy = &w->policy;
    j->call->now = now;
    j->call->spool = store_spool(w->store);
    j->call->issuer = w->options->issuer;
    j->call->world = w->name;
    j->call->generation = (int64_t)j->generation;
    j->call->work_of = j->call->caller ? j->call->caller->hokensha : "";
    j->call->going = 0;
    j->call->asked = NULL;
    j->call->jun = 0;
    j->call->concerns = (struct concerns){0};
}

/* One job inside its savepoint; the transaction of its database is open. */
static void S_run(struct world *w, struct job *j)
{
    struct tx *tx = j->call->tx;
    enum status st = tx_save(tx);
    if (st == ST_OK) {
        st = j->run(j->call, j->cls);
        if (!tx_idle(tx)) /* an operation left a statement open: our bug, never silent */
            st = diag_set(j->call->diag, ST_INTERNAL, db_name(j->db), "閉じた SQL 文",
                          "実行中の文が残っています");
        if (S_fine(st) && j->disk_full)
            st = diag_set(j->call->diag, ST_DISK, db_name(j->db), "空きのあるディスク", "障害の模擬");
        if (!S_fine(st))
            tx_undo(tx);
        else if (tx_keep(tx) != ST_OK)
            st = ST_DISK;
    }
    store_blame(w->store, st, j->call->diag);
    j->st = st;
}

/* Whatever else kept the database from committing, the disk is where to look. */
static void S_not_kept(struct world *w, struct job *j, enum status st)
{
    j->st = st == ST_WORLD_BROKEN || st == ST_LIMIT || status_disk(st) ? st : ST_DISK;
    *j->call->diag = DIAG_INIT;
    store_blame(w->store, j->st, j->call->diag);
    if (j->st == ST_LIMIT)
        diag_set(j->call->diag, ST_LIMIT, db_name(j->db), "メモリ", "不足");
    else if (j->call->diag->status != j->st)
        diag_set(j->call->diag, j->st, db_name(j->db), "書き込めるデータベース",
                 tx_error(tx_writer(w->store, j->db)));
}

/* What became of the databases of a batch. */
struct commits {
    bool open[DB_COUNT];
    enum status st[DB_COUNT];
    struct kanri_set *masters; /* who may call from now on; NULL: as before */
    struct diag why[DB_COUNT]; /* it was not tried, when the database itself did not fail */
};

/* What becomes of each job, now that its database has committed or not. */
static void S_outcomes(struct world *w, struct job *list, const struct commits *x)
{
    for (struct job *j = list; j; j = j->next) {
        const enum status st = x->st[j->db];
        if (st != ST_OK && S_fine(j->st) && x->why[j->db].status == st) {
            j->st = st;
            *j->call->diag = x->why[j->db];
        } else if (st != ST_OK && S_fine(j->st)) {
            S_not_kept(w, j, st);
        }
        if (j->outcome)
            j->outcome(S_fine(j->st), j->cls);
    }
}

/* Who may call, when the jobs have changed that. Read before the commit: a change that cannot be put in force
 * is not kept either, or who was stopped would go on, and a password that was changed would open. */
static void S_masters(struct world *w, const struct job *list, struct commits *x)
{
    bool changed = false;
    for (const struct job *j = list; j; j = j->next)
        changed |= j->call->masters && S_fine(j->st);
    if (changed)
        x->st[DB_KANRI] = kanri_set_read(w->store, &x->masters, &x->why[DB_KANRI]);
}

/* What is to be known of the jobs, whatever becomes of us, is committed with them. */
static void S_records(struct world *w, struct job *list, struct commits *x)
{
    for (int db = 0; db < DB_COUNT; db++)
        if (x->open[db] && x->st[db] == ST_OK)
            x->st[db] = audit_wait(w, list, (enum db)db, &x->why[db]);
}

/* It is in force before the answers and the messages, so that who reads of a change or of 処理完了 finds it
 * so. */
static void S_commit(struct world *w, struct commits *x)
{
    for (int db = 0; db < DB_COUNT; db++) {
        struct tx *tx = tx_writer(w->store, (enum db)db);
        if (x->open[db] && x->st[db] == ST_OK)
            x->st[db] = tx_commit(tx);
        else if (x->open[db])
            tx_rollback(tx);
    }
    if (x->masters && x->st[DB_KANRI] == ST_OK)
        kanri_set_put(w, x->masters);
    else
        kanri_set_release(x->masters);
}

/* What the jobs have set going is known before anybody can ask for it; one that was undone has set nothing
 * going. */
static void S_going(struct world *w, const struct job *list)
{
    pthread_mutex_lock(&w->lock);
    for (const struct job *j = list; j; j = j->next) {
        const struct call *c = j->call;
        if (!S_fine(j->st))
            continue;
        lanes_add(&w->lanes, c->work_of, c->going, c->jun);
        if (c->asked)
            lanes_add(&w->lanes, c->asked, GOING_ASKED, c->jun);
        w->jun = c->jun > w->jun ? c->jun : w->jun;
    }
    pthread_mutex_unlock(&w->lock);
}

/* A disk that was ordered to be slow is so for all of the world, but for who ends it or begins it anew. */
static void S_slow(struct world *w, const struct job *list)
{
    int64_t ms = 0;
    for (const struct job *j = list; j; j = j->next)
        ms += S_fine(j->st) ? j->disk_ms : 0; /* of the others nothing is committed */
    if (!ms)
        return;
    const int64_t until = clock_real_us() + ms * 1000;
    const struct timespec ts = {until / 1000000, until % 1000000 * 1000};
    pthread_mutex_lock(&w->lock);
    while (!w->stop && !w->quiesce && clock_real_us() < until)
        pthread_cond_timedwait(&w->work, &w->lock, &ts);
    pthread_mutex_unlock(&w->lock);
}

static void S_batch(struct world *w, struct job *list, int64_t now)
{
    struct commits x = {.open = {false}};
    for (int db = 0; db < DB_COUNT; db++)
        x.why[db] = DIAG_INIT;
    audit_batch(w);
    for (struct job *j = list; j; j = j->next) {
        S_fill(w, j, now);
        enum status st = x.open[j->db] ? ST_OK : tx_begin(j->call->tx);
        x.open[j->db] = st == ST_OK;
        if (st == ST_OK)
            S_run(w, j);
        else
            store_blame(w->store, j->st = st, j->call->diag);
    }
    S_masters(w, list, &x);
    S_records(w, list, &x);
    S_slow(w, list);
    S_commit(w, &x);
    S_outcomes(w, list, &x);
    audit_chain(w);
    S_going(w, list);
    for (struct job *j = list, *next; j; j = next) {
        next = j->next;
        j->done(j->st, j->cls);
    }
}

/* Splits what waits: jobs of this generation to run (none during a reset), late ones to drop. Needs lock. */
static struct job *S_take(struct world *w, struct job **ret_late)
{
    struct job *run = NULL, **tail = &run, *late = NULL;
    int n = 0;
    while (w->head && n < BATCH_JOBS) {
        struct job *j = w->head;
        if (j->generation == w->generation && w->quiesce)
            break;
        w->head = j->next;
        j->next = NULL;
        if (j->generation != w->generation) {
            j->next = late;
            late = j;
        } else {
            *tail = j;
            tail = &j->next;
            n++;
        }
    }
    if (!w->head)
        w->tail = NULL;
    *ret_late = late;
    return run;
}

static void S_drop(struct job *list, enum status st)
{
    for (struct job *next; list; list = next) {
        next = list->next;
        list->done(st, list->cls);
    }
}

/* Real time from which messages may be carried. Callers and files come first: while more of them wait, what
 * they set going waits too, but not for long, and not while somebody waits for just that. Needs lock. */
static int64_t S_carry_at(const struct world *w)
{
    bool look = w->look_us && w->look_us <= clock_real_us();
    bool busy = (w->loader_busy || (w->head && !w->waiters)) && !look && !settle_hurry(w);
    int64_t turn =
        busy ? w->carried_us + (w->waiters || !w->loader_busy ? PATIENCE_US : FILE_PATIENCE_US) : 0;
    return w->quiesce ? INT64_MAX : turn > w->retry_us ? turn : w->retry_us;
}

/* Real time until which the writer may sleep; 0 when there is work, INT64_MAX for ever. Needs lock. */
static int64_t S_sleep_until(const struct world *w)
{
    if (w->head && (!w->quiesce || w->head->generation != w->generation))
        return 0;
    int64_t now_us = clock_real_us(), until = INT64_MAX;
    if (w->stir && !w->stop)
        until = S_carry_at(w);
    if (!w->clock.frozen && w->next_due != INT64_MAX && !w->quiesce) {
        int64_t left = w->next_due - clock_now(&w->clock);
        int64_t at = left <= 0 ? S_carry_at(w) : now_us + left * 1000000;
        until = at < until ? at : until;
    }
    if (w->load_again_us && !w->loader_busy && !w->quiesce && w->load_again_us < until)
        until = w->load_again_us;
    if (w->look_us && !w->quiesce && w->look_us < until)
        until = w->look_us;
    int64_t patience = settle_until(w);
    return patience < until ? patience : until;
}

static void S_sleep(struct world *w)
{
    for (;;) {
        int64_t until = S_sleep_until(w);
        if (until <= clock_real_us() || (w->stop && !w->head))
            return;
        if (until == INT64_MAX) {
            pthread_cond_wait(&w->work, &w->lock);
            continue;
        }
        struct timespec ts = {until / 1000000, until % 1000000 * 1000};
        pthread_cond_timedwait(&w->work, &w->lock, &ts);
    }
}

/* --check-invariants: after a piece of work that left nothing due, what the databases promise is looked at;
 * of large databases not after each, so that it takes a tenth of the time at most. */
static void S_check(struct world *w)
{
    int64_t began = clock_real_us();
    if (began < w->check_us)
        return;
    struct buf broken = BUF_INIT;
    for (int db = 0; db < DB_COUNT; db++)
        tx_check(tx_writer(w->store, (enum db)db), &broken);
    kiroku_check(tx_writer(w->store, DB_CHUKAN), tx_writer(w->store, DB_GAIBU), &broken);
    struct access_count ignored;
    access_check(tx_writer(w->store, DB_UNYO), tx_writer(w->store, DB_GAIBU), &ignored, &broken);
    if (broken.len)
        say_broken(w->name, broken.data);
    buf_release(&broken);
    w->check_us = clock_real_us() + 9 * (clock_real_us() - began);
}

/* Messages and bulk files. Whoever writes or moves the clock while this runs sets `stir` again. */
static void S_carry(struct world *w)
{
    bool more = false;
    int64_t due = INT64_MAX;
    struct diag why = DIAG_INIT;
    enum status st = courier_run(w, &more, &due);
    if (st == ST_OK && !more && w->check_invariants)
        S_check(w);
    if (st == ST_OK && !more)
        st = schedule_next(w);
    store_blame(w->store, st, &why);
    pthread_mutex_lock(&w->lock);
    w->next_due = due;
    w->carrying = false;
    w->carried_us = clock_real_us();
    if (st != ST_OK || more)
        w->stir = true;
    if (st != ST_OK)
        w->retry_us = clock_real_us() + RETRY_US;
    world_stood(w, &w->carrying_stands,
                lang_tr("連携メッセージの配送", "the delivery of messages between institutions"), st, &why);
    pthread_mutex_unlock(&w->lock);
}

/* One turn: jobs, then what they set going. Needs lock; lets go of it meanwhile. */
static void S_turn(struct world *w)
{
    struct job *late, *list = S_take(w, &late);
    int64_t now = clock_now(&w->clock);
    w->writer_busy = true;
    bool again = w->load_again_us && !w->loader_busy && w->load_again_us <= clock_real_us();
    bool look = w->look_us && w->look_us <= clock_real_us();
    w->stir = w->stir || list || again || look || (!w->clock.frozen && w->next_due <= now);
    pthread_mutex_unlock(&w->lock);
    turn_wait(TURN_WRITER);
    S_drop(late, ST_RESET);
    if (list)
        S_batch(w, list, now);
    turn_wait(TURN_ANSWER);
    pthread_mutex_lock(&w->lock);
    if (w->stir && S_carry_at(w) <= clock_real_us()) {
        w->stir = false;
        w->carrying = true;
        pthread_mutex_unlock(&w->lock);
        turn_wait(TURN_COURIER);
        S_carry(w);
        pthread_mutex_lock(&w->lock);
    }
    w->writer_busy = false;
}

void *writer_main(void *world)
{
    struct world *w = world;
    pthread_mutex_lock(&w->lock);
    while (!w->stop || w->head) {
        S_turn(w);
        settle_wake(w);
        pthread_cond_broadcast(&w->rested);
        S_sleep(w);
    }
    settle_wake(w);
    pthread_cond_broadcast(&w->rested);
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

void world_submit(struct world *w, struct job *job)
{
    pthread_mutex_lock(&w->lock);
    /* what the loader has read of a generation that has passed must not touch the next one; and a reset waits
     * for the loader, which must not wait for it */
    uint64_t generation = loading ? loading : (uint64_t)job->call->generation;
    bool late = (generation && generation != w->generation) || (loading && w->quiesce);
    enum status st = w->stop ? ST_STOPPING : late ? ST_RESET : ST_OK;
    if (st == ST_OK) {
        job->next = NULL;
        job->generation = w->generation;
        job->loader = loading != 0;
        if (w->tail)
            w->tail->next = job;
        else
            w->head = job;
        w->tail = job;
        pthread_cond_signal(&w->work);
    }
    pthread_mutex_unlock(&w->lock);
    if (st != ST_OK)
        job->done(st, job->cls);
}

struct write_wait {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool over;
    enum status st;
    const struct job *what;
};

static enum status S_wait_run(struct call *c, void *cls)
{
    struct write_wait *x = cls;
    return x->what->run(c, x->what->cls);
}

static void S_wait_outcome(bool kept, void *cls)
{
    const struct write_wait *x = cls;
    if (x->what->outcome)
        x->what->outcome(kept, x->what->cls);
}

static void S_wait_done(enum status st, void *cls)
{
    struct write_wait *x = cls;
    pthread_mutex_lock(&x->lock);
    x->st = st;
    x->over = true;
    pthread_cond_signal(&x->done);
    pthread_mutex_unlock(&x->lock);
}

enum status write_wait(struct world *w, const struct job *what)
{
    struct write_wait x = {.lock = PTHREAD_MUTEX_INITIALIZER, .done = PTHREAD_COND_INITIALIZER, .what = what};
    struct job job = {.db = what->db,
                      .call = what->call,
                      .run = S_wait_run,
                      .outcome = S_wait_outcome,
                      .done = S_wait_done,
                      .cls = &x,
                      .audit = what->audit,
                      .doing = what->doing};
    world_submit(w, &job);
    if (loading) /* the loader has nothing else to do: what its writes before left in the log comes home */
        store_tidy(w->store, what->db);
    pthread_mutex_lock(&x.lock);
    while (!x.over)
        pthread_cond_wait(&x.done, &x.lock);
    pthread_mutex_unlock(&x.lock);
    if (job.doing)
        job.doing->recorded = job.recorded;
    return x.st;
}

enum status world_write_wait(struct world *w, enum db db, struct call *c,
                             enum status (*run)(struct call *c, void *cls), void *cls)
{
    const struct job what = {.db = db, .call = c, .run = run, .cls = cls};
    return write_wait(w, &what);
}

bool world_loader_stop(struct world *w)
{
    pthread_mutex_lock(&w->lock);
    bool stop = w->stop || w->quiesce || w->load_yield;
    pthread_mutex_unlock(&w->lock);
    return stop;
}

const atomic_bool *world_loader_ends(struct world *w)
{
    return &w->loader_ends;
}
