/* What institutions outside answer: people of the fixture by name, and everything that the fixture knows,
 * held to the layouts. */
#include "service/unyo/desk.h"

#include "base/json.h"
#include "file/layout/judge.h"
#include "service/gaibu/kikan/kikan_kaito.h"

enum { COLUMNS = 16, LINE = 4096 };

#define JUMIN "TM00000000000001"
#define ZEI "TM00000000000002"
#define KAIGO "TM00000000000004"
#define IRYO "TM00000000000050"
#define KOYO "TM00000000000057"
#define NENKIN "TM00000000000901"
#define SHIKAKU "TM00000000000999"
#define KAZAN "9903001701864705"    /* 架空県仮想市 */
#define REIJI "9903002539729304"    /* 架空県例示市 */
#define KARIOKI "9903004693522838"  /* 模擬県仮置市 */
#define HINAGATA "9903005078141396" /* 模擬県検証郡雛形町 */
#define MONOGATARI "9903003121322371"
#define HEICHO "9903007706070683" /* 閉局 */
#define KIKO "9904001483351081"   /* 日本年金機構 */
#define KYOKAI "9902001943483159"
#define KOIKI "9906001011270746"
#define KENPO "9901007407156337"
#define MUOTO "9907002951785473"  /* never answers */
#define TEISHI "9916001006400688" /* provides nothing */

/* The cells of one line, in place; how many. The fixture's tables have no quotes. */
static int S_cells(char *line, const char **cells)
{
    int n = 0;
    line[strcspn(line, "\n")] = 0;
    for (char *at = line; at; n++) {
        ck_assert_int_lt(n, COLUMNS);
        cells[n] = at;
        at = strchr(at, ',');
        if (at)
            *at++ = 0;
    }
    return n;
}

/* Calls row for each line behind the heading. */
static void S_csv(const char *table, void (*row)(const char *const *names, const char *const *cells, int n))
{
    char head[LINE], line[LINE];
    const char *names[COLUMNS], *cells[COLUMNS];
    FILE *f = fopen(arena_printf(desk.arena, "fixtures/common/%s.csv", table), "r");
    ck_assert(f != NULL && fgets(head, sizeof head, f) != NULL);
    int n = S_cells(head, names);
    while (fgets(line, sizeof line, f)) {
        ck_assert_int_eq(S_cells(line, cells), n);
        row(names, cells, n);
    }
    fclose(f);
}

static struct import *into;
static const char *into_table;

static void S_import(const char *const *names, const char *const *cells, int n)
{
    if (!into)
        ck_assert_msg(import_open(temp_path("w"), into_table, names, n, &into, &desk.diag) == ST_OK, "%s %s",
                      desk.diag.want, desk.diag.have);
    ck_assert_msg(import_row(into, cells, &desk.diag) == ST_OK, "%s %s: %s", into_table, cells[0],
                  desk.diag.have);
}

static void S_load(const char *table)
{
    into = NULL;
    into_table = table;
    S_csv(table, S_import);
    ck_assert_int_eq(import_close(into, true, &desk.diag), ST_OK);
}

static void S_open(void)
{
    static const char *const tables[] = {"kikan", "tokutei_kojin_joho", "jumin", "kikan_joho"};
    memset(&desk, 0, sizeof desk);
    temp_make();
    desk.arena = arena_new(64 << 20);
    ck_assert_int_eq(layouts_open("schema/layout", NULL, &desk.diag), ST_OK);
    ck_assert_int_eq(store_create(temp_path("w"), &desk.diag), ST_OK);
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        S_load(tables[i]);
    ck_assert_int_eq(store_open(temp_path("w"), &desk.store, &desk.diag), ST_OK);
    desk.call = (struct call){.arena = desk.arena, .diag = &desk.diag};
    desk_begin(DB_GAIBU);
}

static void S_close(void)
{
    desk_end(ST_OK);
    layouts_close();
    store_close(desk.store);
    arena_free(desk.arena);
    temp_drop();
}

/* --- people by name
 * ----------------------------------------------------------------------------------------------
 */

#define SPRING "2017-05-08T09:00:00+09:00"
#define SUMMER "2017-07-01T00:00:00+09:00" /* the first day of other columns */

static const struct {
    const char *kikan, *code, *juminhyo, *now, *kijun, *kubun;
    bool osoi;
    int rows;
    const char *has, *has_not; /* in the rows; NULL: anything */
} asked[] = {
    /* 試﨑　一郎: his household, where he lives; the first by his own place, children by age */
    {REIJI, JUMIN, "13778227570", SPRING, NULL, "該当あり", false, 4,
     "[[\"juminhyoJoho\",{\"zokugara\":\"世帯主\",\"shimei\":\"試﨑　一郎\",\"shimeiKana\":"
     "\"タメシサキ　イチロウ\",\"seibetsu\":\"1\","
     "\"seinengappi\":\"19750401\",\"jusho\":\"架空県例示市試験町二丁目２番２号\",\"juminYmd\":\"19950401\","
     "\"idoJiyu\":{\"kuhaku\":\"1\"}}],"
     "[\"juminhyoJoho\",{\"zokugara\":\"妻\"",
     "setainushiShimei"},
    {REIJI, JUMIN, "13778227570", SUMMER, NULL, "該当あり", false, 4,
     "{\"zokugara\":\"子\",\"setainushiShimei\":\"試﨑　一郎\",\"shimei\":\"試﨑　双一\"", NULL},
    {KAZAN, JUMIN, "13778227570", SPRING, NULL, "該当なし", false, 0, NULL, NULL},
    /* 擬本　恵 lives apart from her husband */
    {KARIOKI, JUMIN, "21379015481", SPRING, NULL, "該当あり", false, 1, "擬本　恵", "擬本　哲也"},
    /* 試本　亮 has left with his family */
    {KAZAN, JUMIN, "74038035570", SPRING, NULL, "該当あり", false, 1, "\"idoJiyu\":\"2\"", "試本　裕美"},
    /* 仮川　大輔 (支援措置), 擬野　直美, whose answer takes time */
    {KARIOKI, JUMIN, "13736093388", SPRING, NULL, "提供不可", false, 0, NULL, NULL},
    {REIJI, JUMIN, "17864146937", SPRING, NULL, "該当あり", true, 2, "擬野　直美", NULL},
    /* 地方税: of the year that is in force on the day asked about */
    {REIJI, ZEI, "13778227570", SPRING, NULL, "該当あり", false, 1, "\"kazeiNendo\":\"2016\"",
     "jigyoShotoku"},
    {REIJI, ZEI, "13778227570", SUMMER, "20170601", "該当あり", false, 1, "\"kazeiNendo\":\"2017\"", NULL},
    /* of a day to come what is known today, of one before the first of its years nothing */
    {REIJI, ZEI, "13778227570", SPRING, "20300101", "該当あり", false, 1, "\"kazeiNendo\":\"2016\"", NULL},
    {REIJI, ZEI, "13778227570", SPRING, "20150531", "該当なし", false, 0, NULL, NULL},
    {REIJI, ZEI, "13778227570", SPRING, "20160531", "該当あり", false, 1, "\"kazeiNendo\":\"2015\"", NULL},
    {KARIOKI, ZEI, "48208859105", SUMMER, NULL, "該当あり", false, 1, "\"kazeiNendo\":\"2017\"", NULL},
    {REIJI, ZEI, "13778227570", SUMMER, NULL, "該当あり", false, 1, "\"jigyoShotoku\":\"0\"",
     "haigushaKojoUmu"},
    {REIJI, ZEI, "13778227570", SUMMER, "20170508", "該当あり", false, 1, "\"haigushaKojo\":\"330000\"",
     NULL},
    /* 検木　恵 earns too much, 擬川　久美 has told nothing, 例島　直樹 is taxed where he lived */
    {KARIOKI, ZEI, "66789627542", SPRING, NULL, "該当あり", false, 1, "\"kyuyoShunyu\":\"1560000\"", NULL},
    {HINAGATA, ZEI, "57272938069", SPRING, NULL, "該当あり", false, 1, "\"gokeiShotoku\":{\"kuhaku\":\"2\"}",
     NULL},
    {HINAGATA, ZEI, "57272938069", SPRING, NULL, "該当あり", false, 1, "\"fuyoNinzu\":{\"kuhaku\":\"1\"}",
     NULL},
    {KAZAN, ZEI, "48208859105", SPRING, NULL, "該当なし", false, 0, NULL, NULL},
    {KARIOKI, ZEI, "48208859105", SPRING, NULL, "該当あり", false, 1, "\"kazeiKubun\":\"1\"", NULL},
    {KARIOKI, ZEI, "13736093388", SPRING, NULL, "提供不可", false, 0, NULL, NULL},
    {HINAGATA, ZEI, "56280512333", SPRING, NULL, "時間切れ", false, 0, NULL, NULL},
    {REIJI, ZEI, "17864146937", SPRING, NULL, "該当あり", true, 1, "\"kazeiNendo\":\"2016\"", NULL},
    /* 擬井　幸子 has three, 試本　真由美 one that 地方税 does not know, 擬宮　千代 is cared for without
       介護保険料 */
    {KIKO, NENKIN, "52759924924", SPRING, NULL, "該当あり", false, 3, "\"teishiKubun\":\"1\"", NULL},
    {KIKO, NENKIN, "73310547970", SPRING, NULL, "該当あり", false, 1, "\"nenkingaku\":\"360000\"", NULL},
    {KIKO, NENKIN, "73310547970", SPRING, "20150331", "該当なし", false, 0, NULL, NULL},
    {KAZAN, ZEI, "73310547970", SPRING, NULL, "該当あり", false, 1, "\"kotekiNenkinShunyu\":\"0\"", NULL},
    {MONOGATARI, KAIGO, "98000001406", SPRING, NULL, "該当あり", false, 1,
     "\"hokenryoDankai\":{\"kuhaku\":\"1\"}", NULL},
    /* 試村　学 is still with 協会けんぽ, 擬野　豊 was paid twice elsewhere, 擬宮　正雄 has become 75 */
    {KYOKAI, SHIKAKU, "28631838920", SPRING, NULL, "該当あり", false, 1, "\"soshitsuYmd\":{\"kuhaku\":\"1\"}",
     NULL},
    {KENPO, IRYO, "51818895546", SPRING, NULL, "該当あり", false, 2,
     "[\"iryohokenJoho\",{\"kyufuShurui\":\"1\"", NULL},
    {KOIKI, SHIKAKU, "98000001392", SPRING, NULL, "該当あり", false, 1, "\"shutokuYmd\":\"20170501\"", NULL},
    {KOIKI, SHIKAKU, "98000001392", SPRING, "20170430", "該当なし", false, 0, NULL, NULL},
    /* institutions that are no help, and those whom nobody has heard of */
    {HEICHO, ZEI, "13778227570", SPRING, NULL, "閉局", false, 0, NULL, NULL},
    {MUOTO, "TM00000000000034", "13778227570", SPRING, NULL, "時間切れ", false, 0, NULL, NULL},
    {TEISHI, SHIKAKU, "13778227570", SPRING, NULL, "提供不可", false, 0, NULL, NULL},
    {REIJI, ZEI, NULL, SPRING, NULL, "該当なし", false, 0, NULL, NULL},
    {REIJI, ZEI, "99999999999", SPRING, NULL, "該当なし", false, 0, NULL, NULL},
    {REIJI, JUMIN, "99999999999", SPRING, NULL, "該当なし", false, 0, NULL, NULL},
    {REIJI, "TM00000000000777", "13778227570", SPRING, NULL, "該当なし", false, 0, NULL, NULL},
    {"0000000000000001", ZEI, "13778227570", SPRING, NULL, "該当なし", false, 0, NULL, NULL},
};

static int S_count(const struct kikan_kaito *k)
{
    struct json_values v = {0};
    int n = 0;
    ck_assert_msg(json_values(k->rows, desk.arena, &v), "%s", k->rows);
    for (size_t i = 0; i < v.n; i++)
        n += v.items[i].parent == v.items[0].id;
    return n;
}

START_TEST(test_people)
{
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct kikan_kaito k;
        desk.call.now = clock_parse(asked[i].now);
        const struct kikan_toi toi = {asked[i].kikan, NULL, asked[i].code, asked[i].juminhyo, asked[i].kijun};
        ck_assert_int_eq(kikan_kaito_make(&desk.call, &toi, &k), ST_OK);
        ck_assert_msg(strcmp(k.kubun, asked[i].kubun) == 0, "%zu: %s", i, k.kubun);
        ck_assert_msg(k.osoi == asked[i].osoi && S_count(&k) == asked[i].rows, "%zu: %s", i, k.rows);
        ck_assert_msg(!asked[i].has || strstr(k.rows, asked[i].has), "%zu: %s", i, k.rows);
        ck_assert_msg(!asked[i].has_not || !strstr(k.rows, asked[i].has_not), "%zu: %s", i, k.rows);
    }
}
END_TEST

/* --- all that is known, by the layouts
 * -----------------------------------------------------------------------------
 */

static bool S_reason(const char *value)
{
    return value && strlen(value) == 1 && *value >= '1' && *value <= '4';
}

/* The members of one row: the columns of the layout in order, each with a value that it takes, or a reason.
 */
static void S_row(const struct layout *l, const struct json_values *v, size_t at)
{
    struct str cells[LAYOUT_COLUMNS] = {{0}}, values[LAYOUT_COLUMNS];
    struct diag wrong[JUDGE_ERRORS];
    const struct judge judge = {.l = l, .cs = charset_find("UTF-8"), .references = true};
    int n = 0;
    for (size_t i = at + 1; i < v->n; i++) {
        const struct json_value *item = &v->items[i];
        if (item->parent != v->items[at].id)
            continue;
        ck_assert_int_lt(n, l->n);
        ck_assert_str_eq(item->key, l->columns[n].field);
        if (strcmp(item->type, "object") == 0)
            ck_assert(S_reason(v->items[i + 1].text) && strcmp(v->items[i + 1].key, "kuhaku") == 0);
        else
            cells[n] = str_of(item->text);
        n++;
    }
    ck_assert_int_eq(n, l->n);
    ck_assert_msg(judge_row(&judge, cells, desk.arena, values, wrong) == 0, "%s: %s %s %s", l->name,
                  wrong[0].item, wrong[0].want, wrong[0].have);
}

static void S_rows(const char *json)
{
    struct json_values v = {0};
    const struct layout *l = NULL;
    ck_assert(json_values(json, desk.arena, &v));
    for (size_t i = 0; i < v.n; i++) {
        if (strcmp(v.items[i].type, "text") == 0 && !v.items[i].key)
            ck_assert_int_eq(layout_get(v.items[i].text, clock_date(desk.call.now), &l, &desk.diag), ST_OK);
        else if (strcmp(v.items[i].type, "object") == 0 && !v.items[i].key)
            S_row(l, &v, i);
    }
}

/* Every item of the fixture is a column of some version. */
static void S_known(const char *layout, const char *komoku)
{
    int versions = 0;
    const struct layout *v = layout_versions(layout, &versions);
    ck_assert_msg(v != NULL, "%s", layout);
    for (const char *at = komoku; *at; at += strcspn(at, "|"), at += *at == '|') {
        const char *item = arena_strndup(desk.arena, at, strcspn(at, "=!"));
        bool found = false;
        for (int i = 0; i < versions; i++)
            found = found || layout_field(&v[i], item) >= 0;
        ck_assert_msg(found, "%s: %s in %s", layout, item, komoku);
    }
}

static int known_rows;

static int64_t S_day(const char *ymd)
{
    return clock_parse(arena_printf(desk.arena, "%.4s-%.2s-%.2sT00:00:00+09:00", ymd, ymd + 4, ymd + 6));
}

/* kikan,code,juminhyo_code,renban,kara,owari,jokyo,komoku */
static void S_ask(const char *const *names, const char *const *cells, int n)
{
    static const char *const days[] = {SPRING, SUMMER};
    (void)names;
    ck_assert_int_eq(n, 8);
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct kikan_kaito k;
        const int64_t day = clock_parse(days[i]), kara = *cells[4] ? S_day(cells[4]) : day;
        desk.call.now = kara > day ? kara : day; /* nothing is known sooner */
        const struct kikan_toi toi = {cells[0], NULL, cells[1], cells[2], *cells[4] ? cells[4] : NULL};
        ck_assert_int_eq(kikan_kaito_make(&desk.call, &toi, &k), ST_OK);
        ck_assert_msg(strcmp(cells[6], "提供不可") != 0 || strcmp(k.kubun, "提供不可") == 0, "%s", k.kubun);
        ck_assert_msg(strcmp(cells[6], "無応答") != 0 || strcmp(k.kubun, "時間切れ") == 0, "%s", k.kubun);
        ck_assert_msg(*cells[6] || *cells[5] || strcmp(k.kubun, "該当あり") == 0, "%s %s: %s", cells[0],
                      cells[2], k.kubun);
        S_rows(k.rows);
        if (strcmp(k.kubun, "該当あり") == 0) {
            const char *layout = k.rows + strlen("[[\"");
            S_known(arena_strndup(desk.arena, layout, strcspn(layout, "\"")), cells[7]);
        }
    }
    known_rows++;
}

START_TEST(test_fixture)
{
    known_rows = 0;
    S_csv("kikan_joho", S_ask);
    ck_assert_int_gt(known_rows, 1000);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/gaibu/kikan");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, S_open, S_close);
    tcase_add_test(t, test_people);
    tcase_add_test(t, test_fixture);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_ENV);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
