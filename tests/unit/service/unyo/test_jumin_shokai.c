/* 照会要求 to 住基ネット (2.11.3) without the loader: rows, the way through the 情報提供サーバー and back,
 * progress by hand, the record of every access; and whom a question finds among the desk's residents. */
#include "service/unyo/desk.h"

#include "store/torikomi_machi.h"
#include "store/unyo_uketsuke.h"

#define U1 "U06139992N0000001"
#define U2 "U06139992N0000002"
#define LIVES_1 "500086033545"
#define GONE_1 "500159721410"
#define GONE_2 "500233409289"
#define LIVES_2 "500307097152"
#define HIDDEN "500382000002" /* under 支援措置, and the name changed there */

extern const struct bulk bulk_jumin_shokai;
static const struct bulk *const kind = &bulk_jumin_shokai;

/* The members of the kind's row, in their order. */
struct cells {
    const char *kubun, *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho, *riyu;
};

/* clang-format off */
#define BY_NAME(shimei, ymd) {"1", NULL, shimei, NULL, NULL, ymd, NULL, "01"}
#define BY_NUMBER(bango) {"2", bango, NULL, NULL, NULL, NULL, NULL, "04"}
/* clang-format on */

static struct torikomi S_get(const char *uketsuke)
{
    struct torikomi t;
    bool found;
    struct tx *tx = desk_begin(DB_UNYO);
    ck_assert_int_eq(torikomi_get(tx, uketsuke, desk.arena, &t, &found), ST_OK);
    ck_assert(found);
    desk_end(ST_OK);
    return t;
}

/* Accepted, and the loader has begun with it. */
static void S_file(int64_t id, const char *uketsuke)
{
    struct uketsuke u = {.uketsuke = uketsuke,
                         .hokensha = INSURER_A,
                         .system = "KS",
                         .busho = "B001",
                         .user = "u001",
                         .encoding = "CP932",
                         .shubetsu = "juminShokai",
                         .file_mei = "j.csv",
                         .sha256 = "abc",
                         .path = "in",
                         .result_path = "out",
                         .uketsuke_at = desk.call.now};
    struct torikomi t = {.uketsuke = uketsuke,
                         .shubetsu = u.shubetsu,
                         .hokensha = u.hokensha,
                         .system = u.system,
                         .busho = u.busho,
                         .user = u.user,
                         .path = u.path,
                         .result_path = u.result_path,
                         .encoding = u.encoding,
                         .at = desk.call.now,
                         .due = desk.call.now};
    struct tx *tx = desk_begin(DB_UNYO);
    ck_assert_int_eq(unyo_uketsuke_insert(tx, &(struct uketsuke_next){id, id}, &u), ST_OK);
    ck_assert_int_eq(torikomi_put(tx, &t), ST_OK);
    ck_assert_int_eq(torikomi_start(tx, &t, 9), ST_OK);
    desk_end(ST_OK);
}

/* What the loader does with its rows, in one chunk; kagi: of each, NULL when it was refused. */
static void S_rows(const char *uketsuke, const struct cells *rows, int n, const char **kagi)
{
    struct torikomi t = S_get(uketsuke);
    desk.call.uketsuke = uketsuke;
    desk_begin(DB_UNYO);
    for (int i = 0; i < n; i++) {
        struct row_kekka out = {0};
        enum status st = kind->apply(&desk.call, &rows[i], &out);
        ck_assert(st == ST_ACCEPTED ? out.kagi != NULL : !out.kagi && desk.diag.status == st);
        kagi[i] = out.kagi;
        if (out.kagi)
            ck_assert_int_eq(torikomi_expect(desk.call.tx, uketsuke, 1), ST_OK);
    }
    ck_assert_int_eq(kind->chunk_end(&desk.call, NULL), ST_OK);
    ck_assert_int_eq(torikomi_wait(desk.call.tx, &t, desk.call.now), ST_OK);
    desk_end(ST_OK);
}

/* The members of the kind's answer, in their order. */
struct told {
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho, *ido_jiyu, *ido_ymd,
        *shien_sochi;
};

static enum status S_answer(const char *kagi, struct told *ret)
{
    struct row_answer answer = {0};
    desk_begin(DB_UNYO);
    enum status st = kind->waits->answer(&desk.call, kagi, &answer);
    ck_assert(st == ST_OK || desk.diag.status == st);
    ck_assert_uint_eq(answer.lines.n, 1);
    ck_assert(!answer.nothing);
    *ret = *(const struct told *)answer.lines.items;
    tx_rollback(desk.call.tx);
    return st;
}

static const struct {
    struct cells ask;
    enum status st;         /* of the row when it is applied, or of its answer */
    const char *bango;      /* who is found */
    const char *ido, *have; /* and what is told beside that */
} cases[] = {
    {BY_NUMBER(BANGO_1), ST_OK, BANGO_1, NULL, NULL},
    {BY_NUMBER(BANGO_2), ST_JUKI_SHOJO, NULL, "9", ""},
    {BY_NUMBER("027460000006"), ST_JUKI_NONE, NULL, NULL, ""},
    {{"2", BANGO_1, "架空一郎", "ｶｸｳ ｲﾁﾛｳ", "1", "19800101", "架空　県", "01"}, ST_OK, BANGO_1, NULL, NULL},
    {{"2", BANGO_1, "架空　二郎", NULL, NULL, NULL, NULL, "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    {{"2", BANGO_1, NULL, NULL, "2", NULL, NULL, "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    {{"2", BANGO_1, NULL, NULL, NULL, "19800102", NULL, "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    {BY_NAME("架空　一郎", "19800101"), ST_JUKI_MANY, NULL, NULL, "該当 2 人"},
    {{"1", NULL, "架空　一郎", NULL, NULL, "19800101", "架空県", "01"}, ST_OK, BANGO_1, NULL, NULL},
    {{"1", NULL, "架空　一郎", "カクウ　カズオ", NULL, "19800101", NULL, "01"}, ST_OK, BANGO_3, NULL, NULL},
    {BY_NAME("架空　一郎", "19800102"), ST_JUKI_NONE, NULL, NULL, ""},
    {BY_NAME("架空　花子", "19810101"), ST_JUKI_SHOJO, NULL, "9", ""},
    {BY_NAME("架空　一郎", "19900101"), ST_OK, LIVES_1, NULL, NULL},
    {BY_NAME("架空　一郎", "19900102"), ST_OK, LIVES_2, NULL, NULL},
    {{"1", NULL, "架空　一郎", NULL, NULL, "19900101", "架空県", "01"}, ST_JUKI_SHOJO, NULL, "9", ""},
    {BY_NAME(NULL, "19800101"), ST_JUKI_MANY, NULL, NULL, "該当 2 人"},
    {BY_NAME("架空　一郎", NULL), ST_JUKI_MANY, NULL, NULL, "該当 5 人"},
    {{"1", NULL, NULL, "カクウ カズオ", NULL, NULL, NULL, "01"}, ST_OK, BANGO_3, NULL, NULL},
    {{"1", NULL, NULL, NULL, "1", NULL, NULL, "01"}, ST_JUKI_MANY, NULL, NULL, "該当 4 人"},
    {{"1", NULL, NULL, NULL, "3", NULL, NULL, "01"}, ST_OK, HIDDEN, NULL, NULL},
    {{"1", NULL, NULL, NULL, "3", "19800101", NULL, "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    {{"1", NULL, NULL, NULL, "2", NULL, NULL, "01"}, ST_JUKI_SHOJO, NULL, "9", ""},
    {{"1", NULL, NULL, NULL, NULL, NULL, "架空 県", "01"}, ST_OK, BANGO_1, NULL, NULL},
    {BY_NAME(NULL, NULL), ST_JUKI_ITEM, NULL, NULL, ""},
    {{"1", NULL, "架空　一郎", NULL, NULL, "19800101", NULL, NULL}, ST_JUKI_ITEM, NULL, NULL, ""},
    {BY_NAME("架空　古郎", NULL), ST_OK, LIVES_1, "6", NULL},
    {{"2", LIVES_1, "架空　一郎", NULL, NULL, NULL, "昔県", "01"}, ST_OK, LIVES_1, "4", NULL},
    {{"1", NULL, "架空　古郎", NULL, NULL, NULL, "模擬県", "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    /* under 支援措置: by no address can they be found, and any may be said beside their number */
    {{"1", NULL, "架空　一郎", NULL, NULL, "19700101", "秘県", "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    {{"1", NULL, "架空　一郎", NULL, NULL, "19700101", "模擬県", "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    {{"1", NULL, NULL, NULL, NULL, NULL, "秘県", "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    {{"1", NULL, "架空　旧郎", NULL, NULL, NULL, "秘県", "01"}, ST_JUKI_NONE, NULL, NULL, ""},
    {BY_NAME("架空　一郎", "19700101"), ST_OK, HIDDEN, NULL, NULL},
    {{"2", HIDDEN, NULL, NULL, NULL, NULL, "秘県", "01"}, ST_OK, HIDDEN, NULL, NULL},
    {{"2", HIDDEN, NULL, NULL, NULL, NULL, "模擬県", "01"}, ST_OK, HIDDEN, NULL, NULL},
    {{"2", HIDDEN, "架空　旧郎", NULL, NULL, NULL, "秘県", "01"}, ST_OK, HIDDEN, "6", NULL},
    {{"2", HIDDEN, "架空　旧郎", NULL, NULL, NULL, "模擬県", "01"}, ST_OK, HIDDEN, "6", NULL},
    {{"1", NULL, "架空　旧郎", NULL, NULL, NULL, "転県", "01"}, ST_OK, HIDDEN, "4", NULL},
    {BY_NUMBER(NULL), ST_JUKI_ITEM, NULL, NULL, ""},
    {{"1", BANGO_1, "架空　一郎", NULL, NULL, "19800101", NULL, "01"}, ST_JUKI_ITEM, NULL, NULL, ""},
    {{"3", BANGO_1, NULL, NULL, NULL, NULL, NULL, "01"}, ST_JUKI_ITEM, NULL, NULL, "3"},
    {{NULL, BANGO_1, NULL, NULL, NULL, NULL, NULL, "01"}, ST_JUKI_ITEM, NULL, NULL, ""},
};
enum { CASES = sizeof cases / sizeof cases[0] };

/* A second 架空　一郎 of the same day, elsewhere and read otherwise; and of two other days one who lives
 * there and one who was 消除, in either order of their numbers. */
static void S_namesakes(void)
{
    static const char *const columns[] = {"juminhyo_code", "kojin_bango", "shimei", "shimei_kana",
                                          "seibetsu",      "seinengappi", "jusho",  "jotai"};
    /* clang-format off */
    static const char *const rows[] = {
        "25208017643", BANGO_3, "架空　一郎", "カクウ　カズオ", "1", "19800101", "模擬県", "有効",
        "26000000018", LIVES_1, "架空　一郎", "カクウ　イチロウ", "1", "19900101", "模擬県", "有効",
        "26000000026", GONE_1, "架空　一郎", "カクウ　イチロウ", "1", "19900101", "架空県", "消除",
        "26000000034", GONE_2, "架空　一郎", "カクウ　イチロウ", "1", "19900102", "架空県", "消除",
        "26000000042", LIVES_2, "架空　一郎", "カクウ　イチロウ", "1", "19900102", "模擬県", "有効",
        "26000000050", HIDDEN, "架空　一郎", "カクウ　ヒ", "3", "19700101", "秘県", "有効"};
    static const char *const mae_columns[] = {"juminhyo_code", "ido_ymd",     "ido_jiyu",
                                              "shimei",        "shimei_kana", "jusho"};
    static const char *const mae[] = {
        "26000000018", "20150401", "4", "架空　一郎", "カクウ　イチロウ", "昔県",
        "26000000018", "20100401", "6", "架空　古郎", "カクウ　コロウ", "昔県",
        "26000000050", "20150401", "6", "架空　旧郎", "カクウ　ヒ", "秘　県",
        "26000000050", "20100401", "4", "架空　旧郎", "カクウ　ヒ", "転県"};
    static const char *const shien_columns[] = {"juminhyo_code"}, *const shien[] = {"26000000050"};
    /* clang-format on */
    store_close(desk.store);
    desk_table("jumin", columns, 8, rows, 6);
    desk_table("jumin_mae", mae_columns, 6, mae, 4);
    desk_table("jumin_shien", shien_columns, 1, shien, 1);
    ck_assert_int_eq(store_open(temp_path("w"), &desk.store, &desk.diag), ST_OK);
    desk.call.spool = store_spool(desk.store);
}

START_TEST(test_questions)
{
    struct cells rows[CASES];
    const char *kagi[CASES];
    int asked = 0;
    for (int i = 0; i < CASES; i++)
        rows[i] = cases[i].ask;
    S_namesakes();
    S_file(1, U1);
    S_rows(U1, rows, CASES, kagi);
    for (int i = 0; i < CASES; i++)
        asked += kagi[i] != NULL;
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_MACHI);
    ck_assert_int_eq(S_get(U1).machi, asked);
    desk_step("jukiShokai"); /* each twice: applied once */
    desk_step("jukiKaito");
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_KAITO);
    ck_assert_int_eq(S_get(U1).machi, 0);
    for (int i = 0; i < CASES; i++) {
        struct told told;
        if (!kagi[i]) {
            ck_assert_int_eq(cases[i].st, ST_JUKI_ITEM);
            continue;
        }
        ck_assert_msg(S_answer(kagi[i], &told) == cases[i].st, "case %d: %s", i,
                      status_info(desk.diag.status)->name);
        ck_assert_pstr_eq(told.kojin_bango, cases[i].bango);
        ck_assert_pstr_eq(told.shimei, cases[i].bango ? "架空　一郎" : NULL);
        ck_assert_pstr_eq(told.ido_jiyu, cases[i].ido);
        if (cases[i].have)
            ck_assert_str_eq(desk.diag.have, cases[i].have);
    }
}
END_TEST

/* People are counted as far as policy honninNinzu says. */
START_TEST(test_counted)
{
    const struct cells rows[] = {BY_NAME("架空　一郎", NULL), BY_NAME("架空　一郎", "19800101")};
    static const char *const have[] = {"該当 3 人", "該当 2 人"};
    const char *kagi[2];
    struct told told;
    desk.policy.honnin_ninzu = 3;
    S_namesakes();
    S_file(1, U1);
    S_rows(U1, rows, 2, kagi);
    desk_settle();
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(S_answer(kagi[i], &told), ST_JUKI_MANY);
        ck_assert_str_eq(desk.diag.have, have[i]);
    }
}
END_TEST

static enum status S_status(const char *uketsuke)
{
    return desk_run("file", "getStatus", "uketsukeBango", uketsuke, NULL);
}

/* What is on record, as a digest of its table. */
static const char *S_kiroku(void)
{
    struct buf json = BUF_INIT;
    unsigned char sum[32];
    buf_addc(&json, '{');
    desk_begin(DB_UNYO);
    ck_assert_int_eq(tx_digest(desk.call.tx, &json, sum), ST_OK);
    desk_end(ST_OK);
    const char *at = strstr(json.data, "juki_access\":\"");
    ck_assert_ptr_nonnull(at);
    const char *hex = arena_printf(desk.arena, "%.64s", at + strlen("juki_access\":\""));
    buf_release(&json);
    return hex;
}

START_TEST(test_by_hand)
{
    const struct cells rows[] = {BY_NUMBER(BANGO_1), BY_NUMBER(BANGO_2)};
    const char *kagi[2], *json;
    desk.policy.work[WORK_JUKI] = (struct progression){.how = PROGRESS_MANUAL, .polls = 2};
    S_file(1, U1);
    S_file(2, U2);
    const char *nothing = S_kiroku();
    S_rows(U1, rows, 2, kagi);
    S_rows(U2, rows, 2, kagi);
    ck_assert(!desk_waiting(DB_UNYO));
    ck_assert_str_eq(S_kiroku(), nothing); /* nobody has been asked yet */
    ck_assert_int_eq(S_status(U1), ST_PENDING);
    ck_assert(!desk_waiting(DB_UNYO));
    ck_assert_int_eq(S_status(U1), ST_PENDING);
    desk_step("jukiShokai");
    desk_step("jukiKaito");
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_KAITO);
    ck_assert_int_eq(S_get(U2).state, TORIKOMI_MACHI);
    const char *once = S_kiroku();
    ck_assert_str_ne(once, nothing);
    ck_assert_int_eq(desk_operate("juki-answer", "{\"uketsukeBango\":\"" U1 "\"}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"answered\":0}");
    ck_assert_str_eq(S_kiroku(), once);
    ck_assert_int_eq(desk_operate("juki-answer", "{\"uketsukeBango\":\"U9\"}", NULL), ST_UKETSUKE_NONE);
    ck_assert_int_eq(desk_operate("juki-answer", "x", NULL), ST_CONTROL);
    ck_assert_int_eq(desk_operate("juki-answer", "{}", &json), ST_OK);
    ck_assert_str_eq(json, "{\"answered\":2}");
    ck_assert_str_ne(S_kiroku(), once);
    desk_settle();
    ck_assert_int_eq(S_get(U2).state, TORIKOMI_KAITO);
}
END_TEST

/* More rows than a message holds: several messages, and only the last answer lets the file go on. */
START_TEST(test_many)
{
    enum { MANY = 450 };
    struct cells *rows = arena_array(desk.arena, MANY, sizeof *rows);
    const char **kagi = arena_array(desk.arena, MANY, sizeof *kagi);
    for (int i = 0; i < MANY; i++)
        rows[i] = (struct cells)BY_NUMBER(BANGO_1);
    S_file(1, U1);
    S_rows(U1, rows, MANY, kagi);
    for (int i = 0; i < 3; i++) {
        ck_assert_int_eq(S_get(U1).state, TORIKOMI_MACHI);
        desk_step("jukiShokai");
    }
    ck_assert(!desk_waiting(DB_UNYO));
    desk_step("jukiKaito");
    ck_assert_int_eq(S_get(U1).machi, MANY - 200);
    desk_step("jukiKaito");
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_MACHI);
    desk_step("jukiKaito");
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_KAITO);
}
END_TEST

START_TEST(test_with_time)
{
    const struct cells rows[] = {BY_NUMBER(BANGO_1)};
    const char *kagi[1];
    desk.policy.work[WORK_JUKI] = (struct progression){.how = PROGRESS_TIME, .seconds = 60};
    S_file(1, U1);
    S_rows(U1, rows, 1, kagi);
    desk_settle();
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_MACHI);
    ck_assert_int_eq(S_status(U1), ST_PENDING); /* a look hastens nothing */
    desk_settle();
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_MACHI);
    desk.call.now += 60;
    desk_settle();
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_KAITO);
    ck_assert_int_eq(S_get(U1).due, desk.call.now);
}
END_TEST

/* A file without a row to wait for goes on at once. */
START_TEST(test_none_waits)
{
    const struct cells rows[] = {BY_NUMBER(NULL)};
    const char *kagi[1];
    S_file(1, U1);
    S_rows(U1, rows, 1, kagi);
    ck_assert_int_eq(S_get(U1).state, TORIKOMI_KAITO);
    ck_assert(!desk_waiting(DB_UNYO));
}
END_TEST

int main(void)
{
    const TTest *const tests[] = {test_questions, test_counted,    test_by_hand, test_many,
                                  test_with_time, test_none_waits, NULL};
    return desk_main("jumin_shokai", tests);
}
