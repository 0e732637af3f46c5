/* world/load/loader with a kind that waits for answers, in a world of its own: the file is let go until the
 * last answer has come, then written in a second way; every row exactly once and the same result file,
 * wherever the daemon dies. */
#include <check.h>
#include <fcntl.h>

#include "base/clock.h"
#include "file/charset/charset.h"
#include "file/layout/layout.h"
#include "store/meta.h"
#include "store/torikomi_machi.h"
#include "made.h"
#include "world/load/fake_rights.h"
#include "world/load/chunk.h"
#include "world/load/loader.h"

enum { MANY = 2 * CHUNK_FIRST }; /* in two chunks */

/* --- a world with one thread, that can die ----------------------------------------------------------------
 */

enum death { ALIVE, BEFORE_COMMIT, AFTER_COMMIT };

struct world {
    struct store *store;
    struct policy policy;
    int writes;       /* so far */
    int dies_at;      /* at this write */
    enum death death; /* how */
};

static struct world w;
static struct diag why;
static int64_t now;

enum status world_read(struct world *x, enum db db, struct call *c,
                       enum status (*run)(struct call *c, void *cls), void *cls)
{
    enum status st = tx_read(x->store, db, &c->tx);
    if (st != ST_OK)
        return st;
    c->policy = &x->policy;
    c->spool = store_spool(x->store);
    c->now = now;
    st = run(c, cls);
    tx_read_end(c->tx);
    return st;
}

enum status world_write_wait(struct world *x, enum db db, struct call *c,
                             enum status (*run)(struct call *c, void *cls), void *cls)
{
    struct tx *tx = tx_writer(x->store, db);
    bool dies = ++x->writes == x->dies_at;
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(tx_save(tx), ST_OK);
    c->tx = tx;
    c->policy = &x->policy;
    c->spool = store_spool(x->store);
    c->now = now;
    enum status st = run(c, cls);
    ck_assert(tx_idle(tx));
    if (st != ST_OK || (dies && x->death == BEFORE_COMMIT)) {
        tx_rollback(tx);
        return st != ST_OK ? st : ST_STOPPING;
    }
    ck_assert_int_eq(tx_keep(tx), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
    return dies ? ST_STOPPING : ST_OK;
}

const atomic_bool *world_loader_ends(struct world *x)
{
    (void)x;
    return NULL;
}

void world_journal(struct world *x, const struct journal_entry *e)
{
    (void)x;
    (void)e;
}

void world_say(const struct world *x, const char *text)
{
    (void)x;
    (void)text;
}

bool world_loader_stop(struct world *x)
{
    (void)x;
    return false;
}

enum status world_gyomu_codes(struct world *x, const char *hokensha, struct arena *texts,
                              const struct gyomu_code **ret, size_t *ret_n)
{
    (void)x;
    (void)hokensha;
    (void)texts;
    *ret = NULL;
    *ret_n = 0;
    return ST_OK;
}

/* --- a kind of file that waits ----------------------------------------------------------------------------
 */

struct row {
    const char *seiri_bango, *code;
};
struct line {
    const char *shokai_bango, *shubetsu;
};

static const struct field fields[] = {FIELD_TEXT(struct row, "seiriBango", seiri_bango),
                                      FIELD_TEXT(struct row, "tokuteiKojinJohoCode", code), FIELD_END};
static const struct field line_fields[] = {FIELD_TEXT(struct line, "shokaiBango", shokai_bango),
                                           FIELD_TEXT(struct line, "shubetsu", shubetsu), FIELD_END};
static const char *const needs[] = {NULL};
static int machi_calls;

static int S_count(struct call *c, const char *key, int add)
{
    const char *v = NULL;
    char text[16];
    ck_assert_int_eq(meta_get(c->tx, key, c->arena, &v), ST_OK);
    int n = (v ? (int)strtol(v, NULL, 10) : 0) + add;
    snprintf(text, sizeof text, "%d", n);
    ck_assert_int_eq(meta_put(c->tx, key, text), ST_OK);
    return n;
}

/* TM…1 is refused, the others wait: TM…2 for one line, TM…3 for three, TM…4 for a refusal, TM…0 for nothing.
 */
static enum status S_apply(struct call *c, const void *cells, struct row_kekka *out)
{
    const struct row *r = cells;
    if (strcmp(r->code, "TM00000000000001") == 0)
        return diag_set(c->diag, ST_SHOKAI_KIND, "特定個人情報名コード", "照会できるコード", r->code);
    ck_assert_int_eq(S_count(c, r->seiri_bango, 1), 1);
    out->kagi = arena_printf(c->arena, "%s-%s", r->seiri_bango, r->code + 15);
    return ST_ACCEPTED;
}

static enum status S_answer(struct call *c, const char *kagi, struct row_answer *ret)
{
    int code = kagi[strlen(kagi) - 1] - '0';
    size_t n = code == 3 ? 3 : 1;
    struct line *lines = arena_array(c->arena, n, sizeof *lines);
    for (size_t i = 0; i < n; i++)
        lines[i] = (struct line){kagi, code == 0 || code == 4 ? NULL : arena_printf(c->arena, "k%zu", i)};
    *ret = (struct row_answer){{lines, n}, code == 0 || code == 4};
    return code == 4 ? diag_set(c->diag, ST_JUKI_MANY, "照会", "1人", "123456789018") : ST_OK;
}

static enum status S_machi(struct call *c, const struct torikomi *t)
{
    (void)c;
    ck_assert_int_eq(t->state, TORIKOMI_MACHI);
    ck_assert_int_eq(t->ok_count + t->err_count, t->total);
    machi_calls++;
    return ST_OK;
}

static enum status S_done(struct call *c, const struct torikomi *t)
{
    ck_assert(t->state == TORIKOMI_KANRYO);
    return S_count(c, "done", 1) == 1 ? ST_OK : ST_INTERNAL;
}

static const struct bulk_waits waits = {
    .line = line_fields, .line_size = sizeof(struct line), .answer = S_answer, .machi = S_machi};
static const struct bulk kind = {.shubetsu = "johoShokai",
                                 .result_layout = "johoShokaiKekka",
                                 .db = DB_UNYO,
                                 .row = fields,
                                 .row_size = sizeof(struct row),
                                 .needs = needs,
                                 .apply = S_apply,
                                 .done = S_done,
                                 .waits = &waits,
                                 .refuses_clean = true};

const struct bulk *bulk_find(const char *shubetsu)
{
    return strcmp(shubetsu, kind.shubetsu) == 0 ? &kind : NULL;
}

/* --- set up -----------------------------------------------------------------------------------------------
 */

static struct arena *a;

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    a = arena_new(1 << 20);
    now = clock_parse("2017-05-08");
    machi_calls = 0;
    w = (struct world){.policy.row_limit = MANY + 10};
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    ck_assert_int_eq(store_open(temp_path("w"), &w.store, &d), ST_OK);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
}

static void S_teardown(void)
{
    layouts_close();
    store_close(w.store);
    arena_free(a);
    temp_drop();
}

static void S_put(const char *shubetsu, const char *encoding, const void *file, size_t n)
{
    char path[600];
    snprintf(path, sizeof path, "%s/in", store_spool(w.store));
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_uint_eq(fwrite(file, 1, n, f), n);
    fclose(f);
    const struct torikomi t = {"U1",
                               shubetsu,
                               "06139992",
                               "KS",
                               "B001",
                               "u001",
                               1,
                               "in",
                               "out",
                               encoding,
                               now,
                               now,
                               .state = TORIKOMI_UKETSUKE};
    struct tx *tx = tx_writer(w.store, DB_UNYO);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
}

static struct torikomi S_get(void)
{
    struct torikomi t;
    struct tx *tx;
    bool found;
    ck_assert_int_eq(tx_read(w.store, DB_UNYO, &tx), ST_OK);
    ck_assert_int_eq(torikomi_get(tx, "U1", a, &t, &found), ST_OK);
    ck_assert(found);
    tx_read_end(tx);
    return t;
}

static int S_meta(const char *key)
{
    const char *v = NULL;
    struct tx *tx;
    ck_assert_int_eq(tx_read(w.store, DB_UNYO, &tx), ST_OK);
    ck_assert_int_eq(meta_get(tx, key, a, &v), ST_OK);
    tx_read_end(tx);
    return v ? (int)strtol(v, NULL, 10) : 0;
}

static void S_result(struct buf *out)
{
    char path[600], piece[4096];
    snprintf(path, sizeof path, "%s/out", store_spool(w.store));
    FILE *f = fopen(path, "r");
    for (size_t n; f && (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(out, piece, n);
    if (f)
        fclose(f);
}

static void S_row(struct buf *b, int i, int code)
{
    buf_addf(b, "A%05d,%s,06139984,JM00000000000003,TM0000000000000%d,\r\n", i, i % 11 == 0 ? "x" : "1",
             code);
}

/* n of the outstanding answers come. */
static void S_answered(int64_t n)
{
    bool last;
    struct tx *tx = tx_writer(w.store, DB_UNYO);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(torikomi_answered(tx, "U1", n, now, &last), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
}

static void S_ck_result(const char *want)
{
    struct buf have = BUF_INIT;
    S_result(&have);
    ck_assert_str_eq(have.data ? have.data : "", want);
    buf_release(&have);
}

/* --- tests ------------------------------------------------------------------------------------------------
 */

START_TEST(test_result)
{
    static const char out[] =
        "1,1,A00001,A00001-2,C00000,,,k0,\r\n"
        "2,0,A00002,,S20001,照会できない特定個人情報名コードです。項目「特定個人情報名コード」 期待: "
        "照会できるコード、実際: TM00000000000001,,,\r\n"
        "3,1,A00003,A00003-3,C00000,,,k0,\r\n"
        "3,2,A00003,A00003-3,C00000,,,k1,\r\n"
        "3,3,A00003,A00003-3,C00000,,,k2,\r\n"
        "4,0,A00004,A00004-0,C00000,,,,\r\n"
        "5,0,A00005,A00005-4,J40002,住基ネットに該当する人が複数います。項目「照会」 期待: "
        "1人、実際: ************,,,\r\n"
        "6,0,A00011,,F30006,項目の値がレイアウトに合いません。項目「被保険者枝番」 期待: 数字 "
        "1〜15桁、実際: x（1文字めが「x」）,,,\r\n";
    struct buf in = BUF_INIT;
    S_row(&in, 1, 2);
    S_row(&in, 2, 1);
    S_row(&in, 3, 3);
    S_row(&in, 4, 0);
    S_row(&in, 5, 4);
    S_row(&in, 11, 2);
    S_put("johoShokai", "UTF-8", in.data, in.len);
    ck_assert(!loader_run(&w, "U1", &why)); /* lets go of it, not to be asked at once again */
    struct torikomi t = S_get();
    ck_assert_int_eq(t.state, TORIKOMI_MACHI);
    ck_assert(t.total == 6 && t.ok_count == 4 && t.err_count == 2 && t.machi == 4);
    ck_assert_int_eq(machi_calls, 1);
    ck_assert(!loader_run(&w, "U1", &why)); /* once more does nothing */
    S_answered(3);
    ck_assert_int_eq(S_get().state, TORIKOMI_MACHI);
    S_ck_result("");
    S_answered(1);
    t = S_get();
    ck_assert_int_eq(t.state, TORIKOMI_KAITO);
    ck_assert(t.in_offset == 0 && t.next_line == 1 && t.ok_count == 0 && t.due == now);
    ck_assert(!loader_run(&w, "U1", &why));
    S_ck_result(out);
    t = S_get();
    ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
    ck_assert(t.total == 6 && t.ok_count == 3 && t.err_count == 3 && t.out_offset == (int64_t)strlen(out));
    ck_assert_int_eq(S_meta("done"), 1);
    ck_assert_int_eq(machi_calls, 1);
    buf_release(&in);
}
END_TEST

/* Nothing to wait for: to its end at once. */
START_TEST(test_none_waits)
{
    struct buf in = BUF_INIT;
    S_row(&in, 1, 1);
    S_row(&in, 11, 2);
    S_put("johoShokai", "UTF-8", in.data, in.len);
    ck_assert(!loader_run(&w, "U1", &why));
    ck_assert_int_eq(S_get().state, TORIKOMI_KANRYO);
    ck_assert_int_eq(machi_calls, 0);
    buf_release(&in);
}
END_TEST

/* Answers that come before the rest of the file has been applied do not let it go on. */
START_TEST(test_early_answers)
{
    struct buf in = BUF_INIT;
    for (int i = 1; i <= MANY; i++)
        S_row(&in, i, i % 5);
    S_put("johoShokai", "UTF-8", in.data, in.len);
    w.dies_at = 3; /* after the start and a chunk */
    w.death = BEFORE_COMMIT;
    ck_assert(loader_run(&w, "U1", &why)); /* to be asked again */
    int64_t early = S_get().machi;
    ck_assert_int_gt(early, CHUNK_FIRST / 5);
    S_answered(early);
    ck_assert_int_eq(S_get().state, TORIKOMI_SHORICHU);
    loader_run(&w, "U1", &why);
    ck_assert_int_eq(S_get().state, TORIKOMI_MACHI);
    S_answered(S_get().machi);
    loader_run(&w, "U1", &why);
    ck_assert_int_eq(S_get().state, TORIKOMI_KANRYO);
    buf_release(&in);
}
END_TEST

/* To its end, whatever it takes; half a line is left behind by every death while the result is written. */
static void S_to_the_end(void)
{
    for (int runs = 0; S_get().state < TORIKOMI_KANRYO; runs++) {
        ck_assert_int_lt(runs, 6);
        loader_run(&w, "U1", &why);
        if (S_get().state == TORIKOMI_MACHI)
            S_answered(S_get().machi);
        char path[600];
        snprintf(path, sizeof path, "%s/out", store_spool(w.store));
        int fd = S_get().state == TORIKOMI_KAITO ? open(path, O_WRONLY | O_APPEND) : -1;
        if (fd >= 0) {
            ck_assert_int_eq(write(fd, "9999,1,A", 8), 8);
            close(fd);
        }
    }
}

START_TEST(test_death)
{
    struct buf in = BUF_INIT, whole = BUF_INIT, have = BUF_INIT;
    for (int i = 1; i <= MANY; i++)
        S_row(&in, i, i % 5);
    S_put("johoShokai", "UTF-8", in.data, in.len);
    S_to_the_end();
    S_result(&whole);
    struct torikomi first = S_get();
    int writes = w.writes;
    ck_assert_int_ge(writes, 7); /* start, two chunks, waiting; two chunks, finish */
    S_teardown();
    for (int at = 1; at <= writes; at++)
        for (enum death how = BEFORE_COMMIT; how <= AFTER_COMMIT; how++) {
            S_setup();
            S_put("johoShokai", "UTF-8", in.data, in.len);
            w.dies_at = at;
            w.death = how;
            S_to_the_end();
            struct torikomi t = S_get();
            ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
            ck_assert(t.ok_count == first.ok_count && t.err_count == first.err_count && t.machi == 0);
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

int main(void)
{
    Suite *suite = suite_create("world/load/load_answers");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_set_timeout(t, 50);
    tcase_add_test(t, test_result);
    tcase_add_test(t, test_none_waits);
    tcase_add_test(t, test_early_answers);
    tcase_add_test(t, test_death);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
