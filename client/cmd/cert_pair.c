/* Files of chukan cert issue|renew; see cert_pair.h. */
#include "cmd/cert_pair.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/file.h"
#include "say.h"

enum { PAIR_MOST = 16 * 1024, NAME = 128 };

static const char *const suffixes[] = {".key", ".p12", ".crt"};
enum { SUFFIXES = sizeof suffixes / sizeof *suffixes };

bool cert_pair_ready(const char *out)
{
    static const char zeros[PAIR_MOST];
    char path[PATH_MAX];
    struct diag d = DIAG_INIT;
    enum status st = file_mkdir(out, &d);
    int n = snprintf(path, sizeof path, "%s/.chukan-%ld", out, (long)getpid());
    if (st == ST_OK && (n < 0 || n >= (int)sizeof path))
        st = diag_set(&d, ST_SETUP, "--out", NULL, tr("パスが長すぎます", "too long a path"));
    if (st == ST_OK) {
        st = file_write(path, 0600, zeros, sizeof zeros, &d);
        unlink(path);
    }
    if (st != ST_OK)
        say_failed(tr("--out %s に書けません（申請はしていません）: %s",
                      "cannot write into --out %s (nothing was applied for): %s"),
                   out, d.have);
    return st == ST_OK;
}

/* --- under which names
 * ------------------------------------------------------------------------------------ */

static bool S_free(const char *out, const char *name)
{
    char path[PATH_MAX];
    struct stat sb;
    for (int i = 0; i < SUFFIXES; i++) {
        int n = snprintf(path, sizeof path, "%s/%s%s", out, name, suffixes[i]);
        if (n < 0 || n >= (int)sizeof path || lstat(path, &sb) == 0 || errno != ENOENT)
            return false;
    }
    return true;
}

/* CN, CN-3, CN-3-2, CN-3-3 …: the number may be that of another world, or of one that was reset. */
static bool S_name(const char *out, const char *cn, const char *bango, char name[NAME])
{
    enum { TRIES = 1000 };
    snprintf(name, NAME, "%s", cn);
    for (int i = 1; i < TRIES && !S_free(out, name); i++) {
        int n = snprintf(name, NAME, i > 1 ? "%s-%s-%d" : "%s-%s", cn, bango, i);
        if (n < 0 || n >= NAME)
            return false;
    }
    return S_free(out, name);
}

/* --- writing ----------------------------------------------------------------------------------------------
 */

static enum status S_write(const char *out, const char *name, const char *suffix, struct str data,
                           struct diag *d)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s%s", out, name, suffix); /* it fits: S_free */
    enum status st = file_write(path, 0600, data.p, data.n, d);
    if (st == ST_OK)
        printf("%s\n", path);
    return st;
}

static enum status S_write_p12(const char *out, const char *name, const char *text, struct diag *d)
{
    const size_t n = strlen(text);
    unsigned char *der = malloc(n + 1);
    struct base64 b = {0};
    long got = der ? base64_decode(&b, text, n, der) : -1;
    enum status st = got > 0 && base64_end(&b)
                         ? S_write(out, name, ".p12", (struct str){(const char *)der, (size_t)got}, d)
                         : diag_set(d, ST_SETUP, ".p12", NULL, tr("base64 でない応答", "no base64"));
    free(der);
    return st;
}

/* The key first: what else there is can be made of it. */
static enum status S_write_all(const char *out, const char *name, const struct node *answer, struct diag *d)
{
    enum status st = S_write(out, name, ".key", str_of(node_text(answer, "key")), d);
    if (st == ST_OK)
        st = S_write_p12(out, name, node_text(answer, "p12"), d);
    return st == ST_OK ? S_write(out, name, ".crt", str_of(node_text(answer, "crt")), d) : st;
}

bool cert_pair_write(const char *out, const struct node *answer)
{
    static const char *const must[] = {"cn", "bango", "shimon", "p12", "crt", "key"};
    for (size_t i = 0; i < sizeof must / sizeof *must; i++)
        if (!node_text(answer, must[i]))
            return say_failed(tr("応答に電子証明書がありません（%s）", "the answer has no certificate (%s)"),
                              must[i]) == EXIT_FINE;
    const char *cn = node_text(answer, "cn"), *bango = node_text(answer, "bango");
    char name[NAME];
    struct diag d = DIAG_INIT;
    enum status st =
        S_name(out, cn, bango, name)
            ? S_write_all(out, name, answer, &d)
            : diag_set(&d, ST_SETUP, "--out", NULL, tr("空いている名前がありません", "no name is free"));
    if (st != ST_OK)
        return say_failed(
                   tr("%s に書けません: %s。鍵は一度しか渡されません。書ける --out で chukan cert renew "
                      "--bango %s とすれば、新しい鍵を受け取れます",
                      "cannot write into %s: %s. A key is handed out once: get a new one with chukan cert "
                      "renew --bango %s and an --out that can be written"),
                   out, d.have, bango) == EXIT_FINE;
    if (strcmp(name, cn) != 0)
        printf(tr("%s のファイルがあるので %s の名で書きました（前のファイルはそのまま）\n",
                  "files of %s are there, which stay as they are: written as %s\n"),
               cn, name);
    printf(tr("%s: 証明書番号 %s、指紋 %s\n", "%s: bango %s, fingerprint %s\n"), cn, bango,
           node_text(answer, "shimon"));
    return true;
}
