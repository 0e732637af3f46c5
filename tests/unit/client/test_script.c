/* The scenario language: words, variables, what is refused before anything runs, and `expect`. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "scenario/script.h"

static const struct {
    const char *line;
    int n; /* -1: wrong */
    const char *words[4];
} S_lines[] = {
    {"", 0, {NULL}},
    {"   # nothing", 0, {NULL}},
    {"call r1 a.b", 3, {"call", "r1", "a.b"}},
    {"\tcall\xE3\x80\x80r1  # note", 2, {"call", "r1"}},
    {"a \"b c\" \"\"", 3, {"a", "b c", ""}},
    {"f=\"x y\"z", 1, {"f=x yz"}},
    {"a \"b \\\" \\\\ c\"", 2, {"a", "b \" \\ c"}},
    {"a#b", 1, {"a#b"}},
    {"operator x {\"a\": \"b c\"} \r", 3, {"operator", "x", "{\"a\": \"b c\"}"}},
    {"a \"b", -1, {NULL}},
    {"a b c d e", -1, {NULL}},
};

START_TEST(words)
{
    struct arena *a = arena_new(1 << 16);
    const char *got[4], *why = NULL;
    ck_assert_int_eq(script_words(a, S_lines[_i].line, got, 4, &why), S_lines[_i].n);
    for (int i = 0; i < S_lines[_i].n; i++)
        ck_assert_str_eq(got[i], S_lines[_i].words[i]);
    ck_assert_int_eq(why != NULL, S_lines[_i].n < 0);
    arena_free(a);
}
END_TEST

static const struct {
    const char *word, *want; /* NULL: unknown variable */
} S_words[] = {
    {"plain", "plain"}, {"${a}", "1"}, {"x${a}y${名}z", "x1y二z"}, {"$a", "$a"},           {"${b}", NULL},
    {"${a", NULL},      {"${}", NULL}, {"${a}${b}", NULL},         {"{eda:A}", "{eda:A}"},
};

START_TEST(variables)
{
    struct arena *a = arena_new(1 << 16);
    struct vars v = {a, NULL};
    const char *bad = NULL;
    ck_assert(vars_set(&v, "a", "0") && vars_set(&v, "名", "二") && vars_set(&v, "a", "1"));
    const char *got = vars_expand(&v, S_words[_i].word, &bad);
    if (S_words[_i].want)
        ck_assert_str_eq(got, S_words[_i].want);
    else
        ck_assert_ptr_null(got);
    ck_assert_int_eq(bad != NULL, S_words[_i].want == NULL);
    arena_free(a);
}
END_TEST

/* Text of a scenario and what its errors must hold; NULL: it is fine. */
static const struct {
    const char *text, *error;
} S_scripts[] = {
    {"\xEF\xBB\xBFtitle \"題\"\r\nstep 一\r\nreset\r\n", NULL},
    {"step 一\ncall r a.b x=1\nexpect r kekka.kubun = 1\nexpect r a exists", NULL},
    {"let x = 1\nlet y from operator approved\nprint ${x} ${y}", NULL},
    {"let x from r a", "t.scn:1: ラベル「r」"},
    {"expect r a = 1", "t.scn:1: ラベル「r」"},
    {"\n\nprint ${x}", "t.scn:3: 変数 ${x}"},
    {"cal r a.b", "call の記述ミスですか"},
    {"frobnicate", "という文はありません"},
    {"clock", "t.scn:1: clock の書き方"},
    {"clock advance", "値が要ります"},
    {"clock freeze 1", "値は要りません"},
    {"clock stop", "freeze, run, set, advance"},
    {"progress fugo manual 3\nprogress fugo time 60\nprogress fugo immediate\nprogress fugo manual", NULL},
    {"progress fugo time", "秒数が要ります"},
    {"fault http\nfault code code=K40001 nth=2 times=0\nlet kind = http\nfault ${kind} nth=${kind}\nfault "
     "list\nfault drop",
     NULL},
    {"fault http 503", "名前=値"},
    {"fault drop 1", "値は要りません"},
    {"call r a.b\nexpect r a[ = 1", "パスは"},
    {"call r a.b\nexpect r a == 1", "演算子は"},
    {"call r a.b\nexpect r a =", "比べる値がありません"},
    {"call r a.b\nexpect r a absent 1", "値は要りません"},
    {"call operator a.b", "定義できません"},
    {"call 1r a.b", "ラベル「1r」"},
    {"let 1x = 2", "変数名は"},
    {"let x : 2", "= か from"},
    {"fill out tmpl from a", "ラベル「a」"},
    {"call a x.y\nfill out tmpl from a b", "ラベル「b」"},
    {"print \"a", "引用符"},
    {"call r a.b \\\r\n  x=1 \\\n  y=${q}\nfrob", "t.scn:1: 変数 ${q}"},
    {"call r a.b \\\n  x=1\nfrob", "t.scn:3: 「frob」"},
    {"include nowhere.scn", "nowhere.scn を読めません"},
    {"include", "include の書き方"},
    {"print \xFF", "UTF-8 のファイルではありません"},
    {"tally 行 = 3\ntally \"登録 行\" from clock now", NULL},
};

START_TEST(judged)
{
    struct script s;
    bool ok = script_parse(&s, ".", "t.scn", S_scripts[_i].text, NULL);
    ck_assert_msg(ok == !S_scripts[_i].error, "%s", s.errors.data ? s.errors.data : "");
    if (S_scripts[_i].error)
        ck_assert_msg(strstr(s.errors.data, S_scripts[_i].error) != NULL, "%s", s.errors.data);
    script_release(&s);
}
END_TEST

START_TEST(several_errors)
{
    struct script s;
    ck_assert(!script_parse(&s, ".", "t.scn", "bad\nreset\nclock\nprint ${q}\n", NULL));
    ck_assert_int_eq(s.error_count, 3);
    script_release(&s);
}
END_TEST

static const struct {
    const char *have, *op, *want;
    bool holds;
} S_expects[] = {
    {"1", "=", "1", true},
    {"1", "=", "01", false},
    {NULL, "=", "", false},
    {"", "=", "", true},
    {"1", "!=", "2", true},
    {NULL, "!=", "2", true},
    {"1", "!=", "1", false},
    {"abc", "contains", "b", true},
    {"abc", "contains", "x", false},
    {NULL, "contains", "x", false},
    {"abc", "lacks", "x", true},
    {"abc", "lacks", "c", false},
    {"9", "<", "10", true},
    {"10", "<=", "10", true},
    {"10", ">", "9", true},
    {"9", ">=", "10", false},
    {"20170301", "<", "20170401", true},
    {"b", ">", "a", true},
    {NULL, ">=", "0", false},
    {"", "exists", "", true},
    {NULL, "exists", "", false},
    {NULL, "absent", "", true},
    {"", "absent", "", false},
};

START_TEST(expects)
{
    ck_assert_int_eq(expect_holds(S_expects[_i].have, S_expects[_i].op, S_expects[_i].want),
                     S_expects[_i].holds);
}
END_TEST

START_TEST(near)
{
    ck_assert_str_eq(verb_near("expct")->name, "expect");
    ck_assert_str_eq(verb_near("uplaod")->name, "upload");
    ck_assert_ptr_null(verb_near("frobnicate"));
    for (const struct verb *const *v = verb_list; *v; v++)
        ck_assert_ptr_eq(verb_find((*v)->name), *v);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("script");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, words, 0, sizeof S_lines / sizeof *S_lines);
    tcase_add_loop_test(t, variables, 0, sizeof S_words / sizeof *S_words);
    tcase_add_loop_test(t, judged, 0, sizeof S_scripts / sizeof *S_scripts);
    tcase_add_test(t, several_errors);
    tcase_add_loop_test(t, expects, 0, sizeof S_expects / sizeof *S_expects);
    tcase_add_test(t, near);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
