/* kanri.passwordHenko, passwordShokika, lockKaijo (2.12.1 ⑤): who may change which password to what, what
 * becomes of the former ones, and that no refusal shows one. */
#include "service/unyo/desk.h"

#include "service/hand.h"

#include "service/kanri/password.h"
#include "store/kanri_tables.h"
#include "store/kanri_toroku.h"

extern const struct operator_action operator_password_shokika;

static void S_policy(void)
{
    desk.policy.password_kosuto = 2;
    desk.policy.password_nagasa = 8;
    desk.policy.password_shurui = 3;
    desk.policy.password_rireki = 3;
    memcpy(desk.policy.shoki_password, "Shoki-{user}1", sizeof "Shoki-{user}1");
    desk.caller.user_login = "u001";
}

static enum status S_henko(const char *gen, const char *shin)
{
    enum status st = desk_run("kanri", "passwordHenko", "genPassword", gen, "shinPassword", shin, NULL);
    ck_assert_int_eq(desk.call.masters, st == ST_OK);
    desk.call.masters = false;
    if (st != ST_OK) /* a word that is told may be a password's; it may not be the whole */
        ck_assert(!strstr(desk.diag.have, shin) && !strstr(desk.diag.want, shin) &&
                  !strstr(desk.diag.have, gen) && !strstr(desk.diag.want, gen));
    return st;
}

static struct kanri_user S_user(const char *hokensha, const char *user)
{
    struct kanri_tables t;
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    return *kanri_find_user(&t, hokensha, user);
}

START_TEST(test_from_the_initial)
{
    S_policy();
    ck_assert_int_eq(S_henko("Shoki-u0021", "Kaeta-01"), ST_PASSWORD_GEN);
    ck_assert_int_eq(S_henko("Shoki-{user}1", "Kaeta-01"), ST_PASSWORD_GEN);
    ck_assert_int_eq(S_henko("Shoki-u0011", "Shoki-u0011"), ST_PASSWORD_KISOKU);
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-01"), ST_OK);
    ck_assert_str_eq(desk_text("user"), "u001");
    ck_assert_str_eq(desk_text("passwordJotai"), "変更済");
    struct kanri_user u = S_user(INSURER_A, "u001"), other = S_user(INSURER_B, "u001");
    ck_assert_int_eq(password_is(u.password, "u001", "Kaeta-01"), PASSWORD_RIGHT);
    ck_assert(!kanri_shoki(&u));
    ck_assert(!other.password && kanri_shoki(&other));
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-02"), ST_PASSWORD_GEN);
    ck_assert_int_eq(S_henko("Kaeta-01", "Kaeta-02"), ST_OK);
    ck_assert_int_eq(S_henko("Kaeta-02", "Shoki-u0011"), ST_PASSWORD_KISOKU); /* which everybody knows */
}
END_TEST

START_TEST(test_kisoku)
{
    static const struct {
        const char *password, *want, *have; /* want NULL: fine */
    } cases[] = {
        {"Kaeta-0", "8〜64 文字", "7 文字"},
        {"かえた-0", "8〜64 文字", "5 文字"}, /* characters, not bytes */
        {"Aa1", "8〜64 文字", "3 文字"},
        {"kaetakaeta", "英大文字・英小文字・数字・記号のうち 3 種類以上", "1 種類"},
        {"kaeta123", "英大文字・英小文字・数字・記号のうち 3 種類以上", "2 種類"},
        {"KAETA-KAETA", "英大文字・英小文字・数字・記号のうち 3 種類以上", "2 種類"},
        {"12345678", "英大文字・英小文字・数字・記号のうち 3 種類以上", "1 種類"},
        {"Kanri.001", "ユーザー・システム識別子と違う文字列", "同じ文字列"},
        {"KANRI.001", "ユーザー・システム識別子と違う文字列", "同じ文字列"},
        {"Shoki-Kanri.0011", "初期パスワードと違う文字列", "初期パスワード"},
        {"Kaeta123", NULL, NULL},
        {"kaeta-12", NULL, NULL},
        {"KAETA 12", NULL, NULL},
        {"かえたkaeta1", NULL, NULL},
        {"Kanri.0011", NULL, NULL},
    };
    S_policy();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk.diag = DIAG_INIT;
        enum status st = password_kisoku(&desk.call, "Kanri.001", cases[i].password);
        ck_assert_msg(st == (cases[i].want ? ST_PASSWORD_KISOKU : ST_OK), "%s: %s", cases[i].password,
                      desk.diag.want);
        ck_assert_str_eq(desk.diag.want, cases[i].want ? cases[i].want : "");
        ck_assert_str_eq(desk.diag.have, cases[i].have ? cases[i].have : "");
    }
    char longest[70];
    memset(longest, 'a', sizeof longest);
    memcpy(longest, "A1", 2);
    longest[64] = 0;
    ck_assert_int_eq(password_kisoku(&desk.call, "u001", longest), ST_OK);
    longest[64] = 'a';
    longest[65] = 0;
    ck_assert_int_eq(password_kisoku(&desk.call, "u001", longest), ST_PASSWORD_KISOKU);
    desk.policy.password_nagasa = 3;
    desk.policy.password_shurui = 1;
    ck_assert_int_eq(password_kisoku(&desk.call, "u001", "abc"), ST_OK);
}
END_TEST

START_TEST(test_rireki)
{
    S_policy();
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-01"), ST_OK);
    ck_assert_int_eq(S_henko("Kaeta-01", "Kaeta-01"), ST_PASSWORD_RIREKI);
    ck_assert_int_eq(S_henko("Kaeta-01", "Kaeta-02"), ST_OK);
    ck_assert_int_eq(S_henko("Kaeta-02", "Kaeta-03"), ST_OK);
    ck_assert_int_eq(S_henko("Kaeta-03", "Kaeta-01"), ST_PASSWORD_RIREKI);
    ck_assert_str_eq(desk.diag.want, "最近の 3 回のどれとも違うパスワード");
    ck_assert_int_eq(S_henko("Kaeta-03", "Kaeta-02"), ST_PASSWORD_RIREKI);
    ck_assert_int_eq(S_henko("Kaeta-03", "Kaeta-04"), ST_OK);
    ck_assert_int_eq(S_henko("Kaeta-04", "Kaeta-01"), ST_OK); /* the fourth last */
    /* what was before it was made initial again counts, too */
    ck_assert_int_eq(desk_run("kanri", "passwordShokika", "user", "u001", NULL), ST_OK);
    desk.call.masters = false;
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-01"), ST_PASSWORD_RIREKI);
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-03"), ST_PASSWORD_RIREKI);
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-02"), ST_OK);
    desk.policy.password_rireki = 0;
    ck_assert_int_eq(S_henko("Kaeta-02", "Kaeta-02"), ST_OK);
}
END_TEST

static void S_again(const char *user)
{
    const struct kanri_user was = S_user(INSURER_B, user);
    const struct kanri_shokuin u = {
        .hokensha = INSURER_B, .user = user, .busho = was.busho, .shimei = was.shimei, .roles = was.roles};
    desk_begin(DB_KANRI);
    ck_assert_int_eq(kanri_user_remove(desk.call.tx, INSURER_B, user), ST_OK);
    ck_assert_int_eq(kanri_user_put(desk.call.tx, &u), ST_OK);
    desk_end(ST_OK);
}

static const char *S_salt(const char *hokensha)
{
    return arena_strndup(desk.arena, S_user(hokensha, "u001").password, strlen("pbkdf2$2$") + 32);
}

/* The clock stands, and no two have one salt: of a user, of another insurer's of that name with the same
 * password, of one that was removed and is there again. */
START_TEST(test_salts)
{
    const char *seen[8];
    size_t n = 0;
    S_policy();
    const char *gen = "Shoki-u0011";
    static const char *const shin[] = {"Kaeta-01", "Kaeta-02", "Kaeta-03", "Kaeta-04", "Kaeta-05"};
    for (size_t i = 0; i < 5; i++, gen = shin[i - 1]) {
        ck_assert_int_eq(S_henko(gen, shin[i]), ST_OK);
        seen[n++] = S_salt(INSURER_A);
    }
    desk_as(INSURER_B);
    desk.caller.user_login = "u001";
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-01"), ST_OK);
    seen[n++] = S_salt(INSURER_B);
    S_again("u001");
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-01"), ST_OK);
    seen[n++] = S_salt(INSURER_B);
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < i; k++)
            ck_assert_str_ne(seen[i], seen[k]);
}
END_TEST

START_TEST(test_of_oneself)
{
    S_policy();
    desk.caller.user_login = NULL;
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-01"), ST_PASSWORD_HONNIN);
    ck_assert(kanri_shoki(&(struct kanri_user){.password_jotai = S_user(INSURER_A, "u001").password_jotai}));
    desk.caller.user_login = "u009"; /* deleted since it has logged in */
    ck_assert_int_eq(S_henko("Shoki-u0091", "Kaeta-01"), ST_USER_NONE);
}
END_TEST

START_TEST(test_shokika_and_lock)
{
    struct kanri_tries t;
    S_policy();
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-01"), ST_OK);
    desk_begin(DB_KANRI);
    ck_assert_int_eq(kanri_user_wrong(desk.call.tx, INSURER_A, "u001", 2, &t), ST_OK);
    ck_assert_int_eq(kanri_user_wrong(desk.call.tx, INSURER_A, "u001", 2, &t), ST_OK);
    desk_end(ST_OK);
    ck_assert(S_user(INSURER_A, "u001").lock);
    ck_assert_int_eq(desk_run("kanri", "lockKaijo", "user", "u009", NULL), ST_USER_NONE);
    ck_assert_int_eq(desk_run("kanri", "lockKaijo", "user", "u 001", NULL), ST_ROW_COLUMN);
    ck_assert_int_eq(desk_run("kanri", "passwordShokika", "user", "", NULL), ST_ROW_COLUMN);
    desk_as(INSURER_B); /* whose u001 is another */
    ck_assert_int_eq(desk_run("kanri", "lockKaijo", "user", "u001", NULL), ST_OK);
    ck_assert_str_eq(desk_text("lockJotai"), "0");
    ck_assert(S_user(INSURER_A, "u001").lock);
    desk_as(INSURER_A);
    desk.call.masters = false;
    ck_assert_int_eq(desk_run("kanri", "lockKaijo", "user", "u001", NULL), ST_OK);
    ck_assert(desk.call.masters);
    ck_assert_str_eq(desk_text("lockJotai"), "1");
    ck_assert_int_eq(desk_int("shippai"), 2);
    struct kanri_user u = S_user(INSURER_A, "u001");
    ck_assert(!u.lock && u.shippai == 0);
    ck_assert_int_eq(password_is(u.password, "u001", "Kaeta-01"), PASSWORD_RIGHT); /* it stays */
    desk_begin(DB_KANRI);
    ck_assert_int_eq(kanri_user_wrong(desk.call.tx, INSURER_A, "u001", 1, &t), ST_OK);
    desk_end(ST_OK);
    desk.call.masters = false;
    ck_assert_int_eq(desk_run("kanri", "passwordShokika", "user", "u009", NULL), ST_USER_NONE);
    ck_assert_int_eq(desk_run("kanri", "passwordShokika", "user", "u001", NULL), ST_OK);
    ck_assert(desk.call.masters);
    ck_assert_str_eq(desk_text("passwordJotai"), "初期");
    u = S_user(INSURER_A, "u001");
    ck_assert(!u.lock && u.shippai == 0 && !u.password && kanri_shoki(&u));
}
END_TEST

/* Who has locked himself out, and is the only one: 取りまとめ機関 lets him in again, of the insurer named. */
START_TEST(test_by_hand)
{
    struct kanri_tries t;
    struct buf json = BUF_INIT;
    S_policy();
    ck_assert_int_eq(S_henko("Shoki-u0011", "Kaeta-01"), ST_OK);
    desk_begin(DB_KANRI);
    ck_assert_int_eq(kanri_user_wrong(desk.call.tx, INSURER_A, "u001", 1, &t), ST_OK);
    ck_assert_int_eq(kanri_user_wrong(desk.call.tx, INSURER_B, "u001", 1, &t), ST_OK);
    desk.call.masters = false;
    ck_assert_int_eq(hand_run(&operator_password_shokika, &desk.call,
                              "{\"hokensha\":\"" INSURER_A "\",\"user\":\"u001\"}", &json),
                     ST_OK);
    desk_end(ST_OK);
    ck_assert_str_eq(json.data,
                     "{\"hokensha\":\"" INSURER_A "\",\"user\":\"u001\",\"passwordJotai\":\"初期\","
                     "\"shippai\":1,\"lockJotai\":\"1\"}");
    ck_assert(desk.call.masters);
    struct kanri_user u = S_user(INSURER_A, "u001");
    ck_assert(!u.lock && u.shippai == 0 && !u.password && kanri_shoki(&u));
    ck_assert(S_user(INSURER_B, "u001").lock);
    static const struct {
        const char *body, *item;
        enum status st;
    } none[] = {{"{\"hokensha\":\"" INSURER_A "\",\"user\":\"u009\"}", "ユーザー", ST_USER_NONE},
                {"{\"hokensha\":\"06139505\",\"user\":\"u001\"}", "hokensha", ST_CONTROL}};
    for (int i = 0; i < 2; i++) {
        desk.diag = DIAG_INIT;
        desk_begin(DB_KANRI);
        ck_assert_int_eq(hand_run(&operator_password_shokika, &desk.call, none[i].body, &json), none[i].st);
        ck_assert_str_eq(desk.diag.item, none[i].item);
        desk_end(none[i].st);
    }
    buf_release(&json);
}
END_TEST

/* With an initial password nothing else can be done. */
START_TEST(test_first_of_all)
{
    for (const struct op *const *o = op_list; *o; o++) {
        bool may = strcmp((*o)->name, "passwordHenko") == 0 || strcmp((*o)->name, "ping") == 0;
        ck_assert_msg(((*o)->flags & OP_SHOKI) == (may ? OP_SHOKI : 0), "%s.%s", (*o)->service, (*o)->name);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_from_the_initial, test_kisoku,  test_rireki,       test_salts, test_of_oneself,
        test_shokika_and_lock, test_by_hand, test_first_of_all, NULL};
    return desk_main("service/kanri/password", tests);
}
