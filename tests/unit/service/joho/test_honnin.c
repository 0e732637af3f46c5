/* honnin.request, honnin.getResult, honnin.list, honnin.getSeikyu: 本人確認 by operation (2.11.3): what may
 * be asked, what is told, however it goes on. */
#include "service/unyo/desk.h"

#include <sqlite3.h>

#include "base/bango.h"

#define FIRST "H06139992N0000001"

static enum status S_result(const char *bango)
{
    return desk_run("honnin", "getResult", "honninBango", bango, NULL);
}

static void S_asks(const char *element, const char *value, const char *bango)
{
    ck_assert_int_eq(desk_run("honnin", "request", element, value, "shokaiRiyu", "01", NULL), ST_ACCEPTED);
    ck_assert_str_eq(desk_text("honninBango"), bango);
    ck_assert_str_eq(desk_text("jotai"), "処理中");
}

START_TEST(test_found)
{
    S_asks("kojinBango", BANGO_1, FIRST);
    ck_assert_int_eq(S_result(FIRST), ST_PENDING);
    ck_assert_ptr_null(desk_text("kekkaCode"));
    desk_step("jukiShokai"); /* each twice: applied once */
    desk_step("jukiKaito");
    ck_assert_int_eq(S_result(FIRST), ST_OK);
    static const char *const told[][2] = {{"jotai", "回答済"},
                                          {"kekkaCode", "C00000"},
                                          {"kojinBango", BANGO_1},
                                          {"shimei", "架空　一郎"},
                                          {"seinengappi", "19800101"},
                                          {"jusho", "架空県"},
                                          {"shimeiKana", "カクウ　イチロウ"},
                                          {"kaitoAt", "2017-05-08T09:00:00+09:00"},
                                          {"idoJiyu", NULL},
                                          {"shienSochi", NULL}};
    for (size_t i = 0; i < sizeof told / sizeof *told; i++)
        ck_assert_pstr_eq(desk_text(told[i][0]), told[i][1]);
    ck_assert_int_eq(desk_int("kensu"), 1);
    S_asks("seinengappi", "19800101", "H06139992N0000002"); /* a part of 基本4情報 */
    desk_settle();
    ck_assert_int_eq(S_result("H06139992N0000002"), ST_OK);
    ck_assert_str_eq(desk_text("kojinBango"), BANGO_1);
    S_asks("kojinBango", BANGO_2, "H06139992N0000003"); /* 消除: why, and nothing of the person */
    desk_settle();
    ck_assert_int_eq(S_result("H06139992N0000003"), ST_OK);
    ck_assert_str_eq(desk_text("kekkaCode"), "J40003");
    ck_assert_str_eq(desk_text("idoJiyu"), "9");
    ck_assert_ptr_null(desk_text("kojinBango"));
    ck_assert_ptr_null(desk_text("shimei"));
}
END_TEST

static const struct {
    const char *element, *value, *riyu, *item, *want; /* want: a part of it */
} refused[] = {
    {"kojinBango", BANGO_BAD, "01", "個人番号", "検査用数字"},
    {"kojinBango", BANGO_1, "", "照会理由", "値"},
    {"kojinBango", BANGO_1, NULL, "照会理由", "値"},
    {"kojinBango", BANGO_1, "99", "照会理由",
     "業務以外の目的で住基ネットへアクセスすることは禁止されています"},
    {"kojinBango", "", "01", "個人番号・氏名・氏名カナ・性別・生年月日・住所",
     "個人番号か、基本4情報のどれか一つの値"},
    {"shimei", "　　", "01", "氏名", "空白でない文字のある値"},
    {"shimei", " 　", "01", "氏名", "空白でない文字のある値"},
    {"shimeiKana", "　", "01", "氏名カナ", "空白でない文字のある値"},
    {"jusho", " ", "01", "住所", "空白でない文字のある値"},
    {"seinengappi", "19800231", "01", "生年月日", "暦にある日付"},
    {"seibetsu", "4", "01", "性別", "1 男"},
};

/* Nothing is asked, nothing recorded: the first number is that of the next one. */
START_TEST(test_refused)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        enum status st = desk_run("honnin", "request", refused[i].element, refused[i].value, "shokaiRiyu",
                                  refused[i].riyu, NULL);
        ck_assert_int_eq(status_kubun(st), 9);
        ck_assert_str_eq(desk.diag.item, refused[i].item);
        ck_assert_ptr_null(strstr(desk.diag.want, "照会区分")); /* no item of a request */
        ck_assert_msg(strstr(desk.diag.want, refused[i].want), "%s", desk.diag.want);
        ck_assert(!desk_waiting(DB_UNYO));
    }
    S_asks("kojinBango", BANGO_1, FIRST);
}
END_TEST

/* A number of another insurer's, of a row of a file, or none. */
START_TEST(test_own)
{
    S_asks("kojinBango", BANGO_1, FIRST);
    desk_as(INSURER_B);
    ck_assert_int_eq(S_result(FIRST), ST_HONNIN_NONE);
    S_asks("kojinBango", BANGO_1, "H06139984N0000001");
    desk_as(INSURER_A);
    ck_assert_int_eq(S_result("H06139984N0000001"), ST_HONNIN_NONE);
    ck_assert_int_eq(S_result("H06139992N0000002"), ST_HONNIN_NONE);
    ck_assert_int_eq(S_result("S06139992N0000001"), ST_HONNIN_NONE);
}
END_TEST

START_TEST(test_by_hand)
{
    const char *json;
    desk.policy.work[WORK_JUKI] = (struct progression){.how = PROGRESS_MANUAL, .polls = 2};
    S_asks("kojinBango", BANGO_1, FIRST);
    S_asks("kojinBango", BANGO_2, "H06139992N0000002");
    S_asks("kojinBango", BANGO_3, "H06139992N0000003");
    ck_assert(!desk_waiting(DB_UNYO));
    ck_assert_int_eq(S_result(FIRST), ST_PENDING);
    ck_assert(!desk_waiting(DB_UNYO));
    ck_assert_int_eq(S_result(FIRST), ST_PENDING); /* this poll sends it */
    desk_settle();
    ck_assert_int_eq(S_result(FIRST), ST_OK);
    ck_assert_int_eq(desk_operate("juki-answer", "{\"honninBango\":\"" FIRST "\"}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"answered\":0}");
    ck_assert_int_eq(desk_operate("juki-answer", "{\"honninBango\":\"H06139992N0000009\"}", NULL),
                     ST_HONNIN_NONE);
    ck_assert_int_eq(desk_operate("juki-answer", "{\"honninBango\":\"H06139992N0000003\"}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"answered\":1}");
    desk_settle();
    ck_assert_int_eq(S_result("H06139992N0000003"), ST_OK);
    ck_assert_int_eq(desk_operate("juki-answer", "{}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"answered\":1}");
    desk_settle();
    ck_assert_int_eq(S_result("H06139992N0000002"), ST_OK);
}
END_TEST

/* On a medium it takes weeks. */
START_TEST(test_with_time)
{
    desk.policy.work[WORK_JUKI] = (struct progression){.how = PROGRESS_TIME, .seconds = 21 * 86400};
    S_asks("kojinBango", BANGO_1, FIRST);
    desk.call.now += 21 * 86400 - 1;
    desk_settle();
    ck_assert_int_eq(S_result(FIRST), ST_PENDING);
    desk.call.now += 1;
    desk_settle();
    ck_assert_int_eq(S_result(FIRST), ST_OK);
    ck_assert_str_eq(desk_text("kaitoAt"), "2017-05-29T09:00:00+09:00");
}
END_TEST

static bool S_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static void S_item(size_t i, const char *const (*want)[2], size_t n)
{
    for (size_t k = 0; k < n; k++)
        ck_assert_msg(S_same(desk_item_text(i, want[k][0]), want[k][1]), "%zu: %s", i, want[k][0]);
}

/* Each question that went out is on record with its answer and its charge, those of B apart. */
START_TEST(test_records)
{
    const char *json;
    desk.policy.work[WORK_JUKI] = (struct progression){.how = PROGRESS_TIME, .seconds = 86400 * 24};
    S_asks("kojinBango", BANGO_1, FIRST);
    ck_assert_int_eq(desk_run("honnin", "request", "shimei", "どこにも　いない", "seibetsu", "1",
                              "shokaiRiyu", "03", NULL),
                     ST_ACCEPTED);
    desk_as(INSURER_B);
    S_asks("kojinBango", BANGO_1, "H06139984N0000001");
    desk_as(INSURER_A);
    ck_assert_int_eq(desk_run("honnin", "list", "kensu", "9", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    ck_assert_ptr_null(desk_item_text(0, "kekkaCode"));
    ck_assert_int_eq(desk_item_int(0, "ryokin"), INT64_MIN);
    desk.call.now += 86400 * 24; /* 1 June */
    desk_settle();
    desk_settle();
    ck_assert_int_eq(desk_run("honnin", "list", "kensu", "9", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 2);
    static const char *const first[][2] = {{"honninBango", FIRST},  {"at", "2017-05-08T09:00:00+09:00"},
                                           {"hoho", "操作"},        {"system", "KS"},
                                           {"busho", "B001"},       {"user", "u001"},
                                           {"shokaiRiyu", "01"},    {"shokaiKomoku", "kojinBango"},
                                           {"kekkaCode", "C00000"}, {"kaitoAt", "2017-06-01T09:00:00+09:00"},
                                           {"uketsukeBango", NULL}};
    static const char *const second[][2] = {{"honninBango", "H06139992N0000002"},
                                            {"shokaiRiyu", "03"},
                                            {"shokaiKomoku", "shimei seibetsu"},
                                            {"kekkaCode", "J40001"}};
    S_item(0, first, sizeof first / sizeof *first);
    S_item(1, second, sizeof second / sizeof *second);
    ck_assert_int_eq(desk_item_int(1, "ryokin"), 10);
    ck_assert_int_eq(desk_operate("honnin-kiroku", "{\"kaishiHonninBango\":\"H06139984N0000001\"}", &json),
                     ST_OK);
    ck_assert_ptr_nonnull(strstr(json, "H06139992N0000002"));
    ck_assert_ptr_null(strstr(json, "H06139984N"));
    ck_assert_int_eq(desk_operate("honnin-kiroku", "{\"kaishiHonninBango\":\"S1\"}", NULL), ST_CONTROL);
    ck_assert_int_eq(desk_operate("juki-kensu", "{}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"hokensha\":[{\"hokensha\":\"06139984\",\"kensu\":1},"
                           "{\"hokensha\":\"06139992\",\"kensu\":2}],\"kensu\":3}");
}
END_TEST

static enum status S_list(const char *kara, const char *made, const char *kaishi, const char *kensu)
{
    return desk_run("honnin", "list", "kara", kara, "made", made, "kaishiHonninBango", kaishi, "kensu", kensu,
                    NULL);
}

START_TEST(test_pages)
{
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(desk_run("honnin", "request", "kojinBango", BANGO_1, "shokaiRiyu", "01", NULL),
                         ST_ACCEPTED);
        desk.call.now += 86400;
    }
    ck_assert_int_eq(S_list(NULL, NULL, NULL, "2"), ST_OK);
    ck_assert(desk_count() == 2 && desk_int("tsuzuki") == 1);
    ck_assert_int_eq(S_list(NULL, NULL, "H06139992N0000002", "2"), ST_OK);
    ck_assert(desk_count() == 1 && desk_int("tsuzuki") == 0);
    ck_assert_int_eq(S_list("20170509", "20170509", NULL, "9"), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(desk_item_text(0, "honninBango"), "H06139992N0000002");
    ck_assert_int_eq(S_list("20170510", "20170509", NULL, "9"), ST_HONNIN_ITEM);
    ck_assert_int_eq(S_list("20170231", NULL, NULL, "9"), ST_HONNIN_ITEM);
    ck_assert_int_eq(S_list(NULL, NULL, "H06139984N0000001", "9"), ST_HONNIN_NONE);
    ck_assert_int_eq(S_list(NULL, NULL, "H06139992N0000009", "9"), ST_HONNIN_NONE);
    ck_assert_int_eq(S_list("20170510", NULL, FIRST, "9"), ST_OK); /* behind one before the period */
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_int_eq(S_list(NULL, "20170508", "H06139992N0000003", "9"), ST_OK); /* and one after it */
    ck_assert_uint_eq(desk_count(), 0);
}
END_TEST

static void S_send(const char *json)
{
    const char *answer;
    ck_assert_int_eq(desk_operate("juki-answer", json, &answer), ST_OK);
}

static void S_listed(const char *behind, const char *most, const char *const *want, size_t n)
{
    ck_assert_int_eq(S_list(NULL, NULL, behind, most), ST_OK);
    ck_assert_uint_eq(desk_count(), n);
    for (size_t i = 0; i < n; i++)
        ck_assert_str_eq(desk_item_text(i, "honninBango"), want[i]);
}

/* Who has read to an end misses none that goes out later, whatever its number. */
START_TEST(test_order)
{
    static const char *const numbers[] = {"H06139992N0000002", "H06139992N0000001", "H06139992N0000003"};
    desk.policy.work[WORK_JUKI] = (struct progression){.how = PROGRESS_MANUAL};
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(desk_run("honnin", "request", "kojinBango", BANGO_1, "shokaiRiyu", "01", NULL),
                         ST_ACCEPTED);
    S_send("{\"honninBango\":\"H06139992N0000002\"}");
    S_listed(NULL, "9", numbers, 1);
    desk.call.now++;
    S_send("{}");
    S_listed(NULL, "9", numbers, 3);
    S_listed(numbers[0], "9", numbers + 1, 2);
    S_listed(numbers[0], "1", numbers + 1, 1); /* both of one second */
    ck_assert_int_eq(desk_int("tsuzuki"), 1);
    S_listed(numbers[1], "1", numbers + 2, 1);
    ck_assert_int_eq(desk_int("tsuzuki"), 0);
}
END_TEST

/* 10 yen a 照会結果, of nobody too, in the month in which it came. */
START_TEST(test_seikyu)
{
    desk.call.now = clock_parse("2017-05-31T23:59:59+09:00");
    S_asks("kojinBango", BANGO_1, FIRST);
    S_asks("kojinBango", BANGO_3, "H06139992N0000002");
    desk_settle();
    desk.call.now++;
    desk.caller.busho = "B002";
    S_asks("kojinBango", BANGO_2, "H06139992N0000003");
    desk_settle();
    ck_assert_int_eq(desk_run("honnin", "getSeikyu", "tsuki", "201705", NULL), ST_OK);
    ck_assert_int_eq(desk_int("kensu"), 2);
    ck_assert_int_eq(desk_int("kingaku"), 20);
    ck_assert_str_eq(desk_text("fileMei"), "honninSeikyu-06139992-201705.csv");
    struct download naiyo;
    memcpy(&naiyo, (const char *)desk.reply + desk_field(desk.op->reply, "naiyo")->offset, sizeof naiyo);
    ck_assert_int_eq(naiyo.size, 35);
    ck_assert_mem_eq(naiyo.data, "06139992,201705,B001,\x91\x80\x8d\xec,2,10,20\r\n", 35); /* 操作 in CP932 */
    ck_assert_int_eq(desk_run("honnin", "getSeikyu", "tsuki", "201706", NULL), ST_OK);
    ck_assert_int_eq(desk_int("kensu"), 1);
    ck_assert_int_eq(desk_run("honnin", "getSeikyu", "tsuki", "201704", NULL), ST_OK);
    ck_assert_int_eq(desk_int("kingaku"), 0);
    static const struct {
        const char *tsuki;
        enum status st;
    } months[] = {{"201713", ST_HONNIN_ITEM}, {"201700", ST_HONNIN_ITEM}, {"000012", ST_HONNIN_ITEM},
                  {"2017", ST_HONNIN_ITEM},   {"999912", ST_OK},          {"000101", ST_OK},
                  {"201602", ST_OK},          {"201612", ST_OK}};
    for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
        ck_assert_int_eq(desk_run("honnin", "getSeikyu", "tsuki", months[i].tsuki, NULL), months[i].st);
        if (months[i].st == ST_OK)
            ck_assert_int_eq(desk_int("kensu"), 0);
    }
}
END_TEST

/* A line for each 部署, however many there are. */
START_TEST(test_long_statement)
{
    enum { LINES = 10001 };
    sqlite3 *h;
    char text[700];
    snprintf(text, sizeof text,
             "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
             " INSERT INTO juki_access (shokai, at, hoho, system, busho, user, riyu, komoku) SELECT %lld + i,"
             " %lld, '登録時突合', 'KS', printf('B%%05d', i), 'u001', '', '[]' FROM n;"
             "INSERT INTO juki_ryokin SELECT shokai, at, 'OK', 3 FROM juki_access",
             LINES, (long long)bango_base(INSURER_A), (long long)desk.call.now);
    store_close(desk.store);
    ck_assert_int_eq(sqlite3_open(temp_path("w/unyo.db"), &h), SQLITE_OK);
    ck_assert_int_eq(sqlite3_exec(h, text, NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(h);
    ck_assert_int_eq(store_open(temp_path("w"), &desk.store, &desk.diag), ST_OK);
    ck_assert_int_eq(desk_run("honnin", "getSeikyu", "tsuki", "201705", NULL), ST_OK);
    ck_assert_int_eq(desk_int("kensu"), LINES);
    ck_assert_int_eq(desk_int("kingaku"), 3 * LINES);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_found,     test_refused,        test_own,   test_by_hand,
                                  test_with_time, test_records,        test_pages, test_order,
                                  test_seikyu,    test_long_statement, NULL};
    return desk_main("honnin", tests);
}
