/* world/login: a system with its password and certificate must belong together; the plain port has no
 * certificate; a refusal says which of them it was, shows no password, and leaves the caller as it was. A
 * user with its own password: told apart what is wrong with it, counted, locked, also when the daemon starts
 * anew. What is proven costs no hash again until the tables change. */
#include "store/kanri_password.h"
#include "world/login_world.h"

static const struct {
    const char *system, *password, *cn; /* cn NULL: the plain port */
    enum status st;
    const char *item, *want, *have; /* of the refusal */
    const char *hokensha, *encoding;
} cases[] = {
    {"KS1", "pw-1", "KS1", ST_OK, NULL, NULL, NULL, "06139992", "CP932"},
    {"KS1B", "pw-1b", "KS1B", ST_OK, NULL, NULL, NULL, "06139992", "CP932"},
    {"KS2", "pw-2", "KS2", ST_OK, NULL, NULL, NULL, "06139984", "UTF-16LE"},
    {"KS1", "pw-1", NULL, ST_OK, NULL, NULL, NULL, "06139992", "CP932"},
    {"KS9", "pw-1", "KS9", ST_UNKNOWN_SYSTEM, "システム識別子", NULL, "KS9", NULL, NULL},
    {"KS", "pw-1", NULL, ST_UNKNOWN_SYSTEM, "システム識別子", NULL, "KS", NULL, NULL},
    {"ks1", "pw-1", NULL, ST_UNKNOWN_SYSTEM, "システム識別子", NULL, "ks1", NULL, NULL},
    {"", "pw-1", NULL, ST_UNKNOWN_SYSTEM, "システム識別子", NULL, "", NULL, NULL},
    {"KS1", "pw-2", "KS1", ST_BAD_PASSWORD, "パスワード", NULL, "一致しない値", NULL, NULL},
    {"KS1", "pw-2", NULL, ST_BAD_PASSWORD, "パスワード", NULL, "一致しない値", NULL, NULL},
    {"KS1", "pw-1 ", NULL, ST_BAD_PASSWORD, "パスワード", NULL, "一致しない値", NULL, NULL},
    {"KS1", "pw-", NULL, ST_BAD_PASSWORD, "パスワード", NULL, "一致しない値", NULL, NULL},
    {"KS1", "PW-1", NULL, ST_BAD_PASSWORD, "パスワード", NULL, "一致しない値", NULL, NULL},
    {"KS1", "", NULL, ST_BAD_PASSWORD, "パスワード", NULL, "一致しない値", NULL, NULL},
    /* the certificate of another: of another insurer, of the insurer's own other system, of nobody */
    {"KS1", "pw-1", "KS2", ST_CERT_MISMATCH, "クライアント証明書の CN", "KS1", "KS2", NULL, NULL},
    {"KS1", "pw-1", "KS1B", ST_CERT_MISMATCH, "クライアント証明書の CN", "KS1", "KS1B", NULL, NULL},
    {"KS1B", "pw-1b", "KS1", ST_CERT_MISMATCH, "クライアント証明書の CN", "KS1B", "KS1", NULL, NULL},
    {"KS1", "pw-1", "ks1", ST_CERT_MISMATCH, "クライアント証明書の CN", "KS1", "ks1", NULL, NULL},
    {"KS1", "pw-1", "", ST_CERT_MISMATCH, "クライアント証明書の CN", "KS1", "", NULL, NULL},
    {"KS3", "pw-3", "KS3", ST_SYSTEM_TEISHI, "システム識別子", NULL, "KS3", NULL, NULL},
    {"KS3", "bad", "KS3", ST_SYSTEM_TEISHI, NULL, NULL, NULL, NULL, NULL},
    /* system before the pair before whether it is stopped before password */
    {"KS9", "bad", "KS1", ST_UNKNOWN_SYSTEM, NULL, NULL, NULL, NULL, NULL},
    {"KS1", "bad", "KS2", ST_CERT_MISMATCH, "クライアント証明書の CN", "KS1", "KS2", NULL, NULL},
    {"KS3", "pw-3", "KS1", ST_CERT_MISMATCH, "クライアント証明書の CN", "KS3", "KS1", NULL, NULL},
    {"KS3", "bad", "KS1", ST_CERT_MISMATCH, "クライアント証明書の CN", "KS3", "KS1", NULL, NULL},
};

START_TEST(test_login)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct caller who = {0};
    const struct cert_shown shown = {.cn = cases[_i].cn, .shared = true};
    enum status st =
        world_login(w, cases[_i].system, cases[_i].password, shown.cn ? &shown : NULL, a, &who, &d);
    ck_assert_int_eq(st, cases[_i].st);
    ck_assert_int_eq(d.status, cases[_i].st);
    if (st == ST_OK) {
        ck_assert_str_eq(who.system, cases[_i].system);
        ck_assert_str_eq(who.hokensha, cases[_i].hokensha);
        ck_assert_str_eq(who.encoding, cases[_i].encoding);
    } else {
        ck_assert(!who.system && !who.hokensha && !who.encoding);
        ck_assert(!strstr(d.want, "pw-") && !strstr(d.have, "pw-") && !strstr(d.have, "PW-"));
    }
    if (cases[_i].item)
        ck_assert_str_eq(d.item, cases[_i].item);
    if (cases[_i].want)
        ck_assert_str_eq(d.want, cases[_i].want);
    if (cases[_i].have)
        ck_assert_str_eq(d.have, cases[_i].have);
    arena_free(a);
}
END_TEST

/* Each door wants its own kind; what is of no kind has no business at a terminal's, and is judged by its
 * login at the other. Whoever had the name before has a certificate of it, too. */
START_TEST(test_certificate)
{
    static const struct {
        enum way way;
        const char *cn, *o;
        enum status st;
        const char *want, *have;
    } doors[] = {
        {WAY_SYSTEM, "KS1", "06139992", ST_OK, "", ""},
        {WAY_SYSTEM, "KS1", "06139984 06139992", ST_OK, "", ""},
        {WAY_SYSTEM, "KS1", "06139984", ST_CERT_HOKENSHA, "保険者番号 06139992 に発行した KS1", "06139984"},
        {WAY_SYSTEM, "KS1", "06139984 06139976", ST_CERT_HOKENSHA, "または申請して受け取ったもの",
         "06139984、06139976"},
        {WAY_SYSTEM, "KS1", "061399920", ST_CERT_HOKENSHA, "保険者番号 06139992", "061399920"},
        {WAY_SYSTEM, "KS1", "", ST_CERT_HOKENSHA, "保険者番号 06139992", "なし"},
        {WAY_SYSTEM, "KS1", NULL, ST_CERT_HOKENSHA, "保険者番号 06139992", "なし"},
        {WAY_SYSTEM, "KS9", "06139984", ST_OK, "", ""},
        {WAY_SYSTEM, "TT1", "06139992", ST_CERT_TANMATSU, "接続システムの証明書",
         "統合専用端末 TT1 の証明書"},
        {WAY_SYSTEM, "TT2", "", ST_CERT_TANMATSU, "接続システムの証明書", "統合専用端末 TT2 の証明書"},
        {WAY_TANMATSU, "TT1", "06139992", ST_OK, "", ""},
        {WAY_TANMATSU, "TT1", "06139984", ST_CERT_HOKENSHA, "保険者番号 06139992 に発行した TT1", "06139984"},
        {WAY_TANMATSU, "TT2", "06139984", ST_TANMATSU_TEISHI, "利用できる", "TT2"},
        {WAY_TANMATSU, "KS1", "06139992", ST_CERT_SYSTEM, "統合専用端末の証明書",
         "接続システム KS1 の証明書"},
        {WAY_TANMATSU, "tt1", "06139992", ST_UNKNOWN_TANMATSU, "に登録された統合専用端末", "tt1"},
        {WAY_TANMATSU, "", NULL, ST_UNKNOWN_TANMATSU, "に登録された統合専用端末", ""},
    };
    for (size_t i = 0; i < sizeof doors / sizeof *doors; i++) {
        struct diag d = DIAG_INIT;
        const struct cert_shown shown = {.cn = doors[i].cn, .o = doors[i].o, .shared = true};
        ck_assert_int_eq(world_certificate(w, doors[i].way, &shown, &d), doors[i].st);
        ck_assert_int_eq(d.status, doors[i].st);
        ck_assert_msg(strstr(d.want, doors[i].want), "%s", d.want);
        ck_assert_str_eq(d.have, doors[i].have);
    }
}
END_TEST

/* A caller without room for its texts is none. */
START_TEST(test_no_room)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(1);
    struct caller who = {0};
    ck_assert_int_eq(world_login(w, "KS1", "pw-1", NULL, a, &who, &d), ST_LIMIT);
    arena_free(a);
}
END_TEST

/* --- a user at a terminal
 * -------------------------------------------------------------------------------------- */

static struct diag said;
static bool shoki;

static enum status S_count(struct call *c, void *cls)
{
    return world_login_count(c, cls);
}

static enum status S_user(const char *hokensha, const char *user, const char *password)
{
    struct arena *a = arena_new(100000);
    struct caller who = {0};
    struct diag entered = DIAG_INIT;
    said = DIAG_INIT;
    struct login_try t;
    struct call c = {.arena = a, .diag = &said};
    enum status st = world_login_user(w, "TT1", hokensha, user, password, a, &who, &t, &said);
    if (t.counts) { /* as call_login.c does, which waits for nothing */
        said = DIAG_INIT;
        st = world_write_wait(w, DB_KANRI, &c, S_count, &t);
        if (st == ST_OK)
            st = world_login_counted(w, &t, &said);
        if (st != ST_OK)
            who = (struct caller){0};
    }
    ck_assert_int_eq(said.status, st);
    ck_assert(!strstr(said.want, "Kaeta") && !strstr(said.have, "Kaeta") && !strstr(said.have, "Shoki"));
    if (st == ST_OK) {
        ck_assert_str_eq(who.system, "TT1");
        ck_assert_str_eq(who.hokensha, hokensha);
        ck_assert_str_eq(who.user_login, user);
        ck_assert_str_eq(who.encoding, strcmp(hokensha, "06139992") == 0 ? "CP932" : "UTF-16LE");
        ck_assert_int_eq(world_enter(w, "B001", user, a, &who, &entered), ST_OK);
        shoki = who.shoki;
    } else {
        ck_assert(!who.system && !who.hokensha && !who.encoding && !who.user_login);
    }
    arena_free(a);
    return st;
}

static const char A[] = "06139992", B[] = "06139984";

START_TEST(test_user)
{
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK);
    ck_assert(!shoki);
    ck_assert_int_eq(S_user(B, "u001", "Kaeta-04"), ST_OK);
    ck_assert_int_eq(S_user(B, "u001", "Kaeta-01"), ST_LOGIN_PASSWORD); /* that of another insurer's u001 */
    ck_assert_str_eq(said.have, "一致しない値（あと 2 回でロックします）");
    ck_assert_int_eq(S_user(A, "u009", "Kaeta-01"), ST_LOGIN_USER);
    ck_assert_str_eq(said.have, "u009");
    ck_assert_int_eq(S_user(B, "u002", "Shoki-u0021"), ST_LOGIN_USER);
    ck_assert_int_eq(S_user(A, "u003", "Kaeta-03"), ST_LOGIN_TEISHI);
    ck_assert_int_eq(S_user(A, "u003", "Kaeta-04"), ST_LOGIN_TEISHI);
}
END_TEST

/* Who has stopped working cannot be named as 依頼元 by a system either. */
START_TEST(test_stopped_requester)
{
    struct arena *a = arena_new(100000);
    struct caller who = {.hokensha = A};
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(world_enter(w, "B001", "u003", a, &who, &d), ST_USER_TEISHI);
    ck_assert_str_eq(d.have, "u003");
    d = DIAG_INIT;
    ck_assert_int_eq(world_enter(w, "B001", "u002", a, &who, &d), ST_OK);
    ck_assert(!who.shoki); /* a system calls, not the user */
    arena_free(a);
}
END_TEST

START_TEST(test_initial)
{
    const uint64_t before = password_hashes();
    ck_assert_int_eq(S_user(A, "u002", "Shoki-u0021"), ST_OK);
    ck_assert(shoki);
    ck_assert_int_eq(S_user(A, "u002", "Shoki-u0011"), ST_LOGIN_PASSWORD);
    ck_assert_int_eq(S_user(A, "u002", "Shoki-{user}1"), ST_LOGIN_PASSWORD);
    ck_assert_int_eq(S_user(A, "u002", "Shoki-u0021"), ST_OK);
    ck_assert_int_eq(S_user(A, "u001", "Shoki-u0011"), ST_LOGIN_PASSWORD); /* it has changed its own */
    ck_assert_uint_eq(password_hashes() - before, 1);
}
END_TEST

/* The right one in between clears the count; the last wrong one locks, and is told so; then nothing helps. */
START_TEST(test_lock)
{
    for (int i = 0; i < 4; i++) {
        ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
        ck_assert_int_eq(S_user(A, "u001", "y"), ST_LOGIN_PASSWORD);
        ck_assert_str_eq(said.have, "一致しない値（あと 1 回でロックします）");
        ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK);
    }
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_LOCK);
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_LOGIN_LOCK);
    ck_assert_int_eq(S_user(A, "u002", "Shoki-u0021"), ST_OK); /* nobody else */
    ck_assert_int_eq(S_user(B, "u001", "Kaeta-04"), ST_OK);
}
END_TEST

/* A try that is judged, and not counted yet. */
static struct login_try S_judged(const char *password, struct arena *a)
{
    struct caller who = {0};
    struct login_try t;
    struct diag d = DIAG_INIT;
    world_login_user(w, "TT1", A, "u001", password, a, &who, &t, &d);
    return t;
}

static enum status S_counted(struct login_try *t, struct arena *a)
{
    struct diag d = DIAG_INIT;
    struct call c = {.arena = a, .diag = &d};
    ck_assert_int_eq(world_write_wait(w, DB_KANRI, &c, S_count, t), ST_OK);
    return world_login_counted(w, t, &d);
}

/* The user's own right login does not clear a wrong one that is judged behind it: while that is not counted,
 * a guess that is right is counted behind it. */
START_TEST(test_clears_what_was_before)
{
    struct arena *a = arena_new(100000);
    struct login_try first = S_judged("x", a);
    ck_assert_int_eq(S_counted(&first, a), ST_LOGIN_PASSWORD);
    struct login_try own = S_judged("Kaeta-01", a), guess = S_judged("y", a);
    ck_assert(own.counts && guess.counts);
    ck_assert_int_eq(S_counted(&own, a), ST_OK);
    ck_assert(S_judged("Kaeta-01", a).counts);
    ck_assert_int_eq(S_counted(&guess, a), ST_LOGIN_PASSWORD);
    own = S_judged("Kaeta-01", a);
    ck_assert(own.counts);
    ck_assert_int_eq(S_counted(&own, a), ST_OK);
    ck_assert(!S_judged("Kaeta-01", a).counts); /* all are cleared: it costs no write */
    arena_free(a);
}
END_TEST

/* What was counted and what was locked is so when the daemon starts anew; a reset forgets it. */
START_TEST(test_restart)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
    S_close();
    S_open();
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_LOCK);
    S_close();
    S_open();
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_LOGIN_LOCK);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK);
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
    S_close();
    S_open();
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK); /* which clears what was counted before */
    ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
    ck_assert_str_eq(said.have, "一致しない値（あと 2 回でロックします）");
    buf_release(&json);
}
END_TEST

START_TEST(test_never_locked)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    most = 0;
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    for (int i = 0; i < 10; i++) {
        ck_assert_int_eq(S_user(A, "u001", "x"), ST_LOGIN_PASSWORD);
        ck_assert_str_eq(said.have, "一致しない値");
    }
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK);
    buf_release(&json);
}
END_TEST

/* --- what is proven
 * -------------------------------------------------------------------------------------------- */

static enum status S_system(const char *system, const char *password)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct caller who = {0};
    enum status st = world_login(w, system, password, &(struct cert_shown){.cn = system}, a, &who, &d);
    arena_free(a);
    return st;
}

static enum status S_write(enum status (*run)(struct call *c, void *cls))
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = &d};
    enum status st = world_write_wait(w, DB_KANRI, &c, run, NULL);
    arena_free(a);
    return st;
}

static enum status S_change(struct call *c, void *cls)
{
    char hash[PASSWORD_TEXT];
    struct kanri_password p;
    bool found;
    (void)cls;
    enum status st = kanri_password_get(c->tx, A, "u001", c->arena, &p, &found);
    ck_assert(st == ST_OK && found);
    password_make("Kaeta-91", 5, "u", p.before, 2, hash);
    p.password = hash;
    c->masters = true;
    return kanri_password_put(c->tx, &p, 2);
}

static enum status S_spoil(struct call *c, void *cls)
{
    struct kanri_password p;
    bool found;
    (void)cls;
    enum status st = kanri_password_get(c->tx, A, "u001", c->arena, &p, &found);
    ck_assert(st == ST_OK && found);
    p.password = "pbkdf2$2$";
    c->masters = true;
    return kanri_password_put(c->tx, &p, 2);
}

static enum status S_new_name(struct call *c, void *cls)
{
    const struct kanri_shokuin u = {B, "u001", "B001", "見本　改", "KANRI", NULL};
    (void)cls;
    c->masters = true;
    return kanri_user_put(c->tx, &u);
}

START_TEST(test_no_hash_twice)
{
    uint64_t before = password_hashes(); /* opening the world has hashed nothing of it */
    for (int i = 0; i < 5; i++) {
        ck_assert_int_eq(S_system("KS1", "pw-1"), ST_OK);
        ck_assert_int_eq(S_system("KS2", "pw-2"), ST_OK);
        ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK);
        ck_assert_uint_eq(password_hashes() - before, 3);
    }
    ck_assert_int_eq(S_system("KS1", "pw-2"), ST_BAD_PASSWORD); /* that is proven, but another's */
    ck_assert_int_eq(S_system("KS1", "pw-1 "), ST_BAD_PASSWORD);
    ck_assert_int_eq(S_system("KS1", "pw-1"), ST_OK);
    ck_assert_uint_eq(password_hashes() - before, 5);
    for (int i = 0; i < 5; i++) { /* as a program does whose setting is wrong */
        ck_assert_int_eq(S_system("KS1", "pw-1 "), ST_BAD_PASSWORD);
        ck_assert_int_eq(S_system("KS1", "pw-1"), ST_OK);
    }
    ck_assert_uint_eq(password_hashes() - before, 5);
    ck_assert_int_eq(S_system("KS2", "pw-1 "), ST_BAD_PASSWORD); /* of another one nothing is known by it */
    ck_assert_uint_eq(password_hashes() - before, 6);
}
END_TEST

/* With the certificate of another nobody finds out a password: right and wrong are told the same, and nothing
 * is hashed for either. */
START_TEST(test_no_guess_of_another)
{
    static const char *const guesses[] = {"pw-1", "bad", ""};
    const uint64_t before = password_hashes();
    for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
        struct diag d = DIAG_INIT;
        struct arena *a = arena_new(100000);
        struct caller who = {0};
        const struct cert_shown shown = {.cn = "KS2", .shared = true};
        ck_assert_int_eq(world_login(w, "KS1", guesses[i], &shown, a, &who, &d), ST_CERT_MISMATCH);
        arena_free(a);
    }
    ck_assert_uint_eq(password_hashes() - before, 0);
}
END_TEST

/* A change is in force when its answer comes: the old password proves nothing any more, also of who has just
 * shown it. */
START_TEST(test_gone_after_change)
{
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK);
    ck_assert_int_eq(S_system("KS1", "pw-1"), ST_OK);
    ck_assert_int_eq(S_write(S_change), ST_OK);
    uint64_t before = password_hashes();
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_LOGIN_PASSWORD);
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-91"), ST_OK);
    ck_assert_int_eq(S_system("KS1", "pw-1"), ST_OK);
    ck_assert_uint_eq(password_hashes() - before, 3);
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-91"), ST_OK);
    ck_assert_int_eq(S_write(S_new_name), ST_OK); /* of whomever */
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-91"), ST_OK);
    ck_assert_uint_eq(password_hashes() - before, 4);
}
END_TEST

/* A record that says nothing proves nothing, and is nobody's mistake: it does not count. */
START_TEST(test_damaged)
{
    ck_assert_int_eq(S_write(S_spoil), ST_OK);
    for (int i = 0; i < 4; i++)
        ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_WORLD_BROKEN);
    ck_assert_str_eq(said.item, "パスワード");
    ck_assert_int_eq(S_user(B, "u001", "Kaeta-04"), ST_OK);
}
END_TEST

START_TEST(test_gone_after_lock_and_reset)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK);
    ck_assert_int_eq(S_system("KS1", "pw-1"), ST_OK);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(S_user(A, "u001", "x"), i < 2 ? ST_LOGIN_PASSWORD : ST_LOGIN_LOCK);
    uint64_t before = password_hashes();
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_LOGIN_LOCK); /* without a look at what it says */
    ck_assert_uint_eq(password_hashes() - before, 0);
    ck_assert_int_eq(S_system("KS1", "pw-1"), ST_OK);
    ck_assert_uint_eq(password_hashes() - before, 1);
    ck_assert_int_eq(json_reset(w, 0, "{}", &json, &d), ST_OK);
    ck_assert_uint_eq(password_hashes() - before, 1);
    ck_assert_int_eq(S_user(A, "u001", "Kaeta-01"), ST_OK);
    ck_assert_int_eq(S_system("KS1", "pw-1"), ST_OK);
    ck_assert_uint_eq(password_hashes() - before, 3);
    buf_release(&json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/login");
    TCase *t = tcase_create("login");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_login, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, test_certificate);
    tcase_add_test(t, test_no_room);
    tcase_add_test(t, test_user);
    tcase_add_test(t, test_stopped_requester);
    tcase_add_test(t, test_initial);
    tcase_add_test(t, test_lock);
    tcase_add_test(t, test_clears_what_was_before);
    tcase_add_test(t, test_restart);
    tcase_add_test(t, test_never_locked);
    tcase_add_test(t, test_no_hash_twice);
    tcase_add_test(t, test_no_guess_of_another);
    tcase_add_test(t, test_gone_after_change);
    tcase_add_test(t, test_gone_after_lock_and_reset);
    tcase_add_test(t, test_damaged);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
