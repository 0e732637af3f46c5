/* service/chukan: what a 副本 of each kind may be beside the others of its person, online and through the
 * layouts of the house. Each case has a person of its own. */
#include "room.h"

#define FLAGS " fukaiji=0 jikoTeikyoFuka=0"
#define SHI(honnin, from, to)                                                                                \
    "shikakuJoho", "kigo=1 bango=1 honninKazoku=" honnin " shutokuYmd=" from " soshitsuYmd=" to FLAGS
#define PAY " ketteiYmd=20170501 kingaku=1 jidoOtoFuka=0"
#define KOG(from, to) "kogakuKaigoGassan", "keisanFrom=" from " keisanTo=" to PAY
#define SAN(ymd) "shussanIchijikin", "taijiSu=1 shussanYmd=" ymd PAY
#define KSA(ymd) "kazokuShussanIchijikin", "taijiSu=2 shussanYmd=" ymd PAY
#define STE(taiji, yotei, ymd, from, to)                                                                     \
    "shussanTeatekin", "taijiKubun=" taiji " shussanYoteiYmd=" yotei " shussanYmd=" ymd " kikanFrom=" from   \
                       " kikanTo=" to PAY
#define SHO(from, to) "shobyoTeatekin", "kikanFrom=" from " kikanTo=" to PAY
#define MAI(ymd) "maisoryo", "shiboYmd=" ymd PAY
#define KMA(ymd) "kazokuMaisoryo", "shiboYmd=" ymd PAY
#define CHANGE " shoriKubun=2"
#define DELETE(step) "delete", step

static const struct {
    const char *what;
    struct {
        const char *shubetsu, *items; /* NULL ends */
        enum status want;
    } steps[8];
} cases[] = {
    {"nothing before 資格情報",
     {{KOG("20150801", "20160731"), ST_SHIKAKU_FIRST},
      {SAN("20170401"), ST_SHIKAKU_FIRST},
      {KSA("20170401"), ST_SHIKAKU_FIRST},
      {STE("1", "20170401", "20170401", "20170220", "20170527"), ST_SHIKAKU_FIRST},
      {SHO("20170401", "20170410"), ST_SHIKAKU_FIRST},
      {MAI("20170401"), ST_SHIKAKU_FIRST},
      {KMA("20170401"), ST_SHIKAKU_FIRST}}},
    {"what is 本人's own",
     {{SHI("1", "20160401", ""), ST_OK},
      {SAN("20170401"), ST_OK},
      {KSA("20170401"), ST_FUKUHON_HONNIN},
      {STE("1", "20170401", "20170401", "20170220", "20170527"), ST_OK},
      {SHO("20170601", "20170610"), ST_OK},
      {KMA("20170401"), ST_FUKUHON_HONNIN},
      {MAI("20170701"), ST_OK}}},
    {"what is the family's",
     {{SHI("2", "20160401", ""), ST_OK},
      {SAN("20170401"), ST_FUKUHON_HONNIN},
      {KSA("20170401"), ST_OK},
      {STE("1", "20170401", "20170401", "20170220", "20170527"), ST_FUKUHON_HONNIN},
      {SHO("20170601", "20170610"), ST_FUKUHON_HONNIN},
      {MAI("20170701"), ST_FUKUHON_HONNIN},
      {KMA("20170401"), ST_OK}}},
    {"高額介護合算 is for both",
     {{SHI("1", "20160401", "20160501"), ST_OK},
      {SHI("2", "20160501", ""), ST_OK},
      {KOG("20150801", "20160731"), ST_OK},
      {KOG("20160801", "20170731"), ST_OK}}},
    {"the day decides whose it is",
     {{SHI("2", "20160401", "20170401"), ST_OK},
      {SHI("1", "20170401", ""), ST_OK},
      {SAN("20170331"), ST_FUKUHON_HONNIN},
      {SAN("20170401"), ST_OK},
      {KSA("20170331"), ST_OK},
      {KSA("20170401"), ST_FUKUHON_HONNIN},
      {SHO("20170331", "20170401"), ST_OUTSIDE_SHIKAKU}}},
    {"death on the last day, not on the day of 喪失",
     {{SHI("1", "20160401", "20170402"), ST_OK},
      {MAI("20170402"), ST_OUTSIDE_SHIKAKU},
      {MAI("20160331"), ST_OUTSIDE_SHIKAKU},
      {MAI("20170401"), ST_OK},
      {MAI("20170401"), ST_FUKUHON_EXISTS}}},
    {"the family's death on the last day",
     {{SHI("2", "20160401", "20170402"), ST_OK},
      {KMA("20170402"), ST_OUTSIDE_SHIKAKU},
      {KMA("20170401"), ST_OK}}},
    {"計算期間 need only touch: the first day",
     {{SHI("1", "20160731", "20160801"), ST_OK},
      {KOG("20140801", "20150731"), ST_OUTSIDE_SHIKAKU},
      {KOG("20150801", "20160731"), ST_OK},
      {KOG("20160801", "20170731"), ST_OUTSIDE_SHIKAKU}}},
    {"a 資格 lost on its first day is none",
     {{SHI("1", "20160401", "20160401"), ST_OK},
      {KOG("20150801", "20160731"), ST_OUTSIDE_SHIKAKU},
      {MAI("20160401"), ST_OUTSIDE_SHIKAKU},
      {SHI("1", "20160301", "20160501"), ST_OK}}},
    {"計算期間 is a year from 8/1",
     {{SHI("1", "20160401", ""), ST_OK},
      {KOG("20160802", "20170731"), ST_DATE_ORDER},
      {KOG("20150801", "20170731"), ST_DATE_ORDER},
      {KOG("20160731", "20170730"), ST_ROW_COLUMN},
      {KOG("20150801", "20160731"), ST_OK}}},
    {"42 and 98 days to the birth, 56 after (102条)",
     {{SHI("1", "20160101", ""), ST_OK},
      {STE("1", "20170401", "20170401", "20170218", "20170301"), ST_DATE_ORDER},
      {STE("1", "20170401", "20170401", "20170219", "20170528"), ST_DATE_ORDER},
      {STE("1", "20170401", "20170401", "20170219", "20170527"), ST_OK},
      {STE("2", "20170401", "20170401", "20161224", "20170101"), ST_DATE_ORDER},
      {STE("2", "20170401", "20170401", "20161225", "20170101"), ST_OK},
      {STE("3", "20170401", "20170401", "20161224", "20170101"), ST_ROW_COLUMN}}},
    {"出産手当金 before 傷病手当金 (103条)",
     {{SHI("1", "20160101", ""), ST_OK},
      {SHO("20170101", "20170220"), ST_OK},
      {STE("1", "20170401", "20170401", "20170220", "20170527"), ST_FUKUHON_OVERLAP},
      {STE("1", "20170401", "20170401", "20170221", "20170527"), ST_OK},
      {SHO("20170527", "20170610"), ST_FUKUHON_OVERLAP},
      {SHO("20170528", "20170610"), ST_OK}}},
    {"and when one is changed",
     {{SHI("1", "20160101", ""), ST_OK},
      {SHO("20170101", "20170219"), ST_OK},
      {STE("1", "20170401", "20170401", "20170220", "20170527"), ST_OK},
      {"shobyoTeatekin", "kikanFrom=20170101 kikanTo=20170220" PAY CHANGE, ST_FUKUHON_OVERLAP},
      {"shobyoTeatekin", "kikanFrom=20170101 kikanTo=20170131" PAY CHANGE, ST_OK},
      {"shobyoTeatekin", "kikanFrom=20170102 kikanTo=20170131" PAY CHANGE, ST_FUKUHON_NONE}}},
    {"資格 do not overlap; re-enrolment does not",
     {{SHI("1", "20160401", "20170401"), ST_OK},
      {SHI("1", "20170331", ""), ST_SHIKAKU_OVERLAP},
      {SHI("1", "20150401", "20160402"), ST_SHIKAKU_OVERLAP},
      {SHI("1", "20150401", ""), ST_SHIKAKU_OVERLAP},
      {SHI("1", "20160401", ""), ST_FUKUHON_EXISTS},
      {SHI("1", "20170401", ""), ST_OK},
      {SHI("1", "20150401", "20160401"), ST_OK}}},
    {"nor when one is changed",
     {{SHI("1", "20160401", "20170401"), ST_OK},
      {SHI("1", "20170501", ""), ST_OK},
      {SHI("1", "20160401", "20170502") CHANGE, ST_SHIKAKU_OVERLAP},
      {SHI("1", "20160401", "") CHANGE, ST_SHIKAKU_OVERLAP},
      {SHI("1", "20160401", "20170501") CHANGE, ST_OK},
      {SHI("1", "20160401", "20170501") CHANGE, ST_OK}, /* changes nothing */
      {SHI("1", "20160402", "20170501") CHANGE, ST_FUKUHON_NONE}}},
    {"no change may leave a benefit outside",
     {{SHI("1", "20160401", ""), ST_OK},
      {SHO("20170401", "20170410"), ST_OK},
      {SHI("1", "20160401", "20170410") CHANGE, ST_FUKUHON_IN_USE},
      {SHI("1", "20160401", "20170411") CHANGE, ST_OK},
      {SHI("1", "20170411", "") "", ST_OK},
      {DELETE("0"), ST_FUKUHON_IN_USE},
      {DELETE("4"), ST_OK}}},
    {"nor give it to somebody else",
     {{SHI("1", "20160401", ""), ST_OK},
      {SHI("2", "20160401", "") CHANGE, ST_OK}, /* nothing stands on it yet */
      {KMA("20170410"), ST_OK},
      {KOG("20160801", "20170731"), ST_OK},
      {SHI("1", "20160401", "") CHANGE, ST_FUKUHON_FIXED},
      {DELETE("2"), ST_OK},
      {SHI("1", "20160401", "") CHANGE, ST_OK},
      {DELETE("0"), ST_FUKUHON_IN_USE}}},
    {"a benefit's key is known or not",
     {{SHI("2", "20160401", ""), ST_OK},
      {"kazokuMaisoryo", "shiboYmd=20170410" PAY CHANGE, ST_FUKUHON_NONE},
      {KMA("20170410"), ST_OK},
      {KMA("20170410"), ST_FUKUHON_EXISTS},
      {"kazokuMaisoryo", "shiboYmd=20170410" PAY CHANGE, ST_OK}}},
    {"no 個人番号 in any column",
     {{SHI("1", "20160401", ""), ST_OK},
      {"maisoryo", "shiboYmd=123456789018" PAY, ST_ROW_KOJIN_BANGO},
      {"maisoryo", "shiboYmd=20170401 ketteiYmd=123456789018 kingaku=1 jidoOtoFuka=0", ST_ROW_KOJIN_BANGO},
      {"maisoryo", "shiboYmd=20170401 ketteiYmd=20170401 kingaku=123456789018 jidoOtoFuka=0",
       ST_ROW_KOJIN_BANGO},
      {"maisoryo", "shiboYmd=20170401 ketteiYmd=20170401 kingaku=1 jidoOtoFuka=123456789018",
       ST_ROW_KOJIN_BANGO}}},
};

static enum status S_delete(const char *bango)
{
    void *req = room_request(&op_fukuhon_delete);
    room_set(op_fukuhon_delete.request, req, "fukuhonBango", bango);
    return room_run(&op_fukuhon_delete, req, NULL);
}

START_TEST(test_rules)
{
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *edaban = arena_printf(room.arena, "%07zu", i + 1), *bango[8] = {0};
        room_person(INSURER_A, edaban, arena_printf(room.arena, "Y%08zu", i + 1));
        for (int k = 0; k < 8 && cases[i].steps[k].shubetsu; k++) {
            const char *shubetsu = cases[i].steps[k].shubetsu, *items = cases[i].steps[k].items;
            enum status st = strcmp(shubetsu, "delete") == 0
                                 ? S_delete(bango[items[0] - '0'])
                                 : room_register(shubetsu, edaban, items, &bango[k]);
            ck_assert_msg(st == cases[i].steps[k].want, "%s, step %d: %s %s %s %s", cases[i].what, k,
                          status_info(st)->name, room.diag.item, room.diag.want, room.diag.have);
        }
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_rules, NULL};
    return room_main("service/chukan/fukuhon_rules", tests);
}
