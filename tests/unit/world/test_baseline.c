/* Baseline images: one that is not what was compiled any more is compiled again, with a word about it, and no
 * reset fails; one that was only moved or touched is not. */
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

#include "store/image.h"
#include "world/engine.h"
#include "world/lot9.h"

static atomic_int compiled;
static atomic_bool full; /* the disk, for a compilation */

static enum status S_counted(const struct manifest *m, const char *dir, struct diag *d)
{
    atomic_fetch_add(&compiled, 1);
    return full ? diag_set(d, ST_DISK, "hokensha", "書き込める表", "空きがありません") : S_compile(m, dir, d);
}

static char image[300]; /* its folder */

static void S_setup(void)
{
    struct dirent **list;
    lot9_setup();
    lot9_close();
    lot9_shell("rm -r %s", temp_path("data"));
    ck_assert_int_eq(mkdir(temp_path("data"), 0700), 0);
    paper.compile = S_counted;
    compiled = 0;
    full = false;
    lot9_open();
    ck_assert_int_eq(compiled, 1); /* both worlds are of one content */
    int n = scandir(temp_path("data/baseline"), &list, NULL, alphasort);
    ck_assert_int_eq(n, 3);
    snprintf(image, sizeof image, "%s/%s", temp_path("data/baseline"), list[2]->d_name);
    for (int i = 0; i < n; i++)
        free(list[i]);
    free(list);
}

/* How it is spoilt; @: its folder. */
static const struct {
    const char *spoil, *said;
    bool again;
} kinds[] = {
    {"rm @/unyo.db", "unyo.db", true},
    {"rm @/chukan.db", "chukan.db", true},
    {"rm @/kanri.db", "kanri.db", true},
    {"rm @/gaibu.db", "gaibu.db", true},
    {": >@/unyo.db", "unyo.db", true},
    {"truncate -s -4096 @/chukan.db", "chukan.db", true},
    {"truncate -s +4096 @/chukan.db", "chukan.db", true},
    {"printf garbled | dd of=@/kanri.db bs=1 seek=9000 conv=notrunc status=none", "kanri.db", true},
    {"printf garbled | dd of=@/gaibu.db bs=1 conv=notrunc status=none", "gaibu.db", true},
    {"rm @/gaibu.db && mkdir @/gaibu.db", "gaibu.db", true},
    {"rm @/image", "image: 読めません", true},
    {": >@/image", "unyo.db", true},
    {"echo nonsense >@/image", "unyo.db", true},
    {"head -c 150 @/image >@/i && mv @/i @/image", "kanri.db", true},
    {"rm -r @/*", "image: 読めません", true},
    {"rm -r @ && touch @", "image: 読めません", true},
    {"rm -r @", NULL, true}, /* nothing to be said of one that is not there */
    {"rm -r @/spool", "spool", true},
    {"touch @/spool/U1", "spool/U1", true},
    {"touch @/*.db", NULL, false},
    {"cp -r @ @.2 && rm -r @ && mv @.2 @", NULL, false},
    {"true", NULL, false},
    /* its bytes alone, behind the back of everybody: only the copy tells, when it is opened */
    {"touch -r @/unyo.db @/t && printf garbled | dd of=@/unyo.db bs=1 conv=notrunc status=none && touch -r "
     "@/t @/unyo.db",
     "unyo.db", true},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static void S_spoil(const char *text)
{
    char command[1500] = "";
    for (const char *p = text; *p; p++) {
        size_t n = strlen(command);
        if (*p == '@')
            snprintf(command + n, sizeof command - n, "%s", image);
        else
            snprintf(command + n, sizeof command - n, "%c", *p);
    }
    ck_assert_msg(system(command) == 0, "%s", command);
}

static void S_whole(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_msg(store_sealed(image, &d) == ST_OK, "%s: %s", d.item, d.have);
}

/* Until the next generation's folder is ready: nobody looks at the image while it is being spoilt. */
static void S_await_spare_of(struct world *x)
{
    for (bool ready = false; !ready; sched_yield()) {
        pthread_mutex_lock(&x->lock);
        ready = !x->sparing && (x->spare == x->generation + 1 || x->spare_failed == x->generation + 1);
        pthread_mutex_unlock(&x->lock);
    }
}

/* The loader of lot8 looks at the image, too: both worlds compile to the same. */
static void S_await_spare(void)
{
    struct world *other = world_find("lot8", 4);
    S_await_spare_of(w);
    S_await_spare_of(other);
    world_release(other);
}

START_TEST(test_damaged)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_await_spare();
    S_spoil(kinds[_i].spoil);
    for (int i = 0; i < 3; i++) { /* the first one may have a folder that was made before */
        ck_assert_int_eq(lot9_put("gone"), ST_OK);
        lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"cleared\":{");
        ck_assert(!lot9_has("gone"));
    }
    lot9_json(json_create("{\"name\":\"run\",\"fixture\":\"lot9\"}", &json, &d), ST_OK, &json, NULL);
    S_whole();
    ck_assert_msg(compiled == 1 + kinds[_i].again, "%d", compiled);
    ck_assert_msg(kinds[_i].said ? lot9_said(kinds[_i].said) && lot9_said("作り直します") : !said[0], "%s",
                  said);
    struct buf first = BUF_INIT, other = BUF_INIT;
    struct world *run = world_find("run", 3);
    ck_assert_int_eq(sim_digest(w, 0, &first, &d), ST_OK);
    ck_assert_int_eq(sim_digest(run, 0, &other, &d), ST_OK);
    ck_assert_str_eq(strstr(first.data, "\"digest\""), strstr(other.data, "\"digest\""));
    buf_release(&first);
    buf_release(&other);
    world_release(run);
}
END_TEST

/* What was made ahead of a reset and cannot be opened does not stay. */
START_TEST(test_spare)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    S_await_spare();
    S_spoil(kinds[KINDS - 1].spoil);
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"generation\":2"); /* made before */
    S_await_spare();
    pthread_mutex_lock(&w->lock);
    ck_assert_uint_eq(w->spare_failed, 3);
    pthread_mutex_unlock(&w->lock);
    ck_assert(!lot9_there("data/worlds/lot9/gen-3"));
}
END_TEST

/* The loader has made the copy of a snapshot, and behind a spare alone it does that: there is none. */
static void S_no_spare(struct world *x)
{
    pthread_mutex_lock(&x->lock);
    while (x->ready == READY_WANTED)
        pthread_cond_wait(&x->rested, &x->lock);
    ck_assert_int_eq(x->ready, READY_STANDS);
    ck_assert(!x->sparing && !x->spare && !x->spare_failed && !x->spare_store);
    char *dir = life_dir(x, x->generation + 1);
    pthread_mutex_unlock(&x->lock);
    ck_assert_int_ne(access(dir, F_OK), 0);
    free(dir);
}

/* One that was created may be for one case: nothing is made for its reset until it was reset. Its resets,
 * restores and starts are what those of any other are. */
START_TEST(test_created)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_create("{\"name\":\"run\",\"fixture\":\"lot9\"}", &json, &d), ST_OK, &json, NULL);
    struct world *run = world_find("run", 3);
    ck_assert_int_eq(lot9_put_in(run, "saved"), ST_OK);
    lot9_json(sim_snapshot_save(run, 0, &(struct order_snapshot){"s1"}, &json, &d), ST_OK, &json, NULL);
    S_no_spare(run);
    lot9_json(sim_snapshot_restore(run, 0, "s1", &json, &d), ST_OK, &json, "\"generation\":2");
    S_no_spare(run);
    ck_assert(lot9_has_in(run, "saved"));
    lot9_room(0); /* what fails is no reset */
    lot9_json(json_reset(run, 0, "{}", &json, &d), ST_DISK, &json, NULL);
    lot9_room(RLIM_INFINITY);
    S_no_spare(run);
    for (int n = 3; n <= 5; n++) {
        char part[32], *dir = life_dir(run, (uint64_t)n + 1);
        snprintf(part, sizeof part, "\"generation\":%d", n);
        lot9_json(json_reset(run, 0, "{}", &json, &d), ST_OK, &json, part);
        ck_assert(!lot9_has_in(run, "saved") && lot9_put_in(run, "saved") == ST_OK);
        S_await_spare_of(run);
        ck_assert_uint_eq(run->spare_failed, 0);
        ck_assert_int_eq(access(dir, F_OK), 0);
        free(dir);
    }
    world_release(run);
    lot9_close();
    lot9_open();
    run = world_find("run", 3);
    ck_assert(lot9_has_in(run, "saved"));
    S_await_spare_of(run);
    ck_assert_uint_eq(run->spare, 6);
    world_release(run);
}
END_TEST

/* A damaged one is no matter of the start: only of what wants a copy. */
START_TEST(test_start)
{
    ck_assert_int_eq(lot9_put("kept"), ST_OK);
    lot9_close();
    S_spoil(kinds[_i].spoil);
    lot9_open();
    ck_assert(w && lot9_has("kept"));
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"generation\":2");
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"generation\":3");
}
END_TEST

/* There is no room to compile it again: nothing is changed; when there is, all is well. */
START_TEST(test_no_room)
{
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(lot9_put("kept"), ST_OK);
    full = true;
    S_spoil("rm @/unyo.db");
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_DISK, &json, NULL);
    ck_assert(lot9_has("kept") && lot9_put("more") == ST_OK);
    full = false;
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, "\"generation\":2");
    ck_assert(!lot9_has("kept"));
    S_whole();
}
END_TEST

static void *S_resets(void *cls)
{
    struct diag d = DIAG_INIT;
    struct world *x = cls;
    for (int i = 0; i < 20; i++) {
        struct buf json = BUF_INIT;
        enum status st = json_reset(x, 0, "{}", &json, &d);
        buf_release(&json);
        if (st != ST_OK && st != ST_SETUP) /* the file may go again between the look and the copy */
            return cls;
    }
    return NULL;
}

/* Worlds of one fixture share the image: it is damaged again and again while they are reset. */
START_TEST(test_shared)
{
    struct world *other = world_find("lot8", 4);
    pthread_t a, b;
    void *failed;
    ck_assert_int_eq(pthread_create(&a, NULL, S_resets, w), 0);
    ck_assert_int_eq(pthread_create(&b, NULL, S_resets, other), 0);
    for (int i = 0; i < 10; i++)
        S_spoil("rm -f @/unyo.db");
    pthread_join(a, &failed);
    ck_assert_ptr_null(failed);
    pthread_join(b, &failed);
    ck_assert_ptr_null(failed);
    struct diag d = DIAG_INIT;
    struct buf json = BUF_INIT;
    lot9_json(json_reset(w, 0, "{}", &json, &d), ST_OK, &json, NULL);
    lot9_json(json_reset(other, 0, "{}", &json, &d), ST_OK, &json, NULL);
    world_release(other);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("world/baseline");
    TCase *t = tcase_create("baseline");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, lot9_teardown);
    tcase_add_loop_test(t, test_damaged, 0, KINDS);
    tcase_add_loop_test(t, test_start, 0, KINDS);
    tcase_add_test(t, test_spare);
    tcase_add_test(t, test_created);
    tcase_add_test(t, test_no_room);
    tcase_add_test(t, test_shared);
    suite_add_tcase(suite, t);
    return lot9_run(suite);
}
