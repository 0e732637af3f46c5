/* Shared by the control-port commands; see remote.h. */
#include "wire/remote.h"

#include <stdio.h>

#include "base/file.h"
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

static bool S_sink(void *cls, const char *p, size_t n)
{
    struct buf *b = cls;
    buf_add(b, p, n);
    return buf_ok(b);
}

int remote_put(const struct buf *text, const char *out)
{
    struct diag d = DIAG_INIT;
    if (!out) {
        fwrite(text->data, 1, text->len, stdout);
        return EXIT_FINE;
    }
    if (file_write(out, 0644, text->data, text->len, &d) != ST_OK)
        return say_failed(tr("%s に書き込めません: %s", "cannot write %s: %s"), out, d.have);
    return EXIT_FINE;
}

int remote_fetch(const struct options *o, const char *tail, const char *out)
{
    char url[CONTROL_PATH + 400], path[CONTROL_PATH];
    const char *error = tr("メモリが足りません", "out of memory");
    struct buf text = {.max = 64 << 20};
    struct http *http = http_new();
    control_path(path, o->world, tail);
    snprintf(url, sizeof url, "%.*s%s", http_base(o->control), o->control, path);
    const struct http_request q = {
        .method = "GET", .url = url, .spoken = true, .timeout = o->timeout, .sink = S_sink, .cls = &text};
    int got = http ? http_do(http, &q, &error) : 0;
    int status = EXIT_FAILED;
    if (got >= 200 && got < 300)
        status = remote_put(&text, out);
    else
        control_refused(path, got, text.data, error);
    buf_release(&text);
    http_free(http);
    return status;
}
