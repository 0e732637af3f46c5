/* A world: one isolated simulated environment (DESIGN 3) with its store, clock, policy, writer, courier,
 * journal. Threads: the writer thread owns every write transaction (group commit: all jobs that wait are run,
 * committed with one fsync per database, then answered); the loader thread takes bulk files. Everything here
 * is thread-safe. Called by soap/dispatch, csv/loader, http/control and main. */
#ifndef SERVICE_SIM_WORLD_H
#define SERVICE_SIM_WORLD_H
#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "service/op.h"
#include "service/sim/manifest.h"
#include "service/sim/policy.h"

struct world;

/* --- the set of worlds ---------------------------------------------------------------------------------- */
struct worlds_options {
    const char *data;     /* data folder; worlds live in data/worlds/NAME */
    const char *fixtures; /* fixtures folder */
    uint64_t seed;        /* --seed; 0: that of world.xml */
    bool check_invariants;
    /* Told of what check_invariants finds broken; NULL: nobody asks. The edge logs it. */
    void (*report)(const char *world, const char *text);
    /* Fixture reading, from csv/fixture.c (see manifest.h). */
    enum status (*manifest)(const char *dir, struct manifest *ret, struct diag *d);
    enum status (*compile)(const struct manifest *m, const char *store_dir, struct diag *d);
    const struct layout_hooks *layouts; /* csv/online.c (struct call) */
    /* Takes one accepted bulk file to its end, or until it waits for answers (csv/loader.c); runs on the
     * loader thread of the world. true: not so far, try again a little later. */
    bool (*load)(struct world *w, const char *uketsuke);
};
enum status worlds_open(const struct worlds_options *o, struct diag *d);
/* Finishes what was accepted, stops the threads, closes the stores. */
void worlds_close(void);
/* Every 接続システム of every world, for its client certificate. */
enum status worlds_each_system(void (*fn)(const char *system, const char *hokensha, void *cls), void *cls);
/* A counted reference, or NULL. */
struct world *world_find(const char *name, size_t n);
void world_release(struct world *w);

/* --- requests --------------------------------------------------------------------------------------------
 */
/* Proves certificate CN + システム識別子 + password. cert_cn NULL: the plain port, login only. Fills *ret
 * with texts in a. Failures: UNKNOWN_SYSTEM, BAD_PASSWORD, CERT_MISMATCH. */
enum status world_login(struct world *w, const char *system, const char *password, const char *cert_cn,
                        struct arena *a, struct caller *ret, struct diag *d);
/* Completes *ret with 依頼元部署 and ユーザー and the user's roles: UNKNOWN_BUSHO, UNKNOWN_USER. */
enum status world_enter(struct world *w, const char *busho, const char *user, struct arena *a,
                        struct caller *ret, struct diag *d);
int64_t world_upload_limit(struct world *w);

/* One read on a snapshot, in the calling thread. c: arena, caller, diag set; the rest is filled in. */
enum status world_read(struct world *w, enum db db, struct call *c,
                       enum status (*run)(struct call *c, void *cls), void *cls);

/* One write. The job stays the caller's until done() is called, on the writer thread, after the commit. */
struct job {
    enum db db;
    struct call *call;                             /* arena, caller, diag set; the rest is filled in */
    enum status (*run)(struct call *c, void *cls); /* inside a savepoint */
    void (*done)(enum status st, void *cls);       /* st: of run, or RESET, DISK, STOPPING */
    void *cls;
    /* private */
    struct job *next;
    uint64_t generation;
    enum status st;
};
void world_submit(struct world *w, struct job *job);

/* true: settled now (nothing due is waiting or running). false: woken(cls) will be called once, from another
 * thread, when it has settled or policy.settle_ms have passed. */
bool world_settled(struct world *w, void (*woken)(void *cls), void *cls);
/* The same, blocking; false when timeout_ms passed first. */
bool world_wait_settled(struct world *w, int64_t timeout_ms);

/* A new file for an upload in unyo's spool; the path lives in a. Answers fd, or -1 (diag filled). */
int world_spool(struct world *w, struct arena *a, const char **ret_path, struct diag *d);

/* --- bulk files, for csv/loader ---------------------------------------------------------------------------
 */
/* Runs a write on the writer and waits for its commit. RESET when the generation has passed: the loader gives
 * up. */
enum status world_write_wait(struct world *w, enum db db, struct call *c,
                             enum status (*run)(struct call *c, void *cls), void *cls);
/* true when the loader must stop where it is (reset, shutdown): the file is resumed or dropped by others. */
bool world_loader_stop(struct world *w);
/* 業務コード of one insurer, in the order of the fixture; all in a. */
struct kanri_gyomu_code; /* store/kanri_tables.h */
enum status world_gyomu_codes(struct world *w, const char *hokensha, struct arena *a,
                              const struct kanri_gyomu_code **ret, size_t *ret_n);

/* --- journal: what came in, in order; bounded memory; texts are masked ------------------------------------
 */
struct journal_entry {
    const char *service, *op, *system, *code, *uketsuke, *note; /* any may be NULL */
    int http;
    int64_t us, bytes_in, bytes_out;
};
void world_journal(struct world *w, const struct journal_entry *e);

/* --- control API: each fills json with an object and answers a status -------------------------------------
 */
enum status sim_worlds_list(struct buf *json);
enum status sim_world_create(const char *body, struct buf *json,
                             struct diag *d); /* {"name":…,"fixture":…,"seed":…} */
enum status sim_world_drop(const char *name, struct buf *json, struct diag *d);
enum status sim_reset(struct world *w, const char *body, struct buf *json,
                      struct diag *d); /* {"keep":["clock",…]} */
enum status sim_clock_get(struct world *w, struct buf *json);
enum status sim_clock_put(struct world *w, const char *body, struct buf *json,
                          struct diag *d); /* {"frozen":true,"at":"…"} */
enum status sim_clock_advance(struct world *w, const char *body, struct buf *json,
                              struct diag *d); /* {"seconds":N} | {"to":"…"} */
enum status sim_progress_get(struct world *w, struct buf *json);
enum status sim_progress_put(struct world *w, const char *body, struct buf *json,
                             struct diag *d); /* {"fugo":{"how":"manual","polls":0}} */
enum status sim_journal(struct world *w, int64_t since, struct buf *json);
enum status sim_journal_wait(struct world *w, int64_t since, int64_t timeout_ms, struct buf *json);
enum status sim_digest(struct world *w, struct buf *json, struct diag *d);
/* POST operator/ACTION; actions are listed in service/operator.def (one action = one function). */
enum status sim_operator(struct world *w, const char *action, const char *body, struct buf *json,
                         struct diag *d);
#endif
