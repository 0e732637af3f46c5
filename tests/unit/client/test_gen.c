/* client/gen: people can be made again and again, their numbers are right and differ, what happens to them
 * lies inside their 資格; text without printf says what printf would. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>

#include "file/layout/check.h"
#include "gen/calendar.h"
#include "gen/event.h"
#include "gen/names.h"
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

static bool S_same(const struct person *p, const struct person *q)
{
    bool same = p->birth == q->birth && p->luck == q->luck && p->household == q->household &&
                p->woman == q->woman && p->dead == q->dead && p->period_count == q->period_count;
    for (int i = 0; same && i < p->period_count; i++)
        same = p->periods[i].start == q->periods[i].start && p->periods[i].end == q->periods[i].end;
    return same;
}

/* In order of time, none before the birth, only the last open, nothing after the day of the files. */
static void S_periods(const struct person *p)
{
    ck_assert(p->period_count >= 1 && p->period_count <= PERIODS);
    for (int i = 0; i < p->period_count; i++) {
        const struct period *k = &p->periods[i];
        ck_assert_int_le(i ? p->periods[i - 1].end : p->birth, k->start);
        ck_assert_int_lt(k->start, S_day());
        ck_assert(k->end == NO_DAY ? i == p->period_count - 1 : k->start < k->end && k->end <= S_day());
    }
    ck_assert(!p->dead || person_last(p)->end != NO_DAY);
}

START_TEST(test_people)
{
    struct people w, again;
    struct person p, q;
    people_start(&w, 7, PEOPLE, S_day());
    people_start(&again, 7, PEOPLE, S_day());
    int64_t n = 0, household = -1;
    for (; people_next(&w, &p); n++) {
        ck_assert(people_next(&again, &q));
        ck_assert(S_same(&p, &q));
        ck_assert_int_eq(p.index, n);
        household += p.member == 0;
        ck_assert_int_eq(p.household, household);
        S_periods(&p);
    }
    ck_assert_int_eq(n, PEOPLE);
    ck_assert(!people_next(&again, &q));
}
END_TEST

/* 資格 of a 被扶養者 lie in those of their 本人, with the same 記号番号. */
static bool S_with(const struct person *p, const struct person *head)
{
    int found = 0;
    for (int i = 0; i < p->period_count; i++)
        for (int k = 0; k < head->period_count; k++) {
            const struct period *a = &p->periods[i], *b = &head->periods[k];
            found += a->card == b->card && a->start >= b->start &&
                     (b->end == NO_DAY || (a->end != NO_DAY && a->end <= b->end));
        }
    return found == p->period_count;
}

START_TEST(test_families)
{
    struct people w;
    struct person p, head = {0};
    int past = 0, several = 0, joined[13] = {0}, lost = 0, lost_in_april = 0, same_day = 0, newborn = 0;
    people_start(&w, 7, PEOPLE, S_day());
    while (people_next(&w, &p)) {
        const struct period *last = person_last(&p);
        if (p.member == 0)
            head = p;
        ck_assert(S_with(&p, &head));
        ck_assert(p.member > 0 || p.periods[0].start >= calendar_years(p.birth, 15));
        ck_assert(last->end != NO_DAY || calendar_years(p.birth, 75) > S_day());
        ck_assert_int_le(last->end, calendar_years(p.birth, 75));
        past += last->end != NO_DAY;
        several += p.period_count > 1;
        newborn += p.member > 1 && p.periods[0].start == p.birth;
        for (int i = 0; i < p.period_count; i++) {
            struct ymd end = calendar_of(p.periods[i].end == NO_DAY ? 0 : p.periods[i].end);
            joined[calendar_of(p.periods[i].start).month] += p.member == 0;
            lost += p.periods[i].end != NO_DAY;
            lost_in_april += end.month == 4 && end.day == 1;
            same_day += i > 0 && p.periods[i - 1].end == p.periods[i].start;
        }
    }
    ck_assert(past > PEOPLE * 22 / 100 && past < PEOPLE * 28 / 100);
    ck_assert(several > PEOPLE / 20 && same_day > PEOPLE / 50 && same_day < several);
    ck_assert_int_gt(newborn, PEOPLE / 50);
    ck_assert_int_gt(lost_in_april, lost / 2);
    for (int i = 1; i <= 12; i++) {
        ck_assert_int_gt(joined[i], 0);
        ck_assert(i == 4 || joined[i] * 5 < joined[4]);
    }
}
END_TEST

/* Nothing is later than the day of the files, whichever it is. */
START_TEST(test_days)
{
    static const char *const days[] = {"20170101", "20170228", "20170401", "20200229", "20241231"};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct people w;
        struct person p;
        int32_t day = str_date(str_of(days[i]));
        people_start(&w, i, 5000, day);
        while (people_next(&w, &p)) {
            ck_assert_int_le(person_last(&p)->end, day);
            ck_assert_int_lt(person_last(&p)->start, day);
        }
    }
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

static struct str S_name(const struct person *p, struct text *t)
{
    t->n = 0;
    name_kanji(p, t);
    return text_since(t, 0);
}

/* No two people of a household are one for 住基ネット; births of one mother are apart, but those of twins. */
START_TEST(test_siblings)
{
    struct people w;
    struct person p, family[HOUSEHOLD];
    struct text a = {malloc(TEXT_ROOM), 0}, b = {malloc(TEXT_ROOM), 0};
    int twins = 0;
    people_start(&w, 7, PEOPLE, S_day());
    while (people_next(&w, &p)) {
        family[p.member] = p;
        for (int i = 0; i < p.member; i++)
            ck_assert(!str_eq(S_name(&family[i], &a), S_name(&p, &b)));
        if (p.member < 3)
            continue;
        int32_t apart = p.birth - family[p.member - 1].birth;
        ck_assert(apart == 0 || apart >= 300);
        twins += apart == 0;
    }
    ck_assert_int_gt(twins, 0);
    free(a.p);
    free(b.p);
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
        ck_assert(e.period >= 0 && e.period < p.period_count);
        const struct period *k = &p.periods[e.period];
        some++;
        ck_assert(events[_i].honnin == (p.member == 0));
        ck_assert_int_le(k->start, from);
        ck_assert_int_le(from, to);
        ck_assert_int_lt(to, k->end == NO_DAY ? g.day : k->end);
        ck_assert(e.decided >= from && e.decided >= e.date && e.decided <= g.day);
        ck_assert(e.date == 0 || e.date >= p.birth);
        ck_assert_int_lt(e.to - e.from, 550);
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
    g.members = 20 * PEOPLE; /* twins on the very day planned are rare */
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

START_TEST(test_calendar)
{
    for (int32_t day = calendar_day(1901, 1, 1); day < calendar_day(2100, 1, 1); day++) {
        struct ymd d = calendar_of(day);
        ck_assert_int_eq(calendar_year(day), d.year);
        ck_assert_int_eq(calendar_day(d.year, d.month, d.day), day);
    }
    ck_assert_int_eq(calendar_years(str_date(STR("19440229")), 75), str_date(STR("20190301")));
    ck_assert_int_eq(calendar_april(str_date(STR("20170401"))), str_date(STR("20170401")));
    ck_assert_int_eq(calendar_april(str_date(STR("20170402"))), str_date(STR("20180401")));
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
    tcase_add_test(tc, test_families);
    tcase_add_test(tc, test_days);
    tcase_add_test(tc, test_siblings);
    tcase_add_loop_test(tc, test_events, 0, (int)(sizeof events / sizeof *events));
    tcase_add_test(tc, test_births);
    tcase_add_test(tc, test_calendar);
    tcase_add_test(tc, test_text);
    suite_add_tcase(s, tc);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
