/* world: the writer, the courier, settling, the clock, reset, restart. The institutions are stand-ins:
 * one message type from unyo to chukan, one job that writes a meta row. */
#include <check.h>
#include <pthread.h>
#include <semaphore.h>
#include <sqlite3.h>

#include "service/messages.h"
#include "service/operator.h"
#include "store/meta.h"
#include "store/outbox.h"
#include "made.h"
#include "world/engine.h"
#include "world/paper.h"
#include "world/world.h"

/* --- stand-ins for service/registry.c
 * ------------------------------------------------------------------------ */
static int applied, sent, refuse_apply;

static enum status S_apply(struct call *c, const void *body)
{
    (void)c, (void)body;
    if (refuse_apply-- > 0)
        return ST_INTERNAL;
    applied++;
    return ST_OK;
}

static enum status S_sent(struct call *c, const void *body)
{
    (void)c, (void)body;
    sent++;
    return ST_OK;
}

static const struct field nothing[] = {FIELD_END};
static const struct message note = {
    .kind = "note", .from = DB_UNYO, .to = DB_CHUKAN, .body = nothing, .apply = S_apply, .sent = S_sent};

struct poke_reply {
    int64_t poked;
};

static enum status S_poke(struct call *c, const void *req, void *rep)
{
    (void)req;
    ((struct poke_reply *)rep)->poked = 1;
    return meta_put(c->tx, "poked", "1");
}

static const struct field poke_reply[] = {FIELD_INT(struct poke_reply, "poked", poked), FIELD_END};
static const struct operator_action poke = {.name = "poke",
                                            .db = DB_UNYO,
                                            .request = nothing,
                                            .reply = poke_reply,
                                            .reply_size = sizeof(struct poke_reply),
                                            .run = S_poke};
const struct op *const op_list[] = {NULL};
const struct bulk *const bulk_list[] = {NULL};
const struct message *const message_list[] = {&note, NULL};
const struct operator_action *const operator_list[] = {&poke, NULL};
const struct message *message_find(const char *kind)
{
    return strcmp(kind, "note") == 0 ? &note : NULL;
}
const struct operator_action *operator_find(const char *name)
{
    return strcmp(name, "poke") == 0 ? &poke : NULL;
}
const struct bulk *bulk_find(const char *shubetsu)
{
    (void)shubetsu;
    return NULL;
}

static int reports;

void say_named(const char *world, const char *text)
{
    (void)world, (void)text;
}

void say_broken(const char *world, const char *text)
{
    ck_assert_str_eq(world, "lot9");
    ck_assert_ptr_nonnull(strstr(text, "kanri: busho"));
    reports++;
}

static struct world *w;
static struct worlds_options options;

static void S_open(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_msg(worlds_open(&options, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    w = world_find("lot9", 4);
    ck_assert_ptr_nonnull(w);
}

static void S_close(void)
{
    world_release(w);
    w = NULL;
    worlds_close();
}

static void S_setup(void)
{
    temp_make();
    char cmd[600];
    snprintf(cmd, sizeof cmd, "mkdir -p %s/data %s/fix/worlds/lot9 && touch %s/fix/worlds/lot9/world.xml",
             temp_dir, temp_dir, temp_dir);
    ck_assert_int_eq(system(cmd), 0);
    static char data[128], fix[128];
    snprintf(data, sizeof data, "%s/data", temp_dir);
    snprintf(fix, sizeof fix, "%s/fix", temp_dir);
    paper = (struct paper){S_manifest, S_compile, S_load};
    options = (struct worlds_options){.data = data, .fixtures = fix, .check_invariants = true};
    applied = sent = refuse_apply = reports = 0;
    S_open();
}

static void S_teardown(void)
{
    S_close();
    temp_drop();
}

/* --- helpers
 * ---------------------------------------------------------------------------------------------------- */
struct put {
    const char *key, *value;
    int64_t message_due; /* 0: none */
    enum status answer;
    int64_t seen_now;
};

static enum status S_put(struct call *c, void *cls)
{
    struct put *p = cls;
    p->seen_now = c->now;
    enum status st = meta_put(c->tx, p->key, p->value);
    if (st == ST_OK && p->message_due)
        st = message_put(c, "note", NULL, p->message_due);
    return st == ST_OK ? p->answer : st;
}

static enum status S_write(struct put *p)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &d};
    enum status st = world_write_wait(w, DB_UNYO, &c, S_put, p);
    arena_free(a);
    return st;
}

static enum status S_get(struct call *c, void *cls)
{
    const char *v = NULL;
    enum status st = meta_get(c->tx, cls, c->arena, &v);
    return st == ST_OK && !v ? ST_UKETSUKE_NONE : st;
}

static bool S_has(const char *key)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &d};
    enum status st = world_read(w, DB_UNYO, &c, S_get, (void *)(uintptr_t)key);
    arena_free(a);
    return st == ST_OK;
}

static void S_json(enum status got, enum status want, struct buf *json, const char *part)
{
    ck_assert_int_eq(got, want);
    if (part)
        ck_assert_msg(json->data && strstr(json->data, part), "%s not in %s", part, json->data);
    buf_release(json);
}

/* --- tests
 * ------------------------------------------------------------------------------------------------------- */
START_TEST(test_write)
{
    struct put kept = {"a", "1", 0, ST_OK, 0}, accepted = {"b", "1", 0, ST_ACCEPTED, 0},
               refused = {"c", "1", 0, ST_KANYUSHA_NONE, 0};
    ck_assert_int_eq(S_write(&kept), ST_OK);
    ck_assert_int_eq(S_write(&accepted), ST_ACCEPTED);
    ck_assert_int_eq(S_write(&refused), ST_KANYUSHA_NONE);
    ck_assert_int_eq(kept.seen_now, 1000000);
    ck_assert(S_has("a") && S_has("b") && !S_has("c"));
    S_close();
    S_open();
    ck_assert(S_has("a") && S_has("b") && !S_has("c"));
}
END_TEST

enum { CROWD = 40, EACH = 25 };

static void *S_crowd(void *cls)
{
    for (int i = 0; i < EACH; i++) {
        char key[32];
        snprintf(key, sizeof key, "%d-%d", (int)(intptr_t)cls, i);
        struct put p = {key, "1", 1, ST_OK, 0};
        if (S_write(&p) != ST_OK)
            return cls;
    }
    return NULL;
}

START_TEST(test_crowd)
{
    pthread_t t[CROWD];
    for (int i = 0; i < CROWD; i++)
        ck_assert_int_eq(pthread_create(&t[i], NULL, S_crowd, (void *)(intptr_t)(i + 1)), 0);
    for (int i = 0; i < CROWD; i++) {
        void *failed;
        pthread_join(t[i], &failed);
        ck_assert_ptr_null(failed);
    }
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(applied, CROWD * EACH);
    ck_assert_int_eq(sent, CROWD * EACH);
    ck_assert(S_has("1-0") && S_has("40-24"));
}
END_TEST

START_TEST(test_failing_message_stays)
{
    refuse_apply = 2;
    struct put p = {"a", "1", 1, ST_OK, 0};
    ck_assert_int_eq(S_write(&p), ST_OK);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(applied, 1);
    ck_assert_int_eq(sent, 1);
}
END_TEST

START_TEST(test_due_by_clock)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    struct put p = {"a", "1", 1000060, ST_OK, 0}, q = {"b", "1", 1000030, ST_OK, 0};
    S_write(&p);
    S_write(&q);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(applied, 0);
    S_json(json_advance(w, 0, "{\"seconds\":59}", &json, &d), ST_OK, &json, "\"steps\":2");
    ck_assert_int_eq(applied, 1);
    S_json(json_advance(w, 0, "{\"seconds\":1}", &json, &d), ST_OK, &json, NULL);
    ck_assert_int_eq(applied, 2);
    S_json(json_clock(w, 0, "{\"at\":\"1970-01-12T00:00:00+09:00\"}", &json, &d), ST_CLOCK_BACK, &json, NULL);
    S_json(json_clock(w, 0, "{\"frozen\":", &json, &d), ST_CONTROL, &json, NULL);
    S_json(json_advance(w, 0, "{\"seconds\":-1}", &json, &d), ST_CONTROL, &json, NULL);
    S_close();
    S_open();
    S_json(sim_clock_get(w, &json), ST_OK, &json, "1970-01-12T22:47:40+09:00");
}
END_TEST

START_TEST(test_reset)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    struct put p = {"a", "1", 2000000, ST_OK, 0};
    S_write(&p);
    S_json(json_advance(w, 0, "{\"seconds\":10}", &json, &d), ST_OK, &json, NULL);
    S_json(json_reset(w, 0, "{\"keep\":[\"nothing\"]}", &json, &d), ST_CONTROL, &json, NULL);
    S_json(json_progress(w, 0, "{\"fugo\":{\"how\":\"time\",\"seconds\":5}}", &json, &d), ST_OK, &json,
           "\"seconds\":5");
    S_json(json_reset(w, 0, "{\"keep\":[\"clock\"]}", &json, &d), ST_OK, &json, "\"generation\":2");
    ck_assert(!S_has("a"));
    S_json(sim_clock_get(w, &json), ST_OK, &json, "22:46:50");
    S_json(sim_progress_get(w, &json), ST_OK, &json, "\"fugo\":{\"how\":\"immediate\"");
    S_json(json_advance(w, 0, "{\"seconds\":3000000}", &json, &d), ST_OK, &json, NULL);
    ck_assert_int_eq(applied, 0); /* the old generation's message never comes */
    S_json(json_reset(w, 0, "", &json, &d), ST_OK, &json, "\"generation\":3");
    S_json(sim_clock_get(w, &json), ST_OK, &json, "22:46:40");
    S_close();
    S_open();
    S_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"generation\":4");
}
END_TEST

static void *S_resets(void *cls)
{
    struct diag d = DIAG_INIT;
    for (int i = 0; i < 10; i++) {
        struct buf json = BUF_INIT;
        if (json_reset(w, 0, "{}", &json, &d) != ST_OK)
            return cls;
        buf_release(&json);
    }
    return NULL;
}

START_TEST(test_reset_under_load)
{
    pthread_t t, crowd[8];
    void *failed;
    ck_assert_int_eq(pthread_create(&t, NULL, S_resets, w), 0);
    for (int i = 0; i < 8; i++)
        pthread_create(&crowd[i], NULL, S_crowd, (void *)(intptr_t)(i + 1));
    for (int i = 0; i < 8; i++)
        pthread_join(crowd[i], &failed); /* some answers are RESET */
    pthread_join(t, &failed);
    ck_assert_ptr_null(failed);
    ck_assert(world_wait_settled(w, 10000));
}
END_TEST

static void S_woken(enum status st, void *cls)
{
    ck_assert_int_eq(st, ST_OK);
    sem_post(cls);
}

START_TEST(test_settled_wait)
{
    sem_t gate;
    sem_init(&gate, 0, 0);
    ck_assert(world_wait_settled(w, 10000));
    const struct op op = {.flags = OP_WRITE};
    const struct settle what = {.hokensha = "06139992", .op = &op};
    ck_assert_int_eq(world_settle(w, &what, S_woken, &gate), ST_OK);
    refuse_apply = 1;
    struct put p = {"a", "1", 1, ST_OK, 0};
    S_write(&p);
    enum status st = world_settle(w, &what, S_woken, &gate);
    if (st == ST_PENDING)
        sem_wait(&gate); /* until woken */
    else
        ck_assert_int_eq(st, ST_OK);
    ck_assert_int_eq(applied, 1);
}
END_TEST

START_TEST(test_journal)
{
    struct buf json = BUF_INIT;
    char said[700]; /* what was had stands at the end of a note */
    snprintf(said, sizeof said, "番号 123456789018 の行%600s", "実際: x");
    for (int i = 0; i < 3000; i++)
        world_journal(w,
                      &(struct journal_entry){.service = "kanri", .op = "ping", .note = said, .http = 200});
    S_json(sim_journal(w, 2998, &json), ST_OK, &json, "\"seq\":2999");
    S_json(sim_journal(w, 0, &json), ST_OK, &json, "\"first\":1977");
    sim_journal(w, 2999, &json);
    ck_assert_ptr_null(strstr(json.data, "123456789018"));
    ck_assert_ptr_nonnull(strstr(json.data, "************"));
    ck_assert_ptr_nonnull(strstr(json.data, "実際: x\""));
    buf_release(&json);
    ck_assert_int_eq(sim_journal_grown(w, 3000, 10), 3000);
}
END_TEST

START_TEST(test_operator_and_digest)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_json(sim_operator(w, 0, "poke", "{}", &json, &d), ST_OK, &json, "\"poked\":1");
    ck_assert(S_has("poked"));
    S_json(sim_operator(w, 0, "nothing", "{}", &json, &d), ST_NO_OPERATOR, &json, NULL);
    ck_assert_str_eq(d.want, "settle poke");
    S_json(sim_digest(w, 0, &json, &d), ST_OK, &json, "\"kanri.hokensha\":");
}
END_TEST

/* What was not understood is refused whole: nothing of it is done. */
START_TEST(test_odd_bodies)
{
    static const struct {
        enum status (*run)(struct world *w, uint64_t generation, const char *body, struct buf *json,
                           struct diag *d);
        const char *body;
    } rows[] = {
        {json_advance, "{\"seconds\":\"5x\"}"},
        {json_advance, "{\"seconds\":[1]}"},
        {json_advance, "{\"seconds\":1.5}"},
        {json_advance, "{\"seconds\":99999999999999999999}"},
        {json_advance, "{\"seconds\":300000000000}"},
        {json_advance, "{\"seconds\":1,\"second\":1}"},
        {json_advance, "[]"},
        {json_clock, "{\"frozen\":\"yes\"}"},
        {json_clock, "{\"frozen\":[]}"},
        {json_progress, "{\"fugo\":{\"how\":\"time\",\"seconds\":-5}}"},
        {json_progress, "{\"juki\":{\"how\":\"manual\",\"polls\":2},\"fugo\":{\"seconds\":5}}"},
        {json_progress, "{\"fugo\":{\"polls\":5}}"},
        {json_progress, "{\"fugo\":{\"how\":\"time\",\"seconds\":\"5\"}}"},
        {json_progress, "{\"fugo\":{\"how\":\"time\",\"second\":5}}"},
        {json_progress, "{\"fugo\":{\"how\":\"immediate\"},\"fuga\":{}}"},
        {json_reset, "{\"keep\":\"clock\"}"},
        {json_reset, "{\"keeps\":[\"clock\"]}"},
        {json_reset, "[]"},
    };
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT, was = BUF_INIT;
    ck_assert_int_eq(sim_worlds_list(&was), ST_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        S_json(rows[i].run(w, 0, rows[i].body, &json, &d), ST_CONTROL, &json, NULL);
    S_json(sim_operator(w, 0, "poke", "{\"typo\":1}", &json, &d), ST_CONTROL, &json, NULL);
    S_json(sim_operator(w, 0, "settle", "{", &json, &d), ST_CONTROL, &json, NULL);
    ck_assert(!S_has("poked"));
    S_json(sim_worlds_list(&json), ST_OK, &json, was.data);
    buf_release(&was);
    /* the end of time */
    S_json(json_advance(w, 0, "{\"to\":\"9999-12-31\"}", &json, &d), ST_OK, &json, "9999-12-31T00:00:00");
    S_json(json_advance(w, 0, "{\"seconds\":86400}", &json, &d), ST_CONTROL, &json, NULL);
    S_json(json_advance(w, 0, "{\"seconds\":86399}", &json, &d), ST_OK, &json, "9999-12-31T23:59:59");
    S_json(json_clock(w, 0, "{\"frozen\":false}", &json, &d), ST_OK, &json, "9999-12-31T23:59:59");
}
END_TEST

START_TEST(test_create_and_drop)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_json(json_create("{\"name\":\"run-1\",\"fixture\":\"lot9\",\"seed\":7}", &json, &d), ST_OK, &json,
           "run-1");
    S_json(json_create("{\"name\":\"run-1\",\"fixture\":\"lot9\"}", &json, &d), ST_CONTROL, &json, NULL);
    S_json(json_create("{\"name\":\"../x\",\"fixture\":\"lot9\"}", &json, &d), ST_CONTROL, &json, NULL);
    S_json(json_create("{\"name\":\"x\",\"fixture\":\"..\"}", &json, &d), ST_CONTROL, &json, NULL);
    S_json(json_create("{\"name\":\"x\",\"fixture\":\"lot9\",\"seed\":-1}", &json, &d), ST_CONTROL, &json,
           NULL);
    /* a create or drop that was killed leaves no world, and nothing for the next one of that name */
    char command[600];
    snprintf(command, sizeof command, "mkdir -p '%s/worlds/half/gen-3' && echo 3 >'%s/worlds/half/current'",
             options.data, options.data);
    ck_assert_int_eq(system(command), 0);
    S_json(json_create("{\"name\":\"half\",\"fixture\":\"lot9\"}", &json, &d), ST_OK, &json, NULL);
    S_json(sim_worlds_list(&json), ST_OK, &json, "\"name\":\"half\",\"lot\":\"9\",\"generation\":1,");
    S_json(sim_world_drop("half", worlds_epoch(), &json, &d), ST_OK, &json, NULL);
    S_json(json_create("{\"name\":1,\"fixture\":\"lot9\"}", &json, &d), ST_CONTROL, &json, NULL);
    S_json(json_create("{\"name\":\"x\",\"fixture\":\"none\"}", &json, &d), ST_CONTROL, &json, NULL);
    ck_assert_str_eq(d.item, "fixture");
    S_close();
    S_open(); /* it is still there */
    S_json(sim_worlds_list(&json), ST_OK, &json, "run-1");
    S_json(sim_world_drop("run-1", worlds_epoch(), &json, &d), ST_OK, &json, "run-1");
    S_json(sim_world_drop("run-1", worlds_epoch(), &json, &d), ST_NO_SUCH_WORLD, &json, NULL);
}
END_TEST

/* A row that no operation can write, slipped in behind the engine's back. */
START_TEST(test_invariants)
{
    sqlite3 *h;
    struct put p = {"a", "1", 1, ST_OK, 0};
    ck_assert_int_eq(S_write(&p), ST_OK);
    ck_assert(world_wait_settled(w, 10000));
    ck_assert_int_eq(reports, 0);
    ck_assert_int_eq(
        sqlite3_open_v2(temp_path("data/worlds/lot9/gen-1/kanri.db"), &h, SQLITE_OPEN_READWRITE, "unix-excl"),
        SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(h,
                                  "PRAGMA foreign_keys = OFF; INSERT INTO busho (hokensha, busho, mei) "
                                  "VALUES ('99999999', 'B', 'x')",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    sqlite3_close(h);
    while (!reports) { /* not after each piece of work: the slower it was, the later again */
        ck_assert_int_eq(S_write(&p), ST_OK);
        ck_assert(world_wait_settled(w, 10000));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world");
    TCase *t = tcase_create("world");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_write);
    tcase_add_test(t, test_crowd);
    tcase_add_test(t, test_failing_message_stays);
    tcase_add_test(t, test_due_by_clock);
    tcase_add_test(t, test_reset);
    tcase_add_test(t, test_reset_under_load);
    tcase_add_test(t, test_settled_wait);
    tcase_add_test(t, test_journal);
    tcase_add_test(t, test_operator_and_digest);
    tcase_add_test(t, test_odd_bodies);
    tcase_add_test(t, test_create_and_drop);
    tcase_add_test(t, test_invariants);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
