/* A certificate as a start looks at it: whose it is, by whom, for which names and days. Read by hand, because
 * the first call into OpenSSL costs a start more memory and time than all of it is worth. Nothing is proven
 * here. Called by pki.c and pki_look.c. */
#ifndef BASE_CERT_H
#define BASE_CERT_H
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/str.h"

/* The content of the one PEM block of that kind ("CERTIFICATE", "PRIVATE KEY"), which must be a whole DER
 * sequence. false: it is none, *der is left alone. Whoever reads a key wipes it (pem_wipe). */
bool pem_read(struct str text, const char *kind, struct buf *der);
void pem_wipe(struct buf *secret);

struct cert {
    struct buf der; /* owned; the texts below point into it, and are DER */
    struct str issuer, subject;
    struct str key;           /* what is public of it, without its algorithm */
    struct str spki;          /* the same with it, a whole element: what a fingerprint is of */
    struct str names;         /* of subjectAltName, for cert_name; empty: none */
    struct str own_id, ca_id; /* identifiers of its own key and of that which signed it; empty: none */
    int64_t from, until;      /* seconds since 1970 */
};
bool cert_read(struct str pem, struct cert *ret);
void cert_release(struct cert *c);

enum { CERT_NAME = 256 };
/* Takes the next DNS name or IP address, as text, off *names (begin with a copy of cert.names); false: that
 * was all. */
bool cert_name(struct str *names, char out[CERT_NAME]);
/* Takes the next O (organizationName) off *subject (begin with a copy of cert.subject); false: that was all.
 */
bool cert_organization(struct str *subject, struct str *ret);
/* The certificate says that ca has issued it. */
bool cert_issued_by(const struct cert *c, const struct cert *ca);
/* The private key (DER, as OpenSSL writes it) is that of the certificate. */
bool cert_has_key(const struct cert *c, struct str key);
#endif
