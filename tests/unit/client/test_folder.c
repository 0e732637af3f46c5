/* The folder of what a base system holds of the 配信マスター: whatever moment a change ends at, all masters
 * are those of before or all those of behind it; and any order of many records. */
#include <check.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "layouts.h"
#include "master/folder.h"
#include "say.h"
#include "temp.h"

/* --- the calls by which a change becomes durable, counted and ended at -------------------------------------
 */

static enum { HOLD, DIE, FAIL } how;
static int steps, end_at;

/* true: this one does not work. */
static bool S_step(void)
{
    if (how == HOLD || ++steps != end_at)
        return false;
    if (how == DIE)
        _exit(7);
    errno = EIO;
    return true;
}

int rename(const char *from, const char *to)
{
    return S_step() ? -1 : renameat(AT_FDCWD, from, AT_FDCWD, to);
}

int unlink(const char *path)
{
    return S_step() ? -1 : unlinkat(AT_FDCWD, path, 0);
}

int fsync(int fd)
{
    return S_step() ? -1 : fdatasync(fd);
}

/* --- a folder ----------------------------------------------------------------------------------------------
 */

static struct layouts_options layouts;
static struct held held[MASTER_KINDS];
static struct arena *arena;
static char dir[100];

static void S_setup(void)
{
    temp_make_light();
    snprintf(dir, sizeof dir, "%s/held", temp_dir);
    layouts = (struct layouts_options){.schema = "schema"};
    ck_assert_int_eq(layouts_begin(&layouts), EXIT_FINE);
    arena = arena_new(512 << 20);
    how = HOLD;
}

static void S_teardown(void)
{
    arena_free(arena);
    layouts_end(&layouts);
    temp_drop();
}

static void S_put(struct held *h, int code, const char *mei)
{
    struct held_record r = {.cell = {arena_printf(arena, "%016d", code), "0001", mei, "a", "b"}};
    ck_assert(held_put(h, &r));
}

/* Each master as one record that says `mei`; what is written. */
static int S_change(const char *mei)
{
    int status = folder_read(held, dir, arena);
    for (int i = 0; i < MASTER_KINDS; i++) {
        held_clear(&held[i]);
        S_put(&held[i], i + 1, mei);
    }
    return status ? status : folder_write(held, dir);
}

/* What all of them say. */
static const char *S_said(void)
{
    ck_assert_int_eq(folder_read(held, dir, arena), EXIT_FINE);
    for (int i = 0; i < MASTER_KINDS; i++) {
        ck_assert_uint_eq(held[i].n, 1);
        ck_assert_str_eq(held[i].list->cell[HELD_MEI], held->list->cell[HELD_MEI]);
    }
    return held->list->cell[HELD_MEI];
}

/* Ended at every one of its steps in turn; how often it was before, and how often behind. */
static void S_at_every_step(int before_behind[2])
{
    const int mode = how;
    int status = 7;
    for (end_at = 1; status; end_at++) {
        how = HOLD;
        ck_assert_int_eq(S_change("前"), EXIT_FINE);
        how = mode;
        steps = 0;
        pid_t child = fork();
        if (child == 0)
            _exit(S_change("後"));
        ck_assert_int_eq(waitpid(child, &status, 0), child);
        how = HOLD;
        const char *said = S_said();
        before_behind[strcmp(said, "前") != 0]++;
        ck_assert_str_eq(S_said(), said); /* and it stays so */
        ck_assert_int_lt(end_at, 100);
        how = mode;
    }
    ck_assert_int_gt(end_at, 10);
}

START_TEST(test_killed)
{
    int seen[2] = {0, 0};
    how = DIE;
    S_at_every_step(seen);
    ck_assert_int_gt(seen[0], 3);
    ck_assert_int_gt(seen[1], 3);
}
END_TEST

/* The same of a disk that fails at one of them, while the program goes on. */
START_TEST(test_failed)
{
    int seen[2] = {0, 0};
    how = FAIL;
    S_at_every_step(seen);
    ck_assert_int_gt(seen[0], 3);
    ck_assert_int_gt(seen[1], 3);
}
END_TEST

/* What was left of a change that was never decided is no part of the next. */
START_TEST(test_left)
{
    char path[140];
    ck_assert_int_eq(S_change("前"), EXIT_FINE);
    snprintf(path, sizeof path, "%s/jimuTetsuzuki.csv.new", dir);
    FILE *f = fopen(path, "w");
    ck_assert_ptr_nonnull(f);
    fputs("0000000000000002,0001,残り,a,b\r\n", f);
    fclose(f);
    ck_assert_str_eq(S_said(), "前");
    held_drop(&held[0], held_find(&held[0], "0000000000000001"));
    S_put(&held[0], 1, "後");
    ck_assert_int_eq(folder_write(held, dir), EXIT_FINE);
    ck_assert_int_eq(folder_read(held, dir, arena), EXIT_FINE);
    ck_assert_str_eq(held[0].list->cell[HELD_MEI], "後");
    ck_assert_str_eq(held[1].list->cell[HELD_MEI], "前");
}
END_TEST

/* Nothing is made by reading. */
START_TEST(test_none)
{
    struct stat s;
    ck_assert_int_eq(folder_read(held, dir, arena), EXIT_FINE);
    ck_assert_uint_eq(held->n, 0);
    ck_assert_ptr_null(held_find(held, "0000000000000001"));
    ck_assert_int_ne(stat(dir, &s), 0);
}
END_TEST

/* --- many --------------------------------------------------------------------------------------------------
 */

enum { MANY = 300000 };

/* The n-th of the last to the first, or of an order that jumps about. */
static int S_nth(int n, int order)
{
    return order ? MANY - 1 - n : (int)((int64_t)n * 7919 % MANY);
}

/* Each of them found, every third dropped and put again with its code twice; in whatever order they come. */
static void S_many(int order)
{
    char code[17];
    struct held *h = &held[0];
    for (int n = 0; n < MANY; n++)
        S_put(h, S_nth(n, order), "a");
    for (int n = 0; n < MANY; n += 3) {
        snprintf(code, sizeof code, "%016d", n);
        held_drop(h, held_find(h, code));
        ck_assert_ptr_null(held_find(h, code));
        S_put(h, n, "b");
        S_put(h, n, "c");
    }
    ck_assert_uint_eq(h->n, MANY + MANY / 3);
    ck_assert(held_sort(h));
    ck_assert_uint_eq(h->n, MANY + MANY / 3);
    size_t at = 0;
    for (int n = 0; n < MANY; n++) {
        snprintf(code, sizeof code, "%016d", n);
        ck_assert_ptr_eq(held_find(h, code), &h->list[at]);
        for (const char *mei = n % 3 ? "a" : "bc"; *mei; mei++, at++) {
            ck_assert_str_eq(h->list[at].cell[HELD_CODE], code);
            ck_assert_int_eq(h->list[at].cell[HELD_MEI][0], *mei);
        }
    }
}

START_TEST(test_many)
{
    *held = (struct held){.kind = master_kinds, .arena = arena};
    S_many(_i);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("folder");
    TCase *t = tcase_create("folder");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_killed);
    tcase_add_test(t, test_failed);
    tcase_add_test(t, test_left);
    tcase_add_test(t, test_none);
    tcase_add_loop_test(t, test_many, 0, 2);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
