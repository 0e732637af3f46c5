/* service/kanri/kanri_ping: what a base system learns from its first call. */
#include <check.h>

#include "base/clock.h"
#include "service/op.h"

extern const struct op op_kanri_ping;

static const char *S_text(const void *reply, const char *element)
{
    const struct field *f = op_kanri_ping.reply;
    const char *v;
    while (strcmp(f->element, element) != 0)
        f++;
    memcpy(&v, (const char *)reply + f->offset, sizeof v);
    return v;
}

static enum status S_ping(struct arena *a, const char *message, void **ret)
{
    struct diag d = DIAG_INIT;
    struct caller caller = {.hokensha = "06139992"};
    struct call c = {.arena = a,
                     .caller = &caller,
                     .diag = &d,
                     .world = "lot2",
                     .generation = 3,
                     .now = clock_parse("2017-05-08T09:00:00+09:00")};
    const char **req = arena_alloc(a, op_kanri_ping.request_size);
    *req = message;
    *ret = arena_alloc(a, op_kanri_ping.reply_size);
    return op_kanri_ping.run(&c, req, *ret);
}

START_TEST(test_ping)
{
    static const char *const messages[] = {NULL, "", "疎通確認"};
    struct arena *a = arena_new(1 << 16);
    for (int i = 0; i < 3; i++) {
        void *rep;
        ck_assert_int_eq(S_ping(a, messages[i], &rep), ST_OK);
        ck_assert_pstr_eq(S_text(rep, "message"), messages[i]);
        ck_assert_str_eq(S_text(rep, "world"), "lot2");
        ck_assert_str_eq(S_text(rep, "now"), "2017-05-08T09:00:00+09:00");
        ck_assert_str_eq(S_text(rep, "hokensha"), "06139992");
    }
    arena_free(a);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/kanri/kanri_ping");
    TCase *t = tcase_create("ping");
    tcase_add_test(t, test_ping);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
