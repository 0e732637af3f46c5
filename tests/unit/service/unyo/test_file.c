/* file.*: upload with its refusals, 処理ステータス, list, result, the ways on (here, 中間サーバー), and the
 * sweep. */
#include <fcntl.h>

#include "base/file_name.h"
#include "service/unyo/desk.h"

#include "store/torikomi.h"
#include "store/unyo_uketsuke.h"

static struct upload up;

/* file.upload of a file of `size` bytes that lies in the spool. */
static enum status S_upload(const char *shubetsu, const char *file_mei, int64_t size)
{
    const struct op *op = op_find("file", 4, "upload");
    const struct upload *naiyo = &up;
    char *path = arena_printf(desk.arena, "%s/tmp-1", desk.call.spool);
    FILE *f = fopen(path, "w");
    for (int64_t i = 0; i < size; i++)
        fputc('x', f);
    fclose(f);
    up = (struct upload){.path = path, .size = size, .sha256 = "abc"};
    void *req = arena_alloc(desk.arena, op->request_size), *rep = arena_alloc(desk.arena, op->reply_size);
    desk_set(op->request, req, "shubetsu", shubetsu);
    desk_set(op->request, req, "fileMei", file_mei);
    desk_set(op->request, req, "naiyo", naiyo);
    desk.op = op;
    desk.reply = rep;
    desk.call.uketsuke = NULL;
    desk_begin(DB_UNYO);
    return desk_end(op->run(&desk.call, req, rep));
}

static bool S_in_spool(const char *name)
{
    return access(arena_printf(desk.arena, "%s/%s", desk.call.spool, name), F_OK) == 0;
}

static enum status S_status(const char *uketsuke, const char *jotai)
{
    enum status st = desk_run("file", "getStatus", "uketsukeBango", uketsuke, NULL);
    if (jotai)
        ck_assert_str_eq(desk_text("jotai"), jotai);
    return st;
}

#define NO1 "U06139992N0000001"

static const char *halted_have; /* what is wrong with a file that halts */

/* What world/load/loader does with the file that is due; false: none is. */
static bool S_load(enum db db, bool halt)
{
    struct torikomi t;
    struct torikomi_todo *todo;
    size_t n;
    bool found;
    struct tx *tx = desk_begin(db);
    ck_assert_int_eq(torikomi_todo(tx, desk.call.now, desk.arena, &todo, &n), ST_OK);
    if (!n) {
        tx_rollback(tx);
        return false;
    }
    ck_assert_int_eq(torikomi_get(tx, todo->uketsuke, desk.arena, &t, &found), ST_OK);
    ck_assert_str_eq(t.encoding, "CP932");
    ck_assert_str_eq(t.hokensha, INSURER_A);
    ck_assert_int_eq(torikomi_start(tx, &t, 3), ST_OK);
    desk_end(ST_OK);
    ck_assert_int_eq(S_status(t.uketsuke, "処理中"), ST_PENDING);
    ck_assert_int_eq(desk_run("file", "getResult", "uketsukeBango", t.uketsuke, NULL), ST_UKETSUKE_BUSY);
    tx = desk_begin(db);
    if (halt) {
        struct diag why = DIAG_INIT;
        diag_set(&why, ST_FILE_CHARSET, "2行目", "CP932", halted_have);
        ck_assert_int_eq(torikomi_halt(tx, &t, &why), ST_OK);
    } else {
        struct torikomi next = t;
        next.out_offset = 77;
        next.next_line = 4;
        next.ok_count = 2;
        next.err_count = 1;
        ck_assert_int_eq(torikomi_advance(tx, &t, &next), ST_OK);
        ck_assert_int_eq(torikomi_finish(tx, &t, "feed", 77), ST_OK);
    }
    ck_assert_int_eq(bulk_find(t.shubetsu)->done(&desk.call, &t), ST_OK);
    desk_end(ST_OK);
    return true;
}

START_TEST(test_to_the_end)
{
    ck_assert_int_eq(S_upload("kanyushaToroku", "加入者.csv", 5), ST_OK);
    ck_assert_str_eq(desk.call.uketsuke, NO1);
    ck_assert_int_eq(desk_int("size"), 5);
    ck_assert_str_eq(desk_text("sha256"), "abc");
    ck_assert_int_eq(up.taken, 1);
    ck_assert(S_in_spool(NO1 ".in") && !S_in_spool("tmp-1"));
    ck_assert_int_eq(S_status(NO1, "受付済"), ST_PENDING);
    ck_assert(S_load(DB_UNYO, false));
    ck_assert_int_eq(S_status(NO1, "処理完了"), ST_OK);
    ck_assert_int_eq(desk_int("gyoSu"), 3);
    ck_assert_int_eq(desk_int("seijoSu"), 2);
    ck_assert_int_eq(desk_int("ijoSu"), 1);
    ck_assert_str_eq(desk_text("kanryoAt"), "2017-05-08T09:00:00+09:00");
    ck_assert_ptr_null(desk_text("riyu"));
    ck_assert_int_eq(desk_run("file", "getResult", "uketsukeBango", NO1, NULL), ST_OK);
    ck_assert_str_eq(desk_text("fileMei"), "加入者-kekka.csv");
    ck_assert_str_eq(desk_text("sha256"), "feed");
    ck_assert_int_eq(desk_int("size"), 77);
    const char *path = desk_text("naiyo"); /* path is the first member of struct download */
    ck_assert_str_eq(strrchr(path, '/') + 1, NO1 "-kekka.csv");
    ck_assert(!S_load(DB_UNYO, false));
}
END_TEST

static void S_halted(const char *have)
{
    halted_have = have;
    ck_assert_int_eq(S_upload("kanyushaToroku", "a.csv", 5), ST_OK);
    ck_assert(S_load(DB_UNYO, true));
    ck_assert_int_eq(S_status(NO1, NULL), ST_FILE_HALTED);
    ck_assert_str_eq(desk.diag.item, "2行目");
    ck_assert_str_eq(desk.diag.want, "CP932");
    ck_assert_ptr_nonnull(strstr(desk.diag.have, "読めないバイト"));
    ck_assert_ptr_nonnull(strstr(desk.diag.have, status_info(ST_FILE_CHARSET)->code));
    ck_assert_int_eq(desk_run("file", "getResult", "uketsukeBango", NO1, NULL), ST_FILE_HALTED);
    ck_assert_int_eq(desk_run("file", "list", "jotai", "処理中止", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
}

START_TEST(test_halted)
{
    S_halted("読めないバイト");
}
END_TEST

/* However long what was had is, why is told by its code. */
START_TEST(test_halted_long)
{
#define X100                                                                                                 \
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
    S_halted("読めないバイト" X100 X100 X100);
}
END_TEST

START_TEST(test_refused)
{
    char hundred[304] = "", *p = hundred;
    for (int i = 0; i < 97; i++, p += 3)
        memcpy(p, "あ", 4);
    memcpy(p, ".csv", 5);
    const struct {
        const char *shubetsu, *file_mei;
        int64_t size;
        enum status st;
    } cases[] = {
        {"nothing", "a.csv", 1, ST_FILE_KIND},           {NULL, "a.csv", 1, ST_FILE_KIND},
        {"kanyushaToroku", "", 1, ST_FILE_NAME},         {"kanyushaToroku", NULL, 1, ST_FILE_NAME},
        {"kanyushaToroku", "../a.csv", 1, ST_FILE_NAME}, {"kanyushaToroku", "a\\b.csv", 1, ST_FILE_NAME},
        {"kanyushaToroku", "..", 1, ST_FILE_NAME},       {"kanyushaToroku", "a.txt", 1, ST_FILE_NAME},
        {"kanyushaToroku", "a\nb.csv", 1, ST_FILE_NAME}, {"kanyushaToroku", hundred, 1, ST_FILE_NAME},
        {"kanyushaToroku", "a.csv", 0, ST_FILE_EMPTY},   {"kanyushaToroku", hundred + 3, 1, ST_OK},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(S_upload(cases[i].shubetsu, cases[i].file_mei, cases[i].size), cases[i].st);
        ck_assert_int_eq(up.taken, cases[i].st == ST_OK);
    }
    ck_assert_str_eq(desk.call.uketsuke, NO1); /* a refusal takes no number */
    desk.caller.rights.sosa = SOSA_BIT(SOSA_FUKUHON_TOROKU);
    ck_assert_int_eq(S_upload("kanyushaToroku", "a.csv", 1), ST_NO_ROLE);
    ck_assert_int_eq(S_upload("shikakuJoho", "a.csv", 1), ST_OK);
    ck_assert_int_eq(S_status("U06139992N0000009", NULL), ST_UKETSUKE_NONE);
    desk_as(INSURER_B);
    ck_assert_int_eq(S_status(NO1, NULL), ST_UKETSUKE_NONE);
    ck_assert_int_eq(desk_run("file", "getResult", "uketsukeBango", NO1, NULL), ST_UKETSUKE_NONE);
    ck_assert_int_eq(desk_run("file", "list", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
}
END_TEST

/* Every rule at once, and the kinds that there are, whatever was sent in their place. */
START_TEST(test_told)
{
#define NAMES "終わりが .csv か .xml（まとめた ZIP は .zip）、" FILE_NAME_WANT
    static const struct {
        const char *shubetsu, *file_mei, *want, *have;
    } cases[] = {
        {"kanyushaToroku", "a?.txt", NAMES, "a?.txt（2文字めが「?」）"},
        {"kanyushaToroku", "a.txt", NAMES, "a.txt"},
        {"kanyushaToroku", "a\tb.csv", NAMES, "a〔タブ〕b.csv（2文字めが「〔タブ〕」）"},
        {"kanyushaToroku", "", NAMES, "空"},
        {"kanyushaToroku", "a:b.zip", FILE_NAME_WANT, "a:b.zip（2文字めが「:」）"},
        {"加入者登録", "a.csv", NULL, "加入者登録"},
        {"", "a.csv", NULL, "空"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        S_upload(cases[i].shubetsu, cases[i].file_mei, 1);
        if (cases[i].want)
            ck_assert_str_eq(desk.call.diag->want, cases[i].want);
        else
            ck_assert(strstr(desk.call.diag->want, "kanyushaToroku,"));
        ck_assert_str_eq(desk.call.diag->have, cases[i].have);
    }
    ck_assert_int_eq(desk_run("file", "list", "shubetsu", "加入者登録", NULL), ST_FILE_KIND);
    ck_assert(strstr(desk.call.diag->want, "kanyushaToroku,"));
}
END_TEST

START_TEST(test_list)
{
    ck_assert_int_eq(S_upload("kanyushaToroku", "a.csv", 1), ST_OK);
    ck_assert_int_eq(S_upload("shikakuJoho", "b.csv", 1), ST_OK);
    desk.call.now += 86400;
    desk_as(INSURER_B); /* another's moves no number, and is in no list */
    ck_assert_int_eq(S_upload("kanyushaToroku", "d.csv", 1), ST_OK);
    ck_assert_str_eq(desk.call.uketsuke, "U06139984N0000001");
    desk_as(INSURER_A);
    ck_assert_int_eq(S_upload("kanyushaToroku", "c.csv", 1), ST_OK);
    ck_assert_str_eq(desk.call.uketsuke, "U06139992N0000003");
    ck_assert_int_eq(desk_run("file", "list", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 3);
    ck_assert_str_eq(desk_item_text(0, "fileMei"), "a.csv");
    ck_assert_str_eq(desk_item_text(2, "uketsukeBango"), "U06139992N0000003");
    ck_assert_int_eq(desk_run("file", "list", "shubetsu", "kanyushaToroku", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    ck_assert_int_eq(desk_run("file", "list", "jotai", "処理完了", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
}
END_TEST

/* A 副本 file: to the 中間サーバー and back, each message twice. */
START_TEST(test_forward)
{
    for (int halt = 0; halt < 2; halt++) {
        const char *no = halt ? "U06139992N0000002" : NO1;
        ck_assert_int_eq(S_upload("shikakuJoho", "s.csv", 9), ST_OK);
        ck_assert_int_eq(S_status(no, "受付済"), ST_PENDING);
        ck_assert(!S_load(DB_UNYO, false));
        desk_step("fileUketsuke");
        ck_assert_int_eq(S_status(no, "処理中"), ST_PENDING);
        ck_assert(S_load(DB_CHUKAN, halt));
        desk_step("fileKanryo");
        if (halt) {
            ck_assert_int_eq(S_status(no, NULL), ST_FILE_HALTED);
            ck_assert_str_eq(desk.diag.item, "2行目");
            continue;
        }
        ck_assert_int_eq(S_status(no, "処理完了"), ST_OK);
        ck_assert_int_eq(desk_int("seijoSu"), 2);
        ck_assert_int_eq(desk_run("file", "getResult", "uketsukeBango", no, NULL), ST_OK);
        ck_assert_int_eq(desk_int("size"), 77);
        ck_assert_str_eq(desk_text("sha256"), "feed");
    }
}
END_TEST

START_TEST(test_by_time)
{
    struct outbox_item item;
    struct torikomi_todo *todo;
    size_t n;
    desk.policy.work[WORK_IKKATSU] = (struct progression){.how = PROGRESS_TIME, .seconds = 30};
    ck_assert_int_eq(S_upload("kanyushaToroku", "a.csv", 1), ST_OK);
    ck_assert_int_eq(S_upload("shikakuJoho", "b.csv", 1), ST_OK);
    desk.call.now += 29;
    ck_assert(!desk_peek(DB_UNYO, &item));
    ck_assert_int_eq(torikomi_todo(tx_writer(desk.store, DB_UNYO), desk.call.now, desk.arena, &todo, &n),
                     ST_OK);
    ck_assert_int_eq(n, 0);
    desk.call.now += 1;
    ck_assert(desk_peek(DB_UNYO, &item));
    ck_assert(S_load(DB_UNYO, false));
}
END_TEST

START_TEST(test_by_hand)
{
    const char *json;
    desk.policy.work[WORK_IKKATSU] = (struct progression){.how = PROGRESS_MANUAL, .polls = 2};
    ck_assert_int_eq(S_upload("kanyushaToroku", "a.csv", 1), ST_OK);
    ck_assert_int_eq(S_status(NO1, "受付済"), ST_PENDING);
    ck_assert(!S_load(DB_UNYO, false));
    desk.call.unsettled = true; /* what others have begun comes first */
    ck_assert_int_eq(S_status(NO1, NULL), ST_BUSY);
    ck_assert(desk.call.again && !S_load(DB_UNYO, false));
    desk.call.unsettled = desk.call.again = false;
    ck_assert_int_eq(S_status(NO1, "受付済"), ST_PENDING);
    ck_assert(S_load(DB_UNYO, false));
    desk.policy.work[WORK_IKKATSU].polls = 0;
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(S_upload(i ? "kanyushaToroku" : "shikakuJoho", "b.csv", 1), ST_OK);
    for (int i = 0; i < 9; i++)
        ck_assert_int_eq(S_status("U06139992N0000003", "受付済"), ST_PENDING);
    ck_assert(!S_load(DB_UNYO, false));
    ck_assert_int_eq(desk_operate("ikkatsu-start", "{\"uketsukeBango\":\"U06139992N0000009\"}", NULL),
                     ST_UKETSUKE_NONE);
    ck_assert_int_eq(desk_operate("ikkatsu-start", "{", NULL), ST_CONTROL);
    ck_assert_int_eq(desk_operate("ikkatsu-start", "{\"uketsukeBango\":\"U06139992N0000003\"}", &json),
                     ST_OK);
    ck_assert_str_eq(json, "{\"started\":1}");
    ck_assert_int_eq(desk_operate("ikkatsu-start", "{}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"started\":2}");
    const struct concerns *t = &desk.call.concerns;
    ck_assert_str_eq(t->action, "ikkatsu-start");
    ck_assert_uint_eq(t->each_n, 2);
    ck_assert_str_eq(t->each[0].hokensha, INSURER_A);
    ck_assert_str_eq(t->each[0].uketsuke, "U06139992N0000002");
    ck_assert_str_eq(t->each[1].uketsuke, "U06139992N0000004");
    ck_assert_int_eq(desk_operate("ikkatsu-start", "{}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"started\":0}");
    ck_assert(S_load(DB_UNYO, false));
    ck_assert(S_load(DB_UNYO, false));
    desk_step("fileUketsuke");
}
END_TEST

START_TEST(test_sweep)
{
    static const char *const strays[] = {"U06139992N0000002.in", "tmp-2", "upload.XXXX",
                                         "U06139992N00000011.in", "U"};
    ck_assert_int_eq(S_upload("kanyushaToroku", "a.csv", 1), ST_OK);
    for (size_t i = 0; i < sizeof strays / sizeof *strays; i++)
        fclose(fopen(arena_printf(desk.arena, "%s/%s", desk.call.spool, strays[i]), "w"));
    fclose(fopen(arena_printf(desk.arena, "%s/" NO1 "-kekka.csv", desk.call.spool), "w"));
    ck_assert_int_eq(uketsuke_sweep(tx_writer(desk.store, DB_UNYO), desk.call.spool), ST_OK);
    for (size_t i = 0; i < sizeof strays / sizeof *strays; i++)
        ck_assert_msg(!S_in_spool(strays[i]), "%s", strays[i]);
    ck_assert(S_in_spool(NO1 ".in"));
    ck_assert(S_in_spool(NO1 "-kekka.csv"));
    ck_assert_int_eq(uketsuke_sweep(tx_writer(desk.store, DB_UNYO), "/nonexistent/spool"), ST_OK);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {
        test_to_the_end, test_halted,  test_halted_long, test_refused, test_told, test_list,
        test_forward,    test_by_time, test_by_hand,     test_sweep,   NULL};
    return desk_main("file", tests);
}
