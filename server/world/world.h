/* A world: one isolated simulated environment (DESIGN 3) with its store, clock, policy, writer, courier,
 * journal. Threads: the writer thread owns every write transaction (group commit: all jobs that wait are run,
 * committed with one fsync per database, then answered); the loader thread takes bulk files. Everything here
 * is thread-safe. Called by world/call, world/load/loader, http/control and main. */
#ifndef WORLD_WORLD_H
#define WORLD_WORLD_H
#include <stdatomic.h>
#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "service/op.h"
#include "service/policy.h"
#include "world/fixture/manifest.h"

struct world;

/* --- the set of worlds ---------------------------------------------------------------------------------- */
struct worlds_options {
    const char *data;     /* data folder; worlds live in data/worlds/NAME */
    const char *fixtures; /* fixtures folder */
    const char *schema;   /* schema folder */
    uint64_t seed;        /* --seed; 0: that of world.xml */
    bool check_invariants;
    int audit_former;          /* so many audit records of worlds that were dropped are kept */
    struct pki_issuer *issuer; /* of certificates for who is registered later; NULL: none are wanted */
    bool (*stops)(void);       /* whether the daemon has been told to stop; NULL: nobody tells */
};
/* A world whose fixture folder is wrong, or whose data cannot be opened, is refused: the others start. Fails
 * when none can be opened, or the data folder cannot be used. */
enum status worlds_open(const struct worlds_options *o, struct diag *d);
/* Finishes what was accepted, stops the threads, closes the stores. */
void worlds_close(void);
/* Every 接続システム and 統合専用端末 of every world whose key lies in the data folder, for its client
 * certificate, each name once; all in a. Before worlds come and go. */
struct world_client {
    const char *cn;
    const char *hokensha; /* whose it is, of one world and another: single spaces between */
};
enum status worlds_clients(struct arena *a, const struct world_client **ret, size_t *ret_n);
/* A counted reference, or NULL. */
struct world *world_find(const char *name, size_t n);
/* true: there is such a world, but what lies in its folder cannot be opened (*d: WORLD_BROKEN), or its
 * fixture is wrong (FIXTURE); *d says why. */
bool world_refused(const char *name, struct diag *d);
/* The names of those, as a JSON array behind `before`; nothing when there are none. */
void worlds_refused(const char *before, struct buf *json);
/* All that is wrong, as a JSON array of item, want, have. */
void reasons_json(const struct diags *all, struct buf *json);
void world_release(struct world *w);

/* --- requests --------------------------------------------------------------------------------------------
 */
/* How many generations have begun in all worlds: what a request takes note of when its first line is read. */
uint64_t worlds_epoch(void);
/* The generation that a request belongs to, or RESET: it has passed since (or the world was made since). */
enum status world_arrive(struct world *w, uint64_t epoch, uint64_t *ret_generation, struct diag *d);
/* OK or RESET: whether that generation is still the present one. */
enum status world_still(struct world *w, uint64_t generation, struct diag *d);
/* How somebody comes in (DESIGN 6): a 接続システム at /{world}/soap/, or a ユーザー at a 統合専用端末 at
 * /{world}/terminal/. */
enum way { WAY_SYSTEM, WAY_TANMATSU };
/* A certificate that TLS has proven. */
struct cert_shown {
    const char *cn;
    const char *o;      /* 保険者番号 that it is of, single spaces between; NULL: none */
    const char *shimon; /* fingerprint of its key (base/pki_shimon.h); NULL: not known */
    bool shared;        /* it is the data folder's own of this name */
};
/* It is of the kind that opens the door: CERT_TANMATSU, CERT_SYSTEM, and at the second way UNKNOWN_TANMATSU,
 * TANMATSU_TEISHI; it is the insurer's that has the name in the world now: CERT_HOKENSHA; and of those that
 * were issued here one that is in force now, by the world's clock: CERT_MIHAKKO, CERT_KAGI, CERT_SHIKKO,
 * CERT_MADA, CERT_KIGEN (shomeisho.c). That a system's is its own, its login says. */
enum status world_certificate(struct world *w, enum way way, const struct cert_shown *c, struct diag *d);
/* For who asks for what needs no login: the name of a certificate that world_certificate lets in is one of
 * this world. UNKNOWN_SYSTEM. Of who logs in the login tells more. */
enum status world_certificate_known(struct world *w, enum way way, const char *cn, struct diag *d);
/* Proves certificate + システム識別子 + password. cert NULL: the plain port, login only. Fills *ret
 * with texts in a, by the tables as they stand. Failures, in this order: UNKNOWN_SYSTEM, CERT_MISMATCH,
 * CERT_ININJO, SYSTEM_TEISHI, BAD_PASSWORD. */
enum status world_login(struct world *w, const char *system, const char *password,
                        const struct cert_shown *cert, struct arena *a, struct caller *ret, struct diag *d);
/* Whose system that is, text in a; "": there is none, NULL: no memory. */
const char *world_whose(struct world *w, const char *system, struct arena *a);
/* Whose terminal that is, for a login at it; text in a: UNKNOWN_TANMATSU, TANMATSU_TEISHI. */
enum status world_tanmatsu(struct world *w, const char *tanmatsu, struct arena *a, const char **ret_hokensha,
                           struct diag *d);
/* A try at the password of a user, which is counted before anybody is told of it. */
struct login_try {
    bool counts, right; /* counts: it is to be counted; or, a right one, clears what is */
    const char *tanmatsu, *hokensha, *user;
    uint64_t of, wrong; /* by which tables, and how many wrong ones they had seen of that user (engine.h) */
    int64_t limit, shippai; /* when it is counted */
    bool lock;
};
/* The second way: a ユーザー of the insurer at one of its 統合専用端末, which is proven already; by the
 * tables as they stand. Failures: LOGIN_USER, LOGIN_TEISHI, LOGIN_LOCK, LOGIN_PASSWORD; what keeps the
 * database from being read. *t: texts in a. */
enum status world_login_user(struct world *w, const char *tanmatsu, const char *hokensha, const char *user,
                             const char *password, struct arena *a, struct caller *ret, struct login_try *t,
                             struct diag *d);
/* A job of kanri.db; and what is told, once that is committed: OK, LOGIN_PASSWORD, LOGIN_LOCK. */
enum status world_login_count(struct call *c, struct login_try *t);
enum status world_login_counted(struct world *w, const struct login_try *t, struct diag *d);
/* Something that came before may still change who may call, whosever. */
bool world_masters_going(struct world *w);
/* Which tables say who may call: another number when they have changed. */
uint64_t world_masters(struct world *w);
/* Completes *ret with 依頼元部署 and ユーザー and the user's roles: UNKNOWN_BUSHO, UNKNOWN_USER, USER_TEISHI;
 * and IRAI_USER: another one has logged in. */
enum status world_enter(struct world *w, const char *busho, const char *user, struct arena *a,
                        struct caller *ret, struct diag *d);
/* Lets go of what *who has of the world; harmless when it has not entered. */
void world_leave(struct caller *who);
int64_t world_upload_limit(struct world *w);
enum ws_security world_ws_security(struct world *w);
enum wsdl_certificate world_wsdl_certificate(struct world *w);

/* One read on a snapshot, in the calling thread. c: arena, caller, diag, generation (0: the present one) set;
 * the rest is filled in. RESET when that generation has passed. */
enum status world_read(struct world *w, enum db db, struct call *c,
                       enum status (*run)(struct call *c, void *cls), void *cls);

struct audit_row;
struct audit_words;
struct audit_doing;
/* One write. The job stays the caller's until done() is called, on the writer thread, after the commit. */
struct job {
    enum db db;
    struct call *call; /* arena, caller, diag, generation (0: the present one) set; the rest is filled in */
    enum status (*run)(struct call *c, void *cls); /* inside a savepoint */
    /* Before done(), on the writer thread, of every job that was taken to run: whether what it wrote is
     * committed now. Memory that is to agree with the database changes here, not in run(). NULL: there is
     * none. */
    void (*outcome)(bool kept, void *cls);
    void (*done)(enum status st, void *cls); /* st: of run, or RESET, DISK, STOPPING */
    void *cls;
    /* As what it is in the audit record when it is committed (audit.h); NULL: it is not. */
    void (*audit)(const struct job *j, struct audit_row *r, struct audit_words *x);
    struct audit_doing *doing; /* for audit */
    /* Ordered on purpose (fault.h): what it wrote is not kept, as when the disk is full; and its commit takes
     * so many real milliseconds more. */
    bool disk_full;
    int64_t disk_ms;
    /* private */
    struct job *next;
    uint64_t generation;
    bool loader;   /* of the loader thread */
    bool recorded; /* in the audit record */
    enum status st;
};
void world_submit(struct world *w, struct job *job);

/* A call that is to run when what came before is done (struct op says what of it). */
struct settle {
    const char *hokensha; /* its insurer; copied */
    const struct op *op;
    const void *req;     /* of op; read before world_settle returns */
    bool whole;          /* whatever op is exempt from */
    uint64_t generation; /* 0: the present one */
};
/* OK: nothing of it is under way. PENDING: woken(st, cls) will be called once, from another thread: with OK,
 * or BUSY when policy.settle_ms have passed first, RESET, STOPPING, else what the work stands still with
 * (world_stands). Any other status is one of these, at once. With settle_ms 0 nobody waits. */
enum status world_settle(struct world *w, const struct settle *what, void (*woken)(enum status st, void *cls),
                         void *cls);
/* PENDING: woken(st, cls) will be called once, on the world's writer thread: with OK when so many real
 * milliseconds have passed, or RESET, STOPPING. Any other status is one of these, or LIMIT, at once. */
enum status world_sleep(struct world *w, uint64_t generation, int64_t ms,
                        void (*woken)(enum status st, void *cls), void *cls);
/* For the log of whoever runs the daemon: what goes on without anybody who asked (a fixture or a world that
 * is skipped and why, an image that is made again, work that stands still). */
void world_say(const struct world *w, const char *text);
/* st is RESET or STOPPING: *d tells what became of the world, if it does not say so yet. */
void world_over(struct world *w, enum status st, struct diag *d);
/* Why work of the world stands still (DISK, WORLD_BROKEN …), told of item; OK: it does not. */
enum status world_stands(struct world *w, const char *item, struct diag *d);
/* The whole world, blocking; false when timeout_ms passed first. */
bool world_wait_settled(struct world *w, int64_t timeout_ms);

/* A new file for an upload in unyo's spool of this generation (0: the present one); the path lives in a.
 * Answers fd, or -1 (diag filled). */
int world_spool(struct world *w, uint64_t generation, struct arena *a, const char **ret_path, struct diag *d);

/* --- bulk files, for world/load/loader
 * ---------------------------------------------------------------------------
 */
/* Runs a write on the writer and waits for its commit. RESET when the generation has passed: the loader gives
 * up. */
enum status world_write_wait(struct world *w, enum db db, struct call *c,
                             enum status (*run)(struct call *c, void *cls), void *cls);
/* true when the loader must stop where it is (reset, shutdown, another insurer's turn): the file is resumed
 * or dropped by others. */
bool world_loader_stop(struct world *w);
/* The same, but for another insurer's turn: of what would begin anew at each turn, and might never end. */
const atomic_bool *world_loader_ends(struct world *w);
/* Of the rows of a link file that the 部署 has sent (service/may.h), by the masters as they stand; in a. */
struct rights world_row_rights(struct world *w, const char *hokensha, const char *busho, struct arena *a);
/* 業務コード of one insurer, in the order of the fixture; all in a. */
struct gyomu_code; /* file/layout/codemap.h */
enum status world_gyomu_codes(struct world *w, const char *hokensha, struct arena *a,
                              const struct gyomu_code **ret, size_t *ret_n);

/* --- journal: what came in, in order; bounded memory and files; texts are masked --------------------------
 */
/* What was sent or answered, as it may be kept: who hands it over has masked it. */
struct journal_body {
    struct str text; /* UTF-8; p NULL: there is none */
    bool cut;        /* there was more */
};
struct journal_entry {
    const char *service, *op, *system, *code, *uketsuke, *busho, *user, *note; /* any may be NULL */
    const char *method, *path, *cert, *content_type, *soap_action;             /* also these */
    const char *item, *want, *have;                                            /* of a refusal */
    const char *mogi; /* the fault on purpose that struck it */
    struct journal_body request, reply;
    bool many;    /* their bodies were not wanted */
    bool refused; /* it, or some of it: what went well never takes its place */
    int64_t told; /* when, as the record of test cases has it (case/tell.h); 0: it is not there */
    int http;
    int64_t us, bytes_in, bytes_out;
};
void world_journal(struct world *w, const struct journal_entry *e);
/* Whether the bodies of an exchange are wanted that ends now and went well: so many a second; a row alone
 * takes a seventh of the room. */
bool world_journal_wants(struct world *w);
/* There were as many in this second already; it may be another one when the exchange ends. */
bool world_journal_has_plenty(struct world *w);

/* --- control API: each fills json with an object and answers a status. generation: that of the request, see
 * world_arrive; RESET with *d when it passes before the answer. What is absent of a body is as base/field.h
 * says.
 * ---------------------------------------------- */
struct order_create {
    const char *name, *fixture, *start; /* start: virtual time at which it begins, or that of the fixture */
    int64_t seed;
};
struct order_reset {
    struct list keep; /* of const char *: "clock" … */
};
struct order_snapshot {
    const char *name;
};
struct order_keep {
    const char *fixture;
};
struct order_bad_certificate {
    const char *kind, *system;
    const char *url; /* for the text of how to try it; NULL: that of a daemon that was told nothing */
};
struct order_clock {
    int frozen;
    const char *at;
};
struct order_advance {
    int64_t seconds; /* from now on, or */
    const char *to;  /* a time, or a name of the schedule, whose first day it is, */
    int owari;       /* 1: or last */
};
struct order_progress {
    struct order_work {
        const char *how;
        int64_t seconds, polls;
    } work[WORK_COUNT];
};
struct order_fault { /* fault.h; what is absent: whatever it is */
    const char *kind, *op, *shubetsu, *hokensha, *edaban, *kikan;
    int64_t gyo;
    const char *toki; /* "before" or "after": whether the work is done; NULL: as the kind is */
    int64_t nth, times, ms, http;
    const char *code, *until;
};
extern const struct field order_create[], order_reset[], order_snapshot[], order_keep[], order_clock[],
    order_bad_certificate[], order_advance[], order_progress[], order_fault[];

enum status sim_worlds_list(struct buf *json);
enum status sim_world_create(const struct order_create *o, struct buf *json, struct diag *d);
/* epoch: of the request, which may name a world that is refused and belongs to no generation. RESET when one
 * lives that has begun since. */
enum status sim_world_drop(const char *name, uint64_t epoch, struct buf *json, struct diag *d);
/* When it fails, the world goes on as it was. */
enum status sim_reset(struct world *w, uint64_t generation, const struct order_reset *o, struct buf *json,
                      struct diag *d);
/* The reset of a refused one: a next generation from its fixture; what lay there is buried only then. epoch
 * as above: of two that come at once, one heals. */
enum status sim_world_heal(const char *name, uint64_t epoch, const struct order_reset *o, struct buf *json,
                           struct diag *d);
/* Saves what the world holds now, work in flight and clock too, under a name; an older one of it goes. When
 * it fails, that one stays. Reset leaves snapshots alone, drop takes them with it. */
enum status sim_snapshot_save(struct world *w, uint64_t generation, const struct order_snapshot *o,
                              struct buf *json, struct diag *d);
/* The next generation is what was saved; its clock goes on from then. The journal goes on. NO_SUCH_SNAPSHOT,
 * WORLD_BROKEN: that cannot be opened; the world goes on as it was. */
enum status sim_snapshot_restore(struct world *w, uint64_t generation, const char *name, struct buf *json,
                                 struct diag *d);
/* A new fixture folder whose worlds begin with what was saved, under that name; there as a whole or not at
 * all. NO_SUCH_SNAPSHOT, WORLD_BROKEN; CONTROL: there is one of that name; SETUP, DISK: there is no room. */
enum status sim_snapshot_keep(struct world *w, uint64_t generation, const char *name,
                              const struct order_keep *o, struct buf *json, struct diag *d);
/* One that is to be refused (base/pki_bad.h): what is in its files. Of one that is revoked the world has a
 * record from now on, as of any that was issued here. */
enum status sim_bad_certificate(struct world *w, uint64_t generation, const struct order_bad_certificate *o,
                                struct buf *json, struct diag *d);
enum status sim_snapshots(struct world *w, struct buf *json, struct diag *d);
enum status sim_clock_get(struct world *w, struct buf *json);
enum status sim_clock_put(struct world *w, uint64_t generation, const struct order_clock *o, struct buf *json,
                          struct diag *d);
enum status sim_clock_advance(struct world *w, uint64_t generation, const struct order_advance *o,
                              struct buf *json, struct diag *d);
/* The schedule of the world's lot, and today. */
enum status sim_nittei(struct world *w, struct buf *json, struct diag *d);
/* Digital PMO (1.6), as an insurer has it. */
struct order_pmo {
    const char *hokensha;        /* NULL: only with hyo bunsho */
    const char *hyo;             /* one of its tables: toroku, teian, kekka, bunsho; NULL: all */
    const char *format;          /* json, csv (of one table); NULL: json */
    const atomic_bool *stopping; /* as of struct order_report */
};
enum status sim_pmo(struct world *w, const struct order_pmo *o, struct buf *out, struct diag *d);
enum status sim_progress_get(struct world *w, struct buf *json);
/* The faults that are ordered, how often each fitted and has struck. They live until the daemon ends or the
 * world is reset (unless they are kept) or dropped; a restore leaves them as they are. */
enum status sim_faults(struct world *w, struct buf *json);
enum status sim_fault_add(struct world *w, const struct order_fault *o, struct buf *json, struct diag *d);
/* number NULL: all. CONTROL: there is none of it. */
enum status sim_fault_drop(struct world *w, const char *number, struct buf *json, struct diag *d);
enum status sim_progress_put(struct world *w, uint64_t generation, const struct order_progress *o,
                             struct buf *json, struct diag *d);
/* "first": from that one on none is left out; entries before it are what is left of refusals, or of what went
 * well. */
enum status sim_journal(struct world *w, int64_t since, struct buf *json);
/* Which rows are wanted of a journal; each that is not NULL narrows it. */
struct order_journal {
    int64_t generation; /* in the files; -1: what is counted as sim_journal counts, in memory as well */
    const char *op;     /* whole words of "kanyusha.register", "GET /lot2/soap/kanri?wsdl" */
    const char *code;
    const char *edaban; /* in request or reply, as the value of an element for it */
    const char *id;     /* of a test case: what is counted for it */
    const char *xpath;  /* that finds something in request or reply (file/form/xml_path.h) */
    bool bodies;        /* each with what was sent and answered */
};
/* What an answer has come to. */
struct journal_found {
    int64_t n;    /* rows of it */
    int64_t upto; /* it was looked up to that one; those behind are not known */
};
/* Those behind `since` that fit, of all that there are in memory and in the files; "next" of the answer, not
 * 0: it has as many as an answer may, or took as long, and goes on behind that. CONTROL: there is no such
 * generation, case, expression. */
enum status sim_journal_search(struct world *w, const struct order_journal *o, int64_t since,
                               struct buf *json, struct journal_found *ret, struct diag *d);
/* Until there are more than `since`, at most so long; answers the number of the newest. */
int64_t sim_journal_grown(struct world *w, int64_t since, int64_t timeout_ms);
/* One row, with what was sent and answered. generation -1: of the rows that sim_journal has. CONTROL: it is
 * not there. */
enum status sim_journal_show(struct world *w, int64_t generation, int64_t seq, struct buf *json,
                             struct diag *d);
/* What a world was made of and was sent, for who keeps evidence of a run: versions as sums of what lies
 * there, and every link file with its names in the spool, size, SHA-256 and what became of it; nothing that
 * is in one. */
enum status sim_evidence(struct world *w, uint64_t generation, struct buf *json, struct diag *d);
enum status sim_digest(struct world *w, uint64_t generation, struct buf *json, struct diag *d);
/* The report of the test cases. */
struct order_report {
    const char *format;                 /* json, junit, html, csv; NULL: json */
    const char *lot;                    /* "2"; NULL: the world's own */
    const char *hokensha;               /* of this insurer; NULL: whoever is nearest to each case */
    const char *jisshisha, *kakuninsha; /* who did it, who looked at it; NULL: not told */
    const char *id;                     /* of this case alone; NULL: all of the lot */
    bool exact;                         /* only whether each is passed, and nothing else */
    bool still;                         /* made when the last was seen, as it were: the same for the same */
    const atomic_bool *stopping;        /* set: it is not finished, STOPPING; NULL */
    int64_t since; /* what was refused since then, `seen` of a former answer; -1: nothing */
};
enum status sim_report(struct world *w, const struct order_report *o, struct buf *out, int64_t *ret_seen,
                       struct diag *d);
/* How much has been seen for the cases. */
int64_t sim_report_seen(struct world *w);
/* Said by hand: a comment, or a verdict with its reason, beside the daemon's own. */
struct order_hand {
    const char *comment, *hantei, *riyu, *dare; /* hantei: pass, fail, auto */
};
extern const struct field order_hand[];
enum status sim_report_hand(struct world *w, uint64_t generation, const char *id, const struct order_hand *o,
                            struct buf *json, struct diag *d);
/* 機関内テスト: what `chukan check --report` tells of one file. */
struct order_check {
    const char *hokensha, *shubetsu, *kekka, *sha256; /* kekka: 正常, 異常 */
    int64_t gyo, seijo, ijo;
};
extern const struct field order_check[];
enum status sim_report_check(struct world *w, uint64_t generation, const struct order_check *o,
                             struct buf *json, struct diag *d);
/* POST operator/ACTION; actions are listed in service/operator.def (one action = one function). body: JSON,
 * by the action's table. */
enum status sim_operator(struct world *w, uint64_t generation, const char *action, const char *body,
                         struct buf *json, struct diag *d);
#endif
