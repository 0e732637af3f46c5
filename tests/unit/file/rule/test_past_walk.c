/* file/rule/past_walk: whom the end of a file comes to, with few looks and few warnings; who is looked at
 * either stays (soi) or not (nokori). */
#include "file/rule/past_walk.h"

#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum { PEOPLE = 5, ENDS = 8 };

static size_t told;
static char seen[64];
static uint64_t left[2 * PEOPLE];
static size_t left_n;

static void S_look(uint64_t edaban, bool stays)
{
    size_t kept = 0;
    snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%d", (int)edaban);
    told++;
    for (size_t i = 0; i < left_n && !stays; i++)
        if (left[i] != edaban)
            left[kept++] = left[i];
    left_n = stays ? left_n : kept;
}

static const struct {
    bool stays;
    struct {
        struct owari_most most;
        const char *want;
    } ends[ENDS];
} walks[] = {
    {true,
     {{{2, 9}, "12"},
      {{2, 9}, "34"},
      {{2, 9}, "51"},
      {{9, 2}, "23"},
      {{9, 9}, "45123"},
      {{9, 9}, "12345"},
      {{5, 5}, "12345"},
      {{4, 5}, "1234"}}},
    {false, {{{2, 9}, "12"}, {{9, 2}, "34"}, {{9, 9}, "5"}, {{9, 9}, ""}}},
};

START_TEST(test_walks)
{
    static const uint64_t people[] = {3, 1, 5, 3, 2, 4, 1, 5}; /* some twice */
    uint64_t made = 0;
    memcpy(left, people, sizeof people);
    left_n = sizeof people / sizeof *people;
    for (size_t i = 0; i < ENDS && walks[_i].ends[i].want; i++) {
        uint64_t all[2 * PEOPLE];
        memcpy(all, left, sizeof all);
        struct past_walk w = {
            .all = all, .n = left_n, .made = &made, .most = walks[_i].ends[i].most, .told = &told};
        seen[0] = 0;
        past_walk_begin(&w);
        for (uint64_t edaban; past_walk_next(&w, &edaban);)
            S_look(edaban, walks[_i].stays);
        ck_assert_msg(strcmp(seen, walks[_i].ends[i].want) == 0, "end %zu: %s", i, seen);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file/rule/past_walk");
    TCase *t = tcase_create("all");
    tcase_add_loop_test(t, test_walks, 0, sizeof walks / sizeof *walks);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
