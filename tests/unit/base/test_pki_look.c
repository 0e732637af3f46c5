/* base/cert and base/pki_look: what is told of the certificates of a folder, beside what OpenSSL sees. */
#include <string.h>
#include <unistd.h>

#include "base/cert.h"
#include "base/crypto.h"
#include "base/file.h"
#include "pki_folder.h"

/* What is looked at without OpenSSL is what OpenSSL sees. */
START_TEST(test_read)
{
    static const char *const files[] = {"pki/ca.crt", "pki/server.crt", "pki/clients/KS06139999A.crt"};
    struct diag d = DIAG_INIT;
    struct cert ca = {.der = BUF_INIT};
    for (size_t i = 0; i < 3; i++) {
        struct buf text = BUF_INIT;
        struct cert c;
        X509 *crt = S_crt(files[i]);
        ck_assert_int_eq(file_read(temp_path(files[i]), 10000, &text, &d), ST_OK);
        ck_assert(cert_read((struct str){text.data, text.len}, &c));
        ck_assert_int_eq(X509_cmp_time(X509_get0_notBefore(crt), &(time_t){c.from}), -1); /* -1: not after */
        ck_assert_int_eq(X509_cmp_time(X509_get0_notBefore(crt), &(time_t){c.from - 1}), 1);
        ck_assert_int_eq(X509_cmp_time(X509_get0_notAfter(crt), &(time_t){c.until - 1}), 1);
        ck_assert_int_eq(X509_cmp_time(X509_get0_notAfter(crt), &(time_t){c.until}), -1);
        if (i == 0)
            ca = c;
        ck_assert(cert_issued_by(&c, &ca));
        ck_assert(i == 0 || !cert_issued_by(&ca, &c));
        /* cut anywhere, or with any byte another, it is read or refused, and nothing else */
        for (size_t n = 0; n < c.der.len; n++) {
            struct buf pem = BUF_INIT;
            struct cert damaged;
            char b64[4096];
            unsigned char der[2048];
            memcpy(der, c.der.data, c.der.len);
            der[n] ^= (unsigned char)(n % 255 + 1);
            buf_adds(&pem, "-----BEGIN CERTIFICATE-----\n");
            buf_add(&pem, b64, base64_encode(der, c.der.len, b64));
            buf_adds(&pem, "\n-----END CERTIFICATE-----\n");
            if (cert_read((struct str){pem.data, pem.len}, &damaged))
                cert_release(&damaged);
            ck_assert(!cert_read((struct str){pem.data, n}, &damaged) || n >= pem.len - 30);
            buf_release(&pem);
        }
        if (i)
            cert_release(&c);
        buf_release(&text);
        X509_free(crt);
    }
    cert_release(&ca);
}
END_TEST

/* Lines about what is in the folder, `days` from an hour ago, since seconds pass while it is made; the first
 * says `want`, and there are `lines` of them.
 */
static void S_look(int days, int lines, const char *want)
{
    struct buf out = BUF_INIT;
    int n = 0;
    pki_look(temp_path("pki"), time(NULL) + (time_t)days * 86400 - 3600, &out);
    for (const char *p = out.data; p && (p = strchr(p, '\n')); p++)
        n++;
    ck_assert_msg(n == lines, "%d days: %d lines\n%s", days, n, out.data ? out.data : "");
    ck_assert_msg(!want || strstr(out.data, want), "%d days: %s", days, out.data);
    buf_release(&out);
}

START_TEST(test_look)
{
    enum { YEARS20 = 20 * 365 + 5 };
    struct diag d = DIAG_INIT;
    S_look(0, 0, NULL);
    S_look(YEARS20 - 31, 0, NULL);
    S_look(YEARS20 - 20, 3, "証明書 pki/ca.crt の有効期間は ");
    S_look(YEARS20 - 20, 3, "あと 20 日です（pki/server.crt を削除して起動し直すと作り直します）");
    S_look(YEARS20 + 1, 3, "に終わっています（pki/clients/KS06139999A.crt を削除して");
    S_look(-2, 3, "まだ始まっていません");
    /* the key of another, and the CA of another */
    ck_assert_int_eq(S_open("other", NULL, &d), ST_OK);
    ck_assert_int_eq(rename(temp_path("other/server.key"), temp_path("pki/clients/KS06139999A.key")), 0);
    S_look(0, 1, "pki/clients/KS06139999A.key は証明書 pki/clients/KS06139999A.crt の鍵ではありません");
    unlink(temp_path("pki/clients/KS06139999A.key"));
    ck_assert_int_eq(rename(temp_path("other/ca.crt"), temp_path("pki/ca.crt")), 0);
    ck_assert_int_eq(rename(temp_path("other/ca.key"), temp_path("pki/ca.key")), 0);
    S_look(0, 2, "証明書 pki/server.crt は、今の認証局 (pki/ca.crt) が発行したものではありません");
    ck_assert_int_eq(file_write(temp_path("pki/clients/x.crt"), 0600, "x", 1, &d), ST_OK);
    S_look(0, 3, "証明書 pki/clients/x.crt を読めません");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/pki_look");
    TCase *t = tcase_create("look");
    tcase_set_timeout(t, 20);
    tcase_add_checked_fixture(t, S_setup, temp_drop);
    tcase_add_test(t, test_read);
    tcase_add_test(t, test_look);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
