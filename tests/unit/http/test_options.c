/* http/options: command line, config file, what is refused and how it is said. */
#include <check.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/lang.h"
#include "http/edge.h"
#include "http/options.h"
#include "temp.h"

/* argv from up to eight words */
static enum status S_read(struct options *o, struct diag *d, const char *const words[8])
{
    static char self[] = "chukand";
    char *argv[10] = {self};
    int argc = 1;
    while (argc < 9 && words[argc - 1]) {
        argv[argc] = (char *)(uintptr_t)words[argc - 1];
        argc++;
    }
    return options_read(argc, argv, o, d);
}

START_TEST(test_defaults)
{
    struct options o;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(S_read(&o, &d, (const char *[8]){NULL}), ST_OK);
    ck_assert_str_eq(o.listen, "127.0.0.1:18443");
    ck_assert_str_eq(o.control, "127.0.0.1:18080");
    ck_assert_ptr_null(o.plain);
    ck_assert_ptr_nonnull(o.fixtures);
    ck_assert(o.rsa);
    ck_assert(o.seed == 0 && !o.check_invariants && !o.trace && !o.help && !o.version && !options_told(&o));
    options_release(&o);
}
END_TEST

START_TEST(test_given)
{
    struct options o;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(
        S_read(&o, &d,
               (const char *[8]){"--data", "d", "--plain=0", "--seed=7", "--trace=http,sql",
                                 "--check-invariants", "--alias=/a=/lot2/soap/kanri", "--layout=over"}),
        ST_OK);
    ck_assert_str_eq(o.data, "d");
    ck_assert_str_eq(o.layout, "over");
    ck_assert_str_eq(o.plain, "0");
    ck_assert_uint_eq(o.seed, 7);
    ck_assert_uint_eq(o.trace, TRACE_HTTP | TRACE_SQL);
    ck_assert(o.check_invariants);
    ck_assert_int_eq(o.aliases.n, 1);
    options_release(&o);
}
END_TEST

START_TEST(test_wrong)
{
    static const struct {
        const char *words[8];
        const char *item;
    } cases[] = {
        {{"--nonsense"}, "--nonsense"},
        {{"--data"}, "--data"},
        {{"stray"}, "stray"},
        {{"--seed", "x"}, "--seed"},
        {{"--seed", "0"}, "--seed"},
        {{"--seed", "-1"}, "--seed"},
        {{"--seed", "99999999999999999999"}, "--seed"},
        {{"--trace", "http,all"}, "--trace"},
        {{"--listen", "nowhere"}, "--listen"},
        {{"--control", "0.0.0.0:18080"}, "--control"},
        {{"--plain", "192.0.2.1:80"}, "--plain"},
        {{"--plain", "70000"}, "--plain"},
        {{"--lang", "fr"}, "--lang"},
        {{"--log-size", "-1"}, "--log-size"},
        {{"--log-size", "1G"}, "--log-size"},
        {{"--log-size", "1048577"}, "--log-size"},
        {{"--audit-former", "0"}, "--audit-former"},
        {{"--audit-former", "1001"}, "--audit-former"},
        {{"--public-url", "desk"}, "--public-url"},
        {{"--alias", "/a"}, "--alias"},
        {{"--config", "/none/chukan.conf"}, "/none/chukan.conf"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct options o;
        struct diag d = DIAG_INIT;
        ck_assert_msg(S_read(&o, &d, cases[i].words) == ST_SETUP, "%s", cases[i].words[0]);
        ck_assert_msg(strstr(d.item, cases[i].item), "%s: %s", cases[i].item, d.item);
        ck_assert(d.want[0] && d.have[0]);
        options_release(&o);
    }
}
END_TEST

/* The control port may be no loopback where it has a token, and that is one. */
START_TEST(test_token)
{
    static const struct {
        const char *text;
        enum status st;
    } cases[] = {
        {"0123456789abcdef", ST_OK},          {" 0123456789abcdef-._~+/=\r\n", ST_OK},
        {"0123456789abcde", ST_SETUP},        {"", ST_SETUP},
        {"0123456789 abcdef", ST_SETUP},      {"0123456789abcdef\n0123456789abcdef\n", ST_SETUP},
        {"0123456789abcdefひみつ", ST_SETUP},
    };
    struct diag d = DIAG_INIT;
    struct options o;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(file_write(temp_path("token"), 0600, cases[i].text, strlen(cases[i].text), &d),
                         ST_OK);
        const char *words[8] = {"--control", "0.0.0.0:18080", "--control-token", temp_path("token")};
        ck_assert_msg(S_read(&o, &d, words) == cases[i].st, "%zu: %s %s", i, d.item, d.have);
        ck_assert_int_eq(o.token.set, true);
        ck_assert(!strstr(d.have, "0123"));
        options_release(&o);
    }
    ck_assert_int_eq(S_read(&o, &d, (const char *[8]){"--control-token", "/none/token"}), ST_SETUP);
    options_release(&o);
}
END_TEST

START_TEST(test_config)
{
    static const char text[] = "# 試験用\r\n\n data = from-file \nplain=18080\nalias = /a=/lot2/soap/kanri\n"
                               "check-invariants = yes\nrsa = no\nalias=/b=/lot3/soap/file";
    struct options o;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(file_write(temp_path("conf"), 0600, text, strlen(text), &d), ST_OK);
    ck_assert_int_eq(S_read(&o, &d, (const char *[8]){"--plain", "off", "--config", temp_path("conf")}),
                     ST_OK);
    ck_assert_str_eq(o.data, "from-file");
    ck_assert_ptr_null(o.plain); /* the command line wins */
    ck_assert_int_eq(o.aliases.n, 2);
    ck_assert(o.check_invariants && !o.rsa);
    options_release(&o);
}
END_TEST

START_TEST(test_config_wrong)
{
    static const struct {
        const char *text, *item, *have;
    } cases[] = {
        {"data = x\nnonsense = 1\n", "設定ファイル 2 行目", "nonsense"},
        {"\n\nno equals sign\n", "設定ファイル 3 行目", "no equals sign"},
        {"data =\n", "設定ファイル 1 行目", "値がありません"},
        {"config = x\n", "設定ファイル 1 行目", "config"},
        {"help = yes\n", "設定ファイル 1 行目", "help"},
        {"# a\nalias = /x\n", "設定ファイル 2 行目", "/x"},
        {"check-invariants = maybe\n", "check-invariants", "maybe"},
        {"rsa = maybe\n", "--rsa", "maybe"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct options o;
        struct diag d = DIAG_INIT;
        ck_assert_int_eq(file_write(temp_path("conf"), 0600, cases[i].text, strlen(cases[i].text), &d),
                         ST_OK);
        ck_assert_msg(S_read(&o, &d, (const char *[8]){"--config", temp_path("conf")}) == ST_SETUP, "%s",
                      cases[i].text);
        ck_assert_str_eq(d.item, cases[i].item);
        ck_assert_str_eq(d.have, cases[i].have);
        options_release(&o);
    }
}
END_TEST

START_TEST(test_help)
{
    struct options o;
    struct diag d = DIAG_INIT;
    struct buf b = BUF_INIT;
    ck_assert_int_eq(S_read(&o, &d, (const char *[8]){"--help"}), ST_OK);
    ck_assert(o.help);
    options_tell(&o, &b);
    ck_assert_msg(strstr(b.data, "--ready-file FILE") && strstr(b.data, "使い方"), "%s", b.data);
    options_release(&o);
    buf_clear(&b);
    static const char *const asked[][4] = {{"--lang", "en", "--help"},
                                           {"-h", "--lang=en"},
                                           {"--man", "--lang", "en"},
                                           {"--completion", "bash", "--lang=en"},
                                           {"--completion", "zsh", "--lang=en"}};
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        buf_clear(&b);
        ck_assert_int_eq(
            S_read(&o, &d, (const char *[8]){asked[i][0], asked[i][1], asked[i][2], asked[i][3]}), ST_OK);
        ck_assert(options_told(&o));
        options_tell(&o, &b);
        ck_assert_msg(strstr(b.data, "ready") != NULL, "%s", b.data);
        for (const char *p = b.data; *p; p++)
            ck_assert_int_gt(*p, 0); /* English only */
        options_release(&o);
    }
    ck_assert_int_eq(S_read(&o, &d, (const char *[8]){"-V"}), ST_OK);
    ck_assert(o.version);
    options_release(&o);
    ck_assert_int_eq(S_read(&o, &d, (const char *[8]){"--lang", "en", "--completion", "fish"}), ST_SETUP);
    ck_assert_str_eq(d.want, "bash or zsh");
    options_release(&o);
    lang_english = false;
    buf_release(&b);
}
END_TEST

START_TEST(test_log_size)
{
    static const struct {
        const char *words[8];
        uint64_t most;
    } cases[] = {{{NULL}, 64 << 20}, {{"--log-size", "1"}, 1 << 20}, {{"--log-size", "0"}, 0}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct options o;
        struct diag d = DIAG_INIT;
        ck_assert_int_eq(S_read(&o, &d, cases[i].words), ST_OK);
        ck_assert_uint_eq(o.log_most, cases[i].most);
        options_release(&o);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/options");
    TCase *t = tcase_create("options");
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_log_size);
    tcase_add_test(t, test_defaults);
    tcase_add_test(t, test_given);
    tcase_add_test(t, test_wrong);
    tcase_add_test(t, test_token);
    tcase_add_test(t, test_config);
    tcase_add_test(t, test_config_wrong);
    tcase_add_test(t, test_help);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
