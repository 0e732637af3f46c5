/* A key and its certificate, as OpenSSL makes them. Called by pki.c. */
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
};
/* issuer NULL: signs itself. SETUP. */
enum status pair_make(const struct pki *pki, const struct profile *f, const struct pair *issuer,
                      struct pair *ret, struct diag *d);
/* SETUP: what OpenSSL says of its last failure. */
enum status pki_openssl(struct diag *d, const char *what);
#endif
