/* The test CA; see pki.h. A certificate is written after its key, so that its presence says that the set is
 * whole. At every later start the files are looked at without OpenSSL (cert.h; http/tls.c reads them in full
 * anyway). */
#include "base/pki.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/pem.h>
#include <openssl/rand.h>

#include "base/cert.h"
#include "base/file.h"
#include "base/pki_pair.h"
#include "base/words.h"

enum { FILE_MAX = 64 * 1024, FILE_NAME = 96 };

static bool S_path(char out[PATH_MAX], const char *dir, const char *name, const char *suffix)
{
    int n = snprintf(out, PATH_MAX, "%s/%s%s", dir, name, suffix);
    return n > 0 && n < PATH_MAX;
}

static bool S_exists(const char *dir, const char *name)
{
    char path[PATH_MAX];
    struct stat s;
    return S_path(path, dir, name, "") && stat(path, &s) == 0;
}

/* "server-rsa.crt" of "server", ".crt" */
struct file_name {
    char text[FILE_NAME];
};
static struct file_name S_name(const struct pki *p, const char *stem, const char *suffix)
{
    struct file_name f;
    snprintf(f.text, sizeof f.text, "%s%s%s", stem, p->rsa ? "-rsa" : "", suffix);
    return f;
}

/* --- files ------------------------------------------------------------------------------------------------
 */

static enum status S_write_bio(const char *path, mode_t mode, bool made, BIO *bio, struct diag *d)
{
    char *text;
    long n = bio ? BIO_get_mem_data(bio, &text) : 0;
    enum status st =
        made && n > 0 ? file_write(path, mode, text, (size_t)n, d) : pki_openssl(d, file_tail(path));
    BIO_free(bio);
    return st;
}

static bool S_put_key(BIO *bio, EVP_PKEY *key)
{
    return bio && PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1;
}

static bool S_put_crt(BIO *bio, X509 *crt)
{
    return bio && PEM_write_bio_X509(bio, crt) == 1;
}

static enum status S_write_key(const char *dir, const char *name, EVP_PKEY *key, struct diag *d)
{
    char path[PATH_MAX];
    BIO *bio = S_path(path, dir, name, ".key") ? BIO_new(BIO_s_secmem()) : NULL;
    return S_write_bio(path, 0600, S_put_key(bio, key), bio, d);
}

static enum status S_write_crt(const char *dir, const char *name, X509 *crt, struct diag *d)
{
    char path[PATH_MAX];
    BIO *bio = S_path(path, dir, name, ".crt") ? BIO_new(BIO_s_mem()) : NULL;
    return S_write_bio(path, 0644, S_put_crt(bio, crt), bio, d);
}

static enum status S_write_p12(const char *dir, const char *name, const struct pair *p, X509 *ca,
                               struct diag *d)
{
    char path[PATH_MAX];
    BIO *bio = S_path(path, dir, name, ".p12") ? pair_p12(name, p, &ca, 1) : NULL;
    return S_write_bio(path, 0600, bio != NULL, bio, d);
}

static enum status S_read(const char *dir, const char *name, struct buf *out, struct diag *d)
{
    char path[PATH_MAX];
    if (!S_path(path, dir, name, ""))
        return diag_set(d, ST_SETUP, name, "短いパス", "長すぎます");
    return file_read(path, FILE_MAX, out, d);
}

static enum status S_damaged(struct diag *d, const char *dir, const char *name, const char *what)
{
    return diag_setf(d, ST_SETUP, name, "正しい形式の PEM (作り直すには pki フォルダーごと削除してください)",
                     "%s/%s %s", dir, name, what);
}

static enum status S_check_key(const char *dir, const char *name, struct diag *d)
{
    struct buf text = BUF_INIT, der = BUF_INIT;
    enum status st = S_read(dir, name, &text, d);
    if (st == ST_OK && !pem_read((struct str){text.data, text.len}, "PRIVATE KEY", &der))
        st = S_damaged(d, dir, name, "は不正な形式です");
    pem_wipe(&der);
    pem_wipe(&text);
    return st;
}

/* The caller releases *ret. */
static enum status S_read_crt(const char *dir, const char *name, struct cert *ret, struct diag *d)
{
    struct buf text = BUF_INIT;
    enum status st = S_read(dir, name, &text, d);
    if (st == ST_OK && !cert_read((struct str){text.data, text.len}, ret))
        st = S_damaged(d, dir, name, "は不正な形式です");
    buf_release(&text);
    return st;
}

static enum status S_check_crt(const char *dir, const char *name, struct diag *d)
{
    struct cert c = {.der = BUF_INIT};
    enum status st = S_read_crt(dir, name, &c, d);
    cert_release(&c);
    return st;
}

static enum status S_load_crt(const char *dir, const char *name, X509 **ret, struct diag *d)
{
    struct buf text = BUF_INIT;
    enum status st = S_read(dir, name, &text, d);
    BIO *bio = st == ST_OK ? BIO_new_mem_buf(text.data ? text.data : "", (int)text.len) : NULL;
    X509 *crt = bio ? PEM_read_bio_X509(bio, NULL, NULL, NULL) : NULL;
    if (crt)
        *ret = crt;
    else if (st == ST_OK)
        st = S_damaged(d, dir, name, "は不正な形式です");
    BIO_free(bio);
    buf_release(&text);
    return st;
}

enum status pair_load(const struct pki *pki, const char *stem, struct pair *ret, struct diag *d)
{
    const char *dir = pki->dir;
    struct file_name crt = S_name(pki, stem, ".crt"), key = S_name(pki, stem, ".key");
    struct pair p = {0};
    struct buf text = BUF_INIT;
    BIO *bio = NULL;
    enum status st = S_load_crt(dir, crt.text, &p.crt, d);
    if (st == ST_OK)
        st = S_read(dir, key.text, &text, d);
    if (st != ST_OK)
        goto out;
    bio = BIO_new_mem_buf(text.data ? text.data : "", (int)text.len);
    p.key = bio ? PEM_read_bio_PrivateKey(bio, NULL, NULL, "") : NULL;
    if (!p.key)
        st = S_damaged(d, dir, key.text, "は不正な形式です");
    else if (X509_check_private_key(p.crt, p.key) != 1)
        st = S_damaged(d, dir, key.text, "は証明書の鍵ではありません");
out:
    BIO_free(bio);
    pem_wipe(&text);
    if (st == ST_OK)
        *ret = p;
    else
        pair_release(&p);
    return st;
}

/* --- the three kinds of certificates ----------------------------------------------------------------------
 */

/* Something that a CA signed which is not here any more. */
static bool S_orphans(const struct pki *p)
{
    char clients[PATH_MAX];
    DIR *all = S_path(clients, p->dir, "clients", "") ? opendir(clients) : NULL;
    bool found = S_exists(p->dir, S_name(p, "server", ".crt").text);
    for (struct dirent *e; all && !found && (e = readdir(all)) != NULL;)
        found = str_ends(str_of(e->d_name), ".crt") && str_ends(str_of(e->d_name), "-rsa.crt") == p->rsa;
    if (all)
        closedir(all);
    return found;
}

static enum status S_make_ca(const struct pki *pki, struct diag *d)
{
    /* Certificates of a CA that is gone would all be refused, and nobody would know why. */
    if (S_orphans(pki))
        return S_damaged(d, pki->dir, S_name(pki, "ca", ".crt").text,
                         "がないのに、発行済みの証明書があります");
    unsigned char tail[4];
    char cn[48];
    if (RAND_bytes(tail, sizeof tail) != 1)
        return pki_openssl(d, "ca.key");
    snprintf(cn, sizeof cn, "chukan test CA %s%02x%02x%02x%02x", pki->rsa ? "RSA " : "", tail[0], tail[1],
             tail[2], tail[3]);
    struct profile f = {.cn = cn,
                        .o = "chukan",
                        .basic = "critical,CA:TRUE,pathlen:0",
                        .usage = "critical,keyCertSign,cRLSign"};
    struct pair p = {0};
    enum status st = pair_make(pki, &f, NULL, &p, d);
    if (st == ST_OK)
        st = S_write_key(pki->dir, S_name(pki, "ca", "").text, p.key, d);
    if (st == ST_OK)
        st = S_write_crt(pki->dir, S_name(pki, "ca", "").text, p.crt, d);
    pair_release(&p);
    return st;
}

static void S_san(const struct pki_names *names, struct buf *out)
{
    unsigned char raw[16];
    for (size_t i = 0; i < names->n; i++) {
        const char *name = names->name[i];
        bool ip = inet_pton(AF_INET, name, raw) == 1 || inet_pton(AF_INET6, name, raw) == 1;
        buf_addf(out, "%s%s:%s", i ? "," : "", ip ? "IP" : "DNS", name);
    }
}

static enum status S_make_server(const struct pki *pki, const struct pki_names *names, struct diag *d)
{
    struct file_name name = S_name(pki, "server", "");
    struct buf san = BUF_INIT;
    S_san(names, &san);
    /* keyEncipherment: clients whose only cipher suites are TLS_RSA_WITH_… */
    struct profile f = {.cn = "localhost",
                        .o = "chukan",
                        .basic = "critical,CA:FALSE",
                        .usage = pki->rsa ? "critical,digitalSignature,keyEncipherment"
                                          : "critical,digitalSignature",
                        .extended = "serverAuth",
                        .san = san.data};
    struct pair ca = {0}, p = {0};
    enum status st = pair_load(pki, "ca", &ca, d);
    if (st == ST_OK)
        st = pair_make(pki, &f, &ca, &p, d);
    /* An old certificate must not be left beside a new key. */
    char path[PATH_MAX];
    if (st == ST_OK && S_path(path, pki->dir, name.text, ".crt"))
        unlink(path);
    if (st == ST_OK)
        st = S_write_key(pki->dir, name.text, p.key, d);
    if (st == ST_OK)
        st = S_write_crt(pki->dir, name.text, p.crt, d);
    pair_release(&p);
    pair_release(&ca);
    buf_release(&san);
    return st;
}

/* *wanted: what this machine alone has, and names. Then what the certificates of both kinds name already, so
 * that none which somebody uses is lost. */
static size_t S_all_names(const struct pki *p, const struct pki_names *names, struct pki_names *all)
{
    static const char *const local[] = {"localhost", "127.0.0.1", "::1"}, *const files[] = {"server.crt",
                                                                                            "server-rsa.crt"};
    struct diag unused = DIAG_INIT;
    char name[CERT_NAME];
    for (size_t i = 0; i < sizeof local / sizeof *local; i++)
        pki_name_add(all, local[i]);
    for (size_t i = 0; names && i < names->n; i++)
        pki_name_add(all, names->name[i]);
    size_t wanted = all->n;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct cert c = {.der = BUF_INIT};
        if (S_exists(p->dir, files[i]) && S_read_crt(p->dir, files[i], &c, &unused) == ST_OK)
            for (struct str rest = c.names; cert_name(&rest, name);)
                pki_name_add(all, name);
        cert_release(&c);
    }
    return wanted;
}

/* *ret: the server's certificate names the first `wanted` of all. */
static enum status S_names_them(const struct pki *p, const struct pki_names *all, size_t wanted, bool *ret,
                                struct diag *d)
{
    struct cert c = {.der = BUF_INIT};
    struct pki_names has = {.n = 0};
    char name[CERT_NAME];
    enum status st = S_read_crt(p->dir, S_name(p, "server", ".crt").text, &c, d);
    for (struct str rest = c.names; cert_name(&rest, name);)
        pki_name_add(&has, name);
    *ret = true;
    for (size_t i = 0; i < wanted; i++)
        *ret &= pki_named(&has, all->name[i]);
    cert_release(&c);
    return st;
}

enum status pki_open(const struct pki *p, const struct pki_names *names, struct diag *d)
{
    char clients[PATH_MAX];
    if (!S_path(clients, p->dir, "clients", ""))
        return diag_set(d, ST_SETUP, "pki", "短いパス", "長すぎます");
    struct pki_names all = {.n = 0};
    size_t wanted = S_all_names(p, names, &all);
    struct file_name ca = S_name(p, "ca", ".crt"), crt = S_name(p, "server", ".crt");
    enum status st = file_mkdir(p->dir, d);
    if (st == ST_OK)
        st = file_mkdir(clients, d);
    if (st == ST_OK)
        st = S_exists(p->dir, ca.text) ? S_check_crt(p->dir, ca.text, d) : S_make_ca(p, d);
    bool good = S_exists(p->dir, crt.text);
    if (st == ST_OK && good)
        st = S_check_key(p->dir, S_name(p, "server", ".key").text, d);
    if (st == ST_OK && good)
        st = S_names_them(p, &all, wanted, &good, d);
    return st == ST_OK && !good ? S_make_server(p, &all, d) : st;
}

bool pki_complete(const struct pki *p, const struct pki_names *names)
{
    struct diag unused = DIAG_INIT;
    struct pki_names all = {.n = 0};
    size_t wanted = S_all_names(p, names, &all);
    bool good =
        S_exists(p->dir, S_name(p, "ca", ".crt").text) && S_exists(p->dir, S_name(p, "server", ".crt").text);
    return good && S_names_them(p, &all, wanted, &good, &unused) == ST_OK && good;
}

/* *ret: it is there, and says that it is of them all; with alone, of nobody else. */
static enum status S_theirs(const struct pki *pki, const char *clients, const char *crt, const char *hokensha,
                            bool *ret, struct diag *d)
{
    struct cert c = {.der = BUF_INIT};
    enum status st = S_exists(clients, crt) ? S_read_crt(clients, crt, &c, d) : ST_OK;
    struct str rest = c.subject, o;
    size_t wanted = 0, found = 0, others = 0;
    for (const char *words = hokensha; words_next(&words, &o);)
        wanted++;
    while (cert_organization(&rest, &o))
        if (words_have(hokensha, o))
            found++;
        else
            others++;
    *ret = c.der.len && found >= wanted && !(pki->alone && others);
    cert_release(&c);
    return st;
}

/* The certificate at last: with it the three are whole. */
static enum status S_write_client(const char *clients, const char *crt, const char *name,
                                  const struct pair *p, X509 *ca, struct diag *d)
{
    char path[PATH_MAX];
    if (S_path(path, clients, crt, "")) /* of who had the name before */
        unlink(path);
    enum status st = S_write_key(clients, name, p->key, d);
    if (st == ST_OK)
        st = S_write_p12(clients, name, p, ca, d);
    return st == ST_OK ? S_write_crt(clients, name, p->crt, d) : st;
}

static struct profile S_client(const char *cn, const char *hokensha)
{
    return (struct profile){.cn = cn,
                            .o = hokensha,
                            .basic = "critical,CA:FALSE",
                            .usage = "critical,digitalSignature",
                            .extended = "clientAuth"};
}

enum status pki_client(const struct pki *pki, const char *cn, const char *hokensha, struct diag *d)
{
    char clients[PATH_MAX];
    if (!S_path(clients, pki->dir, "clients", "") || !pki_client_name(cn))
        return diag_set(d, ST_SETUP, "電子証明書の名前", PKI_CLIENT_WANT, cn);
    struct file_name crt = S_name(pki, cn, ".crt"), name = S_name(pki, cn, "");
    bool theirs = false;
    enum status st = S_theirs(pki, clients, crt.text, hokensha, &theirs, d);
    if (st != ST_OK || theirs)
        return st;
    struct profile f = S_client(cn, hokensha);
    struct pair ca = {0}, p = {0};
    st = pair_load(pki, "ca", &ca, d);
    if (st == ST_OK)
        st = pair_make(pki, &f, &ca, &p, d);
    if (st == ST_OK)
        st = S_write_client(clients, crt.text, name.text, &p, ca.crt, d);
    pki_shared_changed();
    pair_release(&p);
    pair_release(&ca);
    return st;
}

bool pki_client_there(const struct pki *pki, const char *cn, const char *hokensha)
{
    char clients[PATH_MAX];
    struct diag unused = DIAG_INIT;
    bool theirs = false;
    return S_path(clients, pki->dir, "clients", "") && pki_client_name(cn) &&
           S_theirs(pki, clients, S_name(pki, cn, ".crt").text, hokensha, &theirs, &unused) == ST_OK &&
           theirs;
}

/* --- one that is handed out
 * ------------------------------------------------------------------------------------- */

static bool S_fill(const char *cn, const struct pair *p, X509 *ca, struct pki_package *ret)
{
    BIO *crt = BIO_new(BIO_s_mem()), *key = BIO_new(BIO_s_secmem());
    bool ok = pki_take(pair_p12(cn, p, &ca, 1), true, &ret->p12);
    ok = pki_take(crt, S_put_crt(crt, p->crt), &ret->crt) && ok;
    ok = pki_take(key, S_put_key(key, p->key), &ret->key) && ok;
    return ok && pki_shimon((struct str){ret->crt.data, ret->crt.len}, ret->shimon);
}

enum status pki_make_package(const struct pki *pki, const char *cn, const char *hokensha,
                             struct pki_package *ret, struct diag *d)
{
    struct pki_package made = {.p12 = BUF_INIT, .crt = BUF_INIT, .key = BUF_INIT};
    struct profile f = S_client(cn, hokensha);
    struct pair ca = {0}, p = {0};
    enum status st = pair_load(pki, "ca", &ca, d);
    if (st == ST_OK)
        st = pair_make(pki, &f, &ca, &p, d);
    if (st == ST_OK && !S_fill(cn, &p, ca.crt, &made))
        st = pki_openssl(d, cn);
    pair_release(&p);
    pair_release(&ca);
    if (st == ST_OK)
        *ret = made;
    else
        pki_package_release(&made);
    return st;
}

void pki_package_release(struct pki_package *p)
{
    pem_wipe(&p->p12);
    pem_wipe(&p->key);
    buf_release(&p->crt);
}
