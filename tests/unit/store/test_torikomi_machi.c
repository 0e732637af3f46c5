/* store/torikomi_machi: what became of each row, the count of outstanding answers and the states it leads to.
 */
#include "store/torikomi_machi.h"

#define WRITER_OF DB_CHUKAN
#include "writer.h"

static struct torikomi S_get(const char *uketsuke)
{
    struct torikomi t;
    bool found;
    ck_assert_int_eq(torikomi_get(tx, uketsuke, a, &t, &found), ST_OK);
    ck_assert(found);
    return t;
}

/* A file that the loader has begun with. */
static struct torikomi S_file(const char *uketsuke)
{
    struct torikomi t = {.uketsuke = uketsuke,
                         .shubetsu = "johoShokai",
                         .hokensha = "06139992",
                         .system = "KS",
                         .busho = "B001",
                         .user = "u001",
                         .path = "in",
                         .result_path = "out",
                         .encoding = "UTF-8",
                         .at = 100,
                         .due = 100};
    ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
    ck_assert_int_eq(torikomi_start(tx, &t, 4), ST_OK);
    return t;
}

static bool S_taken(int64_t now)
{
    struct torikomi_todo *todo;
    size_t n;
    int64_t due;
    ck_assert_int_eq(torikomi_todo(tx, now, a, &todo, &n), ST_OK);
    ck_assert_int_eq(torikomi_due(tx, &due), ST_OK);
    ck_assert(n ? due <= now : due > now);
    return n != 0;
}

static void S_answered(int64_t n, int64_t now, bool want)
{
    bool last;
    ck_assert_int_eq(torikomi_answered(tx, "U1", n, now, &last), ST_OK);
    ck_assert(last == want);
}

START_TEST(test_way)
{
    struct torikomi t = S_file("U1"), next = t;
    next.in_offset = 50;
    next.next_line = 5;
    next.ok_count = 4;
    ck_assert_int_eq(torikomi_expect(tx, "U1", 3), ST_OK);
    ck_assert_int_eq(torikomi_advance(tx, &t, &next), ST_OK);
    S_answered(1, 110, false); /* while the file is still read */
    ck_assert_int_eq(S_get("U1").state, TORIKOMI_SHORICHU);
    ck_assert(S_taken(200));
    ck_assert_int_eq(torikomi_wait(tx, &t, 120), ST_OK);
    ck_assert_int_eq(t.state, TORIKOMI_MACHI);
    ck_assert(!S_taken(200));
    ck_assert_int_eq(torikomi_wait(tx, &t, 120), ST_RESET);
    ck_assert_int_eq(torikomi_advance(tx, &t, &next), ST_RESET);
    ck_assert_int_eq(torikomi_finish(tx, &t, "feed", 70), ST_RESET);
    S_answered(1, 130, false);
    ck_assert(!S_taken(200));
    S_answered(1, 140, true);
    t = S_get("U1");
    ck_assert(t.state == TORIKOMI_KAITO && t.due == 140 && t.in_offset == 0 && t.next_line == 1 &&
              t.ok_count == 0);
    ck_assert(!S_taken(139));
    ck_assert(S_taken(140));
    next = t;
    next.in_offset = 50;
    next.out_offset = 70;
    ck_assert_int_eq(torikomi_advance(tx, &t, &next), ST_OK);
    S_answered(0, 150, false); /* does not begin again */
    ck_assert_int_eq(S_get("U1").out_offset, 70);
    ck_assert_int_eq(torikomi_finish(tx, &t, "feed", 70), ST_OK);
    ck_assert_int_eq(S_get("U1").state, TORIKOMI_KANRYO);
    ck_assert(!S_taken(200));
}
END_TEST

START_TEST(test_halt_while_waiting)
{
    struct torikomi t = S_file("U1");
    struct diag why = DIAG_INIT;
    ck_assert_int_eq(torikomi_expect(tx, "U1", 1), ST_OK);
    ck_assert_int_eq(torikomi_wait(tx, &t, 120), ST_OK);
    diag_set(&why, ST_FILE_CHARSET, "ファイル", "a", "b");
    ck_assert_int_eq(torikomi_halt(tx, &t, &why), ST_OK);
    S_answered(1, 130, false); /* too late */
    ck_assert_int_eq(S_get("U1").state, TORIKOMI_CHUSHI);
}
END_TEST

START_TEST(test_rows)
{
    S_file("U1");
    const struct torikomi_gyo refused = {.juni = 1, .st = ST_SHOKAI_KIND, .message = "理由"},
                              waiting = {.juni = 2, .st = ST_ACCEPTED, .kagi = "S1"};
    struct torikomi_gyo g;
    ck_assert_int_eq(torikomi_gyo_put(tx, "U1", &refused), ST_OK);
    ck_assert_int_eq(torikomi_gyo_put(tx, "U1", &waiting), ST_OK);
    ck_assert_int_eq(torikomi_gyo_get(tx, "U1", 1, a, &g), ST_OK);
    ck_assert(g.st == ST_SHOKAI_KIND && strcmp(g.message, "理由") == 0 && !g.kagi);
    ck_assert_int_eq(torikomi_gyo_get(tx, "U1", 2, a, &g), ST_OK);
    ck_assert(g.st == ST_OK && !g.message && strcmp(g.kagi, "S1") == 0);
    ck_assert_int_eq(torikomi_gyo_get(tx, "U1", 3, a, &g), ST_INTERNAL);
    ck_assert_int_eq(torikomi_gyo_get(tx, "U2", 1, a, &g), ST_INTERNAL);
}
END_TEST

/* --check-invariants finds a count that is not that of the rows. */
START_TEST(test_invariant)
{
    struct buf broken = BUF_INIT;
    S_file("U1");
    tx_check(tx, &broken);
    ck_assert_uint_eq(broken.len, 0);
    ck_assert_int_eq(torikomi_expect(tx, "U1", 1), ST_OK);
    tx_check(tx, &broken);
    ck_assert_str_eq(broken.data, "chukan: torikomi U1: machi 1, rows 0\n");
    buf_release(&broken);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/torikomi_machi");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    tcase_add_test(t, test_way);
    tcase_add_test(t, test_halt_while_waiting);
    tcase_add_test(t, test_rows);
    tcase_add_test(t, test_invariant);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
