/* Inside service/sim/ only: what a world is made of, and which file owns which part.
 * Locks: `gate` is held for reading by every read request and for writing while a reset swaps the store;
 * `lock` guards everything else that is marked. Order: resetting, gate, lock. Never wait for the disk under
 * `lock`. */
#ifndef SERVICE_SIM_ENGINE_H
#define SERVICE_SIM_ENGINE_H
#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "service/sim/lanes.h"
#include "service/sim/world.h"
#include "store/kanri_tables.h"

enum { WORLD_NAME = 33, JOURNAL_ENTRIES = 2048, BATCH_JOBS = 256, BATCH_MESSAGES = 64 };

/* What a caller waits for: its insurer's work of some kinds, and all of another's. */
struct want {
    char hokensha[LANE_NAME];
    unsigned mask; /* bits of enum going */
    bool others;
    char other[LANE_NAME]; /* with others: "" is every one */
    uint64_t generation;
};

struct waiter {
    struct waiter *next;
    struct want want;
    void (*woken)(enum status st, void *cls);
    void *cls;
    int64_t until_us; /* real time */
    int64_t upto; /* order of acceptance of the last link file when it came: later ones are not waited for */
    enum status st; /* why it is woken */
};

struct journal_row {
    char at[CLOCK_TEXT], service[16], op[48], system[32], code[8], uketsuke[24], note[200];
    int http;
    int64_t us, bytes_in, bytes_out;
};

/* Counted: 1 for the world while it is the present one, 1 for each who reads it. */
struct kanri_set {
    atomic_int refs;
    struct arena *arena;
    struct kanri_tables tables;
};

struct journal {
    pthread_mutex_t lock;
    pthread_cond_t grown;
    int64_t count; /* entries ever written; entry i (from 1) lies at (i - 1) % JOURNAL_ENTRIES */
    struct journal_row *rows;
};

struct world {
    char name[WORLD_NAME];
    char *dir;     /* DATA/worlds/NAME */
    char *fixture; /* fixture folder */
    atomic_int refs;
    struct world *next; /* in the registry */
    bool check_invariants;
    int64_t check_us; /* of the writer: real time before which they are not checked again */
    const struct worlds_options *options;

    pthread_mutex_t resetting; /* one reset, drop or advance at a time */
    pthread_rwlock_t gate;
    struct store *store;      /* under gate */
    struct manifest manifest; /* under gate */
    char baseline[WORLD_NAME +
                  600]; /* under resetting or sparing: folder of the image that the manifest compiles to */
    char spare_of[WORLD_NAME + 600]; /* the image that the spare folder is a copy of */
    struct store *spare_store; /* the spare, open already; of the loader thread until `spare` names it */

    pthread_mutex_t lock;
    pthread_cond_t work, rested; /* for the writer; for those who wait for it */
    struct kanri_set *kanri;     /* under lock: who may call */
    bool kanri_stale;            /* of the writer: the tables of kanri.db have changed since */
    struct policy policy;        /* under lock */
    struct vclock clock;         /* under lock */
    uint64_t generation;         /* under lock */
    uint64_t begun;              /* under lock: the epoch in which this generation began */
    uint64_t live;               /* under resetting: the generation whose store is open */
    struct job *head, *tail;     /* under lock */
    bool stop, quiesce;          /* under lock */
    bool stir; /* under lock: something was written or the clock moved, messages may be due */
    bool writer_busy, loader_busy, carrying;
    struct lanes lanes; /* under lock: what is under way for whom */
    int64_t
        jun; /* under lock: order of acceptance of the last link file; INT64_MAX before any was looked for */
    int64_t next_due;   /* under lock: virtual time of the earliest message known, INT64_MAX none */
    int64_t carried_us; /* under lock: real time of the last delivery */
    int64_t retry_us;   /* under lock: real time before which a failed delivery is not tried again */
    /* under lock: since when (real time) deliveries and the loader fail for want of a disk, 0: they do not */
    int64_t carry_stuck_us, load_stuck_us;
    char load[24];           /* under lock: uketsuke for the loader, "" none */
    char load_of[LANE_NAME]; /* under lock: whose it is, while loader_busy */
    char loaded[24];         /* under lock: what the loader had last */
    int64_t load_began_us;   /* under lock: real time */
    int64_t load_again_us;   /* under lock: when what it gave up may be tried again, 0: it gave up nothing */
    bool load_yield;         /* under lock: it is to let go of its file for a while */
    int64_t look_us; /* under lock: when the loader\'s file has had its turn, 0: nobody waits for that */
    struct waiter *waiters; /* under lock */
    uint64_t spare,
        spare_failed; /* under lock: the generation whose folder lies ready or cannot be made, 0 none */
    bool sparing;     /* under lock: the loader thread is making it */
    pthread_cond_t load_work;
    pthread_t writer, loader;
    bool threads;
    struct journal journal;
};

/* writer.c */
void *writer_main(void *world);
void *loader_main(void *world);
/* courier.c: delivers what is due in one store; runs on the writer thread. *ret_more: there may be more at
 * once; *ret_due: earliest due time left. What is ato of an insurer whose file is at work stays. */
enum status courier_run(struct world *w, bool *ret_more, int64_t *ret_due);
/* settle.c: nothing at all is under way. Needs lock. */
bool settled_locked(const struct world *w);
/* Wakes those who waited, when what they waited for is done, cannot go on or has taken too long. Needs lock;
 * lets go of it meanwhile. */
void settle_wake(struct world *w);
/* Real time at which somebody has waited long enough, INT64_MAX when nobody waits. Needs lock. */
int64_t settle_until(const struct world *w);
/* Somebody waits for what a delivery may bring on, also while the loader is at work. Needs lock. */
bool settle_hurry(const struct world *w);
/* For the control API: waits until the whole world has settled in this generation (0: the present one). OK,
 * or with *d: DISK, BUSY (10 minutes), RESET, STOPPING. item names what waits. */
enum status engine_settle(struct world *w, uint64_t generation, const char *item, struct diag *d);
/* A call for the engine's own work (courier, operator, meta): now, policy, spool filled in. Takes lock. */
void engine_call(struct world *w, struct call *c);
/* control.c: a write on behalf of the control API, waited for; *d is filled when it fails. generation 0: the
 * present one. */
enum status engine_write(struct world *w, uint64_t generation, enum db db,
                         enum status (*run)(struct call *c, void *cls), void *cls, struct diag *d);

/* baseline.c: the image of a fixture folder, compiled once per content; fills w->manifest and w->baseline. */
enum status baseline_ready(struct world *w, struct diag *d);
/* Copies the image into dir (made new). */
enum status baseline_copy(const struct world *w, const char *dir, struct diag *d);

/* Makes the folder of the next generation ahead of its reset; false when it could not (the reset will, or
 * will tell). */
bool life_prepare(struct world *w, uint64_t generation);
/* life.c: opens the present generation of w (or the first one), closes it */
enum status life_open(struct world *w, struct diag *d);
enum status life_begin(struct world *w, uint64_t generation, struct store **ret, struct diag *d);
char *life_dir(const struct world *w, uint64_t generation);
enum status life_point(const struct world *w, uint64_t generation, struct diag *d);
/* Takes clock, progressions and users from a store that was opened; under gate. */
enum status life_adopt(struct world *w, struct store *s, struct diag *d);

/* kanri_set.c; *ret is untouched on failure. */
enum status kanri_set_read(struct store *s, struct kanri_set **ret, struct diag *d);
struct kanri_set *kanri_set_hold(struct world *w); /* the present one; release it. Takes lock. */
void kanri_set_release(struct kanri_set *set);
void kanri_set_put(struct world *w, struct kanri_set *fresh); /* takes it over. Takes lock. */

/* clock and progressions as kept in kanri.db's meta table */
enum status keep_clock(struct world *w, const struct vclock *c);
enum status keep_progress(struct world *w, enum work work, const struct progression *p);
/* A seed of the world's own; life_adopt takes it. */
enum status keep_seed(struct store *s, uint64_t seed);
/* requests.c: a generation begins somewhere; answers its epoch. */
uint64_t world_epoch_next(void);
/* Fills world, generation of a call. Needs lock. */
void world_facts(const struct world *w, struct call *c);

/* journal.c */
bool journal_init(struct journal *j);
void journal_free(struct journal *j);
int64_t journal_clear(struct journal *j);
#endif
