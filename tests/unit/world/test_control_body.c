/* world/control_body: strict JSON, known members, their types; the same on every SQLite. */
#include <check.h>

#include "world/control_body.h"

#define OBJECT "JSON のオブジェクト"
#define BROKEN "読めない JSON"
static const struct {
    const char *body, *item, *want, *have; /* item NULL: fine */
} cases[] = {
    {"", NULL, NULL, NULL},
    {"{}", NULL, NULL, NULL},
    {" {\"at\" : \"x\", \"n\":-12, \"b\":false, \"list\":[\"1\"], \"o\":{\"x\":1}} ", NULL, NULL, NULL},
    {"{\"at\":null}", NULL, NULL, NULL},
    {"{\"n\":999999999999999999}", NULL, NULL, NULL},
    {"{\"n\":1000000000000000000}", "n", "18 桁までの整数", "1000000000000000000"},
    {"{\"n\":\"1\"}", "n", "18 桁までの整数", "1"},
    {"{\"at\":1}", "at", "文字列", "1"},
    {"{\"b\":1}", "b", "true か false", "1"},
    {"{\"z\":1}", "本文", "at・n・b・list・o", "z"},
    {"[1]", "本文", OBJECT, "array"},
    {"1", "本文", OBJECT, "1"},
    {"{\"at\":\"a\\u0000b\"}", "本文", "NUL のない文字列", "\\u0000"},
    {"{", "本文", OBJECT, BROKEN},
    {"{\"n\":1,}", "本文", OBJECT, BROKEN},
    {"{n:1}", "本文", OBJECT, BROKEN},
    {"{'n':1}", "本文", OBJECT, BROKEN},
    {"{\"at\":'x'}", "本文", OBJECT, BROKEN},
    {"{\"n\":0x10}", "本文", OBJECT, BROKEN},
    {"{\"n\":+1}", "本文", OBJECT, BROKEN},
    {"{\"n\":NaN}", "本文", OBJECT, BROKEN},
    {"{\"n\":Infinity}", "本文", OBJECT, BROKEN},
    {"{\"n\":1} // x", "本文", OBJECT, BROKEN},
    {"{\"n\":1/* x */}", "本文", OBJECT, BROKEN},
    {"{\"at\":\"a\\\nb\"}", "本文", OBJECT, BROKEN},
    {"{\"at\":\"\xff\"}", "本文", OBJECT, BROKEN},
};

struct record {
    const char *at;
    int64_t n;
    int b;
    struct list list;
    const char *o;
};

static const struct field record[] = {
    FIELD_TEXT(struct record, "at", at),       FIELD_INT(struct record, "n", n),
    FIELD_BOOL(struct record, "b", b),         FIELD_TEXTS(struct record, "list", list),
    FIELD_OBJECT(struct record, "o", o, NULL), FIELD_END};

START_TEST(test_body)
{
    struct diag d = DIAG_INIT;
    struct record r;
    struct arena *a;
    enum status st = control_body(cases[_i].body, record, &r, &a, &d);
    arena_free(a);
    ck_assert_int_eq(st, cases[_i].item ? ST_CONTROL : ST_OK);
    if (!cases[_i].item)
        return;
    ck_assert_str_eq(d.item, cases[_i].item);
    ck_assert_str_eq(d.want, cases[_i].want);
    ck_assert_str_eq(d.have, cases[_i].have);
}
END_TEST

/* A body that is larger than its texts may be is told of, and not cut. */
START_TEST(test_large)
{
    struct diag d = DIAG_INIT;
    struct record r;
    struct arena *a;
    struct buf body = BUF_INIT;
    buf_adds(&body, "{\"at\":\"");
    for (int i = 0; i < 300000; i++)
        buf_adds(&body, "01234567");
    buf_adds(&body, "\"}");
    ck_assert_int_eq(control_body(body.data, record, &r, &a, &d), ST_LIMIT);
    ck_assert_str_eq(d.item, "本文");
    arena_free(a);
    buf_release(&body);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("control_body");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_body, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, test_large);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
