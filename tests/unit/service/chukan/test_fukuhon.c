/* service/chukan: fukuhon.register, .get, .delete: every refusal, versions, what is stored. */
#include "room.h"
#include "store/chukan_fukuhon.h"
#include "store/cleared.h"

static enum status S_delete(const char *bango)
{
    void *req = room_request(&op_fukuhon_delete), *rep;
    room_set(op_fukuhon_delete.request, req, "fukuhonBango", bango);
    enum status st = room_run(&op_fukuhon_delete, req, &rep);
    if (st == ST_OK)
        ck_assert_str_eq(room_text(op_fukuhon_delete.reply, rep, "fukuhonBango"), bango);
    return st;
}

static enum status S_get(const char *edaban, const char *shubetsu, void **ret_reply)
{
    void *req = room_request(&op_fukuhon_get);
    room_set(op_fukuhon_get.request, req, "edaban", edaban);
    room_set(op_fukuhon_get.request, req, "shubetsu", shubetsu);
    return room_run(&op_fukuhon_get, req, ret_reply);
}

START_TEST(test_items)
{
    static const struct {
        const char *shubetsu, *items;
        enum status want;
        const char *item;
    } cases[] = {
        {"shikakuJoho", SHIKAKU, ST_OK, ""},
        {"nanika", SHIKAKU, ST_FUKUHON_ITEM, "種別"},
        {"shikakuJoho", SHIKAKU " nanika=1", ST_ROW_COLUMN, "項目名"},
        {"shikakuJoho", SHIKAKU " kigo=1", ST_FUKUHON_ITEM, "項目名"},
        {"shikakuJoho", SHIKAKU " shoriKubun=3", ST_FUKUHON_ITEM, "処理区分"},
        {"shikakuJoho", SHIKAKU " shoriKubun=", ST_ROW_COLUMN, "処理区分"},
        {"shikakuJoho", SHIKAKU " shoriKubun=4", ST_ROW_COLUMN, "処理区分"},
        {"shikakuJoho", SHIKAKU " edaban=0000002", ST_FUKUHON_ITEM, "被保険者枝番"},
        {"shikakuJoho", SHIKAKU " hokensha=" INSURER_B, ST_OTHER_HOKENSHA, "保険者番号"},
        {"shikakuJoho", SHIKAKU " hokensha=" INSURER_A " edaban=0000001 shoriKubun=1", ST_OK, ""},
        {"shikakuJoho", "bango=1 honninKazoku=1 shutokuYmd=20170401 fukaiji=0 jikoTeikyoFuka=0",
         ST_ROW_COLUMN, "被保険者証記号"},
        {"shikakuJoho",
         "kigo=あいうえおかきくけこさしすせそたちつてとな bango=1 honninKazoku=1 shutokuYmd=20170401 "
         "fukaiji=0 "
         "jikoTeikyoFuka=0",
         ST_ROW_COLUMN, "被保険者証記号"},
        {"shikakuJoho", "kigo=1 bango=\x01 honninKazoku=1 shutokuYmd=20170401 fukaiji=0 jikoTeikyoFuka=0",
         ST_ROW_COLUMN, "被保険者証番号"},
        {"shikakuJoho", "kigo=1 bango=1 honninKazoku=3 shutokuYmd=20170401 fukaiji=0 jikoTeikyoFuka=0",
         ST_ROW_COLUMN, "本人家族区分"},
        {"shikakuJoho", "kigo=1 bango=1 honninKazoku=12 shutokuYmd=20170401 fukaiji=0 jikoTeikyoFuka=0",
         ST_ROW_COLUMN, "本人家族区分"},
        {"shikakuJoho", "kigo=1 bango=1 honninKazoku=1 shutokuYmd=20170229 fukaiji=0 jikoTeikyoFuka=0",
         ST_ROW_COLUMN, "資格取得年月日"},
        {"shikakuJoho", "kigo=1 bango=1 honninKazoku=1 shutokuYmd=2017-04-01 fukaiji=0 jikoTeikyoFuka=0",
         ST_ROW_COLUMN, "資格取得年月日"},
        {"shikakuJoho", "kigo=1 bango=1 honninKazoku=1 shutokuYmd=20170401 fukaiji=2 jikoTeikyoFuka=0",
         ST_ROW_COLUMN, "不開示該当フラグ"},
        {"shikakuJoho", "kigo=1 bango=1 honninKazoku=1 shutokuYmd=20170401 fukaiji=0", ST_ROW_COLUMN,
         "自己情報提供不可フラグ"},
        {"shikakuJoho", SHIKAKU " soshitsuYmd=20170331", ST_DATE_ORDER, "資格喪失年月日"},
        {"shikakuJoho", SHIKAKU " soshitsuYmd=20170401", ST_OK, ""},
        {"shikakuJoho", SHIKAKU " soshitsuYmd= ninteiYmd=20170402", ST_OK, ""},
        {"shikakuJoho", SHIKAKU " ninteiYmd=99999999", ST_ROW_COLUMN, "被扶養者認定年月日"},
        {"shikakuJoho",
         "kigo=123456789018 bango=1 honninKazoku=1 shutokuYmd=20170401 fukaiji=0 jikoTeikyoFuka=0",
         ST_ROW_KOJIN_BANGO, "被保険者証記号"},
        {"shikakuJoho", "kigo=1 bango=1234-5678-9018 honninKazoku=9 shutokuYmd=x fukaiji=0 jikoTeikyoFuka=0",
         ST_ROW_KOJIN_BANGO, "被保険者証番号"},
        {"shobyoTeatekin", SHOBYO, ST_SHIKAKU_FIRST, "被保険者枝番"},
        {"shobyoTeatekin", "ketteiYmd=20170501 kikanFrom=20170410 kikanTo=20170409 kingaku=1 jidoOtoFuka=0",
         ST_DATE_ORDER, "支給期間（至）"},
        {"shobyoTeatekin", "ketteiYmd=20170501 kikanFrom=20170410 kikanTo=20170420 kingaku=-1 jidoOtoFuka=0",
         ST_ROW_COLUMN, "支給金額"},
        {"shobyoTeatekin",
         "ketteiYmd=20170501 kikanFrom=20170410 kikanTo=20170420 kingaku=1234567890 jidoOtoFuka=0",
         ST_ROW_COLUMN, "支給金額"},
        {"shobyoTeatekin", "ketteiYmd=20170501 kikanFrom=20170410 kikanTo=20170420 kingaku=1 jidoOtoFuka=",
         ST_ROW_COLUMN, "自動応答不可フラグ"},
    };
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *bango;
        enum status st = room_register(cases[i].shubetsu, "0000001", cases[i].items, &bango);
        ck_assert_msg(st == cases[i].want && strcmp(room.diag.item, cases[i].item) == 0, "case %zu: %s %s %s",
                      i, status_info(st)->name, room.diag.item, room.diag.want);
        ck_assert_ptr_null(strstr(room.diag.have, "9018"));
        if (st == ST_OK)
            ck_assert_int_eq(S_delete(bango), ST_OK);
    }
}
END_TEST

/* 特例退職: the insurer's own number with 法別 63, kept as it was sent, by policy. */
START_TEST(test_hobetsu63)
{
    const char *bango;
    struct chukan_fukuhon *f = NULL;
    size_t n = 0;
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room.policy.hobetsu63 = HOBETSU63_KYOHI;
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU " hokensha=63139992", &bango),
                     ST_OTHER_HOKENSHA);
    ck_assert_str_eq(room.diag.want, INSURER_A);
    room.policy.hobetsu63 = HOBETSU63_ONAJI;
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU " hokensha=63139984", &bango),
                     ST_OTHER_HOKENSHA); /* B's */
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU " hokensha=63139991", &bango),
                     ST_ROW_COLUMN);
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU " hokensha=63139992", &bango), ST_OK);
    ck_assert_int_eq(chukan_fukuhon_list(room.tx, INSURER_A, "0000001", NULL, room.arena, &f, &n), ST_OK);
    ck_assert_uint_eq(n, 1);
    ck_assert_str_eq(f[0].hokensha, INSURER_A);
    ck_assert_ptr_nonnull(strstr(f[0].komoku, "\"hokensha\":\"63139992\""));
    /* what is sent for the insurer's own is no item of the record */
    ck_assert_int_eq(
        room_register("shikakuJoho", "0000001", SHIKAKU " shoriKubun=2 hokensha=" INSURER_A, &bango), ST_OK);
    ck_assert_int_eq(chukan_fukuhon_list(room.tx, INSURER_A, "0000001", NULL, room.arena, &f, &n), ST_OK);
    ck_assert_uint_eq(n, 1);
    ck_assert_ptr_null(strstr(f[0].komoku, "hokensha"));
}
END_TEST

START_TEST(test_person)
{
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, NULL), ST_EDABAN_UNKNOWN);
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_call(INSURER_B); /* another's 枝番 is not one's own */
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, NULL), ST_EDABAN_UNKNOWN);
    ck_assert_int_eq(S_get("0000001", NULL, NULL), ST_EDABAN_UNKNOWN);
    room_call(INSURER_A);
    const char *bango;
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, &bango), ST_OK);
    ck_assert_str_eq(bango, "P06139992N00000001");
    room_call(INSURER_B);
    ck_assert_int_eq(S_delete(bango), ST_FUKUHON_NONE);
    room_call(INSURER_A);
    static const char *const wrong[] = {"P06139992N00000002",
                                        "00000001",
                                        "P1",
                                        "P00000001",
                                        "PX6139992N00000001",
                                        "",
                                        "P06139992N99999999999",
                                        "P06139992N000000001",
                                        "P06139984N00000001",
                                        "S06139992N00000001"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        ck_assert_msg(S_delete(wrong[i]) == ST_FUKUHON_NONE, "%s", wrong[i]);
    /* loss: the rest goes on; cancelled: nothing more comes in, but what is there can be taken away */
    room_ido(INSURER_A, "0000001", "喪失", NULL);
    ck_assert_int_eq(
        room_register("shikakuJoho", "0000001", SHIKAKU " soshitsuYmd=20170501 shoriKubun=2", NULL), ST_OK);
    room_ido(INSURER_A, "0000001", "取消", NULL);
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU " shoriKubun=2", NULL),
                     ST_KANYUSHA_CANCELLED);
    ck_assert_int_eq(S_delete(bango), ST_OK);
    room_ido(INSURER_A, "0000001", "再取得", NULL);
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, NULL), ST_OK);
}
END_TEST

/* Each insurer counts for itself; a reset is told the sum. */
START_TEST(test_insurers)
{
    static const struct {
        const char *hokensha, *bango;
    } cases[] = {{INSURER_A, "P06139992N00000001"},
                 {INSURER_B, "P06139984N00000001"},
                 {INSURER_B, "P06139984N00000002"},
                 {INSURER_A, "P06139992N00000002"}};
    struct buf cleared = BUF_INIT;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *edaban = arena_printf(room.arena, "%07zu", i), *bango;
        room_person(cases[i].hokensha, edaban, "Y");
        room_call(cases[i].hokensha);
        ck_assert_int_eq(room_register("shikakuJoho", edaban, SHIKAKU, &bango), ST_OK);
        ck_assert_str_eq(bango, cases[i].bango);
    }
    ck_assert_int_eq(cleared_counts(room.tx, DB_CHUKAN, &cleared), ST_OK);
    ck_assert_str_eq(cleared.data, "\"fukuhon\":4,\"shokai\":0");
    buf_release(&cleared);
}
END_TEST

START_TEST(test_versions)
{
    const char *first, *second;
    void *rep;
    const struct field *table;
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU " shoriKubun=2", NULL), ST_FUKUHON_NONE);
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, &first), ST_OK);
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU, NULL), ST_FUKUHON_EXISTS);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", SHOBYO, &second), ST_OK);
    ck_assert_str_eq(second, "P06139992N00000002"); /* a refusal takes no number */
    room.call.now += 3600;
    ck_assert_int_eq(
        room_register("shikakuJoho", "0000001",
                      "kigo=記\"号 bango=9 honninKazoku=1 shutokuYmd=20170401 ninteiYmd=20170403 fukaiji=1 "
                      "jikoTeikyoFuka=1 shoriKubun=2",
                      &second),
        ST_OK);
    ck_assert_str_eq(second, first);
    ck_assert_int_eq(S_get("0000001", NULL, &rep), ST_OK);
    ck_assert_uint_eq(room_list(op_fukuhon_get.reply, rep, "item").n, 2);
    const void *item = room_item(op_fukuhon_get.reply, rep, "item", 0, &table);
    ck_assert_str_eq(room_text(table, item, "fukuhonBango"), first);
    ck_assert_str_eq(room_text(table, item, "shubetsu"), "shikakuJoho");
    ck_assert_str_eq(room_text(table, item, "torokuAt"), "2017-05-08T09:00:00+09:00");
    ck_assert_str_eq(room_text(table, item, "koshinAt"), "2017-05-08T10:00:00+09:00");
    ck_assert_str_eq(room_komoku(table, item, "kigo"), "記\"号");
    ck_assert_str_eq(room_komoku(table, item, "ninteiYmd"), "20170403");
    ck_assert_ptr_null(room_komoku(table, item, "soshitsuYmd"));
    ck_assert_ptr_null(room_komoku(table, item, "edaban"));
    int64_t han;
    memcpy(&han, (const char *)item + room_field(table, "han")->offset, sizeof han);
    ck_assert_int_eq(han, 2);
    struct list komoku = room_list(table, item, "komoku");
    const struct field *k = room_field(table, "komoku");
    ck_assert_str_eq(room_text(k->sub, komoku.items, "mei"), "kigo"); /* the order of the layout */
    ck_assert_int_eq(S_get("0000001", "shobyoTeatekin", &rep), ST_OK);
    ck_assert_uint_eq(room_list(op_fukuhon_get.reply, rep, "item").n, 1);
    ck_assert_int_eq(S_get("0000001", "nanika", NULL), ST_FUKUHON_ITEM);
}
END_TEST

START_TEST(test_delete_order)
{
    const char *shikaku, *other, *shobyo;
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", SHIKAKU " soshitsuYmd=20170501", &shikaku),
                     ST_OK);
    ck_assert_int_eq(
        room_register("shikakuJoho", "0000001",
                      "kigo=1 bango=1 honninKazoku=1 shutokuYmd=20170601 fukaiji=0 jikoTeikyoFuka=0", &other),
        ST_OK);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", SHOBYO, &shobyo), ST_OK);
    room.policy.rules.mode = RULES_STRICT; /* what only warns by default */
    ck_assert_int_eq(S_delete(shikaku), ST_OK);
    ck_assert_int_eq(room.call.keikoku.n, 1); /* what leans on it is left; a later call may mend that */
    ck_assert_int_eq(room.call.keikoku.list[0].diag.status, ST_FUKUHON_IN_USE);
    ck_assert_int_eq(S_delete(other), ST_OK); /* nothing leans on it */
    ck_assert_int_eq(S_delete(shobyo), ST_OK);
    ck_assert_int_eq(S_delete(shobyo), ST_FUKUHON_NONE);
    ck_assert_int_eq(S_delete(shikaku), ST_FUKUHON_NONE);
    void *rep;
    ck_assert_int_eq(S_get("0000001", NULL, &rep), ST_OK);
    ck_assert_uint_eq(room_list(op_fukuhon_get.reply, rep, "item").n, 0);
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_items,    test_hobetsu63,    test_person, test_insurers,
                                  test_versions, test_delete_order, NULL};
    return room_main("service/chukan/fukuhon", tests);
}
