/* file/rule/stand: the last days of what goes on after a loss (健康保険法 104条〜106条), to the day. */
#include <check.h>

#include "base/str.h"
#include "file/rule/stand.h"

#define DAY(ymd) str_date(STR(ymd))

/* Of a 本人 who was one from 2014-01-01 until the day before `loss`. */
static const struct {
    const char *what;
    enum kikan_kind kind;
    const char *loss, *from, *to; /* to "": it has no end */
    enum stand want;
} cases[] = {
    {"the last day of the 資格", KIKAN_SHUSSAN, "20150401", "20150331", "20150331", STAND_FINE},
    {"a year and a half, the same day", KIKAN_SHOBYO, "20150401", "20150301", "20161001", STAND_FINE},
    {"a year and a half and a day", KIKAN_SHOBYO, "20150401", "20150301", "20161002", STAND_SOTO},
    {"a month without that day", KIKAN_SHOBYO, "20150831", "20150801", "20170228", STAND_FINE},
    {"and the day after it", KIKAN_SHOBYO, "20150831", "20150801", "20170301", STAND_SOTO},
    {"six months, the same day", KIKAN_SHUSSAN, "20150401", "20151001", "20151001", STAND_FINE},
    {"six months and a day", KIKAN_SHUSSAN, "20150401", "20151002", "20151002", STAND_SOTO},
    {"three months, the same day", KIKAN_MAISO, "20150401", "20150701", "20150701", STAND_FINE},
    {"three months and a day", KIKAN_MAISO, "20150401", "20150702", "20150702", STAND_SOTO},
    {"a layout may let the last day be empty", KIKAN_SHUSSAN_TEATE, "20150401", "20150330", "", STAND_FINE},
    {"the same of what does not go on", KIKAN_SHOBYO, "20150401", "20150330", "", STAND_SOTO},
};

START_TEST(test_stand)
{
    const struct kikan shikaku = {.kind = KIKAN_SHIKAKU,
                                  .from = DAY("20140101"),
                                  .to = str_date(str_of(cases[_i].loss)) - 1,
                                  .honnin = '1',
                                  .kubun = '1',
                                  .kagi = "1"};
    const struct kikan k = {.kind = cases[_i].kind,
                            .from = str_date(str_of(cases[_i].from)),
                            .to = *cases[_i].to ? str_date(str_of(cases[_i].to)) : DAY_OPEN,
                            .shussan = DAY_NONE,
                            .yotei = DAY_NONE,
                            .kagi = "2"};
    const struct kikan_list others = {&shikaku, 1};
    ck_assert_msg(stand_of(&k, &others, KAZOKU_EITHER) == cases[_i].want, "%s", cases[_i].what);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/stand");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_stand, 0, sizeof cases / sizeof *cases);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
