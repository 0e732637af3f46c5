/* file/form/xml_path: what is found, what an expression that is wrong is told, what takes too much. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "file/form/xml_path.h"

static const struct xml_prefix prefixes[] = {
    {"s", "http://schemas.xmlsoap.org/soap/envelope/"}, {"t", "urn:chukan:kanri:1"}, {NULL, NULL}};

#define BODY                                                                                                 \
    "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><t:ping "                       \
    "xmlns:t='urn:chukan:kanri:1'><t:message>a b</t:message><n>0</n></t:ping></s:Body></s:Envelope>"

static enum status S_look(const char *expr, const char *text, bool *ret, struct diag *d)
{
    struct xml_path *p = NULL;
    *ret = false;
    enum status st = xml_path_new(expr, prefixes, &p, d);
    if (st == ST_OK)
        st = xml_path_find(p, str_of(text), prefixes, ret, d);
    if (p)
        xml_path_free(p);
    return st;
}

static const struct {
    const char *expr, *text;
    bool found;
} looks[] = {
    {"//t:message", BODY, true},
    {"/s:Envelope/s:Body/t:ping[t:message='a b']", BODY, true},
    {"//*[local-name()='message']", BODY, true},
    {"//message", BODY, false},
    {"//t:message='a'", BODY, false},
    {"contains(//t:message, ' b')", BODY, true},
    {"count(//t:message)", BODY, true},
    {"count(//t:nai)", BODY, false},
    {"string(//t:nai)", BODY, false},
    {"//t:message", "<a><t:message xmlns:t='urn:chukan:kanri:1'>cut of", true},
    {"//t:message", "［本文は空でした］", false},
    {"//t:message", "", false},
    {"/a", "<!DOCTYPE a [<!ENTITY e 'x'>]><a>&e;</a>", false},
    {"/a='あ'", "<?xml version='1.0' encoding='Shift_JIS'?><a>あ</a>", true},
};

START_TEST(test_found)
{
    struct diag d = DIAG_INIT;
    bool found;
    ck_assert_int_eq(S_look(looks[_i].expr, looks[_i].text, &found, &d), ST_OK);
    ck_assert_msg(found == looks[_i].found, "%s", looks[_i].expr);
}
END_TEST

static const struct {
    const char *expr, *have;
} wrongs[] = {
    {"", "空です"},
    {"//t:message[", "式の形になっていません"},
    {"//t:message[1", "条件（[ ]）が読めません"},
    {"'a", "文字列の引用符が閉じていません"},
    {"(1", "式の形になっていません"},
    {"s:count(//*)", "使えない関数です"},
    {"//nani:message", "知らない接頭辞です"},
    {"nani()", "使えない関数です"},
    {"translate('a','b','c')", "使えない関数です"},
    {"document('/etc/passwd')", "使えない関数です"},
    {"count()", "関数の引数の数が違います"},
    {"count('a')", "型が違います"},
    {"$a", "変数（$）は使えません"},
};

START_TEST(test_wrong)
{
    struct diag d = DIAG_INIT;
    bool found;
    ck_assert_int_eq(S_look(wrongs[_i].expr, BODY, &found, &d), ST_CONTROL);
    ck_assert_str_eq(d.item, "xpath");
    ck_assert_msg(strcmp(d.have, wrongs[_i].have) == 0, "%s: %s", wrongs[_i].expr, d.have);
}
END_TEST

static void S_refused(const struct buf *expr, const char *text, const char *have)
{
    struct diag d = DIAG_INIT;
    bool found;
    ck_assert_int_eq(S_look(expr->data, text, &found, &d), ST_CONTROL);
    ck_assert_str_eq(d.have, have);
}

START_TEST(test_bounded)
{
    struct buf expr = BUF_INIT, text = BUF_INIT;
    for (int i = 0; i < XML_PATH_MOST; i++)
        buf_addc(&expr, 'a');
    struct diag d = DIAG_INIT;
    bool found;
    ck_assert_int_eq(S_look(expr.data, BODY, &found, &d), ST_OK);
    buf_addc(&expr, 'a');
    S_refused(&expr, BODY, "400 バイトより長い式です");
    buf_clear(&expr);
    for (int i = 0; i <= XML_PATH_DEEP; i++)
        buf_addc(&expr, '(');
    S_refused(&expr, BODY, "入れ子が深すぎます");
    buf_clear(&expr);
    buf_adds(&expr, "//*[count(//*[count(//*)])]");
    buf_adds(&text, "<a>");
    for (int i = 0; i < 1000; i++)
        buf_adds(&text, "<b/>");
    buf_adds(&text, "</a>");
    S_refused(&expr, text.data, "一つの電文を調べるのに手間がかかりすぎます");
    buf_release(&expr);
    buf_release(&text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("xml_path");
    TCase *tc = tcase_create("xml_path");
    tcase_add_loop_test(tc, test_found, 0, (int)(sizeof looks / sizeof *looks));
    tcase_add_loop_test(tc, test_wrong, 0, (int)(sizeof wrongs / sizeof *wrongs));
    tcase_add_test(tc, test_bounded);
    suite_add_tcase(s, tc);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
