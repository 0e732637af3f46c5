/* file/rule/rule, rule_load and policy: what is wrong in rules.xml is told with file and line, rows of an
 * overlay replace all of their name, days decide which row holds, a world's policy decides what becomes of
 * it. */
#include <check.h>
#include <sys/stat.h>

#include "file/rule/policy.h"
#include "temp.h"

#define DAY(ymd) str_date(STR(ymd))

static char rules[65536]; /* those of the house */

static void S_copy(const char *from, const char *to)
{
    FILE *in = fopen(from, "r"), *out = fopen(temp_path(to), "w");
    ck_assert(in && out);
    size_t n = fread(rules, 1, sizeof rules - 1, in);
    rules[n] = 0;
    ck_assert_uint_eq(fwrite(rules, 1, n, out), n);
    fclose(in);
    fclose(out);
}

static void S_put(const char *name, const char *text)
{
    FILE *f = fopen(temp_path(name), "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

static void S_make(void)
{
    temp_make();
    ck_assert_int_eq(mkdir(temp_path("layout"), 0700), 0);
    ck_assert_int_eq(mkdir(temp_path("over"), 0700), 0);
    S_copy("schema/layout/rules.xsd", "layout/rules.xsd");
    S_copy("schema/rules.xml", "rules.xml");
}

static void S_drop(void)
{
    rules_close();
    temp_drop();
}

/* The house's rules with the first `from` replaced. */
static const char *S_with(const char *from, const char *to)
{
    static char text[sizeof rules + 1000];
    const char *at = strstr(rules, from);
    ck_assert_msg(at != NULL, "%s", from);
    snprintf(text, sizeof text, "%.*s%s%s", (int)(at - rules), rules, to, at + strlen(from));
    return text;
}

#define RULE(name, code, rest) ROW(name, code, "shikakuJoho shobyoTeatekin kanyushaToroku", rest)
#define ROW(name, code, kinds, rest)                                                                         \
    "<rule name=\"" name "\" code=\"" code "\" standing=\"A\" article=\"x\" kinds=\"" kinds                  \
    "\" severity=" rest ">言葉</rule>"

/* --- what is wrong ----------------------------------------------------------------------------------------
 */

static const struct {
    const char *from, *to;
    const char *item, *want, *have; /* what each has in it */
} wrong[] = {
    {"name=\"umareAto\"", "name=\"umareMae\"", "rules.xml", "知られている規則の名前", "umareMae"},
    {"code=\"K40012\"", "code=\"K49999\"", "rules.xml", "断るときの処理結果コード", "K49999"},
    {"code=\"K40012\"", "code=\"C00000\"", "rules.xml", "断るときの処理結果コード",
     "C00000"}, /* would refuse nothing */
    {"</rules>", RULE("umareAto", "K20003", "\"warn\"") "</rules>", "rules.xml", "重な", "umareAto"},
    {"</rules>", RULE("teateKasanari", "P40008", "\"warn\" from=\"20160331\"") "</rules>", "rules.xml",
     "重な", "teateKasanari"},
    {"to=\"20160331\"", "to=\"20160331\" from=\"20160401\"", "rules.xml", "from 以後の to", "前の日"},
    {"to=\"20160331\"", "to=\"20160231\"", "rules.xml", "暦にある日付", "20160231"},
    {"severity=\"warn\"", "severity=\"tell\"", "rules.xml", "", ""},
    {"</rules>", "", "rules.xml", "", ""},
};

START_TEST(test_wrong)
{
    struct diag d = DIAG_INIT;
    S_put("rules.xml", S_with(wrong[_i].from, wrong[_i].to));
    ck_assert_int_eq(rules_open(temp_dir, NULL, &d), ST_SETUP);
    ck_assert_msg(strstr(d.item, wrong[_i].item) && strstr(d.want, wrong[_i].want) &&
                      strstr(d.have, wrong[_i].have),
                  "%d: %s | %s | %s", _i, d.item, d.want, d.have);
    ck_assert_ptr_null(rule_row(0));
}
END_TEST

/* A rule that C knows would be off without a word. */
START_TEST(test_missing)
{
    struct diag d = DIAG_INIT;
    S_put("rules.xml", "<rules>" RULE("umareAto", "K20003", "\"warn\"") "</rules>");
    ck_assert_int_eq(rules_open(temp_dir, NULL, &d), ST_SETUP);
    ck_assert_str_eq(d.want, "shikakuSaki");
    ck_assert_str_eq(d.have, "行がない");
}
END_TEST

/* --- overlay ----------------------------------------------------------------------------------------------
 */

static int S_count(enum rule r)
{
    int n = 0;
    for (int i = 0; rule_row(i); i++)
        n += rule_row(i)->rule == r;
    return n;
}

START_TEST(test_overlay)
{
    struct diag d = DIAG_INIT;
    const struct rule_row *row;
    int before = 0, after = 0;
    ck_assert_int_eq(rules_open(temp_dir, temp_path("over"), &d), ST_OK);
    while (rule_row(before))
        before++;
    S_put("over/rules.xml",
          "<rules>" ROW("umareFurui", "K40008", "kanyushaToroku", "\"refuse\" to=\"19991231\"")
              ROW("umareFurui", "K40007", "kanyushaToroku", "\"off\" from=\"20000101\"") "</rules>");
    ck_assert_int_eq(rules_open(temp_dir, temp_path("over"), &d), ST_OK);
    while (rule_row(after))
        after++;
    ck_assert_int_eq(after, before + 1);
    ck_assert_int_eq(S_count(RULE_UMARE_FURUI), 2);
    ck_assert_int_eq(S_count(RULE_UMARE_ATO), 1);
    ck_assert_int_eq(rule_severity(NULL, RULE_UMARE_FURUI, DAY("19991231"), NULL, &row), SEVERITY_REFUSE);
    ck_assert_int_eq(row->status, ST_SHUTOKU_FURUI);
    ck_assert_str_eq(row->text, "言葉");
    ck_assert_int_eq(rule_severity(NULL, RULE_UMARE_FURUI, DAY("20000101"), NULL, &row), SEVERITY_OFF);
    ck_assert_int_eq(row->status, ST_UMARE_FURUI);
}
END_TEST

START_TEST(test_overlay_wrong)
{
    struct diag d = DIAG_INIT;
    S_put("over/rules.xml", "<rules>" RULE("umareMae", "K40008", "\"off\"") "</rules>");
    ck_assert_int_eq(rules_open(temp_dir, temp_path("over"), &d), ST_SETUP);
    ck_assert_msg(strncmp(d.item, "--layout の ", strlen("--layout の ")) == 0, "%s", d.item);
    S_put("over/rules.xml", "<rules>" ROW("umareFurui", "K40007", "kanyushaTorok", "\"off\"") "</rules>");
    ck_assert_int_eq(rules_open(temp_dir, temp_path("over"), &d), ST_SETUP);
    ck_assert_str_eq(d.want, "kanyushaToroku");
    ck_assert_str_eq(d.have, "kanyushaTorok");
    S_put("over/rules.xml", "<rules>" RULE("umareFurui", "K40007", "\"off\"") "</rules>"); /* of no 副本 */
    ck_assert_int_eq(rules_open(temp_dir, temp_path("over"), &d), ST_SETUP);
    ck_assert_str_eq(d.have, "shikakuJoho");
}
END_TEST

/* --- what holds -------------------------------------------------------------------------------------------
 */

START_TEST(test_days)
{
    struct diag d = DIAG_INIT;
    const struct rule_row *row;
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    ck_assert_int_eq(rule_severity(NULL, RULE_TEATE_KASANARI, DAY("20160331"), NULL, &row), SEVERITY_WARN);
    ck_assert_ptr_nonnull(row);
    ck_assert_int_eq(rule_severity(NULL, RULE_TEATE_KASANARI, DAY("20160401"), NULL, &row), SEVERITY_OFF);
    ck_assert_ptr_null(row);
}
END_TEST

/* Of a rule of the guide that refuses, of an assumption that does, of one that warns. */
static const struct {
    enum rule_mode mode;
    enum severity guide, refuse, warn;
} modes[] = {
    {RULES_DEFAULT, SEVERITY_REFUSE, SEVERITY_REFUSE, SEVERITY_WARN},
    {RULES_GUIDE, SEVERITY_REFUSE, SEVERITY_OFF, SEVERITY_OFF},
    {RULES_STRICT, SEVERITY_REFUSE, SEVERITY_REFUSE, SEVERITY_REFUSE},
};

START_TEST(test_modes)
{
    struct diag d = DIAG_INIT;
    const struct rule_row *row;
    struct rule_policy p = {.mode = modes[_i].mode};
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    ck_assert_int_eq(rule_severity(&p, RULE_SHIKAKU_SAKI, 0, NULL, &row), modes[_i].guide);
    ck_assert_int_eq(rule_severity(&p, RULE_HITO_CHIGAI, 0, NULL, &row), modes[_i].refuse);
    ck_assert_int_eq(rule_severity(&p, RULE_ATAI_SUTE, 0, NULL, &row), modes[_i].warn);
    for (int s = SEVERITY_OFF; s <= SEVERITY_REFUSE; s++) {
        p.set[RULE_ATAI_SUTE] = (unsigned char)(1 + s);
        ck_assert_int_eq(rule_severity(&p, RULE_ATAI_SUTE, 0, NULL, &row), s);
        ck_assert_int_eq(rule_severity(&p, RULE_SHIKAKU_SAKI, 0, NULL, &row), modes[_i].guide);
    }
}
END_TEST

/* More is found than is told; what refuses leaves the rest. */
START_TEST(test_found)
{
    struct diag d = DIAG_INIT, refusal = DIAG_INIT;
    struct arena *a = arena_new(1 << 20);
    struct findings f = {.arena = a, .refusal = &refusal};
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    for (int i = 0; i < FINDINGS + 3; i++)
        ck_assert_int_eq(rule_found(&f, RULE_ATAI_SUTE, 0, "住所", "同じ", "%d", i), ST_OK);
    ck_assert_int_eq(f.n, FINDINGS);
    ck_assert_str_eq(f.list[1].diag.have, "1");
    ck_assert_int_eq(f.list[1].diag.status, ST_ATAI_SUTE);
    ck_assert_int_eq(refusal.status, ST_OK);
    ck_assert_int_eq(rule_found(&f, RULE_HITO_CHIGAI, 0, "個人番号", "w", "h"), ST_HITO_CHIGAI);
    ck_assert_int_eq(refusal.status, ST_HITO_CHIGAI);
    ck_assert_str_eq(refusal.rule, "hitoChigai");
    arena_free(a);
}
END_TEST

/* A row that is off stays so under every policy. */
START_TEST(test_off)
{
    struct diag d = DIAG_INIT;
    const struct rule_row *row;
    struct rule_policy p = {.mode = modes[_i].mode};
    S_put("over/rules.xml", "<rules>" ROW("ataiSute", "K40012", "kanyushaToroku", "\"off\"") "</rules>");
    ck_assert_int_eq(rules_open("schema", temp_path("over"), &d), ST_OK);
    ck_assert_int_eq(rule_severity(&p, RULE_ATAI_SUTE, 0, NULL, &row), SEVERITY_OFF);
}
END_TEST

/* --- world.xml --------------------------------------------------------------------------------------------
 */

static const struct {
    const char *xml;
    enum status st;
    const char *want; /* part of it */
    enum rule_mode mode;
    enum kazoku_kyufu kazoku;
    int atai_sute; /* 1 + severity */
} worlds[] = {
    {"<world/>", ST_OK, "", RULES_DEFAULT, KAZOKU_EITHER, 0},
    {"<world><policy name=\"rules\" value=\"strict\"/><policy name=\"edabanDigits\" "
     "value=\"x\"/><table/></world>",
     ST_OK, "", RULES_STRICT, KAZOKU_EITHER, 0},
    {"<world><policy name=\"kazokuKyufu\" value=\"hihokensha\"/><rule name=\"ataiSute\" "
     "severity=\"off\"/></world>",
     ST_OK, "", RULES_DEFAULT, KAZOKU_HIHOKENSHA, 1},
    {"<world><policy name=\"rowLimit\" value=\"5\"/></world>", ST_OK, "", RULES_DEFAULT, KAZOKU_EITHER, 0},
    {"<world><policy name=\"rowLimit\" value=\"0\"/></world>", ST_SETUP, "rowLimit は 1 以上", 0, 0, 0},
    {"<world><policy name=\"rowLimit\" value=\"x\"/></world>", ST_SETUP, "0 以上の整数", 0, 0, 0},
    {"<world><policy name=\"rules\" value=\"loose\"/></world>", ST_SETUP, "rules: default | guide | strict",
     0, 0, 0},
    {"<world><rule name=\"ataiSute\" severity=\"loud\"/></world>", ST_SETUP, "severity: off | warn | refuse",
     0, 0, 0},
    {"<world><rule name=\"nanimonai\" severity=\"off\"/></world>", ST_SETUP, "rules.xml にある規則の名前", 0,
     0, 0},
    {"<world><rule name=\"ataiSute\" severity=\"off\"/><rule name=\"naNashi\" severity=\"off\"/></world>",
     ST_OK, "", RULES_DEFAULT, KAZOKU_EITHER, 1},
    {"<world><rule name=\"ataiSute\" severity=\"off\"/><rule name=\"ataiSute\" severity=\"warn\"/></world>",
     ST_SETUP, "一度だけの rule の name", 0, 0, 0},
    {"<world><policy name=\"rules\" value=\"guide\"/><policy name=\"rules\" value=\"strict\"/></world>",
     ST_SETUP, "一度だけの policy の name", 0, 0, 0},
    {"<world start=\"2017-05-08T09:00:00+09:00\"/>", ST_OK, "", RULES_DEFAULT, KAZOKU_EITHER, 0},
    {"<world start=\"kinou\"/>", ST_SETUP, "start（", 0, 0, 0},
    {"<sekai/>", ST_SETUP, "要素 world", 0, 0, 0},
    {"<world>", ST_SETUP, "", 0, 0, 0},
};

START_TEST(test_world)
{
    struct diag d = DIAG_INIT;
    struct rule_policy p = {.mode = RULES_GUIDE};
    int64_t rows = 7;
    int32_t day = 9;
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    S_put("world.xml", worlds[_i].xml);
    ck_assert_int_eq(rule_policy_read(temp_path("world.xml"), &p, &rows, &day, &d), worlds[_i].st);
    if (worlds[_i].st != ST_OK) {
        ck_assert_msg(strstr(d.item, "world.xml") && strstr(d.want, worlds[_i].want), "%s | %s", d.item,
                      d.want);
        ck_assert_int_eq(p.mode, RULES_GUIDE);
        ck_assert_int_eq(rows, 7);
        ck_assert_int_eq(day, 9);
        return;
    }
    ck_assert_int_eq(rows, strstr(worlds[_i].xml, "rowLimit") ? 5 : 7);
    ck_assert_int_eq(day, strstr(worlds[_i].xml, "start") ? str_date(STR("20170508")) : 9);
    ck_assert_int_eq(p.mode, worlds[_i].mode);
    ck_assert_int_eq(p.kazoku, worlds[_i].kazoku);
    ck_assert_int_eq(p.set[RULE_ATAI_SUTE], worlds[_i].atai_sute);
}
END_TEST

/* A row holds for the kinds of file that it names. */
START_TEST(test_kinds)
{
    static const struct {
        const char *shubetsu;
        enum severity want;
    } cases[] = {
        {NULL, SEVERITY_REFUSE},     {"maisoryo", SEVERITY_REFUSE},   {"kazokuMaisoryo", SEVERITY_REFUSE},
        {"maisory", SEVERITY_OFF},   {"Maisoryo", SEVERITY_OFF},      {"shobyoTeatekin", SEVERITY_OFF},
        {"maisoryo ", SEVERITY_OFF}, {"kanyushaToroku", SEVERITY_OFF}};
    const struct rule_row *row;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_int_eq(rule_severity(NULL, RULE_MAISO_NIDO, 0, cases[i].shubetsu, &row), cases[i].want);
    rules_close();
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/rule");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    tcase_add_loop_test(t, test_wrong, 0, sizeof wrong / sizeof *wrong);
    tcase_add_test(t, test_missing);
    tcase_add_test(t, test_overlay);
    tcase_add_test(t, test_overlay_wrong);
    tcase_add_test(t, test_days);
    tcase_add_test(t, test_kinds);
    tcase_add_loop_test(t, test_modes, 0, sizeof modes / sizeof *modes);
    tcase_add_loop_test(t, test_off, 0, sizeof modes / sizeof *modes);
    tcase_add_test(t, test_found);
    tcase_add_loop_test(t, test_world, 0, sizeof worlds / sizeof *worlds);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
