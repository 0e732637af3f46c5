/* file/rule/past_setai: what a 加入者情報 file leaves its people in, told when it ends. */
#include "base/setai.h"
#include "past_desk.h"

static size_t most = SIZE_MAX;

size_t setai_most(void)
{
    return most;
}

/* "rule have" of each, with commas between, and "?rule" of what the files do not tell. */
static const char *S_left(void)
{
    const struct past_owari_ask q = {S_layout("kanyushaToroku"), &policy, str_date(STR("20170508")), arena,
                                     OWARI_MOST};
    struct past_owari left;
    const char *out = "";
    ck_assert_int_eq(rule_past_owari(past, &q, &left), ST_OK);
    for (size_t i = 0; i < left.n; i++) {
        const struct past_left *l = &left.list[i];
        out = arena_printf(arena, "%s%s%s %s", out, *out ? ", " : "", l->found.row->name, l->found.diag.have);
        ck_assert_ptr_nonnull(strstr(l->found.diag.have, l->edaban)); /* who is told of */
    }
    for (int r = 0; r < RULE_COUNT; r++)
        for (int64_t i = 0; i < left.unknown[r]; i++)
            out = arena_printf(arena, "%s%s?%s", out, *out ? ", " : "", rule_name((enum rule)r));
    return out;
}

#define HONNIN(n) "kojinBango=" n
#define KAZOKU(n) "honninKazoku=2;kojinBango=" n
/* clang-format off */
#define LEFT(want) {"/", "", want} /* the file ends, and has left this */
/* clang-format on */
#define SOSHITSU(setai, one, kara)                                                                           \
    "honninSoshitsu " setai "（被扶養者の被保険者枝番 " one "、" kara " から本人がいない）"
#define FUTARI(setai, one, other, kara)                                                                      \
    "honninFutari " setai "（被保険者枝番 " one " と " other "、" kara " から）"
#define OLD(one, day) "nanajugo " one "（誕生日 " day "）"
static const struct step states[][STEPS] = {
    /* two 本人; mended in the same file, in the next, and come up again */
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, HONNIN(N2), ""},
     LEFT(FUTARI("1/1", "0000002", "0000001", "20160401"))},
    {{"1=" E1, HONNIN(N1), ""}, {"1=" E2, HONNIN(N2) ";bango=２", ""}, LEFT(""), LEFT("")},
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, HONNIN(N2) ";shutokuYmd=20170401", ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", ""},
     LEFT("")},
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, HONNIN(N2) ";shutokuYmd=20170331", ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", ""},
     LEFT(FUTARI("1/1", "0000002", "0000001", "20170331"))},
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, HONNIN(N2), ""},
     LEFT(FUTARI("1/1", "0000002", "0000001", "20160401")),
     {"2", "edaban=" E1 ";jusho=別", ""},
     LEFT(""),
     {"2", "edaban=" E1 ";kigo=架空", ""},
     {"2", "edaban=" E2 ";kigo=架空", ""},
     LEFT(FUTARI("架空/1", "0000002", "0000001", "20160401"))},
    /* each with the one before it; each 被扶養者 */
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, HONNIN(N2), ""},
     {"1=" E3, HONNIN(N3), ""},
     LEFT(FUTARI("1/1", "0000002", "0000001", "20160401") ", " FUTARI("1/1", "0000003", "0000002",
                                                                      "20160401"))},
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, KAZOKU(N2), ""},
     LEFT(""),
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", ""},
     {"1=" E3, KAZOKU(N3), ""},
     LEFT(SOSHITSU("1/1", "0000002", "20170401") ", " SOSHITSU("1/1", "0000003", "20170401"))},
    /* 被扶養者 behind their 本人, also when these come with their end */
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, KAZOKU(N2), ""},
     LEFT(""),
     {"4", "edaban=" E1 ";soshitsuYmd=20170508", ""},
     LEFT(SOSHITSU("1/1", "0000002", "20170508")),
     {"6", "edaban=" E1, ""},
     LEFT("")},
    {{"1=" E1, KAZOKU(N1), ""},
     {"1=" E2, HONNIN(N2) ";soshitsuYmd=20170401", ""},
     LEFT(SOSHITSU("1/1", "0000001", "20170401")),
     {"1=" E3, HONNIN(N3) ";shutokuYmd=20170401;soshitsuYmd=20170402", ""},
     LEFT(SOSHITSU("1/1", "0000001", "20170402"))},
    {{"1=" E1, HONNIN(N1) ";soshitsuYmd=20170509", ""},
     {"1=" E2, KAZOKU(N2), ""},
     LEFT(SOSHITSU("1/1", "0000002", "20170509")),
     {"4", "edaban=" E2 ";honninKazoku=2;soshitsuYmd=20170510", ""},
     LEFT(""),
     {"4", "edaban=" E2 ";honninKazoku=2;soshitsuYmd=20170509", ""},
     LEFT("")},
    {{"1=" E1, HONNIN(N1) ";soshitsuYmd=20170401", ""},
     {"1=" E2, KAZOKU(N2), ""},
     {"1=" E3, HONNIN(N3) ";shutokuYmd=20170401", ""},
     LEFT("")},
    {{"1=" E1, HONNIN(N1) ";soshitsuYmd=20170401", ""},
     {"1=" E2, KAZOKU(N2), ""},
     {"5", "edaban=" E2 ";honninKazoku=2", ""},
     LEFT("")},
    /* 本人 comes back under another number; 被扶養者 stay behind, or come along */
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, KAZOKU(N2), ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", ""},
     {"1=" E1, HONNIN(N1) ";shutokuYmd=20170401;bango=２", ""},
     LEFT(SOSHITSU("1/1", "0000002", "20170401")),
     {"4", "edaban=" E2 ";honninKazoku=2;soshitsuYmd=20170401", ""},
     {"1=" E2, KAZOKU(N2) ";shutokuYmd=20170401;bango=２", ""},
     LEFT("")},
    /* moves by 変更 */
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, KAZOKU(N2), ""},
     LEFT(""),
     {"2", "edaban=" E1 ";bango=２", ""},
     LEFT(SOSHITSU("1/1", "0000002", "20160401")),
     {"2", "edaban=" E2 ";honninKazoku=2;bango=２", ""},
     LEFT("")},
    {{"1=" E2, KAZOKU(N2), ""},
     {"1=" E1, HONNIN(N1), ""},
     {"2", "edaban=" E1 ";bango=２", ""},
     {"2", "edaban=" E2 ";honninKazoku=2;bango=２", ""},
     LEFT("")},
    /* 取消 of the 本人, of one of two 資格, of an earlier one */
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, KAZOKU(N2), ""},
     {"5", "edaban=" E1, ""},
     LEFT(SOSHITSU("1/1", "0000002", "20160401")),
     {"5", "edaban=" E2 ";honninKazoku=2", ""},
     LEFT("")},
    {{"1=" E1, HONNIN(N1) ";soshitsuYmd=20150401", ""},
     {"1=" E1, HONNIN(N1) ";shutokuYmd=20150401", ""},
     {"1=" E2, KAZOKU(N2), ""},
     LEFT(""),
     {"5", "edaban=" E1 ";shutokuYmd=20150401", ""},
     LEFT(SOSHITSU("1/1", "0000002", "20160401"))},
    /* what was told once hides nothing that comes later */
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, KAZOKU(N2) ";shutokuYmd=20160301", ""},
     LEFT(SOSHITSU("1/1", "0000002", "20160301")),
     {"4", "edaban=" E1 ";soshitsuYmd=20170501", ""},
     LEFT(SOSHITSU("1/1", "0000002", "20170501"))},
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, HONNIN(N2), ""},
     LEFT(FUTARI("1/1", "0000002", "0000001", "20160401")),
     {"1=" E3, HONNIN(N3), ""},
     LEFT(FUTARI("1/1", "0000003", "0000002", "20160401")),
     {"5", "edaban=" E2, ""},
     LEFT(FUTARI("1/1", "0000003", "0000001", "20160401"))},
    /* 75, in the order of 枝番 and rules */
    {{"1=" E2, HONNIN(N1) ";seinengappi=19420508", ""},
     {"1=" E1, HONNIN(N2) ";seinengappi=19420507", ""},
     LEFT(FUTARI("1/1", "0000001", "0000002",
                 "20160401") ", " OLD("0000001", "20170507") ", " OLD("0000002", "20170508")),
     {"2", "edaban=" E1 ";seinengappi=19420509", ""},
     {"2", "edaban=" E2 ";seinengappi=19420507;jusho=別", ""},
     LEFT("")},
    {{"1=" E1, HONNIN(N1) ";seinengappi=19420509", ""},
     {"1=" E2, HONNIN(N2) ";bango=2;seinengappi=19420401;soshitsuYmd=20170509", ""},
     LEFT(OLD("0000002", "20170401"))},
    {{"1", HONNIN(N1) ";seinengappi=19420508", ""}, LEFT(OLD("未定（1行目の新規）", "20170508"))},
    /* once, however often the birthday was changed; whose 枝番 is not known last */
    {{"1=" E1, HONNIN(N1) ";seinengappi=19420508", ""},
     {"2", "edaban=" E1 ";seinengappi=19420509", ""},
     {"2", "edaban=" E1 ";seinengappi=19420508", ""},
     LEFT(OLD("0000001", "20170508"))},
    {{"1", HONNIN(N1) ";seinengappi=19420508", ""},
     {"1=99999999", HONNIN(N2) ";bango=2;seinengappi=19420508", ""},
     LEFT(OLD("99999999", "20170508") ", " OLD("未定（1行目の新規）", "20170508"))},
    /* rows about who is not known may have mended it */
    {{"1", HONNIN(N1), ""},
     LEFT(""),
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "?K40001"},
     {"1", HONNIN(N2), ""},
     LEFT("?honninFutari")},
    /* … of the files before theirs; nobody knows yet what 枝番 a row of this one is given */
    {{"1", HONNIN(N1), ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "?K40001"},
     {"1", HONNIN(N2), ""},
     LEFT(FUTARI("1/1", "未定（3行目の新規）", "未定（1行目の新規）", "20160401"))},
    {{"2", "edaban=" E1, "?K40001"}, {"1", HONNIN(N1), ""}, LEFT("")},
};

START_TEST(test_states)
{
    for (int i = 0; states[_i][i].kubun; i++) {
        const struct step *s = &states[_i][i];
        const struct step two[] = {*s, {0}};
        if (*s->kubun != '/') {
            S_play(two, _i);
            continue;
        }
        const char *have = S_left();
        ck_assert_msg(strcmp(have, s->want) == 0, "case %d step %d: want %s, have %s", _i, i, s->want, have);
        rule_past_file_end(past);
        line = 0;
    }
}
END_TEST

/* Of a rule that is off nothing is told, nor that it could not be. */
START_TEST(test_states_off)
{
    static const struct step steps[] = {
        {"1", HONNIN(N1) ";seinengappi=19420508", ""}, {"1", HONNIN(N2), ""}, {0}};
    policy.set[RULE_NANAJUGO] = 1 + SEVERITY_OFF;
    S_play(steps, 0);
    ck_assert_str_eq(S_left(), FUTARI("1/1", "未定（2行目の新規）", "未定（1行目の新規）", "20160401"));
}
END_TEST

/* With one 資格 too many nothing is told of households, now or later; of ages it is. */
START_TEST(test_most)
{
    static const struct step file[] = {{"1=" E1, HONNIN(N1) ";seinengappi=19000101", ""},
                                       {"1=" E2, HONNIN(N2), ""},
                                       {"1=" E3, HONNIN(N3) ";bango=2", ""},
                                       {0}},
                             next[] = {NEXT,
                                       {"5", "edaban=" E3 ";bango=2", ""},
                                       {"1", HONNIN("444444444442") ";bango=2", ""},
                                       {"1", HONNIN("555555555550") ";bango=2", ""},
                                       {0}};
    most = 3;
    S_play(file, 3);
    ck_assert_str_eq(S_left(),
                     OLD("0000001", "19750101") ", " FUTARI("1/1", "0000002", "0000001", "20160401"));
    rule_past_free(past);
    ck_assert_ptr_nonnull(past = rule_past_new());
    line = 0;
    most = 2;
    S_play(file, 2);
    ck_assert_str_eq(S_left(), OLD("0000001", "19750101"));
    S_play(next, 2);
    ck_assert_str_eq(S_left(), "");
}
END_TEST

/* The first thousand. One that refuses is told no other way. */
START_TEST(test_states_many)
{
    enum { MANY = 1500 };
    const char *last = "";
    for (int i = 0; i < MANY; i++) {
        ck_assert(rule_past_edaban(past, i + 1, arena_printf(arena, "%07d", MANY - i)));
        const struct past_row row =
            S_hito("1", arena_printf(arena, "kojinBango=%012d;bango=%d;seinengappi=19000101", i + 1, i));
        const struct past_row at = {row.l, row.values, i + 1, row.today};
        ck_assert_str_eq(S_judged(&at), "");
        if (arena_used(arena) > 4 << 20)
            arena_reset(arena);
    }
    policy.set[RULE_NANAJUGO] = 1 + SEVERITY_REFUSE;
    const struct past_owari_ask q = {S_layout("kanyushaToroku"), &policy, str_date(STR("20170508")), arena,
                                     OWARI_MOST};
    struct past_owari left;
    ck_assert_int_eq(rule_past_owari(past, &q, &left), ST_OK);
    ck_assert_uint_eq(left.n, 1000);
    for (size_t i = 0; i < left.n; i++) {
        ck_assert_int_lt(strcmp(last, left.list[i].found.diag.have), 0);
        last = left.list[i].found.diag.have;
    }
    ck_assert_str_eq(last, "0001000（誕生日 19750101）");
}
END_TEST

#define LOOP(test, cases) tcase_add_loop_test(t, test, 0, sizeof cases / sizeof *cases)

int main(void)
{
    Suite *s = suite_create("file/rule/past_setai");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    tcase_add_test(t, test_most);
    LOOP(test_states, states);
    tcase_add_test(t, test_states_off);
    tcase_add_test(t, test_states_many);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
