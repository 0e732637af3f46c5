/* A JSON body to a URL; see post.h. */
#include "wire/post.h"

#include <stdio.h>
#include <string.h>

#include "say.h"
#include "wire/control.h"

enum { TIMEOUT = 60 };

bool post_json(const char *url, const char *body)
{
    char base[300];
    const char *path = strstr(url, "/_sim/");
    struct http *http = path ? http_new() : NULL;
    struct control_reply reply = {.http = 0};
    if (!http) {
        say_usage(tr("--report は http://127.0.0.1:18080/_sim/worlds/lot2/report の形です。実際は「%s」",
                     "--report wants http://127.0.0.1:18080/_sim/worlds/lot2/report, have \"%s\""),
                  url);
        return false;
    }
    snprintf(base, sizeof base, "%.*s", (int)(path - url), url);
    bool ok = control_do(http, base, "POST", path, body, TIMEOUT, &reply);
    if (!ok)
        say_failed(tr("報告に書き込めません: %s", "cannot tell the report: %s"), reply.error);
    control_release(&reply);
    http_free(http);
    return ok;
}
