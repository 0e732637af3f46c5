/* The test CA of DESIGN 4 / issue "Daemon": made at first start into DATA/pki with OpenSSL, keys 0600:
 * ca.crt ca.key server.crt server.key, clients/SYSTEM.{crt,key,p12}. EC P-256. Subject of a client
 * certificate: CN=システム識別子, O=保険者番号. Called by main. */
#ifndef BASE_PKI_H
#define BASE_PKI_H
#include "base/diag.h"

/* Of every clients/SYSTEM.p12; published, because the keys are test keys. */
#define PKI_P12_PASSWORD "chukan"

/* Makes the CA and the server certificate (SAN: localhost, 127.0.0.1, ::1, and host unless NULL) when
 * missing; a server certificate that does not name host is made anew. What is there but damaged is never
 * overwritten: SETUP. */
enum status pki_open(const char *dir, const char *host, struct diag *d);
/* Makes a client certificate when DIR/clients/SYSTEM.crt is missing. */
enum status pki_client(const char *dir, const char *system, const char *hokensha, struct diag *d);
#endif
