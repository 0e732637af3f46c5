/* Paths where nothing is; see lost.h. */
#include "http/lost.h"

#include <stdio.h>
#include <string.h>

enum { WANT = sizeof((struct diag *)0)->want };

bool lost_is(const struct route *r, const char *path)
{
    return r->kind == ROUTE_NONE || (!r->alias && strstr(path, "//"));
}

/* /old//a is /old/a. */
static void S_single(const char *path, char out[ROUTE_PATH_MAX])
{
    size_t n = 0;
    for (; *path && n < ROUTE_PATH_MAX - 1; path++)
        if (*path != '/' || path[1] != '/')
            out[n++] = *path;
    out[n] = 0;
}

/* A list that is cut ends with a whole name. */
static void S_there_are(const struct alias_list *aliases, char out[WANT])
{
    size_t n = (size_t)snprintf(out, WANT, "/{ワールド}/soap/{サービス}");
    for (int i = 0; i < aliases->n; i++) {
        int more =
            snprintf(out + n, WANT - n, "%s%s", i ? "、" : "、または --alias の ", aliases->items[i].path);
        if (more < 0 || (size_t)more >= WANT - n)
            break;
        n += (size_t)more;
    }
    out[n] = 0;
}

void lost_tell(const struct alias_list *aliases, const char *path, struct diag *d)
{
    char single[ROUTE_PATH_MAX], want[WANT];
    if (strncmp(path, "/_sim/", 6) == 0 || strcmp(path, "/healthz") == 0 || strcmp(path, "/metrics") == 0) {
        diag_set(d, ST_NO_SUCH_SERVICE, "パス",
                 "制御用のポート（chukand の準備完了の行の「制御」、既定 http://127.0.0.1:18080）での要求",
                 path);
        return;
    }
    S_single(path, single);
    S_there_are(aliases, want);
    diag_set(d, ST_NO_SUCH_SERVICE, "パス", strstr(path, "//") ? single : want, path);
}

void lost_paths(const struct alias_list *aliases, struct buf *out)
{
    buf_adds(out, "使えるパス:\n"
                  "  POST /{ワールド}/soap/{サービス}\n"
                  "  GET  /{ワールド}/soap/{サービス}?wsdl （?wsdl=1.1、?wsdl=1.2: その版の束縛だけ）\n"
                  "  GET  /{ワールド}/soap/{サービス}?xsd=名前\n"
                  "  GET  /{ワールド}/terminal/\n"
                  "  POST /{ワールド}/terminal/soap/{サービス} （統合専用端末のユーザー。GET も同じ）\n");
    for (int i = 0; i < aliases->n; i++)
        buf_addf(out, "  POST %s （--alias: %s）\n", aliases->items[i].path, aliases->items[i].target.p);
}
