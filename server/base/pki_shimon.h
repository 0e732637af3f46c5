/* The fingerprint of a public key, by which a certificate is known again whatever it says: SHA-256 of its
 * SubjectPublicKeyInfo, as hexadecimal digits. Read by hand, as cert.h. Called by http/tls_peer.c,
 * pki.c. */
#ifndef BASE_PKI_SHIMON_H
#define BASE_PKI_SHIMON_H
#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

enum { SHIMON_TEXT = 65 }; /* with its NUL */

/* That of a certificate, as PEM; false: it is none. */
bool pki_shimon(struct str pem, char ret[SHIMON_TEXT]);
/* It is the key of DIR/clients/CN.crt or CN-rsa.crt, the pairs that all worlds share. */
bool pki_shared(const char *dir, const char *cn, const char *shimon);
/* What pki_shared said holds as long as this is the same; never 0. changed: pairs have come or gone. */
uint64_t pki_shared_epoch(void);
void pki_shared_changed(void);
#endif
