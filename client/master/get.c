/* Downloads; see get.h. */
#include "master/get.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "layouts.h"
#include "master/kinds.h"
#include "say.h"
#include "wire/control.h"

struct getting {
    struct session *s;
    const char *release, *out;
    bool pmo, sabun;
};

static void S_say(const char *path, const char *kensu)
{
    printf(tr("%s %s件\n", "%s %s\n"), path, kensu ? kensu : "");
}

/* What the list of releases says of it: who gives it, and whether it is differences. */
static int S_known(struct getting *g)
{
    char field[64];
    const char *fields[] = {field};
    snprintf(field, sizeof field, "release=%.40s", g->release);
    const struct soap_request q = {
        .service = "master", .op = "list", .fields = fields, .field_count = 1, .result_fd = -1};
    struct reply r;
    int status = soap_call(g->s->http, &g->s->t, &q, &r) ? EXIT_FINE : say_failed("%s", r.error);
    const struct node *item = status || r.kubun == 9 ? NULL : node_child(r.root, "item");
    const char *moto = item ? node_text(item, "moto") : NULL, *kubun = item ? node_text(item, "kubun") : NULL;
    g->pmo = moto && strcmp(moto, "Digital PMO") == 0;
    g->sabun = kubun && strcmp(kubun, "差分") == 0;
    if (!status && r.kubun == 9)
        status = session_print(g->s, &r);
    else if (!status && !item)
        status = say_failed(tr("リリース%s は配信マスターにありません（chukan master list に一覧）",
                               "there is no release %s (see chukan master list)"),
                            g->release);
    reply_release(&r);
    return status;
}

static int S_from_chukan(const struct getting *g, const struct master_kind *k, const char *path)
{
    char release[64], master[64], error[1400];
    const char *fields[] = {release, master};
    snprintf(release, sizeof release, "release=%.40s", g->release);
    snprintf(master, sizeof master, "master=%s", k->name);
    const struct soap_request q = {.service = "master", .op = "download", .fields = fields, .field_count = 2};
    struct reply r;
    int status = EXIT_FINE;
    if (!session_file(g->s->http, &g->s->t, &q, path, &r, error, sizeof error))
        status = say_failed("%s", error);
    else if (r.kubun != 1)
        status = session_print(g->s, &r);
    else {
        const char *sha256 = node_text(r.root, "sha256");
        if (!sha256 || strcmp(sha256, r.file_sha256) != 0)
            status = say_failed(
                tr("%s の SHA-256 が応答と違います: 期待: %s、実際: %s", "SHA-256 of %s: want %s, have %s"),
                path, sha256 ? sha256 : "", r.file_sha256);
        else
            S_say(path, node_text(r.root, "kensu"));
    }
    reply_release(&r);
    return status;
}

static int S_from_pmo(const struct getting *g, const struct master_kind *k, const char *path)
{
    char at[CONTROL_PATH];
    struct buf body = BUF_INIT;
    struct control_reply r;
    struct diag d = DIAG_INIT;
    buf_addc(&body, '{');
    buf_json_member(&body, "release", g->release);
    buf_json_member(&body, "master", k->name);
    buf_addc(&body, '}');
    control_path(at, g->s->o.world, "/operator/pmo-master");
    int status = EXIT_FINE;
    if (!control_do(g->s->http, g->s->o.control, "POST", at, body.data, g->s->o.timeout, &r))
        status = say_failed("%s", r.error);
    else {
        const char *naiyo = node_text(r.root, "naiyo");
        if (file_write(path, 0644, naiyo ? naiyo : "", naiyo ? strlen(naiyo) : 0, &d) != ST_OK)
            status = layouts_told(&d);
        else
            S_say(path, node_text(r.root, "kensu"));
    }
    control_release(&r);
    buf_release(&body);
    return status;
}

int get_release(struct session *s, const char *release, const char *out)
{
    struct getting g = {.s = s, .release = release, .out = out};
    struct diag d = DIAG_INIT;
    int status = S_known(&g);
    if (!status && file_mkdir(out, &d) != ST_OK)
        status = layouts_told(&d);
    for (int i = 0; !status && i < MASTER_KINDS; i++) {
        char name[160];
        snprintf(name, sizeof name, MASTERS_FILE, master_kinds[i].layout, release,
                 g.sabun ? MASTERS_SABUN : MASTERS_ZENKEN);
        char *path = path_join(out, name);
        status = !path   ? say_failed(tr("メモリが足りません", "out of memory"))
                 : g.pmo ? S_from_pmo(&g, &master_kinds[i], path)
                         : S_from_chukan(&g, &master_kinds[i], path);
        free(path);
    }
    return status;
}
