/* base/json: RFC 8259 and nothing of what parsers take besides, in one version or another; records by their
 * tables, read and written. */
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
    "{\"a\":1,\"a\":1}",
    "[{\"x\":{\"a\":1,\"b\":2,\"a\":3}}]",
    "{\"a\":1,\"\\u0061\":1}",
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

START_TEST(test_json_values)
{
    static const struct {
        const char *json, *want;
        bool ok;
    } cases[] = {
        {"{\"a\":[1,{\"b\":true}],\"c\":\"あ\"}", "=object a=array =1 =object b=true c=あ ", true},
        {"[]", "=array ", true},
        {"{\"a\":", "", false},
        {"", "", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf got = BUF_INIT;
        buf_adds(&got, "");
        struct arena *a = arena_new(100000);
        struct json_values all;
        ck_assert_msg(json_values(cases[i].json, a, &all) == cases[i].ok, "%s", cases[i].json);
        for (size_t k = 0; k < all.n; k++)
            buf_addf(&got, "%s=%s ", all.items[k].key ? all.items[k].key : "",
                     all.items[k].text ? all.items[k].text : all.items[k].type);
        arena_free(a);
        ck_assert_str_eq(got.data, cases[i].want);
        buf_release(&got);
    }
}
END_TEST

/* --- records -----------------------------------------------------------------------------------------------
 */

struct pair {
    const char *name;
    int64_t n;
};
struct record {
    const char *at;
    int64_t n;
    int b;
    struct pair o;
    struct list list, words;
    const char *raw, *rows;
};

static const struct field pair[] = {FIELD_TEXT(struct pair, "name", name),
                                    FIELD_INT_AS(struct pair, "n", n, FIELD_LEFT_OUT), FIELD_END};
static const struct field columns[] = {FIELD_TEXT_AS(struct pair, "name", name, FIELD_MUST),
                                       FIELD_INT(struct pair, "n", n), FIELD_END};
static const struct field record[] = {
    FIELD_TEXT(struct record, "at", at),
    FIELD_INT(struct record, "n", n),
    FIELD_BOOL(struct record, "b", b),
    FIELD_GROUP(struct record, "o", o, pair),
    FIELD_LIST(struct record, "list", list, struct pair, pair),
    FIELD_TEXTS(struct record, "words", words),
    FIELD_OBJECT(struct record, "raw", raw, pair),
    FIELD_ROWS(struct record, "rows", rows, struct pair, columns),
    FIELD_END,
};

#define NOTHING                                                                                              \
    "{\"at\":null,\"n\":null,\"b\":null,\"o\":{\"name\":null},\"list\":[],\"words\":[],\"raw\":null,"        \
    "\"rows\":null}"
#define OBJECT "JSON のオブジェクト"
#define BROKEN "読めない JSON"
#define INTEGER "18 桁までの整数"
static const struct {
    const char *text, *again, *item, *want, *have; /* again: as it is written; NULL: refused */
} records[] = {
    {NULL, NOTHING, 0, 0, 0},
    {"", NOTHING, 0, 0, 0},
    {"{}", NOTHING, 0, 0, 0},
    {"{\"at\":null,\"n\":null,\"b\":null,\"o\":null,\"list\":null,\"words\":null,\"raw\":null,\"rows\":null}",
     NOTHING, 0, 0, 0},
    {" {\"n\" : -12, \"b\":false, \"at\":\"x\\u00e9\\n\\\"\", \"o\":{\"n\":1}, \"list\":[{\"name\":\"p\"}, "
     "{}],"
     " \"words\":[ \"a\", \"\" ], \"raw\":{ \"n\" : [ 1 ] }, \"rows\":[ [\"a\", 1], [] ] } ",
     "{\"at\":\"xé\\u000a\\\"\",\"n\":-12,\"b\":false,\"o\":{\"name\":null,\"n\":1},\"list\":[{\"name\":"
     "\"p\"},{\"name\":"
     "null}],\"words\":[\"a\",\"\"],\"raw\":{\"n\":[1]},\"rows\":[[\"a\",1],[]]}",
     0, 0, 0},
    {"{\"at\":\"\\\"rows\\\":[\",\"rows\":[[\"a\",1],[\"]}\",null]]}",
     "{\"at\":\"\\\"rows\\\":[\",\"n\":null,\"b\":null,\"o\":{\"name\":null},\"list\":[],\"words\":[],"
     "\"raw\":null,"
     "\"rows\":[[\"a\",1],[\"]}\",null]]}",
     0, 0, 0},
    {"{\"at\":1,\"rows\":[]}", NULL, "at", "文字列", "1"},
    {"\"" OBJECT "\"", NULL, "本文", OBJECT, "text"}, /* it says what is wanted, and is none */
    {"{,\"rows\":[]}", NULL, "本文", OBJECT, BROKEN},
    {"{\"n\":999999999999999999,\"n\":1}", NULL, "本文", "同じ名前のメンバーは 1 個", "2 個以上"},
    {"{\"n\":1000000000000000000}", NULL, "n", INTEGER, "1000000000000000000"},
    {"{\"n\":-999999999999999999}", NULL, "n", INTEGER, "-999999999999999999"},
    {"{\"n\":123456789012345678901}", NULL, "n", INTEGER, "123456789012345683968"},
    {"{\"n\":1.5}", NULL, "n", INTEGER, "1.5"},
    {"{\"n\":\"1\"}", NULL, "n", INTEGER, "1"},
    {"{\"at\":1}", NULL, "at", "文字列", "1"},
    {"{\"at\":{}}", NULL, "at", "文字列", "object"},
    {"{\"b\":1}", NULL, "b", "true か false", "1"},
    {"{\"o\":[]}", NULL, "o", "オブジェクト", "array"},
    {"{\"o\":{\"name\":true}}", NULL, "name", "文字列", "true"},
    {"{\"o\":{\"nam\":1}}", NULL, "本文", "name・n", "nam"},
    {"{\"list\":{}}", NULL, "list", "配列", "object"},
    {"{\"list\":[1]}", NULL, "list", "オブジェクト", "1"},
    {"{\"list\":[{\"n\":\"\"}]}", NULL, "n", INTEGER, ""},
    {"{\"words\":[1]}", NULL, "words", "文字列", "1"},
    {"{\"words\":\"a\"}", NULL, "words", "配列", "a"},
    {"{\"raw\":[]}", NULL, "raw", "オブジェクト", "array"},
    {"{\"raw\":{\"x\":1}}", NULL, "本文", "name・n", "x"},
    {"{\"rows\":{}}", NULL, "rows", "配列", "object"},
    {"{\"z\":1}", NULL, "本文", "at・n・b・o・list・words・raw・rows", "z"},
    {"[1]", NULL, "本文", OBJECT, "array"},
    {"1", NULL, "本文", OBJECT, "1"},
    {"null", NULL, "本文", OBJECT, "null"},
    {"{\"at\":\"a\\u0000b\"}", NULL, "本文", "NUL のない文字列", "\\u0000"},
    {"{", NULL, "本文", OBJECT, BROKEN},
    {"{\"n\":1,}", NULL, "本文", OBJECT, BROKEN},
    {"{\"at\":\"\xff\"}", NULL, "本文", OBJECT, BROKEN},
};

START_TEST(test_record)
{
    struct arena *a = arena_new(100000);
    struct diag d = DIAG_INIT;
    struct buf out = BUF_INIT;
    struct record r;
    enum status st = json_read(records[_i].text, record, &r, a, &d);
    ck_assert_int_eq(st, records[_i].again ? ST_OK : ST_CONTROL);
    if (records[_i].again) {
        json_write(&out, record, &r);
        ck_assert_str_eq(out.data, records[_i].again);
        ck_assert_int_eq(json_read(out.data, record, &r, a, &d), ST_OK);
        buf_clear(&out);
        json_write(&out, record, &r);
        ck_assert_str_eq(out.data, records[_i].again);
    } else {
        ck_assert_str_eq(d.item, records[_i].item);
        ck_assert_str_eq(d.want, records[_i].want);
        ck_assert_str_eq(d.have, records[_i].have);
    }
    buf_release(&out);
    arena_free(a);
}
END_TEST

START_TEST(test_must)
{
    static const char *const missing[] = {"{}", "{\"name\":null}", "{\"n\":1}"};
    struct arena *a = arena_new(10000);
    for (int i = 0; i < 3; i++) {
        struct pair p;
        struct diag d = DIAG_INIT;
        ck_assert_int_eq(json_read(missing[i], columns, &p, a, &d), ST_CONTROL);
        ck_assert_str_eq(d.item, "name");
        ck_assert_str_eq(d.want, "文字列");
        ck_assert_str_eq(d.have, i == 1 ? "null" : "なし");
    }
    arena_free(a);
}
END_TEST

START_TEST(test_many_values)
{
    struct arena *a = arena_new(1 << 20);
    for (int n = JSON_VALUES - 1; n <= JSON_VALUES + 1; n++) { /* the object and the array are values, too */
        struct diag d = DIAG_INIT;
        struct record r;
        struct buf text = BUF_INIT;
        buf_adds(&text, "{\"words\":[\"a\"");
        for (int i = 0; i < n - 3; i++)
            buf_adds(&text, ",\"a\"");
        buf_adds(&text, "]}");
        ck_assert_int_eq(json_read(text.data, record, &r, a, &d), n <= JSON_VALUES ? ST_OK : ST_CONTROL);
        ck_assert_str_eq(d.want, n <= JSON_VALUES ? "" : "1,000 個までの値");
        buf_release(&text);
    }
    arena_free(a);
}
END_TEST

START_TEST(test_little_room)
{
    struct diag d = DIAG_INIT;
    struct record r;
    struct list l;
    struct arena *a = arena_new(16);
    ck_assert_int_eq(json_read("{\"at\":\"01234567890123456789\"}", record, &r, a, &d), ST_LIMIT);
    ck_assert_int_eq(json_rows("[[\"a\",1],[\"a\",1]]", columns, sizeof(struct pair), a, &l, &d), ST_LIMIT);
    arena_free(a);
}
END_TEST

static const struct {
    const char *text, *item, *want, *have; /* item NULL: fine */
} entries[] = {
    {"[]", 0, 0, 0},
    {"[[\"a\",1],[\"b\",null]]", 0, 0, 0},
    {"[[\"\\\\u0000\",1]]", 0, 0, 0}, /* a backslash that somebody has written */
    {"[[\"\\u0000\",1]]", "本文", "NUL のない文字列", "\\u0000"},
    {"[[\"a\",-9223372036854775807]]", 0, 0, 0},
    {"[[\"a\",1],[\"b\"]]", "n", INTEGER, "なし"},
    {"[[\"a\",1],[\"b\",1,2]]", "name", "一件の値の数", "3（2 のはず）"},
    {"[[null,1]]", "name", "文字列", "null"},
    {"[[1,1]]", "name", "文字列", "1"},
    {"[1]", "name", "文字列", "なし"},
    {"{}", "本文", "配列", "object"},
    {"[", "本文", OBJECT, BROKEN},
};

START_TEST(test_rows)
{
    struct arena *a = arena_new(100000);
    struct diag d = DIAG_INIT;
    struct buf out = BUF_INIT;
    struct list l;
    enum status st = json_rows(entries[_i].text, columns, sizeof(struct pair), a, &l, &d);
    ck_assert_int_eq(st, entries[_i].item ? ST_CONTROL : ST_OK);
    if (entries[_i].item) {
        ck_assert_str_eq(d.item, entries[_i].item);
        ck_assert_str_eq(d.want, entries[_i].want);
        ck_assert_str_eq(d.have, entries[_i].have);
    } else {
        buf_addc(&out, '[');
        for (size_t i = 0; i < l.n; i++)
            json_row(&out, columns, (const struct pair *)l.items + i);
        buf_addc(&out, ']');
        ck_assert_str_eq(out.data, entries[_i].text);
    }
    buf_release(&out);
    arena_free(a);
}
END_TEST

START_TEST(test_given)
{
    struct buf out = BUF_INIT;
    const struct pair p = {NULL, 7};
    struct record r;
    json_write_given(&out, pair, &p);
    ck_assert_str_eq(out.data, "{\"n\":7}");
    json_row(&out, columns, &p);
    ck_assert_str_eq(out.data, "{\"n\":7},[null,7]");
    buf_clear(&out);
    field_absent(record, &r);
    r.o.name = "x";
    buf_adds(&out, "{\"a\":1");
    json_members(&out, pair, &r.o);
    ck_assert_str_eq(out.data, "{\"a\":1,\"name\":\"x\"");
    buf_release(&out);
}
END_TEST

/* At whatever depth. */
START_TEST(test_kojin_bango)
{
    static const struct field marked[] = {FIELD_INT(struct pair, "n", n),
                                          FIELD_TEXT_AS(struct pair, "name", name, FIELD_KOJIN_BANGO),
                                          FIELD_END};
    const struct field in[][2] = {{FIELD_GROUP(struct record, "o", o, marked), FIELD_END},
                                  {FIELD_LIST(struct record, "list", list, struct pair, marked), FIELD_END},
                                  {FIELD_OBJECT(struct record, "raw", raw, marked), FIELD_END},
                                  {FIELD_ROWS(struct record, "rows", rows, struct pair, marked), FIELD_END}};
    ck_assert(field_kojin_bango(marked));
    for (int i = 0; i < 4; i++)
        ck_assert(field_kojin_bango(in[i]));
    ck_assert(!field_kojin_bango(record));
    ck_assert(!field_kojin_bango(NULL));
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
    tcase_add_test(t, test_json_values);
    tcase_add_loop_test(t, test_record, 0, sizeof records / sizeof *records);
    tcase_add_test(t, test_must);
    tcase_add_test(t, test_many_values);
    tcase_add_test(t, test_little_room);
    tcase_add_loop_test(t, test_rows, 0, sizeof entries / sizeof *entries);
    tcase_add_test(t, test_given);
    tcase_add_test(t, test_kojin_bango);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
