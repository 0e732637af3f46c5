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

enum { ENVELOPE_ROOM = 2 << 20, FILE_CHUNK = 8190 /* a multiple of three */ };

enum status request_fail(struct exchange *x, enum status st, const char *item, const char *want,
                         const char *have)
{
    if (x->diag.status == ST_OK)
        diag_set(&x->diag, st, item, want, have);
    return x->diag.status;
}

enum soap_version request_version(const struct exchange *x)
{
    return x->env.version != SOAP_NONE ? x->env.version : x->guess;
}

/* --- the head
 * ------------------------------------------------------------------------------------------------ */

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
    if (head->stopping) {
        request_fail(x, ST_STOPPING, "chukand", "動いている chukand", "終了するところです");
        return;
    }
    if (!head->method || strcmp(head->method, "POST") != 0) {
        request_fail(x, ST_METHOD, "HTTP メソッド", "POST", head->method);
        return;
    }
    x->world = world_find(head->world, strlen(head->world));
    if (!x->world && world_refused(head->world, &x->diag))
        return;
    if (!x->world) {
        request_fail(x, ST_NO_SUCH_WORLD, "ワールド", "URL の最初の区切りに、作成済みのワールド名",
                     head->world);
        return;
    }
    if (world_arrive(x->world, head->epoch, &x->generation, &x->diag) != ST_OK)
        return;
    x->service = catalog_service(head->service);
    if (!x->service) {
        catalog_services(list, sizeof list);
        request_fail(x, ST_NO_SUCH_SERVICE, "サービス", list, head->service);
    }
}

static void S_limits(struct exchange *x, int64_t content_length)
{
    x->intake.left = world_upload_limit(x->world);
    /* base64 with line ends takes 1.4 times the file */
    x->body_limit = x->intake.left + x->intake.left / 2 + ENVELOPE_ROOM;
    if (content_length > x->body_limit && x->diag.status == ST_OK)
        diag_setf(&x->diag, ST_TOO_LARGE, "Content-Length", "上限以内", "%lld（上限 %lld）",
                  (long long)content_length, (long long)x->body_limit);
}

struct exchange *exchange_new(const struct exchange_head *head)
{
    struct exchange *x = pool_take();
    if (!x)
        return NULL;
    struct media media;
    x->started_us = clock_real_us();
    x->file_fd = -1;
    x->intake.spool = SPOOL_INIT;
    S_media(x, head->content_type, &media);
    struct diag unfit = x->diag; /* told only after what is wrong with the place and the certificate */
    x->diag = DIAG_INIT;
    S_place(x, head);
    if (x->diag.status == ST_OK)
        security_transport(x, head);
    if (x->diag.status == ST_OK)
        x->diag = unfit;
    if (x->diag.status == ST_OK)
        S_limits(x, head->content_length);
    if (x->diag.status == ST_OK)
        parser_begin(&x->kit.parser, &envelope_events, x, &x->diag);
    if (head->soap_action)
        x->soap_action = arena_strdup(x->kit.arena, head->soap_action);
    if (x->diag.status == ST_OK && x->multipart)
        intake_multipart(x, &media);
    else if (x->diag.status == ST_OK)
        charset_init(&x->charset, media_param(&media, "charset"));
    if (x->diag.status != ST_OK)
        request_reply_error(x);
    return x;
}

bool exchange_refused(const struct exchange *x)
{
    return x->ready;
}

/* --- the bytes
 * ----------------------------------------------------------------------------------------------- */

static enum status S_to_parser(void *cls, const char *p, size_t n)
{
    struct exchange *x = cls;
    return parser_feed(&x->kit.parser, p, n);
}

void exchange_feed(struct exchange *x, const char *p, size_t n)
{
    x->bytes_in += (int64_t)n;
    if (x->diag.status != ST_OK || !n)
        return;
    if (x->bytes_in > x->body_limit)
        diag_setf(&x->diag, ST_TOO_LARGE, "要求の本文", "上限以内", "上限 %lld バイトを超えました",
                  (long long)x->body_limit);
    else if (x->multipart)
        intake_feed(x, p, n);
    else
        charset_feed(&x->charset, p, n, S_to_parser, x, &x->diag);
}

void exchange_abort(struct exchange *x, enum status st, const char *have)
{
    if (x->ready)
        return;
    if (st == ST_ENCODING)
        request_fail(x, st, "Content-Encoding", "gzip、deflate、または指定なし", have);
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
    if (charset_end(&x->charset, S_to_parser, x, &x->diag) != ST_OK)
        return x->diag.status;
    return parser_end(&x->kit.parser);
}

/* Everything between the last byte and the operation, in the order in which errors are told. */
static enum status S_prepare(struct exchange *x)
{
    enum status st = x->diag.status;
    if (st == ST_OK)
        st = S_complete(x);
    if (st == ST_OK)
        st = envelope_end(x);
    xmlNodePtr payload = st == ST_OK ? envelope_payload(x) : NULL;
    if (st == ST_OK && !payload)
        st = request_fail(x, ST_INTERNAL, "Body", NULL, NULL);
    if (st == ST_OK)
        st = schema_validate(x->service, &x->kit.valid[x->service->index], payload, &x->diag);
    if (st == ST_OK)
        st = bind_irai(x, payload);
    if (st == ST_OK)
        st = bind_request(x, payload);
    if (st == ST_OK)
        st = intake_seal(x);
    return st;
}

bool exchange_finish(struct exchange *x, void (*before_wait)(void *cls), void (*wake)(void *cls), void *cls)
{
    if (x->ready)
        return true;
    enum status st = S_prepare(x);
    if (st == ST_OK)
        return dispatch(x, before_wait, wake, cls);
    if (x->diag.status == ST_OK)
        x->diag.status = st;
    request_reply_error(x);
    return true;
}

/* --- the reply
 * ------------------------------------------------------------------------------------------------- */

static uint64_t S_file_size(const struct exchange *x)
{
    return x->file.path ? (uint64_t)(x->file.size + 2) / 3 * 4 : 0;
}

/* "NS/OP" in quotes, as the WSDL says it. */
static bool S_action_fits(const struct exchange *x)
{
    const char *a = x->soap_action;
    size_t ns = strlen(x->service->ns), op = strlen(x->op->name);
    return strlen(a) == ns + op + 3 && a[0] == '"' && memcmp(a + 1, x->service->ns, ns) == 0 &&
           a[ns + 1] == '/' && memcmp(a + ns + 2, x->op->name, op) == 0 && a[ns + op + 2] == '"';
}

/* What a client's SOAPAction says besides the body, which alone decides (INTEROP 1). */
static void S_note_action(struct exchange *x, char *note, size_t cap)
{
    if (request_version(x) != SOAP_11 || !x->op)
        return;
    if (!x->soap_action)
        snprintf(note, cap, "SOAPAction なし");
    else if (!S_action_fits(x))
        snprintf(note, cap, "SOAPAction は %.80s（本文の要素で判断）", x->soap_action);
}

static void S_note_late(const struct exchange *x, char *note, size_t cap)
{
    size_t n = strlen(note);
    if (x->late)
        snprintf(note + n, cap - n, "%s前の処理の終わりを settleMs まで待ち、待たずに実行", n ? "、" : "");
}

void request_ready(struct exchange *x, enum status st)
{
    const struct status_info *info = status_info(st);
    char action[200] = "";
    x->status = st;
    x->http = status_kubun(st) == 9 && info->fault != FAULT_NONE ? fault_http(x) : 200;
    struct buf text = BUF_INIT;
    if (status_kubun(st) == 9)
        diag_text(&x->diag, &text);
    str_mask(x->note, sizeof x->note, str_of(text.data ? text.data : info->text));
    buf_release(&text);
    S_note_action(x, action, sizeof action);
    S_note_late(x, action, sizeof action);
    fault_clean(action);
    x->ready = true;
    if (!x->world)
        return;
    char refusal[sizeof x->note + sizeof action + 4]; /* what else there is to say of it may be why */
    snprintf(refusal, sizeof refusal, "%s%s%s", x->note, action[0] ? " / " : "", action);
    struct journal_entry e = {.service = x->service ? x->service->name : NULL,
                              .op = x->op ? x->op->name : NULL,
                              .system = x->caller.system,
                              .code = info->code,
                              .uketsuke = status_kubun(st) == 9 ? NULL : x->call.uketsuke,
                              .note = status_kubun(st) == 9 ? refusal
                                      : action[0]           ? action
                                                            : NULL,
                              .http = x->http,
                              .us = clock_real_us() - x->started_us,
                              .bytes_in = x->bytes_in,
                              .bytes_out = (int64_t)exchange_reply_size(x)};
    world_journal(x->world, &e);
}

void request_reply_error(struct exchange *x)
{
    struct diag passed = DIAG_INIT;
    if (x->generation && world_still(x->world, x->generation, &passed) != ST_OK)
        x->diag = passed; /* whatever else is wrong with it */
    x->file = (struct download){0};
    buf_clear(&x->kit.tail);
    fault_clean(x->diag.item);
    fault_clean(x->diag.want);
    fault_clean(x->diag.have);
    if (status_info(x->diag.status)->fault != FAULT_NONE || !x->op)
        fault_write(x);
    else
        writer_reply(x, x->diag.status);
    request_ready(x, x->diag.status);
}

int exchange_http_status(const struct exchange *x)
{
    return x->http;
}

const char *exchange_content_type(const struct exchange *x)
{
    return request_version(x) == SOAP_12 ? "application/soap+xml; charset=utf-8" : "text/xml; charset=utf-8";
}

uint64_t exchange_reply_size(const struct exchange *x)
{
    return x->kit.head.len + S_file_size(x) + x->kit.tail.len;
}

/* Copies from a text that stands at `start` of the reply. */
static size_t S_copy(const struct buf *b, uint64_t start, uint64_t pos, char *out, size_t max)
{
    if (pos < start || pos - start >= b->len)
        return 0;
    size_t n = b->len - (size_t)(pos - start);
    n = n < max ? n : max;
    memcpy(out, b->data + (pos - start), n);
    return n;
}

/* Base64 characters from `pos` of the file's text; 0 when the file cannot be read any more. */
static size_t S_copy_file(struct exchange *x, uint64_t pos, char *out, size_t max)
{
    unsigned char raw[FILE_CHUNK];
    char text[FILE_CHUNK / 3 * 4];
    uint64_t group = pos / 4;
    size_t skip = (size_t)(pos % 4), want = FILE_CHUNK, got = 0;
    uint64_t rest = (uint64_t)x->file.size - group * 3;
    if (max + skip < sizeof text)
        want = (max + skip + 3) / 4 * 3;
    if (rest < want)
        want = (size_t)rest;
    while (got < want) {
        ssize_t r = pread(x->file_fd, raw + got, want - got, (off_t)(group * 3 + got));
        if (r <= 0)
            return 0;
        got += (size_t)r;
    }
    size_t n = base64_encode(raw, want, text) - skip;
    n = n < max ? n : max;
    memcpy(out, text + skip, n);
    return n;
}

long exchange_reply_read(struct exchange *x, uint64_t pos, char *out, size_t max)
{
    uint64_t file_at = x->kit.head.len, tail_at = file_at + S_file_size(x);
    size_t done = 0;
    while (done < max && pos < exchange_reply_size(x)) {
        size_t n = S_copy(&x->kit.head, 0, pos, out + done, max - done);
        if (!n && pos < tail_at)
            n = S_copy_file(x, pos - file_at, out + done,
                            max - done < tail_at - pos ? max - done : (size_t)(tail_at - pos));
        if (!n)
            n = S_copy(&x->kit.tail, tail_at, pos, out + done, max - done);
        if (!n)
            return -1;
        done += n;
        pos += n;
    }
    return (long)done;
}

const char *exchange_reply_data(const struct exchange *x)
{
    return x->file.path ? NULL : x->kit.head.data;
}

const char *exchange_operation(const struct exchange *x)
{
    return x->op ? x->op->name : "-";
}

const char *exchange_code(const struct exchange *x)
{
    return status_info(x->status)->code;
}

const char *exchange_note(const struct exchange *x)
{
    return x->note;
}

void exchange_free(struct exchange *x)
{
    if (!x)
        return;
    intake_release(x);
    charset_release(&x->charset);
    if (x->file_fd >= 0)
        close(x->file_fd);
    if (x->world)
        world_release(x->world);
    pool_give(x);
}
