/* The test CA; see pki.h. A certificate is written after its key, so that its presence says that the set is
 * whole. At every later start only the outer form of the files is looked at (http/tls.c reads them in full
 * anyway): OpenSSL's providers cost more memory and time than the rest of the start. */
#include "base/pki.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "base/crypto.h"
#include "base/file.h"

enum { YEARS = 20, FILE_MAX = 64 * 1024, SERIAL_BYTES = 16 };

/* A key and its certificate. Both owned. */
struct pair {
    EVP_PKEY *key;
    X509 *crt;
};

/* What a new certificate says. */
struct profile {
    const char *cn, *o;
    const char *basic, *usage, *extended, *san; /* extended, san: NULL for none */
};

static void S_release(struct pair *p)
{
    EVP_PKEY_free(p->key);
    X509_free(p->crt);
    *p = (struct pair){0};
}

static enum status S_openssl(struct diag *d, const char *what)
{
    char text[160];
    unsigned long e = ERR_get_error();
    ERR_error_string_n(e, text, sizeof text);
    ERR_clear_error();
    return diag_set(d, ST_SETUP, what, "証明書を作れること", e ? text : "OpenSSL が失敗しました");
}

static bool S_path(char out[PATH_MAX], const char *dir, const char *name, const char *suffix)
{
    int n = snprintf(out, PATH_MAX, "%s/%s%s", dir, name, suffix);
    return n > 0 && n < PATH_MAX;
}

static bool S_exists(const char *dir, const char *name)
{
    char path[PATH_MAX];
    struct stat s;
    return S_path(path, dir, name, "") && stat(path, &s) == 0;
}

/* --- making -----------------------------------------------------------------------------------------------
 */

static bool S_extension(X509 *crt, X509 *issuer, int nid, const char *text)
{
    X509V3_CTX ctx;
    X509V3_set_ctx(&ctx, issuer, crt, NULL, NULL, 0);
    X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, &ctx, nid, text);
    bool ok = e && X509_add_ext(crt, e, -1) == 1;
    X509_EXTENSION_free(e);
    return ok;
}

/* 127 random bits: positive, never repeated, also when a CA is restored from a copy. */
static bool S_serial(X509 *crt)
{
    unsigned char raw[SERIAL_BYTES];
    if (RAND_bytes(raw, sizeof raw) != 1)
        return false;
    raw[0] = (unsigned char)((raw[0] & 0x7F) | 0x40);
    BIGNUM *n = BN_bin2bn(raw, sizeof raw, NULL);
    bool ok = n && BN_to_ASN1_INTEGER(n, X509_get_serialNumber(crt));
    BN_free(n);
    return ok;
}

static bool S_name_entry(X509_NAME *name, int nid, const char *text)
{
    return !text ||
           X509_NAME_add_entry_by_NID(name, nid, MBSTRING_UTF8, (const unsigned char *)text, -1, -1, 0) == 1;
}

/* Valid since yesterday: the clocks of desks differ. */
static bool S_body(X509 *crt, EVP_PKEY *key, const struct profile *f)
{
    return X509_set_version(crt, X509_VERSION_3) == 1 && S_serial(crt) &&
           X509_time_adj_ex(X509_getm_notBefore(crt), -1, 0, NULL) &&
           X509_time_adj_ex(X509_getm_notAfter(crt), YEARS * 365 + YEARS / 4, 0, NULL) &&
           S_name_entry(X509_get_subject_name(crt), NID_organizationName, f->o) &&
           S_name_entry(X509_get_subject_name(crt), NID_commonName, f->cn) && X509_set_pubkey(crt, key) == 1;
}

/* issuer NULL: signs itself. */
static enum status S_make(const struct profile *f, const struct pair *issuer, struct pair *ret,
                          struct diag *d)
{
    ERR_clear_error(); /* of files that could not be read before */
    struct pair p = {.key = EVP_EC_gen("P-256"), .crt = X509_new()};
    EVP_PKEY *signer = issuer ? issuer->key : p.key;
    X509 *by = issuer ? issuer->crt : p.crt;
    if (p.key && p.crt && S_body(p.crt, p.key, f) &&
        X509_set_issuer_name(p.crt, X509_get_subject_name(by)) == 1 &&
        S_extension(p.crt, by, NID_basic_constraints, f->basic) &&
        S_extension(p.crt, by, NID_key_usage, f->usage) &&
        (!f->extended || S_extension(p.crt, by, NID_ext_key_usage, f->extended)) &&
        (!f->san || S_extension(p.crt, by, NID_subject_alt_name, f->san)) &&
        S_extension(p.crt, by, NID_subject_key_identifier, "hash") &&
        S_extension(p.crt, by, NID_authority_key_identifier, "keyid:always") &&
        X509_sign(p.crt, signer, EVP_sha256()) > 0) {
        *ret = p;
        return ST_OK;
    }
    S_release(&p);
    return S_openssl(d, f->cn);
}

/* --- files ------------------------------------------------------------------------------------------------
 */

static enum status S_write_bio(const char *path, mode_t mode, bool made, BIO *bio, struct diag *d)
{
    char *text;
    long n = bio ? BIO_get_mem_data(bio, &text) : 0;
    enum status st =
        made && n > 0 ? file_write(path, mode, text, (size_t)n, d) : S_openssl(d, file_tail(path));
    BIO_free(bio);
    return st;
}

static enum status S_write_key(const char *dir, const char *name, EVP_PKEY *key, struct diag *d)
{
    char path[PATH_MAX];
    BIO *bio = S_path(path, dir, name, ".key") ? BIO_new(BIO_s_secmem()) : NULL;
    bool made = bio && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1;
    return S_write_bio(path, 0600, made, bio, d);
}

static enum status S_write_crt(const char *dir, const char *name, X509 *crt, struct diag *d)
{
    char path[PATH_MAX];
    BIO *bio = S_path(path, dir, name, ".crt") ? BIO_new(BIO_s_mem()) : NULL;
    bool made = bio && PEM_write_bio_X509(bio, crt) == 1;
    return S_write_bio(path, 0644, made, bio, d);
}

/* 3DES and SHA-1 on purpose: every Java, .NET and PHP in the field reads them, the newer defaults only some;
 * the password is public, so nothing rests on the strength. */
static enum status S_write_p12(const char *dir, const char *name, const struct pair *p, X509 *ca,
                               struct diag *d)
{
    char path[PATH_MAX];
    STACK_OF(X509) *chain = sk_X509_new_null();
    PKCS12 *p12 = NULL;
    BIO *bio = S_path(path, dir, name, ".p12") ? BIO_new(BIO_s_secmem()) : NULL;
    if (chain && sk_X509_push(chain, ca) > 0)
        p12 = PKCS12_create(PKI_P12_PASSWORD, name, p->key, p->crt, chain,
                            NID_pbe_WithSHA1And3_Key_TripleDES_CBC, NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
                            2048, -1, 0);
    bool made = bio && p12 && PKCS12_set_mac(p12, PKI_P12_PASSWORD, -1, NULL, 0, 2048, EVP_sha1()) == 1 &&
                i2d_PKCS12_bio(bio, p12) == 1;
    enum status st = S_write_bio(path, 0600, made, bio, d);
    PKCS12_free(p12);
    sk_X509_free(chain);
    return st;
}

static enum status S_read(const char *dir, const char *name, struct buf *out, struct diag *d)
{
    char path[PATH_MAX];
    if (!S_path(path, dir, name, ""))
        return diag_set(d, ST_SETUP, name, "短いパス", "長すぎます");
    return file_read(path, FILE_MAX, out, d);
}

static enum status S_damaged(struct diag *d, const char *dir, const char *name, const char *what)
{
    return diag_setf(d, ST_SETUP, name, "壊れていない PEM (作り直すには pki フォルダごと削除してください)",
                     "%s/%s %s", dir, name, what);
}

/* The outer form: one PEM block of the wanted kind whose DER is complete: a sequence of as many bytes as it
 * says. Read by hand, because the first call into OpenSSL costs a start more memory than all of it is worth.
 */
static bool S_whole(const struct buf *text, const char *kind)
{
    static const char head[] = "-----BEGIN ";
    const char *p = text->data ? strstr(text->data, head) : NULL;
    const char *line = p ? strchr(p, '\n') : NULL, *end = line ? strstr(line, "-----END ") : NULL;
    const char *name = p ? strstr(p, kind) : NULL;
    if (!end || !name || name > line || strncmp(name + strlen(kind), "-----", 5) != 0)
        return false;
    unsigned char *der = malloc((size_t)(end - line));
    struct base64 b = {0};
    long n = der ? base64_decode(&b, line, (size_t)(end - line), der) : -1;
    size_t size = 0, at = 2, more = n > 4 && (der[1] & 0x80) ? der[1] & 0x7Fu : 0;
    if (n > 4 && !more)
        size = der[1];
    while (more <= 3 && at < 2 + more)
        size = size << 8 | der[at++];
    bool ok = n > 4 && base64_end(&b) && der[0] == 0x30 && more <= 3 && at + size == (size_t)n;
    if (der)
        explicit_bzero(der, (size_t)(end - line));
    free(der);
    return ok;
}

static enum status S_check(const char *dir, const char *name, const char *kind, struct diag *d)
{
    struct buf text = BUF_INIT;
    enum status st = S_read(dir, name, &text, d);
    if (st == ST_OK && !S_whole(&text, kind))
        st = S_damaged(d, dir, name, "は壊れています");
    if (text.data)
        explicit_bzero(text.data, text.len);
    buf_release(&text);
    return st;
}

static enum status S_load_crt(const char *dir, const char *name, X509 **ret, struct diag *d)
{
    struct buf text = BUF_INIT;
    enum status st = S_read(dir, name, &text, d);
    BIO *bio = st == ST_OK ? BIO_new_mem_buf(text.data ? text.data : "", (int)text.len) : NULL;
    X509 *crt = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    if (crt)
        *ret = crt;
    else if (st == ST_OK)
        st = S_damaged(d, dir, name, "は壊れています");
    BIO_free(bio);
    buf_release(&text);
    return st;
}

static enum status S_load_ca(const char *dir, struct pair *ret, struct diag *d)
{
    struct pair p = {0};
    struct buf text = BUF_INIT;
    BIO *bio = NULL;
    enum status st = S_load_crt(dir, "ca.crt", &p.crt, d);
    if (st == ST_OK)
        st = S_read(dir, "ca.key", &text, d);
    if (st != ST_OK)
        goto out;
    bio = BIO_new_mem_buf(text.data ? text.data : "", (int)text.len);
    p.key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, "") : NULL;
    if (!p.key)
        st = S_damaged(d, dir, "ca.key", "は壊れています");
    else if (X509_check_private_key(p.crt, p.key) != 1)
        st = S_damaged(d, dir, "ca.key", "は ca.crt の鍵ではありません");
out:
    BIO_free(bio);
    if (text.data)
        OPENSSL_cleanse(text.data, text.len);
    buf_release(&text);
    if (st == ST_OK)
        *ret = p;
    else
        S_release(&p);
    return st;
}

/* --- the three kinds of certificates ----------------------------------------------------------------------
 */

/* Something that a CA signed which is not here any more. */
static bool S_orphans(const char *dir)
{
    char clients[PATH_MAX];
    DIR *all = S_path(clients, dir, "clients", "") ? opendir(clients) : NULL;
    bool found = S_exists(dir, "server.crt");
    for (struct dirent *e; all && !found && (e = readdir(all)) != NULL;)
        found = strlen(e->d_name) > 4 && strcmp(e->d_name + strlen(e->d_name) - 4, ".crt") == 0;
    if (all)
        closedir(all);
    return found;
}

static enum status S_make_ca(const char *dir, struct diag *d)
{
    /* Certificates of a CA that is gone would all be refused, and nobody would know why. */
    if (S_orphans(dir))
        return S_damaged(d, dir, "ca.crt", "がないのに、発行済みの証明書があります");
    unsigned char tail[4];
    char hex[9], cn[40];
    if (RAND_bytes(tail, sizeof tail) != 1)
        return S_openssl(d, "ca.key");
    snprintf(hex, sizeof hex, "%02x%02x%02x%02x", tail[0], tail[1], tail[2], tail[3]);
    snprintf(cn, sizeof cn, "chukan test CA %s", hex);
    struct profile f = {.cn = cn,
                        .o = "chukan",
                        .basic = "critical,CA:TRUE,pathlen:0",
                        .usage = "critical,keyCertSign,cRLSign"};
    struct pair p = {0};
    enum status st = S_make(&f, NULL, &p, d);
    if (st == ST_OK)
        st = S_write_key(dir, "ca", p.key, d);
    if (st == ST_OK)
        st = S_write_crt(dir, "ca", p.crt, d);
    S_release(&p);
    return st;
}

static bool S_is_ip(const char *host)
{
    unsigned char raw[16];
    return inet_pton(AF_INET, host, raw) == 1 || inet_pton(AF_INET6, host, raw) == 1;
}

static enum status S_make_server(const char *dir, const char *host, struct diag *d)
{
    char san[400];
    snprintf(san, sizeof san, "DNS:localhost,IP:127.0.0.1,IP:::1%s%s",
             !host           ? ""
             : S_is_ip(host) ? ",IP:"
                             : ",DNS:",
             host ? host : "");
    struct profile f = {.cn = "localhost",
                        .o = "chukan",
                        .basic = "critical,CA:FALSE",
                        .usage = "critical,digitalSignature",
                        .extended = "serverAuth",
                        .san = san};
    struct pair ca = {0}, p = {0};
    enum status st = S_load_ca(dir, &ca, d);
    if (st == ST_OK)
        st = S_make(&f, &ca, &p, d);
    /* An old certificate must not be left beside a new key. */
    char path[PATH_MAX];
    if (st == ST_OK && S_path(path, dir, "server", ".crt"))
        unlink(path);
    if (st == ST_OK)
        st = S_write_key(dir, "server", p.key, d);
    if (st == ST_OK)
        st = S_write_crt(dir, "server", p.crt, d);
    S_release(&p);
    S_release(&ca);
    return st;
}

static enum status S_names_host(const char *dir, const char *host, bool *ret, struct diag *d)
{
    X509 *crt = NULL;
    enum status st = S_load_crt(dir, "server.crt", &crt, d);
    if (st == ST_OK)
        *ret = S_is_ip(host) ? X509_check_ip_asc(crt, host, 0) == 1
                             : X509_check_host(crt, host, 0, 0, NULL) == 1;
    X509_free(crt);
    return st;
}

/* Letters of names that go into a path, a subject or a SAN. */
static bool S_plain_name(const char *s, const char *more, size_t max)
{
    size_t n = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    while (s[n] && strchr(more, s[n]) && n <= max)
        n += 1 + strspn(s + n + 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789");
    return n > 0 && n <= max && !s[n];
}

enum status pki_open(const char *dir, const char *host, struct diag *d)
{
    char clients[PATH_MAX];
    if (!S_path(clients, dir, "clients", ""))
        return diag_set(d, ST_SETUP, "pki", "短いパス", "長すぎます");
    if (host && !S_plain_name(host, ".-:", 253))
        return diag_set(d, ST_SETUP, "ホスト名", "ホスト名または IP アドレス", host);
    enum status st = file_mkdir(dir, d);
    if (st == ST_OK)
        st = file_mkdir(clients, d);
    if (st == ST_OK && !S_exists(dir, "ca.crt"))
        st = S_make_ca(dir, d);
    else if (st == ST_OK)
        st = S_check(dir, "ca.crt", "CERTIFICATE", d);
    if (st != ST_OK)
        return st;
    bool good = S_exists(dir, "server.crt");
    if (good) {
        st = S_check(dir, "server.crt", "CERTIFICATE", d);
        if (st == ST_OK)
            st = S_check(dir, "server.key", "PRIVATE KEY", d);
        if (st == ST_OK && host)
            st = S_names_host(dir, host, &good, d);
    }
    return st == ST_OK && !good ? S_make_server(dir, host, d) : st;
}

enum status pki_client(const char *dir, const char *system, const char *hokensha, struct diag *d)
{
    char clients[PATH_MAX], name[80];
    if (!S_path(clients, dir, "clients", "") || !S_plain_name(system, "._-", 64))
        return diag_set(d, ST_SETUP, "システム識別子", "半角英数字と . _ - で 64 文字まで", system);
    snprintf(name, sizeof name, "%s.crt", system);
    if (S_exists(clients, name))
        return S_check(clients, name, "CERTIFICATE", d);
    struct profile f = {.cn = system,
                        .o = hokensha,
                        .basic = "critical,CA:FALSE",
                        .usage = "critical,digitalSignature",
                        .extended = "clientAuth"};
    struct pair ca = {0}, p = {0};
    enum status st = S_load_ca(dir, &ca, d);
    if (st == ST_OK)
        st = S_make(&f, &ca, &p, d);
    if (st == ST_OK)
        st = S_write_key(clients, system, p.key, d);
    if (st == ST_OK)
        st = S_write_p12(clients, system, &p, ca.crt, d);
    if (st == ST_OK)
        st = S_write_crt(clients, system, p.crt, d);
    S_release(&p);
    S_release(&ca);
    return st;
}
