/* store/db: transactions, snapshots, savepoints, what is kept after a commit. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "store/db.h"
#include "store/meta.h"
#include "store/outbox.h"
#include "made.h"

static struct store *s;
static struct arena *a;

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    a = arena_new(1 << 20);
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_OK);
}

static void S_teardown(void)
{
    store_close(s);
    arena_free(a);
    temp_drop();
}

static const char *S_meta(struct tx *tx, const char *key)
{
    const char *v = "?";
    ck_assert_int_eq(meta_get(tx, key, a, &v), ST_OK);
    return v;
}

START_TEST(test_snapshot)
{
    struct tx *w = tx_writer(s, DB_UNYO), *r;
    ck_assert_int_eq(tx_begin(w), ST_OK);
    ck_assert_int_eq(meta_put(w, "k", "1"), ST_OK);
    ck_assert_int_eq(tx_read(s, DB_UNYO, &r), ST_OK);
    ck_assert_ptr_null(S_meta(r, "k"));
    ck_assert_int_eq(tx_commit(w), ST_OK);
    ck_assert_ptr_null(S_meta(r, "k")); /* the snapshot is older */
    tx_read_end(r);
    ck_assert_int_eq(tx_read(s, DB_UNYO, &r), ST_OK);
    ck_assert_str_eq(S_meta(r, "k"), "1");
    ck_assert(tx_idle(r));
    tx_read_end(r);
}
END_TEST

START_TEST(test_savepoint)
{
    struct tx *w = tx_writer(s, DB_CHUKAN);
    ck_assert_int_eq(tx_begin(w), ST_OK);
    ck_assert_int_eq(tx_save(w), ST_OK);
    meta_put(w, "kept", "1");
    ck_assert_int_eq(tx_keep(w), ST_OK);
    ck_assert_int_eq(tx_save(w), ST_OK);
    meta_put(w, "undone", "1");
    tx_undo(w);
    ck_assert_int_eq(tx_commit(w), ST_OK);
    ck_assert_str_eq(S_meta(w, "kept"), "1");
    ck_assert_ptr_null(S_meta(w, "undone"));
}
END_TEST

START_TEST(test_rollback_and_reopen)
{
    struct diag d = DIAG_INIT;
    struct tx *w = tx_writer(s, DB_KANRI);
    ck_assert_int_eq(tx_begin(w), ST_OK);
    meta_put(w, "a", "1");
    tx_rollback(w);
    ck_assert_int_eq(tx_begin(w), ST_OK);
    meta_put(w, "b", "2");
    ck_assert_int_eq(tx_commit(w), ST_OK);
    store_close(s);
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_OK);
    ck_assert_ptr_null(S_meta(tx_writer(s, DB_KANRI), "a"));
    ck_assert_str_eq(S_meta(tx_writer(s, DB_KANRI), "b"), "2");
}
END_TEST

/* One commit whose sync may wait; it is behind until the next that may not. A commit of nothing syncs
 * nothing. */
START_TEST(test_later)
{
    struct tx *w = tx_writer(s, DB_CHUKAN);
    static const struct {
        bool later, writes, want;
    } steps[] = {{false, false, true}, {false, true, false}, {true, false, false}, {true, true, true},
                 {false, false, true}, {true, true, true},   {false, true, false}};
    ck_assert(tx_behind(w)); /* who knows what a process before has left */
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        char value[4];
        snprintf(value, sizeof value, "%zu", i);
        ck_assert_int_eq(steps[i].later ? tx_begin_later(w) : tx_begin(w), ST_OK);
        if (steps[i].writes)
            ck_assert_int_eq(meta_put(w, "k", value), ST_OK);
        ck_assert_int_eq(tx_commit(w), ST_OK);
        ck_assert_msg(tx_behind(w) == steps[i].want, "step %zu", i);
    }
    ck_assert_int_eq(tx_begin_later(w), ST_OK);
    tx_rollback(w);
    ck_assert_int_eq(tx_begin(w), ST_OK);
    ck_assert_int_eq(meta_put(w, "k", "synced"), ST_OK);
    ck_assert_int_eq(tx_commit(w), ST_OK);
    ck_assert(!tx_behind(w));
}
END_TEST

START_TEST(test_readers_cannot_write)
{
    struct tx *r;
    ck_assert_int_eq(tx_read(s, DB_UNYO, &r), ST_OK);
    ck_assert_int_ne(meta_put(r, "k", "1"), ST_OK);
    tx_read_end(r);
}
END_TEST

/* Nothing is made anew, and nothing is changed: what was wrong is wrong at the second look as well. */
static const struct {
    const char *spoil, *item, *have; /* in the store's folder */
} broken[] = {
    {"rm unyo.db", "unyo.db", "ファイルがありません"},
    {"rm chukan.db*", "chukan.db", "ファイルがありません"},
    {"rm kanri.db", "kanri.db", "ファイルがありません"},
    {"rm gaibu.db", "gaibu.db", "ファイルがありません"},
    {": >chukan.db", "chukan.db", "空のファイルです"},
    {"echo 'this is no database at all' | dd of=chukan.db conv=notrunc status=none", "chukan.db",
     "破損しています"},
    {"truncate -s -8192 gaibu.db", "gaibu.db", "破損しています"},
    {"rm unyo.db && sqlite3 unyo.db 'PRAGMA user_version=0; CREATE TABLE x (y)'", "unyo.db",
     "表がありません"},
    {"rm unyo.db && ln -s nowhere unyo.db", "unyo.db", "ファイルがありません"},
    {"rm unyo.db && mkfifo unyo.db", "unyo.db", "ファイルではありません"},
    {"rm -r spool", "spool", "ファイルまたはフォルダーがありません"},
    {"rm -r spool && echo x >spool", "spool", "フォルダーではありません"},
};

START_TEST(test_broken)
{
    struct diag d;
    struct store *other = NULL;
    char command[400], before[300], after[300];
    store_close(s);
    s = NULL;
    snprintf(command, sizeof command, "cd %s && %s", temp_path("w"), broken[_i].spoil);
    ck_assert_msg(system(command) == 0, "%s", command);
    snprintf(before, sizeof before, "cd %s && ls -l --time-style=full-iso >../before", temp_path("w"));
    snprintf(after, sizeof after,
             "cd %s && rm -f *-wal && ls -l --time-style=full-iso >../after && cmp ../before ../after",
             temp_path("w"));
    ck_assert_int_eq(system(before), 0);
    for (int i = 0; i < 2; i++) {
        d = DIAG_INIT;
        ck_assert_int_eq(store_open(temp_path("w"), &other, &d), ST_WORLD_BROKEN);
        ck_assert_ptr_null(other);
        ck_assert_msg(strcmp(d.item, broken[_i].item) == 0 && strstr(d.have, broken[_i].have), "%s: %s",
                      d.item, d.have);
    }
    ck_assert_msg(system(after) == 0, "%s", broken[_i].spoil);
}
END_TEST

/* Its name is another's by now: no connection is opened, and closing leaves every file alone. */
START_TEST(test_forsaken)
{
    struct diag d = DIAG_INIT;
    struct store *other = NULL;
    struct tx *w = tx_writer(s, DB_UNYO), *r, *none = NULL;
    char command[300];
    ck_assert_int_eq(tx_begin(w), ST_OK);
    meta_put(w, "old", "1");
    ck_assert_int_eq(tx_commit(w), ST_OK);
    ck_assert_int_eq(tx_read(s, DB_UNYO, &r), ST_OK);
    tx_read_end(r);
    store_forsake(s);
    if (_i) { /* or the rename fails, and it is still its own */
        snprintf(command, sizeof command, "mv %s %s", temp_path("w"), temp_path("grave"));
        ck_assert_int_eq(system(command), 0);
        ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
        ck_assert_int_eq(store_open(temp_path("w"), &other, &d), ST_OK);
        ck_assert_int_eq(tx_begin(tx_writer(other, DB_UNYO)), ST_OK);
        meta_put(tx_writer(other, DB_UNYO), "fresh", "1");
        ck_assert_int_eq(tx_commit(tx_writer(other, DB_UNYO)), ST_OK);
    }
    ck_assert_int_eq(tx_read(s, DB_UNYO, &none), ST_RESET);
    ck_assert_ptr_null(none);
    store_close(s);
    s = other;
    ck_assert_int_eq(access(temp_path("w/unyo.db-wal"), F_OK), 0);
    if (_i) {
        store_forsake(other); /* as kill -9 would leave it */
        store_close(other);
    }
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_OK);
    ck_assert_int_eq(S_meta(tx_writer(s, DB_UNYO), "old") != NULL, !_i);
    ck_assert_int_eq(S_meta(tx_writer(s, DB_UNYO), "fresh") != NULL, _i);
    store_forsake(NULL);
}
END_TEST

/* Tables that another build made, in whatever form, are refused with what to do, not worked on. */
START_TEST(test_another_form)
{
    enum { APPLICATION_ID = 68 }; /* its place in the file */
    struct diag d = DIAG_INIT;
    store_close(s);
    s = NULL;
    FILE *f = fopen(temp_path("w/unyo.db"), "r+b");
    ck_assert(f && fseek(f, APPLICATION_ID, SEEK_SET) == 0 && fwrite("\0\0\0\0", 1, 4, f) == 4 &&
              fclose(f) == 0);
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_SETUP);
    ck_assert_ptr_null(s);
    ck_assert_str_eq(d.item, "unyo.db");
    ck_assert(strstr(d.want, "データフォルダー") && strstr(d.want, "--data"));
}
END_TEST

/* Those that every migration was applied to (an empty file is no database yet), and those that are written as
 * such a one was: the same. */
START_TEST(test_empty_alike)
{
    struct diag d = DIAG_INIT;
    struct store *other = NULL;
    char command[300];
    snprintf(command, sizeof command, "cd %s && mkdir x && cd x && touch unyo.db chukan.db kanri.db gaibu.db",
             temp_dir);
    ck_assert_int_eq(system(command), 0);
    ck_assert_int_eq(store_create(temp_path("x"), &d), ST_OK);
    ck_assert_int_eq(store_create(temp_path("y"), &d), ST_OK);
    snprintf(command, sizeof command, "cd %s && diff -r x y && [ $(ls x | wc -l) = 5 ]", temp_dir);
    ck_assert_int_eq(system(command), 0);
    ck_assert_int_eq(store_open(temp_path("y"), &other, &d), ST_OK);
    ck_assert_int_eq(tx_begin(tx_writer(other, DB_KANRI)), ST_OK);
    meta_put(tx_writer(other, DB_KANRI), "fresh", "1");
    ck_assert_int_eq(tx_commit(tx_writer(other, DB_KANRI)), ST_OK);
    store_close(other);
    ck_assert_int_eq(store_create(temp_path("y"), &d), ST_OK); /* what is there already stays */
    ck_assert_int_eq(store_open(temp_path("y"), &other, &d), ST_OK);
    ck_assert(S_meta(tx_writer(other, DB_KANRI), "fresh") != NULL);
    store_close(other);
}
END_TEST

static void S_post(struct tx *tx, const char *kind, int64_t due, bool ato)
{
    const struct outbox_item item = {
        .due = due, .kind = kind, .json = "{}", .hokensha = "06139992", .ato = ato};
    ck_assert_int_eq(outbox_put(tx, &item), ST_OK);
}

START_TEST(test_outbox)
{
    struct tx *w = tx_writer(s, DB_UNYO);
    struct outbox_item item[4];
    int n;
    int64_t v;
    bool fresh;
    ck_assert_int_eq(outbox_due(w, INT64_MIN + 1, &v), ST_OK);
    ck_assert(v == INT64_MAX);
    ck_assert_int_eq(tx_begin(w), ST_OK);
    S_post(w, "late", 20, false);
    S_post(w, "soon", 10, false);
    S_post(w, "soon too", 10, false);
    ck_assert_int_eq(outbox_list(w, 9, "", a, item, 4, &n), ST_OK);
    ck_assert_int_eq(n, 0);
    ck_assert_int_eq(outbox_list(w, 20, "", a, item, 4, &n), ST_OK);
    ck_assert_int_eq(n, 3);
    ck_assert_str_eq(item[0].kind, "soon");
    ck_assert_str_eq(item[1].kind, "soon too");
    ck_assert_str_eq(item[2].kind, "late");
    struct outbox_item more[5];
    S_post(w, "behind a file", 10, true);
    ck_assert_int_eq(outbox_list(w, 20, "06139984 06139992 ", a, more, 5, &n), ST_OK);
    ck_assert_int_eq(n, 3);
    ck_assert_int_eq(outbox_list(w, 20, "06139984 ", a, more, 5, &n), ST_OK); /* another insurer's file */
    ck_assert_int_eq(n, 4);
    ck_assert_int_eq(outbox_list(w, 20, "", a, more, 5, &n), ST_OK);
    ck_assert_int_eq(n, 4);
    ck_assert_str_eq(more[2].kind, "behind a file");
    ck_assert(more[2].ato && !more[1].ato);
    ck_assert_int_eq(outbox_due(w, INT64_MIN + 1, &v), ST_OK);
    ck_assert_int_eq(v, 10);
    ck_assert_int_eq(outbox_due(w, 10, &v), ST_OK);
    ck_assert_int_eq(v, 20);
    ck_assert_int_eq(inbox_mark(w, DB_GAIBU, 7, &fresh), ST_OK);
    ck_assert(fresh);
    ck_assert_int_eq(inbox_mark(w, DB_GAIBU, 7, &fresh), ST_OK);
    ck_assert(!fresh);
    ck_assert_int_eq(inbox_mark(w, DB_CHUKAN, 7, &fresh), ST_OK);
    ck_assert(fresh);
    ck_assert_int_eq(outbox_drop(w, item[0].id), ST_OK);
    ck_assert_int_eq(outbox_lowest(w, &v), ST_OK);
    ck_assert_int_eq(v, item[2].id);
    ck_assert_int_eq(tx_commit(w), ST_OK);
}
END_TEST

static void S_digest(unsigned char sum[32])
{
    struct tx *r;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(tx_read(s, DB_KANRI, &r), ST_OK);
    buf_adds(&json, "{");
    ck_assert_int_eq(tx_digest(r, &json, sum), ST_OK);
    tx_read_end(r);
    buf_release(&json);
}

START_TEST(test_digest)
{
    unsigned char before[32], meta[32];
    S_digest(before);
    struct tx *w = tx_writer(s, DB_KANRI);
    tx_begin(w);
    meta_put(w, "clock", "1");
    S_post(w, "x", 0, false);
    tx_commit(w);
    S_digest(meta);
    ck_assert_mem_eq(before, meta, 32); /* bookkeeping is no state */
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/db");
    TCase *t = tcase_create("db");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_snapshot);
    tcase_add_test(t, test_savepoint);
    tcase_add_test(t, test_rollback_and_reopen);
    tcase_add_test(t, test_later);
    tcase_add_test(t, test_readers_cannot_write);
    tcase_add_loop_test(t, test_broken, 0, (int)(sizeof broken / sizeof *broken));
    tcase_add_loop_test(t, test_forsaken, 0, 2);
    tcase_add_test(t, test_another_form);
    tcase_add_test(t, test_empty_alike);
    tcase_add_test(t, test_outbox);
    tcase_add_test(t, test_digest);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
