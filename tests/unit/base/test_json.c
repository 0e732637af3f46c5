/* base/json: RFC 8259 and nothing of what SQLite takes besides, in one version or another. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/json.h"

static const char *const good[] = {
    "{}",
    "[]",
    " \t\r\n{ \"a\" : 1 , \"b\" : [ ] } \n",
    "null",
    "true",
    "false",
    "0",
    "-0",
    "10",
    "-0.5",
    "1.25e+10",
    "1E5",
    "0e-1",
    "\"\"",
    "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\"",
    "\"試験 😀 \x7f\"",
    "[[],{},[[1,[2]],3]]",
    "{\"a\":{\"b\":{\"c\":[true,false,null]}}}",
    "{\"a\":1,\"a\":2}",
    "{\"\":0}",
};

static const char *const bad[] = {
    "",
    " ",
    "{",
    "}",
    "[",
    "]",
    "[1",
    "[1}",
    "{\"a\":1]",
    "{\"a\"}",
    "{\"a\":}",
    "{\"a\" 1}",
    "{:1}",
    "{1:1}",
    "{a:1}",
    "{'a':1}",
    "{\"a\":'1'}",
    "{\"a\":1,}",
    "{,}",
    "{,\"a\":1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":1,,\"b\":2}",
    "[1,]",
    "[,1]",
    "[,]",
    "[1 2]",
    "{}x",
    "{}{}",
    "{} /* x */",
    "// x\n{}",
    "{/**/}",
    "NaN",
    "-NaN",
    "nan",
    "Infinity",
    "-Infinity",
    "inf",
    "{\"a\":NaN}",
    "+1",
    "-",
    "--1",
    "01",
    "-01",
    ".5",
    "5.",
    "5.e1",
    "1e",
    "1e+",
    "1e1.5",
    "0x1F",
    "1_000",
    "True",
    "TRUE",
    "tru",
    "nul",
    "nullx",
    "undefined",
    "\"",
    "\"a",
    "\"a\nb\"",
    "\"a\tb\"",
    "\"\x01\"",
    "\"a\\\nb\"",
    "\"\\x41\"",
    "\"\\v\"",
    "\"\\0\"",
    "\"\\'\"",
    "\"\\u12\"",
    "\"\\u12g4\"",
    "\"\\",
    "\"\\\"",
    "\"\\u",
    "\xc2\xa0{}",
    "\xef\xbb\xbf{}",
    "{}\xe3\x80\x80",
    "\v{}",
    "\f{}",
    "\"\xff\"",
    "\"\xe3\x81\"",
    "\"\xed\xa0\x80\"",
};

START_TEST(test_good)
{
    ck_assert_msg(json_strict(good[_i]), "%s", good[_i]);
}
END_TEST

START_TEST(test_bad)
{
    ck_assert_msg(!json_strict(bad[_i]), "%s", bad[_i]);
}
END_TEST

/* No start of an object is one. */
START_TEST(test_cut)
{
    static const char text[] = "{\"a\":[1.5e3,\"\\u00e9\\n\",{\"b\":null,\"c\":true}],\"d\":-0}";
    char cut[sizeof text];
    for (size_t n = 0; n < strlen(text); n++) {
        snprintf(cut, sizeof cut, "%.*s", (int)n, text);
        ck_assert_msg(!json_strict(cut), "%s", cut);
    }
    ck_assert(json_strict(text));
}
END_TEST

/* depth of them within each other: of objects, or of arrays. */
static void S_deep(struct buf *b, int depth, bool object)
{
    for (int i = 0; i < depth; i++)
        buf_adds(b, !object ? "[" : i + 1 < depth ? "{\"a\":" : "{");
    for (int i = 0; i < depth; i++)
        buf_addc(b, object ? '}' : ']');
}

START_TEST(test_depth)
{
    for (int depth = JSON_DEPTH - 1; depth <= JSON_DEPTH + 2; depth++) {
        struct buf text = BUF_INIT;
        S_deep(&text, depth, _i);
        ck_assert_int_eq(json_strict(text.data), depth <= JSON_DEPTH);
        buf_release(&text);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("json");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_good, 0, sizeof good / sizeof *good);
    tcase_add_loop_test(t, test_bad, 0, sizeof bad / sizeof *bad);
    tcase_add_test(t, test_cut);
    tcase_add_loop_test(t, test_depth, 0, 2);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
