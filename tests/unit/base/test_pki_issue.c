/* base/pki_issue: pairs that are issued while the daemon runs, and those that go. */
#include <unistd.h>

#include "base/pki_issue.h"
#include "pki_folder.h"

/* Who registers a name anew gets a new pair, also of RSA; who is let in again keeps it. What nobody has goes,
 * but not what has been issued again. */
START_TEST(test_issue)
{
    char dir[300];
    temp_make();
    snprintf(dir, sizeof dir, "%s", temp_path("pki"));
    struct pki_issuer *i = pki_issuer_new(dir);
    const struct pki rsa = {.dir = dir, .rsa = true};
    struct pki_order order;
    struct diag d = DIAG_INIT;
    const char *crt = "pki/clients/KS06139999B.crt";
    const struct pki ec = {.dir = dir};
    ck_assert_int_eq(pki_open(&ec, NULL, &d), ST_OK);
    ck_assert_int_eq(pki_open(&rsa, NULL, &d), ST_OK);
    ck_assert_int_eq(pki_issue(i, "KS06139999B", "06139999", false, &d), ST_OK);
    ck_assert_int_eq(pki_client(&rsa, "KS06139999B", "06139999", &d), ST_OK);
    X509 *first = S_crt(crt), *same, *anew;
    ck_assert_int_eq(pki_issue(i, "KS06139999B", "06139999", false, &d), ST_OK);
    ck_assert_int_eq(X509_cmp(first, same = S_crt(crt)), 0);
    ck_assert_int_eq(access(temp_path("pki/clients/KS06139999B-rsa.p12"), F_OK), 0);
    ck_assert_int_eq(pki_issue(i, "KS06139999B", "06139999", true, &d), ST_OK);
    ck_assert_int_ne(X509_cmp(first, anew = S_crt(crt)), 0);
    ck_assert_int_ne(access(temp_path("pki/clients/KS06139999B-rsa.p12"), F_OK), 0);
    pki_gone(i, "KS06139999B"); /* the order of RSA becomes this one */
    ck_assert(pki_ordered(i, &order));
    ck_assert(order.gone);
    ck_assert_str_eq(order.cn, "KS06139999B");
    ck_assert_int_eq(pki_issue(i, "KS06139999B", "06139999", true, &d), ST_OK);
    ck_assert(!pki_forget(i, order.cn));
    ck_assert_int_eq(access(temp_path(crt), F_OK), 0);
    ck_assert(pki_ordered(i, &order));
    ck_assert(!order.gone);
    ck_assert(pki_forget(i, order.cn));
    ck_assert_int_ne(access(temp_path(crt), F_OK), 0);
    ck_assert_int_ne(access(temp_path("pki/clients/KS06139999B.key"), F_OK), 0);
    for (int n = 0; n < 2 * PKI_ORDERS; n++) { /* of these none is lost */
        char name[16];
        snprintf(name, sizeof name, "KS%d", n);
        pki_gone(i, name);
    }
    for (int n = 0; n < 2 * PKI_ORDERS; n++)
        ck_assert(pki_ordered(i, &order) && order.gone);
    X509_free(first);
    X509_free(same);
    X509_free(anew);
    pki_issuer_free(i);
    temp_drop();
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/pki_issue");
    TCase *c = tcase_create("pki_issue");
    tcase_add_test(c, test_issue);
    suite_add_tcase(suite, c);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
