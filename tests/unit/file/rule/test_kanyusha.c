/* file/rule/kubun and kanyusha: each 処理区分 against a person, what refuses first, which 資格 is meant, and
 * the values on either side of a rule. */
#include <check.h>
#include <stdio.h>

#include "file/rule/kubun.h"

#define TODAY str_date(STR("20170508"))

static struct arena *arena;
static struct diag refusal;
static struct findings found;

static void S_make(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
    arena = arena_new(1 << 20);
    refusal = DIAG_INIT;
    found = (struct findings){.arena = arena, .refusal = &refusal};
}

static void S_drop(void)
{
    arena_free(arena);
    rules_close();
}

/* 2010-04-01 to 2012-04-01, 2013-04-01 to 2015-04-01 and since 2016-04-01. */
static const struct kanyusha_koto mae[] = {
    {.kigo = "1", .bango = "1", .honnin_kazoku = "1", .shutoku_ymd = "20100401", .soshitsu_ymd = "20120401"},
    {.kigo = "1", .bango = "2", .honnin_kazoku = "2", .shutoku_ymd = "20130401", .soshitsu_ymd = "20150401"},
};

static struct kanyusha_person S_person(size_t n, const char *soshitsu_ymd)
{
    return (struct kanyusha_person){.now = {.shimei = "架空　一郎",
                                            .shimei_kana = "カクウ　イチロウ",
                                            .seibetsu = "1",
                                            .seinengappi = "19800101",
                                            .jusho = "架空県",
                                            .kigo = "1",
                                            .bango = "3",
                                            .honnin_kazoku = "1",
                                            .shutoku_ymd = "20160401",
                                            .soshitsu_ymd = soshitsu_ymd,
                                            .kojin_bango = "111111111118"},
                                    .mae = mae,
                                    .n = n,
                                    .edaban = "0000001",
                                    .lost = soshitsu_ymd && strcmp(soshitsu_ymd, "20170508") <= 0};
}

/* Codes of the warnings, by commas; "" none. */
static const char *S_told(void)
{
    static char text[200];
    size_t at = 0;
    text[0] = 0;
    for (int i = 0; i < found.n; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s %s", i ? "," : "",
                               status_info(found.list[i].diag.status)->code, found.list[i].diag.item);
    return text;
}

/* --- 1 新規 -----------------------------------------------------------------------------------------------
 */

static const struct {
    const char *ended; /* of the person */
    const char *kara, *made, *seinengappi, *kana;
    enum status st;
    enum kubun_place place;
    const char *seibetsu, *warned;
} shinki[] = {
    {NULL, "20170401", NULL, NULL, NULL, ST_KANYUSHA_EXISTS, 0, NULL, ""},
    {"20170601", "20170501", NULL, NULL, NULL, ST_KANYUSHA_EXISTS, 0, NULL, ""}, /* a loss to come */
    {"20170601", "20170601", NULL, NULL, NULL, ST_OK, KUBUN_AGAIN, NULL, ""},
    {"20170401", "20170401", NULL, NULL, NULL, ST_OK, KUBUN_AGAIN, NULL, ""},
    {"20170401", "20170331", NULL, NULL, NULL, ST_DATE_ORDER, 0, NULL, ""},
    {"20170401", "20170401", "20170501", NULL, NULL, ST_OK, KUBUN_AGAIN, NULL, ""},
    /* ended ones: before, between, up to the next one's first day, into one, the very same */
    {NULL, "20000401", "20010401", NULL, NULL, ST_OK, KUBUN_MAE, NULL, ""},
    {NULL, "20120401", "20130401", NULL, NULL, ST_OK, KUBUN_MAE, NULL, ""},
    {NULL, "20150401", "20160401", NULL, NULL, ST_OK, KUBUN_MAE, NULL, ""},
    {NULL, "20150401", "20160402", NULL, NULL, ST_DATE_ORDER, 0, NULL, ""},
    {NULL, "20120331", "20130401", NULL, NULL, ST_DATE_ORDER, 0, NULL, ""},
    {NULL, "20130401", "20150401", NULL, NULL, ST_DATE_ORDER, 0, NULL, ""},
    /* persons: birth and name differ, or one of them; sex, with a name or without */
    {"20170401", "20170401", NULL, "19900101", "ベツ", ST_HITO_CHIGAI, 0, NULL, ""},
    {"20170401", "20170401", NULL, "19900101", "ベツ", ST_HITO_CHIGAI, 0, "2", ""},
    {"20170401", "20170401", NULL, "19900101", NULL, ST_OK, KUBUN_AGAIN, NULL, "K40011 生年月日"},
    {"20170401", "20170401", NULL, NULL, "ベツ", ST_OK, KUBUN_AGAIN, NULL, ""},
    {"20170401", "20170401", NULL, NULL, "ベツ", ST_OK, KUBUN_AGAIN, "2", "K40011 性別"},
    {"20170401", "20170401", NULL, NULL, NULL, ST_OK, KUBUN_AGAIN, "2", "K40011 性別"},
    {"20170401", "20170401", NULL, "19900101", NULL, ST_OK, KUBUN_AGAIN, "2", "K40011 性別,K40011 生年月日"},
    {NULL, "20000401", "20010401", NULL, NULL, ST_OK, KUBUN_MAE, "2", "K40011 性別"},
    {NULL, "20170401", NULL, "19900101", "ベツ", ST_KANYUSHA_EXISTS, 0, NULL, ""},
    {NULL, "20170401", NULL, NULL, "ベツ", ST_KANYUSHA_EXISTS, 0, "2", ""},
};

START_TEST(test_shinki)
{
    struct kanyusha_person p = S_person(2, shinki[_i].ended);
    struct kanyusha_koto told = p.now;
    enum kubun_place place;
    told.shutoku_ymd = shinki[_i].kara;
    told.soshitsu_ymd = shinki[_i].made;
    told.seinengappi = shinki[_i].seinengappi ? shinki[_i].seinengappi : told.seinengappi;
    told.shimei_kana = shinki[_i].kana ? shinki[_i].kana : told.shimei_kana;
    told.seibetsu = shinki[_i].seibetsu ? shinki[_i].seibetsu : told.seibetsu;
    ck_assert_msg(kubun_shinki(&told, &p, &place, &found) == shinki[_i].st, "%d: %d", _i, refusal.status);
    ck_assert_int_eq(refusal.status, shinki[_i].st);
    ck_assert_str_eq(S_told(), shinki[_i].warned);
    if (strstr(shinki[_i].warned, "性別")) {
        ck_assert_str_eq(found.list[0].diag.want, "登録済みの値: 1");
        ck_assert_str_eq(found.list[0].diag.have, "2");
    }
    if (shinki[_i].st == ST_OK)
        ck_assert_int_eq(place, shinki[_i].place);
}
END_TEST

/* --- 2 変更 -----------------------------------------------------------------------------------------------
 */

static const struct {
    const char *ended;
    struct kanyusha_koto told;
    enum status st;
    const char *warned;
} henko[] = {
    {NULL, {0}, ST_KANYUSHA_ITEM, ""},
    {NULL, {.jusho = "別"}, ST_OK, ""},
    {NULL, {.jusho = "別", .kojin_bango = "111111111118"}, ST_OK, ""},
    {NULL, {.jusho = "別", .kojin_bango = "222222222226"}, ST_KANYUSHA_ITEM, ""},
    {NULL, {.jusho = "別", .soshitsu_ymd = "20170401"}, ST_KANYUSHA_ITEM, ""},
    {"20170401", {.jusho = "別", .soshitsu_ymd = "20170401"}, ST_OK, ""},
    {"20170401", {.shutoku_ymd = "20170402"}, ST_DATE_ORDER, ""},
    {"20170401", {.shutoku_ymd = "20170401"}, ST_OK, ""},
    {NULL, {.shutoku_ymd = "20150401"}, ST_OK, ""},
    {NULL, {.shutoku_ymd = "20150331"}, ST_DATE_ORDER, ""},
    {NULL, {.seinengappi = "20160402"}, ST_DATE_ORDER, ""},
    {NULL, {.seinengappi = "18991231"}, ST_OK, "K40007 生年月日"},
    {NULL, {.nintei_ymd = "20160331"}, ST_OK, "K40009 被扶養者認定年月日"},
    {NULL, {.shimei_kana = "ベツ", .seinengappi = "19800102"}, ST_OK, "K40011 氏名カナ／生年月日"},
    {NULL, {.shimei_kana = "ベツ", .seibetsu = "2"}, ST_OK, "K40011 氏名カナ／性別"},
    {NULL, {.shimei_kana = "ベツ"}, ST_OK, ""},
    {NULL, {.seinengappi = "19800102", .seibetsu = "2"}, ST_OK, ""},
};

START_TEST(test_henko)
{
    struct kanyusha_person p = S_person(2, henko[_i].ended);
    struct kanyusha_koto made;
    ck_assert_msg(kubun_henko(&henko[_i].told, &p, TODAY, &made, &found) == henko[_i].st, "%d: %d", _i,
                  refusal.status);
    ck_assert_str_eq(S_told(), henko[_i].warned);
    if (strstr(henko[_i].warned, "生年月日") && henko[_i].told.shimei_kana) {
        ck_assert_str_eq(found.list[0].diag.want, "どちらかは登録済みの値: カクウ　イチロウ／19800101");
        ck_assert_str_eq(found.list[0].diag.have, "ベツ／19800102");
    }
    if (henko[_i].st == ST_OK && henko[_i].told.jusho)
        ck_assert_str_eq(made.jusho, "別");
    if (henko[_i].st == ST_OK)
        ck_assert_str_eq(made.shimei, "架空　一郎");
}
END_TEST

/* What the day did before is not said again. */
START_TEST(test_henko_unchanged)
{
    struct kanyusha_person p = S_person(0, NULL);
    const struct kanyusha_koto told = {.jusho = "別"};
    struct kanyusha_koto made;
    p.now.seinengappi = "18991231";
    p.now.nintei_ymd = "20160331";
    ck_assert_int_eq(kubun_henko(&told, &p, TODAY, &made, &found), ST_OK);
    ck_assert_int_eq(found.n, 0);
}
END_TEST

/* --- 3 訂正 -----------------------------------------------------------------------------------------------
 */

START_TEST(test_teisei)
{
    const struct kanyusha_person p = S_person(0, NULL);
    struct kanyusha_koto told = p.now;
    ck_assert_int_eq(kubun_teisei(&told, &p, false, TODAY, &found), ST_KOJIN_BANGO_SAME);
    ck_assert_int_eq(kubun_teisei(&told, &p, true, TODAY, &found), ST_OK);
    told.kojin_bango = "222222222226";
    told.shimei = "別";
    told.jusho = "別";
    ck_assert_int_eq(kubun_teisei(&told, &p, false, TODAY, &found), ST_OK);
    ck_assert_str_eq(S_told(), "K40011 氏名,K40012 住所");
    /* most columns may not be left empty */
    ck_assert_str_eq(found.list[0].diag.want, "登録済みの値: 架空　一郎");
}
END_TEST

/* Made ahead of its row, a correction is not refused after all. */
START_TEST(test_teisei_refused)
{
    const struct kanyusha_person p = S_person(0, NULL);
    const struct kanyusha_koto told = {.kojin_bango = "222222222226", .jusho = "別"};
    const struct rule_policy strict = {.mode = RULES_STRICT};
    found.policy = &strict;
    ck_assert_int_eq(kubun_teisei(&told, &p, false, TODAY, &found), ST_ATAI_SUTE);
    ck_assert_int_eq(kubun_teisei(&told, &p, true, TODAY, &found), ST_OK);
}
END_TEST

/* --- 4 喪失 -----------------------------------------------------------------------------------------------
 */

static const struct {
    const char *ended;
    struct kanyusha_koto told;
    enum status st;
    int mae;
    const char *warned;
} soshitsu[] = {
    {NULL, {.jusho = "別"}, ST_KANYUSHA_ITEM, KUBUN_PRESENT, ""},
    {NULL, {.soshitsu_ymd = "20170401"}, ST_OK, KUBUN_PRESENT, ""},
    {"20170401", {.soshitsu_ymd = "20170401"}, ST_KANYUSHA_LOST, KUBUN_PRESENT, ""},
    {"20170401", {.soshitsu_ymd = "20170402"}, ST_OK, KUBUN_PRESENT, ""},
    {NULL, {.soshitsu_ymd = "20160331"}, ST_DATE_ORDER, KUBUN_PRESENT, ""},
    {NULL, {.soshitsu_ymd = "20160401"}, ST_OK, KUBUN_PRESENT, ""},
    {NULL, {.soshitsu_ymd = "20170401", .shutoku_ymd = "20160401"}, ST_OK, KUBUN_PRESENT, ""},
    {NULL, {.soshitsu_ymd = "20170401", .shutoku_ymd = "20160402"}, ST_KANYUSHA_ITEM, KUBUN_PRESENT, ""},
    {NULL, {.soshitsu_ymd = "20150401", .shutoku_ymd = "20130401"}, ST_KANYUSHA_LOST, 1, ""},
    {NULL, {.soshitsu_ymd = "20160401", .shutoku_ymd = "20130401", .bango = "2"}, ST_OK, 1, ""},
    {NULL,
     {.soshitsu_ymd = "20160401", .shutoku_ymd = "20130401", .bango = "3"},
     ST_OK,
     1,
     "K40012 被保険者証番号"},
    {NULL, {.soshitsu_ymd = "20160402", .shutoku_ymd = "20130401"}, ST_DATE_ORDER, 1, ""},
    {NULL, {.soshitsu_ymd = "20130402", .shutoku_ymd = "20100401"}, ST_DATE_ORDER, 0, ""},
    {NULL, {.soshitsu_ymd = "20100331", .shutoku_ymd = "20100401"}, ST_DATE_ORDER, 0, ""},
    {NULL, {.soshitsu_ymd = "20170401", .seibetsu = "2"}, ST_OK, KUBUN_PRESENT, "K40011 性別"},
};

START_TEST(test_soshitsu)
{
    const struct kanyusha_person p = S_person(2, soshitsu[_i].ended);
    int at;
    ck_assert_msg(kubun_soshitsu(&soshitsu[_i].told, &p, TODAY, &at, &found) == soshitsu[_i].st, "%d: %d", _i,
                  refusal.status);
    ck_assert_int_eq(at, soshitsu[_i].mae);
    ck_assert_str_eq(S_told(), soshitsu[_i].warned);
}
END_TEST

/* The 認定 that the loss leaves outside. */
START_TEST(test_soshitsu_nintei)
{
    struct kanyusha_person p = S_person(0, NULL);
    const struct kanyusha_koto told = {.soshitsu_ymd = "20170401"};
    int at;
    p.now.nintei_ymd = "20170331";
    ck_assert_int_eq(kubun_soshitsu(&told, &p, TODAY, &at, &found), ST_OK);
    ck_assert_str_eq(S_told(), "");
    p.now.nintei_ymd = "20170401";
    ck_assert_int_eq(kubun_soshitsu(&told, &p, TODAY, &at, &found), ST_OK);
    ck_assert_str_eq(S_told(), "K40009 被扶養者認定年月日");
}
END_TEST

/* --- 5 取消, 6 喪失取消 -----------------------------------------------------------------------------------
 */

static const struct {
    size_t n;
    const char *shutoku_ymd;
    enum status st;
    int mae;
} torikeshi[] = {
    {0, NULL, ST_OK, KUBUN_PRESENT},
    {0, "20160401", ST_OK, KUBUN_PRESENT},
    {0, "20160402", ST_KANYUSHA_ITEM, 0},
    {2, NULL, ST_KANYUSHA_ITEM, 0},
    {2, "20140401", ST_KANYUSHA_ITEM, 0},
    {2, "20160401", ST_OK, KUBUN_PRESENT},
    {2, "20130401", ST_OK, 1},
    {2, "20100401", ST_OK, 0},
};

START_TEST(test_torikeshi)
{
    const struct kanyusha_person p = S_person(torikeshi[_i].n, NULL);
    const struct kanyusha_koto told = {.shutoku_ymd = torikeshi[_i].shutoku_ymd};
    int at;
    ck_assert_int_eq(kubun_torikeshi(&told, &p, TODAY, &at, &found), torikeshi[_i].st);
    if (torikeshi[_i].st == ST_OK)
        ck_assert_int_eq(at, torikeshi[_i].mae);
    else
        ck_assert_str_eq(refusal.want,
                         torikeshi[_i].n ? "20100401、20130401、20160401 のいずれか" : "登録済みの 20160401");
    ck_assert_int_eq(found.n, 0);
}
END_TEST

/* Of two that began on one day, the first of them ended on it: the last is meant. */
START_TEST(test_torikeshi_same_day)
{
    const struct kanyusha_koto two[] = {{.shutoku_ymd = "20130401", .soshitsu_ymd = "20130401"},
                                        {.shutoku_ymd = "20130401", .soshitsu_ymd = "20140401"}};
    struct kanyusha_person p = S_person(0, NULL);
    const struct kanyusha_koto told = {.shutoku_ymd = "20130401"};
    int at;
    p.mae = two;
    p.n = 2;
    ck_assert_int_eq(kubun_torikeshi(&told, &p, TODAY, &at, &found), ST_OK);
    ck_assert_int_eq(at, 1);
}
END_TEST

START_TEST(test_soshitsu_torikeshi)
{
    const struct kanyusha_person p = S_person(1, NULL), lost = S_person(1, "20170601");
    const struct kanyusha_koto told = {.shutoku_ymd = "20160401", .shimei = "別"};
    ck_assert_int_eq(kubun_soshitsu_torikeshi(&told, &p, TODAY, &found), ST_KANYUSHA_NOT_LOST);
    ck_assert_int_eq(kubun_soshitsu_torikeshi(&told, &lost, TODAY, &found), ST_OK);
    ck_assert_str_eq(S_told(), "K40011 氏名");
    /* only the loss of the present one can be taken back */
    static const struct kanyusha_koto other[] = {{.shutoku_ymd = "20130401"}, {.soshitsu_ymd = "20170602"}};
    static const char *const want[] = {"空、または最新の資格の 20160401", "空、または最新の資格の 20170601"};
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(kubun_soshitsu_torikeshi(&other[i], &lost, TODAY, &found), ST_KANYUSHA_ITEM);
        ck_assert_str_eq(refusal.want, want[i]);
    }
}
END_TEST

/* --- the days of one who is new ---------------------------------------------------------------------------
 */

static const struct {
    const char *umare, *shutoku, *soshitsu, *nintei;
    enum status st;
    const char *warned;
} hizuke[] = {
    {"19800101", "20170401", NULL, NULL, ST_OK, ""},
    {"20170401", "20170401", NULL, "20170401", ST_OK, ""},
    {"20170402", "20170401", NULL, NULL, ST_DATE_ORDER, ""},
    {"19000101", "19260701", "19700401", NULL, ST_OK, ""},
    {"18991231", "19260701", "19700401", NULL, ST_OK, "K40007 生年月日"},
    {"19000101", "19260630", "19700401", NULL, ST_OK, "K40008 資格取得年月日"},
    {"19800101", "20130401", NULL, "20130331", ST_OK, "K40009 被扶養者認定年月日"},
    {"19800101", "20130401", "20140401", "20140331", ST_OK, ""},
    {"19800101", "20130401", "20140401", "20140401", ST_OK, "K40009 被扶養者認定年月日"},
    {"20170508", NULL, NULL, NULL, ST_OK, ""},
    {"20170509", NULL, NULL, NULL, ST_OK, "K40020 生年月日"},
    {"20170509", "20170509", NULL, NULL, ST_OK, "K40020 生年月日"},
    {"19800101", "20180508", "20180508", "20180508", ST_OK, "K40009 被扶養者認定年月日"},
    {"19800101", "20180509", NULL, NULL, ST_OK, "K40021 資格取得年月日"},
    {"19800101", "20130401", "20180509", "20130401", ST_OK, "K40021 資格喪失年月日"},
    {"19800101", "20130401", NULL, "20180509", ST_OK, "K40021 被扶養者認定年月日"},
    {"19800101", "29170401", "29170402", "29170401", ST_OK,
     "K40021 資格取得年月日,K40021 資格喪失年月日,K40021 被扶養者認定年月日"},
};

START_TEST(test_hizuke)
{
    const struct kanyusha_koto k = {.seinengappi = hizuke[_i].umare,
                                    .shutoku_ymd = hizuke[_i].shutoku,
                                    .soshitsu_ymd = hizuke[_i].soshitsu,
                                    .nintei_ymd = hizuke[_i].nintei};
    ck_assert_int_eq(rule_kanyusha_hizuke(&k, NULL, TODAY, &found), hizuke[_i].st);
    ck_assert_str_eq(S_told(), hizuke[_i].warned);
    ck_assert_int_eq(rule_kanyusha_hizuke(&k, &k, TODAY, &found), ST_OK); /* nothing of it has changed */
}
END_TEST

/* --- what is not there ------------------------------------------------------------------------------------
 */

static const struct {
    struct kanyusha_aru aru;
    const char *warned;
} nashi[] = {
    {{.kojin_bango = true, .shimei = true, .shimei_kana = true, .jusho = true}, ""},
    {{.shimei = true, .shimei_kana = true, .jusho = true}, "K40016 個人番号"},
    {{.kojin_bango = true, .shimei_kana = true, .jusho = true}, "K40017 氏名"},
    {{.kojin_bango = true, .shimei = true, .jusho = true}, "K40017 氏名カナ"},
    {{.kojin_bango = true, .shimei = true, .shimei_kana = true}, "K40018 住所"},
};

START_TEST(test_nashi)
{
    ck_assert_int_eq(rule_kanyusha_nashi(&nashi[_i].aru, TODAY, &found), ST_OK);
    ck_assert_str_eq(S_told(), nashi[_i].warned);
}
END_TEST

/* A name that nobody has registered tells nobody from another: it is only dropped. */
START_TEST(test_sute_na)
{
    const struct kanyusha_koto told = {.shimei = "架空　一郎"}, known = {.shimei = ""};
    ck_assert_int_eq(rule_kanyusha_sute(&told, &known, TODAY, &found), ST_OK);
    ck_assert_str_eq(S_told(), "K40012 氏名");
}
END_TEST

/* --- all that refuse --------------------------------------------------------------------------------------
 */

START_TEST(test_all_refusals)
{
    static const struct rule_policy strict = {.mode = RULES_STRICT};
    const struct kanyusha_koto old = {
        .seinengappi = "18991231", .shutoku_ymd = "18981231", .nintei_ymd = "18970101"};
    const struct kanyusha_aru none = {0};
    struct buf text = BUF_INIT;
    const struct diag *more;
    found.policy = &strict;
    ck_assert_int_eq(rule_kanyusha_hizuke(&old, NULL, TODAY, &found), ST_DATE_ORDER);
    ck_assert_int_eq(rule_kanyusha_nashi(&none, 0, &found), ST_KOJIN_NASHI);
    ck_assert_str_eq(refusal.rule, "umareAto");
    ck_assert_int_eq(rule_refused_more(&found, &more), 6);
    static const char *const rules[] = {"umareFurui", "shutokuFurui", "ninteiSoto",
                                        "kojinNashi", "naNashi",      "jushoNashi"};
    for (int i = 0; i < 6; i++)
        ck_assert_str_eq(more[i].rule, rules[i]);
    rule_refusal_text(&refusal, &found, &text);
    ck_assert_ptr_nonnull(strstr(text.data, "（規則 umareAto）"));
    ck_assert_ptr_nonnull(strstr(text.data, "／住所がありません（規則 jushoNashi）"));
    buf_clear(&text);
    diag_set(&refusal, ST_KANYUSHA_EXISTS, NULL, NULL,
             NULL); /* no rule's: what rules said before is not of it */
    rule_refusal_text(&refusal, &found, &text);
    ck_assert_ptr_null(strstr(text.data, "規則"));
    buf_release(&text);
    for (int i = 0; i < FINDINGS; i++) /* more than is told */
        ck_assert_int_eq(rule_kanyusha_nashi(&none, 0, &found), ST_KOJIN_NASHI);
    ck_assert_int_eq(rule_refused_more(&found, &more), FINDINGS);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/kanyusha");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    tcase_add_loop_test(t, test_shinki, 0, sizeof shinki / sizeof *shinki);
    tcase_add_loop_test(t, test_henko, 0, sizeof henko / sizeof *henko);
    tcase_add_test(t, test_henko_unchanged);
    tcase_add_test(t, test_teisei);
    tcase_add_test(t, test_teisei_refused);
    tcase_add_loop_test(t, test_soshitsu, 0, sizeof soshitsu / sizeof *soshitsu);
    tcase_add_test(t, test_soshitsu_nintei);
    tcase_add_loop_test(t, test_torikeshi, 0, sizeof torikeshi / sizeof *torikeshi);
    tcase_add_test(t, test_torikeshi_same_day);
    tcase_add_test(t, test_soshitsu_torikeshi);
    tcase_add_loop_test(t, test_hizuke, 0, sizeof hizuke / sizeof *hizuke);
    tcase_add_loop_test(t, test_nashi, 0, sizeof nashi / sizeof *nashi);
    tcase_add_test(t, test_sute_na);
    tcase_add_test(t, test_all_refusals);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
