/* store/image: a copy has databases, logs and spool, whatever else lies there; what fails names the part; an
 * image knows each of its parts again. */
#include <check.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "store/image.h"
#include "store/meta.h"
#include "made.h"

static struct diag d;

static void S_put(const char *name, const char *text)
{
    ck_assert_int_eq(file_write(temp_path(name), 0600, text, strlen(text), &d), ST_OK);
}

static void S_setup(void)
{
    d = DIAG_INIT;
    temp_make_light();
    ck_assert_int_eq(store_create(temp_path("w"), &d), ST_OK);
    S_put("w/spool/U2.csv", "two");
    S_put("w/spool/U1.csv", "one");
    S_put("w/note", "nothing of the store's");
}

static bool S_there(const char *name)
{
    struct stat sb;
    return stat(temp_path(name), &sb) == 0;
}

START_TEST(test_parts)
{
    static const char *const want[] = {"unyo.db",  "chukan.db",    "kanri.db",
                                       "gaibu.db", "spool/U1.csv", "spool/U2.csv"};
    struct store_parts p;
    ck_assert_int_eq(store_parts(temp_path("w"), &p, &d), ST_OK);
    ck_assert_uint_eq(p.n, 6);
    for (size_t i = 0; i < 6; i++)
        ck_assert_str_eq(p.names[i], want[i]);
    store_parts_release(&p);
    ck_assert_int_eq(store_parts(temp_path("none"), &p, &d), ST_SETUP);
    ck_assert_str_eq(d.item, "spool");
    store_parts_release(&p);
}
END_TEST

/* What was committed and lies in the log alone is in the copy. */
START_TEST(test_copy)
{
    struct store *s = NULL;
    struct arena *a = arena_new(10000);
    const char *v = NULL;
    int64_t bytes = 0;
    ck_assert_int_eq(store_open(temp_path("w"), &s, &d), ST_OK);
    ck_assert_int_eq(meta_put(tx_writer(s, DB_UNYO), "k", "logged"), ST_OK);
    ck_assert(S_there("w/unyo.db-wal"));
    ck_assert_int_eq(store_copy(temp_path("w"), temp_path("copy"), NULL, &bytes, &d), ST_OK);
    store_close(s);
    ck_assert_int_gt(bytes, 6);
    ck_assert(S_there("copy/spool/U1.csv") && S_there("copy/spool/U2.csv") && !S_there("copy/note"));
    ck_assert_int_eq(store_open(temp_path("copy"), &s, &d), ST_OK);
    ck_assert_int_eq(meta_get(tx_writer(s, DB_UNYO), "k", a, &v), ST_OK);
    ck_assert_pstr_eq(v, "logged");
    store_close(s);
    arena_free(a);
}
END_TEST

START_TEST(test_refused)
{
    ck_assert_int_eq(remove(temp_path("w/kanri.db")), 0);
    ck_assert_int_eq(store_copy(temp_path("w"), temp_path("copy"), NULL, NULL, &d), ST_SETUP);
    ck_assert_str_eq(d.item, "kanri.db");
    d = DIAG_INIT;
    ck_assert_int_eq(store_copy(temp_path("w"), temp_path("copy"), NULL, NULL, &d),
                     ST_SETUP); /* it is there */
    ck_assert_msg(strstr(d.item, "copy") != NULL, "%s", d.item);
}
END_TEST

/* NULL: nothing is said of it. */
static const struct {
    const char *name, *text, *item;
} changes[] = {{"w/note", "other", NULL},
               {"w/spool/U1.csv", "one", NULL},
               {"w/spool/U1.csv", "One", "spool/U1.csv"},
               {"w/spool/U3.csv", "three", "spool/U3.csv"},
               {"w/spool/U2.csv", NULL, "spool"},
               {"w/gaibu.db", "", "gaibu.db"},
               {"w/image", NULL, "image"}};

START_TEST(test_sealed)
{
    ck_assert_int_eq(store_seal(temp_path("w"), &d), ST_OK);
    ck_assert_int_eq(store_sealed(temp_path("w"), &d), ST_OK);
    if (changes[_i].text)
        S_put(changes[_i].name, changes[_i].text);
    else
        ck_assert_int_eq(remove(temp_path(changes[_i].name)), 0);
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(store_sealed(temp_path("w"), &d), changes[_i].item ? ST_SETUP : ST_OK);
    if (changes[_i].item)
        ck_assert_str_eq(d.item, changes[_i].item);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("store/image");
    TCase *t = tcase_create("image");
    tcase_add_checked_fixture(t, S_setup, temp_drop);
    tcase_add_test(t, test_parts);
    tcase_add_test(t, test_copy);
    tcase_add_test(t, test_refused);
    tcase_add_loop_test(t, test_sealed, 0, (int)(sizeof changes / sizeof *changes));
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
