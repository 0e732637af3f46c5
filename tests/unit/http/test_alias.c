/* http/alias: what --alias takes, and what is looked at once services and worlds are there. */
#include <check.h>

#include "fake_exchange.h"
#include "http/alias.h"
#include "world/world.h"

struct world *world_find(const char *name, size_t n)
{
    static int lot2; /* never looked into */
    return n == 4 && memcmp(name, "lot2", 4) == 0 ? (struct world *)(void *)&lot2 : NULL;
}

void world_release(struct world *w)
{
    (void)w;
}

bool world_refused(const char *name, struct diag *d)
{
    (void)name, (void)d;
    return false;
}

START_TEST(test_add)
{
    static const struct {
        const char *text;
        enum status st;
        const char *path, *want; /* as it is kept; what is told of */
    } cases[] = {
        {"/a=b=/lot2/soap/kanri", ST_OK, "/a=b", ""}, /* the last = divides */
        {"/a/B.asmx/=/lot2/soap/kanri/", ST_OK, "/a/B.asmx", ""},
        {"/%e6%97%A7/%zz%4=/lot2/soap/kanri", ST_OK, "/旧/%zz%4", ""},
        {"/lot9/soap/KanriService=/lot2/soap/kanri", ST_OK, "/lot9/soap/KanriService", ""},
        {"", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"/a", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"a=/lot2/soap/kanri", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"/a?b=/lot2/soap/kanri", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"/a%00b=/lot2/soap/kanri", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"/a=", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"/a=/lot2/kanri", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"/a=lot2/soap/kanri", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"=/lot2/soap/kanri", ST_SETUP, "", "PATH=/ワールド/soap/サービス"},
        {"/=/lot2/soap/kanri", ST_SETUP, "", "chukand のページ"},
        {"/%2f=/lot2/soap/kanri", ST_SETUP, "", "chukand のページ"},
        {"/lot2/terminal=/lot2/soap/kanri", ST_SETUP, "", "chukand のページ"},
        {"/a%3Db/=/lot3/soap/file", ST_SETUP, "", "ほかの --alias と違う"},
    };
    struct alias_list l = {0};
    int n = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = DIAG_INIT;
        ck_assert_msg(alias_add(&l, cases[i].text, &d) == cases[i].st, "%s", cases[i].text);
        n += cases[i].st == ST_OK;
        ck_assert_int_eq(l.n, n);
        ck_assert_msg(strstr(d.want, cases[i].want), "%s: %s", cases[i].text, d.want);
        if (cases[i].st == ST_OK)
            ck_assert_str_eq(l.items[n - 1].path, cases[i].path);
        else
            ck_assert_str_eq(d.item, "--alias");
    }
}
END_TEST

START_TEST(test_limits)
{
    struct alias_list l = {0};
    struct diag d = DIAG_INIT;
    static char text[ROUTE_ALIASES + 1][32];
    for (int i = 0; i <= ROUTE_ALIASES; i++) {
        snprintf(text[i], sizeof text[i], "/a%d=/lot2/soap/kanri", i);
        ck_assert_int_eq(alias_add(&l, text[i], &d), i < ROUTE_ALIASES ? ST_OK : ST_SETUP);
    }
    char longest[ROUTE_PATH_MAX + 32];
    l.n = 0;
    for (int n = ROUTE_PATH_MAX - 1; n <= ROUTE_PATH_MAX; n++) {
        memset(longest, 'x', (size_t)n);
        longest[0] = '/';
        snprintf(longest + n, sizeof longest - (size_t)n, "=/lot2/soap/kanri");
        ck_assert_int_eq(alias_add(&l, longest, &d), n < ROUTE_PATH_MAX ? ST_OK : ST_SETUP);
    }
}
END_TEST

START_TEST(test_check)
{
    static const struct {
        const char *text;
        enum status st;
        const char *want, *have;
    } cases[] = {
        {"/a=/lot2/soap/echo", ST_OK, "", ""},
        {"/lot2/soap/Old=/lot2/soap/echo", ST_OK, "", ""},
        {"/a=/later/soap/echo", ST_OK, "", ""}, /* it may be created */
        {"/a=/lot2/soap/ecko", ST_SETUP, "echo、who のいずれか", "/lot2/soap/ecko"},
        {"/lot3/soap/echo/=/lot2/soap/echo", ST_SETUP, "サービスのエンドポイントでない", "/lot3/soap/echo"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct alias_list l = {0};
        struct diag d = DIAG_INIT;
        ck_assert_int_eq(alias_add(&l, cases[i].text, &d), ST_OK);
        ck_assert_msg(alias_check(&l, &d) == cases[i].st, "%s", cases[i].text);
        ck_assert_msg(strstr(d.want, cases[i].want) && strcmp(d.have, cases[i].have) == 0, "%s: %s", d.want,
                      d.have);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/alias");
    TCase *t = tcase_create("alias");
    tcase_add_test(t, test_add);
    tcase_add_test(t, test_limits);
    tcase_add_test(t, test_check);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
