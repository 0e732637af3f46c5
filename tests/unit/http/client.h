/* A small loopback HTTP client for the tests of http/: raw bytes out, one reply in, with or without TLS.
 * Reads never block for more than ten seconds. */
#ifndef TESTS_UNIT_HTTP_CLIENT_H
#define TESTS_UNIT_HTTP_CLIENT_H
#include <arpa/inet.h>
#include <check.h>
#include <gnutls/gnutls.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "base/buf.h"

struct client {
    int fd;
    gnutls_session_t tls; /* NULL: plain */
    struct buf in;        /* received, not yet taken */
};

struct answer {
    int http;
    struct buf head, body;
};

static inline struct client client_open(uint16_t port)
{
    struct client c = {.fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), .in = BUF_INIT};
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct timeval limit = {.tv_sec = 10};
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(c.fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    setsockopt(c.fd, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    ck_assert_int_eq(connect(c.fd, (struct sockaddr *)&a, sizeof a), 0);
    return c;
}

static inline void client_close(struct client *c)
{
    if (c->tls)
        gnutls_deinit(c->tls);
    close(c->fd);
    buf_release(&c->in);
}

static inline bool client_send(struct client *c, const void *p, size_t n)
{
    while (n) {
        ssize_t w = c->tls ? gnutls_record_send(c->tls, p, n) : send(c->fd, p, n, MSG_NOSIGNAL);
        if (w <= 0)
            return false;
        p = (const char *)p + w;
        n -= (size_t)w;
    }
    return true;
}

static inline void client_text(struct client *c, const char *text)
{
    ck_assert(client_send(c, text, strlen(text)));
}

/* false at the end of the connection. */
static inline bool client_more(struct client *c)
{
    char block[16384];
    ssize_t r;
    do
        r = c->tls ? gnutls_record_recv(c->tls, block, sizeof block) : recv(c->fd, block, sizeof block, 0);
    while (c->tls && (r == GNUTLS_E_INTERRUPTED || r == GNUTLS_E_AGAIN));
    if (r <= 0)
        return false;
    buf_add(&c->in, block, (size_t)r);
    return true;
}

static inline void client_take(struct client *c, size_t n, struct buf *out)
{
    buf_add(out, c->in.data, n);
    memmove(c->in.data, c->in.data + n, c->in.len - n + 1);
    c->in.len -= n;
}

/* Value of a header in the head, up to the line's end; empty text when there is none. */
static inline const char *answer_header(const struct answer *a, const char *name)
{
    static char value[300];
    char key[80];
    snprintf(key, sizeof key, "\r\n%s: ", name);
    const char *p = a->head.data ? strcasestr(a->head.data, key) : NULL;
    p = p ? p + strlen(key) : "";
    snprintf(value, sizeof value, "%.*s", (int)strcspn(p, "\r\n"), p);
    return value;
}

/* Head, and the body by Content-Length. http 0: the connection ended before. */
static inline struct answer client_answer(struct client *c, bool head_only)
{
    struct answer a = {.head = BUF_INIT, .body = BUF_INIT};
    char *end;
    while (!(end = c->in.data ? strstr(c->in.data, "\r\n\r\n") : NULL))
        if (!client_more(c))
            return a;
    client_take(c, (size_t)(end - c->in.data) + 4, &a.head);
    a.http = (int)strtol(a.head.data + strlen("HTTP/1.1 "), NULL, 10);
    if (a.http == 100 || head_only)
        return a;
    ck_assert_str_eq(answer_header(&a, "Transfer-Encoding"), ""); /* INTEROP 11 */
    ck_assert_str_ne(answer_header(&a, "Content-Length"), "");
    size_t n = strtoul(answer_header(&a, "Content-Length"), NULL, 10);
    while (c->in.len < n)
        if (!client_more(c))
            break;
    client_take(c, n < c->in.len ? n : c->in.len, &a.body);
    if (!a.body.data)
        buf_adds(&a.body, "");
    return a;
}

static inline void answer_release(struct answer *a)
{
    buf_release(&a->head);
    buf_release(&a->body);
}

/* Releases it, and opens the connection again when it was the last one there: after chunks, in one version of
 * microhttpd. */
static inline void answer_done(struct answer *a, struct client *c, uint16_t port)
{
    if (strcmp(answer_header(a, "Connection"), "close") == 0) {
        client_close(c);
        *c = client_open(port);
    }
    answer_release(a);
}
#endif
