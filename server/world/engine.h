/* Inside world/ only: what a world is made of, and which file owns which part. Locks: `gate` is held for
 * reading by every read request and for writing while a reset swaps the store; `lock` guards what else is
 * marked. Never wait for the disk under `lock`. Order: changing (create.c), advancing, resetting, gate,
 * images (baseline.c), set.lock (worlds.c), lock; below them all, with none inside: refused.lock, grave.lock,
 * journal.lock, tracker.lock, faults.lock, audit.lock (in the first and the last that of behind.c).
 * judge.lock is taken with none held; in it that of bench.c, tracker.lock, lock, each alone. */
#ifndef WORLD_ENGINE_H
#define WORLD_ENGINE_H
#include <pthread.h>
#include <stdatomic.h>

#include "base/clock.h"
#include "base/copies.h"
#include "base/password.h"
#include "store/kanri_password.h"
#include "store/kanri_tables.h"
#include "world/audit.h"
#include "world/case/judge.h"
#include "world/case/tracker.h"
#include "world/fault.h"
#include "world/journal.h"
#include "world/lanes.h"
#include "world/standing.h"
#include "world/world.h"

enum { WORLD_NAME = 33, BASELINE_PATH = WORLD_NAME + 600, BATCH_JOBS = 256, BATCH_MESSAGES = 64 };

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

/* What is known of the password of one user or system of a set (login.c). */
struct proof {
    _Atomic uint64_t seal[4];  /* of the right one, once it was proven; 0: not yet */
    _Atomic uint64_t bogus[4]; /* of the last wrong one: who sends the same again and again costs no hash */
    /* Wrong ones, as they are judged and as they are counted; and how many of them a right one that is
     * counted had before it when it was judged, which are cleared. While they differ, the right one is
     * counted behind the others, and a right one clears none that was judged after it. */
    atomic_ullong wrong, cleared;
};

/* Counted: 1 for the world while it is the present one, 1 for each who reads it. */
struct kanri_set {
    atomic_int refs;
    struct arena *arena;
    struct kanri_tables tables;
    unsigned char key[32];         /* of the seals: random, the set's own */
    struct proof *users, *systems; /* in the order of the tables */
    const struct code_map **maps;  /* 業務コード, in the order of tables.hokensha; NULL: it has none */
};

/* The message that was last told of as one that cannot be applied; id 0: it has been applied since. */
struct complaint {
    uint64_t generation;
    enum db from;
    int64_t id;
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

    pthread_mutex_t advancing; /* one advance of the clock at a time; a reset goes ahead meanwhile */
    pthread_mutex_t resetting; /* one reset or drop at a time */
    pthread_rwlock_t gate;
    struct store *store;          /* under gate */
    struct manifest manifest;     /* under lock: of the present generation */
    char baseline[BASELINE_PATH]; /* under resetting or sparing: folder of the image that the fixture compiles
                                     to */
    char spare_of[BASELINE_PATH]; /* the image that the spare folder is a copy of */
    struct store *spare_store;    /* the spare, open already; of the loader thread until `spare` names it */

    pthread_mutex_t lock;
    pthread_cond_t work, rested; /* for the writer; for those who wait for it */
    struct kanri_set *kanri;     /* under lock: who may call */
    atomic_ullong masters;       /* changed with it: another number */
    struct complaint complaint;  /* of the writer */
    int64_t asked;               /* of the writer: access.h */
    struct policy policy;        /* under lock */
    struct vclock clock;         /* under lock */
    bool clocking;               /* under lock: a change of the clock is on its way; the next one waits */
    uint64_t generation;         /* under lock: rises when a reset has succeeded, not before */
    uint64_t begun;              /* under lock: the epoch in which this generation began */
    struct job *head, *tail;     /* under lock */
    bool stop, quiesce;          /* under lock */
    atomic_bool loader_ends;     /* either of them; changed under lock */
    bool stir; /* under lock: something was written or the clock moved, messages may be due */
    bool writer_busy, loader_busy, carrying;
    struct lanes lanes; /* under lock: what is under way for whom */
    int64_t jun;        /* under lock: order of acceptance of the last link file */
    int64_t next_due;   /* under lock: virtual time of the earliest message known, INT64_MAX none */
    int64_t carried_us; /* under lock: real time of the last delivery */
    int64_t retry_us;   /* under lock: real time before which a failed delivery is not tried again */
    struct standstill carrying_stands, loading_stands; /* under lock: deliveries, and the loader */
    char load[24];                                     /* under lock: uketsuke for the loader, "" none */
    char load_of[LANE_NAME];                           /* under lock: whose it is, while loader_busy */
    char loaded[24];                                   /* under lock: what the loader had last */
    int64_t load_began_us;                             /* under lock: real time */
    int64_t load_again_us; /* under lock: when what it gave up may be tried again, 0: it gave up nothing */
    bool load_yield;       /* under lock: it is to let go of its file for a while */
    int64_t look_us;       /* under lock: when the loader's file has had its turn, 0: nobody waits for that */
    struct waiter *waiters;  /* under lock */
    struct waiter *sleepers; /* under lock: they wait for until_us alone */
    bool created;            /* under lock: over the control API, and never reset: it has no spare */
    uint64_t spare,
        spare_failed;  /* under lock: the generation whose folder lies ready or cannot be made, 0 none */
    bool sparing;      /* under lock: the loader thread is making it, or the copy of a snapshot */
    char ready_of[40]; /* under lock: the snapshot that is to lie ready, "" none */
    enum { READY_NOT, READY_WANTED, READY_STANDS } ready; /* under lock */
    pthread_cond_t load_work;
    pthread_t writer, loader;
    bool threads;
    struct faults faults;
    struct journal journal;
    struct tracker tracker;
    struct case_judge judge;
    struct audit audit;
};

/* writer.c */
void *writer_main(void *world);
/* On a loader thread: its writes are of that generation from now on; 0: it is between files. */
void writer_loads(uint64_t generation);
/* loading.c */
void *loader_main(void *world);
/* say.c: world_say of one that there may be no struct of; what check_invariants finds, our bug. */
void say_named(const char *world, const char *text);
void say_broken(const char *world, const char *text);
/* stood.c: what came of an attempt; whoever runs the daemon hears when it stands still and when it goes on.
 * Needs lock; lets go of it for that. */
void world_stood(struct world *w, struct standstill *s, const char *what, enum status st,
                 const struct diag *why);
/* courier.c: delivers what is due in one store; runs on the writer thread. *ret_more: there may be more at
 * once; *ret_due: earliest due time left. What is ato of an insurer whose file is at work stays. */
enum status courier_run(struct world *w, bool *ret_more, int64_t *ret_due);
/* The earliest that will fall due, messages and link files (one that is due already is the loader's);
 * INT64_MAX: nothing. */
int64_t courier_due(struct store *s, int64_t now);
/* Adds what is due in the outboxes, as when it was sent. Like courier_due on the writer thread, or before
 * there is one. */
enum status courier_lanes(struct store *s, int64_t now, struct lanes *l);
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
 * or with *d: BUSY (10 minutes), RESET, STOPPING, what the work stands still with. item names what waits. */
enum status engine_settle(struct world *w, uint64_t generation, const char *item, struct diag *d);
/* RESET, with *d: the request came for a generation that has passed. Takes lock. */
enum status engine_passed(struct world *w, const char *item, struct diag *d);
/* A call for the engine's own work (courier, operator, meta): now, policy, spool filled in. Takes lock. */
void engine_call(struct world *w, struct call *c);
/* write.c: a write on behalf of the control API, waited for; *d is filled when it fails. generation 0: the
 * present one. outcome as in struct job, or NULL. */
enum status engine_write(struct world *w, uint64_t generation, enum db db,
                         enum status (*run)(struct call *c, void *cls), void (*outcome)(bool kept, void *cls),
                         void *cls, struct diag *d);
/* writer.c: world_write_wait of a job as described: db, call, run, outcome and cls. */
enum status write_wait(struct world *w, const struct job *what);

/* worlds.c: an object of that name, in no set and without threads; world_release. */
struct world *world_new(const char *name, const char *fixture);
/* Starts the threads of one that has been opened, and puts it into the set. */
enum status world_start(struct world *w, struct diag *d);
void world_stop(struct world *w);
/* For each that lives, under set.lock: event.c, audit_event.c, clients.c. */
void worlds_each(void (*tell)(struct world *w, const void *what), const void *what);
/* Out of the set; the caller has its reference. NULL: none of that name. */
struct world *worlds_take(const char *name);
/* There is one of that name, which lives or is refused. */
bool world_known(const char *name);
/* fixtures/worlds/NAME, malloc'ed; NULL when out of memory. */
char *worlds_fixture(const char *name);

/* Whether a world can have that name. */
bool world_name_ok(const char *s);

/* refused.c: worlds whose data cannot be opened, or whose fixture is wrong, and why; thread-safe. why->all:
 * all of that, or NULL; copied. fixture NULL: not known. */
void refused_put(const char *name, const char *fixture, const struct diag *why);
char *refused_fixture(const char *name); /* malloc'ed, or NULL */
void refused_forget(const char *name);
void refused_clear(void);
/* Adds an element for each whose name lies between (NULL: no bound) to an open JSON array. */
void refused_list(struct buf *json, const char *after, const char *before);

/* baseline.c: what the fixture folder says now, and the folder of the image that it compiles to. FIXTURE here
 * and below: the folder is wrong; d->all has everything. */
enum status baseline_read(const struct world *w, struct manifest *m, char image[BASELINE_PATH],
                          struct diag *d);
/* The image is there, as it was compiled; if not, it is compiled, and a damaged one is told of. */
enum status baseline_ensure(const struct world *w, const struct manifest *m, const char *image,
                            struct diag *d);
/* The same for a world that begins: what was kept in its fixture must be there as it was, even where an image
 * of that is at hand. */
enum status baseline_first(const struct world *w, const struct manifest *m, const char *image,
                           struct diag *d);
/* Compiles it whatever it looks like; *d says why. */
enum status baseline_again(const struct world *w, const struct manifest *m, const char *image,
                           struct diag *d);
/* Copies the image into dir (made new; nothing is left of it on failure). */
enum status baseline_copy(const char *image, const char *dir, struct diag *d);

/* life.c */
struct remains {
    uint64_t present, highest; /* the generation that lives, the highest whose folder is there; 0: none */
};
/* What lies in the folder of w. WORLD_BROKEN when it has generations, but which one lives cannot be told or
 * is not there; *ret is filled even so. */
enum status life_find(const struct world *w, struct remains *ret, struct diag *d);
/* What a world was created with, in place of what its fixture says (hajime.c). */
struct beginning {
    uint64_t seed; /* 0: that of the fixture */
    int64_t start; /* virtual time, seconds UTC; INT64_MIN: that of the fixture */
};
void hajime_take(const struct beginning *b, struct manifest *m);
/* Notes it in dir, the folder of a world; nothing when there is nothing to note. */
enum status hajime_keep(const struct beginning *b, const char *dir, struct diag *d);
/* What is noted of w; when nothing is, what its fixture says. */
enum status hajime_of(const struct world *w, struct beginning *ret, struct diag *d);
/* Takes what is noted of w. WORLD_BROKEN: what is there is no such note. */
enum status hajime_read(const struct world *w, struct manifest *m, struct diag *d);
/* Makes the folder of w, with a first generation from w->baseline; as a whole or not at all. m: the fixture;
 * the clock of a kept one goes on from where it was. */
enum status life_make(struct world *w, const struct beginning *b, const struct manifest *m, struct diag *d);
/* Opens a generation and makes it the present one; the others are buried. */
enum status life_open(struct world *w, uint64_t present, const struct manifest *m, struct diag *d);
/* Makes the folder of the next generation ahead of its reset; false when it could not (the reset will, or
 * will tell). */
bool life_prepare(struct world *w, uint64_t generation);
/* That folder, or a new copy of w->baseline, opened. */
enum status life_begin(struct world *w, uint64_t generation, const struct manifest *m, struct store **ret,
                       struct diag *d);
/* ready.c: the snapshot of that name and size was saved or restored last. Takes lock. */
void ready_want(struct world *w, const char *name, int64_t bytes);
/* On the loader thread, while nobody saves: false: there is none. */
bool ready_make(struct world *w);
bool ready_has(struct world *w, const char *name); /* its copy lies in ready_dir. Takes lock. */
void ready_forget(struct world *w);     /* There is none from now on. Takes lock; the world rests. */
char *ready_dir(const struct world *w); /* malloc'ed */
/* The spare folder is of no use, or in the way: it is closed. The world rests. */
void life_forget_spare(struct world *w);
/* Removes uploads whose call never ended; nobody was told of them. */
enum status life_sweep_spool(struct store *s, struct diag *d);
char *life_dir(const struct world *w, uint64_t generation);
enum status life_point(const struct world *w, uint64_t generation, struct diag *d);
/* Writes ahead what life_point will: durable when c has ended, and if that fails, to be taken back. */
bool life_point_ahead(const struct world *w, uint64_t generation, struct copies *c);
void life_point_back(const struct world *w, uint64_t generation);
void life_keep_fixture(const struct world *w);
void life_bury(const struct world *w, uint64_t generation,
               struct store *s); /* takes s over; it may be NULL */
void life_sweep(const struct world *w, uint64_t present);

/* heir.c: what a generation brings with it. */
struct heir {
    const struct manifest *manifest;
    struct store *store;
    struct kanri_set *kanri;
    struct policy policy;
    struct vclock clock;
    bool stood;           /* its clock stood still since it was kept, also a running one */
    bool clear_journal;   /* the journal begins with the generation */
    bool clear_faults;    /* none that was ordered goes on */
    enum tracker_run run; /* of the test cases */
    const char
        *restored;   /* the record of test cases goes on from where that was saved; NULL: from where it is */
    int64_t entries; /* so many it had, when it was cleared */
    int64_t faults;  /* so many went */
};
/* Fills kanri, policy and clock from the store and the manifest. */
enum status life_inherit(struct heir *h, struct diag *d);
/* The world goes on with it; its writer rests. Takes gate and lock. Answers how many jobs wait that were sent
 * to the generation before. */
int64_t life_adopt(struct world *w, struct heir *h, uint64_t generation);
/* The heir's store is open as the next generation, and st is what came of making it ready: then the world
 * goes on with it (*ret_jobs as above) and the old one is buried; else the heir is, and the old one stays. */
enum status life_succeed(struct world *w, struct heir *h, enum status st, int64_t *ret_jobs, struct diag *d);

/* kanri_set.c; *ret is untouched on failure. */
enum status kanri_set_read(struct store *s, struct kanri_set **ret, struct diag *d);
struct kanri_set *kanri_set_hold(struct world *w); /* the present one; release it. Takes lock. */
void kanri_set_release(struct kanri_set *set);
void kanri_set_put(struct world *w, struct kanri_set *fresh); /* takes it over. Takes lock. */

/* clients.c: every 接続システム and 統合専用端末 of a set that is to be the world's has its client
 * certificate (pki_issue.h), as at a start: nothing without an issuer. */
enum status clients_issue(const struct world *w, const struct kanri_set *set, struct diag *d);
/* The same for a generation that begins whatever comes of it: the log has why. */
void clients_certify(const struct world *w, const struct kanri_set *set);

/* shomeisho.c: the certificate is one of those that were issued for the name, and in force. Takes lock. */
enum status shomeisho_judge(struct world *w, const struct kanri_set *set, const struct cert_shown *c,
                            struct diag *d);
/* It was issued to an ASP, whom the insurer of the system has given a 委任状: CERT_MISMATCH, CERT_ININJO. */
enum status shomeisho_asp(const struct kanri_set *set, const struct cert_shown *c,
                          const struct kanri_system *s, struct diag *d);

/* clock_control.c, progress.c: what a change answers; RESET when its generation (0: any) has passed. */
enum status clock_show(struct world *w, uint64_t generation, struct buf *json, struct diag *d);
enum status progress_show(struct world *w, uint64_t generation, struct buf *json, struct diag *d);

/* clock and progressions as kept in kanri.db's meta table */
enum status keep_clock(struct world *w, const struct vclock *c);
enum status keep_clock_in(struct store *s, const struct vclock *c);
/* It stands, and is what is kept. The world rests. */
bool clock_stands(struct store *s, const struct vclock *c);
enum status keep_progress(struct store *s, enum work work, const struct progression *p);
/* A seed of the world's own; life_inherit reads it. */
enum status keep_seed(struct store *s, uint64_t seed);
/* pause.c: the one that may stop this world; unlock resetting afterwards, whatever is answered. NO_SUCH_WORLD
 * when it is dropped, RESET when that generation (0: any) has passed. */
enum status engine_claim(struct world *w, uint64_t generation, const char *item, struct diag *d);
/* Nothing of this world is written when this returns: the writer's connections are ours, callers' jobs wait.
 * *ret_loading: a link file was at work; it goes on after engine_resume, or went with its generation
 * (swapped). */
void engine_pause(struct world *w, bool *ret_loading);
void engine_resume(struct world *w, bool swapped);
/* requests.c: a generation begins somewhere; answers its epoch. */
uint64_t world_epoch_next(void);
/* That of a request; 0: the present one. Takes lock. */
uint64_t world_generation(struct world *w, uint64_t generation);
int64_t world_now(struct world *w); /* virtual time. Takes lock. */
/* Fills world, generation of a call. Needs lock. */
void world_facts(const struct world *w, struct call *c);

/* reset.c: what {"keep":[…]} names, as bits */
enum keep {
    KEEP_CLOCK = 1,
    KEEP_PROGRESS = 2,
    KEEP_JOURNAL = 4,
    KEEP_SEED = 8,
    KEEP_TRACKER = 16,
    KEEP_FAULTS = 32
};
enum status reset_keeps(const struct order_reset *o, unsigned *ret, struct diag *d);
/* What a reset answers. counts: what it has cleared of the databases, as members of an object. */
struct reset_cleared {
    int64_t jobs, files, journal;
    int64_t faults;
    int64_t kiroku, kinyu; /* of test cases: what was seen; of it what was said by hand */
};
void reset_tell(struct buf *json, const char *world, int64_t generation, const char *counts,
                const struct reset_cleared *rest, int64_t us);
#endif
