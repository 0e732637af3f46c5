/* 加入者 without 個人番号, name or address: rules that warn; no 符号 is asked for and nobody is taken for
 * them until the number comes, by a file or online, which then asks as a 新規 does. */
#include "service/unyo/desk.h"
#include "store/chukan_fugo.h"

#define E "0000001"
#define E2 "0000002"

static enum status S_register(const char *kojin, const char *shimei, const char *jusho)
{
    desk.call.keikoku = (struct findings){0};
    return desk_run("kanyusha", "register", "kojinBango", kojin, "kigo", "12", "bango", "345", "honninKazoku",
                    "1", "shimei", shimei, "shimeiKana", "カクウ　イチロウ", "seibetsu", "1", "seinengappi",
                    "19800101", "jusho", jusho, "shutokuYmd", "20170401", NULL);
}

static enum status S_nobody(void)
{
    return S_register(NULL, "架空　一郎", "架空県例示市１");
}

static enum status S_correct(const char *edaban, const char *bango)
{
    return desk_run("kanyusha", "correctKojinBango", "edaban", edaban, "kojinBango", bango, NULL);
}

/* Codes and items of the warnings. */
static void S_warned(const char *want)
{
    struct buf have = BUF_INIT;
    buf_adds(&have, "");
    for (int i = 0; i < desk.call.keikoku.n; i++) {
        const struct diag *d = &desk.call.keikoku.list[i].diag;
        buf_addf(&have, "%s%s %s", i ? ", " : "", status_info(d->status)->code, d->item);
    }
    ck_assert_str_eq(have.data ? have.data : "", want);
    buf_release(&have);
}

static struct chukan_hito S_chukan(const char *edaban)
{
    struct chukan_hito h;
    desk_settle();
    ck_assert_int_eq(chukan_hito(tx_writer(desk.store, DB_CHUKAN), INSURER_A, edaban, &h), ST_OK);
    return h;
}

/* All requests, as "枝番 要求番号 状態 回" with commas between. */
static void S_requests(const char *want)
{
    struct buf have = BUF_INIT;
    buf_adds(&have, "");
    desk_settle();
    ck_assert_int_eq(desk_run("fugo", "getStatus", NULL), ST_OK);
    for (size_t i = 0; i < desk_count(); i++)
        buf_addf(&have, "%s%s %s %s %d", i ? ", " : "", desk_item_text(i, "edaban"),
                 desk_item_text(i, "yokyuNo") + 11, desk_item_text(i, "jotai"),
                 (int)desk_item_int(i, "kaisu"));
    ck_assert_str_eq(have.data ? have.data : "", want);
    buf_release(&have);
}

static void S_not_asked(const char *edaban)
{
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", edaban, NULL), ST_FUGO_BANGO_NASHI);
    ck_assert_str_eq(desk.diag.item, "被保険者枝番");
    ck_assert_ptr_nonnull(strstr(desk.diag.have, edaban));
}

START_TEST(test_warnings)
{
    static const struct {
        const char *kojin, *shimei, *jusho, *told;
    } cases[] = {
        {BANGO_1, "架空　一郎", "架空県", ""},
        {NULL, "架空　一郎", "架空県", "K40016 個人番号"},
        {BANGO_3, NULL, "架空県", "K40017 氏名"},
        {NULL, "", "", "K40016 個人番号, K40017 氏名, K40018 住所"},
        {"", "架空　一郎", NULL, "K40016 個人番号, K40018 住所"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_int_eq(S_register(cases[i].kojin, cases[i].shimei, cases[i].jusho), ST_OK);
        S_warned(cases[i].told);
    }
    ck_assert_int_eq(desk_run("kanyusha", "get", "edaban", "0000004", NULL), ST_OK);
    const struct field *k = desk_field(desk.op->reply, "kanyusha")->sub;
    ck_assert_str_eq(desk_text_at(k, desk.reply, "shimei"), "");
    ck_assert_str_eq(desk_text_at(k, desk.reply, "jusho"), "");
    /* what has come since, and what is told without it, is no matter of rules */
    desk.call.keikoku = (struct findings){0};
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", "0000004", "shimei", "架空　桜", NULL), ST_OK);
    S_warned("");
}
END_TEST

START_TEST(test_refused)
{
    static const enum rule rules[] = {RULE_KOJIN_NASHI, RULE_NA_NASHI, RULE_JUSHO_NASHI};
    static const enum status by[] = {ST_KOJIN_NASHI, ST_NA_NASHI, ST_JUSHO_NASHI};
    for (int i = 0; i < 3; i++) {
        memset(desk.policy.rules.set, 0, sizeof desk.policy.rules.set);
        desk.policy.rules.set[rules[i]] = 1 + SEVERITY_REFUSE;
        ck_assert_int_eq(S_register(NULL, NULL, NULL), by[i]);
        ck_assert(desk.diag.want[0] && desk.diag.have[0]);
        desk.policy.rules.set[rules[i]] = 1 + SEVERITY_OFF;
        ck_assert_int_eq(S_register(NULL, NULL, NULL), ST_OK);
        ck_assert_int_eq(desk.call.keikoku.n, 2);
        ck_assert_int_eq(strtol(desk_text("edaban"), NULL, 10), i + 1); /* a refusal takes no number */
    }
}
END_TEST

START_TEST(test_nobody)
{
    ck_assert_int_eq(S_nobody(), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), E);
    ck_assert_int_eq(S_nobody(), ST_OK);
    ck_assert_str_eq(desk_text("edaban"), E2);
    S_requests("");
    S_not_asked(E);
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", E, NULL), ST_FUGO_BANGO_NASHI);
    ck_assert_int_eq(desk_run("fugo", "getStatus", "edaban", "0000003", NULL), ST_FUGO_NONE);
    const struct chukan_hito h = S_chukan(E);
    ck_assert(h.known && !h.has_fugo && h.ido == CHUKAN_YUKO);
    ck_assert_int_eq(desk_run("kanyusha", "change", "edaban", E, "bango", "346", NULL), ST_OK);
    ck_assert_int_eq(desk_run("kanyusha", "lose", "edaban", E, "soshitsuYmd", "20170501", NULL), ST_OK);
    ck_assert_int_eq(S_chukan(E).ido, CHUKAN_SOSHITSU);
    ck_assert_int_eq(desk_run("kanyusha", "cancelLoss", "edaban", E, NULL), ST_OK);
    ck_assert_int_eq(desk_run("kanyusha", "cancel", "edaban", E, NULL), ST_OK);
    ck_assert_int_eq(S_chukan(E).ido, CHUKAN_TORIKESHI);
    S_not_asked(E);
    S_requests("");
}
END_TEST

START_TEST(test_number_comes)
{
    ck_assert_int_eq(S_nobody(), ST_OK);
    ck_assert_int_eq(S_nobody(), ST_OK);
    ck_assert_int_eq(S_correct(E, BANGO_1), ST_OK);
    S_requests(E " 0000001 処理中 1");
    ck_assert_int_eq(S_correct(E, BANGO_1), ST_KOJIN_BANGO_SAME);
    ck_assert_int_eq(S_correct(E2, BANGO_1), ST_KANYUSHA_EXISTS);
    ck_assert_int_eq(desk_register(BANGO_1, "20170401"), ST_KANYUSHA_EXISTS);
    ck_assert_int_eq(desk_operate("fugo-approve", "{}", NULL), ST_OK);
    S_requests(E " 0000001 取得済 1");
    ck_assert(S_chukan(E).has_fugo);
    ck_assert_int_eq(desk_run("oshirase", "list", "jotai", "未再取得", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
    S_not_asked(E2);
    ck_assert_int_eq(desk_run("fugo", "request", "edaban", E, NULL), ST_OK);
    S_requests(E " 0000002 処理中 2");
}
END_TEST

/* --- by a file --------------------------------------------------------------------------------------------
 */

static void S_chunk(const struct kanyusha_irai *rows, size_t n)
{
    struct row_kekka out = {0};
    const struct bulk *b = desk_chunk();
    for (size_t i = 0; i < n; i++)
        ck_assert_msg(b->apply(&desk.call, &rows[i], &out) == ST_OK, "%zu: %s", i, desk.diag.have);
    desk_chunk_end();
}

/* Wherever in a chunk they stand, the others' requests have numbers of their own, also in the next chunk. */
START_TEST(test_chunks)
{
    static const char *const kojin[][4] = {
        {"", BANGO_1, "", BANGO_3}, {BANGO_1, "", BANGO_3, ""}, {"", "", BANGO_1, BANGO_3}, {"", "", "", ""}};
    static const char *const want[] = {
        "0000002 0000001 処理中 1, 0000004 0000002 処理中 1, 0000005 0000003 処理中 1",
        "0000001 0000001 処理中 1, 0000003 0000002 処理中 1, 0000005 0000003 処理中 1",
        "0000003 0000001 処理中 1, 0000004 0000002 処理中 1, 0000005 0000003 処理中 1",
        "0000005 0000001 処理中 1"};
    for (int i = 0; i < 4; i++) {
        desk_close();
        desk_open();
        struct kanyusha_irai rows[4], next[] = {desk_row("1", "", BANGO_2), desk_row("1", "", "")};
        for (int k = 0; k < 4; k++)
            rows[k] = desk_row("1", "", kojin[i][k]);
        S_chunk(rows, 4);
        S_chunk(next, 2);
        S_requests(want[i]);
    }
}
END_TEST

START_TEST(test_number_by_file)
{
    const struct kanyusha_irai rows[] = {desk_row("1", "", ""), desk_row("1", "", BANGO_3)};
    const struct kanyusha_irai then[] = {desk_row("3", E, BANGO_1), desk_row("1", "", BANGO_2)};
    S_chunk(rows, 2);
    S_requests("0000002 0000001 処理中 1");
    S_chunk(then, 2);
    S_requests("0000001 0000002 処理中 1, 0000002 0000001 処理中 1, 0000003 0000003 処理中 1");
    ck_assert_int_eq(desk_operate("fugo-approve", "{}", NULL), ST_OK);
    ck_assert(S_chukan(E).has_fugo);
}
END_TEST

/* In the very chunk of the registration. */
START_TEST(test_number_at_once)
{
    const struct kanyusha_irai rows[] = {desk_row("1", "", ""), desk_row("1", "", BANGO_3),
                                         desk_row("3", E, BANGO_1)};
    S_chunk(rows, 3);
    S_requests("0000001 0000002 処理中 1, 0000002 0000001 処理中 1");
}
END_TEST

/* --- other insurers ---------------------------------------------------------------------------------------
 */

START_TEST(test_chofuku)
{
    ck_assert_int_eq(S_nobody(), ST_OK);
    desk_as(INSURER_B);
    ck_assert_int_eq(S_nobody(), ST_OK);
    ck_assert_int_eq(S_correct(E, BANGO_1), ST_OK);
    desk_settle();
    ck_assert_int_eq(desk_run("oshirase", "list", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 0);
    desk_as(INSURER_A);
    ck_assert_int_eq(S_correct(E, BANGO_1), ST_OK);
    desk_settle();
    ck_assert_int_eq(desk_run("oshirase", "list", NULL), ST_OK);
    ck_assert_uint_eq(desk_count(), 1);
    ck_assert_str_eq(desk_item_text(0, "edaban"), E);
    ck_assert_str_eq(desk_item_text(0, "aiteHokensha"), INSURER_B);
}
END_TEST

int main(void)
{
    return desk_main("nashi", (const TTest *const[]){test_warnings, test_refused, test_nobody,
                                                     test_number_comes, test_chunks, test_number_by_file,
                                                     test_number_at_once, test_chofuku, NULL});
}
