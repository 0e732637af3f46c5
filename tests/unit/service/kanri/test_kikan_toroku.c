/* operator/kikan-toroku: what a new insurer begins with, in which databases, and what cannot be made one. */
#include "service/unyo/desk.h"

#include <unistd.h>

#include "base/pki_issue.h"
#include "service/hand.h"
#include "store/chukan_shokai.h"
#include "store/kanri_toroku.h"

#define NEW "06139505"
#define BODY "{\"hokensha\":\"" NEW "\",\"mei\":\"架空新設健康保険組合\""

extern const struct operator_action operator_kikan_toroku;

static enum status S_do(const char *body, struct buf *json)
{
    desk.diag = DIAG_INIT;
    desk.call.masters = false;
    desk_begin(DB_KANRI);
    enum status st = hand_run(&operator_kikan_toroku, &desk.call, body, json);
    ck_assert_int_eq(desk.diag.status, st);
    return desk_end(st);
}

static bool S_known(const char *hokensha)
{
    bool there = false;
    desk_begin(DB_CHUKAN);
    ck_assert_int_eq(chukan_hokensha_find(desk.call.tx, hokensha, &there), ST_OK);
    desk_end(ST_OK);
    return there;
}

/* Its certificate is there with the answer; 中間サーバー knows it by message; what it may is to manage. */
START_TEST(test_new)
{
    struct pki pki = {.dir = temp_path("pki")};
    struct buf json = BUF_INIT;
    struct kanri_tables t;
    ck_assert_int_eq(pki_open(&pki, NULL, &desk.diag), ST_OK);
    desk.call.issuer = pki_issuer_new(temp_path("pki"));
    ck_assert_int_eq(S_do(BODY "}", &json), ST_OK);
    ck_assert_str_eq(json.data, "{\"hokensha\":\"" NEW "\",\"busho\":\"B000\",\"user\":\"u001\",\"tanmatsu\":"
                                "\"TT" NEW "A\",\"shomeisho\":\"pki/clients/TT" NEW "A.crt\"}");
    ck_assert(desk.call.masters);
    ck_assert_str_eq(desk.call.concerns.action, "kikan-toroku");
    ck_assert_str_eq(desk.call.concerns.hokensha, NEW);
    ck_assert_int_eq(access(temp_path("pki/clients/TT" NEW "A.crt"), R_OK), 0);
    struct pki_order order;
    ck_assert(pki_ordered(desk.call.issuer, &order)); /* that of RSA */
    ck_assert_str_eq(order.cn, "TT" NEW "A");
    ck_assert_str_eq(order.hokensha, NEW);
    ck_assert(order.alone);
    free(order.hokensha);
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    const struct kanri_hokensha *h = kanri_find_hokensha(&t, NEW);
    ck_assert(h->junbi && !h->access_seigyo && !h->hojin_bango);
    ck_assert(!kanri_find_hokensha(&t, INSURER_A)->junbi);
    ck_assert_str_eq(h->encoding, "CP932");
    ck_assert_str_eq(h->givers[GIVING_ROLE], "u001");
    ck_assert_uint_eq(kanri_find_busho(&t, NEW, "B000")->jimu_bits, JIMU_KANRI);
    ck_assert_str_eq(kanri_find_user(&t, NEW, "u001")->roles, "KANRI");
    ck_assert_str_eq(kanri_find_tanmatsu(&t, "TT" NEW "A")->hokensha, NEW);
    ck_assert(!S_known(NEW));
    desk_step("hokenshaToroku");
    ck_assert(S_known(NEW));
    pki_issuer_end(desk.call.issuer);
    ck_assert(!pki_ordered(desk.call.issuer, &order));
    pki_issuer_free(desk.call.issuer);
    desk.call.issuer = NULL;
    buf_release(&json);
}
END_TEST

static const struct {
    const char *body;
    enum status st;
    const char *item;
} refused[] = {
    {"{\"hokensha\":\"06139506\",\"mei\":\"架空\"}", ST_CONTROL, "hokensha"},
    {"{\"hokensha\":\"0613950\",\"mei\":\"架空\"}", ST_CONTROL, "hokensha"},
    {"{\"hokensha\":\"" INSURER_B "\",\"mei\":\"架空\"}", ST_HOKENSHA_EXISTS, "hokensha"},
    {"{\"hokensha\":\"" NEW "\",\"mei\":\"\"}", ST_KANRI_ITEM, "mei"},
    {"{\"hokensha\":\"" NEW "\",\"mei\":\"架空\\u0007\"}", ST_KANRI_ITEM, "mei"},
    {"{\"hokensha\":\"" NEW "\",\"mei\":\"架空 1234-5678-9018\"}", ST_ROW_KOJIN_BANGO, "mei"},
    {BODY ",\"user\":\"123456789018\"}", ST_ROW_KOJIN_BANGO, "ユーザー"},
    {BODY ",\"user\":\"1234567890189\"}", ST_ROW_KOJIN_BANGO, "ユーザー"},
    {BODY ",\"user\":\"u/1\"}", ST_ROW_COLUMN, "ユーザー"}, /* which userToroku could never name */
    {BODY ",\"user\":\"\"}", ST_ROW_COLUMN, "ユーザー"},
    {"{\"hokensha\":\"" NEW "\",\"mei\":\"架空1234567890189\"}", ST_ROW_KOJIN_BANGO, "mei"},
    {BODY ",\"encoding\":\"SJIS\"}", ST_CONTROL, "encoding"},
    {BODY ",\"hojinBango\":\"1\"}", ST_CONTROL, "hojinBango"},
    {BODY ",\"hojinBango\":\"1123456789018\"}", ST_ROW_KOJIN_BANGO, "hojinBango"},
    {BODY ",\"user\":\"u 1\"}", ST_ROW_COLUMN, "ユーザー"},
};

/* Nothing is left of it, and nobody hears of it. */
START_TEST(test_refused)
{
    struct outbox_item item;
    struct kanri_tables t;
    struct buf json = BUF_INIT;
    ck_assert_int_eq(S_do(refused[_i].body, &json), refused[_i].st);
    ck_assert_str_eq(desk.diag.item, refused[_i].item);
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    ck_assert_ptr_null(kanri_find_hokensha(&t, NEW));
    ck_assert(!desk_peek(DB_KANRI, &item));
    buf_release(&json);
}
END_TEST

/* The name of its terminal is another's, of whichever kind; the certificate cannot be made. */
START_TEST(test_name_taken)
{
    static const struct kanri_tanmatsu other = {"TT" NEW "A", INSURER_A, "端末", "有効"};
    struct kanri_tables t;
    struct buf json = BUF_INIT;
    desk.call.issuer = pki_issuer_new(temp_path("nowhere"));
    ck_assert_int_eq(S_do(BODY "}", &json), ST_SETUP);
    ck_assert_int_eq(kanri_load(tx_writer(desk.store, DB_KANRI), desk.arena, &t), ST_OK);
    ck_assert_ptr_null(kanri_find_hokensha(&t, NEW));
    pki_issuer_free(desk.call.issuer);
    desk.call.issuer = NULL;
    desk_begin(DB_KANRI);
    ck_assert_int_eq(kanri_tanmatsu_add(desk.call.tx, &other), ST_OK);
    desk_end(ST_OK);
    ck_assert_int_eq(S_do(BODY "}", &json), ST_HOKENSHA_EXISTS);
    ck_assert_str_eq(desk.diag.have, "TT" NEW "A");
    buf_release(&json);
}
END_TEST

/* However many ask for certificates, so many wait for the thread of RSA; of one name the last. */
START_TEST(test_orders)
{
    char dir[256], cn[32];
    struct diag d = DIAG_INIT;
    struct pki_order order;
    snprintf(dir, sizeof dir, "%s", temp_path("pki"));
    struct pki pki = {.dir = dir};
    ck_assert_int_eq(pki_open(&pki, NULL, &d), ST_OK);
    struct pki_issuer *issuer = pki_issuer_new(dir);
    for (int i = 0; i < 2 * PKI_ORDERS; i++) {
        snprintf(cn, sizeof cn, "KS%d", i < PKI_ORDERS ? 0 : i);
        ck_assert_int_eq(pki_issue(issuer, cn, i % 2 ? "06139984" : "06139999", &d), ST_OK);
        if (i == 3)
            i = PKI_ORDERS - 1;
    }
    ck_assert(pki_ordered(issuer, &order));
    ck_assert_str_eq(order.cn, "KS0");
    ck_assert_str_eq(order.hokensha, "06139984");
    for (int i = 1; i < PKI_ORDERS; i++) {
        free(order.hokensha);
        ck_assert(pki_ordered(issuer, &order));
    }
    free(order.hokensha);
    snprintf(cn, sizeof cn, "KS%d", 2 * PKI_ORDERS - 2);
    ck_assert_str_eq(order.cn, cn); /* that of the last one is left to the next start */
    pki_issuer_end(issuer);
    pki_issuer_free(issuer);
}
END_TEST

/* One that names more is left to them all; one that lacks somebody is made anew, of EC and, behind it, RSA.
 */
START_TEST(test_shared)
{
    char dir[256];
    struct diag d = DIAG_INIT;
    struct pki_order order;
    snprintf(dir, sizeof dir, "%s", temp_path("pki"));
    struct pki pki = {.dir = dir};
    ck_assert_int_eq(pki_open(&pki, NULL, &d), ST_OK);
    struct pki_issuer *issuer = pki_issuer_new(dir);
    ck_assert(!pki_issued(issuer, "KS0", "06139984"));
    ck_assert_int_eq(pki_issue_shared(issuer, "KS0", "06139984", &d), ST_OK);
    ck_assert(pki_issued(issuer, "KS0", "06139984") && !pki_issued(issuer, "KS0", "06139984 06139999"));
    ck_assert_int_eq(pki_issue_shared(issuer, "KS0", "06139984 06139999", &d), ST_OK);
    ck_assert(pki_issued(issuer, "KS0", "06139984") && pki_issued(issuer, "KS0", "06139999 06139984"));
    ck_assert(pki_ordered(issuer, &order));
    ck_assert_str_eq(order.hokensha, "06139984 06139999");
    ck_assert(!order.alone);
    free(order.hokensha);
    pki_issuer_end(issuer);
    ck_assert(!pki_ordered(issuer, &order));
    pki_issuer_free(issuer);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("service/kanri/kikan_toroku");
    TCase *t = tcase_create("all");
    tcase_set_timeout(t, 60); /* keys are made, and come to the disk */
    tcase_add_checked_fixture(t, desk_open, desk_close);
    tcase_add_test(t, test_new);
    tcase_add_loop_test(t, test_refused, 0, sizeof refused / sizeof *refused);
    tcase_add_test(t, test_name_taken);
    tcase_add_test(t, test_orders);
    tcase_add_test(t, test_shared);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
