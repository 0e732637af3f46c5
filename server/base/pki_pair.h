/* A key and its certificate, as OpenSSL makes them. Called by pki.c and pki_bad.c. */
#ifndef BASE_PKI_PAIR_H
#define BASE_PKI_PAIR_H
#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/pki.h"

/* Both owned. */
struct pair {
    EVP_PKEY *key;
    X509 *crt;
};
void pair_release(struct pair *p);

/* What a new certificate says. */
struct profile {
    const char *cn, *o;                         /* o: words, an organization each */
    const char *basic, *usage, *extended, *san; /* extended, san: NULL for none */
    /* What only one that is to be refused has. */
    const char *second; /* one more CN; NULL: none */
    int from, until;    /* its days, from now; both 0: from yesterday on, for years */
    int bits;           /* of an RSA key; 0: the key that struct pki wants */
    bool sha1;          /* its signature */
};
/* issuer NULL: signs itself. SETUP. */
enum status pair_make(const struct pki *pki, const struct profile *f, const struct pair *issuer,
                      struct pair *ret, struct diag *d);
/* The pair dir/STEM.crt, .key of pki (stem "ca"); SETUP. The caller releases *ret. */
enum status pair_load(const struct pki *pki, const char *stem, struct pair *ret, struct diag *d);
/* Its PKCS#12 with the certificates above it, under PKI_P12_PASSWORD. Freed by the caller; NULL: OpenSSL
 * failed. */
BIO *pair_p12(const char *name, const struct pair *p, X509 *const *above, size_t n);
/* Frees bio, after what is in it has been added to *out; false: made is not, or it could not be. */
bool pki_take(BIO *bio, bool made, struct buf *out);
/* SETUP: what OpenSSL says of its last failure. */
enum status pki_openssl(struct diag *d, const char *what);
#endif
