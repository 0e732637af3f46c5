/* 情報提供等記録: what both sides keep of a 情報照会, kiroku.list with its pages, kiroku.setFukaiji, and what
 * the operator's portal shows the person. */
#include "room.h"
#include "service/hand.h"
#include "store/chukan_fukuhon.h"

extern const struct op op_kiroku_list, op_kiroku_set_fukaiji;
extern const struct operator_action operator_portal;

#define JM "JM00000000000003"
#define SHIKAKU_CODE "TM00000000000999"
#define SHOBYO_CODE "TM00000000000050"

static const char *S_ask(const char *edaban, const char *to, const char *jimu, const char *code)
{
    const struct field *f = op_shokai_request.request;
    void *req = room_request(&op_shokai_request), *rep;
    room_set(f, req, "edaban", edaban);
    room_set(f, req, "teikyoHokensha", to);
    room_set(f, req, "jimuCode", jimu);
    room_set(f, req, "tokuteiKojinJohoCode", code);
    ck_assert_int_eq(room_run(&op_shokai_request, req, &rep), ST_ACCEPTED);
    return room_text(op_shokai_request.reply, rep, "shokaiBango");
}

/* kiroku.list; asked: "element=value element=value …", kensu as well. */
static enum status S_list(const char *asked, void **ret_reply)
{
    const struct op *op = &op_kiroku_list;
    void *req = room_request(op);
    field_absent(op->request, req);
    char *text = arena_strdup(room.arena, asked), *save = NULL;
    for (char *p = strtok_r(text, " ", &save); p; p = strtok_r(NULL, " ", &save)) {
        char *value = strchr(p, '=');
        *value++ = 0;
        const struct field *f = room_field(op->request, p);
        if (f->kind == F_TEXT) {
            room_set(op->request, req, p, value);
        } else {
            int64_t n = strtoll(value, NULL, 10);
            memcpy((char *)req + f->offset, &n, sizeof n);
        }
    }
    return room_run(op, req, ret_reply);
}

static const void *S_item(void *rep, size_t i, const struct field **ret_table)
{
    return room_item(op_kiroku_list.reply, rep, "item", i, ret_table);
}

static size_t S_count(void *rep)
{
    return room_list(op_kiroku_list.reply, rep, "item").n;
}

static const char *S_has(void *rep, size_t i, const char *element)
{
    const struct field *table;
    const void *item = S_item(rep, i, &table);
    return room_text(table, item, element);
}

/* The names of what was given, in one text. */
static const char *S_names(void *rep, size_t i)
{
    const struct field *table;
    const void *item = S_item(rep, i, &table);
    const struct field *f = room_field(table, "komokuMei");
    struct list l = room_list(table, item, "komokuMei");
    const char *all = "";
    for (size_t k = 0; k < l.n; k++) {
        const void *at = (const char *)l.items + k * f->size;
        all = arena_printf(room.arena, "%s%s.%s ", all, room_text(f->sub, at, "shubetsu"),
                           room_text(f->sub, at, "mei"));
    }
    return all;
}

static enum status S_fukaiji(const char *tsuban, const char *gawa, const char *fukaiji)
{
    const struct field *f = op_kiroku_set_fukaiji.request;
    void *req = room_request(&op_kiroku_set_fukaiji);
    room_set(f, req, "tsuban", tsuban);
    room_set(f, req, "gawa", gawa);
    room_set(f, req, "fukaiji", fukaiji);
    return room_run(&op_kiroku_set_fukaiji, req, NULL);
}

/* A's 0000001 and B's 0000007 are one person, with 副本 at A; who calls is B. */
static void S_people(const char *flags)
{
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_person(INSURER_A, "0000002", "Y06139992N00000002");
    room_person(INSURER_B, "0000007", "Y06139984N00000003");
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1");
    room_fugo(INSURER_A, "0000002", "Y06139992N00000002", "idcode-2");
    room_fugo(INSURER_B, "0000007", "Y06139984N00000003", "idcode-1");
    const char *items =
        arena_printf(room.arena, "kigo=12 bango=345 honninKazoku=1 shutokuYmd=20170401 %s", flags);
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", items, NULL), ST_OK);
    ck_assert_int_eq(room_register("shobyoTeatekin", "0000001", SHOBYO, NULL), ST_OK);
    room_courier();
    room_call(INSURER_B);
}

#define SHOWN "fukaiji=0 jikoTeikyoFuka=0"

START_TEST(test_both_sides)
{
    void *rep;
    S_people(SHOWN);
    const char *asked = S_ask("0000007", INSURER_A, JM, SHOBYO_CODE);
    ck_assert_int_eq(S_list("", &rep), ST_OK);
    ck_assert_uint_eq(S_count(rep), 1);
    ck_assert_str_eq(S_has(rep, 0, "tsuban"), "T06139984N0000001");
    ck_assert_str_eq(S_has(rep, 0, "tsuban") + 1, asked + 1);
    ck_assert_str_eq(S_has(rep, 0, "jotai"), "要求");
    ck_assert_ptr_null(S_has(rep, 0, "kaitoAt"));
    room.call.now += 90;
    room_courier();
    ck_assert_int_eq(S_list("", &rep), ST_OK);
    static const char *const of_b[][2] = {
        {"gawa", "照会"},
        {"edaban", "0000007"},
        {"shokaisha", INSURER_B},
        {"shokaishaMei", "見本健康保険組合"},
        {"teikyosha", INSURER_A},
        {"teikyoshaMei", "架空健康保険組合"},
        {"jimuCode", JM},
        {"tokuteiKojinJohoCode", SHOBYO_CODE},
        {"tokuteiKojinJohoMei", "医療保険給付関係情報"},
        {"jotai", "回答"},
        {"kekkaKubun", "該当あり"},
        {"yokyuAt", "2017-05-08T09:00:00+09:00"},
        {"kaitoAt", "2017-05-08T09:01:30+09:00"},
        {"fukaiji", "0"},
    };
    for (size_t i = 0; i < sizeof of_b / sizeof *of_b; i++)
        ck_assert_str_eq(S_has(rep, 0, of_b[i][0]), of_b[i][1]);
    const char *names = S_names(rep, 0);
    ck_assert_ptr_nonnull(strstr(names, "shobyoTeatekin.kingaku "));
    ck_assert_ptr_null(strstr(names, "jidoOtoFuka")); /* did not leave */
    room_call(INSURER_A);
    ck_assert_int_eq(S_list("", &rep), ST_OK);
    ck_assert_uint_eq(S_count(rep), 1);
    ck_assert_str_eq(S_has(rep, 0, "gawa"), "提供");
    ck_assert_str_eq(S_has(rep, 0, "edaban"), "0000001");
    ck_assert_str_eq(S_has(rep, 0, "shokaisha"), INSURER_B);
    ck_assert_str_eq(S_has(rep, 0, "teikyosha"), INSURER_A);
    ck_assert_str_eq(S_names(rep, 0), names);
    room_call(INSURER_C);
    ck_assert_int_eq(S_list("", &rep), ST_OK);
    ck_assert_uint_eq(S_count(rep), 0);
}
END_TEST

/* Who is not known there has a record as well, of nobody; and who is refused has none. */
START_TEST(test_nobody)
{
    void *rep;
    S_people(SHOWN);
    S_ask("0000007", INSURER_C, JM, SHOBYO_CODE);
    room_courier();
    room_call(INSURER_C);
    ck_assert_int_eq(S_list("gawa=提供", &rep), ST_OK);
    ck_assert_uint_eq(S_count(rep), 1);
    ck_assert_ptr_null(S_has(rep, 0, "edaban"));
    ck_assert_str_eq(S_has(rep, 0, "kekkaKubun"), "該当なし");
    ck_assert_str_eq(S_names(rep, 0), "");
    ck_assert_int_eq(S_list("gawa=照会", &rep), ST_OK);
    ck_assert_uint_eq(S_count(rep), 0);
}
END_TEST

START_TEST(test_pages)
{
    enum { MANY = 25, PAGE = 10 };
    static const struct {
        const char *asked;
        size_t want;
    } cases[] = {
        {"", MANY},
        {"gawa=照会", MANY},
        {"gawa=提供", 0},
        {"jimuCode=JM00000000000005", 12},
        {"jimuCode=JM00000000000009", 0},
        {"edaban=0000007", MANY},
        {"edaban=0000007 jimuCode=" JM, 13},
        {"kara=20170509", 12},
        {"made=20170508", 13},
        {"kara=20170508 made=20170508", 13},
        {"kara=20170509 made=20170509", 12},
        {"kara=20170509 jimuCode=" JM, 6},
        {"edaban=0000007 made=20170508 gawa=照会", 13},
    };
    void *rep;
    S_people(SHOWN);
    for (int i = 0; i < MANY; i++) {
        if (i == 13)
            room.call.now += 86400;
        S_ask("0000007", INSURER_A, i % 2 ? "JM00000000000005" : JM, SHIKAKU_CODE);
        room_courier();
    }
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t n = 0;
        const char *after = NULL;
        for (int64_t more = 1; more;) {
            const char *asked = arena_printf(room.arena, "%s kensu=%d%s%s", cases[i].asked, PAGE,
                                             after ? " kaishiTsuban=" : "", after ? after : "");
            ck_assert_int_eq(S_list(asked, &rep), ST_OK);
            for (size_t k = 0; k < S_count(rep); k++) {
                const char *tsuban = S_has(rep, k, "tsuban");
                ck_assert_msg(!after || strcmp(after, tsuban) < 0, "case %zu: %s behind %s", i, tsuban,
                              after);
                after = tsuban;
                n++;
            }
            memcpy(&more, (char *)rep + room_field(op_kiroku_list.reply, "tsuzuki")->offset, sizeof more);
            ck_assert_msg(!more || S_count(rep) == PAGE, "case %zu", i);
        }
        ck_assert_msg(n == cases[i].want, "case %zu: %zu", i, n);
    }
}
END_TEST

START_TEST(test_refusals)
{
    static const struct {
        const char *asked;
        enum status want;
    } cases[] = {
        {"edaban=0000001", ST_EDABAN_UNKNOWN},
        {"edaban=x", ST_ROW_COLUMN},
        {"jimuCode=JM3", ST_ROW_COLUMN},
        {"kara=20170231", ST_KIROKU_ITEM},
        {"made=20171301", ST_KIROKU_ITEM},
        {"kaishiTsuban=T06139984N0000009", ST_KIROKU_NONE},
        {"kaishiTsuban=T06139984N0000001", ST_OK},
        {"jimuCode=JM00123456789018", ST_SHOKAI_ITEM},
        {"kara=20170509 made=20170508", ST_KIROKU_ITEM},
        {"kara=20170508 made=20170508", ST_OK},
        {"kara=20170509", ST_OK},
        {"made=20060101", ST_OK},
    };
    S_people(SHOWN);
    S_ask("0000007", INSURER_A, JM, SHIKAKU_CODE);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum status st = S_list(cases[i].asked, NULL);
        ck_assert_msg(st == cases[i].want, "%s: %s", cases[i].asked, status_info(st)->name);
    }
    ck_assert_int_eq(S_fukaiji("T06139984N0000001", "提供", "1"), ST_KIROKU_NONE); /* A's */
    ck_assert_int_eq(S_fukaiji("T06139984N0000009", "照会", "1"), ST_KIROKU_NONE);
    ck_assert_int_eq(S_fukaiji("T06139984N0000001", "照会", "2"), ST_KIROKU_ITEM);
    room_call(INSURER_C);
    ck_assert_int_eq(S_fukaiji("T06139984N0000001", "照会", "1"), ST_KIROKU_NONE);
}
END_TEST

/* A record is shown for kirokuNen years, the day included. */
START_TEST(test_years)
{
    static const struct {
        const char *now;
        size_t want;
    } cases[] = {{"2024-02-28T23:59:59+09:00", 1},
                 {"2024-02-29T00:00:00+09:00", 0},
                 {"2024-03-01T00:00:00+09:00", 0},
                 {"2023-02-28T09:00:00+09:00", 1}};
    void *rep;
    room.call.now = clock_parse("2017-02-28T12:00:00+09:00");
    S_people(SHOWN);
    S_ask("0000007", INSURER_A, JM, SHIKAKU_CODE);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room.call.now = clock_parse(cases[i].now);
        ck_assert_int_eq(S_list("kara=20100101", &rep), ST_OK);
        ck_assert_msg(S_count(rep) == cases[i].want, "%s: %zu", cases[i].now, S_count(rep));
        ck_assert_int_eq(S_fukaiji("T06139984N0000001", "照会", "1"), cases[i].want ? ST_OK : ST_KIROKU_NONE);
    }
}
END_TEST

/* more: further members, ",…" */
static enum status S_portal_of(const char *hokensha, const char *edaban, const char *more, struct buf *json)
{
    const char *body =
        arena_printf(room.arena, "{\"hokensha\":\"%s\",\"edaban\":\"%s\"%s}", hokensha, edaban, more);
    buf_clear(json);
    room.diag = DIAG_INIT;
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    return room_finish(hand_run(&operator_portal, &room.call, body, json));
}

static bool S_portal(const char *hokensha, const char *edaban, struct buf *json)
{
    return S_portal_of(hokensha, edaban, "", json) == ST_OK;
}

/* How often it stands there. */
static int S_times(const struct buf *json, const char *what)
{
    int n = 0;
    for (const char *at = json->data; (at = strstr(at, what)) != NULL; at++)
        n++;
    return n;
}

START_TEST(test_portal)
{
    static const char *const sides[][2] = {{INSURER_A, "提供"}, {INSURER_B, "照会"}};
    struct buf json = BUF_INIT;
    S_people(SHOWN);
    S_ask("0000007", INSURER_A, JM, SHOBYO_CODE);
    S_ask("0000007", INSURER_C, JM, SHIKAKU_CODE);
    room_courier();
    for (int i = 0; i < 2; i++) { /* the same, by whichever insurer the person is found */
        ck_assert(S_portal(i ? INSURER_B : INSURER_A, i ? "0000007" : "0000001", &json));
        ck_assert_int_eq(S_times(&json, "\"tsuban\":\"T06139984N0000001\""), 2);
        ck_assert_int_eq(S_times(&json, "\"tsuban\":\"T06139984N0000002\""), 1); /* C knows nobody */
        ck_assert_int_eq(S_times(&json, "支給金額"), 3);                         /* both sides, and 副本 */
        ck_assert_int_eq(S_times(&json, "\"60000\""), 1);
        ck_assert_int_eq(S_times(&json, "\"hokenshaMei\":\"架空健康保険組合\""), 2);
        ck_assert_int_eq(S_times(&json, "0000007") + S_times(&json, "フラグ"), 0);
    }
    for (int i = 0; i < 2; i++) { /* either side hides both */
        room_call(sides[i][0]);
        ck_assert_int_eq(S_fukaiji("T06139984N0000001", sides[i][1], "1"), ST_OK);
        ck_assert(S_portal(INSURER_A, "0000001", &json));
        ck_assert_int_eq(S_times(&json, "T06139984N0000001"), 0);
        ck_assert_int_eq(S_times(&json, "T06139984N0000002"), 1);
        ck_assert_int_eq(S_times(&json, "\"60000\""), 1);
        ck_assert_int_eq(S_fukaiji("T06139984N0000001", sides[i][1], "0"), ST_OK);
        ck_assert(S_portal(INSURER_A, "0000001", &json));
        ck_assert_int_eq(S_times(&json, "T06139984N0000001"), 2);
    }
    ck_assert(!S_portal(INSURER_A, "0000009", &json));
    ck_assert_int_eq(room.diag.status, ST_EDABAN_UNKNOWN);
    room_person(INSURER_A, "0000009", "Y06139992N00000009");
    ck_assert(!S_portal(INSURER_A, "0000009", &json));
    ck_assert_int_eq(room.diag.status, ST_SHOKAI_NO_FUGO);
    ck_assert(!S_portal("06999999", "0000009", &json));
    ck_assert_int_eq(room.diag.status, ST_CONTROL);
    ck_assert_str_eq(room.diag.item, "hokensha");
    buf_release(&json);
}
END_TEST

/* Of 12 処理通番, six a day, one is hidden: those shown, from first to last, and whether more follow. */
START_TEST(test_portal_pages)
{
    static const struct {
        const char *asked;
        enum status st;
        int n, first, last, tsuzuki;
    } cases[] = {
        {"", ST_OK, 11, 1, 12, 0},
        {",\"kensu\":\"4\"", ST_OK, 4, 1, 5, 1}, /* without the hidden one */
        {",\"kensu\":\"4\",\"kaishiTsuban\":\"T06139984N0000005\"", ST_OK, 4, 6, 9, 1},
        {",\"kensu\":\"4\",\"kaishiTsuban\":\"T06139984N0000009\"", ST_OK, 3, 10, 12, 0},
        {",\"kaishiTsuban\":\"T06139984N0000003\"", ST_OK, 9, 4, 12, 0}, /* hidden since */
        {",\"kaishiTsuban\":\"T06139984N0000012\"", ST_OK, 0, 0, 0, 0},
        {",\"kara\":\"20170509\"", ST_OK, 6, 7, 12, 0},
        {",\"made\":\"20170508\"", ST_OK, 5, 1, 6, 0},
        {",\"kara\":\"20170509\",\"made\":\"20170508\"", ST_KIROKU_ITEM, 0, 0, 0, 0},
        {",\"kara\":\"20170231\"", ST_KIROKU_ITEM, 0, 0, 0, 0},
        {",\"kaishiTsuban\":\"T06139984N0000013\"", ST_KIROKU_NONE, 0, 0, 0, 0}, /* another person's */
        {",\"kensu\":\"0\"", ST_CONTROL, 0, 0, 0, 0},
        {",\"kensu\":\"1001\"", ST_CONTROL, 0, 0, 0, 0},
        {",\"kensu\":\"x\"", ST_CONTROL, 0, 0, 0, 0},
        {",\"kensu\":\"1000\"", ST_OK, 11, 1, 12, 0},
        {",\"kaishiJikoJoho\":\"-1\"", ST_CONTROL, 0, 0, 0, 0},
    };
    struct buf json = BUF_INIT;
    S_people(SHOWN);
    room_person(INSURER_B, "0000008", "Y06139984N00000004");
    room_fugo(INSURER_B, "0000008", "Y06139984N00000004", "idcode-2");
    for (int i = 1; i <= 13; i++) {
        room.call.now += i == 7 ? 86400 : 0;
        S_ask(i == 13 ? "0000008" : "0000007", INSURER_A, JM, SHOBYO_CODE);
        room_courier();
    }
    ck_assert_int_eq(S_fukaiji("T06139984N0000003", "照会", "1"), ST_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum status st = S_portal_of(INSURER_A, "0000001", cases[i].asked, &json);
        ck_assert_msg(st == cases[i].st, "case %zu: %s", i, status_info(st)->name);
        if (st != ST_OK)
            continue;
        ck_assert_msg(S_times(&json, "\"tsuban\"") == 2 * cases[i].n, "case %zu: %d", i,
                      S_times(&json, "\"tsuban\""));
        ck_assert_int_eq(S_times(&json, arena_printf(room.arena, "\"tsuzuki\":%d", cases[i].tsuzuki)), 1);
        for (int k = 0; cases[i].n && k < 2; k++)
            ck_assert_int_eq(S_times(&json, arena_printf(room.arena, "T06139984N%07d",
                                                         k ? cases[i].last : cases[i].first)),
                             2);
    }
    buf_release(&json);
}
END_TEST

/* 副本 that are long: a page ends sooner, and the next one begins behind it. */
START_TEST(test_portal_size)
{
    enum { MANY = 5, LONG = 1 << 20 };
    static const struct {
        const char *asked;
        int n, tsuzuki;
    } cases[] = {{"", 2, 1},
                 {",\"kaishiJikoJoho\":\"2\"", 2, 1},
                 {",\"kaishiJikoJoho\":\"4\"", 1, 0},
                 {",\"kaishiJikoJoho\":\"5\"", 0, 0}};
    struct buf json = BUF_INIT;
    char *komoku = arena_printf(room.arena, "{\"kingaku\":\"%0*d\"}", LONG, 0);
    struct arena *small = room.call.arena;
    room_person(INSURER_A, "0000001", "Y06139992N00000001");
    room_fugo(INSURER_A, "0000001", "Y06139992N00000001", "idcode-1");
    ck_assert_int_eq(tx_begin(room.tx), ST_OK);
    for (int i = 0; i < MANY; i++) {
        const struct chukan_fukuhon f = {.bango = i + 1,
                                         .hokensha = INSURER_A,
                                         .edaban = "0000001",
                                         .shubetsu = "shobyoTeatekin",
                                         .kagi = arena_printf(room.arena, "k%d", i),
                                         .komoku = komoku};
        bool done = false;
        ck_assert(chukan_fukuhon_add(room.tx, &f, &done) == ST_OK && done);
    }
    ck_assert_int_eq(tx_commit(room.tx), ST_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        room.call.arena = arena_new(16 << 20);
        ck_assert_int_eq(S_portal_of(INSURER_A, "0000001", cases[i].asked, &json), ST_OK);
        arena_free(room.call.arena);
        ck_assert_msg(S_times(&json, "hokenshaMei") == cases[i].n, "case %zu: %d", i,
                      S_times(&json, "hokenshaMei"));
        ck_assert_int_eq(S_times(&json, arena_printf(room.arena, "\"jikoJohoTsuzuki\":%d", cases[i].tsuzuki)),
                         1);
    }
    room.call.arena = small;
    buf_release(&json);
}
END_TEST

/* 不開示該当フラグ hides 副本 and records, also those of before; 自己情報提供不可 the 副本 alone. */
START_TEST(test_flags)
{
    static const struct {
        const char *flags, *kubun, *fukaiji;
        int fukuhon, kiroku;
    } cases[] = {{SHOWN, "該当あり", "0", 2, 2},
                 {"fukaiji=0 jikoTeikyoFuka=1", "該当あり", "0", 0, 2},
                 {"fukaiji=1 jikoTeikyoFuka=0", "提供不可", "1", 0, 0}};
    struct buf json = BUF_INIT;
    void *rep;
    S_people(cases[_i].flags);
    S_ask("0000007", INSURER_A, JM, SHOBYO_CODE);
    room_courier();
    room_call(INSURER_A);
    ck_assert_int_eq(S_list("", &rep), ST_OK);
    ck_assert_str_eq(S_has(rep, 0, "kekkaKubun"), cases[_i].kubun);
    ck_assert_str_eq(S_has(rep, 0, "fukaiji"), cases[_i].fukaiji);
    ck_assert(S_portal(INSURER_A, "0000001", &json));
    ck_assert_int_eq(S_times(&json, "hokenshaMei"), cases[_i].fukuhon);
    ck_assert_int_eq(S_times(&json, "\"tsuban\""), cases[_i].kiroku);
    const char *hide =
        "kigo=12 bango=345 honninKazoku=1 shutokuYmd=20170401 fukaiji=1 jikoTeikyoFuka=0 shoriKubun=2";
    ck_assert_int_eq(room_register("shikakuJoho", "0000001", hide, NULL), ST_OK);
    ck_assert(S_portal(INSURER_A, "0000001", &json));
    ck_assert_int_eq(S_times(&json, "hokenshaMei") + S_times(&json, "\"tsuban\""), 0);
    buf_release(&json);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("chukan/kiroku");
    TCase *t = tcase_create("all");
    tcase_add_checked_fixture(t, room_open, room_close);
    tcase_add_test(t, test_both_sides);
    tcase_add_test(t, test_nobody);
    tcase_add_test(t, test_pages);
    tcase_add_test(t, test_refusals);
    tcase_add_test(t, test_years);
    tcase_add_test(t, test_portal);
    tcase_add_test(t, test_portal_pages);
    tcase_add_test(t, test_portal_size);
    tcase_add_loop_test(t, test_flags, 0, 3);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
