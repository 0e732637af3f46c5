/* http/tls_peer: who is let in with which certificate, judged once a connection (issue "Daemon"), and what
 * everybody else is told. */
#include "tls_port.h"

#include "base/pki_bad.h"

START_TEST(test_who)
{
    static const struct {
        const char *certificate, *priorities, *want;
    } cases[] = {
        {NULL, "NORMAL", "cn=- error=- plain=0"},
        {NULL, "NORMAL", " o="},
        {"pki/clients/KS06139999A", "NORMAL", " o=06139999 06139984"},
        {"pki/clients/KS06139999A", "NORMAL", "cn=KS06139999A error=- plain=0"},
        {"pki/clients/KS06139999A", "NORMAL:-VERS-ALL:+VERS-TLS1.2", "cn=KS06139999A error=- plain=0"},
        {"other/clients/KS06139999A", "NORMAL", "。この chukand の認証局 (pki"},
        {"other/clients/KS06139999A", "NORMAL:-VERS-ALL:+VERS-TLS1.2", "。この chukand の認証局 (pki"},
        {"pki/server", "NORMAL", "。用途が"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = S_connect(cases[i].certificate, cases[i].priorities);
        S_shake(&c);
        for (int again = 0; again < 2; again++) { /* keep-alive: the same answer without another look */
            client_text(&c, "POST /lot2/soap/who HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
            struct answer a = client_answer(&c, false);
            ck_assert_int_eq(a.http, 200);
            ck_assert_msg(strstr(a.body.data, cases[i].want), "%zu: %s", i, a.body.data);
            answer_release(&a);
        }
        client_text(&c, "GET /lot2/terminal/ HTTP/1.1\r\nHost: a\r\n\r\n"); /* who asks for a page is told */
        struct answer a = client_answer(&c, false);
        ck_assert_int_eq(a.http, 200);
        ck_assert_str_eq(fake_system, strstr(cases[i].want, "cn=KS") || strstr(cases[i].want, "0613")
                                          ? "KS06139999A"
                                          : "");
        answer_release(&a);
        S_close(&c);
    }
}
END_TEST

static void S_write(const char *kind, const char *suffix, const struct buf *b)
{
    char name[64];
    struct diag d = DIAG_INIT;
    snprintf(name, sizeof name, "%s%s", kind, suffix);
    ck_assert_int_eq(file_write(temp_path(name), 0600, b->data, b->len, &d), ST_OK);
}

static void S_make_bad(const char *kind)
{
    struct diag d = DIAG_INIT;
    struct pki_bad b;
    const struct pki_bad_order o = {pki_bad_find(kind), "KS06139999A", NULL, "lot2", NULL};
    ck_assert_msg(pki_bad_make(temp_path("pki"), &o, &b, &d) == ST_OK, "%s: %s", kind, d.have);
    S_write(kind, ".crt", &b.crt);
    S_write(kind, ".key", &b.key);
    pki_bad_release(&b);
}

/* What each of them is told, at whatever version of TLS. */
static const struct bad {
    const char *kind, *wrong, *says[3];
} bads[] = {
    {"expired", "wrong=TLS_EXPIRED", {"。有効期限 20", "CN=KS06139999A"}},
    {"not-yet", "wrong=TLS_NOT_YET", {"。有効期間の始まり 20"}},
    {"other-ca", "wrong=TLS_CA", {"この chukand の認証局", "、発行者 ", "CN=chukan other CA"}},
    {"other-insurer", "wrong=OK", {"cn=KS06139999A", " o=06139992 "}},
    {"weak", "wrong=TLS_WEAK", {"鍵が弱すぎます: RSA 1024 ビット"}},
    {"weak-signature", "wrong=TLS_WEAK", {"署名方式が弱すぎます: ECDSA-SHA1"}},
    {"wrong-kind", "wrong=OK", {"cn=TT06139999A", " o=06139999 06139984 "}},
    {"wrong-purpose", "wrong=TLS_PURPOSE", {"clientAuth"}},
    {"client-signed",
     "wrong=TLS_CLIENT_SIGNED",
     {"発行者が認証局ではありません", "、発行者 ", "CN=KS06139999A"}},
    {"no-name", "wrong=TLS_NO_NAME", {"CN（システム識別子か統合専用端末の名前）を読めません"}},
    {"two-names", "wrong=TLS_TWO_NAMES", {"CN=KS06139999A,CN=KS", "CN が 2 つ以上"}},
    {"broken", "wrong=TLS_CHAIN", {"署名が合いません"}},
    {"revoked", "wrong=OK", {"cn=KS06139999A", " o=06139999 06139984 "}},
};

static void S_told(const struct bad *b, const char *priorities)
{
    struct client c = S_connect(b->kind, priorities);
    S_shake(&c);
    client_text(&c, "POST /lot2/soap/who HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
    struct answer a = client_answer(&c, false);
    ck_assert_msg(strstr(a.body.data, b->wrong), "%s: %s", b->kind, a.body.data);
    ck_assert_msg(strstr(b->wrong, "OK") || strstr(a.body.data, " cn=- "), "%s: %s", b->kind, a.body.data);
    for (size_t i = 0; i < 3 && b->says[i]; i++)
        ck_assert_msg(strstr(a.body.data, b->says[i]), "%s: %s", b->kind, a.body.data);
    answer_release(&a);
    S_close(&c);
}

START_TEST(test_bad)
{
    size_t n = sizeof bads / sizeof *bads;
    const char *name;
    for (size_t i = 0; (name = pki_bad_name(i)); i++)
        ck_assert_msg(i < n && strcmp(bads[i].kind, name) == 0 && strstr(pki_bad_names(), name), "%s", name);
    for (size_t i = 0; i < n; i++) {
        S_make_bad(bads[i].kind);
        S_told(&bads[i], "NORMAL:-VERS-ALL:+VERS-TLS1.3");
        S_told(&bads[i], "NORMAL:-VERS-ALL:+VERS-TLS1.2");
    }
}
END_TEST

/* Of an ASP with a 委任状 of very many: it is of all of them. */
START_TEST(test_many)
{
    enum { INSURERS = 1400 };
    struct diag d = DIAG_INIT;
    struct pki_bad b;
    struct buf all = BUF_INIT, want = BUF_INIT;
    for (int i = 0; i < INSURERS; i++)
        buf_addf(&all, "%s%08d", i ? " " : "", 6130000 + i);
    buf_addf(&want, " o=%s ", all.data);
    const struct pki_bad_order o = {pki_bad_find("revoked"), "KS06139999A", all.data, "lot2", NULL};
    ck_assert_msg(pki_bad_make(temp_path("pki"), &o, &b, &d) == ST_OK, "%s", d.have);
    S_write("many", ".crt", &b.crt);
    S_write("many", ".key", &b.key);
    S_told(&(struct bad){"many", "wrong=OK", {want.data}}, "NORMAL");
    pki_bad_release(&b);
    buf_release(&all);
    buf_release(&want);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/tls_peer");
    TCase *t = tcase_create("tls");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_who);
    tcase_add_test(t, test_bad);
    tcase_add_test(t, test_many);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
