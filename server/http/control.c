/* The control port; see control.h. A page in somebody's browser must not be able to drive it: requests with
 * an Origin, and those whose Host is a name that a foreign DNS could point here, are refused. */
#include "http/control.h"

#include <microhttpd.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "control/control.h"
#include "http/reply.h"
#include "http/socket.h"
#include "world/world.h"

enum { BODY_MAX = 1024 * 1024, TIMEOUT = 120, CONNECTIONS = 512, STACK = 512 * 1024 };

struct control {
    struct edge *edge;
    struct MHD_Daemon *daemon;
    uint16_t number;
    char address[64];
};

/* con_cls of a request: its body so far. */
struct inquiry {
    uint64_t epoch; /* when its first line was read */
    bool begun;     /* its headers have come */
    struct buf body;
};

static bool S_local_host(const char *host)
{
    if (!host) /* HTTP/1.0 tools; a browser always sends it */
        return true;
    size_t n = host[0] == '[' ? strcspn(host, "]") + 1 : strcspn(host, ":");
    if ((n == 9 && strncasecmp(host, "localhost", 9) == 0) || (n == 5 && strncmp(host, "[::1]", 5) == 0))
        return true;
    return strncmp(host, "127.", 4) == 0 && strspn(host, "0123456789.") == n;
}

static const char *S_header(struct MHD_Connection *conn, const char *name)
{
    return MHD_lookup_connection_value(conn, MHD_HEADER_KIND, name);
}

static int S_peer(struct MHD_Connection *conn)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? (int)info->connect_fd : -1;
}

static void S_answer(struct control *c, struct MHD_Connection *conn, const char *url, const char *method,
                     struct inquiry *call, struct control_reply *ret)
{
    struct buf *body = &call->body;
    *ret = (struct control_reply){.body = BUF_INIT};
    const char *host = S_header(conn, MHD_HTTP_HEADER_HOST), *origin = S_header(conn, MHD_HTTP_HEADER_ORIGIN);
    if (!S_local_host(host)) {
        control_refuse(ret, 403, ST_ORIGIN, "Host", "localhost または 127.0.0.1", host);
    } else if (origin) {
        control_refuse(ret, 403, ST_ORIGIN, "Origin", "ブラウザのページからではない要求", origin);
    } else if (!buf_ok(body)) {
        control_refuse(ret, 413, ST_TOO_LARGE, "本文", "1 MiB まで", NULL);
    } else if (body->len &&
               (memchr(body->data, 0, body->len) || str_utf8_len((struct str){body->data, body->len}) < 0)) {
        control_refuse(ret, 400, ST_CONTROL, "本文", "UTF-8 の JSON", "NUL または UTF-8 でないバイト");
    } else if (edge_stopping(c->edge)) {
        control_refuse(ret, 503, ST_STOPPING, "chukand", "動いている chukand", "終了するところです");
    } else {
        struct control_request q = {.stopping = &c->edge->stopping,
                                    .peer = S_peer(conn),
                                    .epoch = call->epoch,
                                    .method = method,
                                    .path = url,
                                    .body = body->len ? body->data : "{}"};
        for (int i = 0; i < ARG_COUNT; i++)
            q.args[i] = MHD_lookup_connection_value(conn, MHD_GET_ARGUMENT_KIND, control_args[i]);
        control_dispatch(&q, ret);
    }
}

static void *S_arrives(void *cls, const char *uri, struct MHD_Connection *conn)
{
    (void)cls;
    (void)uri;
    (void)conn;
    struct inquiry *call = calloc(1, sizeof *call);
    if (call) {
        call->epoch = worlds_epoch();
        call->body.max = BODY_MAX;
    }
    return call;
}

static void S_log(const char *method, const char *url, int64_t us, size_t in, const struct control_reply *r)
{
    struct buf why = BUF_INIT;
    if (r->why.status != ST_OK) {
        buf_addf(&why, " %s ", status_info(r->why.status)->code);
        diag_text(&r->why, &why);
    }
    log_line(LOG_INFO, "%s %s http=%d us=%lld in=%zu out=%zu%s", method, url, r->http, (long long)us, in,
             r->body.len, why.data ? why.data : "");
    buf_release(&why);
}

static enum MHD_Result S_handle(void *cls, struct MHD_Connection *conn, const char *url, const char *method,
                                const char *version, const char *data, size_t *size, void **con_cls)
{
    (void)version;
    struct control *c = cls;
    struct inquiry *call = *con_cls;
    if (!call)
        return MHD_NO; /* no memory */
    if (!call->begun) {
        call->begun = true;
        return MHD_YES;
    }
    if (*size) {
        buf_add(&call->body, data, *size);
        *size = 0;
        return MHD_YES;
    }
    int64_t began = clock_real_us();
    struct control_reply ret;
    S_answer(c, conn, url, method, call, &ret);
    if (strncmp(url, "/_sim/", 6) == 0)
        S_log(method, url, clock_real_us() - began, call->body.len, &ret);
    static const char *const types[] = {[CONTROL_JSON] = TYPE_JSON,
                                        [CONTROL_TEXT] = TYPE_TEXT,
                                        [CONTROL_HTML] = TYPE_HTML,
                                        [CONTROL_XML] = TYPE_XML,
                                        [CONTROL_CSV] = TYPE_CSV};
    return reply_send(conn, ret.http, types[ret.type], ret.allow[0] ? ret.allow : NULL, &ret.body);
}

static void S_completed(void *cls, struct MHD_Connection *conn, void **con_cls,
                        enum MHD_RequestTerminationCode toe)
{
    (void)cls;
    (void)conn;
    (void)toe;
    struct inquiry *call = *con_cls;
    if (!call)
        return;
    buf_release(&call->body);
    free(call);
    *con_cls = NULL;
}

static void S_logger(void *cls, const char *fmt, va_list ap)
{
    struct control *c = cls;
    char text[200];
    if (!(c->edge->trace & TRACE_HTTP))
        return;
    vsnprintf(text, sizeof text, fmt, ap);
    text[strcspn(text, "\r\n")] = 0;
    log_line(LOG_TRACE, "control: %s", text);
}

static enum status S_socket(struct control *c, const char *address, int *ret_fd, struct diag *d)
{
    struct sockaddr_storage a;
    socklen_t len;
    enum status st = socket_parse("--control", address, &a, &len, d);
    if (st == ST_OK && !socket_is_loopback(&a))
        st = diag_set(d, ST_SETUP, "--control", "ループバック (127.0.0.1)。この窓口は外へ開かない", address);
    if (st == ST_OK)
        st = socket_listen("--control", &a, len, ret_fd, &c->number, d);
    if (st == ST_OK)
        socket_text(&a, c->number, c->address, sizeof c->address);
    return st;
}

enum status control_start(struct edge *edge, const char *address, struct control **ret, struct diag *d)
{
    int fd = -1;
    struct control *c = calloc(1, sizeof *c);
    if (!c)
        return diag_set(d, ST_SETUP, "--control", "メモリ", "足りません");
    c->edge = edge;
    enum status st = S_socket(c, address, &fd, d);
    if (st == ST_OK) {
        c->daemon = MHD_start_daemon(
            MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL | MHD_USE_ITC |
                MHD_USE_ERROR_LOG,
            0, NULL, NULL, S_handle, c, MHD_OPTION_EXTERNAL_LOGGER, S_logger, c, MHD_OPTION_LISTEN_SOCKET, fd,
            MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)TIMEOUT,
            MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1,
            MHD_OPTION_URI_LOG_CALLBACK, S_arrives, NULL, MHD_OPTION_NOTIFY_COMPLETED, S_completed, NULL,
            MHD_OPTION_END);
        if (!c->daemon)
            st = diag_set(d, ST_SETUP, "--control", "HTTP の窓口を開けること",
                          "libmicrohttpd が開始できません");
    }
    if (st == ST_OK) {
        *ret = c;
        return ST_OK;
    }
    if (fd >= 0)
        close(fd);
    free(c);
    return st;
}

uint16_t control_port(const struct control *c)
{
    return c->number;
}

const char *control_address(const struct control *c)
{
    return c->address;
}

void control_stop(struct control *c)
{
    if (!c)
        return;
    MHD_stop_daemon(c->daemon);
    free(c);
}
