/* Who may call (kanri_set.c): a write that says so puts new tables in force before the world has settled,
 * also while others log in; after a restart they are there, after a reset those of the fixture. */
#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <string.h>

#include "file/layout/codemap.h"
#include "store/kanri_busho.h"
#include "store/kanri_system.h"
#include "store/kanri_toroku.h"
#include "world/one_world.h"

static enum status S_manifest_soap(const char *dir, struct manifest *m, struct diag *d)
{
    enum status st = S_manifest(dir, m, d);
    m->policy.soap_gyomu_code = SOAP_GYOMU_CODE_ON;
    return st;
}

static void S_setup(void)
{
    S_begin((struct paper){S_manifest_soap, S_compile, S_load});
}

struct hire {
    const char *user;
    bool tell, undo;
    bool harm; /* nobody can read the tables as it leaves them */
};

/* h: the first member of a struct tx, whose header does not go with those of a world of paper. */
static void S_harm(struct tx *tx)
{
    sqlite3 *h;
    memcpy(&h, tx, sizeof h);
    ck_assert_int_eq(sqlite3_exec(h, "ALTER TABLE tanmatsu RENAME TO gone", NULL, NULL, NULL), SQLITE_OK);
}

static enum status S_hire(struct call *c, void *cls)
{
    const struct hire *h = cls;
    struct kanri_busho b = {.hokensha = "06139992",
                            .busho = "B001",
                            .mei = "適用課",
                            .jimu = JIMU_SUBETE,
                            .shokusho = SHOKUSHO_SUBETE,
                            .tokutei = "*"};
    struct kanri_shokuin u = {"06139992", h->user, "B001", "見本　新人", "KANYUSHA KANRI", NULL};
    enum status st = kanri_busho_put(c->tx, &b);
    if (st == ST_OK)
        st = kanri_user_put(c->tx, &u);
    c->masters = h->tell;
    if (h->harm)
        S_harm(c->tx);
    return st == ST_OK && h->undo ? ST_KANRI_ITEM : st;
}

static struct diag told; /* of the last write */

static enum status S_write(struct hire h)
{
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &told};
    told = DIAG_INIT;
    enum status st = world_write_wait(w, DB_KANRI, &c, S_hire, &h);
    arena_free(a);
    return st;
}

static enum status S_enter(const char *user)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct caller who = {.hokensha = "06139992"};
    enum status st = world_enter(w, "B001", user, a, &who, &d);
    if (st == ST_OK)
        ck_assert_str_eq(who.rights.roles, "KANYUSHA KANRI");
    arena_free(a);
    return st;
}

START_TEST(test_in_force)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(S_enter("u001"), ST_UNKNOWN_BUSHO);
    ck_assert_int_eq(S_write((struct hire){.user = "u001"}), ST_OK);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(S_enter("u001"), ST_UNKNOWN_BUSHO); /* a file that is still on its way */
    ck_assert_int_eq(S_write((struct hire){.user = "u002", .tell = true}), ST_OK);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(S_enter("u001"), ST_OK);
    ck_assert_int_eq(S_enter("u002"), ST_OK);
    ck_assert_int_eq(S_write((struct hire){.user = "u003", .tell = true, .undo = true}), ST_KANRI_ITEM);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(S_enter("u003"), ST_UNKNOWN_USER);
    S_close();
    S_open();
    ck_assert_int_eq(S_enter("u002"), ST_OK);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    ck_assert_int_eq(S_enter("u002"), ST_UNKNOWN_BUSHO);
    buf_release(&json);
}
END_TEST

/* What cannot be put in force is not kept, and not answered as if it were: neither is in force now, nor after
 * a start; what comes next is. */
START_TEST(test_not_in_force_not_kept)
{
    ck_assert_int_eq(S_write((struct hire){.user = "u001", .tell = true}), ST_OK);
    ck_assert_int_eq(S_write((struct hire){.user = "u002", .tell = true, .harm = true}), ST_INTERNAL);
    ck_assert_str_eq(told.item, "kanri.db");
    ck_assert_msg(strstr(told.have, "SQLite のエラー") != NULL, "%s", told.have);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(S_enter("u001"), ST_OK);
    ck_assert_int_eq(S_enter("u002"), ST_UNKNOWN_USER);
    ck_assert_int_eq(S_write((struct hire){.user = "u003", .tell = true}), ST_OK);
    ck_assert_int_eq(S_enter("u002"), ST_UNKNOWN_USER);
    ck_assert_int_eq(S_enter("u003"), ST_OK);
    S_close();
    S_open();
    ck_assert_int_eq(S_enter("u002"), ST_UNKNOWN_USER);
    ck_assert_int_eq(S_enter("u003"), ST_OK);
}
END_TEST

static enum status S_line(struct call *c, void *cls)
{
    const struct kanri_henkan line = {"06139992", "seibetsu", cls, "1", NULL};
    c->masters = true;
    return kanri_henkan_put(c->tx, &line);
}

static void S_put_line(const char *theirs)
{
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &told};
    ck_assert_int_eq(world_write_wait(w, DB_KANRI, &c, S_line, (void *)(uintptr_t)theirs), ST_OK);
    arena_free(a);
}

static const char *S_written(struct caller *who, struct arena *a)
{
    struct diag d = DIAG_INIT;
    who->hokensha = "06139992";
    ck_assert_int_eq(world_enter(w, "B001", "u001", a, who, &d), ST_OK);
    return who->map ? code_map_out(who->map, "seibetsu", STR("1")).p : "1";
}

/* The conversion is made once for all calls of an insurer, and lives as long as any of them. */
START_TEST(test_map)
{
    struct arena *a = arena_new(100000);
    struct caller who[3] = {{0}, {0}, {0}};
    ck_assert_int_eq(S_write((struct hire){.user = "u001", .tell = true}), ST_OK);
    ck_assert_str_eq(S_written(&who[0], a), "1");
    S_put_line("M");
    ck_assert_str_eq(S_written(&who[0], a), "M");
    ck_assert_str_eq(S_written(&who[1], a), "M");
    ck_assert_ptr_eq(who[0].map, who[1].map);
    world_leave(&who[1]);
    ck_assert_ptr_null(who[1].map);
    S_put_line("A"); /* by key before M, and yet behind it */
    ck_assert_str_eq(S_written(&who[2], a), "M");
    ck_assert_ptr_ne(who[0].map, who[2].map);
    ck_assert_str_eq(code_map_in(who[0].map, "seibetsu", STR("A")).p, "A"); /* of then */
    ck_assert_str_eq(code_map_in(who[2].map, "seibetsu", STR("A")).p, "1");
    world_leave(&who[0]);
    world_leave(&who[2]);
    arena_free(a);
}
END_TEST

/* A job that somebody else waits for. */
struct errand {
    struct hire hire;
    sem_t *go; /* it waits for that instead, inside its run */
    sem_t inside, over;
    enum status st, entered; /* entered: where the answer would go out, as its user */
    struct diag diag;
    struct call call;
    struct job job;
};

static enum status S_run(struct call *c, void *cls)
{
    struct errand *e = cls;
    sem_post(&e->inside);
    if (!e->go)
        return S_hire(c, &e->hire);
    sem_wait(e->go);
    return ST_OK;
}

static void S_done(enum status st, void *cls)
{
    struct errand *e = cls;
    e->st = st;
    e->entered = e->hire.user ? S_enter(e->hire.user) : ST_OK;
    sem_post(&e->over);
}

static void S_submit(struct errand *e)
{
    sem_init(&e->inside, 0, 0);
    sem_init(&e->over, 0, 0);
    e->call = (struct call){.arena = arena_new(100000), .diag = &e->diag};
    e->job = (struct job){.db = DB_KANRI, .call = &e->call, .run = S_run, .done = S_done, .cls = e};
    world_submit(w, &e->job);
}

static enum status S_over(struct errand *e)
{
    sem_wait(&e->over);
    arena_free(e->call.arena);
    return e->st;
}

/* Whoever is told that it is done finds it in force. */
START_TEST(test_before_the_answer)
{
    struct errand hired = {.hire = {.user = "u001", .tell = true}};
    S_submit(&hired);
    ck_assert_int_eq(S_over(&hired), ST_OK);
    ck_assert_int_eq(hired.entered, ST_OK);
}
END_TEST

/* Of those that one batch takes the first has something to tell. */
START_TEST(test_one_batch)
{
    sem_t go;
    struct errand held = {.go = &go}, first = {.hire = {.user = "u001", .tell = true}},
                  second = {.hire = {.user = "u002"}};
    sem_init(&go, 0, 0);
    S_submit(&held);
    sem_wait(&held.inside);
    S_submit(&first);
    S_submit(&second);
    sem_post(&go);
    ck_assert_int_eq(S_over(&held), ST_OK);
    ck_assert_int_eq(S_over(&first), ST_OK);
    ck_assert_int_eq(S_over(&second), ST_OK);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(S_enter("u001"), ST_OK);
    ck_assert_int_eq(S_enter("u002"), ST_OK);
}
END_TEST

enum { READERS = 4, HIRES = 200 };
static atomic_bool over;

/* Once u000 may call, it may for ever. */
static void *S_reader(void *cls)
{
    bool seen = false;
    while (!atomic_load(&over)) {
        enum status st = S_enter("u000");
        if (st != ST_OK && seen)
            return cls;
        seen = st == ST_OK;
    }
    return NULL;
}

START_TEST(test_swap_under_readers)
{
    pthread_t t[READERS];
    void *failed;
    for (int i = 0; i < READERS; i++)
        ck_assert_int_eq(pthread_create(&t[i], NULL, S_reader, w), 0);
    for (int i = 0; i < HIRES; i++) {
        char user[16];
        snprintf(user, sizeof user, "u%03d", i);
        ck_assert_int_eq(S_write((struct hire){.user = user, .tell = true}), ST_OK);
    }
    ck_assert(world_wait_settled(w, 10000));
    atomic_store(&over, true);
    for (int i = 0; i < READERS; i++) {
        pthread_join(t[i], &failed);
        ck_assert_ptr_null(failed);
    }
    ck_assert_int_eq(S_enter("u199"), ST_OK);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/kanri_set");
    TCase *t = tcase_create("kanri_set");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_in_force);
    tcase_add_test(t, test_not_in_force_not_kept);
    tcase_add_test(t, test_one_batch);
    tcase_add_test(t, test_map);
    tcase_add_test(t, test_before_the_answer);
    tcase_add_test(t, test_swap_under_readers);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
