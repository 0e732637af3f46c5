/* file/rule/past over rows of 加入者情報: who is known by number and by 枝番, what the files cannot tell,
 * numbers that change places, files one after the other; and 副本 sent again. */
#include <check.h>
#include <stdio.h>

#include "file/rule/past.h"
#include "file/rule/people.h"

#define N1 "111111111118"
#define N2 "222222222226"
#define N3 "333333333334"
#define E1 "0000001"
#define E2 "0000002"
#define E3 "0000003"

static struct past *past;
static struct arena *arena;
static struct rule_policy policy;
static int64_t line;

static void S_make(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    arena = arena_new(8 << 20);
    past = rule_past_new();
    policy = (struct rule_policy){0};
    line = 0;
}

static void S_drop(void)
{
    rule_past_free(past);
    arena_free(arena);
    rules_close();
    layouts_close();
}

/* --- rows -------------------------------------------------------------------------------------------------
 */

static const struct layout *S_layout(const char *name)
{
    const struct layout *l;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layout_get(name, str_date(STR("20170508")), &l, &d), ST_OK);
    return l;
}

/* Of "column=value;…". */
static struct past_row S_row(const char *kind, const char *cells)
{
    const struct layout *l = S_layout(kind);
    struct str *values = arena_array(arena, LAYOUT_COLUMNS, sizeof *values);
    for (int i = 0; i < l->n; i++)
        values[i] = STR("");
    for (char *at = arena_strdup(arena, cells); *at;) {
        char *equal = strchr(at, '='), *end = equal + strcspn(equal, ";");
        *equal = 0;
        int column = layout_field(l, at);
        ck_assert_msg(column >= 0, "%s", at);
        at = *end ? end + 1 : end;
        *end = 0;
        values[column] = str_of(equal + 1);
    }
    return (struct past_row){l, values, ++line, str_date(STR("20170508"))};
}

/* One verdict as text: "" right, "K40003" refused, "?K40001" cannot be told, "!K40011" warned. */
static const char *S_judged(const struct past_row *row)
{
    struct diag refusal = DIAG_INIT;
    struct findings f = {.policy = &policy, .arena = arena, .refusal = &refusal};
    enum status unknown, st = rule_past_row(past, row, &f, &unknown);
    if (st != ST_OK) {
        ck_assert_int_eq(refusal.status, st);
        return status_info(st)->code;
    }
    if (unknown != ST_OK)
        return arena_printf(arena, "?%s", status_info(unknown)->code);
    return f.n ? arena_printf(arena, "!%s", status_info(f.list[0].diag.status)->code) : "";
}

#define PERSON                                                                                               \
    "kigo=1;bango=1;honninKazoku=1;shimei=架空　一郎;shimeiKana=カクウ　イチロウ;seibetsu=1;"   \
    "seinengappi=19800101;jusho=架空県;shutokuYmd=20160401"

/* What comes later replaces. */
static struct past_row S_hito(const char *kubun, const char *cells)
{
    return S_row("kanyushaToroku",
                 arena_printf(arena, PERSON ";shoriKubun=%s%s%s", kubun, *cells ? ";" : "", cells));
}

/* A step of a case. kubun: "1" to "6", "/": another file, "1=0000001": the result has this 枝番. */
struct step {
    const char *kubun, *cells, *want;
};

static void S_play(const struct step *steps, int at)
{
    for (int i = 0; steps[i].kubun; i++) {
        const struct step *s = &steps[i];
        if (*s->kubun == '/') {
            rule_past_file_end(past);
            line = 0;
            continue;
        }
        if (s->kubun[1])
            ck_assert(rule_past_edaban(past, line + 1, s->kubun + 2));
        const struct past_row row = S_hito(arena_strndup(arena, s->kubun, 1), s->cells);
        const char *have = S_judged(&row);
        ck_assert_msg(strcmp(have, s->want) == 0, "case %d step %d: want %s, have %s", at, i, s->want, have);
    }
}

/* --- people -----------------------------------------------------------------------------------------------
 */

#define NEXT                                                                                                 \
    {                                                                                                        \
        "/", "", ""                                                                                          \
    } /* file */
enum { STEPS = 10 };
static const struct step cases[][STEPS] = {
    /* the same number again: open, ended, before it ended */
    {{"1", "kojinBango=" N1, ""}, {"1", "kojinBango=" N1, "K40002"}, {"1", "kojinBango=" N2, ""}},
    {{"1", "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20120401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20130401", "K40002"}},
    {{"1", "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20120331", "K20003"}},
    {{"1", "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20120401", ""},
     {"1", "kojinBango=" N1 ";seinengappi=19900101;shimeiKana=ベツ", "K40010"},
     {"1", "kojinBango=" N1 ";seinengappi=19900101", ""}},
    /* earlier ones put in, of which one overlaps */
    {{"1", "kojinBango=" N1, ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20130401;soshitsuYmd=20150401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20100401;soshitsuYmd=20130401", ""},
     {"1", "kojinBango=" N1 ";shutokuYmd=20140401;soshitsuYmd=20160401", "K20003"}},
    {{"1", "kojinBango=" N1 ";seinengappi=20160402", "K20003"}, {"1", "kojinBango=" N1, ""}},
    {{"1", "kojinBango=" N1 ";seinengappi=18991231", "!K40007"},
     {"1", "kojinBango=" N2 ";seinengappi=19200101;shutokuYmd=19260630", "!K40008"},
     {"1", "kojinBango=" N3 ";ninteiYmd=20160331", "!K40009"}},
    /* the result tells the 枝番 */
    {{"1=" E1, "kojinBango=" N1, ""},
     NEXT,
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "K40003"},
     {"6", "edaban=" E1, ""},
     {"6", "edaban=" E1, "K40013"},
     {"4", "edaban=" E2 ";soshitsuYmd=20170401", "?K40001"}},
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
    {{"4", "edaban=" E1 ";soshitsuYmd=20170401", "?K40001"},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401;jusho=別", "K40003"},
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

/* The rows of 訂正 of one file, looked ahead as verify.c does. */
static void S_exchange(const struct step *steps, int at)
{
    static const struct step people[] = {
        {"1=" E1, "kojinBango=" N1, ""}, {"1=" E2, "kojinBango=" N2, ""}, NEXT, {0}};
    S_play(people, at);
    for (int i = 0; steps[i].kubun; i++) {
        const struct past_row row = S_hito("3", steps[i].cells);
        if (rule_past_asks(past, &row)) {
            for (int k = 0; steps[k].kubun; k++) {
                struct diag ignored = DIAG_INIT;
                struct findings f = {.policy = &policy, .arena = arena, .refusal = &ignored};
                const struct past_row ahead = S_hito("3", steps[k].cells);
                ck_assert_int_eq(rule_past_ahead(past, &ahead, &f), ST_OK);
            }
            rule_past_ahead_end(past);
        }
        ck_assert(!rule_past_asks(past, &row));
        ck_assert_msg(strcmp(S_judged(&row), steps[i].want) == 0, "case %d step %d", at, i);
    }
}

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
    S_exchange(steps, 0);
}
END_TEST

/* --- what a file leaves -----------------------------------------------------------------------------------
 */

/* "rule have" of each, with commas between, and "?rule" of what the files do not tell. */
static const char *S_left(void)
{
    const struct past_owari_ask q = {S_layout("kanyushaToroku"), &policy, str_date(STR("20170508")), arena};
    struct past_owari left;
    const char *out = "";
    ck_assert_int_eq(rule_past_owari(past, &q, &left), ST_OK);
    for (size_t i = 0; i < left.n; i++)
        out = arena_printf(arena, "%s%s%s %s", out, *out ? ", " : "", left.list[i].row->name,
                           left.list[i].diag.have);
    for (int r = 0; r < RULE_COUNT; r++)
        for (int64_t i = 0; i < left.unknown[r]; i++)
            out = arena_printf(arena, "%s%s?%s", out, *out ? ", " : "", rule_name((enum rule)r));
    return out;
}

#define HONNIN(n) "kojinBango=" n
#define KAZOKU(n) "honninKazoku=2;kojinBango=" n
#define LEFT(want)                                                                                           \
    {                                                                                                        \
        "/", "", want                                                                                        \
    } /* the file ends, and has left this */
static const struct step states[][STEPS] = {
    /* two 本人; mended in the same file, in the next, and come up again */
    {{"1=" E1, HONNIN(N1), ""}, {"1=" E2, HONNIN(N2), ""}, LEFT("honninFutari 1/1")},
    {{"1=" E1, HONNIN(N1), ""}, {"1=" E2, HONNIN(N2) ";bango=２", ""}, LEFT(""), LEFT("")},
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, HONNIN(N2), ""},
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", ""},
     LEFT("")},
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, HONNIN(N2), ""},
     LEFT("honninFutari 1/1"),
     {"2", "edaban=" E1 ";jusho=別", ""},
     LEFT(""),
     {"2", "edaban=" E1 ";kigo=架空", ""},
     {"2", "edaban=" E2 ";kigo=架空", ""},
     LEFT("honninFutari 架空/1")},
    /* 被扶養者 behind their 本人, also when these come with their end */
    {{"1=" E1, HONNIN(N1), ""},
     {"1=" E2, KAZOKU(N2), ""},
     LEFT(""),
     {"4", "edaban=" E1 ";soshitsuYmd=20170508", ""},
     LEFT("honninSoshitsu 1/1"),
     {"6", "edaban=" E1, ""},
     LEFT("")},
    {{"1=" E1, KAZOKU(N1), ""},
     {"1=" E2, HONNIN(N2) ";soshitsuYmd=20170401", ""},
     LEFT("honninSoshitsu 1/1"),
     {"1=" E3, HONNIN(N3) ";soshitsuYmd=20170402", ""},
     LEFT("honninSoshitsu 1/1")},
    {{"1=" E1, HONNIN(N1) ";soshitsuYmd=20170509", ""}, {"1=" E2, KAZOKU(N2), ""}, LEFT("")},
    {{"1=" E1, HONNIN(N1) ";soshitsuYmd=20170401", ""},
     {"1=" E2, KAZOKU(N2), ""},
     {"1=" E3, HONNIN(N3), ""},
     LEFT("")},
    {{"1=" E1, HONNIN(N1) ";soshitsuYmd=20170401", ""},
     {"1=" E2, KAZOKU(N2), ""},
     {"5", "edaban=" E2 ";honninKazoku=2", ""},
     LEFT("")},
    /* 75, in the order of 枝番 and rules */
    {{"1=" E2, HONNIN(N1) ";seinengappi=19420508", ""},
     {"1=" E1, HONNIN(N2) ";seinengappi=19420507", ""},
     LEFT("honninFutari 1/1, nanajugo 0000001, nanajugo 0000002"),
     {"2", "edaban=" E1 ";seinengappi=19420509", ""},
     {"2", "edaban=" E2 ";seinengappi=19420507;jusho=別", ""},
     LEFT("")},
    {{"1=" E1, HONNIN(N1) ";seinengappi=19420509", ""},
     {"1=" E2, HONNIN(N2) ";bango=2;seinengappi=19420401;soshitsuYmd=20170509", ""},
     LEFT("")},
    {{"1", HONNIN(N1) ";seinengappi=19420508", ""}, LEFT("nanajugo 未定（1行目の新規）")},
    /* rows about who is not known may have mended it */
    {{"1", HONNIN(N1), ""},
     LEFT(""),
     {"4", "edaban=" E1 ";soshitsuYmd=20170401", "?K40001"},
     {"1", HONNIN(N2), ""},
     LEFT("?honninFutari")},
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
    ck_assert_str_eq(S_left(), "honninFutari 1/1");
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
    const struct past_owari_ask q = {S_layout("kanyushaToroku"), &policy, str_date(STR("20170508")), arena};
    struct past_owari left;
    ck_assert_int_eq(rule_past_owari(past, &q, &left), ST_OK);
    ck_assert_uint_eq(left.n, 1000);
    for (size_t i = 0; i < left.n; i++) {
        ck_assert_int_lt(strcmp(last, left.list[i].diag.have), 0);
        last = left.list[i].diag.have;
    }
    ck_assert_str_eq(last, "0001000");
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
    ck_assert_str_eq(S_send("shikakuJoho", "shoriKubun=1;hokensha=06139992;edaban=0000001;kigo=1;bango=1;"
                                           "honninKazoku=1;shutokuYmd=20160401"),
                     "");
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), "");
    ck_assert_str_eq(S_send("shobyoTeatekin", SHOBYO), "P40003");
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
    tcase_add_test(t, test_exchange_refused);
    LOOP(test_states, states);
    tcase_add_test(t, test_states_off);
    tcase_add_test(t, test_states_many);
    tcase_add_test(t, test_sent_again);
    tcase_add_test(t, test_store);
    LOOP(test_edaban, edaban);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
