/* world/load/load_kept: a file that is not any more what its receipt says is not taken, or not any further,
 * and its sender is not blamed; the same for results that were written and are gone. */
#include <fcntl.h>
#include <sys/stat.h>

#include "base/crypto.h"
#include "store/unyo_uketsuke.h"
#include "world/load/loader_world.h"

enum damage { NONE, GONE, EMPTIED, CUT, CHANGED, FOLDER, RESULT_CUT };

static const struct {
    enum damage damage;
    const char *have; /* NULL: it is taken */
} cases[] = {
    {NONE, NULL},
    {GONE, "ファイルがありません"},
    {EMPTIED, "0 バイト"},
    {CUT, "100 バイト"},
    {CHANGED, "中身が変わっています（SHA-256 "},
    {FOLDER, "ファイルではないもの"},
    {RESULT_CUT, "100 バイト"},
};

static struct buf in;

static const char *S_path(const char *name)
{
    return arena_printf(a, "%s/%s", store_spool(w.store), name);
}

static void S_accept(void)
{
    unsigned char sum[32];
    char hex[65];
    for (int i = 1; i <= MANY; i++)
        S_row(&in, i, "試");
    S_put("kanyushaToroku", "UTF-8", in.data, in.len);
    sha256_once(in.data, in.len, sum);
    hex_text(sum, sizeof sum, hex);
    const struct uketsuke u = {.uketsuke = "U1",
                               .hokensha = "06139992",
                               .system = "KS",
                               .busho = "B001",
                               .user = "u001",
                               .encoding = "UTF-8",
                               .shubetsu = "kanyushaToroku",
                               .file_mei = "加入者.csv",
                               .sha256 = hex,
                               .size = (int64_t)in.len,
                               .path = "in",
                               .result_path = result};
    struct tx *tx = tx_writer(w.store, DB_UNYO);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(unyo_uketsuke_insert(tx, &(struct uketsuke_next){1, 1}, &u), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
}

static void S_damage(enum damage damage)
{
    const char *path = S_path("in");
    int fd;
    switch (damage) {
    case NONE:
        return;
    case GONE:
    case FOLDER:
        ck_assert_int_eq(unlink(path), 0);
        if (damage == FOLDER)
            ck_assert_int_eq(mkdir(path, 0700), 0);
        return;
    case EMPTIED:
        ck_assert_int_eq(truncate(path, 0), 0);
        return;
    case CUT:
        ck_assert_int_eq(truncate(path, 100), 0);
        return;
    case CHANGED: /* in its last row, which is well formed still */
        fd = open(path, O_WRONLY);
        ck_assert_int_eq(pwrite(fd, "2006", 4, (off_t)in.len - 12), 4);
        close(fd);
        return;
    case RESULT_CUT:
        ck_assert_int_eq(truncate(S_path(result), 100), 0);
        return;
    }
}

static void S_judge(int i, int64_t rows)
{
    struct torikomi t = S_get();
    if (!cases[i].have) {
        ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
        ck_assert_int_eq(t.ok_count, MANY);
        return;
    }
    const char *item = cases[i].damage == RESULT_CUT ? "結果ファイル out" : "受付ファイル in";
    const char *done = arena_printf(a, "%s（はじめの%lld行は処理済み）", item, (long long)rows);
    ck_assert_int_eq(t.state, TORIKOMI_CHUSHI);
    ck_assert_int_eq(t.halt.status, ST_FILE_LOST);
    ck_assert_str_eq(t.halt.item, rows ? done : item);
    ck_assert_msg(strncmp(t.halt.have, cases[i].have, strlen(cases[i].have)) == 0, "%s", t.halt.have);
    ck_assert_int_eq(t.ok_count, rows);
    ck_assert_int_eq(S_meta("edaban"), (int)rows);
    ck_assert_int_eq(S_meta("done"), 1);
    ck_assert_msg(strstr(world_said, item) && strstr(world_said, t.halt.want), "%s", world_said);
}

START_TEST(test_before)
{
    if (cases[_i].damage == RESULT_CUT)
        return;
    S_accept();
    S_damage(cases[_i].damage);
    ck_assert(!loader_run(&w, "U1", &why));
    S_judge(_i, 0);
}
END_TEST

/* Two chunks are applied, then the daemon dies. */
START_TEST(test_midway)
{
    S_accept();
    w.dies_at = 3; /* start, two chunks */
    w.death = AFTER_COMMIT;
    ck_assert_int_eq(loader_run(&w, "U1", &why), ST_STOPPING);
    int64_t rows = S_get().ok_count;
    ck_assert(rows > 0 && rows < MANY);
    S_damage(cases[_i].damage);
    ck_assert(!loader_run(&w, "U1", &why));
    S_judge(_i, rows);
}
END_TEST

static void S_close(void)
{
    S_teardown();
    buf_release(&in);
}

int main(void)
{
    Suite *s = suite_create("load_kept");
    TCase *t = tcase_create("load_kept");
    tcase_add_checked_fixture(t, S_setup, S_close);
    tcase_add_loop_test(t, test_before, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(t, test_midway, 0, (int)(sizeof cases / sizeof *cases));
    suite_add_tcase(s, t);
    SRunner *r = srunner_create(s);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed ? 1 : 0;
}
