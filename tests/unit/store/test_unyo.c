/* store/unyo_*: history kept by version, 個人番号 once an insurer, requests in lists, approval in portions.
 */
#include <check.h>

#include "store/unyo_fugo.h"
#include "store/unyo_kanyusha.h"
#include "store/unyo_uketsuke.h"
#include "temp.h"

#define INSURER "06139992"

static struct store *s;
static struct tx *tx;
static struct arena *a;

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    a = arena_new(1 << 20);
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_OK);
    tx = tx_writer(s, DB_UNYO);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
}

static void S_teardown(void)
{
    ck_assert(tx_idle(tx));
    tx_rollback(tx);
    store_close(s);
    arena_free(a);
    temp_drop();
}

static struct kanyusha S_person(const char *edaban, const char *kojin_bango, int64_t yokyu)
{
    return (struct kanyusha){.hokensha = INSURER,
                             .edaban = edaban,
                             .kojin_bango = kojin_bango,
                             .kigo = "1",
                             .bango = "2",
                             .honnin_kazoku = "1",
                             .shimei = "架空",
                             .shimei_kana = "カクウ",
                             .seibetsu = "1",
                             .seinengappi = "19800101",
                             .jusho = "架空県",
                             .shutoku_ymd = "20170401",
                             .jotai = KANYUSHA_YUKO,
                             .ido = "取得",
                             .ido_ymd = "20170401",
                             .koshin_at = 100,
                             .version = 1,
                             .yokyu = yokyu};
}

static bool S_insert(const char *edaban, const char *kojin_bango, int64_t yokyu)
{
    struct kanyusha k = S_person(edaban, kojin_bango, yokyu);
    bool fresh = false;
    ck_assert_int_eq(unyo_kanyusha_insert(tx, &k, &fresh), ST_OK);
    return fresh;
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
    ck_assert_int_eq(unyo_fugo_json(tx, first, last, &b), ST_OK);
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
    ck_assert_int_eq(unyo_fugo_next(tx, &next), ST_OK);
    ck_assert_int_eq(next, 4);
    ck_assert_int_eq(unyo_fugo_insert(tx, 2, INSURER, "0000002", 9, 7), ST_OK); /* there already */
    ck_assert_str_eq(S_json(1, 2), "[[\"Y00000001\",\"0000001\"],[\"Y00000002\",\"0000002\"]]");
    ck_assert_str_eq(S_json(8, 9), "[]");
    ck_assert_int_eq(unyo_fugo_fail(tx, 2, "FUGO_KYAKKA", "理由", 6, &changed), ST_OK);
    ck_assert(changed);
    ck_assert_int_eq(unyo_fugo_fail(tx, 2, "FUGO_KYAKKA", "理由", 6, &changed), ST_OK);
    ck_assert(!changed);
    ck_assert_str_eq(S_json(1, 2), "[[\"Y00000001\",\"0000001\"]]");
    ck_assert_int_eq(
        unyo_fugo_dankai(tx, "{\"yokyu\":[[\"Y00000001\"],[\"Y00000002\"],[\"Y00000099\"]]}", 3, 7), ST_OK);
    ck_assert_int_eq(unyo_fugo_dankai(tx, "{\"yokyu\":[[\"Y00000001\"]]}", 2, 8), ST_OK);
    ck_assert_int_eq(
        unyo_fugo_kanryo(tx, "{\"kekka\":[[\"Y00000003\",0,\"FUGO_JUKI_NONE\"],[\"Y00000002\",1,null]]}", 9),
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
    int64_t after = 0, n, total = 0, portions = 0;
    struct fugo_filter any = {0}, other = {.hokensha = "06139984"}, polled = {.polls = 1};
    S_requests(N);
    buf_addf(&list, "{\"yokyu\":%s}", S_json(1, N));
    ck_assert_int_eq(unyo_fugo_dankai(tx, list.data, FUGO_JOHO, 1), ST_OK);
    ck_assert_int_eq(unyo_fugo_shonin(tx, &other, PORTION, &after, &json, &n), ST_OK);
    ck_assert_int_eq(n, 0);
    ck_assert_int_eq(unyo_fugo_shonin(tx, &polled, PORTION, &after, &json, &n), ST_OK);
    ck_assert_int_eq(n, 0);
    ck_assert_uint_eq(json.len, 0);
    while (unyo_fugo_shonin(tx, &any, PORTION, &after, &json, &n) == ST_OK && n) {
        total += n;
        ck_assert_int_eq(after, total);
        portions++;
        buf_clear(&json);
    }
    ck_assert_int_eq(total, N);
    ck_assert_int_eq(portions, 3);
    buf_release(&list);
    buf_release(&json);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_kojin_bango_once,     test_history, test_last, test_requests,
                                  test_approval_in_portions, NULL};
    Suite *suite = suite_create("unyo");
    TCase *t = tcase_create("unyo");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    for (int i = 0; tests[i]; i++)
        tcase_add_test(t, tests[i]);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
