/* A snapshot kept as a fixture folder: worlds begin with what was saved, as often as one likes, and the clock
 * stood still meanwhile; what fails leaves nothing among the fixtures, and what is wrong there is told. */
#include <fcntl.h>
#include <sys/file.h>

#include "base/file.h"
#include "world/beside.h"
#include "world/lot9.h"

#define WORLDS "fix/worlds"
#define FOLDERS "lot8 lot9 "

static struct diag d;
static struct buf json = BUF_INIT;

/* Of the paper world, and what world.xml says of an image. */
static enum status S_manifest_kept(const char *dir, struct manifest *m, struct diag *ignored)
{
    struct buf text = BUF_INIT;
    char *path = path_join(dir, "world.xml");
    enum status st = S_manifest(dir, m, ignored);
    if (file_read(path, 4096, &text, ignored) != ST_OK)
        return ST_SETUP;
    const char *image = text.data ? strstr(text.data, "<image") : NULL;
    if (image)
        ck_assert_int_eq(sscanf(image, "<image schema=\"%64[0-9a-f]\" sums=\"%64[0-9a-f]\"", m->image.schema,
                                m->image.sums),
                         2);
    buf_release(&text);
    free(path);
    return st;
}

static void S_setup(void)
{
    lot9_setup_on((struct paper){S_manifest_kept, S_compile, S_load});
    lot9_shell("echo '<world>\n</world>' | tee %s >%s", temp_path(WORLDS "/lot8/world.xml"),
               temp_path(WORLDS "/lot9/world.xml"));
}

static void S_is(enum status st, enum status want, const char *part)
{
    lot9_json(st, want, &json, part);
}

static void S_save(void)
{
    S_is(sim_snapshot_save(w, 0, &(struct order_snapshot){"s1"}, &json, &d), ST_OK, NULL);
}

static enum status S_keep(const char *snapshot, const char *fixture)
{
    d = DIAG_INIT;
    return sim_snapshot_keep(w, 0, snapshot, &(struct order_keep){fixture}, &json, &d);
}

static enum status S_create(const char *name, const char *more)
{
    char text[200];
    d = DIAG_INIT;
    snprintf(text, sizeof text, "{\"name\":\"%s\",\"fixture\":\"tochu\"%s}", name, more);
    return json_create(text, &json, &d);
}

/* A world other than lot9 holds what was saved and not what came later; it takes more. */
static void S_begins(const char *name)
{
    struct world *x = world_find(name, strlen(name));
    ck_assert_msg(x != NULL, "%s", name);
    ck_assert(lot9_has_in(x, "before") && !lot9_has_in(x, "after"));
    S_is(sim_clock_get(x, &json), ST_OK, "1970-01-12T22:4");
    ck_assert_int_eq(lot9_put_in(x, "after"), ST_OK);
    world_release(x);
}

static void S_reset(const char *name)
{
    struct world *x = world_find(name, strlen(name));
    S_is(json_reset(x, 0, "{}", &json, &d), ST_OK, "\"cleared\":");
    world_release(x);
}

/* The snapshot's clock was kept a day ago. */
static void S_yesterday(void)
{
    struct store *s = NULL;
    char text[64];
    snprintf(text, sizeof text, "0 1000077 %lld", (long long)time(NULL) - 86400);
    ck_assert_int_eq(store_open(temp_path("data/worlds/lot9/snapshots/s1"), &s, &d), ST_OK);
    ck_assert_int_eq(meta_put(tx_writer(s, DB_KANRI), "clock", text), ST_OK);
    store_close(s);
}

/* With a clock that stands, or one that runs: created, reset, healed, made by a start. */
START_TEST(test_begins)
{
    ck_assert_int_eq(lot9_put("before"), ST_OK);
    S_save();
    if (_i)
        S_yesterday();
    ck_assert_int_eq(lot9_put("after"), ST_OK);
    S_is(S_keep("s1", "tochu"), ST_OK, "\"fixture\":\"tochu\"");
    lot9_folder(WORLDS, FOLDERS "tochu ");
    lot9_folder(WORLDS "/tochu", "image image.sha256 world.xml ");
    lot9_folder(WORLDS "/tochu/image", "chukan.db gaibu.db kanri.db spool unyo.db ");
    S_is(S_create("x", ""), ST_OK, NULL);
    S_begins("x");
    for (int i = 0; i < 2; i++) {
        S_reset("x");
        S_begins("x");
    }
    lot9_close();
    lot9_shell("rm -r %s/*/unyo.db %s", temp_path("data/worlds/x"), temp_path("data/baseline"));
    lot9_open();
    S_begins("tochu");
    S_is(json_heal("x", worlds_epoch(), "{}", &json, &d), ST_OK, NULL);
    S_begins("x");
    ck_assert(lot9_has("after"));
}
END_TEST

/* What lies in the spool and belongs to nobody is not kept; a world of a kept one can be kept. */
START_TEST(test_again)
{
    ck_assert_int_eq(lot9_put("before"), ST_OK);
    lot9_shell("echo old >%s", temp_path("data/worlds/lot9/gen-1/spool/U1.csv"));
    S_save();
    S_is(S_keep("s1", "tochu"), ST_OK, NULL);
    lot9_folder(WORLDS "/tochu/image/spool", "");
    S_is(S_create("x", ""), ST_OK, NULL);
    struct world *x = world_find("x", 1);
    S_is(sim_snapshot_save(x, 0, &(struct order_snapshot){"s2"}, &json, &d), ST_OK, NULL);
    S_is(sim_snapshot_keep(x, 0, "s2", &(struct order_keep){"mata"}, &json, &d), ST_OK, NULL);
    world_release(x);
    lot9_shell("test $(grep -c '<image' %s) = 1", temp_path(WORLDS "/mata/world.xml"));
    lot9_close();
    lot9_open();
    S_begins("mata");
}
END_TEST

/* Numbers go on by the seed that they began with, whatever the daemon is told. */
START_TEST(test_seed)
{
    ck_assert_int_eq(lot9_put("before"), ST_OK);
    S_save();
    S_is(S_keep("s1", "tochu"), ST_OK, NULL);
    lot9_close();
    options.seed = 77;
    lot9_open();
    struct world *x = world_find("tochu", 5);
    ck_assert_uint_eq(x->policy.seed, 5);
    ck_assert_uint_eq(w->policy.seed, 77);
    world_release(x);
    S_is(S_create("x", ",\"seed\":6"), ST_CONTROL, NULL);
    ck_assert_str_eq(d.item, "seed");
    S_is(S_create("x", ",\"start\":\"2030-01-01T00:00:00\""), ST_CONTROL, NULL);
    ck_assert_str_eq(d.item, "start");
    ck_assert(!lot9_there("data/worlds/x"));
}
END_TEST

START_TEST(test_names)
{
    static const char *const wrong[] = {NULL, "", "../x", "A", "a/b", "123456789012", ".keep-a"};
    S_save();
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        S_is(S_keep("s1", wrong[i]), ST_CONTROL, NULL);
        ck_assert_str_eq(d.item, "fixture");
    }
    S_is(S_keep("s1", "lot8"), ST_CONTROL, NULL);
    ck_assert_str_eq(d.have, "lot8");
    S_is(S_keep("none", "tochu"), ST_NO_SUCH_SNAPSHOT, NULL);
    S_is(S_keep("../s1", "tochu"), ST_NO_SUCH_SNAPSHOT, NULL);
    S_is(sim_snapshot_keep(w, 7, "s1", &(struct order_keep){"tochu"}, &json, &d), ST_RESET, NULL);
    lot9_folder(WORLDS, FOLDERS);
}
END_TEST

/* How the keeping fails; @: the temporary folder. What lies there is as before, dot names too. */
static const struct {
    const char *spoil, *item;
} fails[] = {{"rm @/data/worlds/lot9/snapshots/s1/unyo.db", "unyo.db"},
             {"echo x >@/data/worlds/lot9/snapshots/s1/kanri.db", "kanri.db"},
             {"rm -r @/data/worlds/lot9/snapshots/s1/spool", "spool"},
             {"rm @/data/worlds/lot9/snapshots/s1/snapshot", "スナップショット"},
             {"echo '<world' >@/fix/worlds/lot9/world.xml", "world.xml"},
             {"mv @/fix/worlds @/fix/away && touch @/fix/worlds", "worlds"},
             {"mv @/fix/worlds @/fix/away", "worlds"}};

static void S_spoil(const char *text)
{
    char command[500] = "";
    for (const char *p = text; *p; p++)
        snprintf(command + strlen(command), sizeof command - strlen(command), *p == '@' ? "%s" : "%.1s",
                 *p == '@' ? temp_dir : p);
    ck_assert_msg(system(command) == 0, "%s", command);
}

START_TEST(test_fails)
{
    S_save();
    S_spoil(fails[_i].spoil);
    enum status st = S_keep("s1", "tochu");
    ck_assert_msg(st != ST_OK && st != ST_INTERNAL && strstr(d.item, fails[_i].item) && d.have[0],
                  "%s %s: %s", status_info(st)->name, d.item, d.have);
    lot9_shell("cd %s && test ! -d worlds || test \"$(ls -A worlds | tr '\\n' ' ')\" = '" FOLDERS "'",
               temp_path("fix"));
    ck_assert_int_eq(lot9_put("on"), ST_OK);
}
END_TEST

START_TEST(test_full_disk)
{
    static const rlim_t rooms[] = {0, 10000, 80000};
    S_save();
    lot9_room(rooms[_i]);
    S_is(S_keep("s1", "tochu"), ST_DISK, NULL);
    lot9_room(RLIM_INFINITY);
    ck_assert_msg(d.item[0] && d.have[0], "%s: %s", d.item, d.have);
    lot9_shell("test \"$(ls -A %s | tr '\\n' ' ')\" = '" FOLDERS "'", temp_path(WORLDS));
    S_is(S_keep("s1", "tochu"), ST_OK, NULL);
}
END_TEST

/* How a kept folder is spoilt; @: itself. */
static const struct {
    const char *spoil, *item, *have;
} kinds[] = {
    {"rm @/image/unyo.db", "image/unyo.db", "ありません"},
    {"rm -r @/image", "image/unyo.db", "ありません"},
    {"echo x >>@/image/gaibu.db", "image/gaibu.db", "違います"},
    {"printf x | dd of=@/image/chukan.db bs=1 seek=9000 conv=notrunc status=none", "image/chukan.db",
     "違います"},
    {"rm @/image.sha256", "image.sha256", "ありません"},
    {"echo >>@/image.sha256", "image.sha256", "違います"},
    {"sed -i 's/schema=\"......../schema=\"00000000/' @/world.xml", "world.xml の image", "別の版"},
    {"sed -i 's/sums=\"......../sums=\"00000000/' @/world.xml", "image.sha256", "違います"},
    /* whoever makes a list of his own gets no further than the folder */
    {"echo \"$(printf %064d 0)  image/../../lot9/world.xml\" >@/image.sha256 && sed -i \"s/sums=\\\"[0-9a-f]*"
     "/sums=\\\"$(sha256sum @/image.sha256 | cut -c1-64)/\" @/world.xml",
     "image.sha256", "../lot9"},
};

/* Nothing begins from it, with or without an image of the right one at hand; the others start. */
START_TEST(test_damaged)
{
    char command[1000] = "";
    bool at_hand = _i % 2;
    S_save();
    S_is(S_keep("s1", "tochu"), ST_OK, NULL);
    if (at_hand)
        S_is(S_create("mae", ""), ST_OK, NULL);
    for (const char *p = kinds[_i / 2].spoil; *p; p++)
        snprintf(command + strlen(command), sizeof command - strlen(command), *p == '@' ? "%s" : "%.1s",
                 *p == '@' ? temp_path(WORLDS "/tochu") : p);
    ck_assert_msg(system(command) == 0, "%s", command);
    S_is(S_create("x", ""), ST_FIXTURE, NULL);
    ck_assert_str_eq(d.item, kinds[_i / 2].item);
    ck_assert_msg(strstr(d.have, kinds[_i / 2].have) != NULL, "%s", d.have);
    lot9_close();
    lot9_hush();
    lot9_open();
    ck_assert(w && !world_find("tochu", 5) && !world_find("x", 1));
    ck_assert_msg(lot9_said(kinds[_i / 2].item) && lot9_said("tochu: "), "%s", said);
    ck_assert(!lot9_there("data/worlds/tochu") && !lot9_there("data/worlds/x"));
}
END_TEST

/* What was half-made when a daemon died goes; what another one builds stays. */
START_TEST(test_swept)
{
    int lock = -1;
    char *dir = beside_new(temp_path(WORLDS), &lock, &d);
    ck_assert_ptr_nonnull(dir);
    lot9_shell("mkdir -p %s && touch %s", temp_path(WORLDS "/.keep-old/image"),
               temp_path(WORLDS "/.keep-old/image/unyo.db"));
    lot9_close();
    lot9_open();
    ck_assert(!lot9_there(WORLDS "/.keep-old"));
    ck_assert_int_eq(access(dir, F_OK), 0);
    close(lock);
    S_save();
    S_is(S_keep("s1", "tochu"), ST_OK, NULL);
    ck_assert_int_ne(access(dir, F_OK), 0);
    free(dir);
}
END_TEST

#define LOOP(test, table, times) tcase_add_loop_test(t, test, 0, times *(int)(sizeof table / sizeof *table))

int main(void)
{
    Suite *suite = suite_create("world/keep");
    TCase *t = tcase_create("keep");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, lot9_teardown);
    tcase_add_loop_test(t, test_begins, 0, 2);
    tcase_add_test(t, test_again);
    tcase_add_test(t, test_seed);
    tcase_add_test(t, test_names);
    LOOP(test_fails, fails, 1);
    tcase_add_loop_test(t, test_full_disk, 0, 3);
    LOOP(test_damaged, kinds, 2);
    tcase_add_test(t, test_swept);
    suite_add_tcase(suite, t);
    return lot9_run(suite);
}
