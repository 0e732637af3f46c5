/* file/rule over 副本 through service/chukan: what a record of each kind may be beside the others of its
 * person (schema/rules.xml), online and by the layouts of the house. Each case has a person of its own. */
#include "room.h"

#define FLAGS " fukaiji=0 jikoTeikyoFuka=0"
#define SHI(honnin, from, to)                                                                                \
    "shikakuJoho", "kigo=1 bango=1 honninKazoku=" honnin " shutokuYmd=" from " soshitsuYmd=" to FLAGS
#define PAID(ymd) " ketteiYmd=" ymd " kingaku=1 jidoOtoFuka=0"
#define PAY PAID("20170505")
#define KOG(from, to) "kogakuKaigoGassan", "keisanFrom=" from " keisanTo=" to PAY
#define SAN(ymd) "shussanIchijikin", "taijiSu=1 shussanYmd=" ymd PAY
#define KSA(ymd) "kazokuShussanIchijikin", "taijiSu=2 shussanYmd=" ymd PAY
#define STE(taiji, yotei, ymd, from, to)                                                                     \
    "shussanTeatekin", "taijiKubun=" taiji " shussanYoteiYmd=" yotei " shussanYmd=" ymd " kikanFrom=" from   \
                       " kikanTo=" to PAY
#define SHO(from, to) "shobyoTeatekin", "kikanFrom=" from " kikanTo=" to PAY
#define SHI_KUBUN(kubun, from, to)                                                                           \
    "shikakuJoho",                                                                                           \
        "kigo=1 bango=1 honninKazoku=1 shutokuYmd=" from " soshitsuYmd=" to FLAGS " shikakuKubun=" kubun
#define MAI(ymd) "maisoryo", "shiboYmd=" ymd PAY
#define KMA(ymd) "kazokuMaisoryo", "shiboYmd=" ymd PAY
#define CHANGE " shoriKubun=2"
#define DELETE(step) "delete", step

/* want: the code of a refusal, "" none, or codes of warnings behind a "+". */
static const struct {
    const char *what;
    struct {
        const char *shubetsu, *items; /* NULL ends */
        const char *want;
    } steps[9];
} cases[] = {
    {"nothing before 資格情報",
     {{KOG("20150801", "20160731"), "P40004"},
      {SAN("20170401"), "P40004"},
      {KSA("20170401"), "P40004"},
      {STE("1", "20170401", "20170401", "20170220", "20170505"), "P40004"},
      {SHO("20170401", "20170410"), "P40004"},
      {MAI("20170401"), "P40004"},
      {KMA("20170401"), "P40004"}}},
    {"what is 本人's own",
     {{SHI("1", "20160401", ""), ""},
      {SAN("20170401"), ""},
      {KSA("20170401"), "+P40007"}, /* a wife's or daughter's, by the 枝番 of the 被保険者 */
      {STE("1", "20170401", "20170401", "20170220", "20170505"), ""},
      {SHO("20170501", "20170504"), ""},
      {KMA("20170401"), "+P40007"},
      {MAI("20170501"), ""}}},
    {"what is the family's",
     {{SHI("2", "20160401", ""), ""},
      {SAN("20170401"), "+P40007"},
      {KSA("20170101"), ""},
      {STE("1", "20170401", "20170401", "20170220", "20170505"), "+P40007"},
      {SHO("20170401", "20170410"), "+P40007"},
      {MAI("20170501"), "+P40007"},
      {KMA("20170501"), "P40012"}}},
    {"高額介護合算 is for both",
     {{SHI("1", "20160401", "20160501"), ""},
      {SHI("2", "20160501", ""), ""},
      {KOG("20150801", "20160731"), ""},
      {"kogakuKaigoGassan", "keisanFrom=20160801 keisanTo=20170430" PAY, ""}}},
    {"the day decides whose it is",
     {{SHI("2", "20160401", "20170401"), ""},
      {SHI("1", "20170401", ""), ""},
      {SAN("20170331"), "+P40007"},
      {KSA("20161231"), ""},
      {KSA("20170501"), "+P40007"},
      {SHO("20170331", "20170401"), "+P40007"}}},
    {"death on the last day, within three months of the loss, and after",
     {{SHI("1", "20160401", "20170102"), ""},
      {MAI("20170403"), "+P40005"},
      {DELETE("1"), ""},
      {MAI("20170402"), ""},
      {DELETE("3"), ""},
      {MAI("20160331"), "P40005"},
      {MAI("20170101"), ""},
      {MAI("20170101"), "P40003"},
      {MAI("20170104"), "P40012"}}},
    {"death within three months of the end of a continued benefit (105条)",
     {{SHI("1", "20160401", "20161102"), ""},
      {SHO("20161001", "20170205"), ""},
      {MAI("20170505"), ""},
      {DELETE("1"), ""},
      {DELETE("2"), ""},
      {MAI("20170505"), "+P40005"}}},
    {"the family's death on the last day",
     {{SHI("2", "20160401", "20170402"), ""}, {KMA("20170402"), "+P40005"}, {KMA("20170401"), "P40012"}}},
    {"計算期間 need only touch: the first day",
     {{SHI("1", "20160731", "20160801"), ""},
      {KOG("20140801", "20150731"), "P40005"},
      {KOG("20150801", "20160731"), ""},
      {"kogakuKaigoGassan", "keisanFrom=20160801 keisanTo=20170430" PAY, "+P40005"}}},
    {"a 資格 lost on its first day is none",
     {{SHI("1", "20160401", "20160401"), ""},
      {KOG("20150801", "20160731"), "+P40005"},
      {MAI("20160401"), ""}, /* within three months of its loss */
      {SHI("1", "20160301", "20160501"), ""}}},
    {"計算期間 begins on 8/1, or was the first one of 16 months; it ends early",
     {{SHI("1", "20080401", ""), ""},
      {"kogakuKaigoGassan", "keisanFrom=20160802 keisanTo=20170331" PAY, "F30006"},
      {KOG("20080401", "20090731"), ""},
      {"kogakuKaigoGassan", "keisanFrom=20160801 keisanTo=20170110" PAY, ""},
      {"kogakuKaigoGassan", "keisanFrom=20130801 keisanTo=20150110" PAY, "K20003"}}},
    {"42 and 98 days to the birth, 56 after (102条)",
     {{SHI("1", "20160101", ""), ""},
      {STE("1", "20170301", "20170301", "20170118", "20170225"), "K20003"},
      {STE("1", "20170301", "20170301", "20170119", "20170427"), "K20003"},
      {STE("1", "20170301", "20170301", "20170119", "20170426"), ""},
      {STE("2", "20160401", "20160401", "20151225", "20160101"), "K20003"},
      {STE("2", "20160501", "20160501", "20160125", "20160201"), ""},
      {STE("3", "20160401", "20160401", "20151224", "20160101"), "F30006"}}},
    {"before the birth there is no 出産日",
     {{SHI("1", "20160101", ""), ""},
      {"shussanTeatekin", "taijiKubun=1 shussanYoteiYmd=20170510 kikanFrom=20170330 kikanTo=20170430" PAY,
       ""},
      {STE("1", "20170510", "20170501", "20170330", "20170627") CHANGE, "K20003"},
      {STE("1", "20170510", "20170505", "20170330", "20170505") CHANGE, ""}}},
    {"出産手当金 with 傷病手当金 (103条): the difference since 2016-04-01",
     {{SHI("1", "20160101", ""), ""},
      {SHO("20161001", "20161130"), ""},
      {STE("1", "20161110", "20161110", "20160930", "20170105"), ""},
      {SHO("20160201", "20160331"), ""},
      {STE("1", "20160510", "20160510", "20160330", "20160705"), "+P40008"},
      {SHO("20160401", "20160430"), ""}}},
    {"出産手当金 over itself, but not with a 支給連番 of its own",
     {{SHI("1", "20160101", ""), ""},
      {STE("1", "20170301", "20170301", "20170119", "20170301"), ""},
      {STE("1", "20170301", "20170301", "20170301", "20170426"), "+P40016"},
      {STE("1", "20170301", "20170301", "20170302", "20170426"), "+P40016"},
      {STE("1", "20170301", "20170301", "20170119", "20170301") " renban=2", ""},
      {STE("1", "20170301", "20170301", "20170119", "20170301") " renban=2", "P40003"},
      {STE("1", "20170301", "20170301", "20170119", "20170301") " renban=1", "P40003"}}},
    {"資格 do not overlap; re-enrolment does not",
     {{SHI("1", "20160401", "20170401"), ""},
      {SHI("1", "20160401", "20170401"), "P40003"},
      {SHI("1", "20170401", ""), ""},
      {SHI("1", "20150401", "20160401"), ""},
      {SHI("1", "20170331", ""), "+P40009 P40009"}}},
    {"the same key, other values: a new 版",
     {{SHI("1", "20160401", "20170401"), ""},
      {SHI("1", "20160401", ""), "+P40011"},
      {SHI("1", "20160401", ""), "P40003"},
      {SHI("1", "20160401", "20170501") CHANGE, ""},
      {SHI("1", "20160401", "20170501") CHANGE, ""}, /* changes nothing */
      {SHI("1", "20160402", "20170501") CHANGE, "P40002"},
      {SHO("20170401", "20170410"), ""},
      {SHO("20170401", "20170415"), "+P40011"}}},
    {"a change leaves benefits outside, each told; continued ones are not",
     {{SHI("1", "20160401", ""), ""},
      {SHO("20170401", "20170410"), ""},
      {KMA("20170401"), "+P40007"},
      {SHI("1", "20160401", "20170402") CHANGE, ""}, /* 104条 */
      {SHI("1", "20160401", "20150402") CHANGE, "K20003"},
      {SHI("1", "20160401", "20160402") CHANGE, "+P40006"}, /* 傷病手当金 is within a year and a half */
      {DELETE("0"), "+P40006 P40006"}}},
    {"a change gives it to somebody else",
     {{SHI("1", "20160401", ""), ""},
      {SHI("2", "20160401", "") CHANGE, ""}, /* nothing stands on it yet */
      {KMA("20170410"), ""},
      {SHI("1", "20160401", "") CHANGE, "+P40010"},
      {SHI("2", "20160401", "") CHANGE, ""},
      {DELETE("2"), ""},
      {SHI("1", "20160401", "") CHANGE, ""}}},
    {"a benefit's key is known or not",
     {{SHI("2", "20160401", ""), ""},
      {"kazokuMaisoryo", "shiboYmd=20170410" PAY CHANGE, "P40002"},
      {KMA("20170410"), ""},
      {KMA("20170410"), "P40003"},
      {"kazokuMaisoryo", "shiboYmd=20170410" PAY CHANGE, ""}}},
    {"傷病手当金 after the loss (104条), over re-employment, before any 資格",
     {{SHI("1", "20160401", "20170401"), ""},
      {SHO("20170201", "20170228"), ""},
      {SHO("20170315", "20170414"), ""},
      {SHO("20170415", "20170430"), ""},
      {SHO("20160331", "20160410"), "P40005"},
      {SHI_KUBUN("1", "20170505", ""), ""},
      {SHO("20170501", "20170506"), ""}}},
    {"a year and a half after the loss",
     {{SHI("1", "20140101", "20150401"), ""},
      {SHO("20160901", "20161001"), ""},
      {SHO("20160902", "20161002"), "+P40005"},
      {"shobyoTeatekin", "kikanFrom=20140301 kikanTo=20150902" PAY, "+P40015"},
      {"shobyoTeatekin", "kikanFrom=20140302 kikanTo=20150902" PAY, ""}}},
    {"出産手当金 whose window had opened by the last insured day (104条)",
     {{SHI("1", "20160101", "20170401"), ""},
      {STE("1", "20170429", "20170429", "20170320", "20170505"), ""},
      {STE("1", "20170512", "", "20170401", "20170505") " renban=2", "+P40005"},
      {STE("1", "20170511", "", "20170401", "20170505") " renban=3", ""}}},
    {"birth within six months of the loss (106条), also of who is 被扶養者 now",
     {{SHI("1", "20160101", "20161101"), ""},
      {SHI("2", "20161101", ""), ""},
      {SAN("20170501"), ""},
      {KSA("20170501"), "+P40018"},
      {DELETE("2"), ""},
      {DELETE("3"), ""},
      {SAN("20170502"), "+P40007"}}},
    {"births 85 days apart, twins on one day",
     {{SHI("1", "20160101", ""), ""},
      {SAN("20160601"), ""},
      {SAN("20160824"), "+P40017"},
      {DELETE("2"), ""},
      {SAN("20160825"), ""},
      {KSA("20160825"), "+P40007"}}}, /* of another one of the family */
    {"decided before the event, or tomorrow",
     {{SHI("1", "20160401", ""), ""},
      {"shobyoTeatekin", "kikanFrom=20170401 kikanTo=20170410" PAID("20170331"), "P40013"},
      {"shobyoTeatekin", "kikanFrom=20170401 kikanTo=20170410" PAID("20170401"), ""},
      {"maisoryo", "shiboYmd=20170410" PAID("20170409"), "P40013"},
      {"shobyoTeatekin", "kikanFrom=20170501 kikanTo=20170508" PAID("20170508"), ""},
      {"shobyoTeatekin", "kikanFrom=20170502 kikanTo=20170509" PAID("20170508"), "+P40014"},
      {"shobyoTeatekin", "kikanFrom=20170503 kikanTo=20170508" PAID("20170509"), "+P40014"}}},
    {"任意継続: 傷病手当金 only if it goes on from the 資格 before",
     {{SHI_KUBUN("2", "20170401", ""), ""},
      {SHO("20170410", "20170420"), "+P40019"},
      {SHI_KUBUN("1", "20150401", "20170401"), ""},
      {SHO("20170421", "20170430"), ""}}},
    {"no 個人番号 in any column",
     {{SHI("1", "20160401", ""), ""},
      {"maisoryo", "shiboYmd=123456789018" PAY, "F30007"},
      {"maisoryo", "shiboYmd=20170401 ketteiYmd=123456789018 kingaku=1 jidoOtoFuka=0", "F30007"},
      {"maisoryo", "shiboYmd=20170401 ketteiYmd=20170401 kingaku=123456789018 jidoOtoFuka=0", "F30007"},
      {"maisoryo", "shiboYmd=20170401 ketteiYmd=20170401 kingaku=1 jidoOtoFuka=123456789018", "F30007"}}},
};

static enum status S_delete(const char *bango)
{
    void *req = room_request(&op_fukuhon_delete);
    room_set(op_fukuhon_delete.request, req, "fukuhonBango", bango);
    return room_run(&op_fukuhon_delete, req, NULL);
}

/* What became of a call, as `want` tells it. */
static const char *S_have(enum status st)
{
    const struct findings *found = &room.call.keikoku;
    struct buf text = BUF_INIT;
    if (st != ST_OK)
        return status_info(st)->code;
    for (int i = 0; i < found->n; i++)
        buf_addf(&text, "%s%s", i ? " " : "+", status_info(found->list[i].diag.status)->code);
    const char *ret = arena_strndup(room.arena, text.data ? text.data : "", text.len);
    buf_release(&text);
    return ret;
}

static const char *S_step(size_t i, int k, const char *edaban, const char **bango)
{
    const char *shubetsu = cases[i].steps[k].shubetsu, *items = cases[i].steps[k].items;
    room.call.keikoku = (struct findings){0};
    if (strcmp(shubetsu, "delete") == 0)
        return S_have(S_delete(bango[items[0] - '0']));
    return S_have(room_register(shubetsu, edaban, items, &bango[k]));
}

START_TEST(test_rules)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *edaban = arena_printf(room.arena, "%07zu", i + 1), *bango[9] = {0};
        room_person(INSURER_A, edaban, arena_printf(room.arena, "Y%08zu", i + 1));
        for (int k = 0; k < 9 && cases[i].steps[k].shubetsu; k++) {
            const char *have = S_step(i, k, edaban, bango);
            ck_assert_msg(strcmp(have, cases[i].steps[k].want) == 0,
                          "%s, step %d: want %s, have %s; %s %s %s", cases[i].what, k, cases[i].steps[k].want,
                          have, room.diag.item, room.diag.want, room.diag.have);
        }
    }
}
END_TEST

static enum status S_register(const char *edaban, const char *shubetsu, const char *items)
{
    return room_register(shubetsu, edaban, items, NULL);
}

/* What a world makes of the same rows. */
START_TEST(test_policy)
{
    static const struct {
        enum rule_mode mode;
        int set; /* 1 + severity of shikakuSoto; 0: not set */
        const char *want;
    } modes[] = {
        {RULES_DEFAULT, 0, "+P40005"},
        {RULES_STRICT, 0, "P40005"},
        {RULES_GUIDE, 0, ""},
        {RULES_DEFAULT, 1 + SEVERITY_REFUSE, "P40005"},
        {RULES_DEFAULT, 1 + SEVERITY_OFF, ""},
        {RULES_STRICT, 1 + SEVERITY_WARN, "+P40005"},
        {RULES_GUIDE, 1 + SEVERITY_WARN, "+P40005"},
    };
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        const char *edaban = arena_printf(room.arena, "%07zu", i + 1);
        room_person(INSURER_A, edaban, arena_printf(room.arena, "Y%08zu", i + 1));
        room.policy.rules = (struct rule_policy){.mode = modes[i].mode};
        room.policy.rules.set[RULE_SHIKAKU_SOTO] = (unsigned char)modes[i].set;
        ck_assert_int_eq(S_register(edaban, SHI("1", "20150101", "20150201")), ST_OK);
        room.call.keikoku = (struct findings){0};
        const char *have = S_have(S_register(edaban, MAI("20170401")));
        ck_assert_msg(strcmp(have, modes[i].want) == 0, "%zu: %s", i, have);
        /* what the guide says refuses under each */
        room_person(INSURER_B, edaban, "Y1");
        room_call(INSURER_B);
        ck_assert_int_eq(S_register(edaban, MAI("20170401")), ST_SHIKAKU_FIRST);
        room_call(INSURER_A);
    }
}
END_TEST

/* Whose 枝番 family benefits bear, as policy kazokuKyufu has it. */
START_TEST(test_kazoku)
{
    static const struct {
        enum kazoku_kyufu policy;
        const char *hihokensha, *hifuyosha;
    } of[] = {
        {KAZOKU_EITHER, "+P40007", ""},
        {KAZOKU_HIFUYOSHA, "P40007", ""},
        {KAZOKU_HIHOKENSHA, "", "P40007"},
    };
    for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
        const char *edaban[] = {arena_printf(room.arena, "%07zu", 2 * i),
                                arena_printf(room.arena, "%07zu", 2 * i + 1)};
        const char *want[] = {of[i].hihokensha, of[i].hifuyosha};
        room.policy.rules = (struct rule_policy){.kazoku = of[i].policy};
        for (int k = 0; k < 2; k++) {
            room_person(INSURER_A, edaban[k], arena_printf(room.arena, "Y%08zu", 2 * i + (size_t)k));
            ck_assert_int_eq(k ? S_register(edaban[k], SHI("2", "20150101", ""))
                               : S_register(edaban[k], SHI("1", "20150101", "")),
                             ST_OK);
            room.call.keikoku = (struct findings){0};
            ck_assert_str_eq(S_have(S_register(edaban[k], KSA("20170401"))), want[k]);
            room.call.keikoku = (struct findings){0};
            ck_assert_str_eq(S_have(S_register(edaban[k], KMA("20170401"))), want[k]);
        }
    }
}
END_TEST

/* What is wanted, and what is had, as people read it. */
START_TEST(test_texts)
{
    static const struct {
        const char *shubetsu, *items, *want, *have;
    } rows[] = {
        {SHI("1", "20150101", "20150201"), "", ""},
        {SHI("2", "20150201", "20150301"), "", ""},
        {MAI("20170401"), "資格取得日から資格喪失日の前日まで（喪失後は健保法104条〜106条の範囲）",
         "20170401（資格情報 20150101〜20150131、20150201〜20150228）"},
        {KOG("20150801", "20160731"), "資格期間に一日でもかかる期間",
         "20150801〜20160731（資格情報 20150101〜20150131、20150201〜20150228）"},
        {SHI("1", "20150101", "20150202"), "未登録の副本（登録済みのものを直すのは処理区分 2 変更）",
         "20150101 は登録済み（新しい版に置き換えた）"},
    };
    room_person(INSURER_A, "0000001", "Y00000001");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        room.call.keikoku = (struct findings){0};
        ck_assert_int_eq(S_register("0000001", rows[i].shubetsu, rows[i].items), ST_OK);
        ck_assert_int_eq(room.call.keikoku.n > 0, *rows[i].want != 0);
        if (!*rows[i].want)
            continue;
        ck_assert_str_eq(room.call.keikoku.list[0].diag.want, rows[i].want);
        ck_assert_str_eq(room.call.keikoku.list[0].diag.have, rows[i].have);
    }
    room.policy.rules.mode = RULES_STRICT;
    ck_assert_int_eq(S_register("0000001", SHI("1", "20150101", "20150203")), ST_FUKUHON_KAGI);
    ck_assert_str_eq(room.diag.have, "20150101 は登録済み（値は元のまま）");
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rules, test_policy, test_kazoku, test_texts, NULL};
    return room_main("service/chukan/fukuhon_rules", tests);
}
