/* A folder of the test CA with one client, for the tests of base/pki. */
#ifndef TESTS_UNIT_BASE_PKI_FOLDER_H
#define TESTS_UNIT_BASE_PKI_FOLDER_H
#include <check.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <stdio.h>

#include "base/pki.h"
#include "temp.h"

static inline X509 *S_crt(const char *name)
{
    FILE *f = fopen(temp_path(name), "r");
    ck_assert_msg(f, "%s", name);
    X509 *crt = PEM_read_X509(f, NULL, NULL, NULL);
    fclose(f);
    ck_assert_ptr_nonnull(crt);
    return crt;
}

/* The folder temp_dir/NAME; host NULL: no name of its own. */
static inline enum status S_open(const char *name, const char *host, struct diag *d)
{
    struct pki p = {.dir = temp_path(name)};
    struct pki_names names = {.n = 0};
    if (host)
        pki_name_add(&names, host);
    return pki_open(&p, &names, d);
}

static inline enum status S_client(const char *system, const char *hokensha, struct diag *d)
{
    struct pki p = {.dir = temp_path("pki")};
    return pki_client(&p, system, hokensha, d);
}

static inline void S_setup(void)
{
    struct diag d = DIAG_INIT;
    temp_make();
    ck_assert_msg(S_open("pki", NULL, &d) == ST_OK, "%s %s", d.item, d.have);
    ck_assert_msg(S_client("KS06139999A", "06139999", &d) == ST_OK, "%s %s", d.item, d.have);
}
#endif
