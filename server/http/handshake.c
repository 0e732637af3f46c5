/* Handshakes; see handshake.h. */
#include "http/handshake.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gnutls/gnutls.h>

#include "base/pki_names.h"
#include "http/link.h"

enum { HELLO_MAX = 16 * 1024, WARNINGS = 8, SHOWN = 4 };

typedef int handshake_function(gnutls_session_t session);
static handshake_function *library;

static void S_find(void)
{
    *(void **)&library = dlsym(RTLD_NEXT, "gnutls_handshake");
}

static struct link *S_link(gnutls_session_t session)
{
    struct MHD_Connection *conn = gnutls_session_get_ptr(session); /* microhttpd has put it there */
    const union MHD_ConnectionInfo *info =
        conn ? MHD_get_connection_info(conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT) : NULL;
    return info ? info->socket_context : NULL;
}

/* Warnings end no handshake, but microhttpd would. */
static int S_go_on(gnutls_session_t session)
{
    int rc = library(session);
    for (int i = 0; i < WARNINGS && rc == GNUTLS_E_WARNING_ALERT_RECEIVED; i++)
        rc = library(session);
    return rc;
}

/* In front of the library's function of that name: the dynamic linker finds this one first, for microhttpd as
 * well. */
__attribute__((visibility("default"))) int gnutls_handshake(gnutls_session_t session)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, S_find);
    int rc = S_go_on(session);
    struct link *link = S_link(session);
    if (!link)
        return rc;
    if (rc == GNUTLS_E_SUCCESS) {
        link->handshake.done = true;
        handshake_release(&link->handshake);
        guard_waits(&link->guarded, GUARD_HEAD);
    } else if (rc == GNUTLS_E_AGAIN) {
        guard_park(&link->guarded, gnutls_record_get_direction(session) != 0);
    } else if (rc != GNUTLS_E_INTERRUPTED) {
        link->handshake.error = rc;
        link->handshake.heard = guard_heard(&link->guarded);
        if (rc == GNUTLS_E_FATAL_ALERT_RECEIVED || rc == GNUTLS_E_WARNING_ALERT_RECEIVED)
            link->handshake.alert = (int)gnutls_alert_get(session);
        else
            gnutls_alert_send_appropriate(session, rc);
    }
    return rc;
}

/* --- what was offered -------------------------------------------------------------------------------------
 */

static void S_keep_name(struct handshake *h);

static int S_hello(gnutls_session_t session, unsigned type, unsigned when, unsigned incoming,
                   const gnutls_datum_t *msg)
{
    struct link *link = S_link(session);
    (void)type;
    (void)when;
    if (!link || !incoming || link->handshake.hello || msg->size > HELLO_MAX)
        return 0;
    link->handshake.hello = malloc(msg->size + 1);
    if (link->handshake.hello) {
        memcpy(link->handshake.hello, msg->data, msg->size);
        link->handshake.hello_n = msg->size;
        S_keep_name(&link->handshake);
    }
    guard_waits(&link->guarded, GUARD_SHAKE); /* once: until now it may have waited for us */
    return 0;
}

void handshake_begin(struct MHD_Connection *conn)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (info && info->tls_session)
        gnutls_handshake_set_hook_function(info->tls_session, GNUTLS_HANDSHAKE_CLIENT_HELLO, GNUTLS_HOOK_PRE,
                                           S_hello);
}

void handshake_release(struct handshake *h)
{
    free(h->hello);
    h->hello = NULL;
}

/* A vector of the hello: its length in `width` bytes, then its content; takes both off *rest. */
static struct str S_vector(struct str *rest, size_t width)
{
    size_t n = 0;
    if (rest->n < width)
        return *rest = (struct str){rest->p, 0};
    for (size_t i = 0; i < width; i++)
        n = n << 8 | (unsigned char)rest->p[i];
    n = n < rest->n - width ? n : rest->n - width;
    struct str v = {rest->p + width, n};
    *rest = (struct str){v.p + n, rest->n - width - n};
    return v;
}

static void S_skip(struct str *rest, size_t n)
{
    n = n < rest->n ? n : rest->n;
    *rest = (struct str){rest->p + n, rest->n - n};
}

static const char *S_suite(const unsigned char *id)
{
    unsigned char known[2];
    const char *name;
    for (size_t i = 0; (name = gnutls_cipher_suite_info(i, known, NULL, NULL, NULL, NULL)); i++)
        if (memcmp(known, id, 2) == 0)
            return name;
    return NULL;
}

static const char *S_version(const unsigned char *id)
{
    static const struct {
        unsigned char id[2];
        const char *name;
    } table[] = {{{3, 0}, "SSL 3.0"},
                 {{3, 1}, "TLS 1.0"},
                 {{3, 2}, "TLS 1.1"},
                 {{3, 3}, "TLS 1.2"},
                 {{3, 4}, "TLS 1.3"}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (memcmp(table[i].id, id, 2) == 0)
            return table[i].name;
    return NULL;
}

/* Pairs of bytes by name; those that have none are no more than a number to anybody. */
static void S_names(const char *label, struct str ids, const char *(*name)(const unsigned char *id),
                    struct buf *out)
{
    int shown = 0, more = 0;
    buf_adds(out, label);
    for (; ids.n >= 2; S_skip(&ids, 2)) {
        const char *known = name((const unsigned char *)ids.p);
        if (known && shown < SHOWN)
            buf_addf(out, "%s%s", shown++ ? "、" : "", known);
        else
            more += known != NULL;
    }
    if (!shown)
        buf_adds(out, "知らないものだけ");
    if (more)
        buf_addf(out, " ほか %d", more);
}

/* Of a ClientHello (RFC 8446 4.1.2). */
struct offer {
    struct str version, suites, extensions;
};

static struct offer S_offer(const struct handshake *h)
{
    struct offer o;
    struct str rest = {h->hello, h->hello_n};
    o.version = (struct str){rest.p, rest.n < 2 ? 0 : 2};
    S_skip(&rest, 2 + 32);
    S_vector(&rest, 1); /* session */
    o.suites = S_vector(&rest, 2);
    S_vector(&rest, 1); /* compression */
    o.extensions = S_vector(&rest, 2);
    return o;
}

enum { SERVER_NAME = 0, SUPPORTED_VERSIONS = 43 };

/* The content of an extension whose number is less than 256; p NULL: there is none. */
static struct str S_extension(struct str extensions, int number)
{
    while (extensions.n >= 4) {
        bool found = extensions.p[0] == 0 && (unsigned char)extensions.p[1] == number;
        S_skip(&extensions, 2);
        struct str body = S_vector(&extensions, 2);
        if (found)
            return body;
    }
    return (struct str){NULL, 0};
}

/* RFC 6066 3: a list, of which host_name (0) is the only kind there is. */
static void S_keep_name(struct handshake *h)
{
    char name[CERT_NAME];
    struct str body = S_extension(S_offer(h).extensions, SERVER_NAME), list = S_vector(&body, 2);
    S_skip(&list, 1);
    struct str host = S_vector(&list, 2);
    if (!host.n)
        return;
    snprintf(name, sizeof name, "%.*s", (int)host.n, host.p);
    if (!pki_plain_name(name, ".-_", sizeof name))
        host = STR("読めない名前");
    str_mask(h->name, sizeof h->name, host); /* cut only after that */
}

static void S_offered(const struct handshake *h, struct buf *out)
{
    struct offer o = S_offer(h);
    struct str body = S_extension(o.extensions, SUPPORTED_VERSIONS), listed = S_vector(&body, 1);
    S_names("。相手の提示: 版 ", body.p ? listed : o.version, S_version, out);
    S_names("、暗号スイート ", o.suites, S_suite, out);
}

static void S_asked(const struct handshake *h, struct buf *out)
{
    buf_addf(out, "。つないだ名前 (SNI): %s", *h->name ? h->name : "なし（IP アドレスか、古い実装）");
}

/* --- why --------------------------------------------------------------------------------------------------
 */

static const char *S_reason(int error)
{
    static const struct {
        int error;
        const char *text;
    } table[] = {
        {GNUTLS_E_UNSUPPORTED_VERSION_PACKET, "共通の TLS の版がありません（chukand は TLS 1.2 と 1.3）"},
        {GNUTLS_E_NO_CIPHER_SUITES, "共通の暗号スイートがありません"},
        {GNUTLS_E_UNKNOWN_CIPHER_SUITE, "共通の暗号スイートがありません"},
        {GNUTLS_E_INSUFFICIENT_CREDENTIALS, "相手の扱える種類のサーバー証明書がありません"},
        {GNUTLS_E_NO_COMMON_KEY_SHARE, "共通の鍵交換の群がありません"},
        {GNUTLS_E_UNSUPPORTED_SIGNATURE_ALGORITHM, "共通の署名方式がありません"},
        {GNUTLS_E_INCOMPATIBLE_SIG_WITH_KEY, "共通の署名方式がありません"},
        {GNUTLS_E_NO_APPLICATION_PROTOCOL, "共通の ALPN がありません（chukand は http/1.1）"},
        {GNUTLS_E_INAPPROPRIATE_FALLBACK, "より低い版でのつなぎ直し (TLS_FALLBACK_SCSV) です"},
        {GNUTLS_E_UNEXPECTED_PACKET, "TLS の握手ではないバイトが届きました（http でつないでいないか）"},
        {GNUTLS_E_UNEXPECTED_PACKET_LENGTH,
         "握手の途中で切れたか、TLS の握手ではないバイトが届きました（http でつないでいないか）"},
        {GNUTLS_E_RECORD_OVERFLOW, "TLS の握手ではないバイトが届きました（http でつないでいないか）"},
        {GNUTLS_E_PREMATURE_TERMINATION,
         "握手の途中で相手が切りました（chukand の証明書を検証できなかったか、"
         "pki/ca.crt を信頼していない実装に多い）"},
        {GNUTLS_E_PULL_ERROR, "握手の途中で相手が切りました"},
        {GNUTLS_E_PUSH_ERROR, "握手の途中で相手が切りました"},
        /* OpenSSL tells of a certificate that it does not trust before it encrypts (TLS 1.3): what it has
         * said cannot be read */
        {GNUTLS_E_DECRYPTION_FAILED,
         "相手が chukand の証明書を検証できずに断ったようです（TLS 1.3 の OpenSSL "
         "などで、理由は読めません。pki/ca.crt、RSA だけなら "
         "ca-rsa.crt を信頼しているか、つなぐ名前が証明書にあるか）。そうでなければ、握手の鍵が一致しません"},
        {GNUTLS_E_PK_SIG_VERIFY_FAILED, "クライアント証明書とその鍵が組になっていません"},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (table[i].error == error)
            return table[i].text;
    return NULL;
}

/* What a peer's alert means for who set it up. */
static const char *S_alert(int alert)
{
    switch (alert) {
    case GNUTLS_A_UNKNOWN_CA:
        return "相手が chukand の認証局を信頼していません（pki/ca.crt、RSA だけなら ca-rsa.crt "
               "を信頼する認証局に加える）";
    case GNUTLS_A_BAD_CERTIFICATE:
    case GNUTLS_A_CERTIFICATE_UNKNOWN:
    case GNUTLS_A_UNSUPPORTED_CERTIFICATE:
        return "相手が chukand のサーバー証明書を受け入れません（pki/ca.crt、RSA だけなら ca-rsa.crt "
               "を信頼しているか、つなぐ名前が証明書にあるか）";
    case GNUTLS_A_CERTIFICATE_EXPIRED:
        return "相手の時計では、chukand のサーバー証明書が有効期間の外です";
    case GNUTLS_A_PROTOCOL_VERSION:
        return "相手が TLS の版を受け入れません";
    case GNUTLS_A_HANDSHAKE_FAILURE:
    case GNUTLS_A_INSUFFICIENT_SECURITY:
        return "相手が暗号の組合せを受け入れません";
    }
    return "相手が握手を断りました";
}

/* The peer may have found our certificate, or the names in it, wrong. */
static bool S_doubts(const struct handshake *h)
{
    switch (h->alert) {
    case 0:
        return h->error == GNUTLS_E_PREMATURE_TERMINATION || h->error == GNUTLS_E_PULL_ERROR ||
               h->error == GNUTLS_E_DECRYPTION_FAILED;
    case GNUTLS_A_UNKNOWN_CA:
    case GNUTLS_A_BAD_CERTIFICATE:
    case GNUTLS_A_CERTIFICATE_UNKNOWN:
    case GNUTLS_A_UNSUPPORTED_CERTIFICATE:
    case GNUTLS_A_ACCESS_DENIED:
        return true;
    }
    return false;
}

/* As RFC 8446 spells it: GNUTLS_A_UNKNOWN_CA is unknown_ca. */
static const char *S_alert_name(int alert)
{
    static const struct {
        int alert;
        const char *name;
    } names[] = {
        {GNUTLS_A_CLOSE_NOTIFY, "close_notify"},
        {GNUTLS_A_UNEXPECTED_MESSAGE, "unexpected_message"},
        {GNUTLS_A_HANDSHAKE_FAILURE, "handshake_failure"},
        {GNUTLS_A_BAD_CERTIFICATE, "bad_certificate"},
        {GNUTLS_A_UNSUPPORTED_CERTIFICATE, "unsupported_certificate"},
        {GNUTLS_A_CERTIFICATE_REVOKED, "certificate_revoked"},
        {GNUTLS_A_CERTIFICATE_EXPIRED, "certificate_expired"},
        {GNUTLS_A_CERTIFICATE_UNKNOWN, "certificate_unknown"},
        {GNUTLS_A_ILLEGAL_PARAMETER, "illegal_parameter"},
        {GNUTLS_A_UNKNOWN_CA, "unknown_ca"},
        {GNUTLS_A_ACCESS_DENIED, "access_denied"},
        {GNUTLS_A_DECODE_ERROR, "decode_error"},
        {GNUTLS_A_DECRYPT_ERROR, "decrypt_error"},
        {GNUTLS_A_PROTOCOL_VERSION, "protocol_version"},
        {GNUTLS_A_INSUFFICIENT_SECURITY, "insufficient_security"},
        {GNUTLS_A_INTERNAL_ERROR, "internal_error"},
        {GNUTLS_A_USER_CANCELED, "user_canceled"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].alert == alert)
            return names[i].name;
    return "その他";
}

bool handshake_told(const struct handshake *h, const struct tls_files *files, struct buf *out)
{
    if (!h->hello && !h->heard)
        return false;
    buf_adds(out, "TLS の握手に失敗しました: ");
    if (h->alert) {
        buf_addf(out, "%s（TLS の警報 %s）", S_alert(h->alert), S_alert_name(h->alert));
    } else {
        const char *text = h->error ? S_reason(h->error) : "握手の途中で切れました";
        if (text)
            buf_adds(out, text);
        else
            buf_addf(out, "相手の電文を受け入れられません（GnuTLS のエラー %d）", h->error);
    }
    if (!h->hello)
        return true;
    S_asked(h, out);
    if (S_doubts(h)) {
        buf_adds(out, "、chukand の証明書の名前: ");
        tls_names(files, h->name, out);
    }
    S_offered(h, out);
    return true;
}

bool handshake_in_vain(const struct handshake *h, const struct tls_files *files, struct buf *out)
{
    buf_adds(
        out,
        "TLS の握手の後、要求を送らずに切れました（つないだ名前が証明書にないと、そうする実装があります。"
        "接続だけの監視なら差し支えありません）");
    S_asked(h, out);
    buf_adds(out, "、chukand の証明書の名前: ");
    return tls_names(files, h->name, out) || !*h->name;
}
