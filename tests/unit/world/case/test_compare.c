/* world/case/compare: what differs between a fact and a step, with what was wanted and what was had. */
#include "world/case/compare.h"

#include "world/case/verdict.h"

static void S_setup(void)
{
    log_open();
}

static void S_teardown(void)
{
    observe_drop();
    log_drop();
}

/* --- values ----------------------------------------------------------------------------------------------
 */

static const struct {
    const char *judged, *items, *want, *have; /* want NULL: it holds */
} values[] = {
    {"jotai=取得済", "jotai=取得済", NULL, NULL},
    {"jotai=取得済", "jotai=失敗", "取得済", "失敗"},
    {"jotai=取得済", "", "取得済", "なし"},
    {"jotai=取得", "jotai=取得済", "取得", "取得済"},
    {"jotai=取得済", "jotai=取得", "取得済", "取得"},
    {"jotai=失敗|取得済", "jotai=取得済", NULL, NULL},
    {"jotai=失敗|取得済", "jotai=失敗|取得済", "失敗|取得済", "失敗|取得済"},
    {"jotai=", "", NULL, NULL},
    {"jotai=", "jotai=失敗", "空", "失敗"},
    {"jotai=失敗|", "", NULL, NULL},
    {"jotai!=", "jotai=失敗", NULL, NULL},
    {"jotai!=", "", "空でない値", "なし"},
    {"jotai!=失敗", "jotai=失敗", "次と異なる値: 失敗", "失敗"},
    {"jotai!=失敗|取得済", "jotai=取得済", "次と異なる値: 失敗|取得済", "取得済"},
    {"kaisu&gt;2", "kaisu=10", NULL, NULL}, /* as numbers */
    {"kaisu&gt;2", "kaisu=2", "次より後: 2", "2"},
    {"kaisu&gt;=2", "kaisu=2", NULL, NULL},
    {"kaisu&gt;=2", "kaisu=1", "次以後: 2", "1"},
    {"kaisu&lt;2", "kaisu=1", NULL, NULL},
    {"kaisu&lt;2", "kaisu=2", "次より前: 2", "2"},
    {"kaisu&lt;=2", "kaisu=2", NULL, NULL},
    {"kaisu&lt;=2", "kaisu=10", "次以前: 2", "10"},
    {"kaisu&lt;2", "", "次より前: 2", "なし"}, /* what is not there has no order */
    {"kaisu&gt;=0", "", "次以後: 0", "なし"},
    {"kikan=06139992", "", NULL, NULL},
    {"kikan=06139984", "", "06139984", "06139992"},
    {"hi=20170508", "", NULL, NULL},
    {"hi&gt;20170508", "", "次より後: 20170508", "20170508"},
    {"file=", "", NULL, NULL},
    {"dankai=jotai", "dankai=jotai", NULL, NULL},
};

START_TEST(test_values)
{
    char steps[500], item[20] = "";
    memcpy(item, values[_i].judged, strcspn(values[_i].judged, "!=&"));
    snprintf(steps, sizeof steps,
             "<step what=\"kanyusha.cancel\"/><step what=\"fugo.getStatus\" judged=\"%s\"/>",
             values[_i].judged);
    SEEN(CANCEL);
    SEEN(FUGO_STATUS, .items = values[_i].items, .uketsuke = "F1");
    ck_assert_msg(judge(steps) == (values[_i].want ? HANTEI_FUGOKAKU : HANTEI_GOKAKU), "%s", steps);
    judge_met(0, 0);
    if (values[_i].want)
        judge_differs(1, item, values[_i].want, values[_i].have);
}
END_TEST

/* What is there once for each rule that warned: one that is equal is enough, and none may be another. */
static const struct {
    const char *judged, *items, *want, *have; /* want NULL: it holds */
} warnings[] = {
    {"keikoku=shikakuSoto", "keikoku=shikakuSoto", NULL, NULL},
    {"keikoku=shikakuSoto", "keikoku=kazokuEdaban keikoku=shikakuSoto", NULL, NULL},
    {"keikoku=shikakuSoto", "keikoku=shikakuSoto keikoku=kazokuEdaban", NULL, NULL},
    {"keikoku=asuIgo", "keikoku=kazokuEdaban keikoku=shikakuSoto", "asuIgo", "kazokuEdaban、shikakuSoto"},
    {"keikoku=shikaku", "keikoku=shikakuSoto", "shikaku", "shikakuSoto"},
    {"keikoku=asuIgo|shikakuSoto", "keikoku=kazokuEdaban keikoku=shikakuSoto", NULL, NULL},
    {"keikoku=asuIgo", "", "asuIgo", "なし"},
    {"keikoku=", "", NULL, NULL},
    {"keikoku=", "keikoku=kazokuEdaban keikoku=shikakuSoto", "空", "kazokuEdaban、shikakuSoto"},
    {"keikoku!=", "keikoku=kazokuEdaban keikoku=shikakuSoto", NULL, NULL},
    {"keikoku!=", "", "空でない値", "なし"},
    {"keikoku!=asuIgo", "keikoku=kazokuEdaban keikoku=shikakuSoto", NULL, NULL},
    {"keikoku!=shikakuSoto", "keikoku=kazokuEdaban keikoku=shikakuSoto", "次と異なる値: shikakuSoto",
     "kazokuEdaban、shikakuSoto"},
    {"keikoku!=kazokuEdaban", "keikoku=kazokuEdaban keikoku=shikakuSoto", "次と異なる値: kazokuEdaban",
     "kazokuEdaban、shikakuSoto"},
    {"keikokuCode=P40007", "keikoku=x keikokuCode=P40005 keikoku=y keikokuCode=P40007", NULL, NULL},
};

START_TEST(test_warnings)
{
    char steps[500], item[20] = "";
    memcpy(item, warnings[_i].judged, strcspn(warnings[_i].judged, "!="));
    snprintf(steps, sizeof steps,
             "<step what=\"kanyusha.lose\"/><step what=\"kanyusha.cancel\" judged=\"%s\"/>",
             warnings[_i].judged);
    SEEN(LOSE);
    SEEN(CANCEL, .items = warnings[_i].items);
    ck_assert_int_eq(judge(steps), warnings[_i].want ? HANTEI_FUGOKAKU : HANTEI_GOKAKU);
    if (warnings[_i].want)
        judge_differs(1, item, warnings[_i].want, warnings[_i].have);
}
END_TEST

/* The 受付番号 of a row and of what concerns a file, not of an operation. */
START_TEST(test_file_of_a_row)
{
    static const char online[] =
        "<step what=\"kanyusha.lose\"/><step what=\"kanyusha.change\" judged=\"file=\"/>";
    SEEN(LOSE);
    SEEN(CHANGE, .uketsuke = "F1", .juni = 1);
    ck_assert_int_eq(judge(online), HANTEI_FUGOKAKU);
    judge_differs(1, "file", "空", "F1");
    SEEN(CHANGE, .uketsuke = "F2");
    ck_assert_int_eq(judge(online), HANTEI_GOKAKU);
}
END_TEST

/* A long text is cut between two characters, and never lies to the eye. */
START_TEST(test_long)
{
    char items[400] = "jotai=x", steps[1000];
    for (int i = 0; i < 100; i++)
        memcpy(items + 7 + 3 * i, "あ", 4);
    SEEN(CANCEL);
    SEEN(FUGO_STATUS, .items = items);
    ck_assert_int_eq(judge("<step what=\"kanyusha.cancel\"/>"
                           "<step what=\"fugo.getStatus\" judged=\"jotai=失敗\"/>"),
                     HANTEI_FUGOKAKU);
    const char *have = judged_match.steps[1].difference[0].have;
    ck_assert_int_gt(str_utf8_len(str_of(have)), 50);
    ck_assert_int_eq(strncmp(have, items + 6, strlen(have)), 0);
    snprintf(steps, sizeof steps,
             "<step what=\"kanyusha.cancel\"/><step what=\"fugo.getStatus\" judged=\"jotai!=%s\"/>",
             items + 6);
    ck_assert_int_eq(judge(steps), HANTEI_FUGOKAKU);
    ck_assert_int_gt(str_utf8_len(str_of(judged_match.steps[1].difference[0].want)), 30);
    ck_assert_int_eq(
        judge("<step id=\"これはとても長い手順のなまえである\" what=\"fugo.getStatus\" key=\"true\"/>"
              "<step what=\"kanyusha.cancel\" "
              "judged=\"kikan=これはとても長い手順のなまえである.jotai\"/>"),
        HANTEI_FUGOKAKU);
    ck_assert_int_gt(str_utf8_len(str_of(judged_match.steps[1].difference[0].want)), 30);
    memcpy(items, "why= x ", 5);
    items[4] = 'x';
    SEEN(LOSE, .st = ST_KANYUSHA_LOST, .items = items);
    judge("<step what=\"kanyusha.lose\"/><step what=\"kanyusha.cancel\"/>");
    ck_assert_int_gt(str_utf8_len(str_of(judged_match.steps[0].difference[0].have)), 40);
}
END_TEST

/* --- 処理結果 --------------------------------------------------------------------------------------------
 */

static const struct {
    const char *code;
    enum status st;
    const char *why, *want, *have; /* want NULL: as it is to be */
} outcomes[] = {
    {"", ST_OK, "", NULL, NULL},
    {"", ST_ACCEPTED, "", NULL, NULL},
    {"", ST_KANYUSHA_EXISTS, "why=だめ", "正常", "K40002 だめ"},
    {"", ST_KANYUSHA_EXISTS, "", "正常", "K40002 同じ個人番号の加入者が既に登録されています"},
    {"code=\"*\"", ST_KANYUSHA_EXISTS, "", NULL, NULL},
    {"code=\"*\"", ST_OK, "", "エラー", "正常"},
    {"code=\"K40002\"", ST_KANYUSHA_EXISTS, "", NULL, NULL},
    {"code=\"K40002\"", ST_OK, "", "K40002", "正常"},
    {"code=\"K40002\"", ST_KANYUSHA_LOST, "why=x", "K40002", "K40003 x"},
    {"code=\"K40001|K40002\"", ST_KANYUSHA_EXISTS, "", NULL, NULL},
};

START_TEST(test_kekka)
{
    char steps[500];
    snprintf(steps, sizeof steps, "<step what=\"kanyusha.cancel\"/><step what=\"kanyusha.lose\" %s/>",
             outcomes[_i].code);
    SEEN(CANCEL);
    SEEN(LOSE, .st = outcomes[_i].st, .items = outcomes[_i].why);
    /* what was to be refused and was not is what everybody does all day */
    bool everyday = outcomes[_i].want && strcmp(outcomes[_i].have, "正常") == 0;
    ck_assert_int_eq(judge(steps), everyday            ? HANTEI_MIJISSHI
                                   : outcomes[_i].want ? HANTEI_FUGOKAKU
                                                       : HANTEI_GOKAKU);
    if (outcomes[_i].want)
        judge_differs(1, "kekka", outcomes[_i].want, outcomes[_i].have);
}
END_TEST

START_TEST(test_shubetsu)
{
    static const char end[] =
        "<step what=\"kanyusha.cancel\"/><step what=\"file.end\" shubetsu=\"johoShokai\"/>";
    SEEN(CANCEL);
    SEEN(FILE_END, .items = "shubetsu=kanyushaToroku");
    ck_assert_int_eq(judge(end), HANTEI_FUGOKAKU);
    judge_differs(1, "shubetsu", "johoShokai", "kanyushaToroku");
    SEEN(FILE_END, .items = "shubetsu=johoShokai");
    ck_assert_int_eq(judge(end), HANTEI_GOKAKU);
}
END_TEST

/* --- what steps have to do with each other ---------------------------------------------------------------
 */

#define LOSE(more) "<step id=\"前\" what=\"kanyusha.lose\" " more "/>"
#define STATUS(more) "<step id=\"後\" what=\"fugo.getStatus\" " more "/>"

/* Of the second step. */
static const struct {
    const char *steps;
    struct seen first, second;
    const char *item, *want, *have; /* item NULL: nothing is wrong */
} pairs[] = {
    {LOSE("") STATUS("judged=\"jotai=前.soshitsuYmd\""),
     {.items = "soshitsuYmd=1"},
     {.items = "jotai=1"},
     NULL,
     NULL,
     NULL},
    {LOSE("") STATUS("judged=\"jotai=前.soshitsuYmd\""),
     {.items = "soshitsuYmd=1"},
     {.items = "jotai=2"},
     "jotai",
     "1（前 の資格喪失年月日）",
     "2"},
    {LOSE("") STATUS("judged=\"kaisu>前.soshitsuYmd\""),
     {.items = "soshitsuYmd=2"},
     {.items = "kaisu=2"},
     "kaisu",
     "次より後: 2（前 の資格喪失年月日）",
     "2"},
    {LOSE("") STATUS("judged=\"jotai=前.soshitsuYmd\""),
     {.items = ""},
     {.items = "jotai=2"},
     "jotai",
     "空（前 の資格喪失年月日）",
     "2"},
    {LOSE("") STATUS("judged=\"dankai=前.soshitsuYmd+14\""),
     {.items = "soshitsuYmd=20161220"},
     {.items = "dankai=20170103"},
     NULL,
     NULL,
     NULL},
    {LOSE("") STATUS("judged=\"dankai>=前.soshitsuYmd+14\""),
     {.items = "soshitsuYmd=20161220"},
     {.items = "dankai=20170102"},
     "dankai",
     "次以後: 20170103（前 の資格喪失年月日）",
     "20170102"},
    {LOSE("") STATUS("judged=\"hi=前.soshitsuYmd-1\""),
     {.items = "soshitsuYmd=20170509"},
     {.items = ""},
     NULL,
     NULL,
     NULL},
    /* of itself */
    {"<step id=\"前\" what=\"kanyusha.lose\"/>"
     "<step id=\"x\" what=\"fugo.getStatus\" judged=\"jotai=x.dankai\"/>",
     {.items = ""},
     {.items = "jotai=1 dankai=2"},
     "jotai",
     "2（x の段階）",
     "1"},
    {LOSE("") STATUS("judged=\"ningen=前.ningen\""),
     {.ningen = "x"},
     {.ningen = "y"},
     "ningen",
     "前 と同じ",
     "別"},
    {LOSE("") STATUS("judged=\"ningen!=前.ningen\""),
     {.ningen = "x"},
     {.ningen = "x"},
     "ningen",
     "前 と別",
     "同じ"},
    {LOSE("") STATUS("judged=\"setai=前.setai\""), {.setai = 3}, {.setai = 4}, "setai", "前 と同じ", "別"},
    /* people */
    {LOSE("hito=\"a\"") STATUS("hito=\"a\""),
     {.edaban = "01"},
     {.edaban = "02"},
     "hito",
     "前 の加入者 01",
     "02"},
    {LOSE("hito=\"a\"") STATUS("hito=\"b\""),
     {.edaban = "01"},
     {.edaban = "01"},
     "hito",
     "前 とは別の加入者",
     "01"},
    {LOSE("hito=\"a\"") STATUS("hito=\"a\""),
     {.ningen = "x"},
     {.ningen = "y", .edaban = "02"},
     "hito",
     "前 の加入者 ",
     "02"},
    {LOSE("hito=\"a\"") STATUS("hito=\"a\""),
     {.ningen = "x"},
     {.ningen = "x", .edaban = "02"},
     NULL,
     NULL,
     NULL},
    {LOSE("hito=\"a\"") STATUS(""), {.edaban = "01"}, {.edaban = "02"}, NULL, NULL, NULL},
    /* files */
    {LOSE("file=\"f\"") STATUS("file=\"f\""),
     {.uketsuke = "F1"},
     {.uketsuke = "F2"},
     "file",
     "前 と同じファイル F1",
     "F2"},
    {LOSE("file=\"f\"") STATUS("file=\"f\""),
     {.uketsuke = "F1"},
     {.uketsuke = ""},
     "file",
     "前 と同じファイル F1",
     "なし"},
    {LOSE("file=\"f\"") STATUS("file=\"g\""),
     {.uketsuke = "F1"},
     {.uketsuke = "F1"},
     "file",
     "前 と別のファイル F1",
     "F1"},
    {LOSE("file=\"f\"") STATUS("file=\"f\""), {.uketsuke = "F1"}, {.uketsuke = "F1"}, NULL, NULL, NULL},
    /* numbers */
    {LOSE("no=\"n\"") STATUS("no=\"n\""), {.items = "no=7"}, {.items = "no=8"}, "no", "7", "8"},
    {LOSE("no=\"n\"") STATUS("no=\"n\""), {.items = "no=7"}, {.items = ""}, "no", "7", "なし"},
    {LOSE("no=\"n\"") STATUS("no=\"n\""), {.items = ""}, {.items = "no=7"}, "no", "番号", "7"},
    {LOSE("no=\"n\"") STATUS("no=\"n\""), {.items = "no=7"}, {.items = "no=7"}, NULL, NULL, NULL},
    {LOSE("no=\"n\"") STATUS("no=\"m\""), {.items = "no=7"}, {.items = "no=8"}, NULL, NULL, NULL},
    /* who does it */
    {LOSE("by=\"aite\"") STATUS("by=\"aite\""),
     {.hokensha = THEM},
     {.hokensha = 6139976},
     "by",
     "同じ医療保険者",
     "別の医療保険者"},
    {LOSE("by=\"aite\"") STATUS("by=\"aite\""), {.hokensha = THEM}, {.hokensha = THEM}, NULL, NULL, NULL},
};

START_TEST(test_pairs)
{
    struct seen first = pairs[_i].first, second = pairs[_i].second;
    first.koto = KOTO_LOSE;
    second.koto = KOTO_FUGO_STATUS;
    log_put(&first);
    log_put(&second);
    enum hantei h = judge(pairs[_i].steps);
    ck_assert_msg(h == (pairs[_i].item ? HANTEI_FUGOKAKU : HANTEI_GOKAKU), "%d: %s", _i, hantei_mei(h));
    judge_met(0, 0);
    if (pairs[_i].item)
        judge_differs(1, pairs[_i].item, pairs[_i].want, pairs[_i].have);
}
END_TEST

START_TEST(test_order)
{
    static const char after[] = "<step id=\"前\" what=\"kanyusha.lose\"/>"
                                "<step id=\"後\" what=\"fugo.getStatus\" after=\"前\"/>";
    SEEN(FUGO_STATUS);
    SEEN(LOSE);
    ck_assert_int_eq(judge(after), HANTEI_FUGOKAKU);
    judge_met(0, 1);
    judge_differs(1, "what", "前 より後", "前");
    ck_assert_int_eq(judge("<step id=\"前\" what=\"kanyusha.lose\"/>"
                           "<step id=\"後\" what=\"fugo.getStatus\"/>"),
                     HANTEI_GOKAKU);
    SEEN(FUGO_STATUS);
    ck_assert_int_eq(judge(after), HANTEI_GOKAKU);
}
END_TEST

/* Another insurer's are no candidates, whatever they look like. */
START_TEST(test_role)
{
    struct matching m = {.facts = &log_facts, .hokensha = US, .upto = UINT32_MAX};
    SEEN(LOSE);
    SEEN(LOSE, .hokensha = THEM);
    SEEN(LOSE, .hokensha = NOBODY);
    log_read();
    m.observe = observe_of("<step what=\"kanyusha.lose\"/><step what=\"kanyusha.lose\" by=\"aite\"/>"
                           "<step what=\"kanyusha.lose\" code=\"*\" judged=\"soshitsuYmd=1\"/>");
    static const int want[3][3] = {{0, COMPARE_NOT, 0}, {COMPARE_NOT, 0, 0}, {2, COMPARE_NOT, 2}};
    for (int s = 0; s < 3; s++)
        for (int f = 0; f < 3; f++)
            ck_assert_int_eq(compare_alone(&m, s, &log_facts.list[f]), want[s][f]);
}
END_TEST

/* Three are told, and no more; counting stops when it is enough. */
START_TEST(test_many)
{
    struct matching m = {.facts = &log_facts, .hokensha = US, .upto = UINT32_MAX};
    struct found found = {0};
    SEEN(GET);
    log_read();
    m.observe = observe_of("<step what=\"kanyusha.get\" judged=\"jotai=1 kigo=2 bango=3 shimei=4\"/>");
    compare_differences(&m, 0, &log_facts.list[0], &found);
    ck_assert_int_eq(found.differences, MATCH_DIFFERENCES);
    ck_assert_str_eq(found.difference[2].item, "bango");
    ck_assert_int_eq(compare_step(&m, 0, &log_facts.list[0], 9), 4);
    ck_assert_int_gt(compare_step(&m, 0, &log_facts.list[0], 0), 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/compare");
    TCase *t = tcase_create("compare");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_loop_test(t, test_values, 0, sizeof values / sizeof *values);
    tcase_add_loop_test(t, test_warnings, 0, sizeof warnings / sizeof *warnings);
    tcase_add_test(t, test_file_of_a_row);
    tcase_add_test(t, test_long);
    tcase_add_loop_test(t, test_kekka, 0, sizeof outcomes / sizeof *outcomes);
    tcase_add_test(t, test_shubetsu);
    tcase_add_loop_test(t, test_pairs, 0, sizeof pairs / sizeof *pairs);
    tcase_add_test(t, test_order);
    tcase_add_test(t, test_role);
    tcase_add_test(t, test_many);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
