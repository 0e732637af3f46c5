/* base/pki: what the test CA makes, judged by OpenSSL itself; what is damaged is told and left alone. */
#include <check.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/pki.h"
#include "temp.h"

static X509 *S_crt(const char *name)
{
    FILE *f = fopen(temp_path(name), "r");
    ck_assert_msg(f, "%s", name);
    X509 *crt = PEM_read_X509(f, NULL, NULL, NULL);
    fclose(f);
    ck_assert_ptr_nonnull(crt);
    return crt;
}

static void S_mode(const char *name, unsigned mode)
{
    struct stat s;
    ck_assert_msg(stat(temp_path(name), &s) == 0, "%s", name);
    ck_assert_msg((s.st_mode & 0777) == mode, "%s: %o", name, s.st_mode & 0777);
}

/* Chain, purpose and the strict rules of RFC 5280; days from now. */
static int S_verify(const char *name, int purpose, int days)
{
    X509 *ca = S_crt("pki/ca.crt"), *crt = S_crt(name);
    X509_STORE *store = X509_STORE_new();
    X509_STORE_add_cert(store, ca);
    X509_STORE_CTX *ctx = X509_STORE_CTX_new();
    X509_STORE_CTX_init(ctx, store, crt, NULL);
    X509_STORE_CTX_set_purpose(ctx, purpose);
    X509_STORE_CTX_set_flags(ctx, X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
    X509_STORE_CTX_set_time(ctx, 0, time(NULL) + (time_t)days * 86400);
    int error = X509_verify_cert(ctx) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(ctx);
    X509_STORE_CTX_free(ctx);
    X509_STORE_free(store);
    X509_free(ca);
    X509_free(crt);
    return error;
}

static void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    ck_assert_msg(pki_open(temp_path("pki"), NULL, &d) == ST_OK, "%s %s", d.item, d.have);
    ck_assert_msg(pki_client(temp_path("pki"), "KS06139999A", "06139999", &d) == ST_OK, "%s %s", d.item,
                  d.have);
}

START_TEST(test_server)
{
    ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_SERVER, 0), X509_V_OK);
    ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_SERVER, 19 * 365), X509_V_OK);
    ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_SERVER, 21 * 365),
                     X509_V_ERR_CERT_HAS_EXPIRED);
    ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_CLIENT, 0), X509_V_ERR_INVALID_PURPOSE);
    X509 *crt = S_crt("pki/server.crt");
    ck_assert_int_eq(X509_check_host(crt, "localhost", 0, 0, NULL), 1);
    ck_assert_int_eq(X509_check_ip_asc(crt, "127.0.0.1", 0), 1);
    ck_assert_int_eq(X509_check_ip_asc(crt, "::1", 0), 1);
    ck_assert_int_eq(X509_check_host(crt, "desk.example", 0, 0, NULL), 0);
    X509_free(crt);
}
END_TEST

START_TEST(test_client)
{
    char text[64];
    ck_assert_int_eq(S_verify("pki/clients/KS06139999A.crt", X509_PURPOSE_SSL_CLIENT, 0), X509_V_OK);
    ck_assert_int_eq(S_verify("pki/clients/KS06139999A.crt", X509_PURPOSE_SSL_SERVER, 0),
                     X509_V_ERR_INVALID_PURPOSE);
    X509 *crt = S_crt("pki/clients/KS06139999A.crt");
    X509_NAME_get_text_by_NID(X509_get_subject_name(crt), NID_commonName, text, sizeof text);
    ck_assert_str_eq(text, "KS06139999A");
    X509_NAME_get_text_by_NID(X509_get_subject_name(crt), NID_organizationName, text, sizeof text);
    ck_assert_str_eq(text, "06139999");
    FILE *f = fopen(temp_path("pki/clients/KS06139999A.p12"), "r");
    PKCS12 *p12 = d2i_PKCS12_fp(f, NULL);
    fclose(f);
    EVP_PKEY *key = NULL;
    X509 *own = NULL;
    STACK_OF(X509) *chain = NULL;
    ck_assert_int_eq(PKCS12_parse(p12, PKI_P12_PASSWORD, &key, &own, &chain), 1);
    ck_assert_int_eq(X509_cmp(own, crt), 0);
    ck_assert_int_eq(X509_check_private_key(crt, key), 1);
    ck_assert_int_eq(sk_X509_num(chain), 1);
    sk_X509_pop_free(chain, X509_free);
    X509_free(own);
    X509_free(crt);
    EVP_PKEY_free(key);
    PKCS12_free(p12);
}
END_TEST

START_TEST(test_modes)
{
    static const char *const secret[] = {"ca.key", "server.key", "clients/KS06139999A.key",
                                         "clients/KS06139999A.p12"};
    char name[80];
    S_mode("pki", 0700);
    S_mode("pki/clients", 0700);
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
        snprintf(name, sizeof name, "pki/%s", secret[i]);
        S_mode(name, 0600);
    }
}
END_TEST

/* A second start changes nothing, another host name only the server's certificate. */
START_TEST(test_again)
{
    struct diag d = DIAG_INIT;
    X509 *ca = S_crt("pki/ca.crt"), *server = S_crt("pki/server.crt"),
         *client = S_crt("pki/clients/KS06139999A.crt");
    ck_assert_int_eq(pki_open(temp_path("pki"), "localhost", &d), ST_OK);
    ck_assert_int_eq(pki_client(temp_path("pki"), "KS06139999A", "06139999", &d), ST_OK);
    X509 *same = S_crt("pki/server.crt");
    ck_assert_int_eq(X509_cmp(server, same), 0);
    static const char *const hosts[] = {"desk.example", "192.0.2.7", "2001:db8::7"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        ck_assert_int_eq(pki_open(temp_path("pki"), hosts[i], &d), ST_OK);
        X509 *other = S_crt("pki/server.crt");
        ck_assert_int_ne(X509_cmp(server, other), 0);
        ck_assert(X509_check_host(other, hosts[i], 0, 0, NULL) == 1 ||
                  X509_check_ip_asc(other, hosts[i], 0) == 1);
        ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_SERVER, 0), X509_V_OK);
        X509_free(other);
    }
    X509 *still = S_crt("pki/ca.crt"), *kept = S_crt("pki/clients/KS06139999A.crt");
    ck_assert_int_eq(X509_cmp(ca, still), 0);
    ck_assert_int_eq(X509_cmp(client, kept), 0);
    X509_free(still), X509_free(kept), X509_free(same), X509_free(ca), X509_free(server), X509_free(client);
}
END_TEST

START_TEST(test_wrong_names)
{
    static const char *const systems[] = {
        "",    "a/b",  "..",   "-",
        "a b", "日本", "a\nb", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct diag d = DIAG_INIT;
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
        if (strcmp(systems[i], "..") != 0 && strcmp(systems[i], "-") != 0)
            ck_assert_msg(pki_client(temp_path("pki"), systems[i], "06139999", &d) == ST_SETUP, "%s",
                          systems[i]);
    ck_assert_int_eq(pki_open(temp_path("pki"), "a,DNS:evil", &d), ST_SETUP);
}
END_TEST

START_TEST(test_damaged)
{
    static const struct {
        const char *name, *text;
    } cases[] = {
        {"ca.crt", ""},
        {"ca.crt", "-----BEGIN CERTIFICATE-----\n"},
        {"ca.crt", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"},
        {"ca.crt", "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n"},
        {"ca.crt", "-----BEGIN PRIVATE KEY-----\nMAMCAQA=\n-----END PRIVATE KEY-----\n"},
        {"ca.crt", "-----BEGIN CERTIFICATE-----\nMAMCAQA!\n-----END CERTIFICATE-----\n"},
        {"server.crt", "x"},
        {"server.key", "x"},
        {"clients/KS06139999A.crt", "x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct diag d = DIAG_INIT;
        struct buf kept = BUF_INIT;
        char path[200], name[80];
        snprintf(name, sizeof name, "pki/%s", cases[i].name);
        snprintf(path, sizeof path, "%s", temp_path(name));
        ck_assert_int_eq(file_read(path, 10000, &kept, &d), ST_OK);
        ck_assert_int_eq(file_write(path, 0600, cases[i].text, strlen(cases[i].text), &d), ST_OK);
        enum status st = pki_open(temp_path("pki"), NULL, &d);
        if (st == ST_OK)
            st = pki_client(temp_path("pki"), "KS06139999A", "06139999", &d);
        ck_assert_msg(st == ST_SETUP, "%zu", i);
        ck_assert_msg(strstr(d.have, "壊れています"), "%s", d.have);
        struct buf now = BUF_INIT;
        ck_assert_int_eq(file_read(path, 10000, &now, &d), ST_OK);
        ck_assert_str_eq(now.data ? now.data : "", cases[i].text); /* left alone */
        ck_assert_int_eq(file_write(path, 0600, kept.data, kept.len, &d), ST_OK);
        buf_release(&kept);
        buf_release(&now);
    }
}
END_TEST

START_TEST(test_parts_missing)
{
    struct diag d = DIAG_INIT;
    unlink(temp_path("pki/server.crt"));
    ck_assert_int_eq(pki_open(temp_path("pki"), NULL, &d), ST_OK); /* made anew, key and all */
    ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_SERVER, 0), X509_V_OK);
    unlink(temp_path("pki/ca.key"));
    ck_assert_int_eq(pki_open(temp_path("pki"), NULL, &d), ST_OK); /* nothing needs to be signed */
    ck_assert_int_eq(pki_client(temp_path("pki"), "NEW", "06139999", &d), ST_SETUP);
    ck_assert_msg(strstr(d.item, "ca.key"), "%s", d.item);
    unlink(temp_path("pki/ca.crt"));
    ck_assert_int_eq(pki_open(temp_path("pki"), NULL, &d),
                     ST_SETUP); /* never a second CA beside what the first signed */
    ck_assert_str_eq(d.item, "ca.crt");
    ck_assert_int_eq(file_write(temp_path("plain"), 0600, "", 0, &d), ST_OK);
    ck_assert_int_eq(pki_open(temp_path("plain"), NULL, &d), ST_SETUP);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/pki");
    TCase *t = tcase_create("pki");
    tcase_set_timeout(t, 20);
    tcase_add_checked_fixture(t, S_setup, temp_drop);
    tcase_add_test(t, test_server);
    tcase_add_test(t, test_client);
    tcase_add_test(t, test_modes);
    tcase_add_test(t, test_again);
    tcase_add_test(t, test_wrong_names);
    tcase_add_test(t, test_damaged);
    tcase_add_test(t, test_parts_missing);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
