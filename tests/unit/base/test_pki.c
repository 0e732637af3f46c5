/* base/pki: what the test CA makes, judged by OpenSSL itself; what is damaged is told and left alone. */
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <string.h>
#include <sys/stat.h>

#include "base/crypto.h"
#include "base/file.h"
#include "pki_folder.h"

static void S_mode(const char *name, unsigned mode)
{
    struct stat s;
    ck_assert_msg(stat(temp_path(name), &s) == 0, "%s", name);
    ck_assert_msg((s.st_mode & 0777) == mode, "%s: %o", name, s.st_mode & 0777);
}

/* Chain, purpose and the strict rules of RFC 5280; days from now. */
static int S_verify(const char *name, int purpose, int days)
{
    X509 *ca = S_crt(strstr(name, "-rsa") ? "pki/ca-rsa.crt" : "pki/ca.crt"), *crt = S_crt(name);
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
    ck_assert_int_eq(S_open("pki", "localhost", &d), ST_OK);
    ck_assert_int_eq(S_client("KS06139999A", "06139999", &d), ST_OK);
    X509 *same = S_crt("pki/server.crt");
    ck_assert_int_eq(X509_cmp(server, same), 0);
    static const char *const hosts[] = {"desk.example", "192.0.2.7", "2001:db8::7"};
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        ck_assert_int_eq(S_open("pki", hosts[i], &d), ST_OK);
        X509 *other = S_crt("pki/server.crt");
        ck_assert_int_ne(X509_cmp(server, other), 0);
        ck_assert(X509_check_host(other, hosts[i], 0, 0, NULL) == 1 ||
                  X509_check_ip_asc(other, hosts[i], 0) == 1);
        ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_SERVER, 0), X509_V_OK);
        /* what it named before may be in use */
        ck_assert_int_eq(X509_check_host(other, hosts[0], 0, 0, NULL), 1);
        X509_free(other);
    }
    X509 *still = S_crt("pki/ca.crt"), *kept = S_crt("pki/clients/KS06139999A.crt");
    ck_assert_int_eq(X509_cmp(ca, still), 0);
    ck_assert_int_eq(X509_cmp(client, kept), 0);
    X509_free(still), X509_free(kept), X509_free(same), X509_free(ca), X509_free(server), X509_free(client);
}
END_TEST

/* The words of O in the certificate. */
static const char *S_o(const char *name)
{
    static char out[80];
    struct buf text = BUF_INIT;
    struct cert c;
    struct diag d = DIAG_INIT;
    ck_assert_int_eq(file_read(temp_path(name), 10000, &text, &d), ST_OK);
    ck_assert(cert_read((struct str){text.data, text.len}, &c));
    out[0] = 0;
    for (struct str rest = c.subject, o; cert_organization(&rest, &o);)
        snprintf(out + strlen(out), sizeof out - strlen(out), "%s%.*s", *out ? " " : "", (int)o.n, o.p);
    cert_release(&c);
    buf_release(&text);
    return out;
}

/* A name that has changed hands: a new key, of whom it is now; nobody's copy of the former opens it. */
START_TEST(test_other_hands)
{
    static const char crt[] = "pki/clients/KS06139999A.crt";
    static const struct {
        const char *hokensha;
        bool alone, made;
        const char *o;
    } cases[] = {
        {"06139999", true, false, "06139999"},
        {"06139984", false, true, "06139984"},
        {"06139984", true, false, "06139984"},
        {"06139984 06139999", false, true, "06139984 06139999"}, /* of two worlds */
        {"06139999", false, false, "06139984 06139999"},
        {"06139999", true, true, "06139999"},
    };
    struct diag d = DIAG_INIT;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pki p = {.dir = temp_path("pki"), .alone = cases[i].alone};
        X509 *was = S_crt(crt);
        ck_assert_msg(pki_client(&p, "KS06139999A", cases[i].hokensha, &d) == ST_OK, "%s", d.have);
        X509 *is = S_crt(crt);
        ck_assert_msg((X509_cmp(was, is) != 0) == cases[i].made, "%zu", i);
        ck_assert_msg((EVP_PKEY_eq(X509_get0_pubkey(was), X509_get0_pubkey(is)) != 1) == cases[i].made, "%zu",
                      i);
        ck_assert_str_eq(S_o(crt), cases[i].o);
        ck_assert_int_eq(S_verify(crt, X509_PURPOSE_SSL_CLIENT, 0), X509_V_OK);
        X509_free(was), X509_free(is);
    }
}
END_TEST

START_TEST(test_wrong_names)
{
    static const char *const systems[] = {
        "",      "a/b",
        "..",    "-",
        "a b",   "日本",
        "a\nb",  "A-rsa",
        "A-RSA", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    struct diag d = DIAG_INIT;
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
        if (strcmp(systems[i], "..") != 0 && strcmp(systems[i], "-") != 0)
            ck_assert_msg(S_client(systems[i], "06139999", &d) == ST_SETUP, "%s", systems[i]);
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
        enum status st = S_open("pki", NULL, &d);
        if (st == ST_OK)
            st = S_client("KS06139999A", "06139999", &d);
        ck_assert_msg(st == ST_SETUP, "%zu", i);
        ck_assert_msg(strstr(d.have, "不正な形式です"), "%s", d.have);
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
    ck_assert_int_eq(S_open("pki", NULL, &d), ST_OK); /* made anew, key and all */
    ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_SERVER, 0), X509_V_OK);
    unlink(temp_path("pki/ca.key"));
    ck_assert_int_eq(S_open("pki", NULL, &d), ST_OK); /* nothing needs to be signed */
    ck_assert_int_eq(S_client("NEW", "06139999", &d), ST_SETUP);
    ck_assert_msg(strstr(d.item, "ca.key"), "%s", d.item);
    unlink(temp_path("pki/ca.crt"));
    ck_assert_int_eq(S_open("pki", NULL, &d), ST_SETUP); /* never a second CA beside what the first signed */
    ck_assert_str_eq(d.item, "ca.crt");
    ck_assert_int_eq(file_write(temp_path("plain"), 0600, "", 0, &d), ST_OK);
    ck_assert_int_eq(S_open("plain", NULL, &d), ST_SETUP);
}
END_TEST

/* RSA beside EC: a CA of its own, the names of the other, and nothing of the other is touched. */
START_TEST(test_rsa)
{
    static const char *const secret[] = {"ca-rsa.key", "server-rsa.key", "clients/KS06139999A-rsa.key",
                                         "clients/KS06139999A-rsa.p12"};
    struct diag d = DIAG_INIT;
    char name[80], dir[256];
    snprintf(dir, sizeof dir, "%s", temp_path("pki"));
    struct pki rsa = {.dir = dir, .rsa = true};
    struct pki_names none = {.n = 0};
    ck_assert_int_eq(S_open("pki", "desk.example", &d), ST_OK);
    X509 *server = S_crt("pki/server.crt");
    ck_assert(!pki_complete(&rsa, &none));
    ck_assert_msg(pki_open(&rsa, &none, &d) == ST_OK, "%s %s", d.item, d.have);
    ck_assert(pki_complete(&rsa, &none));
    ck_assert_int_eq(pki_client(&rsa, "KS06139999A", "06139999", &d), ST_OK);
    ck_assert_int_eq(S_verify("pki/server-rsa.crt", X509_PURPOSE_SSL_SERVER, 0), X509_V_OK);
    ck_assert_int_eq(S_verify("pki/clients/KS06139999A-rsa.crt", X509_PURPOSE_SSL_CLIENT, 0), X509_V_OK);
    X509 *same = S_crt("pki/server.crt"), *crt = S_crt("pki/server-rsa.crt"),
         *one = S_crt("pki/clients/KS06139999A.crt"), *other = S_crt("pki/clients/KS06139999A-rsa.crt");
    ck_assert_int_eq(X509_cmp(server, same), 0);
    ck_assert_int_eq(X509_check_host(crt, "desk.example", 0, 0, NULL), 1);
    ck_assert_int_eq(EVP_PKEY_get_base_id(X509_get0_pubkey(crt)), EVP_PKEY_RSA);
    ck_assert_int_eq(EVP_PKEY_get_bits(X509_get0_pubkey(other)), 2048);
    ck_assert_int_eq(X509_NAME_cmp(X509_get_subject_name(one), X509_get_subject_name(other)), 0);
    for (size_t i = 0; i < sizeof secret / sizeof *secret; i++) {
        snprintf(name, sizeof name, "pki/%s", secret[i]);
        S_mode(name, 0600);
    }
    struct pki_names more = {.n = 0};
    ck_assert(pki_name_add(&more, "192.0.2.9"));
    ck_assert(!pki_complete(&rsa, &more)); /* another name: to be made anew */
    X509_free(server), X509_free(same), X509_free(crt), X509_free(one), X509_free(other);
    /* a CA that is gone: what it signed is not signed by another */
    unlink(temp_path("pki/ca-rsa.crt"));
    ck_assert_int_eq(pki_open(&rsa, &none, &d), ST_SETUP);
    ck_assert_str_eq(d.item, "ca-rsa.crt");
}
END_TEST

/* Who is to stop makes no key, and leaves nothing that looks like one. */
START_TEST(test_rsa_stopped)
{
    struct diag d = DIAG_INIT;
    atomic_bool stop = true;
    struct pki rsa = {.dir = temp_path("pki"), .rsa = true, .stop = &stop};
    struct pki_names none = {.n = 0};
    ck_assert_int_eq(pki_open(&rsa, &none, &d), ST_SETUP);
    ck_assert_int_ne(access(temp_path("pki/ca-rsa.key"), F_OK), 0);
    ck_assert_int_ne(access(temp_path("pki/ca-rsa.crt"), F_OK), 0);
}
END_TEST

START_TEST(test_names)
{
    static const struct {
        const char *name, *kept; /* NULL: refused */
    } cases[] = {
        {"desk.example", "desk.example"},
        {"DESK.example", "desk.example"},
        {"192.0.2.7", "192.0.2.7"},
        {"2001:DB8:0:0::7", "2001:db8::7"},
        {"2001:db8::7", "2001:db8::7"},
        {"", NULL},
        {"a,DNS:evil", NULL},
        {"a:b", NULL},
        {"user@desk", NULL},
        {"機械", NULL},
    };
    struct pki_names l = {.n = 0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ck_assert_msg(pki_name_add(&l, cases[i].name) == (cases[i].kept != NULL), "%s", cases[i].name);
        if (cases[i].kept)
            ck_assert_str_eq(l.name[l.n - 1], cases[i].kept);
    }
    ck_assert_uint_eq(l.n, 3);
    for (int i = 0; i < PKI_NAMES; i++) {
        char name[40];
        snprintf(name, sizeof name, "desk%d.example", i);
        ck_assert(pki_name_add(&l, name));
    }
    ck_assert_uint_eq(l.n, PKI_NAMES); /* no more than there is room for */
    struct diag d = DIAG_INIT;
    struct pki p = {.dir = temp_path("pki")};
    ck_assert_msg(pki_open(&p, &l, &d) == ST_OK, "%s %s", d.item, d.have);
    ck_assert_int_eq(S_verify("pki/server.crt", X509_PURPOSE_SSL_SERVER, 0), X509_V_OK);
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
    tcase_add_test(t, test_other_hands);
    tcase_add_test(t, test_wrong_names);
    tcase_add_test(t, test_damaged);
    tcase_add_test(t, test_parts_missing);
    tcase_add_test(t, test_rsa);
    tcase_add_test(t, test_rsa_stopped);
    tcase_add_test(t, test_names);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
