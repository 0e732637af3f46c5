/* A reset succeeds or has changed nothing: the number, the data, the note `current`; what callers sent
 * meanwhile runs in the old generation or is dropped with it, and nothing hangs: not on a full disk, not for
 * a loader at work. */
#include <semaphore.h>
#include <sqlite3.h>
#include <stdatomic.h>

#include "store/torikomi.h"
#include "world/lot9.h"

#define IN "data/worlds/lot9/"

static void S_is_generation(uint64_t n)
{
    struct buf json = BUF_INIT;
    char part[80], note[40] = "";
    snprintf(part, sizeof part, "\"name\":\"lot9\",\"lot\":\"9\",\"generation\":%d,", (int)n);
    lot9_json(sim_worlds_list(&json), ST_OK, &json, part);
    FILE *f = fopen(temp_path(IN "current"), "r");
    ck_assert_ptr_nonnull(f);
    ck_assert_ptr_nonnull(fgets(note, sizeof note, f));
    fclose(f);
    ck_assert_uint_eq(strtoull(note, NULL, 10), n);
}

static void S_await(const char *path)
{
    for (int i = 0; i < 4000 && !lot9_there(path); i++)
        nanosleep(&(struct timespec){0, 5000000}, NULL);
    ck_assert_msg(lot9_there(path), "%s", path);
}

/* --- a full disk ------------------------------------------------------------------------------------------
 */

static const struct {
    enum {
        READY,
        IMAGE,
        NOTHING
    } there; /* the next generation's folder; the image alone; the fixture alone */
    rlim_t room;
    const char *body;
} full[] = {
    {READY, 0, "{}"},                                 /* the note cannot be written */
    {READY, 0, "{\"keep\":[\"clock\"]}"},             /* nor what is kept */
    {READY, 0, "{\"keep\":[\"seed\",\"progress\"]}"}, /* nor that */
    {READY, 4000, "{\"keep\":[\"progress\"]}"},       /* a log has no room for it */
    {IMAGE, 0, "{}"},                                 /* no copy */
    {IMAGE, 10000, "{}"},                             /* a part of a copy */
    {IMAGE, 80000, "{}"},                             /* some of the copies, perhaps */
    {NOTHING, 0, "{}"},
    {NOTHING, 10000, "{}"},
    {NOTHING, 60000, "{}"},
};
enum { FULL = sizeof full / sizeof *full };

/* Fixtures have changed, so what lies ready is of no use; the image is there already, because lot8 is of the
 * same. */
static void S_edit_fixtures(int i, bool image)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    struct world *other = world_find("lot8", 4);
    lot9_shell("echo '<!-- %d -->' | tee %s >%s", i, temp_path("fix/worlds/lot8/world.xml"),
               temp_path("fix/worlds/lot9/world.xml"));
    if (image)
        lot9_json(json_reset(other, 0, "{}", &json, &d), ST_OK, &json, NULL);
    world_release(other);
}

START_TEST(test_full_disk)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_advance(w, 0, "{\"seconds\":77}", &json, &d), ST_OK, &json, NULL);
    ck_assert_int_eq(lot9_put("kept"), ST_OK);
    for (int i = 0; i < 3; i++) { /* a reset that failed is no hindrance to the next one that does */
        if (full[_i].there == READY && i == 0)
            S_await(IN "gen-2/gaibu.db-wal");
        else if (full[_i].there != READY)
            S_edit_fixtures(i, full[_i].there == IMAGE);
        lot9_room(full[_i].room);
        enum status st = json_reset(w, 0, full[_i].body, &json, &d);
        lot9_room(RLIM_INFINITY);
        lot9_json(st, ST_DISK, &json, NULL);
        ck_assert_str_eq(status_info(st)->code, "C90003");
        ck_assert_msg(d.item[0] && d.have[0], "%s: %s", d.item, d.have);
        S_is_generation(1);
        ck_assert(lot9_has("kept"));
        ck_assert_int_eq(lot9_put("on"), ST_OK);
        lot9_json(sim_clock_get(w, &json), ST_OK, &json, "22:47:57");
    }
    lot9_close();
    lot9_open(); /* nothing of the attempts is in the way of a start either */
    ck_assert(lot9_has("kept") && lot9_has("on"));
    lot9_json(json_reset(w, 0, full[_i].body, &json, &d), ST_OK, &json, "\"generation\":2");
    S_is_generation(2);
    ck_assert(!lot9_has("kept"));
    lot9_json(sim_clock_get(w, &json), ST_OK, &json,
              strstr(full[_i].body, "clock") ? "22:47:57" : "22:46:40");
}
END_TEST

/* A creation on a full disk leaves no world, and nothing of one. */
START_TEST(test_full_disk_create)
{
    static const rlim_t rooms[] = {0, 10000, 80000};
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_room(rooms[_i]);
    enum status st = json_create("{\"name\":\"run\",\"fixture\":\"lot9\",\"seed\":3}", &json, &d);
    lot9_room(RLIM_INFINITY);
    lot9_json(st, ST_DISK, &json, NULL);
    ck_assert(!lot9_there("data/worlds/run"));
    lot9_folder("data/grave", "");
    lot9_json(json_create("{\"name\":\"run\",\"fixture\":\"lot9\",\"seed\":3}", &json, &d), ST_OK, &json,
              NULL);
}
END_TEST

/* Healing on a full disk changes nothing either. */
START_TEST(test_full_disk_heal)
{
    static const rlim_t rooms[] = {0, 10000, 80000};
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(lot9_put("kept"), ST_OK);
    lot9_close();
    lot9_shell("mv %s %s", temp_path(IN "gen-1/gaibu.db"), temp_path("aside"));
    lot9_open();
    lot9_room(rooms[_i]);
    enum status st = json_heal("lot9", worlds_epoch(), "{}", &json, &d);
    lot9_room(RLIM_INFINITY);
    lot9_json(st, ST_DISK, &json, NULL);
    ck_assert(world_refused("lot9", &d));
    ck_assert_str_eq(d.item, "gen-1/gaibu.db");
    lot9_close();
    lot9_shell("mv %s %s", temp_path("aside"), temp_path(IN "gen-1/gaibu.db")); /* somebody found the file */
    lot9_open();
    ck_assert(w && lot9_has("kept"));
    S_is_generation(1);
}
END_TEST

/* --- what waits meanwhile ---------------------------------------------------------------------------------
 */

enum { WAITING = 5 };
static struct late {
    struct job job;
    struct call call;
    struct caller caller;
    struct diag diag;
    struct arena *arena;
    char key[16];
    sem_t done;
    enum status st;
    bool ran;
} late[WAITING];
static _Thread_local bool interfere; /* the next reading of the manifest is that of a reset: jobs come in */
static enum status manifest;         /* what it answers then */

static enum status S_late_run(struct call *c, void *cls)
{
    struct late *l = cls;
    l->ran = true;
    return meta_put(c->tx, l->key, "1");
}

static void S_late_done(enum status st, void *cls)
{
    struct late *l = cls;
    l->st = st;
    sem_post(&l->done);
}

static void S_send(void)
{
    for (int i = 0; i < WAITING; i++) {
        struct late *l = &late[i];
        *l = (struct late){.arena = arena_new(10000)};
        l->call = (struct call){.arena = l->arena, .caller = &l->caller, .diag = &l->diag};
        l->job =
            (struct job){.db = DB_UNYO, .call = &l->call, .run = S_late_run, .done = S_late_done, .cls = l};
        snprintf(l->key, sizeof l->key, "late%d", i);
        sem_init(&l->done, 0, 0);
        world_submit(w, &l->job);
    }
}

static enum status S_busy_manifest(const char *dir, struct manifest *m, struct diag *d)
{
    if (interfere && strstr(dir, "lot9")) {
        interfere = false;
        S_send();
        if (manifest != ST_OK)
            return diag_set(d, manifest, "world.xml:1", "要素 world", "worlds");
    }
    return S_manifest(dir, m, d);
}

/* Sent during a reset: run by it when it fails, dropped with the old generation when it succeeds. */
START_TEST(test_waiting)
{
    static const enum status answers[] = {ST_OK, ST_SETUP, ST_DISK};
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    bool fails = _i > 0;
    lot9_close();
    paper.manifest = S_busy_manifest;
    lot9_open();
    for (int round = 1; round <= 3; round++) {
        interfere = true;
        manifest = answers[_i];
        lot9_json(json_reset(w, 0, "{}", &json, &d), _i == 1 ? ST_FIXTURE : answers[_i], &json,
                  fails ? NULL : "\"jobs\":5,");
        for (int i = 0; i < WAITING; i++) {
            sem_wait(&late[i].done);
            ck_assert_int_eq(late[i].st, fails ? ST_OK : ST_RESET);
            ck_assert_int_eq(late[i].ran, fails);
            ck_assert_int_eq(lot9_has(late[i].key), fails);
            arena_free(late[i].arena);
            sem_destroy(&late[i].done);
        }
        S_is_generation(fails ? 1 : (uint64_t)round + 1);
    }
}
END_TEST

/* --- the loader -------------------------------------------------------------------------------------------
 */

static struct {
    sem_t begun, blocked, go;
    atomic_int calls, writes;
    enum status st; /* that ended its last call */
    bool block;
} loader;

static enum status S_load_much(struct world *x, const char *uketsuke, struct diag *d)
{
    (void)d;
    ck_assert_str_eq(uketsuke, "U1");
    atomic_fetch_add(&loader.calls, 1);
    sem_post(&loader.begun);
    enum status st = ST_OK;
    while (st == ST_OK && !world_loader_stop(x)) {
        st = lot9_put_in(x, "loaded");
        atomic_fetch_add(&loader.writes, st == ST_OK);
    }
    loader.st = st;
    return ST_BUSY;
}

static enum status S_file_run(struct call *c, void *cls)
{
    struct torikomi t = {.uketsuke = "U1",
                         .shubetsu = "x",
                         .hokensha = "06139992",
                         .system = "s",
                         .busho = "b",
                         .user = "u",
                         .path = "p",
                         .result_path = "r",
                         .encoding = "UTF-8"};
    (void)cls;
    return torikomi_put(c->tx, &t);
}

static void S_file(void)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &d};
    ck_assert_int_eq(world_write_wait(w, DB_UNYO, &c, S_file_run, NULL), ST_OK);
    arena_free(a);
}

static void S_loader_open(void)
{
    memset(&loader, 0, sizeof loader);
    sem_init(&loader.begun, 0, 0);
    sem_init(&loader.blocked, 0, 0);
    sem_init(&loader.go, 0, 0);
    lot9_close();
    paper.load = S_load_much;
    paper.manifest = S_busy_manifest;
    lot9_open();
    S_file();
    sem_wait(&loader.begun);
}

/* A loader that always wants to write: a reset that fails gives it back its file, one that succeeds does not.
 */
START_TEST(test_loader)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_loader_open();
    for (int i = 0; i < 3; i++) {
        lot9_room(0);
        enum status st = json_reset(w, 0, "{}", &json, &d);
        lot9_room(RLIM_INFINITY);
        lot9_json(st, ST_DISK, &json, NULL);
        sem_wait(&loader.begun); /* taken up again */
    }
    S_is_generation(1);
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"files\":1,");
    int calls = loader.calls;
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(loader.calls, calls);
    ck_assert(!lot9_has("loaded"));
}
END_TEST

static enum status S_block_run(struct call *c, void *cls)
{
    (void)c, (void)cls;
    sem_post(&loader.blocked);
    sem_wait(&loader.go);
    return ST_OK;
}

static void *S_block(void *cls)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(10000);
    struct call c = {.arena = a, .diag = &d};
    *(enum status *)cls = world_write_wait(w, DB_UNYO, &c, S_block_run, NULL);
    arena_free(a);
    return NULL;
}

struct resetting {
    struct buf json;
    struct diag d;
    enum status st;
};

static void *S_reset(void *cls)
{
    struct resetting *r = cls;
    interfere = true;
    r->st = json_reset(w, 0, "{}", &r->json, &r->d);
    return NULL;
}

/* The loader's write waits in the queue behind a long one when the reset begins: it is not waited for. */
START_TEST(test_loader_in_the_queue)
{
    enum status blocked;
    struct resetting r = {.json = BUF_INIT};
    pthread_t a, b;
    S_loader_open();
    ck_assert_int_eq(pthread_create(&a, NULL, S_block, &blocked), 0);
    sem_wait(&loader.blocked); /* the writer is at it, so the loader's next write waits */
    manifest = _i ? ST_SETUP : ST_OK;
    ck_assert_int_eq(pthread_create(&b, NULL, S_reset, &r), 0);
    for (int i = 0; i < 4000 && !world_loader_stop(w); i++)
        nanosleep(&(struct timespec){0, 5000000}, NULL);
    ck_assert(world_loader_stop(w));
    sem_post(&loader.go);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    ck_assert_int_eq(blocked, ST_OK); /* it was at work before */
    ck_assert_int_eq(r.st, _i ? ST_FIXTURE : ST_OK);
    for (int i = 0; i < WAITING; i++) {
        sem_wait(&late[i].done);
        ck_assert_int_eq(late[i].st, _i ? ST_OK : ST_RESET);
        arena_free(late[i].arena);
    }
    if (_i)
        sem_wait(&loader.begun);
    S_is_generation(_i ? 1 : 2);
    buf_release(&r.json);
}
END_TEST

/* Its database went bad while it was open: counts there are none, but the reset heals. */
START_TEST(test_gone_bad)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    sqlite3 *h;
    ck_assert_int_eq(sqlite3_open_v2(temp_path(IN "gen-1/chukan.db"), &h, SQLITE_OPEN_READWRITE, "unix-excl"),
                     SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(h, "DROP TABLE counter", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(h);
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"cleared\":{\"uketsuke\":0,");
    ck_assert(lot9_said("件数"));
    lot9_hush();
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"fukuhon\":0,");
    ck_assert(!said[0]);
}
END_TEST

/* Writes into the journal as soon as there is a new generation. */
static void *S_herald(void *cls)
{
    struct diag d = DIAG_INIT;
    while (world_still(w, *(const uint64_t *)cls, &d) == ST_OK)
        ;
    world_journal(w, &(struct journal_entry){.service = "kanri", .op = "ping", .http = 200});
    return NULL;
}

/* The journal that is cleared is that of the old generation, whoever is how quick. */
START_TEST(test_journal)
{
    struct diag d = DIAG_INIT;
    for (uint64_t generation = 1; generation <= 20; generation++) {
        struct buf json = BUF_INIT;
        pthread_t t;
        ck_assert_int_eq(pthread_create(&t, NULL, S_herald, &generation), 0);
        enum status st = json_reset(w, 0, "{}", &json, &d);
        pthread_join(t, NULL);
        lot9_json(st, ST_OK, &json, generation == 1 ? "\"journal\":0," : "\"journal\":1,");
        lot9_json(sim_journal(w, 0, &json), ST_OK, &json, "\"last\":1,");
    }
    struct buf json = BUF_INIT;
    lot9_json(json_reset(w, 0, "{\"keep\":[\"journal\"]}", &json, &d), ST_OK, &json, "\"journal\":0,");
    lot9_json(sim_journal(w, 0, &json), ST_OK, &json, "\"last\":1,");
}
END_TEST

/* Facts of the engine's calls and resets, side by side: for the thread sanitizer. */
static atomic_bool over;

static void *S_writes(void *cls)
{
    while (!over)
        lot9_put(cls);
    return NULL;
}

START_TEST(test_side_by_side)
{
    struct diag d = DIAG_INIT;
    pthread_t t[4];
    lot9_close();
    turns_seed(7);
    lot9_open();
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(pthread_create(&t[i], NULL, S_writes, (void *)(uintptr_t)(i % 2 ? "x" : "y")), 0);
    for (int i = 0; i < 30; i++) {
        struct buf json = BUF_INIT;
        bool fails = i % 3 == 2;
        lot9_json(json_reset(w, 0, fails ? "{\"keep\":[\"x\"]}" : "{\"keep\":[\"clock\"]}", &json, &d),
                  fails ? ST_CONTROL : ST_OK, &json, NULL);
    }
    over = true;
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    S_is_generation(21);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/reset");
    TCase *t = tcase_create("reset");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, lot9_setup, lot9_teardown);
    tcase_add_loop_test(t, test_full_disk, 0, FULL);
    tcase_add_loop_test(t, test_full_disk_create, 0, 3);
    tcase_add_loop_test(t, test_full_disk_heal, 0, 3);
    tcase_add_loop_test(t, test_waiting, 0, 3);
    tcase_add_test(t, test_loader);
    tcase_add_loop_test(t, test_loader_in_the_queue, 0, 2);
    tcase_add_test(t, test_gone_bad);
    tcase_add_test(t, test_journal);
    tcase_add_test(t, test_side_by_side);
    suite_add_tcase(suite, t);
    return lot9_run(suite);
}
