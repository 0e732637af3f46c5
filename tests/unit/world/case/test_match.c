/* world/case/match: a whole run in any interleaving, the earliest; else the nearest, and the verdict. */
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

/* Like 2-020: 符号 could not be had, then the 個人番号 was corrected. */
/* clang-format off */
#define RUN                                                                                                  \
    "<step id=\"登録\" what=\"kanyusha.register\" hito=\"a\"/>"                                            \
    "<step id=\"失敗\" what=\"fugo.getStatus\" hito=\"a\" judged=\"jotai=失敗\" key=\"true\"/>"          \
    "<step id=\"訂正\" what=\"kanyusha.correctKojinBango\" hito=\"a\" judged=\"ningen!=登録.ningen\"/>"  \
    "<step id=\"取得\" what=\"fugo.getStatus\" hito=\"a\" judged=\"jotai=取得済 kaisu>失敗.kaisu\"/>"
/* clang-format on */

/* What one person's run puts next: its nth fact. */
enum { RUN_FACTS = 4 };
static void S_next(int nth, const char *edaban, uint32_t hokensha)
{
    char was[40], is[40];
    snprintf(was, sizeof was, "was%s", edaban);
    snprintf(is, sizeof is, "is%s", edaban);
    struct seen all[RUN_FACTS] = {{.koto = KOTO_REGISTER, .ningen = was},
                                  {.koto = KOTO_FUGO_STATUS, .items = "jotai=失敗 kaisu=1"},
                                  {.koto = KOTO_CORRECT, .ningen = is},
                                  {.koto = KOTO_FUGO_STATUS, .items = "jotai=取得済 kaisu=2"}};
    all[nth].edaban = edaban;
    all[nth].hokensha = hokensha;
    log_put(&all[nth]);
}

static void S_run(const char *edaban)
{
    for (int i = 0; i < RUN_FACTS; i++)
        S_next(i, edaban, US);
}

/* --- whole runs ------------------------------------------------------------------------------------------
 */

START_TEST(test_whole)
{
    S_run("0001");
    ck_assert_int_eq(judge(RUN), HANTEI_GOKAKU);
    ck_assert_int_eq(judged_match.met, 4);
    for (int i = 0; i < 4; i++)
        judge_met(i, i);
}
END_TEST

/* Five people at once, of whom one comes to the end; the order is another one each time. */
START_TEST(test_interleaved)
{
    static const char *const who[] = {"0001", "0002", "0003", "0004", "0005"};
    int at[5] = {0}, last = _i % 5, n = 0, mine[RUN_FACTS];
    unsigned x = (unsigned)_i * 2654435761u + 1;
    while (at[last] < RUN_FACTS) {
        x = x * 1664525 + 1013904223;
        int p = (int)(x >> 20) % 5;
        if (at[p] == (p == last ? RUN_FACTS : RUN_FACTS - 1))
            continue;
        if (p == last)
            mine[at[p]] = n;
        S_next(at[p]++, who[p], US);
        n++;
        if (x >> 30 == 1) {
            SEEN(GET, .edaban = who[p]);
            SEEN(FUGO_STATUS, .edaban = "0001", .hokensha = THEM, .items = "jotai=取得済 kaisu=9");
            n += 2;
        }
        if (at[last] < RUN_FACTS)
            ck_assert_int_ne(judge(RUN), HANTEI_GOKAKU);
    }
    ck_assert_int_eq(judge(RUN), HANTEI_GOKAKU);
    for (int i = 0; i < RUN_FACTS; i++)
        judge_met(i, mine[i]);
}
END_TEST

START_TEST(test_earliest)
{
    S_next(1, "0002", US); /* of nobody's run */
    S_run("0001");
    S_run("0003");
    SEEN(FUGO_STATUS, .edaban = "0001", .items = "jotai=取得済 kaisu=2");
    ck_assert_int_eq(judge(RUN), HANTEI_GOKAKU);
    for (int i = 0; i < RUN_FACTS; i++)
        judge_met(i, i + 1);
}
END_TEST

START_TEST(test_wrong_order)
{
    S_next(2, "0001", US);
    S_next(0, "0001", US);
    S_next(1, "0001", US);
    S_next(3, "0001", US);
    ck_assert_int_ne(judge(RUN), HANTEI_GOKAKU);
    S_next(2, "0001", US); /* once more, where it belongs, but what follows has been seen before */
    ck_assert_int_ne(judge(RUN), HANTEI_GOKAKU);
    S_next(3, "0001", US);
    ck_assert_int_eq(judge(RUN), HANTEI_GOKAKU);
}
END_TEST

START_TEST(test_two_persons)
{
    static const char two[] = "<step what=\"kanyusha.cancel\" hito=\"a\"/>"
                              "<step what=\"kanyusha.cancel\" hito=\"b\" judged=\"setai=#1.setai\"/>"
                              "<step what=\"kanyusha.get\" hito=\"b\"/>";
    SEEN(CANCEL, .edaban = "1", .setai = 7);
    SEEN(CANCEL, .edaban = "1", .setai = 7);
    SEEN(GET, .edaban = "1");
    ck_assert_int_ne(judge(two), HANTEI_GOKAKU); /* twice the same one */
    SEEN(CANCEL, .edaban = "1", .setai = 7);
    SEEN(CANCEL, .edaban = "2", .setai = 8);
    SEEN(GET, .edaban = "2");
    ck_assert_int_ne(judge(two), HANTEI_GOKAKU); /* of another 世帯 */
    SEEN(CANCEL, .edaban = "3", .setai = 8);
    ck_assert_int_eq(judge(two), HANTEI_GOKAKU);
    judge_met(0, 6);
    judge_met(1, 4);
    judge_met(2, 5);
}
END_TEST

START_TEST(test_one_fact_is_one_step)
{
    static const char two[] = "<step what=\"fugo.request\"/><step what=\"fugo.request\"/>";
    SEEN(FUGO_REQUEST, .edaban = "1");
    ck_assert_int_eq(judge(two), HANTEI_MIJISSHI);
    ck_assert_int_eq(judged_match.met, 1);
    SEEN(FUGO_REQUEST, .edaban = "2");
    ck_assert_int_eq(judge(two), HANTEI_GOKAKU);
}
END_TEST

START_TEST(test_aite)
{
    static const char aite[] = "<step what=\"shokai.request\" hito=\"a\"/>"
                               "<step what=\"fukuhon.register\" by=\"aite\"/>"
                               "<step what=\"kanyusha.register\" by=\"aite\"/>";
    SEEN(SHOKAI, .edaban = "1");
    SEEN(FUKUHON_REGISTER, .edaban = "1"); /* our own */
    SEEN(REGISTER, .edaban = "1", .hokensha = THEM);
    ck_assert_int_ne(judge(aite), HANTEI_GOKAKU);
    SEEN(FUKUHON_REGISTER, .edaban = "1", .hokensha = 6139976); /* a third one */
    ck_assert_int_ne(judge(aite), HANTEI_GOKAKU);
    SEEN(FUKUHON_REGISTER, .edaban = "5", .hokensha = THEM);
    ck_assert_int_eq(judge(aite), HANTEI_GOKAKU);
    judge_met(1, 4);
}
END_TEST

/* A row that was refused has no 枝番: it is known by the 個人番号 that it says. */
START_TEST(test_refused_row)
{
    static const char twice[] = "<step what=\"kanyusha.register\" hito=\"a\" code=\"K40002\"/>"
                                "<step what=\"kanyusha.register\" hito=\"a\"/>"
                                "<step what=\"fugo.getStatus\" hito=\"a\"/>";
    SEEN(REGISTER, .ningen = "x", .st = ST_KANYUSHA_EXISTS, .juni = 1, .uketsuke = "F1");
    SEEN(REGISTER, .ningen = "y", .edaban = "2");
    SEEN(FUGO_STATUS, .edaban = "1");
    SEEN(FUGO_STATUS, .edaban = "2");
    ck_assert_int_ne(judge(twice), HANTEI_GOKAKU);
    SEEN(REGISTER, .ningen = "x", .edaban = "1");
    ck_assert_int_ne(judge(twice), HANTEI_GOKAKU); /* its 符号 was not looked at since */
    SEEN(FUGO_STATUS, .edaban = "1");
    ck_assert_int_eq(judge(twice), HANTEI_GOKAKU);
    judge_met(0, 0);
    judge_met(1, 4);
    judge_met(2, 5);
}
END_TEST

/* Nothing shows that the row was of that person. */
START_TEST(test_refused_row_of_nobody)
{
    static const char both[] = "<step what=\"kanyusha.register\" hito=\"a\" code=\"*\"/>"
                               "<step what=\"kanyusha.get\" hito=\"a\"/>";
    SEEN(REGISTER, .st = ST_ROW_GAIJI, .juni = 1, .uketsuke = "F1");
    SEEN(GET, .edaban = "1");
    ck_assert_int_ne(judge(both), HANTEI_GOKAKU);
    SEEN(REGISTER, .st = ST_ROW_GAIJI, .juni = 2, .uketsuke = "F1", .edaban = "1");
    SEEN(GET, .edaban = "1");
    ck_assert_int_eq(judge(both), HANTEI_GOKAKU);
}
END_TEST

/* Rows, the reply to their upload and 処理完了 come in an order that is chance; the file's result does not.
 */
START_TEST(test_order_in_a_file)
{
    static const char file[] = "<step what=\"file.upload\" file=\"f\"/>"
                               "<step what=\"kanyusha.register\" file=\"f\"/>"
                               "<step what=\"kanyusha.lose\" file=\"f\"/>"
                               "<step what=\"file.end\" file=\"f\"/>"
                               "<step what=\"file.getResult\" file=\"f\"/>";
    SEEN(FILE_RESULT, .uketsuke = "F1");
    SEEN(LOSE, .uketsuke = "F1", .juni = 2);
    SEEN(REGISTER, .uketsuke = "F1", .juni = 1);
    SEEN(FILE_END, .uketsuke = "F1");
    SEEN(UPLOAD, .uketsuke = "F1");
    ck_assert_int_ne(judge(file), HANTEI_GOKAKU);
    SEEN(FILE_RESULT, .uketsuke = "F1");
    ck_assert_int_eq(judge(file), HANTEI_GOKAKU);
    for (int i = 0; i < 5; i++)
        judge_met(i, i ? (int[]){0, 2, 1, 3, 5}[i] : 4);
}
END_TEST

/* What one block tells has happened at once. */
START_TEST(test_order_in_a_block)
{
    static const char two[] =
        "<step what=\"fugo.approve\" hito=\"a\"/><step what=\"fugo.getStatus\" hito=\"a\"/>";
    struct seen s = {.koto = KOTO_FUGO_STATUS, .edaban = "1"};
    log_put(&s);
    SEEN(FUGO_APPROVE, .edaban = "1");
    ck_assert_int_ne(judge(two), HANTEI_GOKAKU);
    log_begin(&s);
    log_fact(&s);
    log_fact(&(struct seen){.koto = KOTO_FUGO_APPROVE, .edaban = "1"});
    log_end();
    ck_assert_int_eq(judge(two), HANTEI_GOKAKU);
}
END_TEST

/* --- the nearest -----------------------------------------------------------------------------------------
 */

START_TEST(test_verdicts)
{
    ck_assert_int_eq(judge(RUN), HANTEI_MIJISSHI);
    judge_met(0, -1);
    SEEN(REGISTER, .edaban = "1", .ningen = "x");
    ck_assert_int_eq(judge(RUN), HANTEI_MIJISSHI); /* what it begins with is everybody's */
    judge_met(0, 0);
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=失敗 kaisu=1");
    ck_assert_int_eq(judge(RUN), HANTEI_JISSHICHU);
    ck_assert_int_eq(judged_match.met, 2);
    judge_met(1, 1);
    judge_met(2, -1);
    judge_met(3, -1);
    SEEN(CORRECT, .edaban = "1", .ningen = "x");
    ck_assert_int_eq(judge(RUN), HANTEI_JISSHICHU); /* it may still be done right */
    ck_assert_int_eq(judged_match.met, 2);
    judge_differs(2, "ningen", "登録 と別", "同じ");
    judge_met(3, -1);
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済 kaisu=2");
    ck_assert_int_eq(judge(RUN), HANTEI_FUGOKAKU);
    judge_differs(2, "ningen", "登録 と別", "同じ");
    judge_met(3, 3);
    ck_assert_str_eq(hantei_mei(HANTEI_MIJISSHI), "未実施");
    ck_assert_str_eq(hantei_mei(HANTEI_JISSHICHU), "実施中");
    ck_assert_str_eq(hantei_mei(HANTEI_GOKAKU), "合格");
    ck_assert_str_eq(hantei_mei(HANTEI_FUGOKAKU), "不合格");
}
END_TEST

/* All of it is there and one thing wrong, even if that is what is its own. */
START_TEST(test_wrong_key)
{
    static const char key[] = "<step what=\"kanyusha.register\" hito=\"a\"/>"
                              "<step what=\"fugo.getStatus\" hito=\"a\" judged=\"jotai=失敗\"/>";
    static const char alone[] = "<step what=\"fugo.getStatus\" judged=\"jotai=失敗\"/>";
    SEEN(REGISTER, .edaban = "1");
    SEEN(FUGO_STATUS, .edaban = "1", .items = "jotai=取得済");
    ck_assert_int_eq(judge(key), HANTEI_FUGOKAKU);
    judge_differs(1, "jotai", "失敗", "取得済");
    ck_assert_int_eq(judge(alone), HANTEI_MIJISSHI); /* nobody has tried it */
}
END_TEST

/* While something is missing it is under way, whatever is wrong. */
START_TEST(test_nearly)
{
    static const char eight[] =
        "<step what=\"kanyusha.cancel\" key=\"true\"/><step what=\"kanyusha.lose\"/>"
        "<step what=\"kanyusha.change\"/><step what=\"fugo.request\"/>"
        "<step what=\"kanri.ping\"/><step what=\"fukuhon.delete\"/>"
        "<step what=\"kanyusha.get\" judged=\"jotai=有効\"/><step what=\"shokai.list\"/>";
    SEEN(CANCEL);
    SEEN(LOSE);
    SEEN(CHANGE);
    SEEN(FUGO_REQUEST);
    SEEN(GET, .items = "jotai=喪失");
    SEEN(PING);
    ck_assert_int_eq(judge(eight), HANTEI_JISSHICHU);
    ck_assert_int_eq(judged_match.met, 5);
    SEEN(FUKUHON_DELETE);
    ck_assert_int_eq(judge(eight), HANTEI_JISSHICHU);
    SEEN(SHOKAI_LIST);
    ck_assert_int_eq(judge(eight), HANTEI_FUGOKAKU);
    ck_assert_int_eq(judged_match.met, 7);
}
END_TEST

/* Of two who are under way, the one who has done more; what has more than two things wrong is something else.
 */
START_TEST(test_nearest)
{
    static const char three[] = "<step what=\"kanyusha.get\" judged=\"jotai=a kigo=b bango=c\"/>"
                                "<step what=\"kanyusha.cancel\" key=\"true\"/>";
    S_next(0, "0001", US);
    S_next(1, "0001", US);
    S_next(2, "0001", US);
    S_next(0, "0002", US);
    S_next(1, "0002", US);
    ck_assert_int_eq(judge(RUN), HANTEI_JISSHICHU);
    for (int i = 0; i < 3; i++)
        judge_met(i, i);
    SEEN(CANCEL, .edaban = "1");
    SEEN(GET, .edaban = "1", .items = "jotai=x kigo=x bango=x");
    ck_assert_int_eq(judge(three), HANTEI_JISSHICHU);
    judge_met(0, -1);
    SEEN(GET, .edaban = "1", .items = "jotai=a kigo=x bango=x");
    ck_assert_int_eq(judge(three), HANTEI_FUGOKAKU);
    ck_assert_int_eq(judged_match.steps[0].differences, 2);
    SEEN(GET, .edaban = "1", .items = "jotai=a kigo=b bango=x");
    ck_assert_int_eq(judge(three), HANTEI_FUGOKAKU);
    judge_differs(0, "bango", "c", "x");
}
END_TEST

/* The pair that fits is the last of more than can be tried: the search ends, and the nearest finds it. */
START_TEST(test_runs_out)
{
    static const char pair[] = "<step id=\"x\" what=\"kanyusha.lose\"/>"
                               "<step what=\"kanyusha.getShikakuRireki\" judged=\"idoYmd=x.soshitsuYmd\"/>";
    static const char never[] = "<step id=\"x\" what=\"kanyusha.lose\"/>"
                                "<step what=\"kanyusha.getShikakuRireki\" judged=\"ido=x.soshitsuYmd\"/>";
    char items[100];
    for (int i = 0; i < 600; i++) {
        snprintf(items, sizeof items, "soshitsuYmd=%d", i);
        SEEN(LOSE, .items = items);
        snprintf(items, sizeof items, "idoYmd=%d", i == 599 ? i : 10000 + i);
        SEEN(RIREKI, .items = items);
    }
    ck_assert_int_eq(judge(pair), HANTEI_GOKAKU);
    judge_met(0, 1198);
    judge_met(1, 1199);
    ck_assert_int_eq(judge(never), HANTEI_FUGOKAKU);
}
END_TEST

/* --- a case about certain people ---------------------------------------------------------------------------
 */

#define STORY "ningen=\"700749224373 701486103076\""
#define OWN_A "700749224373"
#define OWN_B "701486103076"
#define TWO                                                                                                  \
    "<step what=\"kanyusha.register\" hito=\"a\" judged=\"shutokuYmd=1\"/>"                                  \
    "<step what=\"kanyusha.register\" hito=\"b\" judged=\"shutokuYmd=2 setai=#1.setai\"/>"

/* Strangers who happen to do nearly the same have not begun it, and are shown all the same; whoever does all
 * of it has passed. */
START_TEST(test_strangers)
{
    SEEN(REGISTER, .edaban = "1", .ningen = "x", .setai = 7, .items = "shutokuYmd=1");
    SEEN(REGISTER, .edaban = "2", .ningen = "y", .setai = 8, .items = "shutokuYmd=2");
    ck_assert_int_eq(judge(TWO), HANTEI_FUGOKAKU);
    ck_assert_int_eq(judge_with(STORY, TWO), HANTEI_MIJISSHI);
    judge_met(0, 0);
    judge_differs(1, "setai", "#1 と同じ", "別");
    SEEN(REGISTER, .edaban = "3", .setai = 7, .items = "shutokuYmd=2"); /* of nobody that is known */
    ck_assert_int_eq(judge_with(STORY, TWO), HANTEI_GOKAKU);
}
END_TEST

/* Of its own people what they have had done is looked at, however much nearer somebody else comes. */
START_TEST(test_own_people)
{
    SEEN(REGISTER, .edaban = "1", .ningen = "x", .setai = 7, .items = "shutokuYmd=1");
    SEEN(REGISTER, .edaban = "2", .ningen = OWN_B, .setai = 9, .items = "shutokuYmd=2");
    ck_assert_int_eq(judge_with(STORY, TWO), HANTEI_JISSHICHU);
    judge_met(0, -1);
    judge_met(1, 1);
    SEEN(REGISTER, .edaban = "3", .ningen = OWN_A, .setai = 9, .items = "shutokuYmd=3");
    SEEN(REGISTER, .edaban = "4", .ningen = "z", .setai = 10, .items = "shutokuYmd=1");
    ck_assert_int_eq(judge_with(STORY, TWO), HANTEI_FUGOKAKU);
    judge_differs(0, "shutokuYmd", "1", "3");
    SEEN(REGISTER, .edaban = "5", .ningen = OWN_A, .setai = 9, .items = "shutokuYmd=1");
    ck_assert_int_eq(judge_with(STORY, TWO), HANTEI_GOKAKU);
}
END_TEST

/* Another insurer's registration of them begins nothing here; nor what is none. */
START_TEST(test_own_people_elsewhere)
{
    SEEN(REGISTER, .edaban = "1", .ningen = OWN_A, .setai = 7, .items = "shutokuYmd=1", .hokensha = THEM);
    SEEN(EDABAN, .edaban = "2", .ningen = OWN_B);
    SEEN(REGISTER, .edaban = "2", .ningen = "x", .setai = 7, .items = "shutokuYmd=1");
    SEEN(REGISTER, .edaban = "3", .ningen = "y", .setai = 7, .items = "shutokuYmd=3");
    ck_assert_int_eq(judge_with(STORY, TWO), HANTEI_MIJISSHI);
    judge_differs(1, "shutokuYmd", "2", "3");
}
END_TEST

/* What was to be refused and was not is everybody's, but not of them. */
START_TEST(test_own_people_refused)
{
    static const char both[] = "<step what=\"kanyusha.register\" hito=\"a\"/>"
                               "<step what=\"kanyusha.lose\" hito=\"a\" code=\"K40005\"/>";
    SEEN(REGISTER, .edaban = "1", .ningen = OWN_A);
    SEEN(LOSE, .edaban = "1");
    ck_assert_int_eq(judge(both), HANTEI_MIJISSHI);
    ck_assert_int_eq(judge_with(STORY, both), HANTEI_FUGOKAKU);
    judge_differs(1, "kekka", "K40005", "正常");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/case/match");
    TCase *t = tcase_create("match");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_whole);
    tcase_add_loop_test(t, test_interleaved, 0, 20);
    tcase_add_test(t, test_earliest);
    tcase_add_test(t, test_wrong_order);
    tcase_add_test(t, test_two_persons);
    tcase_add_test(t, test_one_fact_is_one_step);
    tcase_add_test(t, test_aite);
    tcase_add_test(t, test_refused_row);
    tcase_add_test(t, test_refused_row_of_nobody);
    tcase_add_test(t, test_order_in_a_file);
    tcase_add_test(t, test_order_in_a_block);
    tcase_add_test(t, test_verdicts);
    tcase_add_test(t, test_wrong_key);
    tcase_add_test(t, test_nearly);
    tcase_add_test(t, test_nearest);
    tcase_add_test(t, test_runs_out);
    tcase_add_test(t, test_strangers);
    tcase_add_test(t, test_own_people);
    tcase_add_test(t, test_own_people_elsewhere);
    tcase_add_test(t, test_own_people_refused);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
