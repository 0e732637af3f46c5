/* What the owner should know of the certificates; see pki.h. Nothing is changed: what is there may be in use
 * elsewhere. */
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/cert.h"
#include "base/file.h"
#include "base/pki.h"

enum { DAY = 86400, SOON = 30 * DAY, FILE_MAX = 64 * 1024 };

struct looking {
    const char *dir;
    int64_t now;
    struct buf *lines;
    struct cert ca[2]; /* EC, RSA; key empty: none */
};

static bool S_read(const struct looking *l, const char *name, struct buf *text)
{
    char path[PATH_MAX];
    struct diag unused = DIAG_INIT;
    int n = snprintf(path, sizeof path, "%s/%s", l->dir, name);
    return n > 0 && n < PATH_MAX && file_read(path, FILE_MAX, text, &unused) == ST_OK;
}

/* What to do about it. */
static void S_do(const struct looking *l, const char *name)
{
    if (strncmp(name, "ca", 2) == 0)
        buf_adds(l->lines,
                 "（pki フォルダーごと削除して起動し直すと、すべて作り直します。配り直してください）\n");
    else
        buf_addf(l->lines, "（pki/%s を削除して起動し直すと作り直します%s）\n", name,
                 strncmp(name, "clients/", 8) == 0 ? "。配り直してください" : "");
}

static void S_days(const struct looking *l, const char *name, const struct cert *c)
{
    bool early = l->now<c->from, late = l->now> c->until;
    if (!early && !late && c->until - l->now > SOON)
        return;
    char date[32];
    struct tm tm;
    time_t at = early ? c->from : c->until;
    localtime_r(&at, &tm);
    strftime(date, sizeof date, "%Y-%m-%d %H:%M", &tm);
    buf_addf(l->lines, "証明書 pki/%s の有効期間", name);
    if (early)
        buf_addf(l->lines, "は %s からで、まだ始まっていません。この機械の時計を確かめてください", date);
    else if (late)
        buf_addf(l->lines, "は %s に終わっています", date);
    else
        buf_addf(l->lines, "は %s までで、あと %lld 日です", date, (long long)((c->until - l->now) / DAY));
    S_do(l, name);
}

/* Of "server.crt", "server.key". */
static void S_own_key(const struct looking *l, const char *name, const struct cert *c)
{
    char key[300];
    struct buf text = BUF_INIT, der = BUF_INIT;
    snprintf(key, sizeof key, "%.*s.key", (int)strlen(name) - 4, name);
    if (S_read(l, key, &text) && (!pem_read((struct str){text.data, text.len}, "PRIVATE KEY", &der) ||
                                  !cert_has_key(c, (struct str){der.data, der.len}))) {
        buf_addf(l->lines, "pki/%s は証明書 pki/%s の鍵ではありません", key, name);
        S_do(l, name);
    }
    pem_wipe(&der);
    pem_wipe(&text);
}

/* kind: of its CA, which has issued itself as well */
static void S_one(struct looking *l, const char *name, int kind)
{
    struct buf text = BUF_INIT;
    struct cert c = {.der = BUF_INIT};
    if (!S_read(l, name, &text)) {
        buf_release(&text);
        return;
    }
    if (!cert_read((struct str){text.data, text.len}, &c)) {
        buf_addf(l->lines, "証明書 pki/%s を読めません", name);
        S_do(l, name);
    } else {
        S_days(l, name, &c);
        S_own_key(l, name, &c);
        const struct cert *ca = &l->ca[kind];
        if (ca->key.n && !cert_issued_by(&c, ca)) {
            buf_addf(l->lines, "証明書 pki/%s は、今の認証局 (pki/%s) が発行したものではありません", name,
                     kind ? "ca-rsa.crt" : "ca.crt");
            S_do(l, name);
        }
    }
    buf_release(&text);
    cert_release(&c);
}

static int S_is_crt(const struct dirent *e)
{
    return str_ends(str_of(e->d_name), ".crt");
}

void pki_look(const char *dir, int64_t now, struct buf *lines)
{
    static const char *const cas[] = {"ca.crt", "ca-rsa.crt"}, *const servers[] = {"server.crt",
                                                                                   "server-rsa.crt"};
    struct looking l = {.dir = dir, .now = now, .lines = lines};
    char path[PATH_MAX], name[300];
    struct dirent **all = NULL;
    for (int kind = 0; kind < 2; kind++) {
        struct buf text = BUF_INIT;
        if (S_read(&l, cas[kind], &text))
            cert_read((struct str){text.data, text.len}, &l.ca[kind]);
        buf_release(&text);
        S_one(&l, cas[kind], kind);
        S_one(&l, servers[kind], kind);
    }
    snprintf(path, sizeof path, "%s/clients", dir);
    int n = scandir(path, &all, S_is_crt, alphasort);
    for (int i = 0; i < n; i++) {
        snprintf(name, sizeof name, "clients/%s", all[i]->d_name);
        S_one(&l, name, str_ends(str_of(name), "-rsa.crt"));
        free(all[i]);
    }
    free(all);
    cert_release(&l.ca[0]);
    cert_release(&l.ca[1]);
}
