/* The test CA of DESIGN 4 / issue "Daemon": made at first start into DATA/pki with OpenSSL, keys 0600:
 * ca.crt ca.key server.crt server.key, clients/NAME.{crt,key,p12}, of EC P-256; and beside each a pair of
 * RSA, NAME-rsa, from a CA of its own, for who cannot verify the signature of the other. Subject of a client
 * certificate: CN=NAME, the システム識別子 of a 接続システム or the name of a
 * 統合専用端末, O=保険者番号, once for each insurer that has the name in a world; which of them it is, each
 * world says (kanri.db). Called by main and http/certs.c. */
#ifndef BASE_PKI_H
#define BASE_PKI_H
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/pki_names.h"
#include "base/pki_shimon.h"

/* Of every clients/NAME.p12; published, because the keys are test keys. */
#define PKI_P12_PASSWORD "chukan"

/* Which certificates. An RSA key takes a while to make. */
struct pki {
    const char *dir;
    bool rsa;
    bool alone;              /* of clients: a pair that is another insurer's as well is no good */
    const atomic_bool *stop; /* NULL, or: once true, the making of a key is given up */
};

/* Makes the CA and the server certificate (localhost, 127.0.0.1, ::1 and names) when missing. A server
 * certificate that does not name them all is made anew, with those that it named before. What is there but
 * damaged is never overwritten: SETUP. */
enum status pki_open(const struct pki *p, const struct pki_names *names, struct diag *d);
/* pki_open would make nothing. */
bool pki_complete(const struct pki *p, const struct pki_names *names);
/* Makes a client certificate when DIR/clients/CN.crt is missing, or is not theirs: whoever had the name
 * before has its key. hokensha: one or more 保険者番号, single spaces between. */
enum status pki_client(const struct pki *p, const char *cn, const char *hokensha, struct diag *d);
/* There is such a certificate, whole and theirs: pki_client would make nothing. */
bool pki_client_there(const struct pki *p, const char *cn, const char *hokensha);
/* A pair that goes to who has applied for it, and stays nowhere else: a file of PKCS#12 with the certificate
 * of the CA (PKI_P12_PASSWORD), and the same as PEM. All owned. */
struct pki_package {
    struct buf p12, crt, key;
    char shimon[SHIMON_TEXT];
};
enum status pki_make_package(const struct pki *p, const char *cn, const char *hokensha,
                             struct pki_package *ret, struct diag *d);
void pki_package_release(struct pki_package *p);
/* What the owner should know of the certificates in dir, a line each: those that are out of their days or
 * soon will be, whose CA is another, whose key is another's. now: seconds since 1970. */
void pki_look(const char *dir, int64_t now, struct buf *lines);
#endif
