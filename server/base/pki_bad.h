/* Certificates that are to be refused, ready for negative tests: each is right but for one thing. Nothing is
 * written, and the files of the CA stay as they are. Called by world/bad_certificate.c, and by the client for
 * a data folder without a daemon. */
#ifndef BASE_PKI_BAD_H
#define BASE_PKI_BAD_H
#include <stdbool.h>

#include "base/buf.h"
#include "base/diag.h"

struct pki_bad_kind;
/* By its name; NULL: there is none. pki_bad_names: all of them, a comma between. */
const struct pki_bad_kind *pki_bad_find(const char *name);
const char *pki_bad_names(void);
/* It is right in itself: who makes one has a world record that it is revoked. */
bool pki_bad_recorded(const struct pki_bad_kind *kind);
/* The i-th; NULL: that was all. */
const char *pki_bad_name(size_t i);

struct pki_bad {
    struct buf crt, key; /* PEM; crt with what goes with it in the handshake */
    struct buf p12;      /* DER, under PKI_P12_PASSWORD */
    struct buf text;     /* Japanese: what it is, and what answer to expect */
};
/* As if it were that of system. */
struct pki_bad_order {
    const struct pki_bad_kind *kind;
    const char *system;
    const char *hokensha; /* its insurers, single spaces between; NULL: those of dir/clients/SYSTEM.crt */
    const char *world;    /* where it is to be tried, for the text */
    const char *url;      /* of the data port, https://…, for the same; NULL: PKI_BAD_URL */
};
#define PKI_BAD_URL "https://127.0.0.1:18443"
/* SETUP. Release *ret always. */
enum status pki_bad_make(const char *dir, const struct pki_bad_order *o, struct pki_bad *ret, struct diag *d);
void pki_bad_release(struct pki_bad *b);
#endif
