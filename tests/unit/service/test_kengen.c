/* kengen_check against every row of the shipped table, in both databases that hold it: what a row says is
 * allowed, and what differs from it in one element is refused unless another row says so; the refusal names
 * an element that differs. */
#include <check.h>
#include <stdlib.h>

#include "base/clock.h"
#include "service/kengen.h"
#include "store/import.h"
#include "made.h"

enum { COLUMNS = 16, ROWS = 256 };

/* A CSV of fixtures/common, which has no quotes. */
struct csv {
    char *text, *cell[ROWS][COLUMNS];
    int rows, columns;
};

static void S_read(const char *name, struct csv *ret)
{
    char path[100];
    size_t cap = 0;
    snprintf(path, sizeof path, "fixtures/common/%s.csv", name);
    FILE *f = fopen(path, "r");
    ck_assert_ptr_nonnull(f);
    *ret = (struct csv){0};
    ck_assert_int_gt(getdelim(&ret->text, &cap, 0, f), 0);
    fclose(f);
    char *rest = ret->text, *line;
    while ((line = strsep(&rest, "\n")) && *line) {
        ck_assert_int_lt(ret->rows, ROWS);
        ret->columns = 0;
        for (char *cell; (cell = strsep(&line, ","));)
            ret->cell[ret->rows][ret->columns++] = cell;
        ret->rows++;
    }
}

static const char *S_cell(const struct csv *t, int row, const char *column)
{
    for (int i = 0; i < t->columns; i++)
        if (strcmp(t->cell[0][i], column) == 0)
            return t->cell[row][i];
    ck_abort_msg("%s", column);
}

static void S_import(const struct csv *t, const char *name)
{
    struct diag d = DIAG_INIT;
    struct import *im;
    ck_assert_msg(import_open(temp_path("w"), name, (const char *const *)t->cell[0], t->columns, &im, &d) ==
                      ST_OK,
                  "%s: %s %s", name, d.item, d.have);
    for (int i = 1; i < t->rows; i++)
        ck_assert_msg(import_row(im, (const char *const *)t->cell[i], &d) == ST_OK, "%s %d: %s", name, i,
                      d.have);
    ck_assert_int_eq(import_close(im, true, &d), ST_OK);
}

static struct csv kikan, tetsuzuki, rights, haishin, masters;
static struct store *store;
static struct diag diag;
static struct call call;

static void S_setup(void)
{
    static const char *const names[] = {"kikan", "jimu_tetsuzuki", "kengen", "haishin", "haishin_master"};
    struct csv *const tables[] = {&kikan, &tetsuzuki, &rights, &haishin, &masters};
    temp_make_light();
    ck_assert_int_eq(store_create(temp_path("w"), &diag), ST_OK);
    for (int i = 0; i < 5; i++) {
        S_read(names[i], tables[i]);
        S_import(tables[i], names[i]);
    }
    ck_assert_int_eq(store_open(temp_path("w"), &store, &diag), ST_OK);
    call = (struct call){
        .arena = arena_new(64 << 20), .diag = &diag, .now = clock_parse("2017-08-01T09:00:00+09:00")};
}

static void S_teardown(void)
{
    arena_free(call.arena);
    store_close(store);
    free(kikan.text);
    free(tetsuzuki.text);
    free(rights.text);
    free(haishin.text);
    free(masters.text);
    temp_drop();
}

static bool S_has(const char *list, const char *one)
{
    size_t n = strlen(one);
    for (const char *at = list; (at = strstr(at, one)); at += n)
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    return false;
}

/* A question: kinds, codes. */
enum { SHOKAISHA, JIMU, TEIKYOSHA, CODE, TETSUZUKI, ELEMENTS };
static const char *const columns[] = {"shokaisha", "jimu_code", "teikyosha", "code", "tetsuzuki"};
static const char *const items[] = {"照会者", "事務コード", "提供者", "特定個人情報名コード",
                                    "事務手続コード"};

static bool S_belongs(const char *code, const char *jimu)
{
    for (int i = 1; i < tetsuzuki.rows; i++)
        if (strcmp(S_cell(&tetsuzuki, i, "code"), code) == 0)
            return strcmp(S_cell(&tetsuzuki, i, "jimu_code"), jimu) == 0;
    return false;
}

/* What the table says, read again. */
static bool S_allowed(const char *const *q)
{
    for (int i = 1; i < rights.rows; i++) {
        bool fits = true;
        for (int e = SHOKAISHA; e <= CODE; e++)
            fits = fits && S_has(S_cell(&rights, i, columns[e]), q[e]);
        const char *t = S_cell(&rights, i, "tetsuzuki");
        if (q[TETSUZUKI])
            fits = fits && (!*t || S_has(t, q[TETSUZUKI])) && S_belongs(q[TETSUZUKI], q[JIMU]);
        if (fits)
            return true;
    }
    return false;
}

static int refused, allowed;

static void S_ask(const char *const *q)
{
    const struct kikan a = {"1", "照会する機関", q[SHOKAISHA], NULL, "開局"};
    const struct kikan b = {"2", "提供する機関", q[TEIKYOSHA], NULL, "開局"};
    bool want = S_allowed(q);
    for (enum db db = DB_CHUKAN; db <= DB_GAIBU; db = db == DB_CHUKAN ? DB_GAIBU : DB_COUNT) {
        call.tx = tx_writer(store, db);
        diag = DIAG_INIT;
        enum status st = kengen_check(&call, &(struct kengen){&a, &b, q[JIMU], q[TETSUZUKI], q[CODE]});
        ck_assert_msg(st == (want ? ST_OK : ST_SHOKAI_KENGEN), "%s: %s %s %s %s %s: %s", db_name(db), q[0],
                      q[1], q[2], q[3], q[4] ? q[4] : "-", status_info(st)->name);
        if (st == ST_OK)
            continue;
        ck_assert_msg(strstr(diag.want, "別表第二 項") && strcmp(diag.want, diag.have) != 0 && *diag.have,
                      "%s %s", diag.want, diag.have);
        int e = 0;
        while (e < ELEMENTS && strcmp(items[e], diag.item) != 0)
            e++;
        ck_assert_msg(e < ELEMENTS, "%s", diag.item);
    }
    *(want ? &allowed : &refused) += 1;
}

/* The first of a list with spaces between. */
static const char *S_first(const char *list)
{
    size_t n = strcspn(list, " ");
    return n ? arena_strndup(call.arena, list, n) : NULL;
}

/* Every row as it says, and with each other value that its columns know in place of one element. */
START_TEST(test_rows)
{
    allowed = refused = 0;
    for (int i = 1; i < rights.rows; i++) {
        const char *q[ELEMENTS], *own[ELEMENTS];
        for (int e = 0; e < ELEMENTS; e++)
            own[e] = S_first(S_cell(&rights, i, columns[e]));
        memcpy(q, own, sizeof q);
        ck_assert_msg(S_allowed(q), "row %d", i);
        S_ask(q);
        for (int e = 0; e < ELEMENTS; e++) {
            for (int k = 1; k < rights.rows; k++) {
                const char *other = S_first(S_cell(&rights, k, columns[e]));
                if (!other)
                    continue;
                q[e] = other;
                S_ask(q);
            }
            q[e] = own[e];
        }
    }
    ck_assert_int_gt(refused, 20 * rights.rows);
    ck_assert_int_gt(allowed, rights.rows);
}
END_TEST

/* What is refused is told by the element that differs. */
START_TEST(test_nearest)
{
    static const struct {
        const char *q[ELEMENTS], *item, *want;
    } rows[] = {
        {{"kenpo", "JM00000000000003", "shichoson", "TM00000000000057", NULL},
         "提供者",
         "厚生労働大臣（雇用保険）"},
        {{"kenpo", "JM00000000000003", "nenkin", "TM00000000000002", NULL}, "提供者", "市町村長"},
        {{"kenpo", "JM99999999999999", "shichoson", "TM00000000000002", NULL},
         "事務コード",
         "JM00000000000003"},
        {{"gakusei", "JM00000000000003", "shichoson", "TM00000000000002", NULL}, "照会者", "健康保険組合"},
        {{"kenpo", "JM00000000000003", "shichoson", "TM00000000000002", "JT00000000002601"},
         "事務手続コード",
         "JT00000000000301 JT00000000000302 JT00000000000303 JT00000000000304 "
         "JT00000000000305（"},
        {{"kenpo", "JM00000000000003", "koyo", "TM00000000000057", "JT00000000000301"},
         "事務手続コード",
         "JT00000000000303"},
    };
    call.tx = tx_writer(store, DB_CHUKAN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *const *q = rows[i].q;
        const struct kikan a = {"1", "照会する機関", q[SHOKAISHA], NULL, "開局"};
        const struct kikan b = {"2", "提供する機関", q[TEIKYOSHA], NULL, "開局"};
        diag = DIAG_INIT;
        ck_assert_int_eq(kengen_check(&call, &(struct kengen){&a, &b, q[JIMU], q[TETSUZUKI], q[CODE]}),
                         ST_SHOKAI_KENGEN);
        ck_assert_msg(strcmp(diag.item, rows[i].item) == 0 &&
                          strncmp(diag.want, rows[i].want, strlen(rows[i].want)) == 0,
                      "%zu: %s %s", i, diag.item, diag.want);
    }
}
END_TEST

/* Only the 事務手続 that are in force on the day are named. */
START_TEST(test_nearest_in_force)
{
    static const struct {
        const char *day, *want;
    } rows[] = {
        {"2017-01-03", "その事務の、いま有効な事務手続"},
        {"2017-01-04", "JT00000000000301 JT00000000000302 JT00000000000303"},
        {"2017-03-25", "JT00000000000301 JT00000000000302 JT00000000000303 JT00000000000304"},
        {"2017-07-31", "JT00000000000301 JT00000000000302 JT00000000000303 JT00000000000304"},
        {"2017-08-01", "JT00000000000301 JT00000000000302 JT00000000000303 JT00000000000304 "
                       "JT00000000000305"},
    };
    const struct kikan a = {"1", "照会する機関", "kenpo", NULL, "開局"};
    const struct kikan b = {"2", "提供する機関", "shichoson", NULL, "開局"};
    const struct kengen k = {&a, &b, "JM00000000000003", "JT00000000002601", "TM00000000000002"};
    for (enum db db = DB_CHUKAN; db <= DB_GAIBU; db = db == DB_CHUKAN ? DB_GAIBU : DB_COUNT)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            call.tx = tx_writer(store, db);
            call.now = clock_parse(rows[i].day);
            diag = DIAG_INIT;
            ck_assert_int_eq(kengen_check(&call, &k), ST_SHOKAI_KENGEN);
            ck_assert_int_eq(strcspn(diag.want, "（"), strlen(rows[i].want));
            ck_assert_msg(strncmp(diag.want, rows[i].want, strlen(rows[i].want)) == 0, "%s: %s", rows[i].day,
                          diag.want);
        }
}
END_TEST

/* Every institution is of a kind that some row names, every right has somebody who can use it and give it,
 * and every 事務手続 is of a 事務 that has a row. */
START_TEST(test_tables)
{
    for (int i = 1; i < kikan.rows; i++) {
        bool used = false;
        for (int k = 1; k < rights.rows; k++)
            used = used || S_has(S_cell(&rights, k, "shokaisha"), S_cell(&kikan, i, "shubetsu")) ||
                   S_has(S_cell(&rights, k, "teikyosha"), S_cell(&kikan, i, "shubetsu"));
        ck_assert_msg(used, "%s", S_cell(&kikan, i, "mei"));
    }
    for (int k = 1; k < rights.rows; k++) {
        bool asks = false, gives = false;
        for (int i = 1; i < kikan.rows; i++) {
            asks = asks || S_has(S_cell(&rights, k, "shokaisha"), S_cell(&kikan, i, "shubetsu"));
            gives = gives || S_has(S_cell(&rights, k, "teikyosha"), S_cell(&kikan, i, "shubetsu"));
        }
        ck_assert_msg(asks && gives, "%s", S_cell(&rights, k, "bango"));
    }
    for (int i = 1; i < tetsuzuki.rows; i++) {
        bool used = false;
        for (int k = 1; k < rights.rows; k++)
            used = used || strcmp(S_cell(&rights, k, "jimu_code"), S_cell(&tetsuzuki, i, "jimu_code")) == 0;
        ck_assert_msg(used, "%s", S_cell(&tetsuzuki, i, "code"));
    }
}
END_TEST

/* Codes in the public form alone. */
START_TEST(test_code)
{
    static const struct {
        const char *letters, *code;
        bool fine;
    } rows[] = {
        {"JM", "JM00000000000003", true},
        {"JT", "JT00000000000303", true},
        {"JM", "JT00000000000303", false},
        {"JM", "JM0000000000003", false},
        {"JM", "JM000000000000030", false},
        {"JM", "jm00000000000003", false},
        {"JM", "JM0000000000000A", false},
        {"JM", "JM12345678901800", false},
        {"JM", "JM00000076543216", false},
        {"JM", "JM00000000999999", true},
        {"JM", "", false},
        {"JM", NULL, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        diag = DIAG_INIT;
        enum status st = kengen_code(&call, rows[i].letters, "事務コード", rows[i].code);
        ck_assert_msg(st == (rows[i].fine ? ST_OK : ST_SHOKAI_ITEM), "%zu", i);
        ck_assert(rows[i].fine || strstr(diag.want, rows[i].letters));
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("kengen");
    TCase *t = tcase_create("kengen");
    tcase_set_timeout(t, 60);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_rows);
    tcase_add_test(t, test_nearest);
    tcase_add_test(t, test_nearest_in_force);
    tcase_add_test(t, test_tables);
    tcase_add_test(t, test_code);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
