/* world/writer: which generation a job runs in. One that stands in the queue when a reset comes is
 * answered RESET and never runs; what the writer was at is finished; what comes for the new generation while
 * the reset goes on waits for it. And a write is acknowledged when it is committed, not before, and
 * changes nothing when it is not: clock and progress neither. */
#include <check.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "store/meta.h"
#include "world/engine.h"
#include "world/one_world.h"

static void S_again(void)
{
    S_close();
    S_open();
}

static void S_setup(void)
{
    S_begin((struct paper){S_manifest, S_compile, S_load});
}

/* A job that writes a row of its name, and what becomes of it. */
struct errand {
    const char *name;
    uint64_t asked; /* generation that it is for; 0: the present one */
    sem_t *go;      /* it waits for that inside its run; NULL: for nothing */
    sem_t inside, over;
    int64_t ran_in; /* generation; 0: it did not run */
    enum status st;
    struct diag diag;
    struct arena *arena;
    struct call call;
    struct job job;
};

static enum status S_run(struct call *c, void *cls)
{
    struct errand *e = cls;
    e->ran_in = c->generation;
    sem_post(&e->inside);
    if (e->go)
        sem_wait(e->go);
    return meta_put(c->tx, e->name, "1");
}

static void S_done(enum status st, void *cls)
{
    struct errand *e = cls;
    e->st = st;
    sem_post(&e->over);
}

static void S_submit(struct errand *e)
{
    sem_init(&e->inside, 0, 0);
    sem_init(&e->over, 0, 0);
    e->st = ST_INTERNAL;
    e->arena = arena_new(100000);
    e->call = (struct call){.arena = e->arena, .diag = &e->diag, .generation = (int64_t)e->asked};
    e->job = (struct job){.db = DB_UNYO, .call = &e->call, .run = S_run, .done = S_done, .cls = e};
    world_submit(w, &e->job);
}

static enum status S_over(struct errand *e)
{
    sem_wait(&e->over);
    arena_free(e->arena);
    return e->st;
}

static void *S_reset(void *cls)
{
    struct diag *d = cls;
    struct buf json = BUF_INIT;
    json_reset(w, 0, "{}", &json, d);
    buf_release(&json);
    return NULL;
}

/* Until the reset waits for the writer: from then on nothing more of the queue is begun. */
static void S_await_reset(void)
{
    while (!world_loader_stop(w))
        sched_yield();
}

/* Until the reset has raised the generation: what is still queued is of the old one. */
static void S_await_passed(uint64_t generation)
{
    struct diag d = DIAG_INIT;
    while (world_still(w, generation, &d) == ST_OK)
        sched_yield();
}

static enum status S_get(struct call *c, void *cls)
{
    const char *v = NULL;
    enum status st = meta_get(c->tx, cls, c->arena, &v);
    return st == ST_OK && !v ? ST_UKETSUKE_NONE : st;
}

static bool S_has(const char *name)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &d};
    enum status st = world_read(w, DB_UNYO, &c, S_get, (void *)(uintptr_t)name);
    arena_free(a);
    return st == ST_OK;
}

START_TEST(test_late)
{
    sem_t go;
    struct errand held = {.name = "held", .go = &go}, queued = {.name = "queued"},
                  marked = {.name = "marked", .asked = 1}, fresh = {.name = "fresh"},
                  stale = {.name = "stale", .asked = 1};
    struct diag d = DIAG_INIT;
    pthread_t t;
    sem_init(&go, 0, 0);
    S_submit(&held);
    sem_wait(&held.inside); /* the writer is at it, so the next two stay in the queue */
    S_submit(&queued);
    S_submit(&marked);
    ck_assert_int_eq(pthread_create(&t, NULL, S_reset, &d), 0);
    S_await_reset();
    sem_post(&go);
    S_await_passed(1);
    S_submit(&fresh);
    S_submit(&stale);
    ck_assert_int_eq(S_over(&stale), ST_RESET); /* at once */
    ck_assert_int_eq(S_over(&held), ST_OK);
    ck_assert_int_eq(S_over(&queued), ST_RESET);
    ck_assert_int_eq(S_over(&marked), ST_RESET);
    ck_assert_int_eq(S_over(&fresh), ST_OK);
    pthread_join(t, NULL);
    ck_assert_int_eq(d.status, ST_OK);
    ck_assert_int_eq(queued.ran_in, 0);
    ck_assert_int_eq(marked.ran_in, 0);
    ck_assert_int_eq(stale.ran_in, 0);
    ck_assert_int_eq(held.ran_in, 1);
    ck_assert_int_eq(fresh.ran_in, 2);
    ck_assert(S_has("fresh"));
    ck_assert(!S_has("held") && !S_has("queued") && !S_has("marked") && !S_has("stale"));
    sem_destroy(&go);
}
END_TEST

/* More of them than one batch takes, with jobs of the new generation behind. */
START_TEST(test_many_late)
{
    enum { LATE = 600, FRESH = 300 };
    static struct errand late[LATE], fresh[FRESH];
    sem_t go;
    struct errand held = {.name = "held", .go = &go};
    struct diag d = DIAG_INIT;
    pthread_t t;
    sem_init(&go, 0, 0);
    S_submit(&held);
    sem_wait(&held.inside);
    for (int i = 0; i < LATE; i++) {
        late[i] = (struct errand){.name = "late"};
        S_submit(&late[i]);
    }
    ck_assert_int_eq(pthread_create(&t, NULL, S_reset, &d), 0);
    S_await_reset();
    sem_post(&go);
    S_await_passed(1);
    for (int i = 0; i < FRESH; i++) {
        fresh[i] = (struct errand){.name = "fresh"};
        S_submit(&fresh[i]);
    }
    ck_assert_int_eq(S_over(&held), ST_OK);
    for (int i = 0; i < LATE; i++) {
        ck_assert_int_eq(S_over(&late[i]), ST_RESET);
        ck_assert_int_eq(late[i].ran_in, 0);
    }
    for (int i = 0; i < FRESH; i++) {
        ck_assert_int_eq(S_over(&fresh[i]), ST_OK);
        ck_assert_int_eq(fresh[i].ran_in, 2);
    }
    pthread_join(t, NULL);
    ck_assert(S_has("fresh") && !S_has("late"));
    sem_destroy(&go);
}
END_TEST

/* No file may grow meanwhile, so the run goes well and its commit does not. Nothing is asserted before the
 * end of it: the test's own notes go into a file, too. */
START_TEST(test_commit_fails)
{
    struct errand lost = {.name = "lost"}, kept = {.name = "kept"};
    struct rlimit was, none;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &was), 0);
    none = was;
    none.rlim_cur = 0;
    int limited = setrlimit(RLIMIT_FSIZE, &none);
    S_submit(&lost);
    enum status st = S_over(&lost);
    int freed = setrlimit(RLIMIT_FSIZE, &was);
    ck_assert(limited == 0 && freed == 0);
    ck_assert_int_eq(lost.ran_in, 1);
    ck_assert_int_eq(st, ST_DISK);
    ck_assert_int_eq(lost.diag.status, ST_DISK);
    ck_assert_msg(strstr(lost.diag.have, "入出力エラーです: ファイルの大きさの上限を超えます"), "%s",
                  lost.diag.have);
    ck_assert(!S_has("lost"));
    S_submit(&kept);
    ck_assert_int_eq(S_over(&kept), ST_OK);
    ck_assert(S_has("kept") && !S_has("lost"));
}
END_TEST

static bool S_shows(enum status (*get)(struct world *w, struct buf *json), const char *part)
{
    struct buf json = BUF_INIT;
    bool has = get(w, &json) == ST_OK && json.data && strstr(json.data, part);
    buf_release(&json);
    return has;
}

/* Clock and progress are what was answered, now and after a start. */
START_TEST(test_commit_of_control_fails)
{
    static const struct {
        enum status (*run)(struct world *w, uint64_t generation, const char *body, struct buf *json,
                           struct diag *d);
        const char *body;
    } rows[] = {
        {json_advance, "{\"seconds\":77}"},
        {json_clock, "{\"frozen\":false}"},
        {json_clock, "{\"at\":\"2017-05-08\",\"frozen\":true}"},
        {json_progress, "{\"fugo\":{\"how\":\"manual\"}}"},
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    enum status st[ROWS];
    struct rlimit was, none;
    struct diag d[ROWS] = {DIAG_INIT};
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &was), 0);
    none = was;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_FSIZE, &none);
    for (int i = 0; i < ROWS; i++) {
        struct buf json = BUF_INIT;
        st[i] = rows[i].run(w, 0, rows[i].body, &json, &d[i]);
        buf_release(&json);
    }
    setrlimit(RLIMIT_FSIZE, &was);
    for (int i = 0; i < ROWS; i++)
        ck_assert_msg(st[i] == ST_DISK && d[i].status == ST_DISK, "%s", rows[i].body);
    for (int i = 0; i < 2; i++) {
        ck_assert(S_shows(sim_clock_get, "22:46:40+09:00\",\"frozen\":true"));
        ck_assert(S_shows(sim_progress_get, "\"fugo\":{\"how\":\"immediate\""));
        S_again();
    }
}
END_TEST

/* A clock that was to stop and could not goes on. */
START_TEST(test_stop_of_clock_fails)
{
    struct rlimit was, none;
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    signal(SIGXFSZ, SIG_IGN);
    ck_assert_int_eq(json_clock(w, 0, "{\"frozen\":false}", &json, &d), ST_OK);
    ck_assert_int_eq(getrlimit(RLIMIT_FSIZE, &was), 0);
    none = was;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_FSIZE, &none);
    enum status st = json_clock(w, 0, "{\"frozen\":true}", &json, &d);
    setrlimit(RLIMIT_FSIZE, &was);
    ck_assert_int_eq(st, ST_DISK);
    ck_assert(S_shows(sim_clock_get, "\"frozen\":false"));
    ck_assert_int_eq(json_clock(w, 0, "{\"frozen\":true}", &json, &d), ST_OK);
    ck_assert(S_shows(sim_clock_get, "\"frozen\":true"));
    buf_release(&json);
}
END_TEST

/* What a change shows is of the generation that it was made in. */
START_TEST(test_shown)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(clock_show(w, 1, &json, &d), ST_OK);
    ck_assert_int_eq(progress_show(w, 1, &json, &d), ST_OK);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    ck_assert_int_eq(clock_show(w, 1, &json, &d), ST_RESET);
    ck_assert_str_eq(d.item, "clock");
    ck_assert_int_eq(progress_show(w, 1, &json, &d), ST_RESET);
    ck_assert_str_eq(d.item, "progress");
    buf_release(&json);
}
END_TEST

static void *S_set(void *cls)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    json_clock(w, 0, cls, &json, &d);
    buf_release(&json);
    return NULL;
}

/* Several that set the clock side by side: whichever is first, it does not go back. */
START_TEST(test_clock_side_by_side)
{
    enum { SIDES = 8 };
    for (int i = 10; i < 30; i++) {
        char body[SIDES][64];
        pthread_t t[SIDES];
        for (int k = 0; k < SIDES; k++) {
            snprintf(body[k], sizeof body[k], "{\"at\":\"2017-05-08T09:%02d:%02d\"}", i, 50 - 5 * k);
            ck_assert_int_eq(pthread_create(&t[k], NULL, S_set, body[k]), 0);
        }
        for (int k = 0; k < SIDES; k++)
            pthread_join(t[k], NULL);
        snprintf(body[0], sizeof body[0], "T09:%02d:50", i);
        ck_assert(S_shows(sim_clock_get, body[0]));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/writer");
    TCase *t = tcase_create("writer");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_late);
    tcase_add_test(t, test_many_late);
    tcase_add_test(t, test_commit_fails);
    tcase_add_test(t, test_commit_of_control_fails);
    tcase_add_test(t, test_stop_of_clock_fails);
    tcase_add_test(t, test_shown);
    tcase_add_test(t, test_clock_side_by_side);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
