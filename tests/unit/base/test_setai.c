/* base/setai: households hold what was put and not taken, through every growth of the table. */
#include "base/setai.h"

#include <check.h>

#include "base/mix.h"

enum { MANY = 20000 };

static struct setai_hyo *hyo;
static struct setai is;

static void S_make(void)
{
    ck_assert_ptr_nonnull(hyo = setai_hyo_new());
}

static void S_drop(void)
{
    setai_hyo_free(hyo);
}

static struct setai_shikaku S_shikaku(uint32_t one)
{
    return (struct setai_shikaku){(int32_t)one, SETAI_OPEN, one, one % 3 == 0};
}

/* Three of each household. */
static uint64_t S_key(uint32_t one)
{
    return mix64(one / 3 + 1);
}

START_TEST(test_many)
{
    for (uint32_t one = 0; one < MANY; one++) {
        const struct setai_shikaku s = S_shikaku(one);
        ck_assert(setai_hyo_put(hyo, S_key(one), &s));
    }
    for (uint32_t one = 0; one < MANY; one += 3) { /* the 本人 go */
        const struct setai_shikaku s = S_shikaku(one);
        setai_hyo_take(hyo, S_key(one), &s);
        setai_hyo_take(hyo, S_key(one), &s); /* there is none any more */
    }
    for (uint32_t one = 0; one + 2 < MANY; one += 3) {
        setai_hyo_look(hyo, S_key(one), &is);
        ck_assert(is.n == 2 && is.had && is.list[0].one == one + 2 && is.list[1].one == one + 1);
        ck_assert(!is.list[0].honnin && is.list[0].from == (int32_t)one + 2 && is.list[0].to == SETAI_OPEN);
    }
}
END_TEST

/* Of one household the latest SETAI_MOST are seen; all are there. */
START_TEST(test_most)
{
    for (uint32_t one = 1; one <= SETAI_MOST + 10; one++) {
        const struct setai_shikaku s = S_shikaku(one);
        ck_assert(setai_hyo_put(hyo, 1, &s));
        setai_hyo_look(hyo, 1, &is);
        ck_assert_uint_eq(is.n, one < SETAI_MOST ? one : SETAI_MOST);
        ck_assert_uint_eq(is.list[0].one, one);
    }
    for (uint32_t one = SETAI_MOST + 10; one > 1; one--) {
        const struct setai_shikaku s = S_shikaku(one);
        setai_hyo_take(hyo, 1, &s);
    }
    setai_hyo_look(hyo, 1, &is);
    ck_assert(is.n == 1 && is.list[0].one == 1);
}
END_TEST

START_TEST(test_had)
{
    const struct setai_shikaku kazoku = S_shikaku(1);
    setai_hyo_look(hyo, 7, &is);
    ck_assert(is.n == 0 && !is.had);
    ck_assert(setai_hyo_put(hyo, 7, &kazoku));
    ck_assert(!setai_hyo_has(hyo, 7));
    ck_assert(setai_hyo_had(hyo, 7, true));
    setai_hyo_look(hyo, 7, &is);
    ck_assert(is.n == 1 && is.had);
    ck_assert(setai_hyo_had(hyo, 7, false));
    ck_assert(!setai_hyo_has(hyo, 7));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("base/setai");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_make, S_drop);
    tcase_add_test(t, test_many);
    tcase_add_test(t, test_most);
    tcase_add_test(t, test_had);
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
