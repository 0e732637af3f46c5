/* service/sim, settle and schedule: who waits for what, how waiting ends, in which order link files are
 * taken. The loader is a stand-in that says what it got and does with it what the test tells it. */
#include <check.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "service/messages.h"
#include "service/operator.h"
#include "service/sim/engine.h"
#include "service/sim/paper.h"
#include "service/sim/world.h"
#include "store/torikomi.h"
#include "temp.h"

#define A "06139992"
#define B "06139984"
#define C "06139976"

/* --- stand-ins for service/registry.c ----------------------------------------------------------------------
 */
static sem_t held; /* a message of kind "held" is applied when it is posted */
static bool holding;
static atomic_bool refusing; /* it cannot be applied now */
static atomic_bool leaping;  /* meanwhile the clock runs on a minute */
static struct world *w;

static void S_leap(void)
{
    pthread_mutex_lock(&w->lock);
    clock_run(&w->clock);
    clock_set(&w->clock, clock_now(&w->clock) + 60);
    pthread_mutex_unlock(&w->lock);
}

static enum status S_apply(struct call *c, const char *json)
{
    (void)c, (void)json;
    if (holding)
        sem_wait(&held);
    if (leaping)
        S_leap();
    return refusing ? ST_INTERNAL : ST_OK;
}

static const struct message note = {.kind = "note", .from = DB_UNYO, .to = DB_CHUKAN, .apply = S_apply};
static const struct bulk plain = {.shubetsu = "plain", .db = DB_UNYO};
static const struct bulk masters = {.shubetsu = "masters", .db = DB_KANRI};
static const struct bulk asking = {.shubetsu = "asking", .db = DB_CHUKAN, .asks = true};
const struct op *const op_list[] = {NULL};
const struct bulk *const bulk_list[] = {&plain, &masters, &asking, NULL};
const struct message *const message_list[] = {&note, NULL};
const struct operator_action *const operator_list[] = {NULL};
const struct message *message_find(const char *kind)
{
    return strcmp(kind, "note") == 0 ? &note : NULL;
}
const struct operator_action *operator_find(const char *name)
{
    (void)name;
    return NULL;
}
const struct bulk *bulk_find(const char *shubetsu)
{
    for (const struct bulk *const *b = bulk_list; *b; b++)
        if (strcmp((*b)->shubetsu, shubetsu) == 0)
            return *b;
    return NULL;
}

/* --- the loader --------------------------------------------------------------------------------------------
 */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char taken[600];               /* what it got, in order, a space behind each */
static sem_t go, got;                 /* go: it may do the next; got: it has one */
static bool stepped;                  /* it waits for go */
static _Atomic enum status load_says; /* not OK: it gives up */
static bool until_stopped;            /* it works until it is to stop */

static enum status S_end(struct call *c, void *cls)
{
    struct torikomi t;
    bool found;
    enum status st = torikomi_get(c->tx, cls, c->arena, &t, &found);
    if (st == ST_OK && found && (st = torikomi_start(c->tx, &t, 0)) == ST_OK)
        st = torikomi_finish(c->tx, &t, "", 0);
    return st;
}

static enum status S_take(struct world *of, const char *uketsuke)
{
    pthread_mutex_lock(&lock);
    snprintf(taken + strlen(taken), sizeof taken - strlen(taken), "%s ", uketsuke);
    bool work = until_stopped;
    pthread_mutex_unlock(&lock);
    sem_post(&got);
    if (stepped)
        sem_wait(&go);
    while (work && !world_loader_stop(of))
        sched_yield();
    if (work && uketsuke[0] == 'L')
        return ST_RESET;
    if (load_says != ST_OK)
        return load_says;
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct caller who = {.hokensha = ""};
    struct call c = {.arena = a, .diag = &d, .caller = &who};
    enum db db = uketsuke[0] == 'M' ? DB_KANRI : uketsuke[0] == 'Q' ? DB_CHUKAN : DB_UNYO;
    enum status st = world_write_wait(of, db, &c, S_end, (void *)(uintptr_t)uketsuke);
    arena_free(a);
    return st;
}

static struct worlds_options options;

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    char cmd[600];
    static char data[128], fix[128];
    snprintf(cmd, sizeof cmd, "mkdir -p %s/data %s/fix/worlds/lot9 && touch %s/fix/worlds/lot9/world.xml",
             temp_dir, temp_dir, temp_dir);
    ck_assert_int_eq(system(cmd), 0);
    snprintf(data, sizeof data, "%s/data", temp_dir);
    snprintf(fix, sizeof fix, "%s/fix", temp_dir);
    options = (struct worlds_options){
        .data = data, .fixtures = fix, .manifest = S_manifest, .compile = S_compile, .load = S_take};
    taken[0] = 0;
    stepped = holding = until_stopped = refusing = leaping = false;
    load_says = ST_OK;
    sem_init(&held, 0, 0);
    sem_init(&go, 0, 0);
    sem_init(&got, 0, 0);
    ck_assert_msg(worlds_open(&options, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    w = world_find("lot9", 4);
    ck_assert(world_wait_settled(w, 10000));
}

static void S_teardown(void)
{
    sem_post(&held);
    world_release(w);
    worlds_close();
    temp_drop();
}

/* --- what calls do
 * ------------------------------------------------------------------------------------------ */
static enum status S_in(const char *hokensha, uint64_t generation, enum db db,
                        enum status (*run)(struct call *c, void *cls), void *cls)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct caller who = {.hokensha = hokensha};
    struct call c = {.arena = a, .diag = &d, .caller = &who, .generation = (int64_t)generation};
    enum status st = world_write_wait(w, db, &c, run, cls);
    arena_free(a);
    return st;
}

static enum status S_note(struct call *c, void *cls)
{
    (void)cls;
    return message_put(c, "note", "{}", c->now);
}

/* Kind by the first letter: Q asks, M masters, others plain, T plain and due in half a minute; jun is the
 * number behind it. */
static enum status S_file(struct call *c, void *cls)
{
    const char *uketsuke = cls, *kind = uketsuke[0] == 'Q'   ? "asking"
                                        : uketsuke[0] == 'M' ? "masters"
                                                             : "plain";
    const struct torikomi t = {.uketsuke = uketsuke,
                               .shubetsu = kind,
                               .hokensha = c->caller->hokensha,
                               .system = "KS",
                               .busho = "B",
                               .user = "u",
                               .path = "p",
                               .result_path = "r",
                               .encoding = "UTF-8",
                               .due = c->now + (uketsuke[0] == 'T' ? 30 : 0),
                               .jun = strtoll(uketsuke + 1, NULL, 10)};
    c->jun = t.jun;
    c->going = uketsuke[0] == 'T' ? 0 : GOING_FILES | (uketsuke[0] == 'M' ? GOING_MASTERS : 0);
    c->asked = uketsuke[0] == 'Q' ? "" : NULL;
    return torikomi_put(c->tx, &t);
}

static void S_send(const char *hokensha, const char *uketsuke)
{
    enum db db = uketsuke[0] == 'M' ? DB_KANRI : uketsuke[0] == 'Q' ? DB_CHUKAN : DB_UNYO;
    ck_assert_int_eq(S_in(hokensha, 0, db, S_file, (void *)(uintptr_t)uketsuke), ST_OK);
}

/* --- waiting
 * ------------------------------------------------------------------------------------------------- */
static sem_t woken;
static enum status told;

static void S_woken(enum status st, void *cls)
{
    (void)cls;
    told = st;
    sem_post(&woken);
}

static const char *S_other(const struct policy *p, const void *req)
{
    (void)p;
    return req;
}

static const struct op look = {.flags = 0}, change = {.flags = OP_WRITE},
                       quick = {.flags = OP_WRITE, .exempt = GOING_MESSAGES | GOING_ASKED},
                       receipt = {.exempt = GOING_MESSAGES | GOING_FILES | GOING_ASKED},
                       both = {.others = S_other};

static enum status S_settle(const char *hokensha, const struct op *op, const char *other)
{
    struct settle s = {.hokensha = hokensha, .op = op, .req = other};
    return world_settle(w, &s, S_woken, NULL);
}

static enum status S_wait(void)
{
    sem_wait(&woken);
    return told;
}

static void S_taken(const char *want)
{
    ck_assert(world_wait_settled(w, 20000));
    pthread_mutex_lock(&lock);
    ck_assert_str_eq(taken, want);
    pthread_mutex_unlock(&lock);
}

START_TEST(test_messages)
{
    holding = true;
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_OK); /* another's */
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_OK);  /* exempt */
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_OK);
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_note, NULL), ST_OK);
    struct settle s = {.hokensha = A, .op = &quick, .whole = true};
    ck_assert_int_eq(world_settle(w, &s, S_woken, NULL), ST_PENDING); /* not this time */
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

START_TEST(test_others)
{
    holding = true;
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &both, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &both, C), ST_OK);
    ck_assert_int_eq(S_settle(A, &both, B), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &both, ""), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

START_TEST(test_files)
{
    stepped = true;
    S_send(A, "P1");
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &receipt, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_PENDING);
    sem_wait(&got);
    S_send(A, "P2"); /* came later: nobody waits for it who was there before */
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_PENDING);
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
    S_send(A, "M3");
    ck_assert_int_eq(S_settle(A, &receipt, NULL), ST_PENDING); /* who may call */
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

/* What asks others: their writes wait, their looks do not. */
START_TEST(test_asked)
{
    stepped = true;
    S_send(A, "Q1");
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &quick, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_PENDING);
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
}
END_TEST

/* Not for what came later: one file after the other that asks holds nobody up for ever. */
START_TEST(test_asked_by_acceptance)
{
    stepped = true;
    S_send(A, "Q1");
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_PENDING);
    sem_wait(&got);
    S_send(A, "Q2");
    sem_post(&go);
    ck_assert_int_eq(S_wait(), ST_OK);
    sem_post(&go);
    S_taken("Q1 Q2 ");
}
END_TEST

static enum status S_ask(struct call *c, void *cls)
{
    c->asked = cls;
    return S_note(c, NULL);
}

/* The same of a call, which asks one insurer. */
START_TEST(test_asked_by_call)
{
    holding = true;
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_ask, (void *)(uintptr_t)B), ST_OK);
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &quick, NULL), ST_OK);
    ck_assert_int_eq(S_settle(C, &change, NULL), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    ck_assert_int_eq(S_settle(B, &change, NULL), ST_OK);
}
END_TEST

/* The clock runs on while messages are carried: a file that falls due by it is not forgotten. */
START_TEST(test_due_meanwhile)
{
    S_send(A, "T1");
    S_taken("");
    leaping = true;
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    S_taken("T1 ");
}
END_TEST

/* Who waits for files waits for one that has fallen due and is not taken up yet. */
START_TEST(test_due_not_taken_up)
{
    S_send(A, "T1");
    S_taken("");
    holding = true;
    ck_assert_int_eq(S_in(B, 0, DB_UNYO, S_note, NULL), ST_OK);
    S_leap();
    ck_assert_int_eq(S_settle(A, &quick, NULL), ST_PENDING);
    sem_post(&held);
    ck_assert_int_eq(S_wait(), ST_OK);
    S_taken("T1 ");
}
END_TEST

START_TEST(test_time_passes)
{
    refusing = true; /* tried again and again, beyond settleMs of paper.h */
    ck_assert_int_eq(S_in(A, 0, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(S_settle(A, &change, NULL), ST_PENDING);
    ck_assert_int_eq(S_wait(), ST_BUSY);
    refusing = false;
    ck_assert(world_wait_settled(w, 10000));
}
END_TEST

START_TEST(test_disk)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    load_says = ST_DISK;
    S_send(A, "P1");
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_PENDING);
    ck_assert_int_eq(S_wait(), ST_DISK);
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_OK); /* whose work does not stand still */
    ck_assert_int_eq(sim_digest(w, 0, &json, &d), ST_DISK);
    ck_assert_int_eq(sim_clock_advance(w, 0, "{\"seconds\":1}", &json, &d), ST_DISK);
    load_says = ST_OK; /* there is room again: it goes on by itself */
    for (int64_t until = clock_real_us() + 10000000; !world_wait_settled(w, 10000);)
        ck_assert(clock_real_us() < until);
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_OK);
    buf_release(&json);
}
END_TEST

/* --- generations
 * --------------------------------------------------------------------------------------------- */
START_TEST(test_generation)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    uint64_t epoch = worlds_epoch(), was, is;
    ck_assert_int_eq(world_arrive(w, epoch, &was, &d), ST_OK);
    stepped = true;
    S_send(A, "P1");
    ck_assert_int_eq(S_settle(A, &look, NULL), ST_PENDING);
    sem_wait(&got);
    sem_post(&go); /* the reset waits for the loader */
    S_wait();
    ck_assert_int_eq(sim_reset(w, was, "{}", &json, &d), ST_OK);
    ck_assert_int_eq(world_arrive(w, epoch, &is, &d), ST_RESET); /* its first line came before */
    ck_assert_int_eq(world_still(w, was, &d), ST_RESET);
    ck_assert_int_eq(world_arrive(w, worlds_epoch(), &is, &d), ST_OK);
    ck_assert_uint_eq(is, was + 1);
    struct settle s = {.hokensha = A, .op = &look, .generation = was};
    ck_assert_int_eq(world_settle(w, &s, S_woken, NULL), ST_RESET);
    ck_assert_int_eq(S_in(A, was, DB_UNYO, S_note, NULL), ST_RESET); /* a late write is dropped */
    ck_assert_int_eq(S_in(A, is, DB_UNYO, S_note, NULL), ST_OK);
    ck_assert_int_eq(sim_reset(w, was, "{}", &json, &d), ST_RESET);
    ck_assert_int_eq(sim_digest(w, was, &json, &d), ST_RESET);
    ck_assert_int_eq(sim_clock_advance(w, was, "{\"seconds\":1}", &json, &d), ST_RESET);
    ck_assert_int_eq(sim_progress_put(w, was, "{\"fugo\":{\"how\":\"manual\"}}", &json, &d), ST_RESET);
    struct arena *a = arena_new(10000);
    const char *path;
    ck_assert_int_eq(world_spool(w, was, a, &path, &d), -1);
    ck_assert_int_eq(d.status, ST_RESET);
    arena_free(a);
    buf_release(&json);
}
END_TEST

struct advance {
    uint64_t generation;
    enum status st;
};
static void *S_advance(void *cls)
{
    struct advance *x = cls;
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    x->st = sim_clock_advance(w, x->generation, "{\"seconds\":1}", &json, &d);
    buf_release(&json);
    return NULL;
}

/* A reset does not queue behind an advance that waits for work which may stand still: it ends it. */
START_TEST(test_reset_ends_advance)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    struct advance x = {w->generation, ST_OK};
    pthread_t advance;
    until_stopped = true;
    S_send(A, "L1");
    sem_wait(&got);
    ck_assert_int_eq(pthread_create(&advance, NULL, S_advance, &x), 0);
    while (pthread_mutex_trylock(&w->advancing) == 0)
        pthread_mutex_unlock(&w->advancing);
    ck_assert_int_eq(sim_reset(w, 0, "{}", &json, &d), ST_OK);
    pthread_join(advance, NULL);
    ck_assert_int_eq(x.st, ST_RESET);
    buf_release(&json);
}
END_TEST

/* --- turns of the loader
 * ------------------------------------------------------------------------------------- */
/* By acceptance, whatever database they are of. */
START_TEST(test_by_acceptance)
{
    stepped = true;
    S_send(A, "P1");
    sem_wait(&got);
    S_send(B, "M2");
    S_send(A, "Q4");
    S_send(C, "P5");
    S_send(A, "P3");
    for (int i = 0; i < 5; i++)
        sem_post(&go);
    S_taken("P1 M2 P3 Q4 P5 ");
}
END_TEST

/* What asks others goes behind all that came before it, and before all that came after. */
START_TEST(test_asking_alone)
{
    stepped = true;
    S_send(B, "P1");
    sem_wait(&got);
    S_send(A, "Q2");
    S_send(C, "P3");
    sem_post(&go);
    sem_post(&go);
    sem_post(&go);
    S_taken("P1 Q2 P3 ");
}
END_TEST

/* A long one lets another insurer's in between; its own wait. */
START_TEST(test_long_one)
{
    until_stopped = true;
    S_send(A, "L1");
    sem_wait(&got);
    S_send(A, "P2");
    S_send(B, "P3");
    ck_assert_int_eq(S_settle(B, &look, NULL), ST_PENDING);
    sem_wait(&got); /* P3 */
    pthread_mutex_lock(&lock);
    until_stopped = false;
    pthread_mutex_unlock(&lock);
    ck_assert_int_eq(S_wait(), ST_OK);
    S_taken("L1 P3 L1 P2 ");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/sim/settle");
    TCase *t = tcase_create("settle");
    sem_init(&woken, 0, 0);
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_messages);
    tcase_add_test(t, test_others);
    tcase_add_test(t, test_files);
    tcase_add_test(t, test_asked);
    tcase_add_test(t, test_asked_by_acceptance);
    tcase_add_test(t, test_asked_by_call);

    tcase_add_test(t, test_due_meanwhile);
    tcase_add_test(t, test_due_not_taken_up);
    tcase_add_test(t, test_time_passes);
    tcase_add_test(t, test_disk);
    tcase_add_test(t, test_generation);
    tcase_add_test(t, test_reset_ends_advance);
    tcase_add_test(t, test_by_acceptance);
    tcase_add_test(t, test_asking_alone);
    tcase_add_test(t, test_long_one);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
