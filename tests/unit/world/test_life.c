/* What lies in a world's folder: each kind of damage is refused with the name of what is wrong while the
 * others start; nothing is made anew; reset and drop heal; what a killed daemon left is swept. */
#include <errno.h>
#include <stdatomic.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "world/lot9.h"

#define IN "data/worlds/lot9/"

/* How the folder of lot9, with a world of two generations' history, is spoilt; @: that folder. */
static const struct {
    const char *spoil, *item, *have;
    const char *kept; /* what must still be missing or empty after the start; "": nothing to look at */
} kinds[] = {
    {"rm @/gen-2/unyo.db", "gen-2/unyo.db", "ファイルがありません", "gen-2/unyo.db"},
    {"rm @/gen-2/chukan.db", "gen-2/chukan.db", "ファイルがありません", "gen-2/chukan.db"},
    {"rm @/gen-2/kanri.db", "gen-2/kanri.db", "ファイルがありません", "gen-2/kanri.db"},
    {"rm @/gen-2/gaibu.db", "gen-2/gaibu.db", "ファイルがありません", "gen-2/gaibu.db"},
    {": >@/gen-2/unyo.db", "gen-2/unyo.db", "空のファイルです", ""},
    {": >@/gen-2/chukan.db", "gen-2/chukan.db", "空のファイルです", ""},
    {": >@/gen-2/kanri.db", "gen-2/kanri.db", "空のファイルです", ""},
    {": >@/gen-2/gaibu.db", "gen-2/gaibu.db", "空のファイルです", ""},
    {"yes no database | head -c 50000 >@/gen-2/unyo.db", "gen-2/unyo.db", "データベースが破損しています", ""},
    {"printf x >@/gen-2/kanri.db", "gen-2/kanri.db", "表がありません", ""},
    {"truncate -s -4096 @/gen-2/chukan.db", "gen-2/chukan.db", "破損しています", ""},
    {"truncate -s 512 @/gen-2/gaibu.db", "gen-2/gaibu.db", "破損しています", ""},
    {"cd @/gen-2 && rm unyo.db && sqlite3 unyo.db 'CREATE TABLE x (y)'", "gen-2/unyo.db", "表がありません",
     ""},
    {"cp @/gen-2/gaibu.db @/gen-2/unyo.db", "gen-2/unyo.db", "別の版の chukand が作った表", ""},
    {"rm @/gen-2/kanri.db && mkdir @/gen-2/kanri.db", "gen-2/kanri.db", "ファイルではありません", ""},
    {"rm -r @/gen-2/spool", "gen-2/spool", "ファイルまたはフォルダーがありません", "gen-2/spool"},
    {"rm -r @/gen-2/spool && touch @/gen-2/spool", "gen-2/spool", "フォルダーではありません", ""},
    {"rm @/current", "current", "ファイルがありません", "current"},
    {": >@/current", "current", "読めない内容です", ""},
    {"echo two >@/current", "current", "読めない内容です", ""},
    {"echo 0 >@/current", "current", "読めない内容です", ""},
    {"echo -2 >@/current", "current", "読めない内容です", ""},
    {"echo '2 3' >@/current", "current", "読めない内容です", ""},
    {"echo 99999999999999999999999 >@/current", "current", "読めない内容です", ""},
    {"seq 1000 >@/current", "current", "超えています", ""},
    {"rm @/current && mkdir @/current", "current", "フォルダーです", ""},
    {"echo 9 >@/current", "gen-9", "ありません", "gen-9"},
    {"mv @/gen-2 @/gen-1", "gen-2", "ありません", "gen-2"},
    {"rm -r @/gen-2 && touch @/gen-2", "gen-2", "ありません", ""},
    {"rm -r @ && touch @", "lot9", "フォルダーではありません", ""},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void S_second_generation(void)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"generation\":2");
    ck_assert_int_eq(lot9_put("kept"), ST_OK);
    lot9_close();
}

static void S_spoil(int kind)
{
    char command[800] = "";
    for (const char *p = kinds[kind].spoil; *p; p++) {
        size_t n = strlen(command);
        if (*p == '@')
            snprintf(command + n, sizeof command - n, "%s", temp_path("data/worlds/lot9"));
        else
            snprintf(command + n, sizeof command - n, "%c", *p);
    }
    ck_assert_msg(system(command) == 0, "%s", command);
}

/* It is refused by name, the other world works, and the folder is as it was found. */
static void S_refused(int kind)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    ck_assert_ptr_null(w);
    ck_assert(world_refused("lot9", &d));
    ck_assert_int_eq(d.status, ST_WORLD_BROKEN);
    ck_assert_msg(strcmp(d.item, kinds[kind].item) == 0 && strstr(d.have, kinds[kind].have), "%d: %s: %s",
                  kind, d.item, d.have);
    ck_assert_msg(strstr(d.have, "ワールド lot9: "), "%s", d.have);
    ck_assert(lot9_said(kinds[kind].item) && lot9_said("lot9: "));
    ck_assert(!world_refused("lot8", &d) && !world_refused("lot", &d) && !world_refused("lot99", &d));
    struct world *other = world_find("lot8", 4);
    ck_assert_ptr_nonnull(other);
    ck_assert_int_eq(lot9_put_in(other, "other"), ST_OK);
    world_release(other);
    ck_assert_int_eq(sim_worlds_list(&json), ST_OK);
    ck_assert_msg(strstr(json.data, "{\"name\":\"lot8\",\"lot\":\"9\",\"generation\":"), "%s", json.data);
    ck_assert_msg(strstr(json.data, "},{\"name\":\"lot9\",\"broken\":{\"code\":\"C90007\",\"item\":\""), "%s",
                  json.data);
    ck_assert_msg(strstr(json.data, kinds[kind].item), "%s", json.data);
    buf_release(&json);
    char path[80];
    snprintf(path, sizeof path, IN "%s", kinds[kind].kept);
    ck_assert_msg(!kinds[kind].kept[0] || !lot9_there(path), "%s was made anew", path);
}

START_TEST(test_refused)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_second_generation();
    S_spoil(_i);
    lot9_open();
    S_refused(_i);
    lot9_json(json_create("{\"name\":\"lot9\",\"fixture\":\"lot8\"}", &json, &d), ST_CONTROL, &json, NULL);
    /* the second start finds what the first one found */
    lot9_close();
    lot9_open();
    S_refused(_i);
}
END_TEST

/* A reset makes a generation that none before it was; what lay there goes only then. */
START_TEST(test_healed)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_second_generation();
    S_spoil(_i);
    lot9_open();
    bool file = strcmp(kinds[_i].item, "lot9") == 0; /* no folder to make it in */
    lot9_json(json_heal("lot9", worlds_epoch(), "{\"keep\":[\"clock\"]}", &json, &d), ST_CONTROL, &json,
              NULL);
    lot9_json(json_heal("lot9", worlds_epoch(), "{\"keeps\":1}", &json, &d), ST_CONTROL, &json, NULL);
    ck_assert(world_refused("lot9", &d));
    enum status st = json_heal("lot9", worlds_epoch(), "{\"keep\":[\"journal\"]}", &json, &d);
    if (file) {
        ck_assert_int_eq(st, ST_SETUP);
        buf_release(&json);
        lot9_json(sim_world_drop("lot9", worlds_epoch(), &json, &d), ST_OK, &json, "\"dropped\":\"lot9\"");
        lot9_json(json_create("{\"name\":\"lot9\",\"fixture\":\"lot9\"}", &json, &d), ST_OK, &json, NULL);
    } else {
        lot9_json(st, ST_OK, &json, "{\"world\":\"lot9\",\"generation\":");
    }
    ck_assert(!world_refused("lot9", &d));
    w = world_find("lot9", 4);
    ck_assert_ptr_nonnull(w);
    ck_assert(!lot9_has("kept"));
    ck_assert_int_eq(lot9_put("healed"), ST_OK);
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, NULL); /* it is a world like any other */
    ck_assert(!lot9_has("healed"));
    ck_assert_int_eq(lot9_put("again"), ST_OK);
    lot9_close();
    lot9_open();
    ck_assert(lot9_has("again"));
}
END_TEST

START_TEST(test_dropped)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_second_generation();
    S_spoil(_i);
    lot9_open();
    lot9_json(sim_world_drop("lot9", worlds_epoch(), &json, &d), ST_OK, &json, "\"dropped\":\"lot9\"");
    ck_assert(!world_refused("lot9", &d) && !lot9_there("data/worlds/lot9"));
    lot9_json(sim_world_drop("lot9", worlds_epoch(), &json, &d), ST_NO_SUCH_WORLD, &json, NULL);
    lot9_json(json_heal("lot9", worlds_epoch(), "{}", &json, &d), ST_NO_SUCH_WORLD, &json, NULL);
    lot9_close();
    lot9_open(); /* a fixture without data is a fresh world */
    ck_assert_ptr_nonnull(w);
    ck_assert(!lot9_has("kept"));
}
END_TEST

/* A request whose first line was read before the world of that name began takes nothing of it: neither of the
 * one that another has healed or created since, nor of a generation that a reset has begun. */
START_TEST(test_late)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    if (_i == 0) { /* refused until it is healed */
        lot9_close();
        lot9_shell("rm -rf %s %s", temp_path(IN "gen-1/unyo.db"), temp_path(IN "gen-2"));
        lot9_open();
        ck_assert(world_refused("lot9", &d));
    }
    const uint64_t before = worlds_epoch();
    if (_i == 0) {
        lot9_json(json_heal("lot9", before, "{}", &json, &d), ST_OK, &json, "\"generation\":2");
    } else if (_i == 1) {
        lot9_json(sim_world_drop("lot9", before, &json, &d), ST_OK, &json, NULL);
        lot9_json(json_create("{\"name\":\"lot9\",\"fixture\":\"lot9\"}", &json, &d), ST_OK, &json, NULL);
    } else {
        lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"generation\":2");
    }
    world_release(w);
    w = world_find("lot9", 4);
    ck_assert_ptr_nonnull(w);
    ck_assert_int_eq(lot9_put("kept"), ST_OK);
    lot9_json(json_heal("lot9", before, "{}", &json, &d), ST_RESET, &json, NULL);
    lot9_json(sim_world_drop("lot9", before, &json, &d), ST_RESET, &json, NULL);
    ck_assert(lot9_has("kept"));
    lot9_close();
    lot9_open();
    ck_assert(w && lot9_has("kept"));
}
END_TEST

static uint64_t at_once; /* the epoch of two requests that come at once */

static void *S_heals(void *cls)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    *(enum status *)cls = json_heal("lot9", at_once, "{}", &json, &d);
    buf_release(&json);
    return NULL;
}

static void *S_drops(void *cls)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    *(enum status *)cls = sim_world_drop("lot9", at_once, &json, &d);
    buf_release(&json);
    return NULL;
}

/* Two resets of a refused world at once: one heals it, the other one belongs to nothing that is left. A reset
 * and a drop: the world is gone, unless the reset came first. */
START_TEST(test_at_once)
{
    struct diag d = DIAG_INIT;
    enum status st[2];
    pthread_t t;
    lot9_close();
    lot9_shell("rm -rf %s %s", temp_path(IN "gen-1/unyo.db"), temp_path(IN "gen-2"));
    lot9_open();
    at_once = worlds_epoch();
    ck_assert_int_eq(pthread_create(&t, NULL, _i ? S_drops : S_heals, &st[0]), 0);
    S_heals(&st[1]);
    pthread_join(t, NULL);
    w = world_find("lot9", 4);
    bool dropped = _i && st[0] == ST_OK;
    ck_assert_msg(dropped ? st[1] == ST_NO_SUCH_WORLD : (st[0] == ST_OK) != (st[1] == ST_OK), "%s %s",
                  status_info(st[0])->name, status_info(st[1])->name);
    ck_assert(dropped || st[0] == ST_RESET || st[1] == ST_RESET);
    ck_assert(!world_refused("lot9", &d) && (w == NULL) == dropped);
    ck_assert_int_eq(lot9_there(IN "gen-2"), !dropped);
    if (w)
        ck_assert_int_eq(world_still(w, 2, &d), ST_OK);
}
END_TEST

/* A log that kill -9 left, and a database that lost its end since. */
START_TEST(test_cut_behind_the_log)
{
    struct diag d = DIAG_INIT;
    char command[600];
    for (int i = 0; i < 400; i++) {
        char key[300];
        snprintf(key, sizeof key, "%0280d", i);
        ck_assert_int_eq(lot9_put(key), ST_OK);
    }
    /* as the daemon lies there while it runs, which is how kill -9 leaves it */
    snprintf(command, sizeof command, "cp -r %s %s", temp_path("data"), temp_path("killed"));
    ck_assert_int_eq(system(command), 0);
    lot9_close();
    lot9_shell("rm -r %s && mv %s %s", temp_path("data"), temp_path("killed"), temp_path("data"));
    ck_assert(lot9_there(IN "gen-1/unyo.db-wal"));
    lot9_open();
    ck_assert_ptr_nonnull(w); /* whole, the log is brought home */
    lot9_close();
    lot9_open();
    ck_assert_ptr_nonnull(w);
    ck_assert_int_eq(lot9_put("last"), ST_OK);
    snprintf(command, sizeof command, "cp -r %s %s", temp_path("data"), temp_path("killed"));
    ck_assert_int_eq(system(command), 0);
    lot9_close();
    lot9_shell("rm -r %s && mv %s %s && truncate -s 65536 %s", temp_path("data"), temp_path("killed"),
               temp_path("data"), temp_path(IN "gen-1/unyo.db"));
    lot9_open();
    ck_assert_ptr_null(w);
    ck_assert(world_refused("lot9", &d));
    ck_assert_str_eq(d.item, "gen-1/unyo.db");
    ck_assert_msg(strstr(d.have, "途中で切れています") || strstr(d.have, "破損しています"), "%s", d.have);
}
END_TEST

/* What a daemon that was killed can leave: it is gone after the next start, and the world is whole. */
START_TEST(test_swept)
{
    S_second_generation();
    lot9_shell("cd %s && cp -r gen-2 gen-1 && cp -r gen-2 gen-3 && mkdir gen-12 && echo 1 >current.tmp123 && "
               "touch fixture.tmp9 gen-2/spool/in-3.tmp && mkdir -p ../../grave/7/gen-1 ../../grave/20 && "
               "touch ../../grave/7/gen-1/unyo.db ../../grave/junk",
               temp_path("data/worlds/lot9"));
    lot9_open();
    ck_assert(lot9_has("kept"));
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"generation\":3");
    lot9_close(); /* the removal at work is waited for; the rest is swept at one of the next starts */
    for (int i = 0; i < 20 && lot9_there("data/grave/7"); i++) {
        lot9_open();
        lot9_close();
    }
    lot9_open();
    lot9_close();
    lot9_open();
    for (int i = 0; i < 2000; i++) { /* behind */
        struct dirent **list;
        int n = scandir(temp_path("data/grave"), &list, NULL, NULL);
        for (int k = 0; k < n; k++)
            free(list[k]);
        free(list);
        if (n == 2)
            break;
        nanosleep(&(struct timespec){0, 5000000}, NULL);
    }
    lot9_folder("data/grave", "");
    ck_assert(lot9_there(IN "gen-3") && !lot9_there(IN "gen-1") && !lot9_there(IN "gen-2") &&
              !lot9_there(IN "gen-12"));
    ck_assert(!lot9_there(IN "current.tmp123") && !lot9_there(IN "fixture.tmp9"));
    lot9_folder(IN "gen-3/spool", "");
}
END_TEST

/* A created world's folder that has lost its note: it cannot be told what it was made from. */
START_TEST(test_note_lost)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_create("{\"name\":\"run\",\"fixture\":\"lot9\",\"seed\":7}", &json, &d), ST_OK, &json,
              NULL);
    lot9_close();
    lot9_shell("rm %s && rm %s && mkdir %s", temp_path("data/worlds/run/fixture"),
               temp_path("data/worlds/lot9/fixture"), temp_path("data/worlds/no-world"));
    lot9_open();
    ck_assert_ptr_nonnull(w); /* of lot9 the fixture is known */
    ck_assert(lot9_there(IN "fixture"));
    ck_assert(world_refused("run", &d));
    ck_assert_str_eq(d.item, "fixture");
    ck_assert(!world_refused("no-world", &d) && lot9_there("data/worlds/no-world"));
    lot9_json(json_heal("run", worlds_epoch(), "{}", &json, &d), ST_WORLD_BROKEN, &json, NULL);
    lot9_json(sim_world_drop("run", worlds_epoch(), &json, &d), ST_OK, &json, NULL);
    ck_assert(!lot9_there("data/worlds/run"));
}
END_TEST

/* Its manifest cannot be read. */
static enum status S_wrong_manifest(const char *dir, struct manifest *m, struct diag *d)
{
    struct diag one = DIAG_INIT;
    if (strstr(dir, "lot8"))
        return S_manifest(dir, m, d);
    one.status = diag_set(&one, ST_SETUP, "world.xml:3", "0 以上の整数", "-1");
    return diag_tell(d, &one);
}

START_TEST(test_wrong_fixture)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    bool data = _i == 1;
    if (data)
        ck_assert_int_eq(lot9_put("kept"), ST_OK);
    lot9_close();
    if (!data)
        lot9_shell("rm -r %s", temp_path("data/worlds/lot9"));
    paper.manifest = S_wrong_manifest;
    lot9_open();
    ck_assert_ptr_null(w);
    ck_assert(lot9_said("lot9: ") && lot9_said("world.xml:3") && lot9_said("-1") && !lot9_said("lot8: "));
    ck_assert(world_refused("lot9", &d)); /* with data or without */
    ck_assert_int_eq(d.status, ST_FIXTURE);
    ck_assert_int_eq(sim_worlds_list(&json), ST_OK);
    ck_assert_msg(strstr(json.data, "\"reasons\":[{\"item\":\"world.xml:3\","), "%s", json.data);
    ck_assert_int_eq(lot9_there("data/worlds/lot9"), data);
    buf_clear(&json);
    lot9_json(json_heal("lot9", worlds_epoch(), "{}", &json, &d), ST_FIXTURE, &json, NULL);
    ck_assert_str_eq(d.item, "world.xml:3");
    lot9_json(json_create("{\"name\":\"x\",\"fixture\":\"lot9\"}", &json, &d), ST_FIXTURE, &json, NULL);
    ck_assert(!lot9_there("data/worlds/x"));
    lot9_close();
    paper.manifest = S_manifest; /* put right */
    lot9_open();
    ck_assert_ptr_nonnull(w);
    ck_assert_int_eq(lot9_has("kept"), data);
}
END_TEST

static enum status S_no_manifest(const char *dir, struct manifest *m, struct diag *d)
{
    (void)dir, (void)m;
    return diag_set(d, ST_SETUP, "world.xml:1", "要素 world", "worlds");
}

/* The daemon refuses only when nothing can be opened. */
START_TEST(test_none_left)
{
    struct diag d = DIAG_INIT;
    lot9_close();
    lot9_shell("rm -r %s", temp_path("data/worlds/lot8"));
    lot9_shell("rm %s", temp_path(IN "gen-1/gaibu.db"));
    paper.manifest = S_no_manifest;
    ck_assert_int_eq(lot9_open_as(&d), ST_SETUP);
    ck_assert_msg(d.item[0] && d.have[0], "%s: %s", d.item, d.have);
    paper.manifest = S_manifest;
    lot9_shell("rm -r %s", temp_path("fix/worlds/lot8"));
    ck_assert_int_eq(lot9_open_as(&d), ST_SETUP);
    ck_assert_str_eq(d.item, "gen-1/gaibu.db");
    lot9_shell("rm -r %s %s", temp_path("data/worlds/lot9"), temp_path("fix/worlds/lot9"));
    ck_assert_int_eq(lot9_open_as(&d), ST_SETUP);
    ck_assert_msg(strstr(d.want, "world.xml"), "%s", d.want);
    lot9_shell("rm -r %s && touch %s", temp_path("data/worlds"), temp_path("data/worlds"));
    ck_assert_int_eq(lot9_open_as(&d), ST_SETUP);
    lot9_shell("rm %s && mkdir -p %s && touch %s", temp_path("data/worlds"), temp_path("fix/worlds/lot9"),
               temp_path("fix/worlds/lot9/world.xml"));
    lot9_shell("rm -rf %s && touch %s", temp_path("data/grave"), temp_path("data/grave"));
    ck_assert_int_eq(lot9_open_as(&d), ST_SETUP);
    lot9_shell("rm %s", temp_path("data/grave"));
    lot9_open();
}
END_TEST

/* A world that only a test run has made starts also without the folder of fixtures, as long as its own is
 * there. */
START_TEST(test_without_fixtures)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    static char elsewhere[128];
    lot9_json(json_create("{\"name\":\"run\",\"fixture\":\"lot9\",\"seed\":7}", &json, &d), ST_OK, &json,
              NULL);
    lot9_close();
    snprintf(elsewhere, sizeof elsewhere, "%s/nowhere", temp_dir);
    options.fixtures = elsewhere;
    lot9_open();
    ck_assert(lot9_said("nowhere/worlds: "));
    ck_assert_ptr_nonnull(w);
    w = (world_release(w), world_find("run", 3));
    ck_assert_ptr_nonnull(w);
}
END_TEST

static atomic_bool failing; /* the disk, at the folder of the worlds */

/* In place of that of the C library, for this program: a failing disk cannot be had otherwise. */
int fsync(int fd)
{
    char link[40], path[300] = "";
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    if (failing && readlink(link, path, sizeof path - 1) > 0 && strcmp(path, temp_path("data/worlds")) == 0) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

/* A creation that fails at its last step is none at the next start either. */
START_TEST(test_no_sync)
{
    static const char body[] = "{\"name\":\"run\",\"fixture\":\"lot9\"}";
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    failing = true;
    enum status st = json_create(body, &json, &d);
    failing = false;
    lot9_json(st, ST_DISK, &json, NULL);
    ck_assert_msg(strstr(d.have, "入出力エラーです"), "%s", d.have);
    ck_assert(!lot9_there("data/worlds/run"));
    lot9_close();
    lot9_open();
    ck_assert_ptr_null(world_find("run", 3));
    lot9_json(json_create(body, &json, &d), ST_OK, &json, NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/life");
    TCase *t = tcase_create("life");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, lot9_setup, lot9_teardown);
    tcase_add_loop_test(t, test_refused, 0, KINDS);
    tcase_add_loop_test(t, test_healed, 0, KINDS);
    tcase_add_loop_test(t, test_dropped, 0, KINDS);
    tcase_add_loop_test(t, test_late, 0, 3);
    tcase_add_loop_test(t, test_at_once, 0, 2);
    tcase_add_test(t, test_no_sync);
    tcase_add_test(t, test_cut_behind_the_log);
    tcase_add_test(t, test_swept);
    tcase_add_test(t, test_note_lost);
    tcase_add_loop_test(t, test_wrong_fixture, 0, 2);
    tcase_add_test(t, test_none_left);
    tcase_add_test(t, test_without_fixtures);
    suite_add_tcase(suite, t);
    return lot9_run(suite);
}
