/* TLS of the data port; see tls.h. */
#include "http/tls.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include <gnutls/gnutls.h>

#include "base/cert.h"
#include "base/file.h"

enum { FILE_MAX = 256 * 1024, NAMES_SHOWN = 6 };

static enum status S_read(const char *dir, const char *name, struct buf *out, struct diag *d)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/%s", dir, name);
    if (n < 0 || n >= (int)sizeof path)
        return diag_set(d, ST_SETUP, name, "短いパス", "長すぎます");
    return file_read(path, FILE_MAX, out, d);
}

static gnutls_datum_t S_datum(const struct buf *b)
{
    return (gnutls_datum_t){(unsigned char *)b->data, (unsigned)b->len};
}

/* A pair and the CA that has signed it. */
struct pair_files {
    const char *ca_name, *names; /* for messages */
    gnutls_datum_t ca, crt, key;
};

static enum status S_put(gnutls_certificate_credentials_t c, const struct pair_files *f, struct diag *d)
{
    static const char want[] = "正しい形式の組 (作り直すには pki フォルダーごと削除してください)";
    int rc = gnutls_certificate_set_x509_trust_mem(c, &f->ca, GNUTLS_X509_FMT_PEM);
    if (rc < 1)
        return diag_set(d, ST_SETUP, f->ca_name, want, rc ? "読めません" : "証明書がありません");
    rc = gnutls_certificate_set_x509_key_mem(c, &f->crt, &f->key, GNUTLS_X509_FMT_PEM);
    if (rc < 0)
        return diag_set(d, ST_SETUP, f->names, want,
                        rc == GNUTLS_E_CERTIFICATE_KEY_MISMATCH ? "証明書と鍵が組になっていません"
                                                                : "読めません");
    return ST_OK;
}

/* The caller frees *ret. */
static enum status S_credentials(const struct pair_files *pairs, size_t n,
                                 gnutls_certificate_credentials_t *ret, struct diag *d)
{
    gnutls_certificate_credentials_t c;
    if (gnutls_certificate_allocate_credentials(&c) != 0)
        return diag_set(d, ST_SETUP, "TLS", "メモリ", "足りません");
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = S_put(c, &pairs[i], d);
    if (st == ST_OK)
        *ret = c;
    else
        gnutls_certificate_free_credentials(c);
    return st;
}

static struct pair_files S_ec(const struct tls_files *f)
{
    return (struct pair_files){"ca.crt", "server.crt, server.key", S_datum(&f->ca), S_datum(&f->crt),
                               S_datum(&f->key)};
}

enum status tls_open(const char *pki_dir, struct tls_files *ret, struct diag *d)
{
    gnutls_certificate_credentials_t c;
    struct tls_files *f = ret;
    *f = (struct tls_files){.ca = BUF_INIT, .crt = BUF_INIT, .key = BUF_INIT};
    enum status st = S_read(pki_dir, "ca.crt", &f->ca, d);
    if (st == ST_OK)
        st = S_read(pki_dir, "server.crt", &f->crt, d);
    if (st == ST_OK)
        st = S_read(pki_dir, "server.key", &f->key, d);
    if (st == ST_OK) { /* microhttpd would only say that it cannot start */
        struct pair_files ec = S_ec(f);
        st = S_credentials(&ec, 1, &c, d);
    }
    if (st == ST_OK)
        gnutls_certificate_free_credentials(c);
    else
        tls_release(f);
    return st;
}

enum status tls_add_rsa(struct tls_files *f, const char *pki_dir, struct diag *d)
{
    gnutls_certificate_credentials_t c;
    struct buf ca = BUF_INIT, crt = BUF_INIT, key = BUF_INIT;
    enum status st = S_read(pki_dir, "ca-rsa.crt", &ca, d);
    if (st == ST_OK)
        st = S_read(pki_dir, "server-rsa.crt", &crt, d);
    if (st == ST_OK)
        st = S_read(pki_dir, "server-rsa.key", &key, d);
    if (st == ST_OK) {
        struct pair_files pairs[] = {
            S_ec(f),
            {"ca-rsa.crt", "server-rsa.crt, server-rsa.key", S_datum(&ca), S_datum(&crt), S_datum(&key)}};
        st = S_credentials(pairs, 2, &c, d);
    }
    if (st == ST_OK)
        f->both = c;
    if (key.data)
        explicit_bzero(key.data, key.len);
    buf_release(&ca);
    buf_release(&crt);
    buf_release(&key);
    return st;
}

void tls_release(struct tls_files *f)
{
    if (f->key.data)
        explicit_bzero(f->key.data, f->key.len);
    buf_release(&f->ca);
    buf_release(&f->crt);
    buf_release(&f->key);
    if (f->both)
        gnutls_certificate_free_credentials(f->both);
    f->both = NULL;
}

/* *.example.jp stands for one label. */
static bool S_covers(const char *name, const char *asked)
{
    const char *dot = strchr(asked, '.');
    return strcasecmp(name, asked) == 0 || (name[0] == '*' && dot && strcasecmp(name + 1, dot) == 0);
}

bool tls_names(const struct tls_files *f, const char *asked, struct buf *out)
{
    struct cert c;
    char name[CERT_NAME];
    bool covered = false;
    int shown = 0, more = 0;
    if (!cert_read((struct str){f->crt.data, f->crt.len}, &c)) {
        buf_adds(out, "読めません");
        return false;
    }
    for (struct str rest = c.names; cert_name(&rest, name);) {
        covered = covered || S_covers(name, asked);
        if (shown < NAMES_SHOWN)
            buf_addf(out, "%s%s", shown++ ? "、" : "", name);
        else
            more++;
    }
    if (more)
        buf_addf(out, " ほか %d", more);
    cert_release(&c);
    return covered;
}

void tls_dress(const struct tls_files *f, struct MHD_Connection *conn)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_GNUTLS_SESSION);
    if (f->both && info && info->tls_session)
        gnutls_credentials_set(info->tls_session, GNUTLS_CRD_CERTIFICATE, f->both);
}
