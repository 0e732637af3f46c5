/* Aliases; see alias.h. */
#include "base/lang.h"
#include "http/alias.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "soap/exchange.h"
#include "world/world.h"

static enum status S_wrong(struct diag *d, const char *want, const char *have)
{
    return diag_set(d, ST_SETUP, "--alias", want, have);
}

static enum status S_path(const struct alias_list *l, struct str path, const char *text, struct diag *d)
{
    struct route r;
    route_find(NULL, path, &r);
    if (!path.n || r.kind == ROUTE_TOP || r.kind == ROUTE_TERMINAL)
        return S_wrong(d,
                       lang_tr("chukand のページ（/ と /ワールド/terminal/）でない PATH",
                               "a PATH that is no page of chukand (/ and /WORLD/terminal/)"),
                       text);
    for (int i = 0; i < l->n; i++)
        if (str_is(path, l->items[i].path))
            return S_wrong(d, lang_tr("ほかの --alias と違う PATH", "a PATH of no other --alias"), text);
    return ST_OK;
}

enum status alias_add(struct alias_list *l, const char *text, struct diag *d)
{
    const char *want = lang_tr("PATH=/ワールド/soap/サービス", "PATH=/WORLD/soap/SERVICE");
    const char *eq = strrchr(text, '=');
    struct route r;
    if (text[0] != '/' || !eq || memchr(text, '?', (size_t)(eq - text)))
        return S_wrong(d, want, text);
    if (eq - text >= ROUTE_PATH_MAX)
        return S_wrong(d, lang_tr("400 バイトより短い PATH", "a PATH shorter than 400 bytes"), text);
    route_find(NULL, str_of(eq + 1), &r);
    if (r.kind != ROUTE_SOAP)
        return S_wrong(d, want, text);
    if (l->n == ROUTE_ALIASES)
        return diag_setf(d, ST_SETUP, "--alias", NULL, lang_tr("%d 個を超えています", "more than %d"),
                         ROUTE_ALIASES);
    struct alias *a = &l->items[l->n];
    struct str path = route_decode((struct str){text, (size_t)(eq - text)}, a->path);
    enum status st = memchr(path.p, 0, path.n) ? S_wrong(d, want, text) : S_path(l, path, text, d);
    if (st != ST_OK)
        return st;
    a->path[path.n] = 0;
    a->target = str_of(eq + 1);
    l->n++;
    return ST_OK;
}

/* The names of an alias are no paths of ours that would now be hidden. */
static enum status S_hides(const struct alias *a, struct diag *d)
{
    struct route r;
    struct diag unknown = DIAG_INIT;
    route_find(NULL, str_of(a->path), &r);
    return r.kind == ROUTE_SOAP && soap_service(r.service, &unknown) == ST_OK
               ? S_wrong(d,
                         lang_tr("chukand のサービスのエンドポイントでない PATH",
                                 "a PATH that is no service of chukand"),
                         a->path)
               : ST_OK;
}

static void S_world(const struct alias *a, const struct route *r)
{
    struct diag why = DIAG_INIT;
    struct world *w = world_find(r->world, strlen(r->world));
    if (w)
        world_release(w);
    else if (!world_refused(r->world, &why))
        log_line(
            LOG_WARN,
            lang_tr("--alias %s: ワールド %s はまだありません（作成するまで、そのエンドポイントは断ります）",
                    "--alias %s: there is no world %s yet (refused until it is created)"),
            a->path, r->world);
}

enum status alias_check(const struct alias_list *l, struct diag *d)
{
    enum status st = ST_OK;
    for (int i = 0; i < l->n && st == ST_OK; i++) {
        struct route r;
        struct diag unknown = DIAG_INIT;
        const struct alias *a = &l->items[i];
        route_find(NULL, a->target, &r);
        if (soap_service(r.service, &unknown) != ST_OK) {
            char want[sizeof unknown.want + 100];
            snprintf(want, sizeof want, "/ワールド/soap/サービス、サービスは %s のいずれか", unknown.want);
            return S_wrong(d, want, a->target.p);
        }
        S_world(a, &r);
        st = S_hides(a, d);
    }
    return st;
}
