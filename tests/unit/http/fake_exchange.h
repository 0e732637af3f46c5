/* soap/exchange.h for the tests of http/, included once per test: the service's name says how the exchange
 * behaves. echo    answers the body           stream  the same, read piece by piece wait    like echo, after
 * wake()    refuse  decided at the head (500) who     answers what the head said cut     the file behind the
 * reply is lost    hold    waits in finish for fake_go, then for fake_wake_all */
#ifndef TESTS_UNIT_HTTP_FAKE_EXCHANGE_H
#define TESTS_UNIT_HTTP_FAKE_EXCHANGE_H
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "soap/exchange.h"
#include "web/login.h"
#include "world/event.h"

struct exchange {
    char service[64];
    struct buf body;
    int http;
    bool stream, refused, aborted;
    void (*wake)(void *cls);
    void *cls;
};

static int fake_live; /* exchanges not yet freed */
static pthread_mutex_t fake_lock = PTHREAD_MUTEX_INITIALIZER;

static inline int fake_count(int change)
{
    pthread_mutex_lock(&fake_lock);
    int n = fake_live += change;
    pthread_mutex_unlock(&fake_lock);
    return n;
}

/* What was told (world/event.h): the last one, which test and fakes share. */
static pthread_cond_t fake_more = PTHREAD_COND_INITIALIZER;
static int fake_told, fake_unread; /* events; replies that did not reach their caller */
static int fake_finished;          /* requests that have come whole */
static int fake_http;
static bool fake_everywhere;
static char fake_why[200];
static char fake_code[8], fake_world[64], fake_note[800], fake_system[68];

enum status event_tell(const struct event *e)
{
    pthread_mutex_lock(&fake_lock);
    fake_http = e->http;
    fake_everywhere = e->everywhere;
    snprintf(fake_code, sizeof fake_code, "%s", e->code ? e->code : "");
    snprintf(fake_world, sizeof fake_world, "%s", e->world_name ? e->world_name : "");
    snprintf(fake_system, sizeof fake_system, "%s", e->system ? e->system : "");
    snprintf(fake_note, sizeof fake_note, "%s", e->note ? e->note : "");
    fake_told++;
    pthread_cond_broadcast(&fake_more);
    pthread_mutex_unlock(&fake_lock);
    return ST_OK;
}

static inline void fake_wait(const int *count, int n)
{
    pthread_mutex_lock(&fake_lock);
    while (*count < n)
        pthread_cond_wait(&fake_more, &fake_lock);
    pthread_mutex_unlock(&fake_lock);
}

void exchange_unread(struct exchange *x, enum status st, const char *why)
{
    (void)st;
    (void)x;
    pthread_mutex_lock(&fake_lock);
    snprintf(fake_why, sizeof fake_why, "%s", why ? why : "");
    fake_unread++;
    pthread_cond_broadcast(&fake_more);
    pthread_mutex_unlock(&fake_lock);
}

struct exchange *exchange_new(const struct exchange_head *h)
{
    struct exchange *x = calloc(1, sizeof *x);
    fake_count(1);
    snprintf(x->service, sizeof x->service, "%s", h->service);
    x->http = 200;
    x->stream = strcmp(h->service, "stream") == 0 || strcmp(h->service, "cut") == 0;
    if (strcmp(h->service, "refuse") == 0 || strcmp(h->method, "POST") != 0) {
        x->refused = true;
        x->http = 500;
        buf_addf(&x->body, "refused %s, %s", h->method, h->allow);
    }
    if (h->nowhere) {
        x->refused = true;
        x->http = 500;
        buf_addf(&x->body, "nowhere %s, want %s", h->nowhere->have, h->nowhere->want);
    }
    if (h->wrong) {
        x->refused = true;
        x->http = status_info(h->wrong->status)->http;
        buf_addf(&x->body, "wrong %s", status_info(h->wrong->status)->name);
    }
    if (strcmp(h->service, "who") == 0)
        buf_addf(&x->body, "world=%s cn=%s error=%s plain=%d length=%lld%s type=%s action=%s o=%s wrong=%s",
                 h->door.world, h->door.cert_cn ? h->door.cert_cn : "-",
                 h->door.cert_wrong != ST_OK ? h->door.cert_error : "-", h->door.plain,
                 (long long)h->content_length, h->unsized ? " unsized" : "",
                 h->content_type ? h->content_type : "-", h->soap_action ? h->soap_action : "-",
                 h->door.cert_o ? h->door.cert_o : "-", status_info(h->door.cert_wrong)->name);
    return x;
}

bool soap_is_media(const char *content_type)
{
    return content_type && strcmp(content_type, "text/xml") == 0;
}

bool exchange_refused(const struct exchange *x)
{
    return x->refused;
}

void exchange_feed(struct exchange *x, const char *p, size_t n)
{
    if (!x->refused && !x->aborted && strcmp(x->service, "who") != 0)
        buf_add(&x->body, p, n);
}

void exchange_abort(struct exchange *x, enum status st, const char *have)
{
    (void)have;
    x->aborted = x->refused = true;
    x->http = 400;
    buf_clear(&x->body);
    buf_addf(&x->body, "abort %s", status_info(st)->name);
}

static void *fake_later(void *cls)
{
    struct exchange *x = cls;
    x->wake(x->cls);
    return NULL;
}

/* hold */
enum { FAKE_HELD = 16 };
static sem_t fake_there, fake_go;
static struct exchange *fake_held[FAKE_HELD];
static int fake_held_n;

static inline void fake_wake_all(void)
{
    for (int i = 0; i < fake_held_n; i++)
        fake_held[i]->wake(fake_held[i]->cls);
    fake_held_n = 0;
}

static inline void fake_hold(struct exchange *x)
{
    fake_held[fake_held_n++] = x;
    sem_post(&fake_there);
    sem_wait(&fake_go);
}

void exchange_finish(struct exchange *x, void (*wake)(void *cls), void *cls)
{
    bool hold = strcmp(x->service, "hold") == 0;
    pthread_t t;
    pthread_mutex_lock(&fake_lock);
    fake_finished++;
    pthread_cond_broadcast(&fake_more);
    pthread_mutex_unlock(&fake_lock);
    if ((strcmp(x->service, "wait") != 0 && !hold) || x->refused) {
        wake(cls);
        return;
    }
    x->wake = wake;
    x->cls = cls;
    if (hold) {
        fake_hold(x);
        return;
    }
    pthread_create(&t, NULL, fake_later, x);
    pthread_detach(t);
}

enum exchange_fate exchange_fate(const struct exchange *x)
{
    (void)x;
    return FATE_WHOLE;
}

int exchange_http_status(const struct exchange *x)
{
    return x->http;
}

const char *exchange_content_type(const struct exchange *x)
{
    (void)x;
    return "text/xml; charset=utf-8";
}

uint64_t exchange_reply_size(const struct exchange *x)
{
    return x->body.len;
}

long exchange_reply_read(struct exchange *x, uint64_t pos, char *out, size_t max)
{
    if (strcmp(x->service, "cut") == 0 && pos > 0)
        return -1;
    size_t n = x->body.len - (size_t)pos;
    n = n < max ? n : max;
    n = n < 5000 ? n : 5000;
    memcpy(out, x->body.data + pos, n);
    return (long)n;
}

const char *exchange_reply_data(const struct exchange *x)
{
    return x->stream ? NULL : x->body.data ? x->body.data : "";
}

void exchange_free(struct exchange *x)
{
    buf_release(&x->body);
    free(x);
    fake_count(-1);
}

enum status soap_open(const char *schema_dir, const char *wsdl_dir, struct diag *d)
{
    (void)schema_dir, (void)wsdl_dir, (void)d;
    return ST_OK;
}

void soap_close(void)
{
}

enum status soap_service(const char *name, struct diag *d)
{
    return strcmp(name, "echo") == 0 ? ST_OK : diag_set(d, ST_NO_SUCH_SERVICE, "サービス", "echo、who", name);
}

static inline enum status fake_lost(struct diag *d, const char *have)
{
    return diag_set(d, ST_NO_SUCH_SERVICE, "サービス", "echo", have);
}

enum status soap_wsdl(const struct call_door *door, const char *service, const char *version,
                      const char *address, struct buf *out, struct diag *d)
{
    if (strcmp(service, "echo") != 0)
        return fake_lost(d, service);
    buf_addf(out, "<wsdl%s %s %s %s>", version ? version : "", door->world, service, address);
    return ST_OK;
}

enum status soap_xsd(const struct call_door *door, const char *service, const char *name, const char *address,
                     struct buf *out, struct diag *d)
{
    if (!name || strcmp(name, "common") != 0)
        return fake_lost(d, name);
    buf_addf(out, "<xsd %s %s %s %s>", door->world, service, name, address);
    return ST_OK;
}

enum status soap_page(const struct call_door *door, const char *service, struct buf *out, struct diag *d)
{
    if (strcmp(service, "echo") != 0)
        return fake_lost(d, service);
    buf_addf(out, "<page %s %s>", door->world, service);
    return ST_OK;
}

enum status web_login(const struct call_door *door, struct buf *out, struct diag *d)
{
    if (strcmp(door->world, "lot2") != 0)
        return diag_set(d, ST_NO_SUCH_WORLD, "ワールド", "lot2", door->world);
    buf_addf(out, "<login %s %s %s>", door->world, door->way == WAY_TANMATSU ? "tanmatsu" : "system",
             door->cert_cn ? door->cert_cn : "-");
    return ST_OK;
}
#endif
