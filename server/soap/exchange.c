/* The life of an exchange: head, bytes, end, reply; see exchange.h. The steps themselves are in the files
 * that request.h lists. */
#include "soap/exchange.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "soap/pool.h"
#include "soap/request.h"
#include "soap/schema.h"

enum { ENVELOPE_ROOM = 2 << 20 };

/* --- the head
 * ------------------------------------------------------------------------------------------------ */

bool soap_is_media(const char *content_type)
{
    static const char *const types[] = {"text/xml", "application/soap+xml", "multipart/related",
                                        "application/xml"};
    struct media m;
    if (!content_type || media_parse(&m, content_type, strlen(content_type)))
        return false;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(m.type, types[i]) == 0)
            return true;
    return false;
}

static void S_media(struct exchange *x, const char *content_type, struct media *m)
{
    const char *why = content_type ? media_parse(m, content_type, strlen(content_type)) : "ありません";
    x->guess = SOAP_11;
    if (why) {
        request_fail(x, ST_MEDIA_TYPE, "Content-Type",
                     "text/xml、application/soap+xml、multipart/related のいずれか", why);
        return;
    }
    const char *info = media_param(m, "start-info"), *type = media_param(m, "type");
    const char *action = media_param(m, "action");
    x->media_action = action ? arena_strdup(x->kit.arena, action) : NULL;
    x->multipart = strcmp(m->type, "multipart/related") == 0;
    if (strcmp(m->type, "application/soap+xml") == 0 ||
        (x->multipart && ((info && strncmp(info, "application/soap+xml", 20) == 0) ||
                          (type && strcmp(type, "application/soap+xml") == 0))))
        x->guess = SOAP_12;
    else if (!x->multipart && strcmp(m->type, "text/xml") != 0 && strcmp(m->type, "application/xml") != 0)
        request_fail(x, ST_MEDIA_TYPE, "Content-Type",
                     "text/xml、application/soap+xml、multipart/related のいずれか", m->type);
}

static void S_place(struct exchange *x, const struct exchange_head *head)
{
    char list[200];
    enum status st = call_arrive(&x->v, &head->door);
    if (head->nowhere)
        x->v.diag = *head->nowhere;
    if (head->nowhere || st != ST_OK)
        return;
    if (!head->method || strcmp(head->method, "POST") != 0) {
        request_fail(x, ST_METHOD, "HTTP メソッド", head->allow, head->method);
        return;
    }
    x->service = catalog_service(head->service);
    if (!x->service) {
        catalog_services(list, sizeof list);
        request_fail(x, ST_NO_SUCH_SERVICE, "サービス", list, head->service);
    }
}

static void S_limits(struct exchange *x, int64_t content_length)
{
    x->strict = world_ws_security(x->v.world) == WS_SECURITY_STRICT;
    x->intake.left = world_upload_limit(x->v.world);
    /* base64 with line ends takes 1.4 times the file */
    x->body_limit = x->intake.left + x->intake.left / 2 + ENVELOPE_ROOM;
    if (content_length > x->body_limit && x->v.diag.status == ST_OK)
        diag_setf(&x->v.diag, ST_TOO_LARGE, "Content-Length", "上限以内", "%lld（上限 %lld）",
                  (long long)content_length, (long long)x->body_limit);
}

static void S_done(struct visit *v, enum status st);

struct exchange *exchange_new(const struct exchange_head *head)
{
    struct exchange *x = pool_take();
    if (!x)
        return NULL;
    struct media media;
    x->world = head->door.world;
    x->place = head->service;
    x->method = head->method;
    x->began_us = head->began_us;
    x->v = (struct visit){.arena = x->kit.arena, .done = S_done, .file_fd = -1};
    x->intake.spool = SPOOL_INIT;
    S_media(x, head->content_type, &media);
    struct diag unfit = x->v.diag; /* told only after what is wrong with the place and the certificate */
    x->v.diag = DIAG_INIT;
    S_place(x, head);
    if (x->v.diag.status == ST_OK)
        call_certificate(&x->v, &head->door);
    if (x->v.diag.status == ST_OK)
        x->v.diag = unfit;
    if (x->v.diag.status == ST_OK && head->unsized)
        request_fail(x, ST_NOT_XML, "要求の本文",
                     "本文と、Content-Length または Transfer-Encoding: chunked のヘッダー",
                     "どちらのヘッダーもないため、本文なし（RFC 9112 6.3）");
    if (head->wrong) { /* before all else: what follows may not be what its sender meant */
        x->v.diag = *head->wrong;
        x->wrong_http = status_info(head->wrong->status)->http;
    }
    if (x->v.diag.status == ST_OK)
        S_limits(x, head->content_length);
    if (x->v.diag.status == ST_OK)
        parser_begin(&x->kit.parser, &envelope_events, x, &x->v.diag);
    x->kit.parser.watch.doubt =
        x->v.world && world_journal_has_plenty(x->v.world); /* it will hardly be asked */
    if (head->soap_action)
        x->soap_action = arena_strdup(x->kit.arena, head->soap_action);
    x->path = head->path ? arena_strdup(x->kit.arena, head->path) : NULL;
    x->content_type = head->content_type ? arena_strdup(x->kit.arena, head->content_type) : NULL;
    if (x->v.diag.status == ST_OK && x->multipart)
        intake_multipart(x, &media);
    else if (x->v.diag.status == ST_OK)
        charset_init(&x->charset, media_param(&media, "charset"));
    if (x->v.diag.status != ST_OK)
        request_reply_error(x);
    return x;
}

bool exchange_refused(const struct exchange *x)
{
    return x->ready;
}

/* --- the bytes
 * ----------------------------------------------------------------------------------------------- */

void exchange_feed(struct exchange *x, const char *p, size_t n)
{
    x->bytes_in += (int64_t)n;
    bool failed = x->v.diag.status != ST_OK;
    if (!n || x->ready || (failed && x->multipart))
        return;
    if (!failed && x->bytes_in > x->body_limit)
        diag_setf(&x->v.diag, ST_TOO_LARGE, "要求の本文", "上限以内", "上限 %lld バイトを超えました",
                  (long long)x->body_limit);
    else if (x->multipart)
        intake_feed(x, p, n);
    else
        heard_feed(x, p, n); /* also what is refused already is told of */
}

void exchange_abort(struct exchange *x, enum status st, const char *have)
{
    if (x->ready)
        return;
    if (x->v.login.open) /* what came of its login is told by call_start alone, once it is counted */
        x->v.diag = x->denied = DIAG_INIT;
    if (st == ST_ENCODING)
        request_fail(x, st, "Content-Encoding", "gzip、deflate、または指定なしと、そのとおりの本文", have);
    else if (st == ST_LENGTH)
        request_fail(x, st, "要求の本文", "終わりまで届いた本文", have);
    else
        request_fail(x, st, have ? "要求の本文" : NULL, NULL, have);
    request_reply_error(x);
}

static enum status S_complete(struct exchange *x)
{
    if (x->multipart)
        return intake_end(x);
    if (heard_end(x) != ST_OK)
        return x->v.diag.status;
    return parser_end(&x->kit.parser);
}

/* Everything between the last byte and the operation, in the order in which errors are told. */
static enum status S_prepare(struct exchange *x)
{
    request_denied(x);
    enum status st = x->v.diag.status;
    if (st == ST_OK)
        st = S_complete(x);
    if (st == ST_OK)
        st = envelope_end(x);
    xmlNodePtr payload = st == ST_OK ? envelope_payload(x) : NULL;
    if (st == ST_OK && !payload)
        st = request_fail(x, ST_INTERNAL, "Body", NULL, NULL);
    if (st == ST_OK)
        st = schema_validate(x->service, &x->kit.valid[x->service->index], payload, &x->v.diag);
    if (st == ST_OK)
        st = bind_irai(x, payload);
    if (st == ST_OK)
        st = bind_request(x, payload);
    if (st == ST_OK)
        st = intake_seal(x);
    return st;
}

static void S_answer(struct exchange *x, enum status st)
{
    x->heard.unwanted =
        x->v.diag.status == ST_OK && status_kubun(st) != 9 && x->v.world && !world_journal_wants(x->v.world);
    if (!x->heard.unwanted)
        heard_place_password(x);
    explicit_bzero(x->token.password.text, sizeof x->token.password.text);
    intake_release(x);
    if (x->v.diag.status == ST_OK)
        x->v.diag.status = st;
    if (status_kubun(st) != 9) {
        writer_reply(x, st);
        if (buf_ok(&x->kit.head) && buf_ok(&x->kit.tail)) {
            request_ready(x, st);
            return;
        }
        diag_set(&x->v.diag, ST_LIMIT, "応答", NULL, NULL);
    }
    request_reply_error(x);
}

/* The call has come to its end. */
static void S_done(struct visit *v, enum status st)
{
    struct exchange *x = (struct exchange *)(void *)((char *)v - offsetof(struct exchange, v));
    S_answer(x, st);
    x->wake(x->wake_cls);
}

void exchange_finish(struct exchange *x, void (*wake)(void *cls), void *cls)
{
    x->wake = wake;
    x->wake_cls = cls;
    x->whole = true;
    enum status st = x->ready ? x->status : S_prepare(x);
    if (!x->ready && (st == ST_OK || x->v.login.open)) {
        x->v.diag.status = st;
        call_start(&x->v);
        return;
    }
    if (!x->ready)
        S_answer(x, st);
    wake(cls);
}

void exchange_free(struct exchange *x)
{
    if (!x)
        return;
    intake_release(x);
    charset_release(&x->charset);
    call_leave(&x->v);
    pool_give(x);
}
