/* world/load/loader with a world of its own: every row exactly once and the same result file, wherever the
 * daemon dies; what halts a file; the bytes of the result file. */
#include <check.h>
#include <fcntl.h>

#include "base/crypto.h"
#include "file/charset/charset.h"
#include "world/load/loader_world.h"

/* --- tests ------------------------------------------------------------------------------------------------
 */

START_TEST(test_result)
{
    static const char out[] =
        "1,1,A00001,0000001,C00000,\r\n"
        "2,1,A00002,,K40002,同じ個人番号の加入者が既に登録されています。項目「個人番号」 期待: "
        "未登録の個人番号、実際: ************\r\n"
        "3,7,A3,************,F30006,項目の値がレイアウトに合いません。項目「処理区分」 期待: 1 "
        "新規・2 変更・3 個人番号訂正・4 喪失・5 取消・6 喪失取消、実際: "
        "7／項目の値がレイアウトに合いません。項目「住所」 期待: 文字（制御文字・外字を除く） "
        "1〜200文字、実際: 1文字めが U+000A（制御文字 改行 LF）\r\n"
        "5,1,A00004,0000002,C00000,\r\n";
    struct buf in = BUF_INIT, have = BUF_INIT;
    S_row(&in, 1, "試");
    S_row(&in, 2, "重複");
    buf_adds(&in, "7,A3,123456789018,123456789018,1,2,1,試,カナ,1,19750401,\"\n\",20050401,,\r\n");
    S_row(&in, 4, "試");
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    S_result(&have);
    ck_assert_str_eq(have.data, out);
    struct torikomi t = S_get();
    ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
    ck_assert(t.total == 4 && t.ok_count == 2 && t.err_count == 2 && t.next_line == 6);
    ck_assert(t.in_offset == (int64_t)in.len && t.out_offset == (int64_t)have.len);
    unsigned char sum[32];
    char hex[65];
    sha256_once(have.data, have.len, sum);
    hex_text(sum, sizeof sum, hex);
    ck_assert_str_eq(t.result_sha256, hex);
    ck_assert_int_eq(S_meta("done"), 1);
    ck_assert_int_eq(S_meta("edaban"), 2); /* that of the refused row was undone */
    loader_run(&w, "U1", &why);            /* once more does nothing */
    ck_assert_int_eq(S_meta("done"), 1);
    buf_release(&in);
    buf_release(&have);
}
END_TEST

static void S_many(struct buf *in)
{
    for (int i = 1; i <= MANY; i++)
        S_row(in, i, i % 7 == 0 ? "重複" : i % 11 == 0 ? "試\t" : "試");
}

/* Dies at the i-th write, before or after its commit, leaves half a line behind, and is started again. */
START_TEST(test_death)
{
    struct buf in = BUF_INIT, whole = BUF_INIT, have = BUF_INIT;
    S_many(&in);
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    S_result(&whole);
    int writes = w.writes;
    ck_assert_int_ge(writes, 5); /* start, three chunks, finish */
    S_teardown();
    for (int at = 1; at <= writes; at++)
        for (enum death how = BEFORE_COMMIT; how <= AFTER_COMMIT; how++) {
            S_setup();
            S_put("kanyushaToroku", "UTF-8", in.data, in.len);
            w.dies_at = at;
            w.death = how;
            loader_run(&w, "U1", &why);
            char path[600];
            snprintf(path, sizeof path, "%s/out", store_spool(w.store));
            int fd = open(path, O_WRONLY | O_APPEND);
            if (fd >= 0 && S_get().state == TORIKOMI_SHORICHU) {
                ck_assert_int_eq(write(fd, "9999,1,A", 8), 8);
            }
            if (fd >= 0)
                close(fd);
            loader_run(&w, "U1", &why);
            struct torikomi t = S_get();
            ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
            ck_assert_int_eq(t.ok_count + t.err_count, MANY);
            ck_assert_int_eq(S_meta("chunk rows"), MANY - MANY / 11 + MANY / 77); /* those judged good */
            ck_assert_int_eq(S_meta("done"), 1);
            buf_clear(&have);
            S_result(&have);
            ck_assert(have.len == whole.len && memcmp(have.data, whole.data, have.len) == 0);
            if (at < writes || how == BEFORE_COMMIT)
                S_teardown();
        }
    buf_release(&in);
    buf_release(&whole);
    buf_release(&have);
}
END_TEST

static const char *const encodings[] = {"UTF-8-BOM", "UTF-16LE", "EUC-JP"};

/* The same rows in an encoding; in EUC-JP some characters stand where JIS X 0212 has them, in three bytes,
 * and not where they are written, in two. */
static void S_encode(const char *encoding, struct str text, struct buf *raw)
{
    const struct charset *cs = charset_find(encoding);
    struct str mark = charset_mark(cs);
    struct buf plain = BUF_INIT;
    uint32_t code;
    ck_assert_uint_eq(charset_encode(cs, text, &plain, &code), text.n);
    buf_add(raw, mark.p, mark.n);
    for (size_t i = 0; i < plain.len; i++) {
        bool wave = strcmp(encoding, "EUC-JP") == 0 && memcmp(plain.data + i, "\xA1\xC1", 2) == 0;
        buf_add(raw, wave ? "\x8F\xA2\xB7" : plain.data + i, wave ? 3 : 1);
        i += wave;
    }
    buf_release(&plain);
}

/* Stops between chunks when the world says so, and goes on later, at the right byte whatever the encoding. */
START_TEST(test_stop)
{
    struct buf rows = BUF_INIT, in = BUF_INIT, whole = BUF_INIT, have = BUF_INIT;
    for (int i = 1; i <= MANY; i++)
        S_row(&rows, i, i % 7 == 0 ? "重複" : i % 11 == 0 ? "試\t" : i % 3 ? "試～" : "仮ｶﾅ");
    S_encode(encodings[_i], (struct str){rows.data, rows.len}, &in);
    S_put("kanyushaToroku", encodings[_i], in.data, in.len);
    loader_run(&w, "U1", &why);
    S_result(&whole);
    S_teardown();
    S_setup();
    S_put("kanyushaToroku", encodings[_i], in.data, in.len);
    int runs = 0;
    while (S_get().state < TORIKOMI_KANRYO) {
        w.asked = 0;
        w.stop_after = MANY / 4096 + 1; /* the structural pass asks, too */
        loader_run(&w, "U1", &why);
        ck_assert_int_lt(++runs, 10);
    }
    ck_assert_int_gt(runs, 1);
    ck_assert_int_eq(S_get().ok_count + S_get().err_count, MANY);
    S_result(&have);
    ck_assert(have.len == whole.len && memcmp(have.data, whole.data, have.len) == 0);
    buf_release(&rows);
    buf_release(&in);
    buf_release(&whole);
    buf_release(&have);
}
END_TEST

#define GOOD "1,A1,,123456789018,1,2,1,a,,1,19750401,b,20050401,,\r\n"
static const struct {
    const char *shubetsu, *encoding, *in;
    enum status st;
    const char *item;
} halts[] = {
    {"kanyushaToroku", "UTF-8", "", ST_FILE_EMPTY, "ファイル"},
    {"kanyushaToroku", "UTF-8", GOOD "a,b\r\n", ST_FILE_STRUCTURE, "2行目 2項目め（57バイト目）"},
    {"kanyushaToroku", "UTF-8", GOOD "\"", ST_FILE_STRUCTURE, "2行目 1項目め（54バイト目）"},
    {"kanyushaToroku", "UTF-8", GOOD "\xFF", ST_FILE_CHARSET, "2行目 1項目め（54バイト目）"},
    {"kanyushaToroku", "SJIS", GOOD, ST_FILE_CHARSET, "医療保険者の文字コード"},
};

START_TEST(test_halt)
{
    S_put(halts[_i].shubetsu, halts[_i].encoding, halts[_i].in, strlen(halts[_i].in));
    loader_run(&w, "U1", &why);
    struct torikomi t = S_get();
    ck_assert_int_eq(t.state, TORIKOMI_CHUSHI);
    ck_assert_int_eq(t.halt.status, halts[_i].st);
    ck_assert_str_eq(t.halt.item, halts[_i].item);
    ck_assert_int_eq(S_meta("A1"), 0); /* no row of it counts */
    ck_assert_int_eq(S_meta("done"), 1);
}
END_TEST

START_TEST(test_row_limit)
{
    struct buf in = BUF_INIT;
    for (int i = 1; i <= 4; i++)
        S_row(&in, i, "試");
    w.policy.row_limit = _i == 0 ? 4 : 3;
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    loader_run(&w, "U1", &why);
    ck_assert_int_eq(S_get().state, _i == 0 ? TORIKOMI_KANRYO : TORIKOMI_CHUSHI);
    if (_i)
        ck_assert_int_eq(S_get().halt.status, ST_FILE_ROWS);
    buf_release(&in);
}
END_TEST

/* What is not the row's fault: a full disk leaves the file as it is, a bug halts it. */
START_TEST(test_broken)
{
    struct buf in = BUF_INIT;
    S_row(&in, 1, "壊");
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    broken = ST_DISK;
    loader_run(&w, "U1", &why);
    ck_assert_int_eq(S_get().state, TORIKOMI_SHORICHU);
    ck_assert_int_eq(S_meta("A00001"), 0);
    broken = _i == 0 ? ST_OK : ST_INTERNAL;
    loader_run(&w, "U1", &why);
    ck_assert_int_eq(S_get().state, _i == 0 ? TORIKOMI_KANRYO : TORIKOMI_CHUSHI);
    ck_assert_int_eq(S_meta("A00001"), _i == 0);
    buf_release(&in);
}
END_TEST

START_TEST(test_unknown)
{
    loader_run(&w, "U2", &why);
    ck_assert_int_eq(w.writes, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/load/loader");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_set_timeout(t, 50);
    tcase_add_test(t, test_result);
    tcase_add_test(t, test_death);
    tcase_add_loop_test(t, test_stop, 0, sizeof encodings / sizeof encodings[0]);
    tcase_add_loop_test(t, test_halt, 0, sizeof halts / sizeof halts[0]);
    tcase_add_loop_test(t, test_row_limit, 0, 2);
    tcase_add_loop_test(t, test_broken, 0, 2);
    tcase_add_test(t, test_unknown);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
