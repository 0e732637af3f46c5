/* The forms of the messages: of every kind one text as its sender writes it. It is read by the kind's table
 * and written again as it was; what is missing, unknown or of another type is refused; and no kind may take a
 * 個人番号 where none may be. */
#include <stdlib.h>
#include <string.h>

#include "service/letter.h"

#define FILE_TEXT                                                                                            \
    "{\"uketsuke\":\"U06139992N0000001\",\"shubetsu\":\"shikakuJoho\",\"hokensha\":\"06139992\",\"system\":" \
    "\"KS\","                                                                                                \
    "\"busho\":\"B001\",\"user\":\"u001\",\"roles\":15,\"path\":\"a.csv\",\"resultPath\":\"a-kekka.csv\","   \
    "\"encoding\":\"CP932\",\"at\":1494201600,\"jun\":4}"
#define YOKYU_TEXT                                                                                           \
    "{\"hokensha\":\"06139992\",\"yokyu\":[[\"Y06139992N00000001\",\"0000001\"],[\"Y2\",\"2\","              \
    "\"20170401\"]]}"

static const struct {
    const char *kind, *text;
    bool secret;
} forms[] = {
    {"hokenshaToroku", "{\"hokensha\":\"06139505\",\"mei\":\"架空\"}", false},
    {"fugoIkkatsu",
     "{\"hokensha\":\"06139992\",\"edabanFrom\":\"1\",\"edabanTo\":\"9\",\"first\":1,\"next\":10}", false},
    {"fugoIkkatsu", "{\"hokensha\":\"06139992\",\"first\":1,\"next\":10}", false},
    {"fugoTsuchi", YOKYU_TEXT, false},
    {"fugoYokyu", YOKYU_TEXT, false},
    {"fugoShonin", YOKYU_TEXT, false},
    {"fugoKyakka", YOKYU_TEXT, false},
    {"jukiYokyu", "{\"yokyu\":[[\"Y1\",\"0000001\",\"06139992\",\"123456789018\"]]}", true},
    {"fugoKekka",
     "{\"kekka\":[[\"Y1\",\"06139992\",\"0000001\",\"code\",null],[\"Y2\",\"06139992\",\"0000002\",null,"
     "\"FUGO_JUKI_NONE\"]]}",
     false},
    {"fugoKekka", "{\"kekka\":[]}", false},
    {"fugoKanryo", "{\"kekka\":[[\"Y1\",1,null],[\"Y2\",0,\"FUGO_JUKI_NONE\"]]}", false},
    {"kanyushaIdo",
     "{\"hokensha\":\"06139992\",\"ido\":[[\"0000001\",\"喪失\",\"20170401\"],[\"2\",null,null,\"x\"]]}",
     false},
    {"shikakuTsuchi", "{\"hokensha\":\"06139992\",\"shikaku\":[[1,\"x\"],[100,\"y\"]]}", false},
    {"fugoHanasu", "{\"hokensha\":\"06139992\",\"edaban\":\"0000001\"}", false},
    {"fugoHanasu", "{\"hokensha\":\"06139992\",\"edaban\":\"0000001\",\"yokyuNo\":\"Y06139992N00000001\"}",
     false},
    {"kanyushaSoshitsu", "{\"hokensha\":\"06139992\",\"edaban\":\"0000001\",\"ymd\":\"20170601\"}", false},
    {"chofukuKakunin", "{\"hokensha\":\"06139992\",\"kara\":\"0000001\",\"made\":\"0000009\"}", false},
    {"chofukuMachi", "{}", false},
    {"fileUketsuke", FILE_TEXT, false},
    {"fileUketsukeKanri", FILE_TEXT, false},
    {"fileMachi", "{\"uketsuke\":\"U1\",\"gyo\":14,\"seijo\":13,\"ijo\":1}", false},
    {"fileSaisoku", "{\"uketsuke\":\"U1\"}", false},
    {"fileKanryo",
     "{\"uketsuke\":\"U1\",\"jotai\":\"処理完了\",\"at\":1494201600,\"gyo\":3,\"seijo\":2,\"ijo\":1,"
     "\"resultPath\":\"a.csv\",\"resultSize\":120,\"resultSha256\":\"0f\"}",
     false},
    {"fileKanryo",
     "{\"uketsuke\":\"U1\",\"jotai\":\"処理中止\",\"at\":1,\"gyo\":0,\"seijo\":0,\"ijo\":0,\"resultPath\":"
     "\"a\","
     "\"resultSize\":0,\"resultSha256\":null,\"status\":\"FILE_ENCODING\",\"item\":\"\",\"want\":\"x\","
     "\"have\":\"y\"}",
     false},
    {"shokaiKaito", "{\"shokaiBango\":\"S06139984N0000001\"}", false},
    {"kikanShokai",
     "{\"tsuban\":\"T06139992N0000001\",\"shokaisha\":\"06139992\",\"teikyosha\":\"9903001701864705\",\"id\":"
     "\"abcdefghijklmnopabcdefghijklmnop\",\"jimuCode\":\"JM00000000000003\",\"tokuteiKojinJohoCode\":"
     "\"TM00000000000002\"}",
     false},
    {"kikanShokai",
     "{\"tsuban\":\"T06139992N0000001\",\"shokaisha\":\"06139992\",\"teikyosha\":\"9903001701864705\",\"id\":"
     "\"abcdefghijklmnopabcdefghijklmnop\",\"jimuCode\":\"JM00000000000003\",\"jimuTetsuzukiCode\":"
     "\"JT00000000000303\",\"tokuteiKojinJohoCode\":\"TM00000000000002\",\"kijunYmd\":\"20170401\"}",
     false},
    {"kikanKaito",
     "{\"tsuban\":\"T06139992N0000001\",\"kekkaKubun\":\"該当あり\",\"kaito\":[[\"chihozeiJoho\","
     "{\"sotoNendo\":\"2017\",\"shotoku\":{\"kuhaku\":\"1\"}}],[\"chihozeiJoho\",{}]]}",
     false},
    {"kikanKaito", "{\"tsuban\":\"T06139992N0000001\",\"kekkaKubun\":\"閉局\",\"kaito\":[]}", false},
    {"kikanKigen",
     "{\"tsuban\":\"T06139992N0000001\",\"shokaisha\":\"06139992\",\"teikyosha\":\"9903001701864705\","
     "\"kekkaKubun\":\"該当あり\",\"kaito\":[[\"chihozeiJoho\",{\"sotoNendo\":\"2017\"}]]}",
     false},
    {"kikanKigen",
     "{\"tsuban\":\"T06139992N0000001\",\"shokaisha\":\"06139992\",\"teikyosha\":\"9903001701864705\","
     "\"kekkaKubun\":\"時間切れ\",\"kaito\":[]}",
     false},
    {"kikanTorikeshi",
     "{\"tsuban\":\"T06139992N0000001\",\"shokaisha\":\"06139992\",\"teikyosha\":\"9903001701864705\"}",
     false},
    {"gaibuShokai",
     "{\"tsuban\":\"T00000000N0000001\",\"shokaisha\":\"9902001000000000\",\"hokensha\":\"06139992\",\"id\":"
     "\"abcdefghijklmnopabcdefghijklmnop\",\"jimuCode\":\"JM00000000000027\",\"jimuTetsuzukiCode\":"
     "\"JT00000000002701\",\"tokuteiKojinJohoCode\":\"TM00000000000050\",\"kijunYmd\":\"20170401\"}",
     false},
    {"gaibuShokai",
     "{\"tsuban\":\"T00000000N0000001\",\"shokaisha\":\"9902001000000000\",\"hokensha\":\"06139992\",\"id\":"
     "\"abcdefghijklmnopabcdefghijklmnop\",\"jimuCode\":\"JM00000000000027\",\"tokuteiKojinJohoCode\":"
     "\"TM00000000000050\"}",
     false},
    {"gaibuKaito",
     "{\"tsuban\":\"T00000000N0000001\",\"kekkaKubun\":\"該当あり\",\"kaito\":[[\"shobyoTeatekin\",{"
     "\"kingaku\":"
     "\"1\"}]]}",
     false},
    {"gaibuKaito", "{\"tsuban\":\"T00000000N0000001\",\"kekkaKubun\":\"該当なし\",\"kaito\":[]}", false},
    {"teikyoKigen", "{\"hokensha\":\"06139992\",\"tsuban\":\"T06139984N0000001\"}", false},
    {"shokaiSaisoku", "{\"uketsuke\":\"U1\"}", false},
    {"jukiShokai",
     "{\"uketsuke\":\"U1\",\"shokai\":[[-6139992000000001,{\"kubun\":\"1\",\"kojinBango\":null,\"shimei\":"
     "\"架空　一郎\",\"shimeiKana\":null,\"seibetsu\":\"1\",\"seinengappi\":\"19800101\",\"jusho\":null}]]}",
     true},
    {"jukiShokai",
     "{\"shokai\":[[1,{\"kubun\":\"2\",\"kojinBango\":\"123456789018\",\"shimei\":null,"
     "\"shimeiKana\":null,\"seibetsu\":null,\"seinengappi\":null,\"jusho\":null}]]}",
     true},
    {"jukiKaito",
     "{\"kaito\":[[1,null,1,{\"kojinBango\":\"123456789018\",\"shimei\":\"架空　一郎\","
     "\"shimeiKana\":null,\"seibetsu\":\"1\",\"seinengappi\":\"19800101\",\"jusho\":null,\"shienSochi\":"
     "\"1\","
     "\"idoJiyu\":\"6\",\"idoYmd\":\"20160401\"}]]}",
     true},
    {"jukiTogo",
     "{\"hokensha\":\"06139992\",\"togo\":[[1,\"0000001\",\"123456789018\",\"架空　一郎\","
     "\"カクウ　イチロウ\",\"1\","
     "\"19800101\",\"架空県\"],[2,\"0000002\",null,\"\",\"\",\"1\",\"19800101\",\"\"]]}",
     true},
    {"jukiTogoKekka", "{\"hokensha\":\"06139992\",\"kekka\":[[1,\"0000001\",0],[2,\"0000002\",36]]}", false},
    {"togoTsuchi", "{\"hokensha\":\"06139992\",\"togo\":[[1,\"0000001\",4],[0,\"0000002\",0]]}", false},
    {"jukiKaito",
     "{\"uketsuke\":\"U1\",\"kaito\":[[1,null,1,{\"kojinBango\":\"123456789018\",\"shimei\":\"架空　一郎\","
     "\"shimeiKana\":null,\"seibetsu\":\"1\",\"seinengappi\":\"19800101\",\"jusho\":\"架空県\"}],"
     "[2,\"JUKI_SHOJO\",0,{\"idoJiyu\":\"1\"}],[3,\"JUKI_NONE\",0,null]]}",
     true},
};
enum { FORMS = sizeof forms / sizeof *forms };

START_TEST(test_form)
{
    const struct message *m = message_find(forms[_i].kind);
    ck_assert_msg(m != NULL, "%s", forms[_i].kind);
    letter_check(m, forms[_i].text);
    ck_assert_msg(field_kojin_bango(m->body) == forms[_i].secret, "%s", m->kind);
}
END_TEST

/* A kind that is not in the list above is not held to anything. */
START_TEST(test_every_kind)
{
    for (const struct message *const *m = message_list; *m; m++) {
        int i = 0;
        while (i < FORMS && strcmp(forms[i].kind, (*m)->kind) != 0)
            i++;
        ck_assert_msg(i < FORMS, "%s has no form here", (*m)->kind);
        const struct field *rows = field_rows((*m)->body);
        ck_assert_msg(!(*m)->joined || rows, "%s is joined without a list", (*m)->kind);
        bool may = (*m)->to == DB_UNYO || (*m)->to == DB_GAIBU;
        ck_assert_msg(may || !field_kojin_bango((*m)->body), "%s brings a 個人番号", (*m)->kind);
    }
}
END_TEST

static enum status S_read(const struct message *m, const char *text, struct diag *d)
{
    struct arena *a = arena_new(1 << 20);
    void *body = arena_alloc(a, m->size);
    enum status st = json_read(text, m->body, body, a, d);
    arena_free(a);
    return st;
}

static enum status S_one_row(const struct field *rows, const char *text, struct diag *d)
{
    struct list l;
    struct arena *a = arena_new(1 << 20);
    enum status st = json_rows(text, rows->sub, rows->size, a, &l, d);
    arena_free(a);
    return st;
}

/* A member more, a row of another length, nothing at all. */
START_TEST(test_other_forms)
{
    for (int i = 0; i < FORMS; i++) {
        const struct message *m = message_find(forms[i].kind);
        struct diag d = DIAG_INIT;
        struct buf more = BUF_INIT;
        const struct field *rows = field_rows(m->body);
        buf_adds(&more, "{\"mistyped\":1");
        buf_adds(&more, forms[i].text[1] == '}' ? "" : ",");
        buf_adds(&more, forms[i].text + 1);
        ck_assert_msg(S_read(m, more.data, &d) == ST_CONTROL, "%s", more.data);
        ck_assert_str_eq(d.have, "mistyped");
        buf_release(&more);
        bool must = false;
        for (const struct field *f = m->body; f->element; f++)
            must = must || (f->flags & FIELD_MUST);
        ck_assert_msg(S_read(m, "{}", &d) == (must ? ST_CONTROL : ST_OK), "%s", m->kind);
        if (rows)
            ck_assert_msg(S_one_row(rows, "[[]]", &d) == ST_CONTROL, "%s", m->kind);
    }
}
END_TEST

/* Applied as it stands in an outbox: what cannot be read is our bug, and the item is named; nothing is done.
 */
START_TEST(test_not_read)
{
    static const struct {
        const char *kind, *text, *item;
    } cases[] = {{"fileSaisoku", "{}", "uketsuke"},
                 {"fileSaisoku", "{\"uketsuke\":1}", "uketsuke"},
                 {"fugoTsuchi", "{\"hokensha\":\"06139992\"}", "yokyu"},
                 {"fugoTsuchi", "{\"yokyu\":[]}", "hokensha"},
                 {"fugoKanryo", "{\"kekka\":null}", "kekka"},
                 {"shokaiKaito", "{", "本文"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = DIAG_INIT;
        struct call c = {.arena = arena_new(1 << 20), .diag = &d};
        const struct message *m = message_find(cases[i].kind);
        ck_assert_int_eq(message_apply(m, &c, cases[i].text), ST_INTERNAL);
        ck_assert_int_eq(d.status, ST_INTERNAL);
        ck_assert_str_eq(d.item, cases[i].item);
        if (m->sent)
            ck_assert_int_eq(message_sent(m, &c, cases[i].text), ST_INTERNAL);
        if (m->asks)
            ck_assert_str_eq(message_asks(m, &c, cases[i].text), "");
        arena_free(c.arena);
    }
}
END_TEST

/* A field is marked wherever it is described, and only 本人確認 answers one. */
static void S_marked(const char *where, const struct field *table, bool may)
{
    for (const struct field *f = table; f && f->element; f++) {
        bool is = strcmp(f->element, "kojinBango") == 0, marked = f->flags & FIELD_KOJIN_BANGO;
        ck_assert_msg(is == marked, "%s: %s is %smarked", where, f->element, marked ? "" : "not ");
        ck_assert_msg(may || !marked, "%s: no 個人番号 may be there", where);
        S_marked(where, f->sub, may);
    }
}

START_TEST(test_marks)
{
    int honnin = 0;
    for (const struct op *const *o = op_list; *o; o++) {
        S_marked((*o)->name, (*o)->request, (*o)->db == DB_UNYO);
        S_marked((*o)->name, (*o)->reply, (*o)->flags & OP_HONNIN);
        honnin += ((*o)->flags & OP_HONNIN) != 0;
    }
    ck_assert_int_eq(honnin, 1);
    for (const struct bulk *const *b = bulk_list; *b; b++) {
        S_marked((*b)->shubetsu, (*b)->row, (*b)->db == DB_UNYO);
        if ((*b)->waits)
            S_marked((*b)->shubetsu, (*b)->waits->line, strcmp((*b)->shubetsu, "juminShokai") == 0);
    }
    for (const struct message *const *m = message_list; *m; m++)
        S_marked((*m)->kind, (*m)->body, (*m)->to == DB_UNYO || (*m)->to == DB_GAIBU);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("messages");
    TCase *t = tcase_create("forms");
    tcase_add_loop_test(t, test_form, 0, FORMS);
    tcase_add_test(t, test_every_kind);
    tcase_add_test(t, test_other_forms);
    tcase_add_test(t, test_not_read);
    tcase_add_test(t, test_marks);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
