/* Trees of answers: paths into them, JSON in and out, SOAP replies. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/lang.h"
#include "json.h"
#include "wire/reply.h"

static const char S_json[] =
    "{\"kekka\":{\"kubun\":1,\"code\":\"C00000\"},\"empty\":\"\",\"none\":null,\"yes\":true,"
    "\"item\":[{\"edaban\":\"0000001\",\"jotai\":\"取得済\",\"riyu\":\"\"},{\"edaban\":\"0000002\",\"jotai\":"
    "\"失敗\","
    "\"riyu\":\"a\\u3042\\n\\ud83d\\ude00\",\"komoku\":[{\"mei\":\"x\",\"atai\":\"1\"},{\"mei\":\"y\","
    "\"atai\":\"2\"}]},"
    "{\"edaban\":\"0000003\",\"jotai\":\"失敗\"}]}";

static const struct {
    const char *path;
    enum node_found found;
    const char *text;
} S_paths[] = {
    {"kekka.kubun", NODE_FOUND, "1"},
    {"kekka.code", NODE_FOUND, "C00000"},
    {"kekka", NODE_FOUND, ""},
    {"empty", NODE_FOUND, ""},
    {"none", NODE_ABSENT, NULL},
    {"yes", NODE_FOUND, "true"},
    {"item.edaban", NODE_FOUND, "0000001"},
    {"item[2].edaban", NODE_FOUND, "0000002"},
    {"item[4].edaban", NODE_ABSENT, NULL},
    {"item[jotai=失敗].edaban", NODE_FOUND, "0000002"},
    {"item[jotai=失敗][2].edaban", NODE_FOUND, "0000003"},
    {"item[jotai=失敗][edaban=0000003].jotai", NODE_FOUND, "失敗"},
    {"item[riyu=].edaban", NODE_FOUND, "0000001"},
    {"item[2].riyu", NODE_FOUND, "aあ\n😀"},
    {"item.komoku[mei=y].atai", NODE_FOUND, "2"},
    {"count(item)", NODE_FOUND, "3"},
    {"count(item[jotai=失敗])", NODE_FOUND, "2"},
    {"count(item[riyu=])", NODE_FOUND, "2"},
    {"count(item.komoku)", NODE_FOUND, "2"},
    {"count(nothing)", NODE_FOUND, "0"},
    {"nothing.at.all", NODE_ABSENT, NULL},
    {"", NODE_BAD_PATH, NULL},
    {".kekka", NODE_BAD_PATH, NULL},
    {"kekka.", NODE_BAD_PATH, NULL},
    {"kekka..kubun", NODE_BAD_PATH, NULL},
    {"item[", NODE_BAD_PATH, NULL},
    {"item[]", NODE_BAD_PATH, NULL},
    {"item[0]", NODE_BAD_PATH, NULL},
    {"item[x]", NODE_BAD_PATH, NULL},
    {"item[=x]", NODE_BAD_PATH, NULL},
    {"item[a=1]b", NODE_BAD_PATH, NULL},
    {"count(item", NODE_BAD_PATH, NULL},
    {"count()", NODE_BAD_PATH, NULL},
    {"a b", NODE_BAD_PATH, NULL},
    {"nothing.item[", NODE_BAD_PATH, NULL},
};

START_TEST(paths)
{
    struct arena *a = arena_new(1 << 20);
    struct node *root = json_nodes(a, S_json);
    const char *text = NULL;
    ck_assert_ptr_nonnull(root);
    ck_assert_int_eq(node_value(root, S_paths[_i].path, a, &text), S_paths[_i].found);
    ck_assert_int_eq(node_path_ok(S_paths[_i].path), S_paths[_i].found != NODE_BAD_PATH);
    if (S_paths[_i].text)
        ck_assert_str_eq(text, S_paths[_i].text);
    else
        ck_assert_ptr_null(text);
    arena_free(a);
}
END_TEST

static const char *const S_not_json[] = {
    "",           "[]",          "{",           "{\"a\"}",           "{\"a\":}",        "{\"a\":1,}",
    "{\"a\":1}x", "{\"a\":\"",   "{\"a\":[1}",  "{\"a\":\"\\u12\"}", "{\"a\":\"\\x\"}", "{a:1}",
    "{'a':1}",    "{\"a\":NaN}", "{\"a\":0x1}", "{\"a\":+1}",        "{\"a\":1}/**/"};

START_TEST(not_json)
{
    struct arena *a = arena_new(1 << 20);
    ck_assert_ptr_null(json_nodes(a, S_not_json[_i]));
    arena_free(a);
}
END_TEST

START_TEST(json_out)
{
    struct arena *a = arena_new(1 << 20);
    struct node *root = json_nodes(a, "{\"a\":\"1\",\"item\":[{\"b\":\"\\\"x\"}],\"c\":[1,2]}");
    struct buf out = BUF_INIT;
    node_json(root, &out);
    ck_assert_str_eq(out.data, "{\"a\":\"1\",\"item\":[{\"b\":\"\\\"x\"}],\"c\":[\"1\",\"2\"]}");
    buf_release(&out);
    arena_free(a);
}
END_TEST

static const char S_answer[] = "{\"edaban\":\"0000001\",\"kikanShubetsu\":\"kenpo\",\"nothing\":\"x\","
                               "\"bango\":\"7\",\"item\":[{\"jotai\":\"有効\","
                               "\"riyu\":\"\"},{\"jotai\":\"喪失\"}],\"kanyusha\":{\"tokuteiKojinJohoCode\":"
                               "\"TM1\",\"gyo\":\"2\",\"komoku\":[{\"mei\":"
                               "\"shutokuYmd\",\"atai\":\"20170401\"}]}}";

static const struct {
    bool english, control;
    const char *lines;
} S_printed[] = {{false, false,
                  "被保険者枝番   0000001\n"
                  "機関種別       kenpo\n"
                  "nothing        x\n"
                  "被保険者証番号 7\n"
                  "明細  状態=有効\n"
                  "明細  状態=喪失\n"
                  "加入者\n"
                  "  特定個人情報名コード TM1\n"
                  "  行番号               2\n"
                  "  項目  名称=資格取得年月日  値=20170401\n"},
                 {false, true,
                  "被保険者枝番   0000001\n"
                  "機関種別       kenpo\n"
                  "nothing        x\n"
                  "証明書番号     7\n"
                  "明細  状態=有効\n"
                  "明細  状態=喪失\n"
                  "加入者\n"
                  "  特定個人情報名コード TM1\n"
                  "  行番号               2\n"
                  "  項目  名称=資格取得年月日  値=20170401\n"},
                 {true, false,
                  "edaban               0000001\n"
                  "kikanShubetsu        kenpo\n"
                  "nothing              x\n"
                  "bango                7\n"
                  "item  jotai=有効\n"
                  "item  jotai=喪失\n"
                  "kanyusha\n"
                  "  tokuteiKojinJohoCode TM1\n"
                  "  gyo                  2\n"
                  "  komoku  mei=shutokuYmd  atai=20170401\n"}};

START_TEST(printed)
{
    struct arena *a = arena_new(1 << 20);
    struct node *root = json_nodes(a, S_answer);
    struct buf out = BUF_INIT;
    lang_english = S_printed[_i].english;
    node_print(root, S_printed[_i].control, &out);
    lang_english = false;
    ck_assert_str_eq(out.data, S_printed[_i].lines);
    buf_release(&out);
    arena_free(a);
}
END_TEST

/* Both must give a fault, or kekka, whatever the prefixes. */
static const struct {
    const char *xml;
    bool ok, fault;
    int kubun;
    const char *code, *path, *text;
} S_replies[] = {
    {"<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body><t:r xmlns:t='urn:x' "
     "xmlns:c='urn:c'>"
     "<t:kekka><c:kubun>2</c:kubun><c:code>C00002</c:code><c:message>処理中です</c:message></t:kekka>"
     "<t:item><t:a> 1 </t:a></t:item><t:item><t:a>2</t:a></t:item></t:r></s:Body></s:Envelope>",
     true, false, 2, "C00002", "item[2].a", "2"},
    {"<Envelope xmlns='http://schemas.xmlsoap.org/soap/envelope/'><Header/><Body><Fault><faultcode "
     "xmlns=''>Client</faultcode>"
     "<faultstring xmlns=''>だめ</faultstring><detail xmlns=''><c:diag "
     "xmlns:c='urn:c'><c:code>C20008</c:code>"
     "<c:message>合いません</c:message><c:want>x</c:want></c:diag></detail></Fault></Body></Envelope>",
     true, true, 9, "C20008", "fault.want", "x"},
    {"<e:Envelope "
     "xmlns:e='http://www.w3.org/2003/05/soap-envelope'><e:Body><e:Fault><e:Code><e:Value>e:Sender</e:Value>"
     "</e:Code><e:Reason><e:Text xml:lang='ja'>だめ</e:Text></e:Reason></e:Fault></e:Body></e:Envelope>",
     true, true, 9, "", "fault.faultstring", "だめ"},
    {"<html><body>no</body></html>", false, false, 0, "", NULL, NULL},
    {"<s:Envelope xmlns:s='http://www.w3.org/2003/05/soap-envelope'><s:Body/></s:Envelope>", false, false, 0,
     "", NULL, NULL},
    {"not xml", false, false, 0, "", NULL, NULL},
    {"", false, false, 0, "", NULL, NULL},
};

START_TEST(replies)
{
    struct reply r = {.http = 500};
    buf_adds(&r.raw, S_replies[_i].xml);
    ck_assert_int_eq(reply_read(&r), S_replies[_i].ok);
    ck_assert_int_eq(r.fault, S_replies[_i].fault);
    ck_assert_int_eq(r.kubun, S_replies[_i].kubun);
    ck_assert_str_eq(r.code, S_replies[_i].code);
    if (S_replies[_i].path) {
        const char *text = NULL;
        ck_assert_int_eq(node_value(r.root, S_replies[_i].path, r.arena, &text), NODE_FOUND);
        ck_assert_str_eq(text, S_replies[_i].text);
    } else {
        ck_assert_ptr_null(r.root);
        ck_assert_ptr_nonnull(strstr(r.error, "500"));
    }
    reply_release(&r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("node");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, paths, 0, sizeof S_paths / sizeof *S_paths);
    tcase_add_loop_test(t, not_json, 0, sizeof S_not_json / sizeof *S_not_json);
    tcase_add_test(t, json_out);
    tcase_add_loop_test(t, printed, 0, sizeof S_printed / sizeof *S_printed);
    tcase_add_loop_test(t, replies, 0, sizeof S_replies / sizeof *S_replies);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
