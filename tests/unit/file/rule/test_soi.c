/* file/rule/soi: each column on which a 資格情報 may differ from 加入者情報, and what is then told. */
#include <check.h>
#include <stdio.h>

#include "base/str.h"
#include "file/rule/soi.h"

#define DAY(ymd) str_date(STR(ymd))

static struct arena *arena;
static struct diag refusal;
static struct findings found;

static void S_make(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    arena = arena_new(1 << 20);
    refusal = DIAG_INIT;
}

static void S_drop(void)
{
    arena_free(arena);
    rules_close();
}

static const char *const names[] = {"shutokuYmd", "soshitsuYmd", "honninKazoku", "kigo", "bango"};
static const char *const mei[] = {"資格取得年月日", "資格喪失年月日", "本人家族区分", "被保険者証記号",
                                  "被保険者証番号"};
enum { COLUMNS = 5, MAE = 5 };

/* 「item want have」 of what was found, "" for nothing. */
static const char *S_judge(const char *const *values, int columns, size_t mae, const struct rule_policy *p)
{
    struct soi_shikaku list[MAE + 1] = {0};
    for (size_t i = 0; i < mae; i++)
        list[i] =
            (struct soi_shikaku){DAY("20100401") + (int32_t)(365 * i), DAY("20100501") + (int32_t)(365 * i),
                                 "2", soi_hash("12"), soi_hash("345")};
    list[mae] = (struct soi_shikaku){DAY("20170401"), DAY_NONE, "1", soi_hash("１２"), soi_hash("345")};
    const struct record_view v = {names, values, columns, NULL};
    found = (struct findings){.policy = p, .arena = arena, .refusal = &refusal};
    enum status st = rule_soi(&v, mei, list, mae + 1, DAY("20170508"), &found);
    const struct diag *d = st != ST_OK ? &refusal : found.n ? &found.list[0].diag : NULL;
    ck_assert(st == ST_OK || st == ST_SHIKAKU_SOI);
    ck_assert_int_le(found.n, 1); /* the first alone */
    return d ? arena_printf(arena, "%s %s %s", d->item, d->want, d->have) : "";
}

START_TEST(test_columns)
{
    static const struct {
        const char *values[COLUMNS], *want;
        size_t mae;
    } cases[] = {
        {{"20170401", NULL, "1", "12", "345"}, "", 0},
        {{"20170401", NULL, "1", "１２", "３４５"}, "", 0}, /* full and half width are the same */
        {{"20170402", NULL, "1", "12", "345"},
         "資格取得年月日 加入者情報の 20170401（ほかの日の資格情報は削除） 20170402",
         0},
        {{"20170401", "20170501", "1", "12", "345"}, "資格喪失年月日 加入者情報の （なし） 20170501", 0},
        {{"20170401", NULL, "2", "12", "345"}, "本人家族区分 加入者情報の 1 2", 0},
        {{"20170401", NULL, NULL, "12", "345"}, "本人家族区分 加入者情報の 1 （なし）", 0},
        {{"20170401", NULL, "1", "13", "345"}, "被保険者証記号 加入者情報と同じ 13", 0},
        {{"20170401", NULL, "1", NULL, "345"}, "被保険者証記号 加入者情報と同じ （なし）", 0},
        {{"20170401", NULL, "1", "12", "0345"}, "被保険者証番号 加入者情報と同じ 0345", 0},
        {{"20170401", "20170501", "2", "13", "0"}, "資格喪失年月日 加入者情報の （なし） 20170501", 0},
        /* each against the 資格 of its own first day */
        {{"20170401", NULL, "1", "12", "345"}, "", 1},
        {{"20100401", "20100501", "2", "12", "345"}, "", 1},
        {{"20100401", NULL, "2", "12", "345"}, "資格喪失年月日 加入者情報の 20100501 （なし）", 1},
        {{"20100402", "20100501", "2", "12", "345"},
         "資格取得年月日 加入者情報の 20100401、20170401（ほかの日の資格情報は削除） 20100402",
         1},
        {{"20000401", NULL, "1", "12", "345"},
         "資格取得年月日 加入者情報の 20130331、20140331、20170401（ほかの日の資格情報は削除） 20000401",
         5}, /* the latest three */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(S_judge(cases[i].values, COLUMNS, cases[i].mae, NULL), cases[i].want);
}
END_TEST

/* A 喪失 that is told ahead holds from its day on; a day that is told is judged before as well. */
START_TEST(test_coming)
{
    static const struct {
        const char *soshitsu, *told, *item;
    } cases[] = {
        {"20170509", NULL, ""},
        {"20170509", "20170509", ""},
        {"20170509", "20170510", "資格喪失年月日"},
        {"20170508", NULL, "資格喪失年月日"},
        {"20170507", NULL, "資格喪失年月日"},
        {"20170508", "20170508", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct soi_shikaku one = {DAY("20170401"), str_date(str_of(cases[i].soshitsu)), "1",
                                        soi_hash("12"), soi_hash("345")};
        const char *const values[COLUMNS] = {"20170401", cases[i].told, "1", "12", "345"};
        const struct record_view v = {names, values, COLUMNS, NULL};
        found = (struct findings){.arena = arena, .refusal = &refusal};
        ck_assert_int_eq(rule_soi(&v, mei, &one, 1, DAY("20170508"), &found), ST_OK);
        ck_assert_str_eq(found.n ? found.list[0].diag.item : "", cases[i].item);
    }
}
END_TEST

/* Who was cancelled has none: whatever is told of one is wrong. */
START_TEST(test_cancelled)
{
    const char *const values[COLUMNS] = {"20170401", NULL, "1", "12", "345"};
    const struct record_view v = {names, values, COLUMNS, NULL};
    found = (struct findings){.arena = arena, .refusal = &refusal};
    ck_assert_int_eq(rule_soi(&v, mei, NULL, 0, DAY("20170508"), &found), ST_OK);
    ck_assert_int_eq(found.n, 1);
    ck_assert_str_eq(found.list[0].diag.item, "資格取得年月日");
    ck_assert_str_eq(found.list[0].diag.want, "加入者情報は取消（資格情報もほかの副本も削除）");
    ck_assert_str_eq(found.list[0].diag.have, "20170401");
}
END_TEST

/* One 資格 that ended on its first day, and another from that day on: a record may be either. */
START_TEST(test_same_first_day)
{
    const struct soi_shikaku list[] = {
        {DAY("20170401"), DAY("20170401"), "1", soi_hash("12"), soi_hash("345")},
        {DAY("20170401"), DAY_NONE, "1", soi_hash("12"), soi_hash("346")},
    };
    static const struct {
        const char *values[COLUMNS], *want;
    } cases[] = {
        {{"20170401", "20170401", "1", "12", "345"}, ""},
        {{"20170401", NULL, "1", "12", "346"}, ""},
        {{"20170401", NULL, "1", "12", "345"}, "被保険者証番号"}, /* held against the last */
        {{"20170401", "20170501", "1", "12", "346"}, "資格喪失年月日"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct record_view v = {names, cases[i].values, COLUMNS, NULL};
        found = (struct findings){.arena = arena, .refusal = &refusal};
        ck_assert_int_eq(rule_soi(&v, mei, list, 2, DAY("20170508"), &found), ST_OK);
        ck_assert_str_eq(found.n ? found.list[0].diag.item : "", cases[i].want);
    }
}
END_TEST

START_TEST(test_layout_without_a_column)
{
    const char *const values[] = {"20170401", "20170501", "1", "13", "345"};
    ck_assert_str_eq(S_judge(values, 1, 0, NULL), ""); /* 取得日 alone */
    ck_assert_str_ne(S_judge(values, 2, 0, NULL), "");
    ck_assert_str_eq(S_judge(values, 0, 0, NULL), "");
    const char *const no_day[] = {"2017", NULL, "1", "12", "345"};
    ck_assert_str_eq(S_judge(no_day, COLUMNS, 0, NULL), ""); /* no day: the layout's matter */
}
END_TEST

START_TEST(test_severity)
{
    const char *const values[] = {"20170402", NULL, "1", "12", "345"};
    struct rule_policy p = {.mode = RULES_STRICT};
    S_judge(values, COLUMNS, 0, &p);
    ck_assert_int_eq(refusal.status, ST_SHIKAKU_SOI);
    ck_assert_int_eq(found.n, 0);
    p = (struct rule_policy){.mode = RULES_GUIDE};
    ck_assert_str_eq(S_judge(values, COLUMNS, 0, &p), "");
}
END_TEST

START_TEST(test_hash)
{
    ck_assert_uint_eq(soi_hash(NULL), soi_hash(""));
    ck_assert_uint_eq(soi_hash(""), 0);
    ck_assert_uint_eq(soi_hash("ＡＺａｚ０９－"), soi_hash("AZaz09-"));
    ck_assert_uint_ne(soi_hash("ア"), soi_hash("イ"));
    ck_assert_uint_ne(soi_hash("｡"), soi_hash("。")); /* half width of other letters is another letter */
    /* a text that is longer than any column goes by its beginning */
    char lang[400];
    memset(lang, '1', sizeof lang - 1);
    lang[sizeof lang - 1] = 0;
    ck_assert_uint_ne(soi_hash(lang), 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/soi");
    TCase *tc = tcase_create("soi");
    tcase_add_checked_fixture(tc, S_make, S_drop);
    tcase_add_test(tc, test_columns);
    tcase_add_test(tc, test_coming);
    tcase_add_test(tc, test_cancelled);
    tcase_add_test(tc, test_same_first_day);
    tcase_add_test(tc, test_layout_without_a_column);
    tcase_add_test(tc, test_severity);
    tcase_add_test(tc, test_hash);
    suite_add_tcase(s, tc);
    SRunner *sr = srunner_create(s);
    srunner_run_all(sr, CK_ENV);
    int failed = srunner_ntests_failed(sr);
    srunner_free(sr);
    return failed > 0;
}
