/* Shared by the control-port commands; see remote.h. */
#include "wire/remote.h"

#include <stdio.h>

#include "wire/control.h"
#include "say.h"

int remote_do(const struct options *o, const char *method, const char *path, const char *body)
{
    struct http *h = http_new();
    if (!h)
        return say_failed(tr("メモリが足りません", "out of memory"));
    struct control_reply r;
    bool ok = control_do(h, o->control, method, path, body, o->timeout, &r);
    int status = control_print(&r, ok, (int)o->format);
    control_release(&r);
    http_free(h);
    return status;
}

int remote_world(const struct options *o, const char *method, const char *tail, const char *body)
{
    char path[CONTROL_PATH];
    control_path(path, o->world, tail);
    return remote_do(o, method, path, body);
}
