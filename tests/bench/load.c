/* Load generator of the bench: many keep-alive connections in one epoll thread, each request different. For
 * kanyusha.register (a distinct valid 個人番号 each), kanyusha.getShikakuRireki, over TLS with a client
 * certificate as well, and 情報照会: shokai.request and, on the same connection, shokai.getResult, which must
 * have an answer; both count as one. Prints "requests seconds rate p50_us p99_us failed". Called by bench.py.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

#include "series.h"

enum { BODY = 4096, REQUEST = BODY + 512, REPLY = 65536, MAX_CONNECTIONS = 1024 };

enum mode { RIREKI, REGISTER, SHOKAI };

struct options {
    enum mode mode;
    int port, connections;
    long count;
    int64_t salt;       /* register: first digit of the series; otherwise: how many 枝番 there are */
    long first;         /* $LOAD_FIRST: the number of the first request, or 0 */
    const char *shokai; /* $LOAD_SHOKAI: what shokai.request has after 枝番 */
    const char *hokensha, *cert, *key;
    const char *world; /* $LOAD_WORLD, or lot2 */
};

struct connection {
    int fd;
    SSL *ssl; /* NULL on the plain port */
    char out[REQUEST], in[REPLY];
    size_t out_len, out_at, in_len;
    int64_t began;  /* microseconds */
    char bango[32]; /* shokai: its answer is asked for, or "" */
};

struct run {
    struct options o;
    int poll;
    long sent, answered, failed;
    uint32_t *us; /* how long each request took */
    SSL_CTX *tls;
};

static int64_t S_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

/* The service, the operation and its fields. */
static const char *S_fields(const struct options *o, long n, const struct connection *c, char *out,
                            size_t cap)
{
    char number[13];
    long long edaban = 1 + (long long)(n * 7919 % o->salt);
    if (o->mode == RIREKI) {
        snprintf(out, cap, "<t:edaban>%09lld</t:edaban>", edaban);
        return "kanyusha/getShikakuRireki";
    }
    if (o->mode == SHOKAI && c->bango[0]) {
        snprintf(out, cap, "<t:shokaiBango>%s</t:shokaiBango>", c->bango);
        return "shokai/getResult";
    }
    if (o->mode == SHOKAI) {
        snprintf(out, cap, "<t:edaban>%09lld</t:edaban>%s", edaban, o->shokai);
        return "shokai/request";
    }
    series_kojin_bango(n, o->salt, number);
    snprintf(out, cap,
             "<t:kojinBango>%s</t:kojinBango><t:kigo>３３</t:kigo><t:bango>%ld</"
             "t:bango><t:honninKazoku>1</t:honninKazoku>"
             "<t:shimei>仮山　見本%ld</t:shimei><t:shimeiKana>カリヤマ　ミホン</"
             "t:shimeiKana><t:seibetsu>1</t:seibetsu>"
             "<t:seinengappi>19800101</t:seinengappi><t:jusho>架空県仮想市見本町%ld番</"
             "t:jusho><t:shutokuYmd>20100401</t:shutokuYmd>",
             number, n, n, n);
    return "kanyusha/register";
}

static void S_request(const struct options *o, long n, struct connection *c)
{
    char body[BODY], fields[1024];
    const char *path = S_fields(o, n, c, fields, sizeof fields), *op = strchr(path, '/') + 1;
    const int service = (int)(op - 1 - path);
    int len = snprintf(
        body, sizeof body,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope "
        "xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Header>"
        "<w:Security "
        "xmlns:w=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\">"
        "<w:UsernameToken><w:Username>KS%sA</w:Username><w:Password "
        "Type=\"http://docs.oasis-open.org/wss/2004/01/"
        "oasis-200401-wss-username-token-profile-1.0#PasswordText\">pw-ks%sa</w:Password></w:UsernameToken></"
        "w:Security>"
        "</s:Header><s:Body><t:%s xmlns:t=\"urn:chukan:%.*s:1\" xmlns:c=\"urn:chukan:common:1\"><t:irai>"
        "<c:busho>B001</c:busho><c:user>u001</c:user></t:irai>%s</t:%s></s:Body></s:Envelope>",
        o->hokensha, o->hokensha, op, service, path, fields, op);
    c->out_len = (size_t)snprintf(
        c->out, sizeof c->out,
        "POST /%s/soap/%.*s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: text/xml; charset=utf-8\r\n"
        "SOAPAction: \"\"\r\nContent-Length: %d\r\n\r\n%s",
        o->world, service, path, o->port, len, body);
    c->out_at = 0;
    c->in_len = 0;
}

/* Both answer -1 for "not now", 0 for an end or an error. */
static long S_read(struct connection *c, char *p, size_t n)
{
    if (c->ssl) {
        int got = SSL_read(c->ssl, p, (int)n);
        return got > 0 ? got : SSL_get_error(c->ssl, got) == SSL_ERROR_WANT_READ ? -1 : 0;
    }
    ssize_t got = read(c->fd, p, n);
    return got > 0 ? got : got < 0 && errno == EAGAIN ? -1 : 0;
}

static long S_write(struct connection *c, const char *p, size_t n)
{
    if (c->ssl) {
        int put = SSL_write(c->ssl, p, (int)n);
        return put > 0 ? put : SSL_get_error(c->ssl, put) == SSL_ERROR_WANT_WRITE ? -1 : 0;
    }
    ssize_t put = write(c->fd, p, n);
    return put > 0 ? put : put < 0 && errno == EAGAIN ? -1 : 0;
}

static bool S_connect(struct run *r, struct connection *c)
{
    struct sockaddr_in at = {.sin_family = AF_INET, .sin_port = htons((uint16_t)r->o.port)};
    int one = 1;
    at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    c->fd = socket(AF_INET, SOCK_STREAM, 0);
    if (c->fd < 0 || connect(c->fd, (struct sockaddr *)&at, sizeof at) != 0)
        return false;
    setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    if (r->tls) {
        c->ssl = SSL_new(r->tls);
        if (!c->ssl || SSL_set_fd(c->ssl, c->fd) != 1 || SSL_connect(c->ssl) != 1)
            return false;
    }
    fcntl(c->fd, F_SETFL, O_NONBLOCK);
    struct epoll_event e = {.events = EPOLLIN, .data.ptr = c};
    return epoll_ctl(r->poll, EPOLL_CTL_ADD, c->fd, &e) == 0;
}

static bool S_put(struct connection *c)
{
    while (c->out_at < c->out_len) {
        long n = S_write(c, c->out + c->out_at, c->out_len - c->out_at);
        if (n == 0)
            return false;
        c->out_at += n > 0 ? (size_t)n : 0; /* a request fits the socket's buffer: waiting is rare */
    }
    return true;
}

static bool S_send(struct run *r, struct connection *c)
{
    if (r->sent >= r->o.count)
        return true;
    S_request(&r->o, r->o.first + r->sent++, c);
    c->began = S_now();
    return S_put(c);
}

/* true when the reply in c->in is whole. */
static bool S_whole(struct connection *c)
{
    c->in[c->in_len] = '\0';
    const char *end = strstr(c->in, "\r\n\r\n"), *length = strcasestr(c->in, "content-length:");
    return end && length && (size_t)(end + 4 - c->in) + strtoul(length + 15, NULL, 10) <= c->in_len;
}

/* shokai: the number of the 情報照会 whose answer is now to be asked for. */
static bool S_accepted(struct connection *c)
{
    const char *at = strstr(c->in, "shokaiBango>");
    return at && sscanf(at, "shokaiBango>%31[^<]", c->bango) == 1;
}

static void S_answered(struct run *r, struct connection *c)
{
    const char *want = r->o.mode == SHOKAI ? ">該当あり<" : "kubun>1<";
    r->us[r->answered++] = (uint32_t)(S_now() - c->began);
    c->bango[0] = '\0';
    if (!strstr(c->in, want) && (r->o.mode == SHOKAI || !strstr(c->in, "kubun>2<")) && r->failed++ == 0)
        fprintf(stderr, "load: first refusal: %s\n", c->in);
}

/* What comes after a whole reply. */
static bool S_next(struct run *r, struct connection *c)
{
    if (r->o.mode == SHOKAI && !c->bango[0] && S_accepted(c)) {
        S_request(&r->o, 0, c);
        return S_put(c);
    }
    S_answered(r, c);
    return S_send(r, c);
}

static bool S_loop(struct run *r)
{
    struct epoll_event ready[64];
    while (r->answered < r->o.count) {
        int n = epoll_wait(r->poll, ready, 64, 60000);
        if (n <= 0)
            return false;
        for (int i = 0; i < n; i++) {
            struct connection *c = ready[i].data.ptr;
            for (;;) {
                long got = S_read(c, c->in + c->in_len, sizeof c->in - 1 - c->in_len);
                if (got == 0)
                    return false;
                if (got < 0)
                    break;
                c->in_len += (size_t)got;
                if (S_whole(c)) {
                    if (!S_next(r, c))
                        return false;
                    break;
                }
            }
        }
    }
    return true;
}

static int S_by_size(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static bool S_open(struct run *r)
{
    r->poll = epoll_create1(0);
    r->us = calloc((size_t)r->o.count, sizeof *r->us);
    if (r->o.cert) {
        r->tls = SSL_CTX_new(TLS_client_method());
        if (!r->tls || SSL_CTX_use_certificate_file(r->tls, r->o.cert, SSL_FILETYPE_PEM) != 1 ||
            SSL_CTX_use_PrivateKey_file(r->tls, r->o.key, SSL_FILETYPE_PEM) != 1)
            return false;
    }
    return r->poll >= 0 && r->us;
}

int main(int argc, char **argv)
{
    static struct connection all[MAX_CONNECTIONS];
    if (argc != 7 && argc != 9) {
        fprintf(
            stderr,
            "usage: load register|rireki|shokai PORT CONNECTIONS COUNT SALT|EDABANS HOKENSHA [CERT KEY]\n");
        return 2;
    }
    const char *first = getenv("LOAD_FIRST"), *shokai = getenv("LOAD_SHOKAI");
    struct run r = {.o = {.mode = strcmp(argv[1], "register") == 0 ? REGISTER
                                  : strcmp(argv[1], "shokai") == 0 ? SHOKAI
                                                                   : RIREKI,
                          .first = first ? strtol(first, NULL, 10) : 0,
                          .shokai = shokai ? shokai : "",
                          .port = (int)strtol(argv[2], NULL, 10),
                          .connections = (int)strtol(argv[3], NULL, 10),
                          .count = strtol(argv[4], NULL, 10),
                          .salt = strtoll(argv[5], NULL, 10),
                          .hokensha = argv[6],
                          .cert = argc == 9 ? argv[7] : NULL,
                          .key = argc == 9 ? argv[8] : NULL,
                          .world = getenv("LOAD_WORLD") ? getenv("LOAD_WORLD") : "lot2"}};
    if (r.o.connections > MAX_CONNECTIONS || !S_open(&r))
        return 1;
    for (int i = 0; i < r.o.connections; i++)
        if (!S_connect(&r, &all[i]))
            return 1;
    int64_t began = S_now();
    for (int i = 0; i < r.o.connections; i++)
        if (!S_send(&r, &all[i]))
            return 1;
    if (!S_loop(&r)) {
        fprintf(stderr, "load: a connection was lost after %ld replies\n", r.answered);
        return 1;
    }
    double seconds = (double)(S_now() - began) / 1e6;
    qsort(r.us, (size_t)r.answered, sizeof *r.us, S_by_size);
    printf("%ld %.3f %.1f %u %u %ld\n", r.answered, seconds, (double)r.answered / seconds,
           r.us[r.answered / 2], r.us[r.answered * 99 / 100], r.failed);
    free(r.us);
    return r.failed ? 1 : 0;
}
