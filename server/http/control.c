/* The control port; see control.h. One thread reads and sends, so that who is slow takes no thread; each
 * action has one of its own, for it may wait. A page in somebody's browser must not be able to drive it
 * (origin.h). */
#include "base/lang.h"
#include "http/control.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log.h"
#include "control/control.h"
#include "http/guard.h"
#include "http/head.h"
#include "http/later.h"
#include "http/origin.h"
#include "http/reply.h"
#include "http/socket.h"
#include "world/audit.h"
#include "world/world.h"

enum {
    BODY_MAX = 1024 * 1024,
    STACK = 512 * 1024,
    RUNNING = 256,         /* actions of a lane at one time */
    TEXT_MAX = 256 * 1024, /* of one request's line and headers */
};

/* Who asks to be answered later keeps nobody else from an answer now. */
enum { LANE_NOW, LANE_LATER, LANES };

struct control {
    struct edge *edge;
    struct MHD_Daemon *daemon;
    struct guard *guard;
    uint16_t number;
    char address[64];
    struct token token;
    pthread_mutex_t lock; /* guards the rest */
    pthread_cond_t still; /* nothing runs */
    struct lane {
        int running;
        struct inquiry *first, *last; /* those that wait for one of them to end */
    } lanes[LANES];
};

/* con_cls of a request; freed when both microhttpd and the thread that answers are done with it. */
struct inquiry {
    struct control *control;
    uint64_t epoch; /* when its first line was read */
    bool begun;     /* its headers have come */
    bool asked;     /* its reply is being made */
    struct head head;
    struct buf body;
    /* what the thread that answers may see: copies, for the connection may go before it is done */
    struct arena *texts;
    struct control_request q;
    struct origin origin;
    const char *no_token; /* what there is in its place; NULL: nothing is missing */
    int64_t began_us;
    struct control_reply reply;
    struct later later;
    struct inquiry *next; /* waiting */
};

static void S_waits(struct MHD_Connection *conn, enum guard_wait wait)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    if (info && info->socket_context)
        guard_waits(info->socket_context, wait);
}

static int S_peer(struct MHD_Connection *conn)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CONNECTION_FD);
    return info ? (int)info->connect_fd : -1;
}

/* NULL: of this machine. */
static const char *S_from(struct MHD_Connection *conn, struct arena *a)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    char from[SOCKET_FROM];
    socket_from_abroad(info ? info->client_addr : NULL, from);
    return from[0] ? arena_strdup(a, from) : NULL;
}

static bool S_is_refused(const struct inquiry *call)
{
    return call->head.wrong.status != ST_OK;
}

static void S_answer(struct inquiry *call)
{
    const struct diag *wrong = &call->head.wrong;
    struct buf *body = &call->body;
    struct control_reply *ret = &call->reply;
    if (call->origin.http) {
        control_refuse(ret, call->origin.http, ST_ORIGIN, call->origin.item, call->origin.want,
                       call->origin.have);
    } else if (call->no_token) {
        control_refuse(ret, status_plain_http(ST_CONTROL_TOKEN), ST_CONTROL_TOKEN, "Authorization",
                       "Bearer と、chukand の --control-token のファイルにあるトークン", call->no_token);
    } else if (S_is_refused(call)) {
        control_refuse(ret, status_plain_http(wrong->status), wrong->status, wrong->item, wrong->want,
                       wrong->have);
    } else if (!buf_ok(body)) {
        control_refuse(ret, 413, ST_TOO_LARGE, "本文", "1 MiB まで", NULL);
    } else if (body->len &&
               (memchr(body->data, 0, body->len) || str_utf8_len((struct str){body->data, body->len}) < 0)) {
        control_refuse(ret, 400, ST_CONTROL, "本文", "UTF-8 の JSON", "NUL または UTF-8 でないバイト");
    } else if (edge_stopping(call->control->edge)) {
        control_refuse(ret, 503, ST_STOPPING, "chukand", "動いている chukand", "終了するところです");
    } else {
        call->q.body = body->len ? body->data : "{}";
        control_dispatch(&call->q, ret);
    }
}

static void *S_arrives(void *cls, const char *uri, struct MHD_Connection *conn)
{
    struct inquiry *call = calloc(1, sizeof *call);
    if (call) {
        call->control = cls;
        call->epoch = worlds_epoch();
        call->body.max = BODY_MAX;
        head_target(&call->head, uri);
        later_init(&call->later, conn);
    }
    return call;
}

static void S_log(const struct control_request *q, int64_t us, size_t in, const struct control_reply *r)
{
    struct buf why = BUF_INIT;
    if (r->why.status != ST_OK) {
        buf_addf(&why, " %s ", status_info(r->why.status)->code);
        diag_say(&r->why, &why);
    }
    log_line(LOG_INFO, "%s %s http=%d us=%lld in=%zu out=%zu%s%s%s", q->method, q->path, r->http,
             (long long)us, in, r->body.len, q->from ? " " : "", q->from ? q->from : "",
             why.data ? why.data : "");
    buf_release(&why);
}

/* --- one request: read on microhttpd's thread, answered on one of its own ---------------------------------
 */

static void S_release(struct inquiry *call)
{
    later_release(&call->later);
    buf_release(&call->body);
    buf_release(&call->reply.body);
    head_release(&call->head);
    arena_free(call->texts);
    free(call);
}

static void S_make(struct inquiry *call)
{
    S_answer(call);
    if (call->origin.http || call->no_token)
        audit_refused(call->q.method, call->q.path, call->reply.http, &call->reply.why, call->q.from);
    if (strncmp(call->q.path, "/_sim/", 6) == 0)
        S_log(&call->q, clock_real_us() - call->began_us, call->body.len, &call->reply);
    if (later_wake(&call->later))
        S_release(call);
}

static struct lane *S_lane(const struct inquiry *call)
{
    return &call->control->lanes[control_waits(&call->q) ? LANE_LATER : LANE_NOW];
}

static int S_running(const struct control *c)
{
    int n = 0;
    for (int i = 0; i < LANES; i++)
        n += c->lanes[i].running;
    return n;
}

/* The next that waits; NULL: none, and this thread is not counted any more. */
static struct inquiry *S_next(struct control *c, struct lane *l)
{
    pthread_mutex_lock(&c->lock);
    struct inquiry *call = l->first;
    if (call) {
        l->first = call->next;
    } else {
        l->running--;
        if (S_running(c) == 0)
            pthread_cond_broadcast(&c->still);
    }
    pthread_mutex_unlock(&c->lock);
    return call;
}

static void *S_thread(void *cls)
{
    struct inquiry *call = cls;
    struct control *c = call->control;
    struct lane *l = S_lane(call);
    do {
        S_make(call);
    } while ((call = S_next(c, l)));
    return NULL;
}

static bool S_start(struct inquiry *call)
{
    pthread_attr_t a;
    pthread_t t;
    pthread_attr_init(&a);
    pthread_attr_setstacksize(&a, STACK);
    pthread_attr_setdetachstate(&a, PTHREAD_CREATE_DETACHED);
    bool ok = pthread_create(&t, &a, S_thread, call) == 0;
    pthread_attr_destroy(&a);
    return ok;
}

/* Runs it, or has it wait its turn. false: no thread can be had, and none runs; or control_stop may have seen
 * the last one, and microhttpd ends the process when it stops over a suspended request. */
static bool S_run(struct inquiry *call)
{
    struct control *c = call->control;
    struct lane *l = S_lane(call);
    pthread_mutex_lock(&c->lock);
    bool open = !edge_stopping(c->edge), ok = open && l->running < RUNNING && S_start(call);
    bool waits = open && !ok && l->running;
    l->running += ok;
    if (waits && l->first)
        l->last->next = call;
    else if (waits)
        l->first = call;
    if (waits)
        l->last = call;
    pthread_mutex_unlock(&c->lock);
    if (ok || waits)
        later_begin(&call->later); /* this thread alone ends the request: it is not too late */
    return ok || waits;
}

static bool S_copy(struct inquiry *call, struct MHD_Connection *conn, const char *url, const char *method)
{
    struct arena *a = call->texts = arena_new(TEXT_MAX);
    if (!a)
        return false;
    const struct edge *e = call->control->edge;
    call->q = (struct control_request){.stopping = &e->stopping,
                                       .peer = S_peer(conn),
                                       .from = S_from(conn, a),
                                       .epoch = call->epoch,
                                       .data = e->public_url ? e->public_url : e->data,
                                       .method = arena_strdup(a, method),
                                       .path = arena_strdup(a, head_path(&call->head, url))};
    const char *language =
        MHD_lookup_connection_value(conn, MHD_HEADER_KIND, MHD_HTTP_HEADER_ACCEPT_LANGUAGE);
    call->q.english = call->reply.english = language && strncasecmp(language, "en", 2) == 0;
    call->origin = origin_judge(conn, call->head.authority, call->control->token.set, a);
    if (call->q.path && strcmp(call->q.path, "/healthz") != 0)
        call->no_token = token_missing(&call->control->token, conn);
    for (int i = 0; i < ARG_COUNT; i++) {
        const char *arg = MHD_lookup_connection_value(conn, MHD_GET_ARGUMENT_KIND, control_args[i]);
        call->q.args[i] = arg ? arena_strdup(a, arg) : NULL;
    }
    return call->q.method && call->q.path;
}

static enum MHD_Result S_reply(struct inquiry *call, struct MHD_Connection *conn)
{
    static const char *const types[] = {[CONTROL_JSON] = TYPE_JSON,
                                        [CONTROL_TEXT] = TYPE_TEXT,
                                        [CONTROL_HTML] = TYPE_HTML,
                                        [CONTROL_XML] = TYPE_XML,
                                        [CONTROL_CSV] = TYPE_CSV};
    struct control_reply *r = &call->reply;
    S_waits(conn, GUARD_TAKE);
    return (S_is_refused(call) ? reply_last : reply_send)(conn, r->http, types[r->type],
                                                          r->allow[0] ? r->allow : NULL, &r->body);
}

static enum MHD_Result S_ask(struct inquiry *call, struct MHD_Connection *conn, const char *url,
                             const char *method)
{
    call->asked = true;
    call->began_us = clock_real_us();
    S_waits(conn, GUARD_OURS);
    bool copied = S_copy(call, conn, url, method);
    if (copied && !S_is_refused(call) && S_run(call))
        return later_there(&call->later) ? S_reply(call, conn) : MHD_YES;
    if (copied && (S_is_refused(call) || edge_stopping(call->control->edge))) { /* takes no time */
        S_make(call);
        return S_reply(call, conn);
    }
    control_refuse(&call->reply, 503, ST_BUSY, "制御 API", "メモリとスレッド", "足りません");
    return S_reply(call, conn);
}

static enum MHD_Result S_take_header(void *cls, enum MHD_ValueKind kind, const char *key, const char *value)
{
    (void)kind;
    head_take(cls, key, value);
    return MHD_YES;
}

/* Its headers have come. Where its body ends may not be certain; then what follows is not read. */
static enum MHD_Result S_begin(struct inquiry *call, struct MHD_Connection *conn, const char *url,
                               const char *method, const char *version)
{
    call->begun = true;
    MHD_get_connection_values(conn, MHD_HEADER_KIND, S_take_header, &call->head);
    head_judge(&call->head, method, version);
    if (call->head.unframed || (S_is_refused(call) && head_get(&call->head, HEAD_EXPECT)))
        return S_ask(call, conn, url, method);
    S_waits(conn, GUARD_BODY);
    return MHD_YES;
}

static enum MHD_Result S_handle(void *cls, struct MHD_Connection *conn, const char *url, const char *method,
                                const char *version, const char *data, size_t *size, void **con_cls)
{
    (void)cls;
    struct inquiry *call = *con_cls;
    if (!call)
        return MHD_NO; /* no memory */
    if (!call->begun)
        return S_begin(call, conn, url, method, version);
    if (*size) {
        buf_add(&call->body, data, *size);
        *size = 0;
        return MHD_YES;
    }
    if (!call->asked)
        return S_ask(call, conn, url, method);
    return later_wait(&call->later) ? S_reply(call, conn) : MHD_YES;
}

static void S_completed(void *cls, struct MHD_Connection *conn, void **con_cls,
                        enum MHD_RequestTerminationCode toe)
{
    (void)cls;
    (void)toe;
    struct inquiry *call = *con_cls;
    S_waits(conn, GUARD_IDLE);
    if (!call)
        return;
    *con_cls = NULL;
    if (!later_left(&call->later))
        S_release(call);
}

/* What we have cut, while nobody had asked for anything; what never was a request (TLS to this port). */
static void S_tell_cut(const struct control *c, const struct guarded *g)
{
    const char *why = guard_why(g);
    if (!why && guard_unread(g))
        log_line(
            LOG_INFO,
            lang_tr(
                "制御用ポート: HTTP の要求として読めないバイトが届きました（TLS でつないでいないか。"
                "制御用のポートは http://、SOAP は %s）",
                "control port: bytes that are no HTTP request (TLS? this port is http://, SOAP is at %s)"),
            c->edge->data);
    if (why)
        log_line(LOG_INFO, lang_tr("制御用ポート: %s %s", "control port: %s %s"),
                 status_info(ST_TOO_SLOW)->code, why);
}

static void S_connection(void *cls, struct MHD_Connection *conn, void **socket_context,
                         enum MHD_ConnectionNotificationCode toe)
{
    struct control *c = cls;
    if (toe == MHD_CONNECTION_NOTIFY_STARTED) {
        struct guarded *g = calloc(1, sizeof *g);
        *socket_context = g;
        if (g)
            guard_enter(c->guard, g, conn, GUARD_HEAD);
    } else if (*socket_context) {
        S_tell_cut(c, *socket_context);
        guard_leave(*socket_context);
        free(*socket_context);
        *socket_context = NULL;
    }
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
    if (st == ST_OK && !socket_is_loopback(&a) && !c->token.set)
        st = diag_set(d, ST_SETUP, "--control", CONTROL_LOOPBACK, address);
    if (st == ST_OK && !socket_is_loopback(&a))
        log_line(
            LOG_WARN,
            lang_tr("制御用ポートは TLS なしで外に開いています。トークンも通り道で読めます: %s",
                    "the control port is open to others without TLS; the token can be read on its way: %s"),
            address);
    if (st == ST_OK)
        st = socket_listen("--control", &a, len, ret_fd, &c->number, d);
    if (st == ST_OK)
        socket_text(&a, c->number, c->address, sizeof c->address);
    return st;
}

static struct MHD_Daemon *S_daemon(struct control *c, int fd)
{
    return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0,
                            NULL, NULL, S_handle, c, MHD_OPTION_EXTERNAL_LOGGER, S_logger, c,
                            MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_STACK_SIZE, (size_t)STACK,
                            MHD_OPTION_CONNECTION_LIMIT, (unsigned)c->edge->patience.connections,
                            MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_URI_LOG_CALLBACK, S_arrives, c,
                            MHD_OPTION_NOTIFY_COMPLETED, S_completed, NULL, MHD_OPTION_NOTIFY_CONNECTION,
                            S_connection, c, MHD_OPTION_END);
}

enum status control_start(struct edge *edge, const char *address, const struct token *token,
                          struct control **ret, struct diag *d)
{
    int fd = -1;
    struct control *c = calloc(1, sizeof *c);
    if (!c)
        return diag_set(d, ST_SETUP, "--control", lang_tr("メモリ", "memory"),
                        lang_tr("足りません", "not enough"));
    c->edge = edge;
    if (token)
        c->token = *token;
    pthread_mutex_init(&c->lock, NULL);
    pthread_cond_init(&c->still, NULL);
    enum status st = S_socket(c, address, &fd, d);
    if (st == ST_OK)
        st = guard_start(&edge->patience, &c->guard, d);
    if (st == ST_OK && !(c->daemon = S_daemon(c, fd)))
        st = diag_set(d, ST_SETUP, "--control",
                      lang_tr("HTTP のポートを開けること", "a port of HTTP can be opened"),
                      lang_tr("libmicrohttpd が開始できません", "libmicrohttpd does not start"));
    if (st != ST_OK) {
        if (fd >= 0)
            close(fd);
        control_stop(c);
        return st;
    }
    *ret = c;
    return ST_OK;
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
    pthread_mutex_lock(&c->lock);
    while (S_running(c))
        pthread_cond_wait(&c->still, &c->lock);
    pthread_mutex_unlock(&c->lock);
    guard_stop(c->guard);
    if (c->daemon)
        MHD_stop_daemon(c->daemon);
    guard_free(c->guard);
    pthread_cond_destroy(&c->still);
    pthread_mutex_destroy(&c->lock);
    free(c);
}
