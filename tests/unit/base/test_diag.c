/* base/diag, base/status, base/log: the list of outcomes is sound, and no 個人番号 leaves through an error or
 * the log. */
#include <check.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/file.h"
#include "base/log.h"
#include "temp.h"

/* Cut in the middle of a number: its beginning is not told. */
START_TEST(test_cut)
{
    struct diag d = DIAG_INIT;
    diag_setf(&d, ST_SCHEMA, NULL, NULL, "%01016d%s", 0, "x123456789018");
    ck_assert_ptr_null(strstr(d.have, "1234567890"));
    ck_assert(str_ends(str_of(d.have), "…") || strcmp(d.have, "…") == 0);
}
END_TEST

START_TEST(test_codes)
{
    for (int i = 0; i < ST_COUNT; i++) {
        const struct status_info *s = status_info((enum status)i);
        ck_assert_uint_eq(strlen(s->code), 6);
        ck_assert_msg(strchr("CAKFPGSTRJHM", s->code[0]) && strchr("0123459", s->code[1]), "%s", s->code);
        for (int k = 1; k < 6; k++)
            ck_assert_msg(isdigit((unsigned char)s->code[k]), "%s", s->code);
        ck_assert_msg(s->http >= 200 && s->http < 600, "%s", s->name);
        ck_assert_msg((s->fault == FAULT_NONE) == (s->http == 200), "%s", s->name);
        ck_assert_msg(str_utf8_len(str_of(s->text)) > 3, "%s", s->name);
        for (int k = 0; k < i; k++) {
            const struct status_info *t = status_info((enum status)k);
            ck_assert_msg(strcmp(s->code, t->code) != 0, "%s and %s", s->name, t->name);
            ck_assert_msg(strcmp(s->text, t->text) != 0, "%s and %s", s->name, t->name);
        }
    }
    ck_assert_str_eq(status_info(ST_COUNT)->name, "INTERNAL");
}
END_TEST

START_TEST(test_kubun)
{
    for (int i = 0; i < ST_COUNT; i++)
        ck_assert_int_eq(status_kubun((enum status)i), i == ST_OK                            ? 1
                                                       : i == ST_ACCEPTED || i == ST_PENDING ? 2
                                                                                             : 9);
}
END_TEST

static void S_text(const struct diag *d, const char *want)
{
    struct buf b = BUF_INIT;
    diag_text(d, &b);
    ck_assert_str_eq(b.data, want);
    buf_release(&b);
}

START_TEST(test_text)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(diag_set(&d, ST_KANYUSHA_ITEM, "氏名", "1〜40文字", "空です"), ST_KANYUSHA_ITEM);
    S_text(&d, "項目の値が正しくありません。項目「氏名」 期待: 1〜40文字、実際: 空です");
    diag_set(&d, ST_KANYUSHA_ITEM, NULL, NULL, "x");
    S_text(&d, "項目の値が正しくありません。実際: x");
    diag_set(&d, ST_KANYUSHA_ITEM, "氏名", NULL, "x");
    S_text(&d, "項目の値が正しくありません。項目「氏名」 実際: x");
    diag_set(&d, ST_KANYUSHA_ITEM, NULL, "y", NULL);
    S_text(&d, "項目の値が正しくありません。期待: y");
    d.rule = "naNashi";
    S_text(&d, "項目の値が正しくありません（規則 naNashi）。期待: y");
    diag_set(&d, ST_NOT_XML, NULL, NULL, NULL); /* of another error the rule is another's */
    S_text(&d, "XML として読めません");
}
END_TEST

START_TEST(test_masked)
{
    struct diag d = DIAG_INIT;
    diag_set(&d, ST_NOT_XML, "123456789018", "1234-5678-9018", "１２３４５６７８９０１８");
    S_text(&d, "XML として読めません。項目「************」 期待: ************、実際: ************");
    diag_setf(&d, ST_NOT_XML, NULL, NULL, "値 %s%s", "123456", "789018");
    S_text(&d, "XML として読めません。実際: 値 ************");
    /* longer than the room: cut at a character, not in a number */
    char big[1000];
    for (size_t i = 0; i + 3 < sizeof big; i += 3)
        memcpy(big + i, "あ", 3);
    big[996] = 0;
    diag_set(&d, ST_NOT_XML, big, big, big);
    const char *const cut[] = {d.item, d.want, d.have};
    const size_t room[] = {sizeof d.item, sizeof d.want, sizeof d.have};
    for (size_t i = 0; i < 3; i++) {
        ck_assert_int_gt(str_utf8_len(str_of(cut[i])), (long)room[i] / 3 - 3);
        ck_assert_msg(str_ends(str_of(cut[i]), "あ…"), "%s", cut[i]);
    }
    /* the names of what cannot be seen take the room */
    memset(big, '\n', sizeof d.item - 1);
    big[sizeof d.item - 1] = 0;
    diag_set(&d, ST_NOT_XML, big, NULL, NULL);
    ck_assert_msg(str_ends(str_of(d.item), "〔改行〕…"), "%s", d.item);
    memset(big, 'x', sizeof d.item - 2);
    memcpy(big + sizeof d.item - 5, "あ\n", 5);
    diag_set(&d, ST_NOT_XML, big, NULL, NULL);
    ck_assert_msg(str_ends(str_of(d.item), "x…"), "%s", d.item);
    /* cut before it came here */
    diag_str(&d, ST_NOT_XML, "あ\xE3", "あ\xE3\x81", (struct str){"あ\xF0\x9F\x98", 6});
    S_text(&d, "XML として読めません。項目「あ」 期待: あ、実際: あ");
}
END_TEST

/* What is no text is named, byte by byte; what cannot be seen, by its name. */
START_TEST(test_legible)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"資格.csv", "資格.csv"},
        {"\x8E\x91\x8Ai.csv", "〔0x8E〕〔0x91〕〔0x8A〕i.csv"},
        {"a\xE3\x81z", "a〔0xE3〕〔0x81〕z"},
        {"\xED\xA0\x80z", "〔0xED〕〔0xA0〕〔0x80〕z"},
        {"a\x1B[31m\x7F\n\r\t", "a〔0x1B〕[31m〔0x7F〕〔改行〕〔CR〕〔タブ〕"},
        {"0613\u202E9984 KANYUSHA\u200B", "0613〔U+202E〕9984 KANYUSHA〔U+200B〕"},
        {"\uFEFF\u00AD\u3164\U000E0041", "〔U+FEFF〕〔U+00AD〕〔U+3164〕〔U+E0041〕"},
        {"a　\u2003葛\U000E0100城\uFE0F", "a　\u2003葛\U000E0100城\uFE0F"}, /* blanks, forms of a kanji */
        {"\xC2\x85\u2028\u2029\uFFFE\uFFFF", "〔U+0085〕〔U+2028〕〔U+2029〕〔U+FFFE〕〔U+FFFF〕"},
    };
    struct diag d = DIAG_INIT;
    char path[96 * 3 + 1] = "";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        diag_set(&d, ST_NOT_XML, "x", NULL, cases[i].in);
        ck_assert_str_eq(d.have, cases[i].out);
    }
    for (size_t i = 0; i < 96; i++)
        memcpy(path + i * 3, "あ", sizeof "あ");
    ck_assert_int_eq(str_utf8_len(str_of(file_tail(path))), 30);
    path[96 * 3 - 1] = 0; /* and so the first of 90 bytes is in a character */
    ck_assert_msg(str_char(str_of(file_tail(path))) == 3, "%s", file_tail(path));
}
END_TEST

START_TEST(test_log)
{
    struct diag d = DIAG_INIT;
    struct buf b = BUF_INIT;
    ck_assert_int_eq(log_open(temp_path("log")), 0);
    log_line(LOG_INFO, "番号 %s", "123456789018");
    log_line(LOG_WARN, "二行\n2017-01-01T00:00:00 INFO に見せる");
    ck_assert_int_eq(rename(temp_path("log"), temp_path("log.1")), 0);
    ck_assert_int_eq(log_reopen(), 0);
    log_line(LOG_BUG, "%s", "後");
    ck_assert_int_eq(file_read(temp_path("log.1"), 10000, &b, &d), ST_OK);
    ck_assert_msg(strstr(b.data, " INFO 番号 ************\n"), "%s", b.data);
    ck_assert_msg(strstr(b.data, " WARN 二行 2017-01-01T00:00:00 INFO に見せる\n"), "%s", b.data);
    buf_clear(&b);
    ck_assert_int_eq(file_read(temp_path("log"), 10000, &b, &d), ST_OK);
    ck_assert_msg(strstr(b.data, " BUG 後\n"), "%s", b.data);
    ck_assert_int_eq(log_open(temp_path("none/log")), -1);
    buf_release(&b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/diag");
    TCase *t = tcase_create("diag");
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_cut);
    tcase_add_test(t, test_codes);
    tcase_add_test(t, test_kubun);
    tcase_add_test(t, test_text);
    tcase_add_test(t, test_masked);
    tcase_add_test(t, test_legible);
    tcase_add_test(t, test_log);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
