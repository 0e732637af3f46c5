/* What the tests of settle and schedule share: a world whose loader is a stand-in that says what it got and
 * does with it what the test tells it; calls that set something going, and calls that wait. */
#ifndef TESTS_UNIT_WORLD_TURNS_H
#define TESTS_UNIT_WORLD_TURNS_H
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
#include "store/torikomi.h"
#include "made.h"
#include "world/engine.h"
#include "world/paper.h"
#include "world/world.h"

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

static enum status S_apply(struct call *c, const void *body)
{
    (void)c, (void)body;
    if (holding)
        sem_wait(&held);
    if (leaping)
        S_leap();
    return refusing ? ST_BUSY : ST_OK;
}

static const char *note_asks; /* whom a message asks that lies in the outbox at a start */

static const char *S_asks(struct call *c, const void *body)
{
    (void)c, (void)body;
    return note_asks;
}

static const struct field nothing[] = {FIELD_END};
static const struct message note = {
    .kind = "note", .from = DB_UNYO, .to = DB_CHUKAN, .body = nothing, .asks = S_asks, .apply = S_apply};
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

static enum status S_take(struct world *of, const char *uketsuke, struct diag *why)
{
    (void)why;
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
    temp_make_light();
    char cmd[600];
    static char data[128], fix[128];
    snprintf(cmd, sizeof cmd, "mkdir -p %s/data %s/fix/worlds/lot9 && touch %s/fix/worlds/lot9/world.xml",
             temp_dir, temp_dir, temp_dir);
    ck_assert_int_eq(system(cmd), 0);
    snprintf(data, sizeof data, "%s/data", temp_dir);
    snprintf(fix, sizeof fix, "%s/fix", temp_dir);
    paper = (struct paper){S_manifest, S_compile, S_take};
    options = (struct worlds_options){.data = data, .fixtures = fix};
    taken[0] = 0;
    stepped = holding = until_stopped = false;
    refusing = leaping = false;
    load_says = ST_OK;
    note_asks = NULL;
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
    return message_put(c, "note", NULL, c->now);
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
static _Atomic(enum status) told; /* the last one: another may be woken meanwhile */

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
                       both = {.others = S_other},
                       poll = {.flags = OP_WRITE, .exempt = GOING_ASKED | GOING_OTHERS, .others = S_other};

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
#endif
