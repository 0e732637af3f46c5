/* base/pki_bad: certificates that are to be refused; what each is told is tried in test_tls_peer.c. */
#include <check.h>
#include <openssl/pkcs12.h>
#include <sys/stat.h>

#include "base/cert.h"
#include "base/pki.h"
#include "base/pki_bad.h"
#include "temp.h"

/* Only as if it were one that there is, and no path; nothing of the CA's own files changes. */
START_TEST(test_bad)
{
    struct diag d = DIAG_INIT;
    struct pki_bad b;
    const struct pki pki = {.dir = temp_path("pki")};
    ck_assert_int_eq(pki_open(&pki, NULL, &d), ST_OK);
    ck_assert_int_eq(pki_client(&pki, "KS06139999A", "06139999", &d), ST_OK);
    static const char *const no[] = {"KS06139999B", "../ca", "", "KS06139999A-rsa"};
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        const struct pki_bad_order o = {pki_bad_find("other-insurer"), no[i], NULL, "lot2", NULL};
        ck_assert_int_eq(pki_bad_make(temp_path("pki"), &o, &b, &d), ST_SETUP);
        ck_assert_uint_eq(b.crt.len + b.key.len + b.p12.len, 0);
        pki_bad_release(&b);
    }
    ck_assert_ptr_null(pki_bad_find("fine"));
    const struct pki_bad_order signed_by = {pki_bad_find("client-signed"), "KS06139999A", NULL, "lot2", NULL};
    ck_assert_int_eq(pki_bad_make(temp_path("pki"), &signed_by, &b, &d), ST_OK);
    BIO *bio = BIO_new_mem_buf(b.p12.data, (int)b.p12.len);
    PKCS12 *p12 = d2i_PKCS12_bio(bio, NULL);
    STACK_OF(X509) *above = NULL;
    EVP_PKEY *key = NULL;
    X509 *crt = NULL;
    ck_assert_int_eq(PKCS12_parse(p12, PKI_P12_PASSWORD, &key, &crt, &above), 1);
    ck_assert_int_eq(sk_X509_num(above), 1);
    ck_assert_msg(strstr(b.text.data, "C50081"), "%s", b.text.data);
    EVP_PKEY_free(key);
    X509_free(crt);
    sk_X509_pop_free(above, X509_free);
    PKCS12_free(p12);
    BIO_free(bio);
    pki_bad_release(&b);
}
END_TEST

/* Each says where to try it, and what then comes; whose it is may be told, and then nothing lies in the
 * folder. */
START_TEST(test_told)
{
    static const struct {
        const char *kind, *system, *hokensha, *says[3], *o;
    } cases[] = {
        {"expired",
         "KS06139999A",
         NULL,
         {"C50083", "https://localhost:1/w1/soap/kanri\n", "KS06139999A"},
         "06139999"},
        {"expired",
         "TT06139999A",
         "06139999",
         {"C50083", "https://localhost:1/w1/terminal/soap/kanri\n", "TT06139999A"},
         "06139999"},
        {"wrong-kind",
         "TT06139999A",
         "06139999",
         {"C50020", "https://localhost:1/w1/soap/kanri\n", "TT06139999A"},
         "06139999"},
        {"revoked",
         "KS06139999A",
         "06139984",
         {"C50062", "https://localhost:1/w1/soap/kanri\n", "失効"},
         "06139984"},
        {"revoked", "ASP1", "06139984 06139992", {"C50062", "ASP1", "失効"}, "06139984"},
    };
    struct diag d = DIAG_INIT;
    const struct pki pki = {.dir = temp_path("pki")};
    ck_assert_int_eq(pki_open(&pki, NULL, &d), ST_OK);
    ck_assert_int_eq(pki_client(&pki, "KS06139999A", "06139999", &d), ST_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct pki_bad_order o = {pki_bad_find(cases[i].kind), cases[i].system, cases[i].hokensha, "w1",
                                        "https://localhost:1//"};
        struct pki_bad b;
        struct cert c = {.der = BUF_INIT};
        struct str organization;
        ck_assert_int_eq(pki_bad_recorded(o.kind), strcmp(cases[i].kind, "revoked") == 0);
        ck_assert_msg(pki_bad_make(temp_path("pki"), &o, &b, &d) == ST_OK, "%zu: %s", i, d.have);
        for (size_t k = 0; k < 3; k++)
            ck_assert_msg(strstr(b.text.data, cases[i].says[k]), "%zu: %s", i, b.text.data);
        ck_assert(cert_read((struct str){b.crt.data, b.crt.len}, &c));
        ck_assert(cert_organization(&c.subject, &organization) && str_eq(organization, str_of(cases[i].o)));
        cert_release(&c);
        pki_bad_release(&b);
    }
}
END_TEST

/* What is printed for a shell is an address and nothing else; of one that a client refuses, how it is sent.
 */
START_TEST(test_url)
{
    static const char *const no[] = {
        "", "http://localhost:1", "https://a b", "https://a;reboot", "https://$(x)", "https://a\n"};
    struct diag d = DIAG_INIT;
    struct pki_bad b;
    const struct pki pki = {.dir = temp_path("pki")};
    ck_assert_int_eq(pki_open(&pki, NULL, &d), ST_OK);
    struct pki_bad_order o = {pki_bad_find("weak"), "KS06139999A", "06139999", "w1", NULL};
    ck_assert_int_eq(pki_bad_make(temp_path("pki"), &o, &b, &d), ST_OK);
    ck_assert_msg(strstr(b.text.data, PKI_BAD_URL "/w1/soap/kanri\n"), "%s", b.text.data);
    ck_assert_msg(strstr(b.text.data, "OPENSSL_CONF=weak.cnf curl"), "%s", b.text.data);
    pki_bad_release(&b);
    for (size_t i = 0; i < sizeof no / sizeof *no; i++) {
        o.url = no[i];
        ck_assert_int_eq(pki_bad_make(temp_path("pki"), &o, &b, &d), ST_SETUP);
        ck_assert_str_eq(d.item, "url");
        pki_bad_release(&b);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/pki_bad");
    TCase *t = tcase_create("pki_bad");
    tcase_add_checked_fixture(t, temp_make, temp_drop);
    tcase_add_test(t, test_bad);
    tcase_add_test(t, test_told);
    tcase_add_test(t, test_url);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
