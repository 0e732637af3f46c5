/* Client certificates that are issued while the daemon runs: the pair of EC at once, by whoever needs it,
 * that of RSA by the thread that takes what is ordered (http/certs.c), for its key takes a while.
 * Thread-safe. Made by main; asked by service/certify.h. */
#ifndef BASE_PKI_ISSUE_H
#define BASE_PKI_ISSUE_H
#include "base/pki.h"

struct pki_issuer;
/* dir: outlives it. NULL: no memory. */
struct pki_issuer *pki_issuer_new(const char *dir);
/* Nobody waits any more. NULL is allowed. */
void pki_issuer_free(struct pki_issuer *i);
/* pki_client of EC, alone, and an order of the same of RSA; one that is lost with the process, or that finds
 * PKI_ORDERS waiting, the next start makes. */
enum status pki_issue(struct pki_issuer *i, const char *cn, const char *hokensha, struct diag *d);
/* The same of a name that one world and another may give to several insurers (single spaces between): a pair
 * that names them all already is left as it is, whoever else it names. */
enum status pki_issue_shared(struct pki_issuer *i, const char *cn, const char *hokensha, struct diag *d);
/* There is a pair of EC that names them; one that cannot be read is none. */
bool pki_issued(const struct pki_issuer *i, const char *cn, const char *hokensha);

/* pki_make_package, of EC or RSA, which takes a while. */
enum status pki_issue_package(const struct pki_issuer *i, const char *cn, const char *hokensha, bool rsa,
                              struct pki_package *ret, struct diag *d);

/* Each takes the thread a tenth of a second or more; a fixture may bring many at once. */
enum { PKI_ORDERS = 512 };
struct pki_order {
    char cn[65];
    char *hokensha; /* owned: free it */
    bool alone;     /* as in struct pki */
};
/* Waits for the next one; false: pki_issuer_end was called. */
bool pki_ordered(struct pki_issuer *i, struct pki_order *ret);
void pki_issuer_end(struct pki_issuer *i);
#endif
