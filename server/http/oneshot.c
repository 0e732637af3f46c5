/* One request from a file; see oneshot.h. */
#include "http/oneshot.h"

#include <pthread.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/file.h"
#include "http/gzip.h"
#include "soap/exchange.h"
#include "world/world.h"

enum { FILE_MAX = 1 << 30, BLOCK = 32 * 1024 };

struct waiting {
    pthread_mutex_t lock;
    pthread_cond_t done;
    bool over;
};

struct oneshot {
    char *method, *target, *body;
    size_t body_len;
    const char *type, *action, *encoding;
};

static enum status S_form(struct diag *d, const char *item, const char *have)
{
    return diag_set(d, ST_SETUP, item, "「POST /ワールド/soap/サービス」の行、ヘッダ、空行、本文", have);
}

/* Cuts the next line of the head off; NULL at the end of the text. */
static char *S_line(char **at, char *end)
{
    char *line = *at, *nl = line < end ? memchr(line, '\n', (size_t)(end - line)) : NULL;
    if (!nl)
        return NULL;
    *nl = 0;
    if (nl > line && nl[-1] == '\r')
        nl[-1] = 0;
    *at = nl + 1;
    return line;
}

static enum status S_parse(struct buf *file, struct oneshot *q, struct diag *d)
{
    char *at = file->data, *end = at + file->len, *line = S_line(&at, end);
    if (!line || !(q->target = strchr(line, ' ')))
        return S_form(d, "一行目", line);
    *q->target++ = 0;
    q->target[strcspn(q->target, " ")] = 0; /* "HTTP/1.1" may follow */
    q->method = line;
    while ((line = S_line(&at, end)) && *line) {
        char *value = strchr(line, ':');
        if (!value)
            return S_form(d, "ヘッダ", line);
        *value++ = 0;
        value += strspn(value, " \t");
        if (strcasecmp(line, "Content-Type") == 0)
            q->type = value;
        else if (strcasecmp(line, "SOAPAction") == 0)
            q->action = value;
        else if (strcasecmp(line, "Content-Encoding") == 0)
            q->encoding = value;
    }
    q->body = at;
    q->body_len = (size_t)(end - at);
    return line ? ST_OK : S_form(d, "空行", "ありません");
}

static void S_sink(void *cls, const char *p, size_t n)
{
    exchange_feed(cls, p, n);
}

static void S_body(struct exchange *x, const struct oneshot *q)
{
    struct gunzip *z = NULL;
    enum status st = ST_OK;
    if (exchange_refused(x))
        return;
    if (gunzip_is_identity(q->encoding)) {
        exchange_feed(x, q->body, q->body_len);
        return;
    }
    st = gunzip_new(q->encoding, &z);
    if (st == ST_OK)
        st = gunzip_feed(z, q->body, q->body_len, S_sink, x);
    if (st == ST_OK)
        st = gunzip_end(z);
    if (st != ST_OK)
        exchange_abort(x, st, z ? gunzip_why(z, st) : q->encoding);
    gunzip_free(z);
}

static void S_wake(void *cls)
{
    struct waiting *w = cls;
    pthread_mutex_lock(&w->lock);
    w->over = true;
    pthread_cond_signal(&w->done);
    pthread_mutex_unlock(&w->lock);
}

static void S_finish(struct exchange *x)
{
    struct waiting w = {.over = false};
    pthread_mutex_init(&w.lock, NULL);
    pthread_cond_init(&w.done, NULL);
    exchange_finish(x, S_wake, &w);
    pthread_mutex_lock(&w.lock);
    while (!w.over)
        pthread_cond_wait(&w.done, &w.lock);
    pthread_mutex_unlock(&w.lock);
    pthread_cond_destroy(&w.done);
    pthread_mutex_destroy(&w.lock);
}

static enum status S_print(struct exchange *x, FILE *out, struct diag *d)
{
    char block[BLOCK];
    uint64_t pos = 0, size = exchange_reply_size(x);
    while (pos < size) {
        long n = exchange_reply_read(x, pos, block, sizeof block);
        if (n <= 0)
            return diag_set(d, ST_SETUP, "応答", "読めること", "途中までしか読めません");
        fwrite(block, 1, (size_t)n, out);
        pos += (uint64_t)n;
    }
    return fflush(out) == 0 && !ferror(out) ? ST_OK
                                            : diag_set(d, ST_SETUP, "標準出力", "書けること", "書けません");
}

enum status oneshot_run(const struct edge *edge, const char *path, FILE *out, int *ret_http, struct diag *d)
{
    struct buf file = BUF_INIT;
    struct oneshot q = {0};
    struct route r = {0};
    struct exchange *x = NULL;
    enum status st = file_read(path, FILE_MAX, &file, d);
    if (st == ST_OK)
        st = file.data ? S_parse(&file, &q, d) : S_form(d, file_tail(path), "空です");
    if (st != ST_OK)
        goto out;
    route_find_raw(&edge->aliases, q.target, &r);
    if (r.kind != ROUTE_SOAP) {
        st = S_form(d, "一行目", q.target);
        goto out;
    }
    struct exchange_head head = {.service = r.service,
                                 .method = q.method,
                                 .allow = r.allow,
                                 .content_type = q.type,
                                 .soap_action = q.action,
                                 .content_length = (int64_t)q.body_len,
                                 .began_us = clock_real_us(),
                                 .door = {.world = r.world, .epoch = worlds_epoch(), .plain = true}};
    x = exchange_new(&head);
    if (!x) {
        st = diag_set(d, ST_SETUP, "要求", "メモリ", "足りません");
        goto out;
    }
    S_body(x, &q);
    S_finish(x);
    st = S_print(x, out, d);
    if (st == ST_OK)
        *ret_http = exchange_http_status(x);
out:
    if (x)
        exchange_free(x);
    buf_release(&file);
    return st;
}
