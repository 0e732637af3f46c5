/* The names and addresses under which others reach the data port, for its certificate. Called by main.c. */
#ifndef HTTP_NAMES_H
#define HTTP_NAMES_H
#include "base/pki.h"

/* Of --listen, all of the machine when it is 0.0.0.0 or [::], and of --public-url (NULL: none). SETUP: the
 * host of the URL is none. */
enum status names_of(const char *listen, const char *public_url, struct pki_names *ret, struct diag *d);
#endif
