/* client/gen: people can be made again and again, their numbers are right and differ, what happens to them
 * lies inside their 資格; text without printf says what printf would. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "file/layout/check.h"
#include "gen/event.h"
#include "gen/text.h"

enum { PEOPLE = 20000 };

static int32_t S_day(void)
{
    return str_date(STR("20170501"));
}

static struct gen S_gen(void)
{
    return (struct gen){.seed = 7, .members = PEOPLE, .day = S_day(), .hokensha = "06139992"};
}

START_TEST(test_people)
{
    struct people w, again;
    struct person p, q, head = {0};
    people_start(&w, 7, PEOPLE, S_day());
    people_start(&again, 7, PEOPLE, S_day());
    int64_t n = 0;
    for (; people_next(&w, &p); n++) {
        ck_assert(people_next(&again, &q));
        ck_assert(p.birth == q.birth && p.start == q.start && p.end == q.end && p.luck == q.luck);
        ck_assert(p.household == q.household && p.woman == q.woman && p.dead == q.dead);
        ck_assert_int_eq(p.index, n);
        if (p.member == 0)
            head = p;
        ck_assert_int_eq(p.household, head.household);
        ck_assert_int_le(p.birth, p.start);
        ck_assert_int_lt(p.start, S_day());
        ck_assert(p.end == NO_DAY || (p.start < p.end && p.end < S_day()));
        ck_assert(!p.dead || p.end != NO_DAY);
    }
    ck_assert_int_eq(n, PEOPLE);
    ck_assert(!people_next(&again, &q));
}
END_TEST

static int S_compare(const void *a, const void *b)
{
    return memcmp(a, b, 12);
}

START_TEST(test_kojin_bango)
{
    static char all[PEOPLE][12];
    for (int i = 0; i < PEOPLE; i++) {
        /* the first ones, and some from far behind */
        person_kojin_bango(7, i < PEOPLE / 2 ? i : INT64_C(99999999999) - i, all[i]);
        ck_assert(check_digit_ok(CHECK_KOJIN_BANGO, (struct str){all[i], 12}));
    }
    qsort(all, PEOPLE, 12, S_compare);
    for (int i = 1; i < PEOPLE; i++)
        ck_assert_int_ne(memcmp(all[i - 1], all[i], 12), 0);
}
END_TEST

START_TEST(test_juminhyo_code)
{
    static char all[PEOPLE][12];
    for (int i = 0; i < PEOPLE; i++) {
        person_juminhyo_code(7, i < PEOPLE / 2 ? i : INT64_C(9999999999) - i, all[i]);
        all[i][11] = 0;
        ck_assert(check_digit_ok(CHECK_JUMINHYO_CODE, (struct str){all[i], 11}));
    }
    qsort(all, PEOPLE, 12, S_compare);
    for (int i = 1; i < PEOPLE; i++)
        ck_assert_str_ne(all[i - 1], all[i]);
}
END_TEST

/* The children of a household are born on different days: no two people in it are one for 住基ネット. */
START_TEST(test_birthdays)
{
    struct people w;
    struct person p;
    int32_t births[8] = {0};
    people_start(&w, 7, PEOPLE, S_day());
    while (people_next(&w, &p)) {
        for (int i = 2; i < p.member; i++)
            ck_assert_int_ne(births[i], p.birth);
        births[p.member] = p.birth;
    }
}
END_TEST

static const struct {
    event_fn *event;
    int from_day, to_day; /* of the event that must lie in the 資格: 0 date, 1 from, 2 to */
    bool honnin;
} events[] = {{event_gassan, 1, 2, true},          {event_shussan, 0, 0, true},
              {event_kazoku_shussan, 0, 0, false}, {event_shussan_teate, 1, 2, true},
              {event_shobyo, 1, 2, true},          {event_maiso, 0, 0, true},
              {event_kazoku_maiso, 0, 0, false}};

static int32_t S_of(const struct event *e, int which)
{
    return which == 0 ? e->date : which == 1 ? e->from : e->to;
}

START_TEST(test_events)
{
    struct gen g = S_gen();
    struct people w;
    struct person p;
    struct event e, other;
    int some = 0;
    people_start(&w, g.seed, g.members, g.day);
    while (people_next(&w, &p)) {
        if (!events[_i].event(&g, &p, &e))
            continue;
        int32_t from = S_of(&e, events[_i].from_day), to = S_of(&e, events[_i].to_day);
        some++;
        ck_assert(events[_i].honnin == (p.member == 0));
        ck_assert_int_le(p.start, from);
        ck_assert_int_le(from, to);
        ck_assert_int_lt(to, p.end == NO_DAY ? g.day : p.end);
        ck_assert_int_ge(e.yen, 1000);
        ck_assert(events[_i].event != event_shobyo || !event_shussan_teate(&g, &p, &other));
    }
    ck_assert_int_gt(some, PEOPLE / 200);
}
END_TEST

/* 出産手当金 is paid for all the days of 健保法 102 条, and births come before and after the planned day. */
START_TEST(test_births)
{
    struct gen g = S_gen();
    struct people w;
    struct person p;
    struct event e;
    int seen[2][3] = {{0}};
    people_start(&w, g.seed, g.members, g.day);
    while (people_next(&w, &p)) {
        if (!event_shussan_teate(&g, &p, &e))
            continue;
        int32_t first = e.date < e.planned ? e.date : e.planned;
        ck_assert_int_eq(first - e.from, e.count > 1 ? 97 : 41);
        ck_assert_int_eq(e.to - e.date, 56);
        ck_assert_int_gt(e.decided, e.to);
        seen[e.count > 1][(e.date > e.planned) - (e.date < e.planned) + 1]++;
    }
    for (int i = 0; i < 6; i++)
        ck_assert_int_gt(seen[i / 3][i % 3], 0);
}
END_TEST

START_TEST(test_text)
{
    static const int64_t numbers[] = {0, 1, 9, 10, 1234567, INT64_C(9999999999), INT64_MAX};
    struct text t = {malloc(TEXT_ROOM), 0};
    char want[64];
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        for (int width = 1; width < 20; width += 6) {
            t.n = 0;
            text_number(&t, numbers[i], width);
            int n = snprintf(want, sizeof want, "%0*lld", width, (long long)numbers[i]);
            ck_assert_int_eq((int)t.n, n);
            ck_assert_mem_eq(t.p, want, t.n);
        }
    t.n = 0;
    text_wide(&t, 1209);
    ck_assert_mem_eq(t.p, "１２０９", t.n);
    ck_assert_int_eq((int)t.n, 12);
    for (int32_t day = -30000; day < 60000; day++) {
        t.n = 0;
        text_day(&t, day);
        str_from_date(day, want);
        ck_assert_mem_eq(t.p, want, 8);
    }
    free(t.p);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("gen");
    TCase *tc = tcase_create("gen");
    tcase_add_test(tc, test_people);
    tcase_add_test(tc, test_kojin_bango);
    tcase_add_test(tc, test_juminhyo_code);
    tcase_add_test(tc, test_birthdays);
    tcase_add_loop_test(tc, test_events, 0, (int)(sizeof events / sizeof *events));
    tcase_add_test(tc, test_births);
    tcase_add_test(tc, test_text);
    suite_add_tcase(s, tc);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
