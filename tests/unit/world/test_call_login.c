/* world/call_login: one order of events. No thread waits for a login: not for the writer that counts it, not
 * for a link file that may change who may call. What came before it, or before its call's turn, is in force
 * for it; what it was let in by no longer lets it in when that has changed. */
#include <pthread.h>
#include <semaphore.h>

#include "store/kanri_password.h"
#include "store/kanri_system.h"
#include "store/torikomi.h"
#include "world/call.h"
#include "world/case/facts.h"
#include "world/engine.h"
#include "world/login_world.h"

static const char A[] = "06139992";

static enum status S_run(struct call *c, const void *req, void *rep)
{
    (void)c, (void)req, (void)rep;
    return ST_OK;
}

static const struct op look = {
    .service = "kanri", .name = "ping", .db = DB_KANRI, .flags = OP_SHOKI, .run = S_run};
static const struct op change = {
    .service = "kanri", .name = "lockKaijo", .db = DB_KANRI, .flags = OP_SHOKI | OP_WRITE, .run = S_run};

struct guest {
    struct visit v;
    char rep[8]; /* the operations here answer nothing */
    sem_t over;
    atomic_bool done;
    enum status st;
};

static void S_done(struct visit *v, enum status st)
{
    struct guest *g = (struct guest *)(void *)v;
    g->st = st;
    atomic_store(&g->done, true);
    sem_post(&g->over);
}

/* name: "TT1/u001" at the terminal. Answers what http/ hears when it has read the token. */
static enum status S_come(struct guest *g, const struct op *op, const char *name, const char *password)
{
    const char *user = strchr(name, '/');
    memset(g, 0, sizeof *g);
    sem_init(&g->over, 0, 0);
    g->v = (struct visit){.arena = arena_new(1 << 20),
                          .done = S_done,
                          .file_fd = -1,
                          .way = user ? WAY_TANMATSU : WAY_SYSTEM,
                          .op = op,
                          .rep = g->rep,
                          .busho = "B001",
                          .user = user ? user + 1 : "u002",
                          .world = world_find("lot9", 4)};
    ck_assert_int_eq(world_arrive(g->v.world, worlds_epoch(), &g->v.generation, &g->v.diag), ST_OK);
    return call_login(&g->v, name, password);
}

static enum status S_gone(struct guest *g)
{
    sem_wait(&g->over);
    call_leave(&g->v);
    arena_free(g->v.arena);
    return g->st;
}

static enum status S_call(const struct op *op, const char *name, const char *password)
{
    struct guest g;
    S_come(&g, op, name, password);
    call_start(&g.v);
    return S_gone(&g);
}

static enum status S_system_password(struct call *c, const char *password)
{
    struct kanri_system s;
    char hash[PASSWORD_TEXT];
    bool found;
    enum status st = kanri_system_get(c->tx, "KS1", c->arena, &s, &found);
    password_make(password, 5, "KS1", 1, 2, hash);
    s.password = hash;
    return st == ST_OK ? kanri_system_put(c->tx, &s) : st;
}
static enum status S_new_password(struct call *c)
{
    return S_system_password(c, "pw-new");
}
static enum status S_same_password(struct call *c)
{
    return S_system_password(c, "pw-1");
}
static enum status S_stop(struct call *c)
{
    return kanri_system_jotai(c->tx, "KS1", "停止");
}
static enum status S_remove(struct call *c)
{
    return kanri_system_remove(c->tx, "KS1");
}
static enum status S_other(struct call *c)
{
    return kanri_system_jotai(c->tx, "KS2", "停止");
}
static enum status S_user_put(struct call *c, const char *password)
{
    struct kanri_password p;
    char hash[PASSWORD_TEXT];
    bool found;
    enum status st = kanri_password_get(c->tx, A, "u001", c->arena, &p, &found);
    if (password)
        password_make(password, 5, "u", p.before, 2, hash);
    p.password = password ? hash : NULL;
    p.password_jotai = password ? "変更済" : "初期";
    return st == ST_OK ? kanri_password_put(c->tx, &p, 2) : st;
}
static enum status S_user_password(struct call *c)
{
    return S_user_put(c, "Kaeta-91");
}
static enum status S_user_initial(struct call *c)
{
    return S_user_put(c, NULL);
}
static enum status S_user_lock(struct call *c)
{
    struct kanri_tries t;
    return kanri_user_wrong(c->tx, A, "u001", 1, &t);
}
static enum status S_user_stop(struct call *c)
{
    return kanri_user_jotai(c->tx, A, "u001", "停止");
}
static enum status S_user_remove(struct call *c)
{
    return kanri_user_remove(c->tx, A, "u001");
}

static const struct {
    enum status (*run)(struct call *c);
    const char *name, *password;
    enum status st; /* of who was let in before it, when its turn is behind it */
} changes[] = {
    {S_new_password, "KS1", "pw-1", ST_BAD_PASSWORD},
    {S_same_password, "KS1", "pw-1", ST_OK},
    {S_stop, "KS1", "pw-1", ST_SYSTEM_TEISHI},
    {S_remove, "KS1", "pw-1", ST_UNKNOWN_SYSTEM},
    {S_other, "KS1", "pw-1", ST_OK},
    {S_new_password, "KS1B", "pw-1b", ST_OK},
    {S_user_password, "TT1/u001", "Kaeta-01", ST_LOGIN_PASSWORD},
    {S_user_initial, "TT1/u001", "Kaeta-01", ST_LOGIN_PASSWORD},
    {S_user_lock, "TT1/u001", "Kaeta-01", ST_LOGIN_LOCK},
    {S_user_stop, "TT1/u001", "Kaeta-01", ST_LOGIN_TEISHI},
    {S_user_remove, "TT1/u001", "Kaeta-01", ST_LOGIN_USER},
    {S_user_stop, "TT1/u002", "Shoki-u0021", ST_OK},
};

/* A job of kanri.db that waits, if it is to, inside its run. */
struct errand {
    enum status (*run)(struct call *c);
    sem_t *go;
    sem_t inside, over;
    enum status st;
    struct diag diag;
    struct call call;
    struct job job;
};

static enum status S_errand(struct call *c, void *cls)
{
    struct errand *e = cls;
    sem_post(&e->inside);
    if (e->go)
        sem_wait(e->go);
    c->masters = e->run != NULL;
    return e->run ? e->run(c) : ST_OK;
}

static void S_errand_done(enum status st, void *cls)
{
    struct errand *e = cls;
    e->st = st;
    sem_post(&e->over);
}

static void S_submit(struct errand *e)
{
    sem_init(&e->inside, 0, 0);
    sem_init(&e->over, 0, 0);
    e->call = (struct call){.arena = arena_new(100000), .diag = &e->diag};
    e->job = (struct job){.db = DB_KANRI, .call = &e->call, .run = S_errand, .done = S_errand_done, .cls = e};
    world_submit(w, &e->job);
}

static enum status S_over(struct errand *e)
{
    sem_wait(&e->over);
    arena_free(e->call.arena);
    return e->st;
}

/* --- the turn of a call --- */

static void S_reset(void)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    buf_release(&json);
}

/* Between the login and the start of the call, a file's upload say. */
START_TEST(test_before_the_start)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++, S_reset()) {
        struct guest g;
        struct errand e = {.run = changes[i].run};
        ck_assert_int_eq(S_come(&g, &look, changes[i].name, changes[i].password), ST_OK);
        ck_assert(!g.v.login.open);
        S_submit(&e);
        ck_assert_int_eq(S_over(&e), ST_OK);
        call_start(&g.v);
        enum status st = S_gone(&g);
        ck_assert_msg(st == changes[i].st, "%zu: %s", i, status_info(st)->name);
        ck_assert_int_eq(g.v.diag.status, st);
    }
}
END_TEST

/* No table changes when a certificate's last day goes by; who began the day before is refused all the same.
 */
START_TEST(test_last_day)
{
    struct guest g;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(S_come(&g, &look, "KS1", "pw-1"), ST_OK);
    g.v.cert = (struct cert_shown){.cn = g.v.cert_cn = "KS1", .o = A, .shared = true};
    ck_assert_int_eq(json_advance(w, 0, "{\"seconds\":190000000}", &json, &g.v.diag), ST_OK);
    call_start(&g.v);
    ck_assert_int_eq(S_gone(&g), ST_CERT_KIGEN);
    buf_release(&json);
}
END_TEST

/* Between its entry and its turn at the writer: the change is told before the write begins. */
START_TEST(test_before_the_turn)
{
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++, S_reset()) {
        sem_t go;
        struct guest g;
        struct errand e = {.run = changes[i].run, .go = &go};
        sem_init(&go, 0, 0);
        S_submit(&e);
        sem_wait(&e.inside);
        ck_assert_int_eq(S_come(&g, &change, changes[i].name, changes[i].password), ST_OK);
        call_start(&g.v);
        sem_post(&go);
        ck_assert_int_eq(S_over(&e), ST_OK);
        enum status st = S_gone(&g);
        ck_assert_msg(st == changes[i].st, "%zu: %s", i, status_info(st)->name);
    }
}
END_TEST

/* --- nobody waits in place of the caller --- */

/* This thread is all that http/ has. The writer, which is to count wrong passwords, has other work; who is
 * refused for what he is, and who needs no writer, is answered meanwhile. */
START_TEST(test_writer_held)
{
    enum { GUESTS = 24 };
    static struct guest g[GUESTS];
    sem_t go;
    struct errand held = {.go = &go};
    sem_init(&go, 0, 0);
    S_submit(&held);
    sem_wait(&held.inside);
    for (int i = 0; i < GUESTS; i++) {
        S_come(&g[i], &look, "TT1/u001", "x");
        call_start(&g[i].v);
    }
    ck_assert_int_eq(S_call(&look, "KS1", "pw-1"), ST_OK);
    ck_assert_int_eq(S_call(&look, "KS1", "x"), ST_BAD_PASSWORD);
    ck_assert_int_eq(S_call(&look, "TT1/u003", "x"), ST_LOGIN_TEISHI);
    ck_assert_int_eq(S_call(&look, "TT1/u009", "x"), ST_LOGIN_USER);
    ck_assert_int_eq(S_call(&look, "TT9/u001", "x"), ST_UNKNOWN_TANMATSU);
    for (int i = 0; i < GUESTS; i++)
        ck_assert(!atomic_load(&g[i].done));
    sem_post(&go);
    ck_assert_int_eq(S_over(&held), ST_OK);
    for (int i = 0; i < GUESTS; i++)
        ck_assert_int_eq(S_gone(&g[i]), i < 2 ? ST_LOGIN_PASSWORD : ST_LOGIN_LOCK);
    ck_assert_int_eq(S_call(&look, "TT1/u001", "Kaeta-01"), ST_LOGIN_LOCK);
}
END_TEST

/* What else is wrong with a call is told behind its login, and only if that is fine. */
START_TEST(test_besides)
{
    struct guest g;
    S_come(&g, &look, "TT1/u001", "x");
    ck_assert(g.v.login.open);
    g.v.diag = DIAG_INIT;
    diag_set(&g.v.diag, ST_SCHEMA, "項目", "形", "別の形");
    call_start(&g.v);
    ck_assert_int_eq(S_gone(&g), ST_LOGIN_PASSWORD);
    ck_assert_str_eq(g.v.diag.have, "一致しない値（あと 2 回でロックします）");
    S_come(&g, &look, "TT1/u001", "Kaeta-01"); /* which clears what was counted */
    ck_assert(g.v.login.open);
    diag_set(&g.v.diag, ST_SCHEMA, "項目", "形", "別の形");
    call_start(&g.v);
    ck_assert_int_eq(S_gone(&g), ST_SCHEMA);
    ck_assert_str_eq(g.v.diag.have, "別の形");
}
END_TEST

static sem_t at_work, go_on;

static enum status S_rows(struct call *c, void *cls)
{
    struct torikomi t;
    bool found;
    const struct kanri_shokuin u = {A, "u009", "B001", "見本　九", "KANRI", NULL};
    enum status st = torikomi_get(c->tx, cls, c->arena, &t, &found);
    c->masters = true;
    st = st == ST_OK ? S_new_password(c) : st;
    st = st == ST_OK ? S_user_stop(c) : st;
    st = st == ST_OK ? kanri_user_jotai(c->tx, A, "u003", "有効") : st;
    st = st == ST_OK ? kanri_user_put(c->tx, &u) : st;
    st = st == ST_OK ? torikomi_start(c->tx, &t, 0) : st;
    return st == ST_OK ? torikomi_finish(c->tx, &t, "", 0) : st;
}

/* The loader has the file, and takes its time. */
static enum status S_load_held(struct world *of, const char *uketsuke, struct diag *d)
{
    struct arena *a = arena_new(100000);
    struct caller who = {.hokensha = A};
    struct call c = {.arena = a, .diag = d, .caller = &who};
    sem_post(&at_work);
    sem_wait(&go_on);
    enum status st = world_write_wait(of, DB_KANRI, &c, S_rows, (void *)(uintptr_t)uketsuke);
    arena_free(a);
    return st;
}

static enum status S_accept(struct call *c, void *cls)
{
    const struct torikomi t = {.uketsuke = "M1",
                               .shubetsu = "userToroku",
                               .hokensha = A,
                               .system = "KS1",
                               .busho = "B001",
                               .user = "u001",
                               .path = "p",
                               .result_path = "r",
                               .encoding = "UTF-8",
                               .due = c->now,
                               .jun = 1};
    (void)cls;
    c->jun = 1;
    c->going = GOING_FILES | GOING_MASTERS;
    return torikomi_put(c->tx, &t);
}

static void S_send(void)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct caller who = {.hokensha = A};
    struct call c = {.arena = a, .diag = &d, .caller = &who};
    ck_assert_int_eq(world_write_wait(w, DB_KANRI, &c, S_accept, NULL), ST_OK);
    arena_free(a);
    sem_wait(&at_work);
}

/* The file was accepted first: all of its insurer find what it says, whatever the tables said when they came;
 * another insurer's do not wait. */
START_TEST(test_behind_a_file)
{
    static const struct {
        const char *name, *password;
        enum status st;
    } rows[] = {
        {"KS1", "pw-1", ST_BAD_PASSWORD},
        {"KS1", "pw-new", ST_OK},
        {"KS1", "x", ST_BAD_PASSWORD},
        {"KS1B", "pw-1b", ST_OK},
        {"TT1/u001", "Kaeta-01", ST_LOGIN_TEISHI},
        {"TT1/u001", "x", ST_LOGIN_TEISHI},
        {"TT1/u002", "Shoki-u0021", ST_OK},
        {"TT1/u003", "Kaeta-03", ST_OK},
        {"TT1/u009", "Shoki-u0091", ST_OK},
        {"TT1/u010", "Shoki-u0101", ST_LOGIN_USER},
    };
    enum { ROWS = sizeof rows / sizeof *rows };
    static struct guest g[ROWS];
    paper.load = S_load_held;
    S_send();
    for (int i = 0; i < ROWS; i++) {
        ck_assert_int_eq(S_come(&g[i], &look, rows[i].name, rows[i].password), ST_OK);
        call_start(&g[i].v);
    }
    ck_assert_int_eq(S_call(&look, "KS2", "pw-2"), ST_UNKNOWN_USER); /* who has logged in */
    ck_assert_int_eq(S_call(&look, "KS2", "x"), ST_BAD_PASSWORD);
    for (int i = 0; i < ROWS; i++)
        ck_assert(!atomic_load(&g[i].done));
    sem_post(&go_on);
    for (int i = 0; i < ROWS; i++) {
        enum status st = S_gone(&g[i]);
        ck_assert_msg(st == rows[i].st, "%s %s: %s", rows[i].name, rows[i].password, status_info(st)->name);
    }
}
END_TEST

/* All of them are looked at before the first is counted: as many are answered as one after the other. */
START_TEST(test_guesses_at_once)
{
    enum { GUESSES = 8 };
    static const struct {
        int at; /* the right one */
        enum status st;
    } rows[] = {{0, ST_OK}, {3, ST_LOGIN_LOCK}, {7, ST_LOGIN_LOCK}};
    static struct guest g[GUESSES];
    paper.load = S_load_held;
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++, S_reset()) {
        S_send();
        for (int i = 0; i < GUESSES; i++) {
            S_come(&g[i], &look, "TT1/u002", i == rows[k].at ? "Shoki-u0021" : "x");
            call_start(&g[i].v);
        }
        sem_post(&go_on);
        for (int i = 0; i < GUESSES; i++) {
            const int wrong = rows[k].at ? i : i - 1; /* how many were before it */
            const enum status st = S_gone(&g[i]), as = wrong < most - 1 ? ST_LOGIN_PASSWORD : ST_LOGIN_LOCK;
            ck_assert_msg(st == (i == rows[k].at ? rows[k].st : as), "%zu, %d: %s", k, i,
                          status_info(st)->name);
        }
    }
}
END_TEST

/* Of the insurer whose system or terminal it is, whether it was judged at once or when it was counted. */
START_TEST(test_told_once)
{
    struct facts x;
    struct run_log log;
    struct diag d = DIAG_INIT;
    bool any;
    ck_assert_int_eq(S_call(&look, "KS1", "x"), ST_BAD_PASSWORD);
    ck_assert_int_eq(S_call(&look, "TT1/u001", "x"), ST_LOGIN_PASSWORD);
    ck_assert_int_eq(S_call(&look, "KS1", "pw-1"), ST_OK);
    ck_assert_int_eq(S_call(&look, "TT1/u001", "Kaeta-01"), ST_OK);
    ck_assert_int_eq(S_call(&look, "KS9", "x"), ST_UNKNOWN_SYSTEM); /* nobody's */
    facts_init(&x);
    ck_assert_int_eq(tracker_hold(&w->tracker, 0, &log, &d), ST_OK);
    ck_assert_int_eq(facts_read(&x, &log, &any, &d), ST_OK);
    close(log.fd);
    ck_assert_uint_eq(x.of_n[KOTO_LOGIN], 2);
    for (size_t i = 0; i < 2; i++) {
        const struct fact *f = &x.list[x.of[KOTO_LOGIN][i]];
        ck_assert(f->hokensha == 6139992 && f->status == (i ? ST_LOGIN_PASSWORD : ST_BAD_PASSWORD));
    }
    facts_release(&x);
}
END_TEST

static void S_setup_call(void)
{
    S_setup();
    sem_init(&at_work, 0, 0);
    sem_init(&go_on, 0, 0);
}

int main(void)
{
    Suite *suite = suite_create("world/call_login");
    TCase *t = tcase_create("call_login");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup_call, S_teardown);
    tcase_add_test(t, test_before_the_start);
    tcase_add_test(t, test_before_the_turn);
    tcase_add_test(t, test_last_day);
    tcase_add_test(t, test_writer_held);
    tcase_add_test(t, test_besides);
    tcase_add_test(t, test_behind_a_file);
    tcase_add_test(t, test_guesses_at_once);
    tcase_add_test(t, test_told_once);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
