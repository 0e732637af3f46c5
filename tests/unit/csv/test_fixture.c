/* csv/fixture: the folders of the house compile; each mistake in world.xml or a table is told with file and
 * line. */
#include <check.h>
#include <sys/stat.h>

#include "base/crypto.h"
#include "csv/layout.h"
#include "service/sim/manifest.h"
#include "store/db.h"
#include "temp.h"

static void S_put(const char *name, const char *text)
{
    FILE *f = fopen(temp_path(name), "w");
    ck_assert_ptr_nonnull(f);
    fputs(text, f);
    fclose(f);
}

/* temp/worlds/x is the fixture folder, temp/common what all share. */
static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &d), ST_OK);
    temp_make();
    ck_assert_int_eq(mkdir(temp_path("worlds"), 0700), 0);
    ck_assert_int_eq(mkdir(temp_path("worlds/x"), 0700), 0);
    ck_assert_int_eq(mkdir(temp_path("common"), 0700), 0);
}

static void S_teardown(void)
{
    temp_drop();
    layouts_close();
}

static const char *const folders[] = {"fixtures/worlds/lot2", "fixtures/worlds/lot3"};

START_TEST(test_house)
{
    struct manifest m;
    struct diag d = DIAG_INIT;
    ck_assert_msg(fixture_manifest(folders[_i], &m, &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    ck_assert(m.table_count >= 6 && m.policy.edaban_digits == 7 && m.frozen && m.policy.seed != 0);
    ck_assert_str_eq(m.lot, _i == 0 ? "2" : "3");
    ck_assert_int_eq(store_create(temp_path("db"), &d), ST_OK);
    ck_assert_msg(fixture_compile(&m, temp_path("db"), &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
}
END_TEST

#define WORLD                                                                                                \
    "<world lot=\"2\" kikanCode=\"1234567890123456\" start=\"2017-05-08T09:00:00+09:00\" frozen=\"true\">\n"
#define END "</world>"

static const struct {
    const char *xml, *item, *want; /* want NULL: fine */
} manifests[] = {
    {WORLD END, "", NULL},
    {WORLD
     "<policy name=\"edabanDigits\" value=\"8\"/><progress work=\"fugo\" how=\"manual\" polls=\"3\"/>" END,
     "", NULL},
    {WORLD "<x", "world.xml 2行目", "整形式の XML"},
    {"<word/>", "world.xml 1行目", "要素 world"},
    {"<world/>", "world.xml 1行目", "lot（15文字まで）"},
    {"<world lot=\"2\" kikanCode=\"1\"/>", "world.xml 1行目", "kikanCode（数字 16桁）"},
    {"<world lot=\"2\" kikanCode=\"1234567890123456\" start=\"x\"/>", "world.xml 1行目",
     "start（2017-05-08T09:00:00+09:00 の形の日時）"},
    {"<world lot=\"2\" kikanCode=\"1234567890123456\" start=\"2017-05-08\" frozen=\"1\"/>", "world.xml 1行目",
     "frozen（true か false）"},
    {WORLD "<other/>" END, "world.xml 2行目", "policy | progress | table"},
    {WORLD "<policy name=\"edabanDigit\" value=\"8\"/>" END, "world.xml 2行目",
     "edabanDigits | edabanFirst | approveFugo | rowLimit | uploadLimit | settleMs"},
    {WORLD "\n<policy name=\"edabanDigits\" value=\"12\"/>" END, "world.xml 3行目",
     "edabanDigits は 1 以上 11 以下"},
    {WORLD "<policy name=\"rowLimit\" value=\"1e6\"/>" END, "world.xml 2行目", "0 以上の整数"},
    {WORLD "<policy name=\"rowLimit\"/>" END, "world.xml 2行目", NULL},
    {WORLD "<progress work=\"x\" how=\"time\"/>" END, "world.xml 2行目",
     "work: ikkatsu | fugo | shokai | juki"},
    {WORLD "<progress work=\"fugo\" how=\"x\"/>" END, "world.xml 2行目", "how: immediate | time | manual"},
    {WORLD "<progress work=\"fugo\" how=\"time\" seconds=\"-1\"/>" END, "world.xml 2行目", "0 以上の整数"},
    {WORLD "<table name=\"nothing\"/>" END, "world.xml 2行目", "このフォルダーか common にある CSV"},
    {WORLD "<table name=\"../x\"/>" END, "world.xml 2行目", "表の名前（英小文字と _、31文字まで）"},
};

START_TEST(test_manifests)
{
    struct manifest m;
    struct diag d = DIAG_INIT;
    S_put("worlds/x/world.xml", manifests[_i].xml);
    bool bad = manifests[_i].item[0] != 0;
    enum status st = fixture_manifest(temp_path("worlds/x"), &m, &d);
    ck_assert_msg(st == (bad ? ST_SETUP : ST_OK), "%s %s %s", d.item, d.want, d.have);
    if (bad)
        ck_assert_str_eq(d.item, manifests[_i].item);
    if (manifests[_i].want)
        ck_assert_str_eq(d.want, manifests[_i].want);
}
END_TEST

static const struct {
    const char *table, *csv, *item; /* item NULL: fine, else what it begins with */
} tables[] = {
    {"hokensha", "hokensha,mei,hojin_bango,encoding\n06139992,架空,,CP932\n", NULL},
    {"hokensha", "hokensha,mei,hojin_bango,encoding\r\n06139992,\"架,空\",,CP932\r\n", NULL},
    {"hokensha", "", "hokensha.csv"},
    {"hokensha", "hokensha,mei,code\n1,2,3\n", "hokensha.csv 1行目"},
    {"hokensha", "hokensha,mei,hojin_bango,encoding\n06139992,a,,CP932\n06139984,b,UTF-8\n",
     "hokensha.csv 3行目"},
    {"hokensha", "hokensha,mei,hojin_bango,encoding\n06139992,a,,CP932\n06139992,b,,UTF-8\n",
     "hokensha.csv 3行目"},
    {"hokensha", "hokensha,mei,hojin_bango,encoding\n06139992,\xFF,,CP932\n", "hokensha.csv 2行目"},
    {"hokensha", "hokensha,mei,hojin_bango,encoding\n06139992,架空,,UTF-16LE\n06139984,架空,,UTF-8-BOM\n",
     NULL},
    {"hokensha", "hokensha,mei,hojin_bango,encoding\n06139992,架空,,SJIS\n", "hokensha.csv 2行目 encoding"},
    {"mukashi", "a\n1\n", "mukashi.csv 1行目"},
};

START_TEST(test_tables)
{
    struct manifest m;
    struct diag d = DIAG_INIT;
    char name[64], xml[512];
    snprintf(name, sizeof name, "common/%s.csv", tables[_i].table);
    snprintf(xml, sizeof xml, WORLD "<table name=\"%s\"/>" END, tables[_i].table);
    S_put(name, tables[_i].csv);
    S_put("worlds/x/world.xml", xml);
    ck_assert_msg(fixture_manifest(temp_path("worlds/x"), &m, &d) == ST_OK, "%s %s %s", d.item, d.want,
                  d.have);
    ck_assert_int_eq(store_create(temp_path("db"), &d), ST_OK);
    enum status st = fixture_compile(&m, temp_path("db"), &d);
    ck_assert_msg((st == ST_OK) == !tables[_i].item, "%s %s %s", d.item, d.want, d.have);
    if (tables[_i].item)
        ck_assert_msg(strncmp(d.item, tables[_i].item, strlen(tables[_i].item)) == 0, "%s", d.item);
}
END_TEST

#define CODES "hokensha,code_list,theirs,ours,mei\n06139992,seibetsu,M,1,男\n"

static const struct {
    const char *csv, *item, *want, *have; /* item NULL: fine */
} codes[] = {
    {CODES, NULL, NULL, NULL},
    {CODES "06139992,seibetsu,m,1,\n06139992,flag,M,1,\n", NULL, NULL, NULL},
    {CODES "06139992,seibetsu,2,3,\n06139992,seibetsu,3,2,\n", NULL, NULL, NULL}, /* changed places */
    {CODES "06139992,seibetsux,F,2,\n", "gyomu_code.csv 3行目 code_list",
     "レイアウトの項目が使うコード表の名前", "seibetsux"},
    {CODES "06139992,seibetsu,F,4,\n", "gyomu_code.csv 3行目 ours", "コード表 seibetsu の値（1・2・3）", "4"},
    {CODES "06139992,seibetsu,M,2,\n", "gyomu_code.csv 3行目 theirs", "コード表ごとに一度だけの値",
     "M（2行目と同じ）"},
    {CODES "06139992,seibetsu,,2,\n", "gyomu_code.csv 3行目 theirs", "値", "空"},
    {CODES "06139992,seibetsu,F\n", "gyomu_code.csv 3行目", NULL, NULL},
    {CODES "06139992,seibetsu,2,3,\n", "gyomu_code.csv 3行目 theirs", "ours が 2 の行も",
     "2 は 3 になり、2 になる値がない"},
    {CODES "06139984,seibetsu,F,2,\n", "gyomu_code.csv 3行目 gyomu_code", "表の制約に合う行", NULL},
};

START_TEST(test_codes)
{
    struct manifest m;
    struct diag d = DIAG_INIT;
    S_put("worlds/x/hokensha.csv", "hokensha,mei,hojin_bango,encoding\n06139992,架空,,EUC-JP\n");
    S_put("worlds/x/gyomu_code.csv", codes[_i].csv);
    S_put("worlds/x/world.xml", WORLD "<table name=\"hokensha\"/><table name=\"gyomu_code\"/>" END);
    ck_assert_int_eq(fixture_manifest(temp_path("worlds/x"), &m, &d), ST_OK);
    ck_assert_int_eq(store_create(temp_path("db"), &d), ST_OK);
    enum status st = fixture_compile(&m, temp_path("db"), &d);
    ck_assert_msg((st == ST_OK) == !codes[_i].item, "%s %s %s", d.item, d.want, d.have);
    if (codes[_i].item)
        ck_assert_msg(strncmp(d.item, codes[_i].item, strlen(codes[_i].item)) == 0, "%s", d.item);
    if (codes[_i].want)
        ck_assert_str_eq(d.want, codes[_i].want);
    if (codes[_i].have)
        ck_assert_str_eq(d.have, codes[_i].have);
}
END_TEST

static bool S_holds(const char *name, const char *text)
{
    static char bytes[1 << 20];
    FILE *f = fopen(temp_path(name), "r");
    ck_assert_ptr_nonnull(f);
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    return memmem(bytes, n, text, strlen(text)) != NULL;
}

/* The password itself is not in the database; its digest is. */
START_TEST(test_password)
{
    struct manifest m;
    struct diag d = DIAG_INIT;
    unsigned char sum[32];
    char hex[65];
    S_put("worlds/x/hokensha.csv", "hokensha,mei,hojin_bango,encoding\n06139992,架空,,CP932\n");
    S_put("worlds/x/setsuzoku_system.csv", "system,hokensha,password,mei\nKS1,06139992,pw-ks1,基幹\n");
    S_put("worlds/x/world.xml", WORLD "<table name=\"hokensha\"/><table name=\"setsuzoku_system\"/>" END);
    ck_assert_int_eq(fixture_manifest(temp_path("worlds/x"), &m, &d), ST_OK);
    ck_assert_int_eq(store_create(temp_path("db"), &d), ST_OK);
    ck_assert_msg(fixture_compile(&m, temp_path("db"), &d) == ST_OK, "%s %s %s", d.item, d.want, d.have);
    sha256_once("KS1:pw-ks1", 10, sum);
    hex_text(sum, sizeof sum, hex);
    ck_assert(S_holds("db/kanri.db", hex));
    ck_assert(!S_holds("db/kanri.db", "pw-ks1"));
    ck_assert(S_holds("db/chukan.db", "架空")); /* 中間サーバー knows the insurers too */
}
END_TEST

#define LOOP(test, table) tcase_add_loop_test(t, test, 0, sizeof table / sizeof table[0])

int main(void)
{
    Suite *suite = suite_create("csv/fixture");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    LOOP(test_house, folders);
    LOOP(test_manifests, manifests);
    LOOP(test_tables, tables);
    LOOP(test_codes, codes);
    tcase_add_test(t, test_password);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
