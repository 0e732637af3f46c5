/* SOAP calls; see soap.h. */
#include "wire/soap.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/file.h"
#include "wire/envelope.h"
#include "say.h"
#include "wire/sink.h"

static const char S_cid[] = "naiyo@chukan";
enum { REPLY_MAX = 256 << 20 };

/* name: whose; cn: of the certificate */
static void S_default(struct target *t, const char *name, const char *cn, const char *data, bool plain)
{
    size_t n = (size_t)snprintf(t->default_password, sizeof t->default_password, "pw-%s", name);
    for (size_t i = 0; i < n && i < sizeof t->default_password; i++)
        t->default_password[i] = (char)tolower((unsigned char)t->default_password[i]);
    t->password = t->default_password;
    t->cert = t->key = t->cacert = NULL;
    if (!data || plain)
        return;
    snprintf(t->paths[0], sizeof t->paths[0], "%s/pki/clients/%s.crt", data, cn);
    snprintf(t->paths[1], sizeof t->paths[1], "%s/pki/clients/%s.key", data, cn);
    snprintf(t->paths[2], sizeof t->paths[2], "%s/pki/ca.crt", data);
    t->cert = t->paths[0];
    t->key = t->paths[1];
    t->cacert = t->paths[2];
}

void target_as(struct target *t, const char *system, const char *data, bool plain)
{
    t->system = system;
    t->tanmatsu = NULL;
    S_default(t, system, system, data, plain);
}

void target_at(struct target *t, const char *tanmatsu, const char *user, const char *data, bool plain)
{
    snprintf(t->login, sizeof t->login, "%s/%s", tanmatsu, user);
    t->system = plain ? t->login : user;
    t->tanmatsu = tanmatsu;
    S_default(t, user, tanmatsu, data, plain);
}

/* The library would wait for a FIFO. What is wrong in another way it tells itself. */
static int S_regular(const char *path)
{
    int fd = file_open(path);
    if (fd >= 0)
        close(fd);
    else if (errno == ESPIPE || errno == EISDIR)
        return say_usage(
            tr("%s を証明書や鍵として読めません: %s", "cannot read %s as a certificate or key: %s"), path,
            FILE_CAUSE(errno));
    return EXIT_FINE;
}

static int S_certificates(const struct target *t)
{
    if (!t->cert || !t->key || !t->cacert)
        return say_usage(tr("証明書が分かりません。--data DIR か、--cert --key --cacert "
                            "を指定してください（証明書なしなら --plain）",
                            "no certificate: give --data DIR, or --cert --key --cacert (--plain for none)"));
    int status = S_regular(t->cert);
    if (!status)
        status = S_regular(t->key);
    return status ? status : S_regular(t->cacert);
}

int target_login(struct target *t, const struct options *o)
{
    if (!o->system == !o->tanmatsu)
        return say_usage(tr("--system システム識別子（例 --system KS06139992A）か --tanmatsu 統合専用端末 の"
                            "どちらか一方を指定してください",
                            "give either --system ID (KS06139992A) or --tanmatsu ID"));
    *t = (struct target){.url = o->url,
                         .world = o->world,
                         .busho = o->busho,
                         .user = o->user,
                         .version = o->soap,
                         .timeout = o->timeout};
    if (o->tanmatsu)
        target_at(t, o->tanmatsu, o->user, o->data, o->plain);
    else
        target_as(t, o->system, o->data, o->plain);
    if (o->password)
        t->password = o->password;
    if (o->cert && !o->plain)
        t->cert = o->cert;
    if (o->key && !o->plain)
        t->key = o->key;
    if (o->cacert && !o->plain)
        t->cacert = o->cacert;
    return EXIT_FINE;
}

int target_from(struct target *t, const struct options *o)
{
    int status = target_login(t, o);
    return status || o->plain ? status : S_certificates(t);
}

/* What of the body lies around the file, and its head. All texts live until the request is done. */
struct message {
    struct buf envelope, before, after;
    char boundary[48], type[400], action[300];
    struct source *source;
    int fd;
};

static void S_headers(struct message *m, const struct target *t, const struct soap_request *q, bool mtom)
{
    const char *soap_type = t->version == 11 ? "text/xml" : "application/soap+xml";
    char uri[200];
    snprintf(uri, sizeof uri, "urn:chukan:%s:1/%s", q->service, q->op);
    snprintf(m->action, sizeof m->action, "SOAPAction: \"%s\"", uri);
    char action[220] = "";
    if (t->version == 12)
        snprintf(action, sizeof action, "; action=\"%s\"", uri);
    if (!mtom) {
        snprintf(m->type, sizeof m->type, "%s; charset=UTF-8%s", soap_type, action);
        return;
    }
    unsigned char noise[12] = {0};
    if (getrandom(noise, sizeof noise, 0) < 0)
        noise[0] = 1;
    memcpy(m->boundary, "chukan-", 7);
    hex_text(noise, sizeof noise, m->boundary + 7);
    snprintf(m->type, sizeof m->type,
             "multipart/related; boundary=\"%s\"; type=\"application/xop+xml\"; start=\"<root@chukan>\"; "
             "start-info=\"%s\"%s",
             m->boundary, soap_type, action);
    buf_addf(&m->before,
             "--%s\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"%s\"\r\n"
             "Content-Transfer-Encoding: 8bit\r\nContent-ID: <root@chukan>\r\n\r\n",
             m->boundary, soap_type);
    buf_add(&m->before, m->envelope.data, m->envelope.len);
    buf_addf(&m->before,
             "\r\n--%s\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
             "Content-ID: <%s>\r\n\r\n",
             m->boundary, S_cid);
    buf_addf(&m->after, "\r\n--%s--\r\n", m->boundary);
}

/* Envelope and source; false with r->error set. */
static bool S_compose(struct message *m, const struct target *t, const struct soap_request *q,
                      struct reply *r)
{
    struct envelope e = {.version = t->version,
                         .system = t->system,
                         .password = t->password,
                         .service = q->service,
                         .op = q->op,
                         .busho = t->busho,
                         .user = t->user,
                         .fields = q->fields,
                         .field_count = q->field_count,
                         .literal = q->literal,
                         .xop = q->inline_file ? NULL : S_cid};
    struct envelope_result er;
    enum envelope_fault f = envelope_build(&e, &m->envelope, &er);
    if (f) {
        snprintf(r->error, sizeof r->error, "%s: %.300s", envelope_fault_text(f),
                 er.wrong < q->field_count ? q->fields[er.wrong] : q->op);
        return false;
    }
    if (er.file && (m->fd = file_open(er.file)) < 0) {
        snprintf(r->error, sizeof r->error, tr("%.900s を開けません: %s", "cannot open %.900s: %s"), er.file,
                 FILE_CAUSE(errno));
        return false;
    }
    bool mtom = er.file && !q->inline_file;
    S_headers(m, t, q, mtom);
    m->source = calloc(1, sizeof *m->source);
    if (!m->source || !buf_ok(&m->envelope) || !buf_ok(&m->before) || !buf_ok(&m->after)) {
        snprintf(r->error, sizeof r->error, "%s", tr("メモリが足りません", "out of memory"));
        return false;
    }
    if (mtom)
        source_text(m->source, m->before.data, m->before.len);
    else
        source_text(m->source, m->envelope.data, er.file ? er.split : m->envelope.len);
    if (er.file && !source_file(m->source, m->fd, q->inline_file)) {
        snprintf(r->error, sizeof r->error,
                 tr("%.900s は普通のファイルではありません", "%.900s is not a plain file"), er.file);
        return false;
    }
    if (mtom)
        source_text(m->source, m->after.data, m->after.len);
    else if (er.file)
        source_text(m->source, m->envelope.data + er.split, m->envelope.len - er.split);
    return true;
}

static void S_url(const struct target *t, const struct soap_request *q, char out[1200])
{
    char world[300]; /* what has no room is longer than the name of any world */
    http_segment(world, sizeof world, t->world);
    snprintf(out, 1200, "%.*s/%s/%ssoap/%s", http_base(t->url), t->url, world, t->tanmatsu ? "terminal/" : "",
             q->service);
}

/* The file's size and digest as the reply tells them must be what lies on disk. */
static bool S_file_arrived(const struct sink *s, struct reply *r)
{
    const char *size = node_text(r->root, "size"), *sum = node_text(r->root, "sha256");
    if (r->kubun != 1 || (size && strtoll(size, NULL, 10) == r->file_size && sum &&
                          strcmp(sum, r->file_sha256) == 0 && base64_end(&s->base64)))
        return true;
    snprintf(r->error, sizeof r->error,
             tr("結果ファイルの大きさかハッシュが応答と一致しません（%lld バイト）",
                "the result file is not what the reply says (%lld bytes)"),
             (long long)r->file_size);
    r->root = NULL;
    return false;
}

static bool S_exchange(struct http *h, const struct target *t, const struct soap_request *q,
                       struct message *m, struct reply *r)
{
    char url[1200];
    struct sink sink;
    const char *error = "";
    S_url(t, q, url);
    r->raw.max = REPLY_MAX;
    if (!sink_open(&sink, &r->raw, q->result_fd)) {
        snprintf(r->error, sizeof r->error, "%s", tr("メモリが足りません", "out of memory"));
        return false;
    }
    struct http_request hr = {.method = "POST",
                              .url = url,
                              .content_type = m->type,
                              .header = t->version == 11 ? m->action : NULL,
                              .cert = t->cert,
                              .key = t->key,
                              .cacert = t->cacert,
                              .body = m->source,
                              .progress = q->progress,
                              .timeout = t->timeout,
                              .sink = sink_take,
                              .cls = &sink};
    r->http = http_do(h, &hr, &error);
    sink_close(&sink, r->file_sha256);
    r->file_size = sink.written;
    if (!r->http) {
        snprintf(r->error, sizeof r->error, "%s", sink.failed ? sink.failed : error);
        return false;
    }
    return reply_read(r) && (q->result_fd < 0 || S_file_arrived(&sink, r));
}

static void S_message_release(struct message *m)
{
    if (m->fd >= 0)
        close(m->fd);
    free(m->source);
    buf_release(&m->envelope);
    buf_release(&m->before);
    buf_release(&m->after);
}

bool soap_call(struct http *h, const struct target *t, const struct soap_request *q, struct reply *r)
{
    struct message m = {.fd = -1};
    *r = (struct reply){.code = "", .message = ""};
    bool ok = S_compose(&m, t, q, r) && S_exchange(h, t, q, &m, r);
    S_message_release(&m);
    return ok;
}

bool soap_dump(const struct target *t, const struct soap_request *q, struct buf *out, char *error)
{
    struct message m = {.fd = -1};
    struct reply r = {.code = ""};
    char url[1200];
    bool ok = S_compose(&m, t, q, &r);
    S_url(t, q, url);
    const char *host = strstr(url, "://"), *path = strchr(host ? host + 3 : url, '/');
    host = host ? host + 3 : url;
    if (ok)
        buf_addf(out, "POST %s HTTP/1.1\r\nHost: %.*s\r\nContent-Type: %s\r\n", path, (int)(path - host),
                 host, m.type);
    if (ok && t->version == 11)
        buf_addf(out, "%s\r\n", m.action);
    for (int i = 0; ok && i < m.source->count; i++) {
        const struct piece *p = &m.source->piece[i];
        buf_adds(out, i ? "" : "\r\n");
        if (p->text)
            buf_add(out, p->text, p->n);
        else
            buf_addf(out,
                     p->base64
                         ? tr("（ファイルの %lld バイトを base64 で）", "(%lld bytes of the file, as base64)")
                         : tr("（ファイルの %lld バイト）", "(%lld bytes of the file)"),
                     (long long)p->size);
    }
    snprintf(error, sizeof r.error, "%s", r.error);
    S_message_release(&m);
    return ok && buf_ok(out);
}
