/* Certificates that are to be refused; see pki_bad.h. */
#include "base/pki_bad.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

#include <openssl/pem.h>

#include "base/cert.h"
#include "base/file.h"
#include "base/pki.h"
#include "base/pki_pair.h"
#include "base/words.h"

enum { CRT_MAX = 64 * 1024, WEAK_BITS = 1024, YEAR = 365 };

/* Who signs it. */
enum signer { BY_CA, BY_OTHER, BY_CLIENT };

struct pki_bad_kind {
    const char *name;
    enum status st; /* what is to come of it */
    enum signer signer;
    struct profile profile; /* what it has other than a right one */
    bool nameless, tanmatsu, other_o, broken, recorded;
    const char *what; /* Japanese */
};

static const struct pki_bad_kind kinds[] = {
    {"expired", ST_TLS_EXPIRED, .profile = {.from = -2 * YEAR, .until = -1},
     .what = "きのう有効期限が切れた証明書"},
    {"not-yet", ST_TLS_NOT_YET, .profile = {.from = YEAR, .until = 2 * YEAR},
     .what = "有効期間が一年後に始まる証明書"},
    {"other-ca", ST_TLS_CA, BY_OTHER, .what = "chukand の知らない認証局が発行した、同じ名前の証明書"},
    {"other-insurer", ST_CERT_HOKENSHA, .other_o = true,
     .what = "名前 (CN) は正しく、保険者番号 (O) が別の医療保険者等の証明書"},
    {"weak", ST_TLS_WEAK, .profile = {.bits = WEAK_BITS}, .what = "鍵が RSA 1024 ビットの証明書"},
    {"weak-signature", ST_TLS_WEAK, .profile = {.sha1 = true}, .what = "SHA-1 で署名された証明書"},
    {"wrong-kind", ST_CERT_TANMATSU, .tanmatsu = true,
     .what =
         "同じ医療保険者等の統合専用端末の証明書。接続システムのエンドポイント (/soap/) に来れば断られる"},
    {"wrong-purpose", ST_TLS_PURPOSE, .profile = {.extended = "serverAuth"},
     .what = "用途がサーバー認証で、クライアント認証でない証明書"},
    {"client-signed", ST_TLS_CLIENT_SIGNED, BY_CLIENT,
     .what = "認証局でなく、接続システムの鍵で署名された証明書（その接続システムの証明書を添えて送る）"},
    {"no-name", ST_TLS_NO_NAME, .nameless = true, .what = "名前 (CN) のない証明書"},
    {"two-names", ST_TLS_TWO_NAMES, .profile = {.second = "KS00000000Z"},
     .what = "名前 (CN) が二つある証明書"},
    {"broken", ST_TLS_CHAIN, .broken = true, .what = "発行された後に書き換えられ、署名の合わない証明書"},
    {"revoked", ST_CERT_SHIKKO, .recorded = true,
     .what = "証明書そのものは正しく、失効がワールドに記録されている証明書"},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

const struct pki_bad_kind *pki_bad_find(const char *name)
{
    for (size_t i = 0; i < KINDS; i++)
        if (strcmp(kinds[i].name, name) == 0)
            return &kinds[i];
    return NULL;
}

const char *pki_bad_name(size_t i)
{
    return i < KINDS ? kinds[i].name : NULL;
}

const char *pki_bad_names(void)
{
    return "expired, not-yet, other-ca, other-insurer, weak, weak-signature, wrong-kind, wrong-purpose, "
           "client-signed, no-name, two-names, broken, revoked";
}

bool pki_bad_recorded(const struct pki_bad_kind *kind)
{
    return kind->recorded;
}

/* --- whose it is to look like ------------------------------------------------------------------------------
 */

/* The words of O of the true one of the folder. */
static enum status S_organizations(const char *dir, const char *system, struct buf *out, struct diag *d)
{
    char path[PATH_MAX];
    struct buf pem = BUF_INIT;
    struct cert c = {.der = BUF_INIT};
    int n = snprintf(path, sizeof path, "%s/clients/%s.crt", dir, system);
    if (n < 0 || n >= (int)sizeof path)
        return diag_set(d, ST_SETUP, "pki", "短いパス", "長すぎます");
    enum status st = file_read(path, CRT_MAX, &pem, d);
    if (st == ST_OK && !cert_read((struct str){pem.data, pem.len}, &c))
        st = diag_set(d, ST_SETUP, file_tail(path), "正しい形式の証明書", "読めません");
    for (struct str rest = c.subject, o; st == ST_OK && cert_organization(&rest, &o);)
        buf_addf(out, "%s%.*s", out->len ? " " : "", (int)o.n, o.p);
    cert_release(&c);
    buf_release(&pem);
    return st;
}

/* An insurer of the fixtures that the system is not of. */
static const char *S_other(const char *words)
{
    static const char *const fixtures[] = {"06139984", "06139992"};
    return words_have(words, str_of(fixtures[0])) ? fixtures[1] : fixtures[0];
}

/* --- making ------------------------------------------------------------------------------------------------
 */

static enum status S_signer(const struct pki *pki, const struct pki_bad_kind *kind, const char *system,
                            struct pair *ret, struct diag *d)
{
    static const struct profile stranger = {.cn = "chukan other CA",
                                            .o = "chukan",
                                            .basic = "critical,CA:TRUE,pathlen:0",
                                            .usage = "critical,keyCertSign,cRLSign"};
    char stem[PATH_MAX];
    if (kind->signer == BY_OTHER)
        return pair_make(pki, &stranger, NULL, ret, d);
    snprintf(stem, sizeof stem, "clients/%s", system);
    return pair_load(pki, kind->signer == BY_CLIENT ? stem : "ca", ret, d);
}

/* One bit of the signature, which is its end. */
static bool S_break(struct pair *p)
{
    unsigned char *der = NULL;
    int n = i2d_X509(p->crt, &der);
    const unsigned char *at = der;
    if (n > 0)
        der[n - 1] ^= 1;
    X509 *crt = n > 0 ? d2i_X509(NULL, &at, n) : NULL;
    OPENSSL_free(der);
    if (!crt)
        return false;
    X509_free(p->crt);
    p->crt = crt;
    return true;
}

/* signer: what the handshake is to show as well; NULL: nothing. */
static bool S_write(const char *name, const struct pair *p, X509 *signer, struct pki_bad *ret)
{
    BIO *crt = BIO_new(BIO_s_mem()), *key = BIO_new(BIO_s_secmem());
    bool certified =
        crt && PEM_write_bio_X509(crt, p->crt) == 1 && (!signer || PEM_write_bio_X509(crt, signer) == 1);
    bool keyed = key && PEM_write_bio_PrivateKey(key, p->key, NULL, NULL, 0, NULL, NULL) == 1;
    bool ok = pki_take(crt, certified, &ret->crt);
    ok = pki_take(key, keyed, &ret->key) && ok;
    return pki_take(pair_p12(name, p, &signer, signer != NULL), true, &ret->p12) && ok;
}

/* The service that it would open if it were right; one of the wrong kind is for the other. */
static const char *S_door(const struct pki_bad_order *o)
{
    return pki_tanmatsu_name(o->system) && !o->kind->tanmatsu ? "terminal/soap/kanri" : "soap/kanri";
}

/* The text is a line for a shell. */
static enum status S_url(const char *url, struct diag *d)
{
    static const char signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/%[]";
    return strncmp(url, "https://", 8) == 0 && !url[strspn(url, signs)]
               ? ST_OK
               : diag_set(d, ST_SETUP, "url", "データ用のポートの URL（https://…）", url);
}

/* A call: it is refused before its body is looked at. */
static void S_tell_how(const struct pki_bad_order *o, struct buf *out)
{
    static const char weak[] = "printf '%s\\n' openssl_conf=a '[a]' ssl_conf=b '[b]' system_default=c '[c]' "
                               "CipherString=DEFAULT@SECLEVEL=0 >weak.cnf; OPENSSL_CONF=weak.cnf ";
    const char *name = o->kind->name, *url = o->url ? o->url : PKI_BAD_URL;
    size_t n = strlen(url);
    while (n && url[n - 1] == '/')
        n--;
    buf_addf(out,
             "試し方: %scurl --cacert DATA/pki/ca.crt --cert %s.crt --key %s.key "
             "-H 'Content-Type: text/xml' -d '' %.*s/%s/%s\n",
             o->kind->st == ST_TLS_WEAK ? weak : "", name, name, (int)n, url, o->world, S_door(o));
    if (o->kind->st == ST_TLS_WEAK)
        buf_adds(
            out,
            "注意: OpenSSL を使う実装は自分でもこれを断ります。送るには OpenSSL の設定 (OPENSSL_CONF) の "
            "CipherString を DEFAULT@SECLEVEL=0 に緩めます\n");
}

static void S_tell(const struct pki_bad_order *o, struct buf *out)
{
    const struct pki_bad_kind *kind = o->kind;
    const struct status_info *want = status_info(kind->st);
    buf_addf(out,
             "%s: 断られることを試すための電子証明書です（%s の代わりに使います）\n"
             "何か: %s\n"
             "期待する答え: %s「%s」の Fault（GET には 403 "
             "と、同じコードの文）。同じコードがジャーナルとログにも残ります\n"
             "ファイル: %s.crt と %s.key (PEM)、%s.p12（パスワードは " PKI_P12_PASSWORD "）\n",
             kind->name, o->system, kind->what, want->code, want->text, kind->name, kind->name, kind->name);
    S_tell_how(o, out);
}

/* What it says, but for whose it is. */
static struct profile S_profile(const struct pki_bad_kind *kind)
{
    struct profile f = kind->profile;
    f.basic = "critical,CA:FALSE";
    f.usage = "critical,digitalSignature";
    f.extended = f.extended ? f.extended : "clientAuth";
    return f;
}

enum status pki_bad_make(const char *dir, const struct pki_bad_order *order, struct pki_bad *ret,
                         struct diag *d)
{
    const struct pki_bad_kind *kind = order->kind;
    const struct pki pki = {.dir = dir};
    const char *o = order->hokensha;
    struct buf of_folder = BUF_INIT;
    char tanmatsu[16];
    struct profile f = S_profile(kind);
    struct pair signer = {0}, p = {0};
    *ret = (struct pki_bad){.crt = BUF_INIT, .key = BUF_INIT, .p12 = BUF_INIT, .text = BUF_INIT};
    if (!pki_client_name(order->system))
        return diag_set(d, ST_SETUP, "システム識別子", PKI_CLIENT_WANT, order->system);
    enum status st = order->url ? S_url(order->url, d) : ST_OK;
    if (st == ST_OK && !o)
        st = S_organizations(dir, order->system, &of_folder, d);
    if (st == ST_OK)
        st = S_signer(&pki, kind, order->system, &signer, d);
    if (st == ST_OK && !o && !buf_ok(&of_folder))
        st = diag_set(d, ST_LIMIT, kind->name, "メモリ", "不足");
    o = o ? o : of_folder.data ? of_folder.data : "";
    snprintf(tanmatsu, sizeof tanmatsu, "TT%.8sA", o);
    f.cn = kind->nameless ? NULL : kind->tanmatsu ? tanmatsu : order->system;
    f.o = kind->other_o ? S_other(o) : o;
    if (st == ST_OK)
        st = pair_make(&pki, &f, &signer, &p, d);
    if (st == ST_OK && ((kind->broken && !S_break(&p)) ||
                        !S_write(kind->name, &p, kind->signer == BY_CLIENT ? signer.crt : NULL, ret)))
        st = pki_openssl(d, kind->name);
    if (st == ST_OK)
        S_tell(order, &ret->text);
    pair_release(&p);
    pair_release(&signer);
    buf_release(&of_folder);
    return st;
}

void pki_bad_release(struct pki_bad *b)
{
    pem_wipe(&b->key);
    pem_wipe(&b->p12);
    buf_release(&b->crt);
    buf_release(&b->text);
}
