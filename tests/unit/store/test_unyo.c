/* store/unyo_*: history kept by version, 個人番号 once an insurer, requests in lists, approval in portions.
 */
#include "base/bango.h"
#include "store/cleared.h"
#include "store/torikomi.h"
#include "store/unyo_fugo.h"
#include "store/unyo_access.h"
#include "store/unyo_juki.h"
#include "store/unyo_uketsuke.h"
#include "writer.h"

#define INSURER "06139992"

/* 要求番号 n of INSURER */
static int64_t S_yokyu(int64_t n)
{
    return bango_base(INSURER) + n;
}

static struct kanyusha S_person(const char *edaban, const char *kojin_bango, int64_t yokyu)
{
    struct kanyusha k = writer_person(INSURER, edaban, kojin_bango);
    k.yokyu = S_yokyu(yokyu);
    return k;
}

static bool S_insert(const char *edaban, const char *kojin_bango, int64_t yokyu)
{
    const struct kanyusha k = S_person(edaban, kojin_bango, yokyu);
    return writer_insert(&k);
}

START_TEST(test_kojin_bango_once)
{
    struct kanyusha k;
    bool found;
    ck_assert(S_insert("0000001", "123456789018", 1));
    ck_assert(!S_insert("0000002", "123456789018", 2));
    ck_assert_int_eq(unyo_kanyusha_find(tx, INSURER, "0000002", a, &k, &found), ST_OK);
    ck_assert(!found);
    ck_assert_int_eq(unyo_kanyusha_by_kojin(tx, INSURER, "123456789018", a, &k, &found), ST_OK);
    ck_assert(found);
    k.jotai = KANYUSHA_TORIKESHI;
    ck_assert_int_eq(unyo_kanyusha_update(tx, &k), ST_OK);
    ck_assert_int_eq(unyo_kanyusha_by_kojin(tx, INSURER, "123456789018", a, &k, &found), ST_OK);
    ck_assert(!found);
    ck_assert(S_insert("0000002", "123456789018", 2));
    /* the same 枝番 twice is our bug, not a person who is known */
    struct kanyusha twice = S_person("0000002", "379474484458", 3);
    ck_assert_int_eq(unyo_kanyusha_insert(tx, &twice, &found), ST_INTERNAL);
}
END_TEST

/* Which 枝番 the insurer's number has; 0: none. */
static int64_t S_whose(const char *hokensha, const char *kojin_bango)
{
    struct kanyusha k;
    bool found;
    ck_assert_int_eq(unyo_kanyusha_by_kojin(tx, hokensha, kojin_bango, a, &k, &found), ST_OK);
    if (found)
        ck_assert_str_eq(k.kojin_bango, kojin_bango);
    return found ? strtoll(k.edaban, NULL, 10) : 0;
}

/* A number is there once however far apart the 枝番 are: the index holds it within one run of 65536
 * (unyo_id.h). */
START_TEST(test_kojin_bango_over_runs)
{
    static const char *const edaban[] = {"0000001", "0065535", "0065536", "0065537",
                                         "0131071", "0131072", "9999998"};
    enum { N = sizeof edaban / sizeof *edaban };
    static const char *const spare[] = {"0000002", "0065534", "0065538", "0131073", "9999999"};
    char number[N][13];
    for (int round = 0; round < 2; round++) { /* the second time with the numbers in memory */
        bool more = round == 1, fresh;
        while (more)
            ck_assert_int_eq(unyo_kanyusha_expect(tx, INSURER, 1000000, &more), ST_OK);
        for (int i = 0; i < N; i++) {
            snprintf(number[i], sizeof number[i], "%012d", 7 + i); /* zeros in front come back */
            ck_assert_msg(S_insert(edaban[i], number[i], i + 1) == (round == 0), "%s", edaban[i]);
            ck_assert_int_eq(S_whose(INSURER, number[i]), strtoll(edaban[i], NULL, 10));
            ck_assert_int_eq(S_whose("06139968", number[i]), 0);
        }
        for (size_t k = 0; k < sizeof spare / sizeof *spare; k++)
            for (int i = 0; i < N; i++)
                ck_assert_msg(!S_insert(spare[k], number[i], 99), "%s at %s", number[i], spare[k]);
        struct kanyusha other = S_person("0000001", number[0], 1);
        other.hokensha = round ? "06139976" : "06139984";
        ck_assert_int_eq(unyo_kanyusha_insert(tx, &other, &fresh), ST_OK);
        ck_assert(fresh);
    }
    /* what is cancelled or corrected while the memory is there */
    struct kanyusha k = S_person("0065536", number[2], 3);
    k.jotai = KANYUSHA_TORIKESHI;
    ck_assert_int_eq(unyo_kanyusha_update(tx, &k), ST_OK);
    ck_assert_int_eq(S_whose(INSURER, number[2]), 0);
    k = S_person("0131071", "999999999999", 5);
    ck_assert_int_eq(unyo_kanyusha_update(tx, &k), ST_OK);
    ck_assert(!S_insert("0000003", "999999999999", 9));
    ck_assert(S_insert("0000003", number[4], 9));
    ck_assert(!S_insert("9999999", number[4], 9));
    ck_assert(S_insert("9999999", number[2], 9));
    unyo_kanyusha_expect_end(tx);
    ck_assert(!S_insert("9999997", "999999999999", 9));
}
END_TEST

/* Who has no number is nobody else, and a number that comes is there once. */
START_TEST(test_no_kojin_bango)
{
    static const char *const edaban[] = {"0000000", "0000001", "0065535", "0065536", "0065537"};
    for (int round = 0; round < 2; round++) { /* the second time with the numbers in memory */
        struct kanyusha k;
        bool more = round == 1, found;
        for (int i = 0; i < 5 && !round; i++)
            ck_assert(S_insert(edaban[i], "", 0));
        while (more)
            ck_assert_int_eq(unyo_kanyusha_expect(tx, INSURER, 1000000, &more), ST_OK);
        ck_assert(S_insert(round ? "0065539" : "0065538", "", 0));
        ck_assert_int_eq(S_whose(INSURER, ""), 0);
        ck_assert_int_eq(unyo_kanyusha_find(tx, INSURER, edaban[round], a, &k, &found), ST_OK);
        ck_assert(found);
        ck_assert_str_eq(k.kojin_bango, "");
        k.jotai = KANYUSHA_SOSHITSU; /* a change of another kind */
        ck_assert_int_eq(unyo_kanyusha_update(tx, &k), ST_OK);
        k.kojin_bango = round ? "000000000001" : "000000000000";
        ck_assert_int_eq(unyo_kanyusha_update(tx, &k), ST_OK);
        ck_assert(!S_insert("0000009", k.kojin_bango, 9));
        ck_assert(!S_insert("0070000", k.kojin_bango, 9));
        ck_assert_int_eq(S_whose(INSURER, k.kojin_bango), strtoll(edaban[round], NULL, 10));
    }
    struct kanyusha wrong = S_person("0000010", NULL, 1);
    bool fresh;
    ck_assert_int_eq(unyo_kanyusha_insert(tx, &wrong, &fresh), ST_INTERNAL);
    wrong.kojin_bango = "12345678901x";
    ck_assert_int_eq(unyo_kanyusha_insert(tx, &wrong, &fresh), ST_INTERNAL);
    ck_assert_int_eq(unyo_kanyusha_update(tx, &wrong), ST_INTERNAL);
    unyo_kanyusha_expect_end(tx);
}
END_TEST

/* The key of the whole range of insurers and 枝番. */
START_TEST(test_keys)
{
    static const char *const hokensha[] = {"00000000", "06139992", "49999999", "50000000", "99999999"};
    static const char *const edaban[] = {"0", "00000000001", "99999999999"};
    bool fresh;
    for (size_t i = 0; i < 5; i++)
        for (size_t n = 0; n < 3; n++) {
            struct kanyusha k = S_person(edaban[n], "000000000123", 1), have;
            char number[13];
            snprintf(number, sizeof number, "%012zu", n);
            k.hokensha = hokensha[i];
            k.kojin_bango = number;
            ck_assert_int_eq(unyo_kanyusha_insert(tx, &k, &fresh), ST_OK);
            ck_assert_int_eq(unyo_kanyusha_find(tx, k.hokensha, k.edaban, a, &have, &fresh), ST_OK);
            ck_assert(fresh);
            ck_assert_str_eq(have.hokensha, k.hokensha);
            ck_assert_str_eq(have.edaban, k.edaban);
            ck_assert_int_eq(S_whose(k.hokensha, number), strtoll(k.edaban, NULL, 10));
            int64_t last;
            ck_assert_int_eq(unyo_kanyusha_last(tx, k.hokensha, &last), ST_OK);
            ck_assert_int_eq(last, strtoll(k.edaban, NULL, 10));
        }
    static const char *const none[] = {"", "00", "1", "000000000001", "1a", "-1", "99999999999999999999"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        struct kanyusha have;
        ck_assert_int_eq(unyo_kanyusha_find(tx, "06139992", none[i], a, &have, &fresh), ST_OK);
        ck_assert_msg(!fresh, "%s", none[i]);
    }
}
END_TEST

START_TEST(test_history)
{
    struct kanyusha k = S_person("0000001", "123456789018", 1);
    struct rireki *rows;
    size_t n;
    bool fresh;
    ck_assert_int_eq(unyo_kanyusha_insert(tx, &k, &fresh), ST_OK);
    for (int64_t v = 2; v <= 20; v++) {
        ck_assert_int_eq(unyo_rireki_keep(tx, INSURER, "0000001"), ST_OK);
        k.version = v;
        k.ido = "変更";
        k.koshin_at = 100 * v;
        ck_assert_int_eq(unyo_kanyusha_update(tx, &k), ST_OK);
        ck_assert_int_eq(unyo_rireki_list(tx, INSURER, "0000001", a, &rows, &n), ST_OK);
        ck_assert_uint_eq(n, v);
        for (size_t i = 0; i < n; i++) {
            ck_assert_int_eq(rows[i].renban, (int64_t)i + 1);
            ck_assert_int_eq(rows[i].toroku_at, 100 * ((int64_t)i + 1));
            ck_assert_str_eq(rows[i].ido, i ? "変更" : "取得");
        }
    }
    ck_assert_int_eq(unyo_rireki_list(tx, INSURER, "0000002", a, &rows, &n), ST_OK);
    ck_assert_uint_eq(n, 0);
}
END_TEST

START_TEST(test_last)
{
    static const char *const edaban[] = {"0000009", "0000010", "0000002", "0000123"};
    static const int64_t want[] = {9, 10, 10, 123};
    static const char *const bango[] = {"1", "2", "3", "4"};
    int64_t last;
    ck_assert_int_eq(unyo_kanyusha_last(tx, INSURER, &last), ST_OK);
    ck_assert_int_eq(last, INT64_MIN);
    for (int i = 0; i < 4; i++) {
        ck_assert(S_insert(edaban[i], bango[i], i + 1));
        ck_assert_int_eq(unyo_kanyusha_last(tx, INSURER, &last), ST_OK);
        ck_assert_int_eq(last, want[i]);
    }
    ck_assert_int_eq(unyo_kanyusha_last(tx, "06139984", &last), ST_OK);
    ck_assert_int_eq(last, INT64_MIN);
}
END_TEST

static const char *S_json(int64_t first, int64_t last)
{
    struct buf b = BUF_INIT;
    ck_assert_int_eq(unyo_fugo_json(tx, S_yokyu(first), S_yokyu(last), NULL, &b), ST_OK);
    const char *copy = arena_strdup(a, b.data);
    buf_release(&b);
    return copy;
}

static void S_requests(int n)
{
    for (int64_t i = 1; i <= n; i++) {
        const char *edaban = arena_printf(a, "%07d", (int)i), *bango = arena_printf(a, "%012d", (int)i);
        ck_assert(S_insert(edaban, bango, i));
    }
    ck_assert_int_eq(unyo_fugo_insert_first(tx, INSURER, "0000001", "9999999", 5), ST_OK);
}

START_TEST(test_requests)
{
    struct fugo_yokyu *rows;
    size_t n;
    int64_t next;
    bool changed;
    S_requests(3);
    ck_assert_int_eq(unyo_fugo_next(tx, INSURER, &next), ST_OK);
    ck_assert_int_eq(next, S_yokyu(4));
    ck_assert_int_eq(unyo_fugo_insert(tx, S_yokyu(2), INSURER, "0000002", 9, 7), ST_OK); /* there already */
    ck_assert_str_eq(S_json(1, 2),
                     "[[\"Y06139992N00000001\",\"0000001\"],[\"Y06139992N00000002\",\"0000002\"]]");
    ck_assert_str_eq(S_json(8, 9), "[]");
    ck_assert_int_eq(unyo_fugo_fail(tx, S_yokyu(2), "FUGO_KYAKKA", "理由", 6, &changed), ST_OK);
    ck_assert(changed);
    ck_assert_int_eq(unyo_fugo_fail(tx, S_yokyu(2), "FUGO_KYAKKA", "理由", 6, &changed), ST_OK);
    ck_assert(!changed);
    ck_assert_str_eq(S_json(1, 2), "[[\"Y06139992N00000001\",\"0000001\"]]");
    ck_assert_int_eq(
        unyo_fugo_dankai(tx, "[[\"Y06139992N00000001\"],[\"Y06139992N00000002\"],[\"Y06139992N00000099\"]]",
                         3, 7),
        ST_OK);
    ck_assert_int_eq(unyo_fugo_dankai(tx, "[[\"Y06139992N00000001\"]]", 2, 8), ST_OK);
    ck_assert_int_eq(unyo_fugo_dankai(tx, "[[\"Y00000001\"],[null],[1],[]]", 4, 8), ST_OK); /* nobody's */
    ck_assert_int_eq(
        unyo_fugo_kanryo(
            tx, "[[\"Y06139992N00000003\",0,\"FUGO_JUKI_NONE\"],[\"Y06139992N00000002\",1,null]]", 9),
        ST_OK);
    const struct fugo_page all = {.hokensha = INSURER, .after = "", .limit = 10};
    ck_assert_int_eq(unyo_fugo_status_page(tx, &all, a, &rows, &n), ST_OK);
    static const struct {
        int64_t dankai, kara;
        const char *jotai, *why;
    } want[] = {{3, 7, FUGO_SHORICHU, NULL},
                {1, 6, FUGO_SHIPPAI, "FUGO_KYAKKA"},
                {1, 9, FUGO_SHIPPAI, "FUGO_JUKI_NONE"}};
    ck_assert_uint_eq(n, 3);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(rows[i].dankai, want[i].dankai);
        ck_assert_int_eq(rows[i].kara, want[i].kara);
        ck_assert_int_eq(rows[i].kaisu, 1);
        ck_assert_str_eq(rows[i].jotai, want[i].jotai);
        ck_assert_pstr_eq(rows[i].status_name, want[i].why);
    }
}
END_TEST

START_TEST(test_approval_in_portions)
{
    enum { N = 25, PORTION = 10 };
    struct buf list = BUF_INIT, json = BUF_INIT;
    int64_t after = INT64_MIN, n, total = 0, portions = 0;
    struct fugo_filter any = {0}, other = {.hokensha = "06139984"}, polled = {.polls = 1};
    S_requests(N);
    buf_addf(&list, "%s", S_json(1, N));
    ck_assert_int_eq(unyo_fugo_dankai(tx, list.data, FUGO_JOHO, 1), ST_OK);
    ck_assert_int_eq(unyo_fugo_shonin(tx, &other, PORTION, &after, &json, &n), ST_OK);
    ck_assert_int_eq(n, 0);
    ck_assert_int_eq(unyo_fugo_shonin(tx, &polled, PORTION, &after, &json, &n), ST_OK);
    ck_assert_int_eq(n, 0);
    ck_assert_uint_eq(json.len, 0);
    while (unyo_fugo_shonin(tx, &any, PORTION, &after, &json, &n) == ST_OK && n) {
        total += n;
        ck_assert_int_eq(after, S_yokyu(total));
        portions++;
        buf_clear(&json);
    }
    ck_assert_int_eq(total, N);
    ck_assert_int_eq(portions, 3);
    buf_release(&list);
    buf_release(&json);
}
END_TEST

/* Three of each number for each of two insurers, one and the other in turn or one after the other. */
static void S_two(const char *const hokensha[2], bool in_turn)
{
    for (int i = 0; i < 6; i++) {
        const char *h = hokensha[in_turn ? i % 2 : i / 3];
        int n = in_turn ? i / 2 + 1 : i % 3 + 1;
        const char *uketsuke = bango_text(a, BANGO_UKETSUKE, bango_base(h) + n);
        struct kanyusha k = S_person(arena_printf(a, "%07d", n), arena_printf(a, "%012d", n), 0);
        struct torikomi t = {.uketsuke = uketsuke,
                             .shubetsu = "juminShokai",
                             .hokensha = h,
                             .system = "KS",
                             .busho = "B001",
                             .user = "u001",
                             .path = "in",
                             .result_path = "out",
                             .encoding = "CP932"};
        const struct juki_irai irai = {uketsuke, 1, "KS", "B001", "u001", "01", "{}"};
        const struct juki_matsu file = {uketsuke, INT64_MIN + 1, INT64_MAX};
        struct buf rows = BUF_INIT;
        int64_t shokai, sent;
        bool fresh;
        k.hokensha = h;
        ck_assert_int_eq(unyo_fugo_next(tx, h, &k.yokyu), ST_OK);
        ck_assert_int_eq(k.yokyu, bango_base(h) + n);
        ck_assert_int_eq(unyo_kanyusha_insert(tx, &k, &fresh), ST_OK);
        ck_assert_int_eq(unyo_fugo_insert(tx, k.yokyu, h, k.edaban, 1, 1), ST_OK);
        ck_assert_int_eq(unyo_juki_add(tx, h, &irai, &shokai), ST_OK);
        ck_assert_int_eq(shokai, bango_base(h) + n);
        ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
        ck_assert_int_eq(unyo_juki_send(tx, &file, 9, 1, &rows, &sent), ST_OK);
        ck_assert_int_eq(sent, 1);
        buf_release(&rows);
    }
}

static void S_digest(unsigned char sum[32])
{
    struct buf json = BUF_INIT;
    ck_assert_int_eq(tx_digest(tx, &json, sum), ST_OK);
    buf_release(&json);
}

/* How many wait at 段階 3 of the insurer, or of all. */
static int64_t S_waiting(const char *hokensha)
{
    struct buf json = BUF_INIT;
    int64_t after = INT64_MIN, n;
    struct fugo_filter f = {.hokensha = hokensha};
    ck_assert_int_eq(unyo_fugo_shonin(tx, &f, 100, &after, &json, &n), ST_OK);
    buf_release(&json);
    return n;
}

/* What one insurer does moves nothing of another's, below and above the middle of what a key holds. */
START_TEST(test_insurers)
{
    static const char *const pairs[][2] = {
        {INSURER, "06139984"}, {"06139984", INSURER}, {"60000001", "49999999"}, {"50000000", "99999999"}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        unsigned char in_turn[32], after[32];
        struct buf cleared = BUF_INIT;
        ck_assert_int_eq(tx_save(tx), ST_OK);
        S_two(pairs[i], true);
        S_digest(in_turn);
        tx_undo(tx);
        ck_assert_int_eq(tx_save(tx), ST_OK);
        S_two(pairs[i], false);
        S_digest(after);
        ck_assert_mem_eq(in_turn, after, 32);
        const char *list =
            arena_printf(a, "[[\"%s\"],[\"%s\"]]", bango_text(a, BANGO_YOKYU, bango_base(pairs[i][0]) + 1),
                         bango_text(a, BANGO_YOKYU, bango_base(pairs[i][1]) + 3));
        ck_assert_int_eq(unyo_fugo_dankai(tx, list, FUGO_JOHO, 1), ST_OK);
        ck_assert_int_eq(S_waiting(pairs[i][0]), 1);
        ck_assert_int_eq(S_waiting(pairs[i][1]), 1);
        ck_assert_int_eq(S_waiting("00000000"), 0);
        ck_assert_int_eq(S_waiting("x"), 0);
        ck_assert_int_eq(S_waiting(NULL), 2);
        ck_assert_int_eq(cleared_counts(tx, DB_UNYO, &cleared), ST_OK);
        ck_assert_str_eq(cleared.data, "\"uketsuke\":0,\"fugoYokyu\":6,\"jukiShokai\":6");
        buf_release(&cleared);
        tx_undo(tx);
    }
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_kojin_bango_once, test_kojin_bango_over_runs,
                                  test_no_kojin_bango,   test_keys,
                                  test_history,          test_last,
                                  test_requests,         test_approval_in_portions,
                                  test_insurers,         NULL};
    Suite *suite = suite_create("unyo");
    TCase *t = tcase_create("unyo");
    tcase_add_checked_fixture(t, writer_make, writer_drop);
    for (int i = 0; tests[i]; i++)
        tcase_add_test(t, tests[i]);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
