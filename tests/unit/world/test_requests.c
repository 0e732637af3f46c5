/* world/requests: the login itself, with tables as a fixture fills them. System, password and
 * certificate must belong together; the plain port has no certificate; a refusal says which of them it was,
 * shows no password, and leaves the caller as it was. And what a request of a generation that has passed
 * gets. */
#include <check.h>
#include <string.h>

#include <unistd.h>

#include "base/crypto.h"
#include "temp.h"
#include "world/paper.h"
#include "world/world.h"

static struct world *w;

/* SHA-256("<system>:<password>") */
static const char *S_hash(const char *system, const char *password)
{
    static char hex[65];
    char text[200];
    unsigned char sum[32];
    int n = snprintf(text, sizeof text, "%s:%s", system, password);
    sha256_once(text, (size_t)n, sum);
    hex_text(sum, 32, hex);
    return hex;
}

/* Two systems of one insurer and one of another. */
static enum status S_compile_systems(const struct manifest *m, const char *dir, struct diag *d)
{
    static const char *const insurer[] = {"hokensha", "mei", "hojin_bango", "encoding"};
    static const char *const insurers[][4] = {{"06139992", "試験健保", NULL, "CP932"},
                                              {"06139984", "見本健保", NULL, "UTF-16LE"}};
    static const char *const column[] = {"system", "hokensha", "password_sha256", "mei"};
    static const struct {
        const char *system, *hokensha, *password;
    } systems[] = {{"KS1", "06139992", "pw-1"}, {"KS1B", "06139992", "pw-1b"}, {"KS2", "06139984", "pw-2"}};
    struct import *im;
    (void)m;
    enum status st = import_open(dir, "hokensha", insurer, 4, &im, d);
    for (size_t i = 0; i < 2 && st == ST_OK; i++)
        st = import_row(im, insurers[i], d);
    st = st == ST_OK ? import_close(im, true, d) : st;
    if (st == ST_OK)
        st = import_open(dir, "setsuzoku_system", column, 4, &im, d);
    for (size_t i = 0; i < 3 && st == ST_OK; i++) {
        const char *row[] = {systems[i].system, systems[i].hokensha,
                             S_hash(systems[i].system, systems[i].password), "基幹"};
        st = import_row(im, row, d);
    }
    return st == ST_OK ? import_close(im, true, d) : st;
}

static void S_setup(void)
{
    static struct worlds_options options;
    static char data[128], fix[128];
    char cmd[600];
    struct diag d = DIAG_INIT;
    temp_make();
    snprintf(data, sizeof data, "%s/data", temp_dir);
    snprintf(fix, sizeof fix, "%s/fix", temp_dir);
    snprintf(cmd, sizeof cmd, "mkdir -p %s %s/worlds/lot9 && touch %s/worlds/lot9/world.xml", data, fix, fix);
    ck_assert_int_eq(system(cmd), 0);
    paper = (struct paper){S_manifest, S_compile_systems, S_load};
    options = (struct worlds_options){.data = data, .fixtures = fix};
    ck_assert_msg(worlds_open(&options, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    w = world_find("lot9", 4);
    ck_assert_ptr_nonnull(w);
}

static void S_teardown(void)
{
    world_release(w);
    worlds_close();
    temp_drop();
}

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
    /* system before password before the pair */
    {"KS9", "bad", "KS1", ST_UNKNOWN_SYSTEM, NULL, NULL, NULL, NULL, NULL},
    {"KS1", "bad", "KS2", ST_BAD_PASSWORD, NULL, NULL, NULL, NULL, NULL},
};

START_TEST(test_login)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(100000);
    struct caller who = {0};
    enum status st = world_login(w, cases[_i].system, cases[_i].password, cases[_i].cn, a, &who, &d);
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

/* A caller without room for its texts is none. */
START_TEST(test_no_room)
{
    struct diag d = DIAG_INIT;
    struct arena *a = arena_new(1);
    struct caller who = {0};
    ck_assert_int_eq(world_login(w, "KS1", "pw-1", "KS1", a, &who, &d), ST_LIMIT);
    arena_free(a);
}
END_TEST

static int runs;

static enum status S_look(struct call *c, void *cls)
{
    runs++;
    *(int64_t *)cls = c->generation;
    return ST_OK;
}

static enum status S_read(uint64_t generation, int64_t *ret_ran_in, struct diag *d)
{
    struct arena *a = arena_new(100000);
    struct call c = {.arena = a, .diag = d, .generation = (int64_t)generation};
    *d = DIAG_INIT;
    enum status st = world_read(w, DB_UNYO, &c, S_look, ret_ran_in);
    arena_free(a);
    return st;
}

static enum status S_spool(uint64_t generation, struct diag *d)
{
    struct arena *a = arena_new(100000);
    const char *path;
    *d = DIAG_INIT;
    int fd = world_spool(w, generation, a, &path, d);
    ck_assert((fd >= 0) == (path != NULL));
    if (fd >= 0) {
        ck_assert_int_eq(unlink(path), 0);
        close(fd);
    }
    arena_free(a);
    return d->status;
}

static void S_never(enum status st, void *cls)
{
    (void)cls;
    ck_abort_msg("woken with %d", (int)st);
}

START_TEST(test_passed)
{
    const uint64_t before = worlds_epoch();
    const struct op op = {.flags = OP_WRITE};
    struct settle what = {.hokensha = "06139992", .op = &op, .generation = 1};
    struct buf json = BUF_INIT;
    struct diag d = DIAG_INIT;
    uint64_t arrived = 0;
    int64_t ran_in = 0;
    ck_assert_int_eq(world_arrive(w, before, &arrived, &d), ST_OK);
    ck_assert_uint_eq(arrived, 1);
    ck_assert_int_eq(S_read(1, &ran_in, &d), ST_OK);
    ck_assert_int_eq(S_spool(1, &d), ST_OK);
    ck_assert_int_eq(json_reset(w, 1, "{}", &json, &d), ST_OK);
    /* the reset came between its first line and its looking for the world */
    ck_assert_int_eq(world_arrive(w, before, &arrived, &d), ST_RESET);
    ck_assert_int_eq(world_arrive(w, worlds_epoch(), &arrived, &d), ST_OK);
    ck_assert_uint_eq(arrived, 2);
    ck_assert_int_eq(world_still(w, 1, &d), ST_RESET);
    ck_assert_int_eq(world_still(w, 2, &d), ST_OK);
    runs = 0;
    ck_assert_int_eq(S_read(1, &ran_in, &d), ST_RESET);
    ck_assert_int_eq(d.status, ST_RESET);
    ck_assert_int_eq(runs, 0);
    ck_assert_int_eq(S_read(2, &ran_in, &d), ST_OK);
    ck_assert_int_eq(S_read(0, &ran_in, &d), ST_OK);
    ck_assert_int_eq(ran_in, 2);
    ck_assert_int_eq(runs, 2);
    ck_assert_int_eq(S_spool(1, &d), ST_RESET);
    ck_assert_int_eq(S_spool(2, &d), ST_OK);
    ck_assert_int_eq(world_settle(w, &what, S_never, NULL), ST_RESET);
    ck_assert_int_eq(json_reset(w, 1, "{}", &json, &d), ST_RESET);
    ck_assert_int_eq(world_still(w, 2, &d), ST_OK);
    ck_assert_int_eq(json_advance(w, 1, "{\"seconds\":1}", &json, &d), ST_RESET);
    ck_assert_int_eq(json_clock(w, 1, "{\"frozen\":false}", &json, &d), ST_RESET);
    ck_assert_int_eq(json_progress(w, 1, "{\"fugo\":{\"how\":\"immediate\"}}", &json, &d), ST_RESET);
    ck_assert_int_eq(sim_digest(w, 1, &json, &d), ST_RESET);
    buf_release(&json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/requests");
    TCase *t = tcase_create("login");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_login, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, test_no_room);
    tcase_add_test(t, test_passed);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
