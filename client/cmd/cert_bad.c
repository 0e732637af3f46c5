/* chukan cert bad KIND… --out DIR; see cert_bad.h. */
#include "cmd/cert_bad.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/file.h"
#include "base/json.h"
#include "base/pki_bad.h"
#include "base/str.h"
#include "options.h"
#include "say.h"
#include "wire/control.h"

struct order {
    const char *kind, *system, *url;
};
static const struct field order[] = {FIELD_TEXT(struct order, "kind", kind),
                                     FIELD_TEXT(struct order, "system", system),
                                     FIELD_TEXT(struct order, "url", url), FIELD_END};

static int S_failed(const struct diag *d)
{
    struct buf text = BUF_INIT;
    diag_text(d, &text);
    say_failed("%s", text.data ? text.data : "");
    buf_release(&text);
    return EXIT_FAILED;
}

/* --- from a data folder, or by the control port ------------------------------------------------------------
 */

/* Where the tester's calls go; NULL: to a port that looks at no certificate. */
static const char *S_url(const struct options *o)
{
    return o->plain ? NULL : o->url;
}

static int S_offline(const struct options *o, const char *kind, struct pki_bad *ret)
{
    struct diag d = DIAG_INIT;
    char dir[PATH_MAX];
    const struct pki_bad_order bad = {pki_bad_find(kind), o->system, NULL, o->world, S_url(o)};
    if (pki_bad_recorded(bad.kind))
        return say_failed(tr("%s は、失効がワールドに記録されている証明書です。--data を付けずに、動いている "
                             "chukand に頼んでください",
                             "%s is recorded as revoked in a world: ask a running chukand, without --data"),
                          kind);
    snprintf(dir, sizeof dir, "%s/pki", o->data);
    return pki_bad_make(dir, &bad, ret, &d) == ST_OK ? EXIT_FINE : S_failed(&d);
}

static bool S_bytes(const char *text, struct buf *out)
{
    struct base64 b = {0};
    unsigned char *raw = malloc(strlen(text) + 4);
    long n = raw ? base64_decode(&b, text, strlen(text), raw) : -1;
    bool ok = n > 0 && base64_end(&b);
    if (ok)
        buf_add(out, (const char *)raw, (size_t)n);
    free(raw);
    return ok && buf_ok(out);
}

static int S_taken(const struct node *root, struct pki_bad *ret)
{
    const char *crt = node_text(root, "crt"), *key = node_text(root, "key"), *p12 = node_text(root, "p12"),
               *text = node_text(root, "text");
    if (!crt || !key || !p12 || !text || !S_bytes(p12, &ret->p12))
        return say_failed(tr("制御用のポートの応答に証明書がありません", "the answer has no certificate"));
    buf_adds(&ret->crt, crt);
    buf_adds(&ret->key, key);
    buf_adds(&ret->text, text);
    return EXIT_FINE;
}

static int S_asked(const struct options *o, const char *kind, struct pki_bad *ret)
{
    char path[CONTROL_PATH];
    struct buf body = BUF_INIT;
    struct http *h = http_new();
    if (!h)
        return say_failed(tr("メモリが足りません", "out of memory"));
    *ret = (struct pki_bad){.crt = BUF_INIT, .key = BUF_INIT, .p12 = BUF_INIT, .text = BUF_INIT};
    control_path(path, o->world, "/certificates/bad");
    json_write(&body, order, &(struct order){kind, o->system, S_url(o)});
    struct control_reply r;
    bool ok = control_do(h, o->control, "POST", path, buf_ok(&body) ? body.data : "{}", o->timeout, &r);
    int status = ok ? S_taken(r.root, ret) : say_failed("%s", r.error);
    control_release(&r);
    buf_release(&body);
    http_free(h);
    return status;
}

/* --- files -------------------------------------------------------------------------------------------------
 */

static enum status S_write(const char *out, const char *kind, const char *suffix, mode_t mode,
                           const struct buf *b, struct diag *d)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/%s%s", out, kind, suffix);
    if (n < 0 || n >= (int)sizeof path)
        return diag_set(d, ST_SETUP, "--out", "短いパス", "長すぎます");
    return file_write(path, mode, b->data, b->len, d);
}

static int S_files(const char *out, const char *kind, const struct pki_bad *b)
{
    struct diag d = DIAG_INIT;
    enum status st = file_mkdir(out, &d);
    if (st == ST_OK)
        st = S_write(out, kind, ".key", 0600, &b->key, &d);
    if (st == ST_OK)
        st = S_write(out, kind, ".p12", 0600, &b->p12, &d);
    if (st == ST_OK)
        st = S_write(out, kind, ".txt", 0644, &b->text, &d);
    if (st == ST_OK)
        st = S_write(out, kind, ".crt", 0644, &b->crt, &d);
    if (st != ST_OK)
        return S_failed(&d);
    fputs(b->text.data, stdout);
    return EXIT_FINE;
}

static int S_one(const struct options *o, const char *out, const char *kind)
{
    struct pki_bad b = {.crt = BUF_INIT};
    if (!pki_bad_find(kind))
        return say_usage(tr("正しくない証明書の種類ではありません: 「%s」（%s）",
                            "no kind of bad certificate: \"%s\" (%s)"),
                         kind, pki_bad_names());
    int status = o->data ? S_offline(o, kind, &b) : S_asked(o, kind, &b);
    if (status == EXIT_FINE)
        status = S_files(out, kind, &b);
    pki_bad_release(&b);
    return status;
}

int cert_bad(const struct options *o, const char *out)
{
    int status = EXIT_FINE;
    const char *name;
    if (o->rest_count < 2 || !out)
        return say_usage(
            tr("種類（%s、または all）と --out を指定してください", "give kinds (%s, or all) and --out"),
            pki_bad_names());
    bool all = o->rest_count == 2 && strcmp(o->rest[1], "all") == 0;
    for (size_t i = 0; all && status == EXIT_FINE && (name = pki_bad_name(i)); i++)
        if (o->data && pki_bad_recorded(pki_bad_find(name)))
            printf(tr("%s: --data では作りません（chukand のワールドの記録が要ります）\n",
                      "%s: not made with --data (it takes a record in a world of chukand)\n"),
                   name);
        else
            status = S_one(o, out, name);
    for (int i = 1; !all && status == EXIT_FINE && i < o->rest_count; i++)
        status = S_one(o, out, o->rest[i]);
    return status;
}
