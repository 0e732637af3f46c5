/* Link files of 副本 through the real loader, the real kinds and real databases: what is refused row by row,
 * the order of 資格情報 and the rest, and every row exactly once, wherever the daemon dies. The world is a
 * stand-in with one thread. */
#include <check.h>
#include <fcntl.h>

#include "base/clock.h"
#include "file/layout/layout.h"
#include "service/messages.h"
#include "store/chukan_nokori.h"
#include "store/outbox.h"
#include "store/torikomi.h"
#include "made.h"
#include "world/load/fake_rights.h"
#include "world/load/chunk.h"
#include "world/load/loader.h"

#define INSURER "06139992"
enum { PEOPLE = 5 * CHUNK_FIRST, CHUNKS = 3 };

/* --- a world with one thread, that can die ----------------------------------------------------------------
 */
enum death { ALIVE, BEFORE_COMMIT, AFTER_COMMIT };

struct world {
    struct store *store;
    struct policy policy;
    int writes;  /* so far */
    int dies_at; /* at this write */
    enum death death;
    int stop_after; /* world_loader_stop answers true after so many questions; 0: never */
    int asked;
};

static struct world w;
static struct diag why;
static struct arena *a;
static int64_t now;

static void S_prepare(struct world *x, struct tx *tx, struct call *c)
{
    c->tx = tx;
    c->policy = &x->policy;
    c->spool = store_spool(x->store);
    c->now = now;
}

enum status world_read(struct world *x, enum db db, struct call *c,
                       enum status (*run)(struct call *c, void *cls), void *cls)
{
    struct tx *tx;
    enum status st = tx_read(x->store, db, &tx);
    if (st != ST_OK)
        return st;
    S_prepare(x, tx, c);
    st = run(c, cls);
    tx_read_end(tx);
    return st;
}

enum status world_write_wait(struct world *x, enum db db, struct call *c,
                             enum status (*run)(struct call *c, void *cls), void *cls)
{
    struct tx *tx = tx_writer(x->store, db);
    bool dies = ++x->writes == x->dies_at;
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(tx_save(tx), ST_OK);
    S_prepare(x, tx, c);
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
    return x->stop_after && ++x->asked > x->stop_after;
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

/* --- set up -----------------------------------------------------------------------------------------------
 */
static void S_people(int n)
{
    struct buf json = BUF_INIT;
    struct diag d = DIAG_INIT;
    struct call c = {.arena = a, .diag = &d};
    struct tx *tx = tx_writer(w.store, DB_CHUKAN);
    buf_adds(&json, "{\"hokensha\":\"" INSURER "\",\"yokyu\":[");
    for (int i = 1; i <= n; i++)
        buf_addf(&json, "%s[\"Y%08d\",\"%07d\"]", i > 1 ? "," : "", i, i);
    buf_adds(&json, "]}");
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    S_prepare(&w, tx, &c);
    ck_assert_int_eq(message_apply(message_find("fugoTsuchi"), &c, json.data), ST_OK);
    struct outbox_item sent; /* goes on to the 情報提供サーバー: not looked at here */
    int waiting;
    ck_assert_int_eq(outbox_list(tx, INT64_MAX, "", a, &sent, 1, &waiting), ST_OK);
    ck_assert_int_eq(waiting, 1);
    ck_assert_int_eq(outbox_drop(tx, sent.id), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
    buf_release(&json);
}

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    a = arena_new(8 << 20);
    now = clock_parse("2017-05-08");
    w = (struct world){.policy = {.row_limit = 2 * PEOPLE, .rules = {.mode = RULES_STRICT}}};
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    ck_assert_int_eq(store_open(temp_path("w"), &w.store, &d), ST_OK);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    ck_assert_int_eq(rules_open("schema", NULL, &d), ST_OK);
}

static void S_teardown(void)
{
    rules_close();
    layouts_close();
    store_close(w.store);
    arena_free(a);
    temp_drop();
}

/* Accepts a file under this 受付番号; its result goes into "<uketsuke>.out". */
static void S_put(const char *uketsuke, const char *shubetsu, const char *file)
{
    const char *in = arena_printf(a, "%s.in", uketsuke), *out = arena_printf(a, "%s.out", uketsuke);
    FILE *f = fopen(arena_printf(a, "%s/%s", store_spool(w.store), in), "w");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_ge(fputs(file, f), 0);
    fclose(f);
    const struct torikomi t = {.uketsuke = uketsuke,
                               .shubetsu = shubetsu,
                               .hokensha = INSURER,
                               .system = "KS",
                               .busho = "B001",
                               .user = "u001",
                               .roles = 15,
                               .path = in,
                               .result_path = out,
                               .encoding = "UTF-8",
                               .at = now,
                               .due = now};
    struct tx *tx = tx_writer(w.store, DB_CHUKAN);
    ck_assert_int_eq(tx_begin(tx), ST_OK);
    ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
    ck_assert_int_eq(tx_commit(tx), ST_OK);
}

static struct torikomi S_get(const char *uketsuke)
{
    struct torikomi t;
    struct tx *tx;
    bool found;
    ck_assert_int_eq(tx_read(w.store, DB_CHUKAN, &tx), ST_OK);
    ck_assert_int_eq(torikomi_get(tx, uketsuke, a, &t, &found), ST_OK);
    ck_assert(found);
    tx_read_end(tx);
    return t;
}

/* The result file, all of it; released by the caller. */
static struct buf S_result(const char *uketsuke)
{
    struct buf out = BUF_INIT;
    char piece[4096];
    FILE *f = fopen(arena_printf(a, "%s/%s.out", store_spool(w.store), uketsuke), "r");
    for (size_t n; f && (n = fread(piece, 1, sizeof piece, f)) > 0;)
        buf_add(&out, piece, n);
    if (f)
        fclose(f);
    return out;
}

/* SHA-256 of a table of chukan.db, hex, in the arena. */
static const char *S_table(const char *name)
{
    struct buf json = BUF_INIT;
    unsigned char sum[32];
    struct tx *tx;
    buf_addc(&json, '{');
    ck_assert_int_eq(tx_read(w.store, DB_CHUKAN, &tx), ST_OK);
    ck_assert_int_eq(tx_digest(tx, &json, sum), ST_OK);
    tx_read_end(tx);
    const char *key = arena_printf(a, "%s\":\"", name), *at = strstr(json.data, key);
    ck_assert_msg(at != NULL, "%s in %s", name, json.data);
    const char *hex = arena_printf(a, "%.64s", at + strlen(key));
    buf_release(&json);
    return hex;
}

/* How many messages of a kind wait in chukan.db. */
static int S_sent(const char *kind)
{
    enum { MOST = 16 };
    struct outbox_item item[MOST];
    int n, found = 0;
    struct tx *tx = tx_writer(w.store, DB_CHUKAN);
    ck_assert_int_eq(outbox_list(tx, now, "", a, item, MOST, &n), ST_OK);
    for (int i = 0; i < n; i++)
        found += strcmp(item[i].kind, kind) == 0;
    return found;
}

/* A file to its end: `want` is the beginning of each line of its result. */
static void S_file(const char *uketsuke, const char *shubetsu, const char *file, const char *const *want)
{
    int lines = 0, fine = 0;
    S_put(uketsuke, shubetsu, file);
    loader_run(&w, uketsuke, &why);
    struct buf have = S_result(uketsuke);
    char *rest = have.data;
    for (char *line; rest && (line = strsep(&rest, "\n")) && *line; lines++) {
        ck_assert_msg(want[lines] && strncmp(line, want[lines], strlen(want[lines])) == 0,
                      "%s, line %d: want %s, have %s", uketsuke, lines + 1, want[lines], line);
        fine += strstr(line, ",C00000,") != NULL;
    }
    ck_assert_ptr_null(want[lines]);
    buf_release(&have);
    struct torikomi t = S_get(uketsuke);
    ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
    ck_assert(t.total == lines && t.ok_count == fine && t.err_count == lines - fine);
}

/* --- rows -------------------------------------------------------------------------------------------------
 */
#define SHIKAKU(shori, edaban, from, to) shori "," INSURER "," edaban ",１,5,1," from "," to ",,0,0\r\n"
#define SHOBYO(shori, edaban, from, to, yen)                                                                 \
    shori "," INSURER "," edaban ",20170501," from "," to "," yen ",0\r\n"

START_TEST(test_refused_in_the_middle)
{
    S_people(3);
    S_file("U1", "shikakuJoho",
           SHIKAKU("1", "0000001", "20160401", "20170401") /**/
           SHIKAKU("1", "0000009", "20160401", "")         /* nobody */
           SHIKAKU("1", "0000002", "20160431", "")         /* no such day */
           "1,06139984,0000002,１,5,1,20160401,,,0,0\r\n"  /* another's */
           SHIKAKU("1", "0000002", "20160401", "")         /**/
           SHIKAKU("1", "0000002", "20160401", "")         /* twice */
           SHIKAKU("2", "0000003", "20160401", "")         /* not there */
           SHIKAKU("2", "0000002", "20160401", "20170301") /**/
           SHIKAKU("1", "0000001", "20170401", ""),
           (const char *[]){"1,1,0000001,C00000,", "2,1,0000009,P40001,", "3,1,0000002,F30006,",
                            "4,1,0000002,K50001,", "5,1,0000002,C00000,", "6,1,0000002,P40003,",
                            "7,2,0000003,P40002,", "8,2,0000002,C00000,", "9,1,0000001,C00000,", NULL});
    S_file("U2", "shobyoTeatekin",
           SHOBYO("1", "0000001", "20170401", "20170415", "60000") /**/
           SHOBYO("1", "0000003", "20170401", "20170415", "60000") /* no 資格情報 */
           SHOBYO("1", "0000002", "20160331", "20160415", "60000") /* before there was a 資格 */
           SHOBYO("1", "0000002", "20170220", "20170228", "60000") /**/
           SHOBYO("2", "0000001", "20170401", "20170420", "80000"),
           (const char *[]){"1,1,0000001,C00000,", "2,1,0000003,P40004,", "3,1,0000002,P40005,",
                            "4,1,0000002,C00000,", "5,2,0000001,C00000,", NULL});
    ck_assert_int_eq(S_sent("fileKanryo"), 2);
}
END_TEST

/* The warnings of a file, all of them; "" when there are none. */
static const char *S_keikoku(const char *uketsuke)
{
    char text[4096];
    FILE *f = fopen(arena_printf(a, "%s/%s-keikoku.csv", store_spool(w.store), uketsuke), "r");
    size_t n = f ? fread(text, 1, sizeof text, f) : 0;
    if (f)
        fclose(f);
    return arena_strndup(a, text, n);
}

static void S_one_benefit(void)
{
    S_people(2);
    S_file("U1", "shikakuJoho",
           SHIKAKU("1", "0000001", "20160401", "") SHIKAKU("1", "0000002", "20160401", ""),
           (const char *[]){"1,1,0000001,C00000,", "2,1,0000002,C00000,", NULL});
    S_file("U2", "shobyoTeatekin", SHOBYO("1", "0000001", "20170401", "20170415", "60000"),
           (const char *[]){"1,1,0000001,C00000,", NULL});
}

#define LEFT(edaban, rest) ",,," edaban "," rest

/* What a row leaves behind refuses none, and is told at the end if no later row has mended it: in either
 * order of a correction, once. */
START_TEST(test_left_behind)
{
    static const struct {
        const char *rows, *want;
    } files[] = {
        {SHIKAKU("3", "0000001", "20160401", "") SHIKAKU("1", "0000001", "20160402", ""), ""},
        {SHIKAKU("1", "0000001", "20160401", "") SHIKAKU("3", "0000001", "20160402", ""), ""},
        {SHIKAKU("1", "0000001", "20160402", "") SHIKAKU("1", "0000002", "20150401", "20160401"),
         LEFT("0000001", "shikakuKasanari,P40009,資格期間,同じ人の資格期間が重なっています。項目「資格期間」 "
                         "期待: 他の資格期間と重ならない期間、実際: 20160401〜 と 20160402〜")},
        {SHIKAKU("3", "0000001", "20160402", "") SHIKAKU("1", "0000002", "20140401", "20150401"), ""},
        {SHIKAKU("2", "0000002", "20160401", "20170501") SHIKAKU("3", "0000001", "20160401", ""),
         LEFT("0000001",
              "fukuhonNokori,P40006,資格期間,他の副本が資格の外に残っています。項目「資格期間」 "
              "期待: 傷病手当金 20170401〜20170415 の間の資格（喪失後は健保法104条〜106条の範囲）、実際: "
              "資格情報がない")},
        {SHIKAKU("2", "0000002", "20160401", "20170502") SHIKAKU("2", "0000002", "20160401", ""), ""},
    };
    S_one_benefit();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const char *uketsuke = arena_printf(a, "V%zu", i), *want = files[i].want;
        char shori[2][2] = {{files[i].rows[0]}, {strchr(files[i].rows, '\n')[1]}};
        S_file(
            uketsuke, "shikakuJoho", files[i].rows,
            (const char *[]){arena_printf(a, "1,%s,", shori[0]), arena_printf(a, "2,%s,", shori[1]), NULL});
        ck_assert_int_eq(S_get(uketsuke).err_count, 0);
        ck_assert_str_eq(S_keikoku(uketsuke), *want ? arena_printf(a, "%s\r\n", want) : "");
    }
}
END_TEST

/* Once the end was told, and no mark is left, what comes about is the next file's to tell. */
static void S_left_meanwhile(void)
{
    const struct chukan_nokori mark = {INSURER, "0000002", "shikakuJoho", "20150401", 1};
    struct tx *tx = tx_writer(w.store, DB_CHUKAN);
    const char *marked = NULL;
    ck_assert(tx_begin(tx) == ST_OK && chukan_nokori_next(tx, INSURER, "", a, &marked) == ST_OK);
    bool told = S_get("V1").state != TORIKOMI_KANRYO && S_get("V1").next_line > 2 && !marked;
    ck_assert((!told || chukan_nokori_put(tx, &mark) == ST_OK) && tx_commit(tx) == ST_OK);
}

/* Told once, and no more, wherever the daemon dies. */
START_TEST(test_left_death)
{
    static const char rows[] =
        SHIKAKU("3", "0000001", "20160401", "") SHIKAKU("1", "0000002", "20150401", "");
    S_one_benefit();
    int before = w.writes;
    S_put("V1", "shikakuJoho", rows);
    loader_run(&w, "V1", &why);
    int writes = w.writes - before;
    const char *want = strdup(S_keikoku("V1"));
    ck_assert_msg(strstr(want, "P40006") && strstr(want, "P40009"), "%s", want);
    for (int at = 1; at <= writes; at++)
        for (enum death how = BEFORE_COMMIT; how <= AFTER_COMMIT; how++) {
            S_teardown();
            S_setup();
            S_one_benefit();
            S_put("V1", "shikakuJoho", rows);
            w.dies_at = w.writes + at;
            w.death = how;
            loader_run(&w, "V1", &why);
            S_left_meanwhile();
            loader_run(&w, "V1", &why);
            ck_assert_int_eq(S_get("V1").state, TORIKOMI_KANRYO);
            ck_assert_str_eq(S_keikoku("V1"), want);
        }
    free((char *)want);
}
END_TEST

/* Rows that would end otherwise if one were applied twice or not at all. */
static char *S_many(void)
{
    struct buf in = BUF_INIT;
    for (int i = 1; i <= PEOPLE; i++) {
        const char *shori = i % 5 == 0 ? "3" : i % 7 == 0 ? "2" : "1";
        int edaban = i % 5 == 0 || i % 7 == 0 ? i - 1 : i % 11 == 0 ? PEOPLE + i : i;
        buf_addf(&in, "%s,%s,%07d,１,%d,1,20160401,%s,,%s,0\r\n", shori, INSURER, edaban, i,
                 i % 7 == 0 ? "20170401" : "", i % 13 == 0 ? "7" : "0");
    }
    ck_assert(buf_ok(&in));
    return in.data;
}

/* Half a line that no transaction counts, as a daemon leaves it that dies while it writes. */
static void S_half_a_line(void)
{
    int fd = open(arena_printf(a, "%s/U1.out", store_spool(w.store)), O_WRONLY | O_APPEND);
    if (fd >= 0 && S_get("U1").state == TORIKOMI_SHORICHU)
        ck_assert_int_eq(write(fd, "9999,1,0", 8), 8);
    if (fd >= 0)
        close(fd);
}

START_TEST(test_death)
{
    char *in = S_many();
    S_people(PEOPLE);
    S_put("U1", "shikakuJoho", in);
    loader_run(&w, "U1", &why);
    struct buf whole = S_result("U1");
    struct torikomi first = S_get("U1");
    char rows[65], counter[65];
    snprintf(rows, sizeof rows, "%s", S_table("fukuhon"));
    snprintf(counter, sizeof counter, "%s", S_table("counter"));
    int writes = w.writes;
    ck_assert_int_eq(first.ok_count + first.err_count, PEOPLE);
    ck_assert(first.ok_count > PEOPLE / 2 && first.err_count > PEOPLE / 10);
    ck_assert_int_ge(writes, CHUNKS + 2); /* and start, and finish */
    for (int at = 1; at <= writes; at++)
        for (enum death how = BEFORE_COMMIT; how <= AFTER_COMMIT; how++) {
            S_teardown();
            S_setup();
            S_people(PEOPLE);
            S_put("U1", "shikakuJoho", in);
            w.dies_at = at;
            w.death = how;
            loader_run(&w, "U1", &why);
            S_half_a_line();
            loader_run(&w, "U1", &why);
            struct torikomi t = S_get("U1");
            ck_assert_int_eq(t.state, TORIKOMI_KANRYO);
            ck_assert(t.ok_count == first.ok_count && t.err_count == first.err_count);
            struct buf have = S_result("U1");
            ck_assert(have.len == whole.len && memcmp(have.data, whole.data, have.len) == 0);
            buf_release(&have);
            ck_assert_str_eq(S_table("fukuhon"), rows);
            ck_assert_str_eq(S_table("counter"), counter);
            ck_assert_int_eq(S_sent("fileKanryo"), 1);
        }
    buf_release(&whole);
    free(in);
}
END_TEST

/* Stops between chunks when the world says so, and goes on at the cursor. */
START_TEST(test_stop)
{
    char *in = S_many();
    S_people(PEOPLE);
    S_put("U1", "shikakuJoho", in);
    int64_t line = 1;
    int runs = 0, moved = 0;
    while (S_get("U1").state < TORIKOMI_KANRYO) {
        w.asked = 0;
        w.stop_after = 1;
        loader_run(&w, "U1", &why);
        struct torikomi t = S_get("U1");
        ck_assert_int_ge(t.next_line, line);
        ck_assert_int_eq(t.ok_count + t.err_count, t.next_line - 1);
        moved += t.next_line > line && t.next_line <= PEOPLE;
        line = t.next_line;
        ck_assert_int_lt(++runs, 10);
    }
    ck_assert_int_ge(moved, 1);
    ck_assert_int_eq(line, PEOPLE + 1);
    ck_assert_int_eq(S_sent("fileKanryo"), 1);
    free(in);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/load/fukuhon_file");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_set_timeout(t, 50);
    tcase_add_test(t, test_refused_in_the_middle);
    tcase_add_test(t, test_left_behind);
    tcase_add_test(t, test_left_death);
    tcase_add_test(t, test_death);
    tcase_add_test(t, test_stop);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
