/* The evidence of a run; see evidence.h. Each entry is a file of a folder that goes away, or of the spool. */
#include "evidence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/file.h"
#include "base/file_name.h"
#include "base/str.h"
#include "base/version.h"
#include "file/form/zip.h"
#include "journal_har.h"
#include "scenario/daemon.h"
#include "say.h"
#include "watched.h"
#include "wire/control.h"

enum { ARENA = 64 << 20, SHOWN = 300, ANSWER = 64 << 20 };

struct packing {
    const struct options *o;
    const struct evidence_wanted *w;
    struct http *http;
    struct arena *a;
    char dir[SHOWN];  /* of what is made for it */
    struct buf items; /* of struct zipfile_item; texts in a */
    char error[JOURNAL_ERROR];
    int missing; /* files that the spool has no more */
};

static bool S_failed(struct packing *x, const char *what, const char *why)
{
    snprintf(x->error, sizeof x->error, "%s: %s", what, why);
    return false;
}

static bool S_memory(struct packing *x)
{
    snprintf(x->error, sizeof x->error, "%s", tr("メモリが足りません", "out of memory"));
    return false;
}

/* --- entries ----------------------------------------------------------------------------------------------
 */

static bool S_item(struct packing *x, const char *name, const char *path)
{
    const struct zipfile_item item = {arena_strdup(x->a, name), arena_strdup(x->a, path)};
    buf_add(&x->items, &item, sizeof item);
    return (item.name && item.path && buf_ok(&x->items)) || S_memory(x);
}

/* An entry of that text. */
static bool S_put(struct packing *x, const char *name, const struct buf *text)
{
    struct diag d = DIAG_INIT;
    char path[2 * SHOWN];
    snprintf(path, sizeof path, "%s/%s", x->dir, name);
    if (!buf_ok(text))
        return S_memory(x);
    if (file_write(path, 0600, text->data ? text->data : "", text->len, &d) != ST_OK)
        return S_failed(x, path, d.have);
    return S_item(x, name, path);
}

static bool S_sink(void *cls, const char *p, size_t n)
{
    struct buf *b = cls;
    buf_add(b, p, n);
    return buf_ok(b);
}

/* An answer of the control port, as it comes. */
static bool S_fetched(struct packing *x, const char *name, const char *path)
{
    struct buf text = {.max = ANSWER};
    char url[CONTROL_PATH + 400];
    const char *error = tr("メモリが足りません", "out of memory");
    snprintf(url, sizeof url, "%.*s%s", http_base(x->o->control), x->o->control, path);
    const struct http_request q = {
        .method = "GET", .url = url, .spoken = true, .timeout = x->o->timeout, .sink = S_sink, .cls = &text};
    const int got = http_do(x->http, &q, &error);
    const bool ok = got >= 200 && got < 300;
    bool put = ok && S_put(x, name, &text);
    if (!ok) {
        control_refused(path, got, text.data, error);
        x->error[0] = 0;
    }
    buf_release(&text);
    return put;
}

static bool S_report(struct packing *x, const char *form)
{
    char path[CONTROL_PATH], tail[60], name[40];
    snprintf(tail, sizeof tail, "/report?still=1&format=%s", form);
    snprintf(name, sizeof name, "report.%s", form);
    control_path(path, x->o->world, tail);
    if (!watched_argument(path, sizeof path, "lot", x->w->lot) ||
        !watched_argument(path, sizeof path, "hokensha", x->w->hokensha) ||
        !watched_argument(path, sizeof path, "jisshisha", x->w->jisshisha) ||
        !watched_argument(path, sizeof path, "kakuninsha", x->w->kakuninsha))
        return S_failed(x, name, tr("実施者・確認者が長すぎます", "too long a name"));
    return S_fetched(x, name, path);
}

static bool S_row(void *cls, const struct node *row, struct str raw)
{
    struct buf *b = cls;
    (void)row;
    buf_adds(b, b->data[b->len - 1] == '[' ? "\n" : ",\n");
    buf_add(b, raw.p, raw.n);
    return buf_ok(b);
}

static bool S_journal(struct packing *x)
{
    const struct journal_wanted all = {.pick = {.last = -1}, .generation = -1};
    struct buf json = BUF_INIT, har = BUF_INIT;
    buf_adds(&json, "{\"entries\":[");
    bool ok = journal_each(x->http, x->o, &all, S_row, &json, x->error);
    buf_adds(&json, "\n]}\n");
    ok = ok && S_put(x, "journal.json", &json) && journal_har(x->http, x->o, &all, &har, x->error) &&
         S_put(x, "journal.har", &har);
    buf_release(&json);
    buf_release(&har);
    return ok;
}

/* --- what was sent ----------------------------------------------------------------------------------------
 */

static const char *S_text(const struct node *n, const char *name)
{
    const char *s = node_text(n, name);
    return s ? s : "";
}

/* One file of the spool, if it is still there. sha256: what it is to have. */
static bool S_spooled(struct packing *x, const struct node *root, const char *spool, const char *name,
                      const char *sha256)
{
    struct buf path = BUF_INIT;
    char hex[65];
    bool ok = true;
    buf_addf(&path, "%s/worlds/%s/gen-%s/spool/%s", x->o->data ? x->o->data : "build/run", x->o->world,
             S_text(root, "generation"), spool);
    if (!buf_ok(&path))
        ok = S_memory(x);
    else if (!*spool || strchr(spool, '/') || !sha256_file(path.data, hex))
        x->missing++;
    else if (strcmp(hex, sha256) != 0)
        ok = S_failed(
            x, path.data,
            tr("受け付けたときの SHA-256 と合いません", "it has not the SHA-256 that it was taken with"));
    else
        ok = S_item(x, name, path.data);
    buf_release(&path);
    return ok;
}

/* files/UKETSUKE/…: as it was called, if a file can be called so; its result, its warnings. */
static bool S_sent(struct packing *x, const struct node *root, const struct node *file)
{
    static const struct {
        const char *spool, *sha256, *called;
    } parts[] = {{"spool", "sha256", NULL},
                 {"kekkaSpool", "kekkaSha256", "kekka"},
                 {"keikokuSpool", "keikokuSha256", "keikoku"}};
    const char *mei = S_text(file, "fileMei"), *dot = strrchr(mei, '.');
    const bool safe = file_name_safe(mei);
    char name[2 * SHOWN];
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (i && !*S_text(file, parts[i].spool))
            continue;
        if (i || !safe)
            snprintf(name, sizeof name, "files/%s/%s%s", S_text(file, "uketsukeBango"),
                     i ? parts[i].called : "file", safe && dot ? dot : "");
        else
            snprintf(name, sizeof name, "files/%s/%s", S_text(file, "uketsukeBango"), mei);
        if (!S_spooled(x, root, S_text(file, parts[i].spool), name, S_text(file, parts[i].sha256)))
            return false;
    }
    return true;
}

static bool S_versions(struct packing *x, const struct node *root)
{
    struct buf b = BUF_INIT;
    buf_addf(&b, "chukand: %s\nchukan: %s\n", S_text(root, "chukand"), CHUKAN_VERSION);
    buf_addf(&b, tr("ワールド: %s（世代 %s）\n", "world: %s (generation %s)\n"), S_text(root, "world"),
             S_text(root, "generation"));
    buf_addf(&b, tr("初期データ: %s（SHA-256 %s）\n", "fixture: %s (SHA-256 %s)\n"), S_text(root, "fixture"),
             S_text(root, "fixtureSha256"));
    buf_addf(&b, tr("レイアウト: SHA-256 %s\n", "layouts: SHA-256 %s\n"), S_text(root, "layoutSha256"));
    buf_addf(&b, tr("規則: SHA-256 %s\n", "rules: SHA-256 %s\n"), S_text(root, "rulesSha256"));
    bool ok = S_put(x, "versions.txt", &b);
    buf_release(&b);
    return ok;
}

static bool S_files(struct packing *x)
{
    struct control_reply r;
    char path[CONTROL_PATH];
    control_path(path, x->o->world, "/evidence");
    bool ok = control_do(x->http, x->o->control, "GET", path, NULL, x->o->timeout, &r);
    if (!ok)
        snprintf(x->error, sizeof x->error, "%s", r.error);
    ok = ok && S_put(x, "files.json", &r.raw) && S_versions(x, r.root);
    for (const struct node *n = ok ? r.root->child : NULL; ok && x->w->files && n; n = n->next)
        if (strcmp(n->name, "files") == 0 && node_text(n, "uketsukeBango"))
            ok = S_sent(x, r.root, n);
    control_release(&r);
    return ok;
}

/* --- the zip ----------------------------------------------------------------------------------------------
 */

/* The lines of sha256sum. */
static bool S_manifest(struct packing *x)
{
    struct buf b = BUF_INIT;
    bool ok = true;
    for (size_t i = 0; ok && i < x->items.len / sizeof(struct zipfile_item); i++) {
        struct zipfile_item item;
        char hex[65];
        memcpy(&item, x->items.data + i * sizeof item, sizeof item);
        ok = sha256_file(item.path, hex) || S_failed(x, item.path, tr("読めません", "it can't be read"));
        buf_addf(&b, "%s  %s\n", hex, item.name);
    }
    ok = ok && S_put(x, "MANIFEST", &b);
    buf_release(&b);
    return ok;
}

static bool S_made(struct packing *x, const char *to)
{
    static const char *const forms[] = {"json", "html", "csv"};
    struct diag d = DIAG_INIT;
    char path[CONTROL_PATH];
    bool ok = true;
    control_path(path, x->o->world, "/digest");
    for (size_t i = 0; ok && i < sizeof forms / sizeof *forms; i++)
        ok = S_report(x, forms[i]);
    ok = ok && S_journal(x) && S_fetched(x, "digest.json", path) && S_files(x) && S_manifest(x);
    if (!ok)
        return false;
    const struct zipfile_item *items = (const void *)x->items.data;
    const int n = (int)(x->items.len / sizeof *items);
    return zipfile_make(to, items, n, 0, NULL, &d) == ST_OK || S_failed(x, to, d.have);
}

static bool S_begin(struct packing *x)
{
    if (!workdir_make(x->dir, sizeof x->dir)) {
        x->dir[0] = 0;
        return S_failed(x, "TMPDIR", tr("一時フォルダーを作れません", "no folder can be made there"));
    }
    x->http = http_new();
    x->a = arena_new(ARENA);
    return (x->http && x->a) || S_memory(x);
}

static void S_end(struct packing *x)
{
    if (x->dir[0])
        workdir_remove(x->dir);
    buf_release(&x->items);
    arena_free(x->a);
    http_free(x->http);
}

int evidence_zip(const struct options *o, const struct evidence_wanted *w, const char *to)
{
    struct packing x = {.o = o, .w = w};
    const bool ok = S_begin(&x) && S_made(&x, to);
    if (!ok && x.error[0])
        say_failed("%s", x.error);
    if (ok && x.missing)
        fprintf(stderr,
                tr("chukan: スプールにない %d 個のファイルは入れていません（--data に chukand "
                   "のデータの置き場が必要です）\n",
                   "chukan: %d files that the spool has not were left out (--data wants chukand's data "
                   "folder)\n"),
                x.missing);
    S_end(&x);
    return ok ? EXIT_FINE : EXIT_FAILED;
}
