/* store/torikomi: the cursor of a link file moves only from where it is, and each state leads only to those
 * that may follow: what was applied is never counted again, by whoever read the row before. */
#include "store/torikomi.h"
#include "store/torikomi_keikoku.h"
#include "writer.h"

static struct torikomi S_get(const char *uketsuke)
{
    struct torikomi t;
    bool found;
    ck_assert_int_eq(torikomi_get(tx, uketsuke, a, &t, &found), ST_OK);
    ck_assert(found);
    return t;
}

static struct torikomi S_put(const char *uketsuke, int64_t jun)
{
    struct torikomi t = {.uketsuke = uketsuke,
                         .shubetsu = "kanyushaToroku",
                         .hokensha = "06139992",
                         .system = "KS",
                         .busho = "B001",
                         .user = "u001",
                         .path = "in",
                         .result_path = "out",
                         .encoding = "UTF-8",
                         .at = 100,
                         .due = 100,
                         .jun = jun};
    ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
    return t;
}

static struct torikomi S_moved(const struct torikomi *t, int64_t part, int64_t in_offset, int64_t ok_count)
{
    struct torikomi next = *t;
    next.part = part;
    next.in_offset = in_offset;
    next.ok_count = ok_count;
    return next;
}

/* What has moved on is not moved by one who knows an older place of it. */
START_TEST(test_cursor)
{
    struct torikomi t = S_put("U1", 1), stale, next;
    ck_assert_int_eq(torikomi_start(tx, &t, 10), ST_OK);
    stale = t;
    next = S_moved(&t, 0, 50, 2);
    ck_assert_int_eq(torikomi_advance(tx, &t, &next), ST_OK);
    ck_assert_int_eq(t.in_offset, 50);
    next = S_moved(&stale, 0, 40, 9);
    ck_assert_int_eq(torikomi_advance(tx, &stale, &next), ST_RESET);
    ck_assert_int_eq(stale.in_offset, 0); /* as it was */
    ck_assert_int_eq(S_get("U1").in_offset, 50);
    ck_assert_int_eq(S_get("U1").ok_count, 2);
    next = S_moved(&t, 1, 0, 2); /* the next file of a zip */
    stale = t;
    ck_assert_int_eq(torikomi_advance(tx, &t, &next), ST_OK);
    stale.in_offset = 0; /* the same place, of the file before */
    next = S_moved(&stale, 0, 70, 9);
    ck_assert_int_eq(torikomi_advance(tx, &stale, &next), ST_RESET);
    ck_assert_int_eq(S_get("U1").part, 1);
    ck_assert_int_eq(S_get("U1").in_offset, 0);
    ck_assert_int_eq(S_get("U1").ok_count, 2);
}
END_TEST

START_TEST(test_states)
{
    struct torikomi t = S_put("U1", 1), next = S_moved(&t, 0, 50, 2), none = t;
    const struct diag why = {.status = ST_FILE_EMPTY, .item = "ファイル"};
    none.uketsuke = "U9";
    ck_assert_int_eq(torikomi_advance(tx, &t, &next), ST_RESET); /* not begun */
    ck_assert_int_eq(torikomi_finish(tx, &t, "ab", 1), ST_RESET);
    ck_assert_int_eq(torikomi_start(tx, &none, 1), ST_RESET);
    ck_assert_int_eq(torikomi_start(tx, &t, 10), ST_OK);
    ck_assert_int_eq(t.state, TORIKOMI_SHORICHU);
    ck_assert_int_eq(torikomi_start(tx, &t, 10), ST_RESET); /* begun already */
    ck_assert_int_eq(torikomi_finish(tx, &t, "ab", 7), ST_OK);
    ck_assert_int_eq(S_get("U1").state, TORIKOMI_KANRYO);
    ck_assert_int_eq(S_get("U1").out_offset, 7);
    ck_assert_int_eq(torikomi_finish(tx, &t, "cd", 8), ST_RESET); /* over */
    ck_assert_int_eq(torikomi_halt(tx, &t, &why), ST_RESET);
    ck_assert_int_eq(torikomi_advance(tx, &t, &next), ST_RESET);
    ck_assert_str_eq(S_get("U1").result_sha256, "ab");
    struct torikomi u = S_put("U2", 2);
    ck_assert_int_eq(torikomi_halt(tx, &u, &why), ST_OK);
    ck_assert_int_eq(S_get("U2").state, TORIKOMI_CHUSHI);
    ck_assert_int_eq(S_get("U2").halt.status, ST_FILE_EMPTY);
    ck_assert_str_eq(S_get("U2").halt.item, "ファイル");
    ck_assert_int_eq(torikomi_start(tx, &u, 10), ST_RESET);
}
END_TEST

/* In the order of acceptance, whatever their numbers, and only what is due and not over. */
START_TEST(test_todo)
{
    struct torikomi_todo *todo;
    size_t n;
    struct torikomi late = S_put("U1", 9), early = S_put("U2", 4), over = S_put("U3", 1);
    ck_assert_int_eq(torikomi_start(tx, &over, 1), ST_OK);
    ck_assert_int_eq(torikomi_finish(tx, &over, "ab", 1), ST_OK);
    ck_assert_int_eq(torikomi_todo(tx, 99, a, &todo, &n), ST_OK);
    ck_assert_uint_eq(n, 0);
    ck_assert_int_eq(torikomi_todo(tx, 100, a, &todo, &n), ST_OK);
    ck_assert_uint_eq(n, 2);
    ck_assert_str_eq(todo[0].uketsuke, early.uketsuke);
    ck_assert_str_eq(todo[1].uketsuke, late.uketsuke);
    ck_assert_int_eq(todo[0].jun, 4);
}
END_TEST

/* Warnings are counted, noted with the file of them, and forgotten in several writes. */
START_TEST(test_keikoku)
{
    enum { MANY = 5001 };
    struct torikomi t = S_put("U1", 1), next;
    struct torikomi_keikoku k = {
        .uketsuke = "U1", .gyo = INT64_MIN, .kisoku = "b", .code = "P40006", .komoku = "", .naiyo = ""};
    const char *kensu;
    bool more = false;
    ck_assert_int_eq(torikomi_keikoku_kensu(tx, "U1", a, &kensu), ST_OK);
    ck_assert_ptr_null(kensu);
    for (k.juni = 1; k.juni <= MANY; k.juni++) {
        ck_assert_int_eq(torikomi_keikoku_put(tx, &k), ST_OK);
        k.kisoku = "a";
    }
    ck_assert_int_eq(torikomi_keikoku_kensu(tx, "U1", a, &kensu), ST_OK);
    ck_assert_str_eq(kensu, "[[\"a\",\"P40006\",5000],[\"b\",\"P40006\",1]]");
    next = t;
    next.keikoku_path = "w";
    next.keikoku_sha256 = "ab";
    next.keikoku_size = 5;
    next.keikoku_kensu = kensu;
    ck_assert_int_eq(torikomi_warned(tx, &t, &next), ST_RESET); /* not begun */
    ck_assert_ptr_null(t.keikoku_kensu);
    ck_assert_int_eq(torikomi_start(tx, &t, MANY), ST_OK);
    next.state = t.state;
    ck_assert_int_eq(torikomi_warned(tx, &t, &next), ST_OK);
    t = S_get("U1");
    ck_assert_str_eq(t.keikoku_kensu, kensu);
    ck_assert_str_eq(t.keikoku_path, "w");
    ck_assert_str_eq(t.keikoku_sha256, "ab");
    ck_assert_int_eq(t.keikoku_size, 5);
    ck_assert_int_eq(torikomi_keikoku_forget(tx, "U1", &more), ST_OK);
    ck_assert(more);
    ck_assert_int_eq(torikomi_keikoku_kensu(tx, "U1", a, &kensu), ST_OK);
    ck_assert_str_eq(kensu, "[[\"a\",\"P40006\",1]]");
    ck_assert_int_eq(torikomi_keikoku_forget(tx, "U1", &more), ST_OK);
    ck_assert(!more);
    ck_assert_int_eq(torikomi_keikoku_kensu(tx, "U1", a, &kensu), ST_OK);
    ck_assert_ptr_null(kensu);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/torikomi");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    tcase_add_test(t, test_cursor);
    tcase_add_test(t, test_states);
    tcase_add_test(t, test_todo);
    tcase_add_test(t, test_keikoku);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
