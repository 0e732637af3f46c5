/* base/english: texts of codes, items and values in the language of who reads them; what no table has stays.
 */
#include <check.h>
#include <string.h>

#include "base/diag.h"
#include "base/english.h"
#include "base/lang.h"
#include "base/status.h"

static void S_word(const char *ja, const char *want)
{
    struct buf out = BUF_INIT;
    english_word(ja, strlen(ja), &out);
    ck_assert_str_eq(out.data ? out.data : "", want);
    buf_release(&out);
}

START_TEST(test_words)
{
    static const struct {
        const char *ja, *en;
    } cases[] = {
        {"", ""},
        {"パス", "path"},
        {"パスワード", "password"},
        {"パスの", "パスの"},
        {"要素 kigo", "element kigo"},
        {"要素 ", "element "},
        {"要素", "要素"},
        {"要素 kazu より前", "a place before the element kazu"},
        {"要素 kazu より後（順序が違います）", "one after the element kazu (another order)"},
        {"2 個目の要素 kazu（回数が違います）", "number 2 of the element kazu"},
        {"要素 mei か、省ける要素 text, kazu", "element mei, or one that may be left out: text, kazu"},
        {"200 文字まで", "up to 200 characters"},
        {"何まで", "何まで"},
        {"99（上限 5）", "99 (limit 5)"},
        {"99（上限 5）だ", "99（上限 5）だ"},
        {"世代 1 に残っている番号（今の世代は 2 から 3）",
         "a number that is left of generation 1 (now: 2 to 3)"},
        {"［12 バイト、読んでいません］", "[12 bytes, not read]"},
        /* what stands together, when all of it is known */
        {"空、なし", "empty, none"},
        {"空、架空", "空、架空"},
        {"架空（花子）", "架空（花子）"},
        {"メモリ（空）", "memory (empty)"},
        {"（空）", " (empty)"},
        {"、空", "、空"},
        /* in another order */
        {"全角カナ 1〜40文字", "1 to 40 characters: full-width kana"},
        /* the row that says the most */
        {"登録済みの 3 件と、この 1 件", "3 that are registered, and this one"},
        {"登録済みの 氏名", "the 氏名 that is registered"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        lang_english = true;
        S_word(cases[i].ja, cases[i].en);
        lang_english = false;
        S_word(cases[i].ja, cases[i].ja);
    }
}
END_TEST

/* Of what somebody sent so that it could stand together in many ways, in the end all comes as it came. */
START_TEST(test_hostile)
{
    struct buf ja = BUF_INIT;
    for (int i = 0; i < 60; i++)
        buf_adds(&ja, i % 2 ? "空・" : "空、");
    buf_adds(&ja, "何");
    lang_english = true;
    S_word(ja.data, ja.data);
    lang_english = false;
    buf_release(&ja);
}
END_TEST

static void S_message(const struct diag *d, const char *want)
{
    struct buf ja = BUF_INIT, en = BUF_INIT;
    lang_english = false;
    diag_text(d, &ja);
    lang_english = true;
    english_message(status_info(d->status)->code, ja.data, &en);
    ck_assert_msg(strstr(en.data, want) != NULL, "%s: want %s", en.data, want);
    ck_assert(strncmp(en.data, status_info(d->status)->text_en, strlen(status_info(d->status)->text_en)) ==
              0);
    buf_clear(&en);
    diag_say(d, &en);
    lang_english = false;
    ck_assert_msg(!strstr(en.data, "なし") && !strstr(en.data, "パス"), "%s", en.data);
    buf_release(&ja);
    buf_release(&en);
}

/* However many of its parts it has. */
START_TEST(test_messages)
{
    static const struct {
        const char *item, *want, *have, *text;
    } cases[] = {
        {"パス", "要素 a", "なし", ". Item \"path\" want: element a, have: none"},
        {"パス", "要素 a", "", ". Item \"path\" want: element a"},
        {"パス", "", "なし", ". Item \"path\" have: none"},
        {"パス", "", "", ". Item \"path\""},
        {"", "要素 a", "なし", ". want: element a, have: none"},
        {"", "", "なし", ". have: none"},
        {"パス", "値", "空", ". Item \"path\" is required and not set"},
        {"パス", "値（処理区分が 1 のとき）", "空",
         ". Item \"path\" is required and not set (when 処理区分 is 1)"},
        {"bango", "x」 y", "「z」", ". Item \"bango\" want: x」 y, have: 「z"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = DIAG_INIT;
        diag_set(&d, ST_CONTROL, cases[i].item, cases[i].want, cases[i].have);
        S_message(&d, cases[i].text);
    }
}
END_TEST

/* A value that somebody sent may be a word of ours. */
START_TEST(test_theirs)
{
    static const struct {
        const char *have, *text;
        size_t theirs;
    } cases[] = {
        {"空", "have: 空", SIZE_MAX},
        {"1行目", "have: 1行目", SIZE_MAX},
        {"空（2文字）", "have: 空 (2 characters)", 3},
        {"空（空）", "have: empty (empty)", 0},
        {"1文字めが「か」（U+304B）", "have: character 1 is \"か\" (U+304B)", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = DIAG_INIT;
        struct buf en = BUF_INIT;
        diag_set(&d, ST_CONTROL, NULL, NULL, cases[i].have);
        diag_theirs(&d, cases[i].theirs);
        lang_english = true;
        diag_wants(&d, &en);
        ck_assert_str_eq(en.data, cases[i].text);
        buf_clear(&en);
        diag_say(&d, &en);
        lang_english = false;
        ck_assert_msg(strstr(en.data, cases[i].text) != NULL, "%s", en.data);
        buf_release(&en);
    }
}
END_TEST

/* What is no text of the code. */
START_TEST(test_others)
{
    struct buf out = BUF_INIT;
    lang_english = true;
    english_message("C20010", "何か。項目「パス」", &out);
    lang_english = false;
    ck_assert_str_eq(out.data, "何か。項目「パス」");
    buf_release(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/english");
    TCase *t = tcase_create("english");
    tcase_add_test(t, test_words);
    tcase_add_test(t, test_hostile);
    tcase_add_test(t, test_messages);
    tcase_add_test(t, test_theirs);
    tcase_add_test(t, test_others);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
