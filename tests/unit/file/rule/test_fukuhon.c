/* file/rule/fukuhon and stand: which rules one row of 副本 breaks beside what its person has, all of them
 * warning; 新規 and 変更 alike. */
#include "past_desk.h"

#include "file/rule/fukuhon.h"
#include "file/rule/nokori.h"

/* Days YYYYMMDD; to "": 資格情報 without an end, of others the first day. */
struct record {
    enum kikan_kind kind;
    const char *kagi, *from, *to;
    char honnin, kubun; /* 資格情報; 0: 本人, 一般 */
    int renban;         /* 0: 1 */
    const char *shussan, *yotei;
    bool tatai;
};

/* clang-format off */
#define OF(kind_, kagi_, from_, to_, ...) {.kind = KIKAN_##kind_, .kagi = kagi_, .from = from_, .to = to_, __VA_ARGS__}
#define HONNIN OF(SHIKAKU, "s", "20140101", "")
#define UNTIL_2015 OF(SHIKAKU, "s", "20140101", "20150331")
#define BIRTH(kagi_, day) OF(SHUSSAN, kagi_, day, "")
#define TEATE_2015(...) OF(SHUSSAN_TEATE, "x", "20150415", "20150420", __VA_ARGS__)

/* kubun: each of the row's; kettei: 支給決定日, NULL: none. want: names with a blank between. */
static const struct {
    const char *what, *kubun;
    struct record is, others[4];
    const char *kettei;
    bool all_equal;
    const char *want;
} cases[] = {
    /* on which 資格, after which loss */
    {"the last of two losses counts", "12", BIRTH("x", "20150901"),
     {OF(SHIKAKU, "r", "20080101", "20100331"), UNTIL_2015}, NULL, false, ""},
    {"too late after either", "12", BIRTH("x", "20151002"),
     {OF(SHIKAKU, "r", "20080101", "20100331"), UNTIL_2015}, NULL, false, "shikakuSoto"},
    {"the day it was due, born later", "12", TEATE_2015(.shussan = "20150520", .yotei = "20150510"),
     {UNTIL_2015}, NULL, false, ""},
    {"born before it was due", "12", TEATE_2015(.shussan = "20150510", .yotei = "20150520"),
     {UNTIL_2015}, NULL, false, ""},
    {"both a day too late", "12", TEATE_2015(.shussan = "20150520", .yotei = "20150512"),
     {UNTIL_2015}, NULL, false, "shikakuSoto"},
    {"98 days before twins", "12", TEATE_2015(.shussan = "20150706", .tatai = true), {UNTIL_2015}, NULL, false, ""},
    {"and a day too late", "12", TEATE_2015(.shussan = "20150707", .tatai = true),
     {UNTIL_2015}, NULL, false, "shikakuSoto"},
    {"出産手当金 went on after the loss", "12", OF(MAISO, "x", "20150930", ""),
     {UNTIL_2015, OF(SHUSSAN_TEATE, "t", "20150301", "20150630")}, NULL, false, ""},
    {"傷病手当金 did", "12", OF(MAISO, "x", "20150930", ""),
     {UNTIL_2015, OF(SHOBYO, "t", "20150301", "20150630")}, NULL, false, ""},
    {"nothing did", "12", OF(MAISO, "x", "20150930", ""), {UNTIL_2015}, NULL, false, "shikakuSoto"},
    {"埋葬料 that a loss leaves where 出産手当金 went on", "2", UNTIL_2015,
     {HONNIN, OF(SHUSSAN_TEATE, "t", "20150301", "20150630"), OF(MAISO, "x", "20150930", "")}, NULL, false, ""},
    {"and where nothing did", "2", UNTIL_2015, {HONNIN, OF(MAISO, "x", "20150930", "")}, NULL, false, "fukuhonNokori"},
    {"本人 never, and outside", "12", OF(SHOBYO, "x", "20150601", "20150630"),
     {OF(SHIKAKU, "s", "20140101", "20150331", .honnin = '2')}, NULL, false, "honninKazoku"},
    {"合算 up to the only day of a 資格 that has none", "12", OF(GASSAN, "x", "20140801", "20150401"),
     {OF(SHIKAKU, "s", "20150401", "20150331")}, NULL, false, "gassanSoto"},
    {"before the first 資格", "12", OF(SHOBYO, "x", "20131231", "20140110"), {HONNIN}, NULL, false, "shikakuMae"},
    {"from its first day", "12", OF(SHOBYO, "x", "20140101", "20140110"), {HONNIN}, NULL, false, ""},
    /* the same again */
    {"all is equal", "1", BIRTH("x", "20160901"), {HONNIN, BIRTH("x", "20160901")}, NULL, true, "fukuhonOnaji"},
    {"the key is", "1", BIRTH("x", "20160901"), {HONNIN, BIRTH("x", "20160901")}, NULL, false, "kagiOnaji"},
    {"a change of it", "2", BIRTH("x", "20160901"), {HONNIN, BIRTH("x", "20160901")}, NULL, false, ""},
    {"all of 埋葬料 is equal", "1", OF(MAISO, "x", "20160901", ""),
     {HONNIN, OF(MAISO, "x", "20160901", "")}, NULL, true, "fukuhonOnaji"},
    {"another 埋葬料", "1", OF(MAISO, "x", "20160901", ""),
     {HONNIN, OF(MAISO, "y", "20160801", "")}, NULL, false, "maisoNido"},
    {"family's by the 枝番 of the 被保険者", "1", OF(MAISO, "x", "20160901", ""),
     {HONNIN, OF(KAZOKU_MAISO, "y", "20160801", "")}, NULL, false, ""},
    /* beside others */
    {"both 手当金 until 2016-03-31", "12", OF(SHOBYO, "x", "20160301", "20160430"),
     {HONNIN, OF(SHUSSAN_TEATE, "t", "20160331", "20160420")}, NULL, false, "teateKasanari"},
    {"only after it", "12", OF(SHOBYO, "x", "20160301", "20160430"),
     {HONNIN, OF(SHUSSAN_TEATE, "t", "20160401", "20160420")}, NULL, false, ""},
    {"資格 over 資格", "12", OF(SHIKAKU, "x", "20150101", "20151231"), {HONNIN}, NULL, false, "shikakuKasanari"},
    {"出産手当金 of one 支給連番", "12", OF(SHUSSAN_TEATE, "x", "20160301", "20160331"),
     {HONNIN, OF(SHUSSAN_TEATE, "y", "20160331", "20160430")}, NULL, false, "shussanKasanari"},
    {"of two", "12", OF(SHUSSAN_TEATE, "x", "20160301", "20160331"),
     {HONNIN, OF(SHUSSAN_TEATE, "y", "20160331", "20160430", .renban = 2)}, NULL, false, ""},
    {"births 84 days apart", "12", BIRTH("x", "20160901"),
     {HONNIN, BIRTH("y", "20161124")}, NULL, false, "shussanAida"},
    {"85 days", "12", BIRTH("x", "20160901"), {HONNIN, BIRTH("y", "20160608")}, NULL, false, ""},
    {"twins in two rows", "12", BIRTH("x", "20160901"), {HONNIN, BIRTH("y", "20160901")}, NULL, false, ""},
    {"one birth twice, by the 枝番 of a 被扶養者", "12", BIRTH("x", "20160901"),
     {OF(SHIKAKU, "s", "20140101", "", .honnin = '2'), OF(KAZOKU_SHUSSAN, "y", "20160901", "")}, NULL, false, "honninKazoku shussanFutae"},
    /* in itself */
    {"decided a day too early", "12", BIRTH("x", "20160901"), {HONNIN}, "20160831", false, "ketteiMae"},
    {"on the day", "12", BIRTH("x", "20160901"), {HONNIN}, "20160901", false, ""},
    {"today", "12", BIRTH("x", "20170508"), {HONNIN}, "20170508", false, ""},
    {"tomorrow", "12", BIRTH("x", "20170509"), {HONNIN}, NULL, false, "asuIgo"},
    {"decided tomorrow", "12", BIRTH("x", "20170508"), {HONNIN}, "20170509", false, "asuIgo"},
    {"550 days", "12", OF(SHOBYO, "x", "20150101", "20160703"), {HONNIN}, NULL, false, ""},
    {"551", "12", OF(SHOBYO, "x", "20150101", "20160704"), {HONNIN}, NULL, false, "shobyoNagai"},
    /* what is left behind */
    {"資格 goes", "3", HONNIN, {HONNIN, BIRTH("y", "20160901")}, NULL, false, "fukuhonNokori"},
    {"becomes a 被扶養者's", "2", OF(SHIKAKU, "s", "20140101", "", .honnin = '2'),
     {HONNIN, BIRTH("y", "20160901")}, NULL, false, "fukuhonKotei"},
    {"ends too early", "2", OF(SHIKAKU, "s", "20140101", "20151231"),
     {HONNIN, BIRTH("y", "20160901")}, NULL, false, "fukuhonNokori"},
};
/* clang-format on */

static int32_t S_day(const char *ymd)
{
    return ymd && *ymd ? str_date(str_of(ymd)) : DAY_NONE;
}

static struct kikan S_kikan(const struct record *r)
{
    bool shikaku = r->kind == KIKAN_SHIKAKU;
    int32_t from = S_day(r->from), to = S_day(r->to);
    return (struct kikan){.kind = r->kind,
                          .from = from,
                          .to = to != DAY_NONE ? to
                                : shikaku      ? DAY_OPEN
                                               : from,
                          .honnin = !shikaku    ? 0
                                    : r->honnin ? r->honnin
                                                : '1',
                          .kubun = r->kubun ? r->kubun : '1',
                          .renban = r->renban ? r->renban : 1,
                          .shussan = S_day(r->shussan),
                          .yotei = S_day(r->yotei),
                          .tatai = r->tatai,
                          .kagi = r->kagi};
}

/* What a 資格情報 leaves behind, when it is the last row of its file. */
static void S_left(const struct fukuhon_judged *x, struct findings *f)
{
    struct nokori_marks marks;
    struct nokori then[6];
    size_t n = 0;
    ck_assert_int_eq(nokori_marks(&x->others, &x->is, x->kubun, f, &marks), ST_OK);
    for (size_t i = 0; i < x->others.n; i++)
        if (!kikan_same(&x->others.list[i], &x->is))
            then[n++] = (struct nokori){x->others.list[i], marks.others ? marks.others[i] : 0};
    if (x->kubun != '3')
        then[n++] = (struct nokori){x->is, marks.own};
    ck_assert_int_eq(nokori_tell(then, n, f), ST_OK);
}

static const char *S_broken(const struct fukuhon_judged *x)
{
    struct diag refusal = DIAG_INIT;
    struct findings f = {.policy = &policy, .arena = arena, .refusal = &refusal};
    const char *out = "";
    if (x->kubun != '3')
        ck_assert_int_eq(rule_fukuhon(x, &f), ST_OK);
    if (x->is.kind == KIKAN_SHIKAKU)
        S_left(x, &f);
    for (int i = 0; i < f.n; i++)
        out = arena_printf(arena, "%s%s%s", out, *out ? " " : "", f.list[i].row->name);
    return out;
}

START_TEST(test_cases)
{
    struct kikan others[4];
    size_t n = 0;
    for (; n < 4 && cases[_i].others[n].kagi; n++)
        others[n] = S_kikan(&cases[_i].others[n]);
    for (int r = 0; r < RULE_COUNT; r++)
        policy.set[r] = 1 + SEVERITY_WARN;
    for (const char *kubun = cases[_i].kubun; *kubun; kubun++) {
        const struct fukuhon_judged x = {.is = S_kikan(&cases[_i].is),
                                         .kubun = *kubun,
                                         .all_equal = cases[_i].all_equal,
                                         .kettei = S_day(cases[_i].kettei),
                                         .today = S_day("20170508"),
                                         .others = {others, n},
                                         .item = "日",
                                         .saigo_mei = "最後の日",
                                         .kettei_mei = "支給決定日"};
        const char *have = S_broken(&x);
        ck_assert_msg(strcmp(have, cases[_i].want) == 0, "%s, 処理区分 %c: want %s, have %s", cases[_i].what,
                      *kubun, cases[_i].want, have);
    }
}
END_TEST

/* A 計算期間 may begin before the first 資格: what is told is that it ends before. */
START_TEST(test_gassan_item)
{
    const struct record gassan = OF(GASSAN, "x", "20120801", "20130731"), shikaku = HONNIN;
    struct kikan others[] = {S_kikan(&shikaku)};
    struct diag refusal = DIAG_INIT;
    struct findings f = {.policy = &policy, .arena = arena, .refusal = &refusal};
    const struct fukuhon_judged x = {.is = S_kikan(&gassan),
                                     .kubun = '1',
                                     .kettei = DAY_NONE,
                                     .today = S_day("20170508"),
                                     .others = {others, 1},
                                     .item = "初めの日",
                                     .saigo_mei = "最後の日",
                                     .kettei_mei = "支給決定日"};
    policy.set[RULE_SHIKAKU_MAE] = 1 + SEVERITY_WARN;
    ck_assert_int_eq(rule_fukuhon(&x, &f), ST_OK);
    ck_assert_int_eq(f.n, 1);
    ck_assert_str_eq(f.list[0].row->name, "shikakuMae");
    ck_assert_str_eq(f.list[0].diag.item, "最後の日");
}
END_TEST

/* Each row looks at all benefits of its person, and at each only on the 資格: if it took all of them for
 * each, this would last for a minute, and check gives it seconds. */
START_TEST(test_many)
{
    enum { MANY = 4000, ROWS = 200 };
    static struct kikan others[MANY];
    struct kikan row = S_kikan(&(struct record)UNTIL_2015);
    struct nokori_marks marks;
    others[0] = S_kikan(&(struct record)HONNIN);
    for (int i = 1; i < MANY; i++) {
        others[i] = S_kikan(&(struct record)OF(SHOBYO, "x", "20140201", "20140210"));
        others[i].renban = 1 + i;
    }
    for (int i = 0; i < ROWS; i++) {
        struct findings f = {.policy = &policy, .arena = arena};
        ck_assert_int_eq(nokori_marks(&(struct kikan_list){others, MANY}, &row, '2', &f, &marks), ST_OK);
        ck_assert_ptr_null(marks.others);
        arena_reset(arena);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/fukuhon");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    tcase_add_loop_test(t, test_cases, 0, sizeof cases / sizeof *cases);
    tcase_add_test(t, test_gassan_item);
    tcase_add_test(t, test_many);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
