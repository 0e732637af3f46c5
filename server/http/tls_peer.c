/* Client certificates; see tls_peer.h. */
#include "http/tls_peer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>

#include "base/buf.h"
#include "base/crypto.h"

enum { RSA_LEAST = 2048, EC_LEAST = 256, DAY_TEXT = 32, DN_MOST = 48, DN_ROOM = 512, REASON = 160 };

/* --- what GnuTLS says --------------------------------------------------------------------------------------
 */

/* In this order: whose it is goes before its days, for a stranger's certificate may be out of them as well.
 */
static const struct {
    unsigned bit;
    enum status st;
    const char *want, *have;
} verdicts[] = {
    {GNUTLS_CERT_SIGNATURE_FAILURE, ST_TLS_CHAIN, "書き換えられていない証明書",
     "この chukand の認証局 (pki/ca.crt、ca-rsa.crt) の署名が合いません"},
    {GNUTLS_CERT_SIGNER_NOT_CA | GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, ST_TLS_CLIENT_SIGNED,
     "認証局が直接発行した証明書",
     "発行者が認証局ではありません（接続システムか統合専用端末の鍵で署名されています）"},
    {GNUTLS_CERT_SIGNER_NOT_FOUND, ST_TLS_CA,
     "この chukand の認証局が発行した証明書（pki/clients の .crt、.p12、または申請して受け取ったもの）",
     "この chukand の認証局 (pki/ca.crt、ca-rsa.crt) のものではありません"},
    {GNUTLS_CERT_INSECURE_ALGORITHM, ST_TLS_WEAK,
     "SHA-256 以上の署名と、RSA 2048 ビット・EC 256 ビット以上の鍵", "弱い署名方式か鍵が使われています"},
    {GNUTLS_CERT_EXPIRED, ST_TLS_EXPIRED, "有効期間の中の証明書", "有効期限が切れています"},
    {GNUTLS_CERT_NOT_ACTIVATED, ST_TLS_NOT_YET, "有効期間の中の証明書", "有効期間がまだ始まっていません"},
    {GNUTLS_CERT_PURPOSE_MISMATCH, ST_TLS_PURPOSE, "用途 (extendedKeyUsage) がクライアント認証の証明書",
     "用途がクライアント認証 (clientAuth) ではありません"},
};

static void S_wrong(struct tls_peer *peer, enum status st, const char *want, const char *have)
{
    peer->wrong = st;
    peer->want = want;
    snprintf(peer->error, sizeof peer->error, "%s", have);
}

static void S_verdict(unsigned status, struct tls_peer *peer)
{
    size_t i = 0, n = sizeof verdicts / sizeof *verdicts;
    while (i < n && !(status & verdicts[i].bit))
        i++;
    if (i < n)
        S_wrong(peer, verdicts[i].st, verdicts[i].want, verdicts[i].have);
    else
        S_wrong(peer, ST_TLS_CHAIN, NULL, "検証に失敗しました");
}

/* --- what the certificate itself says ----------------------------------------------------------------------
 */

static void S_strength(gnutls_x509_crt_t crt, struct tls_peer *peer)
{
    unsigned bits = 0;
    int key = gnutls_x509_crt_get_pk_algorithm(crt, &bits);
    int sign = gnutls_x509_crt_get_signature_algorithm(crt);
    bool rsa = key == GNUTLS_PK_RSA || key == GNUTLS_PK_RSA_PSS;
    const char *name = key < 0 ? NULL : gnutls_pk_get_name((gnutls_pk_algorithm_t)key);
    char have[128];
    if (rsa ? bits < RSA_LEAST : bits < EC_LEAST) {
        snprintf(have, sizeof have, "鍵が弱すぎます: %s %u ビット", name ? name : "知らない種類", bits);
        S_wrong(peer, ST_TLS_WEAK, "RSA 2048 ビット・EC 256 ビット以上の鍵", have);
    } else if (sign < 0 ||
               !gnutls_sign_is_secure2((gnutls_sign_algorithm_t)sign, GNUTLS_SIGN_FLAG_SECURE_FOR_CERTS)) {
        name = sign < 0 ? NULL : gnutls_sign_get_name((gnutls_sign_algorithm_t)sign);
        snprintf(have, sizeof have, "署名方式が弱すぎます: %s", name ? name : "知らない種類");
        S_wrong(peer, ST_TLS_WEAK, "SHA-256 以上の署名", have);
    }
}

/* Whose it is: every O, of an ASP a thousand. One that is no plain name is nobody's. false: no memory. */
static bool S_organizations(gnutls_x509_crt_t crt, char **ret)
{
    char one[68];
    size_t n = sizeof one;
    struct buf all = BUF_INIT;
    for (unsigned i = 0;
         gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_ORGANIZATION_NAME, i, 0, one, &n) == 0;
         i++, n = sizeof one)
        if (n && strlen(one) == n && !strchr(one, ' '))
            buf_addf(&all, "%s%s", all.len ? " " : "", one);
    const bool ok = buf_ok(&all);
    *ret = ok && all.len ? strdup(all.data) : NULL;
    const bool kept = ok && (!all.len || *ret);
    buf_release(&all);
    return kept;
}

/* The i-th CN. */
static bool S_cn(gnutls_x509_crt_t crt, unsigned i, char *out, size_t cap)
{
    size_t n = cap;
    return gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, i, 0, out, &n) == 0 && n > 0 &&
           strlen(out) == n; /* a NUL inside would hide the rest of the name */
}

static bool S_shimon(gnutls_x509_crt_t crt, char out[SHIMON_TEXT])
{
    unsigned char sum[32];
    size_t n = sizeof sum;
    bool ok = gnutls_x509_crt_get_key_id(crt, GNUTLS_KEYID_USE_SHA256, sum, &n) == 0 && n == sizeof sum;
    if (ok)
        hex_text(sum, sizeof sum, out);
    return ok;
}

static void S_names(gnutls_x509_crt_t crt, struct tls_peer *peer)
{
    static const char want[] = "CN（システム識別子か統合専用端末の名前）が 1 つ、O（保険者番号）が 1 つ以上";
    char second[1];
    size_t n = sizeof second;
    if (!S_organizations(crt, &peer->o))
        S_wrong(peer, ST_BAD_CERTIFICATE, NULL, "メモリが足りません");
    else if (!S_cn(crt, 0, peer->cn, sizeof peer->cn))
        S_wrong(peer, ST_TLS_NO_NAME, want, "CN（システム識別子か統合専用端末の名前）を読めません");
    else if (gnutls_x509_crt_get_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 1, 0, second, &n) !=
             GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
        S_wrong(peer, ST_TLS_TWO_NAMES, want, "CN が 2 つ以上あります");
    else if (!peer->o)
        S_wrong(peer, ST_TLS_NO_NAME, want, "O（保険者番号）を読めません");
    else if (!S_shimon(crt, peer->shimon))
        S_wrong(peer, ST_BAD_CERTIFICATE, NULL, "公開鍵を読めません");
}

/* --- what is told of one that is refused -------------------------------------------------------------------
 */

/* As much of it as leaves room for the rest of the message, in whole characters. */
static void S_dn(gnutls_x509_crt_t crt, int (*get)(gnutls_x509_crt_t crt, char *out, size_t *n),
                 char out[DN_MOST + 1])
{
    char whole[DN_ROOM];
    size_t n = sizeof whole;
    if (get(crt, whole, &n) != 0 || !*whole)
        snprintf(whole, sizeof whole, "なし");
    str_show(out, DN_MOST + 1, str_of(whole));
}

static void S_day(struct tls_peer *peer, const char *label, time_t t)
{
    struct tm tm;
    char text[DAY_TEXT];
    if (t != (time_t)-1 && gmtime_r(&t, &tm) && strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &tm))
        snprintf(peer->error, sizeof peer->error, "%s %s", label, text);
}

/* Who it says it is, which nobody has proven, comes first: it must not be cut off. */
static void S_describe(gnutls_x509_crt_t crt, struct tls_peer *peer)
{
    char name[DN_MOST + 1], issuer[DN_MOST + 1], reason[REASON];
    bool by = peer->wrong == ST_TLS_CA || peer->wrong == ST_TLS_CLIENT_SIGNED;
    if (peer->wrong == ST_TLS_EXPIRED)
        S_day(peer, "有効期限", gnutls_x509_crt_get_expiration_time(crt));
    else if (peer->wrong == ST_TLS_NOT_YET)
        S_day(peer, "有効期間の始まり", gnutls_x509_crt_get_activation_time(crt));
    str_show(reason, sizeof reason, str_of(peer->error));
    S_dn(crt, gnutls_x509_crt_get_dn, name);
    S_dn(crt, gnutls_x509_crt_get_issuer_dn, issuer);
    snprintf(peer->error, sizeof peer->error, "証明書の名前 %s%s%s。%s", name, by ? "、発行者 " : "",
             by ? issuer : "", reason);
}

/* --- the judgement -----------------------------------------------------------------------------------------
 */

static void S_judge_crt(const gnutls_datum_t *raw, unsigned status, struct tls_peer *peer)
{
    gnutls_x509_crt_t crt;
    if (gnutls_x509_crt_init(&crt) != 0) {
        S_wrong(peer, ST_BAD_CERTIFICATE, NULL, "メモリが足りません");
        return;
    }
    if (gnutls_x509_crt_import(crt, raw, GNUTLS_X509_FMT_DER) != 0) {
        S_wrong(peer, ST_BAD_CERTIFICATE, NULL, "証明書を読めません");
    } else {
        if (status)
            S_verdict(status, peer);
        if (peer->wrong == ST_OK || peer->wrong == ST_TLS_WEAK)
            S_strength(crt, peer);
        if (peer->wrong == ST_OK)
            S_names(crt, peer);
        if (peer->wrong != ST_OK)
            S_describe(crt, peer);
    }
    gnutls_x509_crt_deinit(crt);
}

static void S_judge(gnutls_session_t session, struct tls_peer *peer)
{
    unsigned n = 0, status = 0;
    const gnutls_datum_t *chain = gnutls_certificate_get_peers(session, &n);
    if (!chain || n == 0)
        return;
    gnutls_typed_vdata_st purpose = {.type = GNUTLS_DT_KEY_PURPOSE_OID,
                                     .data = (unsigned char *)(uintptr_t)GNUTLS_KP_TLS_WWW_CLIENT,
                                     .size = 0};
    if (gnutls_certificate_verify_peers(session, &purpose, 1, &status) != 0)
        S_wrong(peer, ST_BAD_CERTIFICATE, NULL, "証明書を読めません");
    else
        S_judge_crt(chain, status, peer);
    if (peer->wrong != ST_OK) {
        peer->cn[0] = peer->shimon[0] = 0;
        tls_peer_release(peer);
    }
}

/* A name that was another's meanwhile has a new pair: also of a connection that is open since before that. */
static void S_shared(const char *pki, struct tls_peer *peer)
{
    const uint64_t epoch = pki_shared_epoch();
    if (!peer->shimon[0] || peer->shared_at == epoch)
        return;
    peer->shared = pki_shared(pki, peer->cn, peer->shimon);
    peer->shared_at = epoch;
}

void tls_peer_release(struct tls_peer *peer)
{
    free(peer->o);
    peer->o = NULL;
}

void tls_judge(struct MHD_Connection *conn, const char *pki, struct tls_peer *peer)
{
    const union MHD_ConnectionInfo *info =
        peer->judged ? NULL : MHD_get_connection_info(conn, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    peer->judged = true;
    if (info && info->tls_session)
        S_judge(info->tls_session, peer);
    S_shared(pki, peer);
}
