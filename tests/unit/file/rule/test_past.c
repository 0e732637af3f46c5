/* file/rule/past over rows of 加入者情報: who is known by number and by 枝番, what the files cannot tell,
 * numbers that change places, files one after the other; and 副本 sent again. */
#include "past_desk.h"

#include "file/rule/people.h"

/* --- people -----------------------------------------------------------------------------------------------
 */

static const struct step cases[][STEPS] = {
    /* the same number again: open, ended, before it ended */
    {{"1", "kojinBango=" N1, ""}, {"1", "kojinBango=" N1, "K40002"}, {"1", "kojinBango=" N2, ""}},
    /* 処理区分 that only a layout has */
    {{"7", "edaban=" E1, "K20001"},
     {"1", "shoriKubun=12;kojinBango=" N1, "K20001"},
     {"1", "kojinBango=" N1, ""}},
    {{"1", "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20120401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20130401", "K40002"}},
    {{"1", "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20120331", "K20003"}},
    {{"1", "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     {"1", "kojinBango=" N1 ";seinengappi=19900101;shimeiKana=ベツ", "K40010"},
     {"1", "kojinBango=" N1 ";seibetsu=2;shimeiKana=ベツ;soshitsuYmd=20160501", "!K40011"},
     {"1", "kojinBango=" N1 ";shutokuYmd=20160501;seinengappi=19900101;shimeiKana=ベツ", "!K40011"}},
    /* earlier ones put in, of which one overlaps */
    {{"1", "kojinBango=" N1, ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20130401;soshitsuYmd=20150401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20130401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20140401;soshitsuYmd=20160401", "K20003"}},
    {{"1", "kojinBango=" N1 ";seinengappi=20160402", "K20003"}, {"1", "kojinBango=" N1, ""}},
    {{"1", "kojinBango=" N1 ";seinengappi=18991231", "!K40007"},
     {"1", "kojinBango=" N2 ";seinengappi=19200101;shutokuYmd=19260630", "!K40008"},
     {"1", "kojinBango=" N3 ";ninteiYmd=20160331", "!K40009"}},
    /* days to come, of who is known and of who is not */
    {{"1=" E1, "kojinBango=" N1 ";soshitsuYmd=29170401", "!K40021"},
     NEXT,
     {"2", "edaban=" E1 ";seinengappi=29160401;shutokuYmd=29160401", "!K40020"},
     {"2", "edaban=" E1 ";ninteiYmd=29160401", "!K40021"},
     {"4", "edaban=" E1 ";soshitsuYmd=29170402", "!K40021"},
     {"2", "edaban=" E2 ";ninteiYmd=29160401", "?K40001!K40021"},
     {"4", "edaban=" E3 ";shutokuYmd=29160401;soshitsuYmd=29170401", "?K40001!K40021"}},
    /* the result tells the 枝番 */
    {{"1=" E1, "kojinBango=" N1, ""},
     NEXT,
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "K40003"},
     {"6", "edaban=" E1, ""},
     {"6", "edaban=" E1, "K40013"},
     {"4", "edaban=" E2 ";soshitsuYmd=20170401", "?K40001"}},
    /* a 枝番 shorter than those that were issued is nobody's; where none is known, who knows */
    {{"1=" E1, "kojinBango=" N1, ""},
     NEXT,
     {"4", "edaban=2;soshitsuYmd=20170401", "K40001"},
     {"2", "edaban=000001", "K40001"},
     {"4", "edaban=00000001;soshitsuYmd=20170401", "?K40001"}},
    {{"1", "kojinBango=" N1, ""}, NEXT, {"4", "edaban=2;soshitsuYmd=20170401", "?K40001"}},
    {{"1=" E1, "kojinBango=" N1, ""},
     NEXT,
     {"5", "edaban=" E1, ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "K40004"},
     {"1", "kojinBango=" N1, ""}},
    {{"1=" E1, "kojinBango=" N1, ""},
     NEXT,
     {"2", "edaban=" E1 ";seibetsu=2;shimeiKana=ベツ", "!K40011"},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401;jusho=別", "!K40011"},
     {"4", "edaban=" E1 ";soshitsuYmd=20170402;seibetsu=2;shimeiKana=ベツ;jusho=別", "!K40012"},
     {"4", "edaban=" E1 ";soshitsuYmd=20170403;seibetsu=2;shimeiKana=ベツ", ""}},
    /* of several 資格 one is meant, corrected, cancelled */
    {{"1=" E1, "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401;bango=9", ""},
     {"1=" E1, "kojinBango=" N1, ""},
     NEXT,
     {"5", "edaban=" E1 ";shutokuYmd=20140401", "K20001"},
     {"4", "edaban=" E1 ";shutokuYmd=20140401;soshitsuYmd=20170401", "K20001"},
     {"4", "edaban=" E1 ";shutokuYmd=20100401;soshitsuYmd=20160402;bango=9", "K20003"},
     {"4", "edaban=" E1 ";shutokuYmd=20100401;soshitsuYmd=20160401;bango=9", ""},
     {"5", "edaban=" E1, ""},
     {"6", "edaban=" E1 ";shutokuYmd=20100401;soshitsuYmd=20160401;bango=9", ""}},
    /* a 枝番 of which no 新規 was seen: what rows have registered is known */
    {{"2", "edaban=" E1 ";seinengappi=20160402", "K20003"},
     {"2", "edaban=" E1 ";jusho=別", "?K40001"},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401;jusho=別", ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401;jusho=別", "K40003"},
     {"6", "edaban=" E1 ";soshitsuYmd=20170401", "!K40012"},
     {"6", "edaban=" E1 ";jusho=別", "?K40013"},
     {"3", "edaban=" E1 ";kojinBango=" N1 ";jusho=別", ""},
     {"3", "edaban=" E1 ";kojinBango=" N1 ";jusho=別", "K40005"},
     {"1", "kojinBango=" N1, "?K40002"}},
    /* the result tells that the row has changed nothing */
    {{"4=", "edaban=" E1 ";soshitsuYmd=20170401", "?K40001"},
     NEXT,
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "?K40001"},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "K40003"}},
    {{"4", "edaban=" E1 ";soshitsuYmd=20170401", "?K40001"},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401;jusho=別", "K40003"},
     {"4", "edaban=" E1 ";shutokuYmd=20140401;soshitsuYmd=20150401", "?K20001"},
     {"6", "edaban=" E1 ";shutokuYmd=20140401;soshitsuYmd=20170401", "?K20001"},
     {"5", "edaban=" E2, "?K40001"},
     {"5", "edaban=" E2, "?K40001"}},
    /* a row about a 枝番 that is not known may be about those of files before, not of its own */
    {{"1", "kojinBango=" N1, ""},
     NEXT,
     {"1", "kojinBango=" N2, ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "?K40001"},
     {"1", "kojinBango=" N2, "K40002"},
     {"1", "kojinBango=" N1 ";shutokuYmd=20170401", "?K40002"}},
};

START_TEST(test_people)
{
    S_play(cases[_i], _i);
}
END_TEST

/* --- numbers that change places ---------------------------------------------------------------------------
 */

/* Rows of one file, looked ahead as verify.c does. */
static void S_exchange(const struct step *steps, int at)
{
    for (int i = 0; steps[i].kubun; i++) {
        const struct past_row row = S_hito(steps[i].kubun, steps[i].cells);
        if (rule_past_asks(past, &row)) {
            for (int k = 0; steps[k].kubun; k++) {
                struct diag ignored = DIAG_INIT;
                struct findings f = {.policy = &policy, .arena = arena, .refusal = &ignored};
                const struct past_row ahead = S_hito(steps[k].kubun, steps[k].cells);
                ck_assert_int_eq(rule_past_ahead(past, &ahead, &f), ST_OK);
            }
            rule_past_ahead_end(past);
        }
        ck_assert(!rule_past_asks(past, &row));
        ck_assert_msg(strcmp(S_judged(&row), steps[i].want) == 0, "case %d step %d", at, i);
    }
}

static const struct step people[] = {
    {"1=" E1, "kojinBango=" N1, ""}, {"1=" E2, "kojinBango=" N2, ""}, NEXT, {0}};

static const struct step exchanges[][STEPS] = {
    {{"3", "edaban=" E1 ";kojinBango=" N2, ""}, {"3", "edaban=" E2 ";kojinBango=" N1, ""}},
    {{"3", "edaban=" E1 ";kojinBango=" N2, ""}, {"3", "edaban=" E2 ";kojinBango=" N3, ""}},
    {{"3", "edaban=" E2 ";kojinBango=" N3, ""}, {"3", "edaban=" E1 ";kojinBango=" N2, ""}},
    {{"3", "edaban=" E1 ";kojinBango=" N2, "K40002"}},
    /* two corrections of one person move with nobody */
    {{"3", "edaban=" E1 ";kojinBango=" N2, "K40002"},
     {"3", "edaban=" E2 ";kojinBango=" N1, "K40002"},
     {"3", "edaban=" E2 ";kojinBango=" N3, ""}},
    {{"3", "edaban=" E1 ";kojinBango=" N2, ""},
     {"3", "edaban=" E2 ";kojinBango=" N1, ""},
     {"3", "edaban=" E2 ";kojinBango=" N2, "K40002"}},
};

START_TEST(test_exchange)
{
    bool thrice = _i == 5; /* the last one is sent in a file of its own */
    struct step steps[STEPS];
    memcpy(steps, exchanges[_i], sizeof steps);
    steps[thrice ? 2 : STEPS - 1] = (struct step){0};
    S_play(people, _i);
    S_exchange(steps, _i);
    if (!thrice)
        return;
    rule_past_file_end(past);
    const struct past_row row = S_hito("3", exchanges[_i][2].cells);
    rule_past_ahead_end(past);
    ck_assert_str_eq(S_judged(&row), exchanges[_i][2].want);
}
END_TEST

/* One that a rule refuses stays, and so does who waits for its number. */
START_TEST(test_exchange_refused)
{
    static const struct step steps[] = {{"3", "edaban=" E1 ";kojinBango=" N2, "K40002"},
                                        {"3", "edaban=" E2 ";kojinBango=" N1 ";jusho=別", "K40012"},
                                        {0}};
    policy.mode = RULES_STRICT;
    S_play(people, 0);
    S_exchange(steps, 0);
}
END_TEST

#define N4 "444444444442"
#define E4 "0000004"

static const struct step four[] = {{"1=" E1, "kojinBango=" N1, ""},
                                   {"1=" E2, "kojinBango=" N2, ""},
                                   {"1=" E3, "kojinBango=" N3, ""},
                                   {"1=" E4, "kojinBango=" N4, ""},
                                   NEXT,
                                   {0}};

/* Numbers that have slipped by one, of which the last stays where it is until a row frees it. */
static const struct step slips[][STEPS] = {
    {{"3", "edaban=" E1 ";kojinBango=" N2, "K40002"},
     {"5", "edaban=" E4, ""},
     {"3", "edaban=" E2 ";kojinBango=" N3, ""},
     {"3", "edaban=" E3 ";kojinBango=" N4, ""},
     {"1", "kojinBango=" N2, ""}},
    {{"3", "edaban=" E1 ";kojinBango=" N2, "K40002"},
     {"3", "edaban=" E4 ";kojinBango=555555555550", ""},
     {"3", "edaban=" E2 ";kojinBango=" N3, ""},
     {"3", "edaban=" E3 ";kojinBango=" N4, ""},
     {"3", "edaban=" E4 ";kojinBango=666666666668", ""}}, /* two of one person move at their own rows */
    /* one that leads into itself */
    {{"3", "edaban=" E1 ";kojinBango=" N2, "K40002"},
     {"3", "edaban=" E2 ";kojinBango=" N3, ""},
     {"3", "edaban=" E3 ";kojinBango=" N2, ""},
     {"3", "edaban=" E4 ";kojinBango=" N2, "K40002"}},
    {{"3", "edaban=" E1 ";kojinBango=" N2, "K40002"},
     {"3", "edaban=" E2 ";kojinBango=" N3, "K40002"},
     {"3", "edaban=" E3 ";kojinBango=" N4, ""},
     {"3", "edaban=" E4 ";kojinBango=" N3, ""}},
};

START_TEST(test_slips)
{
    S_play(four, _i);
    S_exchange(slips[_i], _i);
}
END_TEST

/* --- 副本 -------------------------------------------------------------------------------------------------
 */

#define SHOBYO                                                                                               \
    "shoriKubun=1;hokensha=06139992;edaban=0000001;ketteiYmd=20170310;kikanFrom=20170201;kikanTo=20170228;"  \
    "kingaku=80000"

static const char *S_send(const char *kind, const char *cells)
{
    const struct past_row row = S_row(kind, cells);
    return S_judged(&row);
}

/* What was refused for want of 資格情報 is not there when it is sent again after that. */
START_TEST(test_sent_again)
{
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), "?P40004");
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), "?P40004");
    ck_assert_str_eq(S_send("shikakuJoho", "shoriKubun=1;hokensha=06139992;edaban=0000001;kigo=1;bango=1;"
                                           "honninKazoku=1;shutokuYmd=20160401"),
                     "");
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), "");
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), "P40003");
}
END_TEST

/* A 枝番 that no result tells may be of nobody; without results nothing is known of any. */
START_TEST(test_stranger)
{
    static const char shikaku[] =
        "shoriKubun=1;hokensha=06139992;edaban=" E1 ";kigo=1;bango=1;honninKazoku=1;"
        "shutokuYmd=20160401;edaban=%s";
    const char *known = arena_printf(arena, shikaku, E1), *other = arena_printf(arena, shikaku, E2);
    ck_assert_str_eq(S_send("shikakuJoho", known), "");
    ck_assert(rule_past_edaban(past, line + 1, ""));
    ck_assert_str_eq(S_send("shikakuJoho", arena_printf(arena, "%s;bango=2;shoriKubun=2", known)), "?P40001");
    ck_assert(rule_past_edaban(past, line + 1, E1));
    const struct past_row row = S_hito("1", "kojinBango=" N1);
    ck_assert_str_eq(S_judged(&row), "");
    ck_assert_str_ne(S_send("shikakuJoho", arena_printf(arena, "%s;bango=1;shoriKubun=2", known)), "?P40001");
    ck_assert_str_eq(S_send("shikakuJoho", other), "?P40001");
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO ";edaban=" E2), "?P40001");
    ck_assert_str_eq(S_send("shikakuJoho", arena_printf(arena, "%s;shutokuYmd=20170401;shoriKubun=3", other)),
                     "?P40001");
}
END_TEST

/* Where 資格情報 need not come first the files tell all: a warning, or nothing, and never that they do not.
 */
START_TEST(test_saki)
{
    static const struct {
        unsigned char severity;
        const char *said, *again;
    } rows[] = {{SEVERITY_WARN, "!P40004", "P40003"}, {SEVERITY_OFF, "", "P40003"}};
    policy.set[RULE_SHIKAKU_SAKI] = 1 + rows[_i].severity;
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), rows[_i].said);
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), rows[_i].again);
}
END_TEST

/* What is changed may come with another file, again and again: nothing is known of it. */
START_TEST(test_change_of_unknown)
{
    static const char change[] = "shoriKubun=2;hokensha=06139992;edaban=0000001;kigo=1;bango=1;"
                                 "honninKazoku=1;shutokuYmd=20160401";
    ck_assert_str_eq(S_send("shikakuJoho", change), "?P40002");
    ck_assert_str_eq(S_send("shikakuJoho", change), "?P40002");
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), "?P40004");
}
END_TEST

/* 法別 63 is the insurer's other number; the record keeps which of them was sent. */
START_TEST(test_hobetsu63)
{
    static const char shikaku[] = "shoriKubun=1;hokensha=%s;edaban=0000001;kigo=1;bango=1;honninKazoku=1;"
                                  "shutokuYmd=20160401;shikakuKubun=1";
    ck_assert_str_eq(S_send("shikakuJoho", arena_printf(arena, shikaku, "63139991")), "");
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), "");
    ck_assert_str_eq(S_send("shikakuJoho", arena_printf(arena, shikaku, "63139991")), "P40003");
    ck_assert_str_eq(S_send("shikakuJoho", arena_printf(arena, shikaku, "06139992")), "!P40011");
    ck_assert_str_eq(S_send("shikakuJoho", arena_printf(arena, shikaku, "06139992")), "P40003");
}
END_TEST

/* --- the store --------------------------------------------------------------------------------------------
 */

/* Keys come and go while the tables grow. */
START_TEST(test_store)
{
    enum { MANY = 20000 };
    struct people *p = people_new();
    for (uint32_t i = 1; i <= MANY; i++) {
        ck_assert_uint_eq(people_more(p), i);
        ck_assert(people_set_number(p, i, 100000 + i) && people_set_edaban(p, i, 500000 + i));
        if (i % 3 == 0)
            ck_assert(people_set_number(p, i, 0));
        if (i % 5 == 0)
            ck_assert(people_set_number(p, i, 900000 + i));
    }
    for (uint32_t i = 1; i <= MANY; i++) {
        bool moved = i % 5 == 0, without = i % 3 == 0;
        ck_assert_uint_eq(people_by_number(p, 100000 + i), moved || without ? 0 : i);
        ck_assert_uint_eq(people_by_number(p, 900000 + i), moved ? i : 0);
        ck_assert_uint_eq(people_by_edaban(p, 500000 + i), i);
    }
    ck_assert_uint_eq(people_by_number(p, 0), 0);
    people_free(p);
}
END_TEST

static const struct {
    const char *edaban, *text;
} edaban[] = {{"0000001", "0000001"},   {"1", "1"}, {"000000000000000", "000000000000000"},
              {"0000000000000000", ""}, {"A1", ""}, {"", ""}};

START_TEST(test_edaban)
{
    char text[24];
    people_edaban_text(people_edaban_key(edaban[_i].edaban), text);
    ck_assert_str_eq(text, edaban[_i].text);
    for (int k = 0; k < _i; k++)
        ck_assert(people_edaban_key(edaban[_i].edaban) != people_edaban_key(edaban[k].edaban));
    ck_assert_uint_eq(sizeof(struct person), 64);
}
END_TEST

#define LOOP(test, cases) tcase_add_loop_test(t, test, 0, sizeof cases / sizeof *cases)

int main(void)
{
    Suite *s = suite_create("file/rule/past");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    LOOP(test_people, cases);
    LOOP(test_exchange, exchanges);
    LOOP(test_slips, slips);
    tcase_add_test(t, test_exchange_refused);
    tcase_add_test(t, test_stranger);
    tcase_add_test(t, test_sent_again);
    tcase_add_loop_test(t, test_saki, 0, 2);
    tcase_add_test(t, test_change_of_unknown);
    tcase_add_test(t, test_hobetsu63);
    tcase_add_test(t, test_store);
    LOOP(test_edaban, edaban);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
