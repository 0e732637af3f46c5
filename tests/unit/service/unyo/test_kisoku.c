/* The rules over 加入者 (schema/rules.xml): what each warns of or refuses, by the rows of a file and online,
 * and by a world's policy; a refusal writes nothing. */
#include "service/unyo/desk.h"

#define E "0000001"

/* The person of desk_register, with some items replaced. */
static struct kanyusha_irai S_row(const char *kubun)
{
    bool new = *kubun == '1';
    struct kanyusha_irai r = desk_row(kubun, new ? "" : E, new ? BANGO_1 : *kubun == '3' ? BANGO_3 : "");
    r.soshitsu_ymd = *kubun == '4' ? "20170501" : "";
    return r;
}

static void S_put(struct kanyusha_irai *r, const char *element, const char *value)
{
    desk_set(bulk_find("kanyushaToroku")->row, r, element, value);
}

static enum status S_apply(const struct kanyusha_irai *r)
{
    struct row_kekka out = {0};
    desk.call.keikoku = (struct findings){0};
    enum status st = desk_chunk()->apply(&desk.call, r, &out);
    if (st == ST_OK) {
        desk_chunk_end();
        return st;
    }
    desk.call.bulk_state = NULL;
    return desk_end(st);
}

/* Warnings as "K40012 住所, …". */
static const char *S_told(void)
{
    struct buf have = BUF_INIT;
    buf_adds(&have, "");
    for (int i = 0; i < desk.call.keikoku.n; i++) {
        const struct diag *d = &desk.call.keikoku.list[i].diag;
        ck_assert_msg(d->want[0] && d->have[0], "%s", d->item);
        buf_addf(&have, "%s%s %s", i ? ", " : "", status_info(d->status)->code, d->item);
    }
    const char *ret = arena_strdup(desk.arena, have.data ? have.data : "");
    buf_release(&have);
    return ret;
}

/* Of a person who is as S_row has it, lost by a row of 喪失 for kubun 6. */
static const struct {
    const char *kubun, *element, *value, *element2, *value2;
    enum status st;
    const char *told;
} cases[] = {
    {"4", "bango", "345", NULL, NULL, ST_OK, ""},
    {"4", "shimei", "架空　二郎", NULL, NULL, ST_OK, "K40011 氏名"},
    {"4", "shimeiKana", "カクウ", "seibetsu", "2", ST_OK, "K40011 氏名カナ, K40011 性別"},
    {"4", "seinengappi", "19810101", NULL, NULL, ST_OK, "K40011 生年月日"},
    {"4", "jusho", "架空県例示市２", "kigo", "13", ST_OK, "K40012 被保険者証記号, K40012 住所"},
    {"4", "kigo", "13", "ninteiYmd", "20170403", ST_OK, "K40012 被保険者証記号, K40012 被扶養者認定年月日"},
    {"4", "shutokuYmd", "20170402", NULL, NULL, ST_KANYUSHA_ITEM, NULL},
    {"3", "seinengappi", "19810101", "soshitsuYmd", "20170501", ST_OK,
     "K40011 生年月日, K40012 資格喪失年月日"},
    {"5", "bango", "999", "shimei", "", ST_OK, "K40012 被保険者証番号"},
    {"5", "shutokuYmd", "20170402", NULL, NULL, ST_KANYUSHA_ITEM, NULL},
    {"6", "bango", "999", NULL, NULL, ST_OK, "K40012 被保険者証番号"},
    {"6", "soshitsuYmd", "20170502", NULL, NULL, ST_KANYUSHA_ITEM, NULL},
    {"6", "shutokuYmd", "20170402", NULL, NULL, ST_KANYUSHA_ITEM, NULL},
    {"6", "soshitsuYmd", "20170501", NULL, NULL, ST_OK, ""},
    {"2", "shimeiKana", "カクウ　ハナコ", NULL, NULL, ST_OK, ""},
    {"2", "seinengappi", "19810101", "seibetsu", "2", ST_OK, ""},
    {"2", "shimeiKana", "カクウ　ハナコ", "seibetsu", "2", ST_OK, "K40011 氏名カナ／性別"},
    {"2", "shimeiKana", "カクウ　ハナコ", "seinengappi", "19810101", ST_OK, "K40011 氏名カナ／生年月日"},
    {"2", "seinengappi", "20170402", NULL, NULL, ST_DATE_ORDER, NULL},
    {"2", "seinengappi", "18991231", NULL, NULL, ST_OK, "K40007 生年月日"},
    {"2", "shutokuYmd", "19260630", "seinengappi", "19000101", ST_OK, "K40008 資格取得年月日"},
    {"2", "ninteiYmd", "20170331", NULL, NULL, ST_OK, "K40009 被扶養者認定年月日"},
    {"2", "ninteiYmd", "20170401", "kigo", "99", ST_OK, ""},
    {"2", "seinengappi", "29800101", "shutokuYmd", "29800101", ST_OK,
     "K40020 生年月日, K40021 資格取得年月日"},
    {"4", "soshitsuYmd", "29170401", NULL, NULL, ST_OK, "K40021 資格喪失年月日"},
};

START_TEST(test_rows)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        desk_close();
        desk_open();
        struct kanyusha_irai r = S_row("1"), lose = S_row("4");
        ck_assert_int_eq(S_apply(&r), ST_OK);
        ck_assert_str_eq(S_told(), "");
        if (*cases[i].kubun == '6')
            ck_assert_int_eq(S_apply(&lose), ST_OK);
        r = S_row(cases[i].kubun);
        S_put(&r, cases[i].element, cases[i].value);
        if (cases[i].element2)
            S_put(&r, cases[i].element2, cases[i].value2);
        enum status st = S_apply(&r);
        ck_assert_msg(st == cases[i].st, "%zu: %s", i, status_info(st)->name);
        if (st == ST_OK)
            ck_assert_msg(strcmp(S_told(), cases[i].told) == 0, "%zu: %s", i, S_told());
    }
}
END_TEST

static const struct {
    const char *umare, *shutoku, *soshitsu, *nintei;
    enum status st;
    const char *told;
} days[] = {
    {"19000101", "19260701", "", "", ST_OK, ""},
    {"18991231", "19260630", "", "", ST_OK, "K40007 生年月日, K40008 資格取得年月日"},
    {"20170401", "20170401", "", "", ST_OK, ""},
    {"20170402", "20170401", "", "", ST_DATE_ORDER, NULL},
    {"19800101", "20170401", "20170501", "20170430", ST_OK, ""},
    {"19800101", "20170401", "20170501", "20170501", ST_OK, "K40009 被扶養者認定年月日"},
    {"19800101", "20170401", "", "20170331", ST_OK, "K40009 被扶養者認定年月日"},
    {"19800101", "29170401", "", "", ST_OK, "K40021 資格取得年月日"},
};

START_TEST(test_days)
{
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        desk_close();
        desk_open();
        struct kanyusha_irai r = S_row("1");
        r.seinengappi = days[i].umare;
        r.shutoku_ymd = days[i].shutoku;
        r.soshitsu_ymd = days[i].soshitsu;
        r.nintei_ymd = days[i].nintei;
        enum status st = S_apply(&r);
        ck_assert_msg(st == days[i].st, "%zu: %s", i, status_info(st)->name);
        if (st == ST_OK)
            ck_assert_msg(strcmp(S_told(), days[i].told) == 0, "%zu: %s", i, S_told());
        else
            ck_assert_str_eq(desk.diag.item, "資格取得年月日");
    }
}
END_TEST

/* With every rule at another severity: what was told of refuses with its code, or is not told. */
START_TEST(test_severities)
{
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        bool refuse = i % 2;
        desk_close();
        desk_open();
        struct kanyusha_irai r = S_row("1"), lose = S_row("4");
        ck_assert_int_eq(S_apply(&r), ST_OK);
        if (*cases[i / 2].kubun == '6')
            ck_assert_int_eq(S_apply(&lose), ST_OK);
        memset(desk.policy.rules.set, 1 + (refuse ? SEVERITY_REFUSE : SEVERITY_OFF), RULE_COUNT);
        r = S_row(cases[i / 2].kubun);
        S_put(&r, cases[i / 2].element, cases[i / 2].value);
        if (cases[i / 2].element2)
            S_put(&r, cases[i / 2].element2, cases[i / 2].value2);
        enum status st = S_apply(&r);
        bool told = !cases[i / 2].told || *cases[i / 2].told;
        bool always = cases[i / 2].st == ST_KANYUSHA_ITEM;
        ck_assert_msg((st != ST_OK) == (always || (refuse && told)), "%zu: %s", i, status_info(st)->name);
        if (st != ST_OK && cases[i / 2].told)
            ck_assert_int_eq(strncmp(status_info(st)->code, cases[i / 2].told, 6), 0);
        ck_assert_int_eq(desk.call.keikoku.n, 0);
    }
}
END_TEST

/* Another person with the number of an ex-member, of a later or an earlier 資格. */
START_TEST(test_another_person)
{
    static const char *const periods[][2] = {{"20170501", ""}, {"20160401", "20170401"}};
    struct kanyusha_irai r = S_row("1"), lose = S_row("4");
    ck_assert_int_eq(S_apply(&r), ST_OK);
    ck_assert_int_eq(S_apply(&lose), ST_OK);
    for (int i = 0; i < 2; i++) {
        r.shutoku_ymd = periods[i][0];
        r.soshitsu_ymd = periods[i][1];
        r.shimei_kana = "カリヤマ　ジロウ";
        r.seinengappi = "19900101";
        ck_assert_int_eq(S_apply(&r), ST_HITO_CHIGAI);
        ck_assert_ptr_nonnull(strstr(desk.diag.have, "19900101"));
        ck_assert_ptr_nonnull(strstr(desk.diag.want, E));
    }
    desk.policy.rules.set[RULE_HITO_CHIGAI] = 1 + SEVERITY_WARN;
    ck_assert_int_eq(S_apply(&r), ST_OK);
    ck_assert_str_eq(S_told(), "K40010 個人番号");
    r = S_row("1");
    r.shutoku_ymd = "20170501";
    r.seinengappi = "19900101"; /* only one of both: perhaps a correction */
    ck_assert_int_eq(S_apply(&r), ST_OK);
    ck_assert_str_eq(S_told(), "K40011 生年月日");
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", E, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 4);
}
END_TEST

/* What warns refuses under strict, and is not looked at under guide; nothing is written by a refusal. */
START_TEST(test_policy)
{
    struct kanyusha_irai r = S_row("1");
    ck_assert_int_eq(S_apply(&r), ST_OK);
    r = S_row("4");
    r.shimei = "架空　二郎";
    desk.policy.rules.mode = RULES_STRICT;
    ck_assert_int_eq(S_apply(&r), ST_EDABAN_CHIGAI);
    ck_assert_int_eq(desk_run("kanyusha", "getShikakuRireki", "edaban", E, NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    desk.policy.rules.mode = RULES_GUIDE;
    ck_assert_int_eq(S_apply(&r), ST_OK);
    ck_assert_str_eq(S_told(), "");
    r = S_row("2");
    r.seinengappi = "20170402";
    ck_assert_int_eq(S_apply(&r), ST_OK); /* the guide does not say it */
    /* online nothing but what is applied is told */
    desk.policy.rules.mode = RULES_STRICT;
    ck_assert_int_eq(desk_run("kanyusha", "lose", "edaban", E, "soshitsuYmd", "20170502", NULL), ST_OK);
    ck_assert_int_eq(
        desk_run("kanyusha", "lose", "edaban", E, "soshitsuYmd", "20170503", "shutokuYmd", "20170402", NULL),
        ST_KANYUSHA_ITEM);
    ck_assert_str_eq(desk.diag.item, "資格取得年月日");
    ck_assert_str_eq(desk.diag.want, "登録済みの 20170401");
    ck_assert_str_eq(desk.diag.have, "20170402");
    ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", E, "shutokuYmd", "20170402", NULL),
                     ST_KANYUSHA_ITEM);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rows,           test_severities, test_days,
                                  test_another_person, test_policy,     NULL};
    return desk_main("kisoku", tests);
}
