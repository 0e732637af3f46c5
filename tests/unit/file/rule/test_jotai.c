/* file/rule/jotai: which households and ages are told. */
#include <check.h>

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "file/rule/jotai.h"

/* clang-format off */
#define HONNIN(from, to, one) {from, to, one, true}
#define KAZOKU(from, to, one) {from, to, one, false}
/* clang-format on */
#define OPEN SETAI_OPEN

/* Days are small numbers. want: "s" of a 被扶養者, "f" of two 本人, then who, who else, since when. */
static const struct {
    const char *what;
    struct setai_shikaku list[5];
    bool never; /* no 本人 has been there */
    const char *want;
} setai[] = {
    {"both open", {HONNIN(10, OPEN, 1), KAZOKU(10, OPEN, 2)}, false, ""},
    {"本人 lost", {HONNIN(10, 20, 1), KAZOKU(10, OPEN, 2)}, false, "s2,0,20"},
    {"本人 lost, 被扶養者 two days later", {HONNIN(10, 20, 1), KAZOKU(10, 22, 2)}, false, "s2,0,20"},
    {"a day later", {KAZOKU(10, 21, 2), HONNIN(10, 20, 1)}, false, "s2,0,20"},
    {"the same day", {HONNIN(10, 20, 1), KAZOKU(10, 20, 2)}, false, ""},
    {"before", {HONNIN(10, 20, 1), KAZOKU(12, 15, 2)}, false, ""},
    {"本人 gone", {KAZOKU(10, OPEN, 2)}, false, "s2,0,10"},
    {"本人 never known", {KAZOKU(10, OPEN, 2)}, true, ""},
    {"被扶養者 before the 本人", {HONNIN(10, OPEN, 1), KAZOKU(9, OPEN, 2)}, false, "s2,0,9"},
    {"本人 comes back, 被扶養者 left open",
     {HONNIN(30, OPEN, 1), HONNIN(10, 20, 1), KAZOKU(10, OPEN, 2)},
     false,
     "s2,0,20"},
    {"and is lost again: each stretch",
     {HONNIN(30, 40, 1), HONNIN(10, 20, 1), KAZOKU(8, OPEN, 2)},
     false,
     "s2,0,8 s2,0,20 s2,0,40"},
    {"and 被扶養者 come anew",
     {HONNIN(30, OPEN, 1), HONNIN(10, 20, 1), KAZOKU(30, OPEN, 2), KAZOKU(10, 20, 2)},
     false,
     ""},
    {"本人 comes back at once", {HONNIN(20, OPEN, 1), HONNIN(10, 20, 1), KAZOKU(10, OPEN, 2)}, false, ""},
    {"each of two 被扶養者",
     {HONNIN(10, 20, 1), KAZOKU(15, OPEN, 3), KAZOKU(10, 21, 2)},
     false,
     "s2,0,20 s3,0,20"},
    {"no day at all", {HONNIN(10, 20, 1), KAZOKU(30, 30, 2)}, false, ""},
    {"two 本人", {HONNIN(10, OPEN, 2), HONNIN(15, OPEN, 1)}, false, "f2,1,15"},
    {"in another order", {HONNIN(15, OPEN, 1), HONNIN(10, OPEN, 2)}, false, "f2,1,15"},
    {"a third one",
     {HONNIN(15, OPEN, 3), HONNIN(12, OPEN, 1), HONNIN(10, OPEN, 2)},
     false,
     "f2,1,12 f3,2,15"},
    {"a third one, beside the second alone",
     {HONNIN(20, OPEN, 3), HONNIN(12, 20, 1), HONNIN(10, OPEN, 2)},
     false,
     "f2,1,12 f3,2,20"},
    {"one after the other", {HONNIN(20, OPEN, 2), HONNIN(10, 20, 1)}, false, ""},
    {"a day of both", {HONNIN(19, OPEN, 2), HONNIN(10, 20, 1)}, false, "f2,1,19"},
    {"of one and the same", {HONNIN(19, OPEN, 1), HONNIN(10, 20, 1)}, false, ""},
    {"被扶養者 are as many as they like",
     {HONNIN(10, OPEN, 1), KAZOKU(10, OPEN, 2), KAZOKU(10, OPEN, 3)},
     false,
     ""},
};

START_TEST(test_setai)
{
    char have[200] = "";
    struct setai s = {.had = !setai[_i].never};
    while (s.n < 5 && setai[_i].list[s.n].from) {
        s.list[s.n] = setai[_i].list[s.n];
        s.n++;
    }
    const struct jotai j = jotai_of(&s);
    for (size_t i = 0, at = 0; i < j.n; i++)
        at += (size_t)snprintf(have + at, sizeof have - at, "%s%c%u,%u,%d", i ? " " : "",
                               j.list[i].rule == RULE_HONNIN_SOSHITSU ? 's' : 'f', j.list[i].one,
                               j.list[i].other, j.list[i].kara);
    ck_assert_msg(strcmp(have, setai[_i].want) == 0, "%s: %s", setai[_i].what, have);
}
END_TEST

static const struct {
    const char *seinengappi, *today, *want;
} ages[] = {{"19420508", "20170507", "20170508"}, {"19420508", "20180101", "20170508"},
            {"19440229", "20190228", "20190301"}, {"18930101", "19680101", "19680101"},
            {"19420508", "20080508", "20170508"}, {"19420508", "20060508", ""},
            {"20000101", "20170508", ""}};

START_TEST(test_nanajugo)
{
    char have[9] = "";
    int32_t day = jotai_nanajugo(ages[_i].seinengappi, str_date(str_of(ages[_i].today)));
    if (day != INT32_MIN)
        str_from_date(day, have);
    ck_assert_str_eq(have, ages[_i].want);
}
END_TEST

#define LOOP(test, cases) tcase_add_loop_test(t, test, 0, sizeof cases / sizeof *cases)

int main(void)
{
    Suite *s = suite_create("file/rule/jotai");
    TCase *t = tcase_create("all");
    LOOP(test_setai, setai);
    LOOP(test_nanajugo, ages);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
