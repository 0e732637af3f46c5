/* http/tls, http/handshake and the data port: handshakes that fail, and the pairs that are shown. */
#include "tls_port.h"

static ssize_t S_nothing(gnutls_transport_ptr_t p, void *to, size_t n)
{
    (void)p, (void)to, (void)n;
    errno = EAGAIN;
    return -1;
}

/* Handshakes that come to nothing: the peer is sent an alert, and one event tells what it offered and why. */
START_TEST(test_failed_handshake)
{
    static const struct {
        const char *trust, *priorities;
        int alert; /* that it is sent; less than 0: that it sends */
        const char *sni, *why[3];
    } cases[] = {
        {"pki/ca",
         "NORMAL:-VERS-ALL:+VERS-TLS1.1:+VERS-TLS1.0",
         GNUTLS_A_PROTOCOL_VERSION,
         NULL,
         {"共通の TLS の版がありません", "版 TLS 1.1", "暗号スイート TLS_"}},
        {"pki/ca",
         "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA",
         GNUTLS_A_HANDSHAKE_FAILURE,
         NULL,
         {"共通の暗号スイートがありません", "版 TLS 1.2", "暗号スイート TLS_RSA_AES_"}},
        {"other/ca",
         "NORMAL",
         0,
         NULL,
         {"信頼していません", "（TLS の警報 unknown_ca）",
          " (SNI): なし（IP アドレスか、古い実装）、chukand の証明書の名前: localhost、127.0.0.1、::1。"
          "相手の提示: 版 TLS 1.3、TLS 1.2"}},
        {"other/ca",
         "NORMAL:-VERS-ALL:+VERS-TLS1.2",
         0,
         NULL,
         {"信頼していません", "（TLS の警報 unknown_ca）", "版 TLS 1.2"}},
        /* what Java sends for each of them: */
        {"other/ca",
         "NORMAL",
         -GNUTLS_A_CERTIFICATE_UNKNOWN,
         "db.example",
         {"pki/ca.crt、RSA だけなら ca-rsa.crt",
          "つないだ名前 (SNI): db.example、chukand の証明書の名前: localhost",
          "（TLS の警報 certificate_unknown）"}},
        {"pki/ca",
         "NORMAL:-VERS-ALL:+VERS-TLS1.1",
         GNUTLS_A_PROTOCOL_VERSION,
         "a_b.example",
         {"つないだ名前 (SNI): a_b.example。相手の提示", "", ""}},
        {"other/ca", "NORMAL", 0, "123456789018", {"(SNI): ************", "", ""}},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = S_connect_trusting(cases[i].trust, NULL, cases[i].priorities);
        int rc;
        if (cases[i].sni)
            gnutls_server_name_set(c.tls, GNUTLS_NAME_DNS, cases[i].sni, strlen(cases[i].sni));
        do
            rc = gnutls_handshake(c.tls);
        while (rc == GNUTLS_E_AGAIN || rc == GNUTLS_E_INTERRUPTED);
        ck_assert_int_ne(rc, 0);
        if (cases[i].alert > 0) {
            ck_assert_int_eq(rc, GNUTLS_E_FATAL_ALERT_RECEIVED);
            ck_assert_int_eq(gnutls_alert_get(c.tls), cases[i].alert);
        } else {
            gnutls_alert_send(c.tls, GNUTLS_AL_FATAL,
                              cases[i].alert ? (gnutls_alert_description_t)-cases[i].alert
                                             : GNUTLS_A_UNKNOWN_CA);
        }
        fake_wait(&fake_told, (int)i + 1); /* what it has sent would be lost by a close */
        S_close(&c);
        ck_assert_str_eq(fake_code, status_info(ST_HANDSHAKE)->code);
        ck_assert(fake_everywhere);
        ck_assert_msg(strstr(fake_note, "接続元 127.0.0.1 ポート "), "%s", fake_note);
        for (size_t k = 0; k < 3; k++)
            ck_assert_msg(strstr(fake_note, cases[i].why[k]), "%s: %s", cases[i].why[k], fake_note);
    }
}
END_TEST

/* What is no name is not shown. */
START_TEST(test_odd_name)
{
    static const char hello[] = "\x16\x03\x01\0\x3f\x01\0\0\x3b\x03\x03"
                                "--------------------------------\0"
                                "\0\x02\x13\x01\x01\0\0\x10\0\0\0\x0c\0\x0a\0\0\x07"
                                "a\x1b[1m.b";
    struct client c = client_open(listener_port(listener));
    ck_assert(client_send(&c, hello, sizeof hello - 1));
    fake_wait(&fake_told, 1);
    client_close(&c);
    ck_assert_msg(strstr(fake_note, "つないだ名前 (SNI): 読めない名前。"), "%s", fake_note);
}
END_TEST

/* Who leaves after the handshake without a word may have looked for another name. */
START_TEST(test_in_vain)
{
    static const struct {
        const char *sni, *why;
        bool everywhere;
    } cases[] = {
        {"localhost", "(SNI): localhost、chukand の証明書の名前: localhost、127.0.0.1、::1", false},
        {"LOCALHOST", "(SNI): LOCALHOST、", false},
        {NULL, "(SNI): なし", false},
        {"db.example", "(SNI): db.example、chukand の証明書の名前: localhost", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = S_connect(NULL, "NORMAL");
        if (cases[i].sni)
            gnutls_server_name_set(c.tls, GNUTLS_NAME_DNS, cases[i].sni, strlen(cases[i].sni));
        S_shake(&c);
        gnutls_bye(c.tls, GNUTLS_SHUT_WR);
        shutdown(c.fd, SHUT_WR);
        fake_wait(&fake_told, (int)i + 1);
        S_close(&c);
        ck_assert_str_eq(fake_code, status_info(ST_NO_REQUEST)->code);
        ck_assert_msg(strstr(fake_note, "握手の後") && strstr(fake_note, cases[i].why), "%s", fake_note);
        ck_assert_int_eq(fake_everywhere, cases[i].everywhere);
    }
}
END_TEST

/* What is no handshake, or breaks off in it. */
START_TEST(test_no_handshake)
{
    static const struct {
        const char *text;
        enum status st;
        const char *why;
    } cases[] = {
        {"", ST_NO_REQUEST, "接続だけの監視"},
        {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", ST_HANDSHAKE, "http でつないでいないか"},
        {"\x16\x03\x01\x02\x05\x01", ST_HANDSHAKE, "途中で切れたか"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client c = client_open(listener_port(listener));
        client_text(&c, cases[i].text);
        shutdown(c.fd, SHUT_WR);
        fake_wait(&fake_told, (int)i + 1);
        client_close(&c);
        ck_assert_str_eq(fake_code, status_info(cases[i].st)->code);
        ck_assert_msg(strstr(fake_note, cases[i].why), "%s", fake_note);
    }
}
END_TEST

/* A handshake that stops in the middle is given up, and told of with what it had offered. */
START_TEST(test_slow_handshake)
{
    struct client c = S_connect(NULL, "NORMAL");
    gnutls_transport_set_pull_function(c.tls, S_nothing);
    ck_assert_int_eq(gnutls_handshake(c.tls), GNUTLS_E_AGAIN); /* its hello is sent, and nothing after it */
    fake_time_goes = true;
    fake_wait(&fake_told, 1);
    ck_assert_str_eq(fake_code, status_info(ST_TOO_SLOW)->code);
    ck_assert_msg(strstr(fake_note, "2 秒で終わらない") && strstr(fake_note, "版 TLS 1.3"), "%s", fake_note);
    S_close(&c);
}
END_TEST

/* What a client can verify is what it is shown: the RSA pair by who can do nothing else, from the moment it
 * is there. */
START_TEST(test_rsa)
{
    static const char rsa_only[] =
        "NORMAL:-SIGN-ALL:+SIGN-RSA-SHA256:+SIGN-RSA-PSS-RSAE-SHA256:-KX-ALL:+ECDHE-RSA:+RSA";
    static const struct {
        const char *trust, *certificate, *priorities;
        int algorithm;
    } cases[] = {
        {"pki/ca", "pki/clients/KS06139999A", "NORMAL", GNUTLS_PK_ECDSA},
        {"pki/ca", "pki/clients/KS06139999A-rsa", "NORMAL:-VERS-ALL:+VERS-TLS1.2", GNUTLS_PK_ECDSA},
        {"pki/ca", "pki/clients/KS06139999A",
         "NORMAL:-SIGN-ALL:+SIGN-RSA-SHA256:+SIGN-RSA-PSS-RSAE-SHA256:+SIGN-ECDSA-SHA256:"
         "+SIGN-ECDSA-SECP256R1-SHA256",
         GNUTLS_PK_ECDSA},
        {"pki/ca-rsa", "pki/clients/KS06139999A-rsa", rsa_only, GNUTLS_PK_RSA},
        {"pki/ca-rsa", "pki/clients/KS06139999A-rsa",
         "NORMAL:-VERS-ALL:+VERS-TLS1.2:-SIGN-ALL:+SIGN-RSA-SHA256:-KX-ALL:+ECDHE-RSA", GNUTLS_PK_RSA},
        {"pki/ca-rsa", "pki/clients/KS06139999A", "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA",
         GNUTLS_PK_RSA},
    };
    struct diag d = DIAG_INIT;
    struct client early = S_connect_trusting("pki/ca", NULL, rsa_only);
    int rc;
    do
        rc = gnutls_handshake(early.tls);
    while (rc == GNUTLS_E_AGAIN || rc == GNUTLS_E_INTERRUPTED);
    ck_assert_int_eq(rc, GNUTLS_E_FATAL_ALERT_RECEIVED); /* not yet */
    S_close(&early);
    S_pki("pki", true);
    ck_assert_int_eq(listener_add_rsa(listener, temp_path("pki"), &d), ST_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned n = 0;
        struct client c = S_connect_trusting(cases[i].trust, cases[i].certificate, cases[i].priorities);
        S_shake(&c);
        const gnutls_datum_t *chain = gnutls_certificate_get_peers(c.tls, &n);
        gnutls_x509_crt_t crt;
        gnutls_x509_crt_init(&crt);
        gnutls_x509_crt_import(crt, chain, GNUTLS_X509_FMT_DER);
        ck_assert_msg(gnutls_x509_crt_get_pk_algorithm(crt, NULL) == cases[i].algorithm, "%zu", i);
        gnutls_x509_crt_deinit(crt);
        client_text(&c, "POST /lot2/soap/who HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
        struct answer a = client_answer(&c, false);
        ck_assert_msg(strstr(a.body.data, "cn=KS06139999A error=-"), "%zu: %s", i, a.body.data);
        answer_release(&a);
        S_close(&c);
    }
}
END_TEST

START_TEST(test_work_over_tls)
{
    static const char *const service[] = {"echo", "stream", "wait"};
    enum { BIG = 300000 };
    char head[200], *body = malloc(BIG);
    memset(body, 'x', BIG);
    struct client c = S_connect("pki/clients/KS06139999A", "NORMAL");
    S_shake(&c);
    for (int i = 0; i < 3; i++) {
        snprintf(head, sizeof head, "POST /lot2/soap/%s HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n",
                 service[i], BIG);
        client_text(&c, head);
        ck_assert(client_send(&c, body, BIG));
        struct answer a = client_answer(&c, false);
        ck_assert_int_eq(a.http, 200);
        ck_assert_uint_eq(a.body.len, BIG);
        answer_release(&a);
    }
    client_text(&c, "GET /lot2/soap/echo?wsdl HTTP/1.1\r\nHost: desk:18443\r\n\r\n");
    struct answer a = client_answer(&c, false);
    ck_assert_str_eq(a.body.data, "<wsdl lot2 echo https://desk:18443/lot2/soap/echo>");
    answer_release(&a);
    S_close(&c);
    free(body);
}
END_TEST

/* A peer that speaks no TLS, or stops in the handshake, holds nobody up. */
START_TEST(test_strangers)
{
    struct client silent = client_open(listener_port(listener)), loud = client_open(listener_port(listener));
    client_text(&loud, "GET / HTTP/1.1\r\nHost: a\r\n\r\n");
    struct answer a = client_answer(&loud, true);
    ck_assert_int_eq(a.http, 0);
    answer_release(&a);
    struct client c = S_connect(NULL, "NORMAL");
    S_shake(&c);
    client_text(&c, "POST /lot2/soap/echo HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nx");
    a = client_answer(&c, false);
    ck_assert_int_eq(a.http, 200);
    answer_release(&a);
    S_close(&c);
    client_close(&silent);
    client_close(&loud);
}
END_TEST

START_TEST(test_files)
{
    struct diag d = DIAG_INIT;
    struct tls_files f = {.ca = BUF_INIT};
    ck_assert_int_eq(tls_open(temp_path("none"), &f, &d), ST_SETUP);
    ck_assert_msg(strstr(d.item, "none/ca.crt"), "%s", d.item);
    /* the key of another certificate */
    ck_assert_int_eq(rename(temp_path("other/server.key"), temp_path("pki/server.key")), 0);
    ck_assert_int_eq(tls_open(temp_path("pki"), &f, &d), ST_SETUP);
    ck_assert_str_eq(d.item, "server.crt, server.key");
    ck_assert_int_eq(file_write(temp_path("pki/ca.crt"), 0600, "x", 1, &d), ST_OK);
    ck_assert_int_eq(tls_open(temp_path("pki"), &f, &d), ST_SETUP);
    ck_assert_str_eq(d.item, "ca.crt");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("http/tls");
    TCase *t = tcase_create("tls");
    tcase_set_timeout(t, 30);
    tcase_add_checked_fixture(t, S_setup, S_teardown);
    tcase_add_test(t, test_failed_handshake);
    tcase_add_test(t, test_odd_name);
    tcase_add_test(t, test_in_vain);
    tcase_add_test(t, test_no_handshake);
    tcase_add_test(t, test_slow_handshake);
    tcase_add_test(t, test_rsa);
    tcase_add_test(t, test_work_over_tls);
    tcase_add_test(t, test_strangers);
    tcase_add_test(t, test_files);
    suite_add_tcase(suite, t);
    SRunner *r = srunner_create(suite);
    srunner_run_all(r, CK_NORMAL);
    int failed = srunner_ntests_failed(r);
    srunner_free(r);
    return failed != 0;
}
