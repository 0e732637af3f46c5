/* A new key and what is signed of it; see pki_pair.h. */
#include "base/pki_pair.h"

#include <stdint.h>
#include <stdio.h>

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pkcs12.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include "base/words.h"

enum { YEARS = 20, SERIAL_BYTES = 16, RSA_BITS = 2048 };

void pair_release(struct pair *p)
{
    EVP_PKEY_free(p->key);
    X509_free(p->crt);
    *p = (struct pair){0};
}

enum status pki_openssl(struct diag *d, const char *what)
{
    const unsigned long e = ERR_get_error();
    ERR_clear_error();
    return diag_setf(d, ST_SETUP, what, "証明書を作れること", "OpenSSL が失敗しました（エラー %08lX）", e);
}

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

/* One for each word. */
static bool S_organizations(X509_NAME *name, const char *words)
{
    char one[65];
    struct str word;
    bool ok = true;
    while (ok && words_next(&words, &word)) {
        snprintf(one, sizeof one, "%.*s", (int)word.n, word.p);
        ok = S_name_entry(name, NID_organizationName, one);
    }
    return ok;
}

/* Valid since yesterday: the clocks of desks differ. */
static bool S_days(X509 *crt, const struct profile *f)
{
    bool usual = !f->from && !f->until;
    return X509_time_adj_ex(X509_getm_notBefore(crt), usual ? -1 : f->from, 0, NULL) &&
           X509_time_adj_ex(X509_getm_notAfter(crt), usual ? YEARS * 365 + YEARS / 4 : f->until, 0, NULL);
}

static bool S_body(X509 *crt, EVP_PKEY *key, const struct profile *f)
{
    return X509_set_version(crt, X509_VERSION_3) == 1 && S_serial(crt) && S_days(crt, f) &&
           S_organizations(X509_get_subject_name(crt), f->o) &&
           S_name_entry(X509_get_subject_name(crt), NID_commonName, f->cn) &&
           S_name_entry(X509_get_subject_name(crt), NID_commonName, f->second) &&
           X509_set_pubkey(crt, key) == 1;
}

static int S_goes_on(EVP_PKEY_CTX *ctx)
{
    const struct pki *p = EVP_PKEY_CTX_get_app_data(ctx);
    return !p->stop || !*p->stop;
}

static EVP_PKEY *S_key(const struct pki *p, int bits)
{
    if (!p->rsa && !bits)
        return EVP_EC_gen("P-256");
    EVP_PKEY *key = NULL;
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new_from_name(NULL, "RSA", NULL);
    if (ctx && EVP_PKEY_keygen_init(ctx) == 1 &&
        EVP_PKEY_CTX_set_rsa_keygen_bits(ctx, bits ? bits : RSA_BITS) == 1) {
        EVP_PKEY_CTX_set_app_data(ctx, (void *)(uintptr_t)p);
        EVP_PKEY_CTX_set_cb(ctx, S_goes_on);
        EVP_PKEY_generate(ctx, &key);
    }
    EVP_PKEY_CTX_free(ctx);
    return key;
}

enum status pair_make(const struct pki *pki, const struct profile *f, const struct pair *issuer,
                      struct pair *ret, struct diag *d)
{
    ERR_clear_error(); /* of files that could not be read before */
    struct pair p = {.key = S_key(pki, f->bits), .crt = X509_new()};
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
        X509_sign(p.crt, signer, f->sha1 ? EVP_sha1() : EVP_sha256()) > 0) {
        *ret = p;
        return ST_OK;
    }
    pair_release(&p);
    return pki_openssl(d, f->cn);
}

static STACK_OF(X509) * S_stack(X509 *const *above, size_t n)
{
    STACK_OF(X509) *chain = sk_X509_new_null();
    for (size_t i = 0; chain && i < n; i++)
        if (sk_X509_push(chain, above[i]) <= 0) {
            sk_X509_free(chain);
            chain = NULL;
        }
    return chain;
}

/* 3DES and SHA-1 on purpose: every Java, .NET and PHP in the field reads them, the newer defaults only some;
 * the password is public, so nothing rests on the strength. */
BIO *pair_p12(const char *name, const struct pair *p, X509 *const *above, size_t n)
{
    STACK_OF(X509) *chain = S_stack(above, n);
    PKCS12 *p12 = NULL;
    BIO *bio = BIO_new(BIO_s_secmem());
    if (chain)
        p12 = PKCS12_create(PKI_P12_PASSWORD, name, p->key, p->crt, chain,
                            NID_pbe_WithSHA1And3_Key_TripleDES_CBC, NID_pbe_WithSHA1And3_Key_TripleDES_CBC,
                            2048, -1, 0);
    bool made = bio && p12 && PKCS12_set_mac(p12, PKI_P12_PASSWORD, -1, NULL, 0, 2048, EVP_sha1()) == 1 &&
                i2d_PKCS12_bio(bio, p12) == 1;
    PKCS12_free(p12);
    sk_X509_free(chain);
    if (made)
        return bio;
    BIO_free(bio);
    return NULL;
}

bool pki_take(BIO *bio, bool made, struct buf *out)
{
    char *text;
    long n = bio && made ? BIO_get_mem_data(bio, &text) : 0;
    if (n > 0)
        buf_add(out, text, (size_t)n);
    BIO_free(bio);
    return n > 0 && buf_ok(out);
}
