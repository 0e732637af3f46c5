/* master.list, master.download, master.report (2.7.8): what is given when, to whom, and what differs in what
 * is held. The releases of the shipped fixture: tests/master. */
#include "base/crypto.h"
#include "room.h"
#include "service/chukan/master.h"

extern const struct op op_master_list, op_master_download, op_master_report;

/* リリース 1 in full, 1.5 what differs (one added, one changed, one removed), 2 of the Digital PMO. */
static void S_fill(void)
{
    static const char *const h[] = {"release_jun", "release", "kubun", "moto", "haishin_ymd", "hissu", "mei"};
    static const char *const hv[] = {"1", "1",   "全件", "中間サーバー", "20170401", "1", "全件",
                                     "2", "1.5", "差分", "中間サーバー", "20170501", "0", "差分",
                                     "3", "2",   "全件", "Digital PMO",  "20170502", "0", "ほか"};
    static const char *const w[] = {"release_jun", "lot", "kara", "made"};
    static const char *const wv[] = {"1", "2", "20170410", "20170420", "2", "2", "20170505", "20170531"};
    static const char *const m[] = {"master", "code", "release_jun", "henko", "han", "mei", "shubetsu"};
    static const char *const mv[] = {"kikan", "9903001701864705", "1", "追加", "0001", "甲市",   "shichoson",
                                     "kikan", "9903002539729304", "1", "追加", "0001", "乙市",   "shichoson",
                                     "kikan", "9904001483351081", "1", "追加", "0001", "年金",   "nenkin",
                                     "kikan", "9903001701864705", "2", "変更", "0002", "甲乙市", "shichoson",
                                     "kikan", "9903002539729304", "2", "削除", "0001", NULL,     NULL,
                                     "kikan", "9909001670872825", "2", "追加", "0001", "基金",   "chikosai"};

    room_import("haishin", h, 7, hv, 3);
    room_import("haishin_mado", w, 4, wv, 2);
    room_import("haishin_master", m, 7, mv, 6);
    memcpy(room.policy.lot, "2", 2);
    room.policy.kaishi = clock_parse("2017-04-15T09:00:00+09:00");
}

static enum status S_call(const struct op *op, const char *release, const char *master, void **rep)
{
    void *req = room_request(op);
    room_set(op->request, req, "release", release);
    if (master)
        room_set(op->request, req, "master", master);
    return room_run(op, req, rep);
}

START_TEST(test_download)
{
    static const struct {
        const char *day, *release;
        enum status want;
        const char *file;
    } cases[] = {
        {"2017-03-31", "1", ST_MASTER_RELEASE, NULL},
        {"2017-04-01", "1", ST_OK,
         "1,9903001701864705,0001,甲市,shichoson\r\n1,9903002539729304,0001,乙市,shichoson\r\n"
         "1,9904001483351081,0001,年金,nenkin\r\n"},
        {"2017-04-30", "1.5", ST_MASTER_RELEASE, NULL},
        {"2017-05-01", "1.5", ST_OK,
         "2,9903001701864705,0002,甲乙市,shichoson\r\n3,9903002539729304,0001,,\r\n"
         "1,9909001670872825,0001,基金,chikosai\r\n"},
        {"2017-05-02", "2", ST_MASTER_PMO, NULL},
        {"2017-05-02", "9", ST_MASTER_RELEASE, NULL},
    };
    S_fill();
    room.caller.encoding = "UTF-8";
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        void *rep;
        room.call.now = clock_parse(cases[i].day);
        ck_assert_int_eq(S_call(&op_master_download, cases[i].release, "kikan", &rep), cases[i].want);
        if (!cases[i].file)
            continue;
        const struct download *naiyo =
            (const void *)((char *)rep + room_field(op_master_download.reply, "naiyo")->offset);
        ck_assert_ptr_null(naiyo->path);
        ck_assert_str_eq(naiyo->data, cases[i].file);
        ck_assert_int_eq(naiyo->size, (int64_t)strlen(cases[i].file));
    }
}
END_TEST

/* clang-format off */
#define GOOD                                                                                                 \
    {"9903001701864705", "0002", NULL, "甲乙市", "shichoson", NULL, NULL, 0},                                \
    {"9904001483351081", "0001", NULL, "年金", "nenkin", NULL, NULL, 0},                                     \
    {"9909001670872825", "0001", NULL, "基金", "chikosai", NULL, NULL, 0}
/* clang-format on */

/* 記録 as they stand after 1.5, and with one mistake each. */
START_TEST(test_compare)
{
    static const struct haishin_record good[] = {GOOD};
    static const struct {
        struct haishin_record have[4];
        size_t n;
        const char *want; /* kubun code komoku, one after the other */
    } cases[] = {
        {{GOOD}, 3, ""},
        {{{NULL}}, 0, "不足 9903001701864705 /不足 9904001483351081 /不足 9909001670872825 /"},
        {{good[0], good[2]}, 2, "不足 9904001483351081 /"},
        {{GOOD, {"9999000000000000", "0001", NULL, "丙", "nenkin", NULL, NULL, 0}},
         4,
         "余分 9999000000000000 /"},
        {{good[0], good[0], good[1], good[2]}, 4, "重複 9903001701864705 /"},
        {{{"9903001701864705", "0001", NULL, "甲市", "shichoson", NULL, NULL, 0}, good[1], good[2]},
         3,
         "版違い 9903001701864705 版番号/値違い 9903001701864705 機関名/"},
        {{good[0], {"9904001483351081", "0001", NULL, "年金", NULL, NULL, NULL, 0}, good[2]},
         3,
         "値違い 9904001483351081 機関種別/"},
    };
#undef GOOD
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct master_soi soi[8];
        struct buf have = BUF_INIT;
        buf_adds(&have, "");
        size_t n = master_compare(haishin_kind("kikan"), good, 3, cases[i].have, cases[i].n, soi, 8);
        for (size_t k = 0; k < n; k++)
            buf_addf(&have, "%s %s %s/", soi[k].kubun, soi[k].code, soi[k].komoku ? soi[k].komoku : "");
        ck_assert_str_eq(have.data ? have.data : "", cases[i].want);
        ck_assert_uint_eq(master_compare(haishin_kind("kikan"), good, 3, cases[i].have, cases[i].n, NULL, 0),
                          n);
        buf_release(&have);
    }
}
END_TEST

/* A code of the release is named, though its digits look like a 個人番号. */
START_TEST(test_named)
{
    static const char *const m[] = {"master", "code", "release_jun", "henko", "han", "mei", "shubetsu"};
    static const char *const mv[] = {"kikan", "9905000000000019", "2", "追加", "0001", "丁市", "shichoson"};
    const struct field *item, *reply = op_master_report.reply;
    void *rep;
    S_fill();
    room_import("haishin_master", m, 7, mv, 1);
    room.call.now = clock_parse("2017-05-10");
    ck_assert_int_eq(S_call(&op_master_report, "1.5", "kikan", &rep), ST_OK);
    ck_assert_uint_eq(room_list(reply, rep, "soi").n, 4);
    const char *at = room_item(reply, rep, "soi", 2, &item), *code;
    memcpy(&code, at + room_field(item, "code")->offset, sizeof code);
    ck_assert_str_eq(code, mv[1]);
}
END_TEST

static bool S_tekiyo(const char *release)
{
    void *rep;
    const struct field *item, *reply = op_master_list.reply;
    ck_assert_int_eq(S_call(&op_master_list, release, NULL, &rep), ST_OK);
    ck_assert_uint_eq(room_list(reply, rep, "item").n, 1);
    const char *at = room_item(reply, rep, "item", 0, &item);
    return *(const int64_t *)(const void *)(at + room_field(item, "tekiyo")->offset) == 1;
}

/* A release is held when all its masters were reported as they should be, by digest too, until one is not;
 * and from the start in a generation that began behind the window. */
START_TEST(test_tekiyo)
{
    static const char *const masters[] = {"kikan", "jimuTetsuzuki", "tokuteiKojinJoho"};
    S_fill();
    room.call.now = clock_parse("2017-05-10");
    ck_assert(!S_tekiyo("1.5"));
    for (int wrong = 0; wrong < 2; wrong++) {
        for (int i = 0; i < 3; i++) {
            char digest[65];
            unsigned char sum[32];
            static const char text[] = "9903001701864705,0002,甲乙市,shichoson\r\n9904001483351081,0001,年金,"
                                       "nenkin\r\n9909001670872825,0001,基金,chikosai\r\n";
            void *req = room_request(&op_master_report), *rep;
            sha256_once(text, i || wrong ? 0 : strlen(text), sum); /* the others have no records */
            hex_text(sum, sizeof sum, digest);
            room_set(op_master_report.request, req, "release", "1.5");
            room_set(op_master_report.request, req, "master", masters[i]);
            room_set(op_master_report.request, req, "digest", digest);
            ck_assert_int_eq(room_run(&op_master_report, req, &rep), ST_OK);
            ck_assert_int_eq(S_tekiyo("1.5"), i == 2 && !wrong);
        }
        ck_assert_int_eq(S_tekiyo("1.5"), !wrong);
    }
    ck_assert(!S_tekiyo("1"));
    room.policy.kaishi = clock_parse("2017-04-20"); /* the last day of the window */
    ck_assert(!S_tekiyo("1"));
    room.policy.kaishi = clock_parse("2017-04-21");
    ck_assert(S_tekiyo("1"));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_download, test_compare, test_named, test_tekiyo, NULL};
    return room_main("master", tests);
}
