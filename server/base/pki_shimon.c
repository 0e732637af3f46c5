/* Fingerprints of the certificates that lie in the data folder; see pki_shimon.h. */
#include "base/pki_shimon.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

#include "base/cert.h"
#include "base/crypto.h"
#include "base/file.h"
#include "base/pki_names.h"

enum { FILE_MAX = 64 * 1024 };

bool pki_shimon(struct str pem, char ret[SHIMON_TEXT])
{
    unsigned char sum[32];
    struct cert c = {.der = BUF_INIT};
    if (!cert_read(pem, &c))
        return false;
    sha256_once(c.spki.p, c.spki.n, sum);
    hex_text(sum, sizeof sum, ret);
    cert_release(&c);
    return true;
}

static bool S_is(const char *dir, const char *cn, const char *suffix, const char *shimon)
{
    char path[PATH_MAX], have[SHIMON_TEXT];
    struct buf text = BUF_INIT;
    struct diag unused = DIAG_INIT;
    int n = snprintf(path, sizeof path, "%s/clients/%s%s", dir, cn, suffix);
    bool is = n > 0 && n < PATH_MAX && file_read(path, FILE_MAX, &text, &unused) == ST_OK &&
              pki_shimon((struct str){text.data, text.len}, have) && strcmp(have, shimon) == 0;
    buf_release(&text);
    return is;
}

static _Atomic uint64_t changes = 1;

uint64_t pki_shared_epoch(void)
{
    return atomic_load(&changes);
}

void pki_shared_changed(void)
{
    atomic_fetch_add(&changes, 1);
}

bool pki_shared(const char *dir, const char *cn, const char *shimon)
{
    return pki_client_name(cn) && (S_is(dir, cn, ".crt", shimon) || S_is(dir, cn, "-rsa.crt", shimon));
}
