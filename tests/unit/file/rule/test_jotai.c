/* file/rule/jotai: which households and ages are told. */
#include <check.h>

#include "file/rule/jotai.h"

/* clang-format off */
#define HONNIN(from, to, one) {from, to, one, true}
#define KAZOKU(from, to, one) {from, to, one, false}
/* clang-format on */
#define OPEN SETAI_OPEN

/* Days are small numbers. */
static const struct {
    const char *what;
    struct setai_shikaku list[4];
    bool never; /* no 本人 has been there */
    bool soshitsu, futari;
} setai[] = {
    {"both open", {HONNIN(10, OPEN, 1), KAZOKU(10, OPEN, 2)}, false, false, false},
    {"本人 lost", {HONNIN(10, 20, 1), KAZOKU(10, OPEN, 2)}, false, true, false},
    {"本人 lost, 被扶養者 two days later", {HONNIN(10, 20, 1), KAZOKU(10, 22, 2)}, false, true, false},
    {"a day later", {KAZOKU(10, 21, 2), HONNIN(10, 20, 1)}, false, true, false},
    {"the same day", {HONNIN(10, 20, 1), KAZOKU(10, 20, 2)}, false, false, false},
    {"before", {HONNIN(10, 20, 1), KAZOKU(12, 15, 2)}, false, false, false},
    {"本人 gone", {KAZOKU(10, OPEN, 2)}, false, true, false},
    {"本人 never known", {KAZOKU(10, OPEN, 2)}, true, false, false},
    {"被扶養者 before the 本人", {HONNIN(10, OPEN, 1), KAZOKU(9, OPEN, 2)}, false, true, false},
    {"本人 comes back, 被扶養者 left open",
     {HONNIN(30, OPEN, 1), HONNIN(10, 20, 1), KAZOKU(10, OPEN, 2)},
     false,
     true,
     false},
    {"and 被扶養者 come anew",
     {HONNIN(30, OPEN, 1), HONNIN(10, 20, 1), KAZOKU(30, OPEN, 2), KAZOKU(10, 20, 2)},
     false,
     false,
     false},
    {"本人 comes back at once",
     {HONNIN(20, OPEN, 1), HONNIN(10, 20, 1), KAZOKU(10, OPEN, 2)},
     false,
     false,
     false},
    {"the second of two 被扶養者",
     {HONNIN(10, 20, 1), KAZOKU(10, 20, 2), KAZOKU(15, OPEN, 3)},
     false,
     true,
     false},
    {"no day at all", {HONNIN(10, 20, 1), KAZOKU(30, 30, 2)}, false, false, false},
    {"two 本人", {HONNIN(10, OPEN, 2), HONNIN(15, OPEN, 1)}, false, false, true},
    {"one after the other", {HONNIN(20, OPEN, 2), HONNIN(10, 20, 1)}, false, false, false},
    {"a day of both", {HONNIN(19, OPEN, 2), HONNIN(10, 20, 1)}, false, false, true},
    {"of one and the same", {HONNIN(19, OPEN, 1), HONNIN(10, 20, 1)}, false, false, false},
    {"被扶養者 are as many as they like",
     {HONNIN(10, OPEN, 1), KAZOKU(10, OPEN, 2), KAZOKU(10, OPEN, 3)},
     false,
     false,
     false},
};

START_TEST(test_setai)
{
    struct setai s = {.had = !setai[_i].never};
    while (s.n < 4 && setai[_i].list[s.n].from) {
        s.list[s.n] = setai[_i].list[s.n];
        s.n++;
    }
    const struct jotai j = jotai_of(&s);
    ck_assert_msg(j.soshitsu == setai[_i].soshitsu && j.futari == setai[_i].futari, "%s: %d %d",
                  setai[_i].what, j.soshitsu, j.futari);
    if (j.futari)
        ck_assert(j.who[0] == 2 && j.who[1] == 1);
}
END_TEST

static const struct {
    const char *seinengappi, *today;
    bool old;
} ages[] = {{"19420508", "20170507", false}, {"19420508", "20170508", true}, {"19420508", "20170509", true},
            {"19440229", "20190228", false}, {"19440229", "20190301", true}, {"19430101", "20171231", false},
            {"19430101", "20180101", true},  {"19421231", "20171231", true}, {"18930102", "19680101", false},
            {"18930101", "19680101", true}};

START_TEST(test_nanajugo)
{
    ck_assert_int_eq(jotai_nanajugo(ages[_i].seinengappi, str_date(str_of(ages[_i].today))), ages[_i].old);
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
