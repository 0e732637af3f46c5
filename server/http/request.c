/* One request on the data or plain port; see request.h. */
#include "http/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/gzip.h"
#include "http/head.h"
#include "http/later.h"
#include "http/link.h"
#include "http/lost.h"
#include "http/page.h"
#include "http/reply.h"
#include "http/telling.h"
#include "soap/exchange.h"
#include "world/event.h"
#include "world/world.h"

/* A refused body up to this size is read and dropped: a connection closed while the peer still sends loses
 * the reply on its way. Above it, and when the peer waits for "100 Continue", the reply goes out at once. */
enum { SWALLOW = 8 * 1024 * 1024, REPLY_BLOCK = 32 * 1024 };

/* con_cls of a request; owned, freed when both microhttpd and the exchange are done with it. */
struct request {
    uint64_t epoch;    /* when its first line was read */
    struct port *port; /* NULL: not begun yet, its headers are still coming */
    struct MHD_Connection *conn;
    struct route route;
    char method[16];
    struct head head;
    struct exchange *x; /* SOAP only */
    struct gunzip *z;   /* NULL: the body comes as it is */
    bool broken;        /* decoding failed; the rest is dropped */
    bool odd;           /* microhttpd has refused its body */
    bool finished;      /* exchange_finish was called */
    struct later later;
    bool inside; /* counted in edge->inside */
    int silent;  /* so many times microhttpd has asked for a reply that never comes */
    int64_t began_us, bytes_in;
};

static enum MHD_Result S_take_header(void *cls, enum MHD_ValueKind kind, const char *key, const char *value)
{
    (void)kind;
    head_take(cls, key, value);
    return MHD_YES;
}

static enum MHD_Result S_trace_header(void *cls, enum MHD_ValueKind kind, const char *key, const char *value)
{
    (void)kind;
    bool secret = strcasecmp(key, "Authorization") == 0 || strcasecmp(key, "Cookie") == 0;
    log_line(LOG_TRACE, "http %p > %s: %s", cls, key, secret ? "***" : value ? value : "");
    return MHD_YES;
}

static struct link *S_link(struct MHD_Connection *conn)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info ? info->socket_context : NULL;
}

static const struct sockaddr *S_address(struct MHD_Connection *conn)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    return info ? info->client_addr : NULL;
}

static void S_waits(struct request *r, enum guard_wait wait)
{
    struct link *link = S_link(r->conn);
    if (link)
        guard_waits(&link->guarded, wait);
}

/* Where the connection is from, and its certificate, judged at its first request. */
static void S_certificate(struct request *r, struct call_door *door)
{
    struct link *link = S_link(r->conn);
    door->from = link && link->from[0] ? link->from : NULL;
    if (!r->port->tls || !link)
        return;
    struct tls_peer *peer = &link->peer;
    tls_judge(r->conn, r->port->pki, peer);
    door->cert_cn = peer->cn[0] ? peer->cn : NULL;
    door->cert_o = peer->o;
    door->cert_shimon = peer->shimon;
    door->cert_shared = peer->shared;
    door->cert_wrong = peer->wrong;
    door->cert_want = peer->want;
    door->cert_error = peer->error;
}

static enum way S_way(const struct request *r)
{
    return r->route.tanmatsu ? WAY_TANMATSU : WAY_SYSTEM;
}

/* What can be refused before the body is refused here. */
static void S_decide_early(struct request *r)
{
    const char *encoding = head_get(&r->head, HEAD_CONTENT_ENCODING);
    if (exchange_refused(r->x) || gunzip_is_identity(encoding))
        return;
    enum status st = gunzip_new(encoding, &r->z);
    if (st == ST_OK)
        return;
    exchange_abort(r->x, st, encoding);
    r->broken = true;
}

static enum MHD_Result S_end(struct request *r);
static enum MHD_Result S_reply_page(struct request *r, const char *path);

static bool S_is_refused(const struct request *r)
{
    return r->head.wrong.status != ST_OK;
}

/* The connection ends with its reply. microhttpd 1.0.0 to 1.0.9 take the line end behind an extension of the
 * last chunk for the end of the trailer: what the trailer says would be the next request. */
static bool S_is_last(const struct request *r)
{
    const char *version = MHD_get_version();
    bool astray = strncmp(version, "1.0.", 4) == 0 && version[4] && !version[5];
    return S_is_refused(r) || (astray && r->head.chunked) || edge_stopping(r->port->edge);
}

/* Who speaks SOAP is answered in it, also where there is none. */
static bool S_is_soap(const struct request *r, const char *path)
{
    if (r->route.kind == ROUTE_SOAP)
        return true;
    return lost_is(&r->route, path) && strcmp(r->method, "POST") == 0 &&
           (head_get(&r->head, HEAD_SOAP_ACTION) || soap_is_media(head_get(&r->head, HEAD_CONTENT_TYPE)));
}

static enum MHD_Result S_begin_soap(struct request *r, const char *path)
{
    struct diag nowhere = DIAG_INIT;
    if (lost_is(&r->route, path))
        lost_tell(&r->port->edge->aliases, path, &nowhere);
    struct exchange_head head = {.service = r->route.service,
                                 .method = r->method,
                                 .allow = r->route.allow,
                                 .content_type = head_get(&r->head, HEAD_CONTENT_TYPE),
                                 .soap_action = head_get(&r->head, HEAD_SOAP_ACTION),
                                 .path = head_asked(&r->head, path),
                                 .content_length = head_length(&r->head),
                                 .unsized = !head_sized(&r->head),
                                 .wrong = S_is_refused(r) ? &r->head.wrong : NULL,
                                 .nowhere = nowhere.status != ST_OK ? &nowhere : NULL,
                                 .began_us = r->began_us,
                                 .door = {.world = r->route.world,
                                          .epoch = r->epoch,
                                          .stopping = edge_stopping(r->port->edge),
                                          .way = S_way(r),
                                          .plain = !r->port->tls}};
    S_certificate(r, &head.door);
    r->x = exchange_new(&head);
    if (!r->x)
        return MHD_YES; /* answered at the end */
    if (r->port->edge->trace & TRACE_SOAP)
        log_line(LOG_TRACE, "soap %p > %s/%s action=%s cert=%s", (void *)r, r->route.world, head.service,
                 head.soap_action ? head.soap_action : "", head.door.cert_cn ? head.door.cert_cn : "");
    S_decide_early(r);
    bool waits = head_get(&r->head, HEAD_EXPECT) != NULL;
    bool refused = r->broken || exchange_refused(r->x);
    bool unread = r->head.unframed || waits || head.content_length > SWALLOW;
    return refused && unread ? S_end(r) : MHD_YES;
}

void *request_arrives(void *cls, const char *uri, struct MHD_Connection *conn)
{
    const struct port *port = cls;
    struct request *r = calloc(1, sizeof *r);
    struct link *link = S_link(conn);
    if (!r)
        return NULL;
    r->epoch = worlds_epoch();
    r->began_us = clock_real_us();
    later_init(&r->later, conn);
    route_find_raw(&port->edge->aliases, head_target(&r->head, uri), &r->route);
    if (link) {
        if (link->asked)
            guard_waits(&link->guarded, GUARD_HEAD);
        link->asked = true;
        link->open = r;
    }
    return r;
}

static enum MHD_Result S_begin(struct request *r, struct port *port, struct MHD_Connection *conn,
                               const char *url, const char *method, const char *version)
{
    struct link *link = S_link(conn);
    r->port = port;
    r->conn = conn;
    if (link)
        link->open = NULL;
    S_waits(r, GUARD_BODY);
    str_mask(r->method, sizeof r->method, str_of(method)); /* cut only after that */
    MHD_get_connection_values(conn, MHD_HEADER_KIND, S_take_header, &r->head);
    head_judge(&r->head, method, version);
    const char *path = head_path(&r->head, url);
    route_find(&port->edge->aliases, str_of(path), &r->route);
    if (port->edge->trace & TRACE_HTTP) {
        log_line(LOG_TRACE, "http %p > %s %s", (void *)r, method, url);
        MHD_get_connection_values(conn, MHD_HEADER_KIND, S_trace_header, r);
    }
    bool page = strcmp(method, "GET") == 0 || strcmp(method, "HEAD") == 0 || strcmp(method, "OPTIONS") == 0;
    if (!page && S_is_soap(r, path))
        return S_begin_soap(r, path);
    bool waits = S_is_refused(r) && head_get(&r->head, HEAD_EXPECT);
    return r->head.unframed || waits ? S_reply_page(r, path) : MHD_YES;
}

static void S_feed(void *cls, const char *p, size_t n)
{
    exchange_feed(((struct request *)cls)->x, p, n);
}

static void S_body(struct request *r, const char *data, size_t n)
{
    r->bytes_in += (int64_t)n;
    if (!r->x || r->broken)
        return;
    if (!r->z) {
        exchange_feed(r->x, data, n);
        return;
    }
    enum status st = gunzip_feed(r->z, data, n, S_feed, r);
    if (st == ST_OK)
        return;
    exchange_abort(r->x, st, gunzip_why(r->z, st));
    r->broken = true;
}

/* --- the reply --------------------------------------------------------------------------------------------
 */

static ssize_t S_read(void *cls, uint64_t pos, char *out, size_t max)
{
    struct exchange *x = ((struct request *)cls)->x;
    if (exchange_fate(x) == FATE_HALF) {
        uint64_t half = exchange_reply_size(x) / 2;
        max = pos >= half ? 0 : half - pos < max ? (size_t)(half - pos) : max;
    }
    long n = max ? exchange_reply_read(x, pos, out, max) : 0;
    /* The size is announced: nothing before the end is as wrong as an error. */
    return n > 0 ? n : MHD_CONTENT_READER_END_WITH_ERROR;
}

static enum MHD_Result S_reply_soap(struct request *r)
{
    uint64_t size = exchange_reply_size(r->x);
    const char *whole = exchange_fate(r->x) == FATE_WHOLE ? exchange_reply_data(r->x) : NULL;
    struct MHD_Response *res = whole ? MHD_create_response_from_buffer((size_t)size, (void *)(uintptr_t)whole,
                                                                       MHD_RESPMEM_PERSISTENT)
                                     : MHD_create_response_from_callback(size, REPLY_BLOCK, S_read, r, NULL);
    if (!res)
        return MHD_NO;
    int http = exchange_http_status(r->x);
    MHD_add_response_header(res, MHD_HTTP_HEADER_CONTENT_TYPE, exchange_content_type(r->x));
    if (r->route.kind == ROUTE_SOAP && !route_allows(&r->route, r->method)) /* the Fault's status is SOAP's */
        MHD_add_response_header(res, MHD_HTTP_HEADER_ALLOW, r->route.allow);
    if (S_is_last(r))
        MHD_add_response_header(res, MHD_HTTP_HEADER_CONNECTION, "close");
    if (r->port->edge->trace & TRACE_HTTP)
        log_line(LOG_TRACE, "http %p < %d %s %llu bytes", (void *)r, http, exchange_content_type(r->x),
                 (unsigned long long)size);
    S_waits(r, GUARD_TAKE);
    enum MHD_Result ok = MHD_queue_response(r->conn, (unsigned)http, res);
    MHD_destroy_response(res);
    return ok;
}

static enum status S_tell(struct request *r, const char *path, const struct page *p, const struct buf *body,
                          struct diag *unkept)
{
    struct call_door door = {0};
    S_certificate(r, &door);
    const struct event e = {.method = r->method,
                            .system = door.cert_cn, /* who shows a good one asks as that */
                            .shomeisho = door.cert_cn,
                            .hokensha = call_door_hokensha(&door),
                            .from = door.from,
                            .path = head_asked(&r->head, path),
                            .content_type = head_get(&r->head, HEAD_CONTENT_TYPE),
                            .soap_action = head_get(&r->head, HEAD_SOAP_ACTION),
                            .us = clock_real_us() - r->began_us,
                            .bytes_in = r->bytes_in,
                            .unkept = unkept};
    return telling_page(&r->route, p, body, head_length(&r->head) != 0, e);
}

static enum MHD_Result S_reply_page(struct request *r, const char *path)
{
    struct buf base = BUF_INIT, body = BUF_INIT;
    struct page p = {.http = MHD_HTTP_SERVICE_UNAVAILABLE, .type = TYPE_TEXT, .status = ST_LIMIT};
    route_base(r->port->edge->public_url, r->port->tls, head_host(&r->head), r->port->address, &base);
    bool lost = S_is_soap(r, path) && strcmp(r->method, "POST") == 0; /* no memory for the exchange */
    struct call_door door = {.world = r->route.world, .way = S_way(r), .plain = !r->port->tls};
    S_certificate(r, &door);
    if (S_is_refused(r))
        p = page_refuse(&r->head.wrong, &body);
    else if (buf_ok(&base) && !lost)
        p = page_make(r->conn, &r->port->edge->aliases, &r->route, path, r->method, base.data, &door, &body);
    buf_release(&base);
    struct diag unkept = DIAG_INIT;
    if (S_tell(r, path, &p, &body, &unkept) != ST_OK) {
        buf_clear(&body);
        p = page_refuse(&unkept, &body);
        S_tell(r, path, &p, &body, NULL);
    }
    S_waits(r, GUARD_TAKE);
    return (S_is_last(r) ? reply_last : reply_send)(r->conn, p.http, p.type, p.allow, &body);
}

static void S_release(struct request *r, bool whole, const char *cut);

/* On another thread, or within exchange_finish. */
static void S_wake(void *cls)
{
    struct request *r = cls;
    if (later_wake(&r->later))
        S_release(r, false, NULL);
}

/* A fault on purpose: nothing is said until the caller ends the connection (or sends more, or the daemon
 * ends). Parked only when microhttpd asks again, as later_wait does. */
static enum MHD_Result S_silence(struct request *r)
{
    struct link *link = S_link(r->conn);
    if (!link || r->silent == 2)
        return MHD_NO;
    if (r->inside)
        edge_leave(r->port->edge); /* nobody who stops need wait for it */
    r->inside = false;
    if (r->silent++)
        guard_park(&link->guarded, false);
    return MHD_YES;
}

/* The reply is there. */
static enum MHD_Result S_answer(struct request *r)
{
    struct link *link = S_link(r->conn);
    switch (exchange_fate(r->x)) {
    case FATE_WHOLE:
    case FATE_HALF:
        break;
    case FATE_SILENCE:
        return S_silence(r);
    case FATE_RESET:
        if (link)
            guard_reset(&link->guarded);
        return MHD_NO;
    }
    return S_reply_soap(r);
}

/* The body is complete, or will not be read. */
static enum MHD_Result S_end(struct request *r)
{
    if (r->finished)
        return later_wait(&r->later) ? S_answer(r) : MHD_YES;
    enum status st = r->z && !r->broken ? gunzip_end(r->z) : ST_OK;
    if (st != ST_OK)
        exchange_abort(r->x, st, gunzip_why(r->z, st));
    r->inside = edge_enter(r->port->edge);
    if (!r->inside)
        exchange_abort(r->x, ST_STOPPING, NULL);
    r->finished = true;
    S_waits(r, GUARD_OURS);
    later_begin(&r->later);
    exchange_finish(r->x, S_wake, r);
    return later_there(&r->later) ? S_answer(r) : MHD_YES;
}

enum MHD_Result request_handle(void *cls, struct MHD_Connection *conn, const char *url, const char *method,
                               const char *version, const char *data, size_t *size, void **con_cls)
{
    struct request *r = *con_cls;
    if (!r)
        return MHD_NO; /* no memory */
    if (!r->port)
        return S_begin(r, cls, conn, url, method, version);
    if (*size) {
        S_body(r, data, *size);
        *size = 0;
        return MHD_YES;
    }
    return r->x ? S_end(r) : S_reply_page(r, head_path(&r->head, url));
}

/* cut: why its connection was cut, NULL: it was not; whole: the reply has gone out. */
static void S_release(struct request *r, bool whole, const char *cut)
{
    later_release(&r->later);
    if (r->x && !whole && r->odd)
        exchange_unread(r->x, ST_HEAD, "chunk か trailer の形が正しくないか、大きすぎます");
    else if (r->x && !whole)
        exchange_unread(r->x, cut ? ST_TOO_SLOW : ST_LENGTH, cut);
    gunzip_free(r->z);
    if (r->x)
        exchange_free(r->x);
    head_release(&r->head);
    if (r->inside)
        edge_leave(r->port->edge);
    free(r);
}

/* It does not say whose: that of the request whose body breaks off next on this thread. */
static _Thread_local bool unreadable;

void request_unreadable(void)
{
    unreadable = true;
}

void request_completed(void *cls, struct MHD_Connection *conn, void **con_cls,
                       enum MHD_RequestTerminationCode toe)
{
    struct request *r = *con_cls;
    struct link *link = S_link(conn);
    (void)cls;
    if (!r)
        return;
    *con_cls = NULL;
    if (link)
        guard_waits(&link->guarded, GUARD_IDLE);
    if (link &&
        link->open == r) /* told of with the connection, which ends now; not every cut comes by here */
        return;
    r->odd = unreadable && !r->finished;
    unreadable = false;
    if (!later_left(&r->later))
        S_release(r, toe == MHD_REQUEST_TERMINATED_COMPLETED_OK, link ? guard_why(&link->guarded) : NULL);
}

static void S_closed(const struct port *port, struct link *link)
{
    static const struct route nowhere;
    if (link->open) {
        telling_nothing(port, link, &link->open->route);
        S_release(link->open, true, NULL);
    } else if (!link->asked) {
        telling_nothing(port, link, &nowhere);
    }
    guard_leave(&link->guarded);
    handshake_release(&link->handshake);
    tls_peer_release(&link->peer);
    free(link);
}

static struct link *S_opened(const struct port *port, struct MHD_Connection *conn)
{
    struct link *link = calloc(1, sizeof *link);
    if (!link)
        return NULL;
    guard_enter(port->guard, &link->guarded, conn, port->tls ? GUARD_SHAKE : GUARD_HEAD);
    socket_from_abroad(S_address(conn), link->from);
    if (port->tls) {
        tls_dress(port->files, conn);
        handshake_begin(conn);
    }
    return link;
}

void request_connection(void *cls, struct MHD_Connection *conn, void **socket_context,
                        enum MHD_ConnectionNotificationCode toe)
{
    if (toe == MHD_CONNECTION_NOTIFY_STARTED) {
        *socket_context = S_opened(cls, conn);
    } else if (*socket_context) {
        S_closed(cls, *socket_context);
        *socket_context = NULL;
    }
}
