/* Listening sockets; see socket.h. */
#include "http/socket.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/lang.h"

enum { BACKLOG = 256 };

enum status socket_parse(const char *option, const char *text, struct sockaddr_storage *ret,
                         socklen_t *ret_len, struct diag *d)
{
    const char *want = lang_tr("アドレス:ポート (例 127.0.0.1:18443、ポート 0 は空きを選ぶ)",
                               "ADDRESS:PORT (127.0.0.1:18443; port 0 takes a free one)");
    char host[256] = "127.0.0.1";
    const char *colon = strrchr(text, ':'), *port = colon ? colon + 1 : text;
    size_t n = colon ? (size_t)(colon - text) : 0;
    if (colon && text[0] == '[' && n >= 2 && text[n - 1] == ']')
        snprintf(host, sizeof host, "%.*s", (int)n - 2, text + 1);
    else if (n)
        snprintf(host, sizeof host, "%.*s", (int)n, text);
    char number_text[6]; /* what is copied from a URL may end with a slash */
    size_t digits = strcspn(port, "/");
    snprintf(number_text, sizeof number_text, "%.*s", (int)digits, port);
    if (!str_all_digits(str_of(number_text)) || digits > 5 || (port[digits] && port[digits + 1]))
        return diag_set(d, ST_SETUP, option, want, text);
    port = number_text;
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV | AI_PASSIVE},
                    *all = NULL;
    if (strcmp(host, "localhost") == 0)
        hints.ai_family = AF_INET; /* one meaning on every machine */
    unsigned long number = strtoul(port, NULL, 10);
    if (number > 65535 || getaddrinfo(host, port, &hints, &all) != 0)
        return diag_set(d, ST_SETUP, option, want, text);
    memcpy(ret, all->ai_addr, all->ai_addrlen);
    *ret_len = all->ai_addrlen;
    freeaddrinfo(all);
    return ST_OK;
}

bool socket_is_loopback(const struct sockaddr_storage *a)
{
    if (a->ss_family == AF_INET)
        return ntohl(((const struct sockaddr_in *)a)->sin_addr.s_addr) >> 24 == 127;
    return a->ss_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)a)->sin6_addr);
}

static uint16_t S_port(const struct sockaddr_storage *a)
{
    return ntohs(a->ss_family == AF_INET6 ? ((const struct sockaddr_in6 *)a)->sin6_port
                                          : ((const struct sockaddr_in *)a)->sin_port);
}

void socket_text(const struct sockaddr_storage *a, uint16_t port, char *out, size_t cap)
{
    char host[INET6_ADDRSTRLEN] = "?";
    if (a->ss_family == AF_INET6)
        inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)a)->sin6_addr, host, sizeof host);
    else
        inet_ntop(AF_INET, &((const struct sockaddr_in *)a)->sin_addr, host, sizeof host);
    snprintf(out, cap, a->ss_family == AF_INET6 ? "[%s]:%u" : "%s:%u", host, port);
}

/* Words between address and port: digits alone could look like a 個人番号. */
void socket_from(const struct sockaddr *a, char out[SOCKET_FROM])
{
    const struct sockaddr_storage *whole = (const void *)a; /* only the part of its family is looked at */
    char text[SOCKET_TEXT] = "";
    if (a)
        socket_text(whole, S_port(whole), text, sizeof text);
    char *colon = strrchr(text, ':');
    if (colon)
        *colon = 0;
    snprintf(out, SOCKET_FROM, "接続元 %s ポート %s", text, colon ? colon + 1 : "不明");
}

void socket_from_abroad(const struct sockaddr *a, char out[SOCKET_FROM])
{
    out[0] = 0;
    if (a && !socket_is_loopback((const void *)a))
        socket_from(a, out);
}

enum status socket_listen(const char *option, const struct sockaddr_storage *a, socklen_t len, int *ret_fd,
                          uint16_t *ret_port, struct diag *d)
{
    int one = 1;
    struct sockaddr_storage real;
    socklen_t real_len = sizeof real;
    int fd = socket(a->ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (fd < 0)
        goto fail;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one) != 0 ||
        /* inherited: a handshake is small messages in turn, each of which would wait for the other's delayed
           ACK */
        setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) != 0 ||
        (a->ss_family == AF_INET6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &one, sizeof one) != 0) ||
        bind(fd, (const struct sockaddr *)a, len) != 0 || listen(fd, BACKLOG) != 0 ||
        getsockname(fd, (struct sockaddr *)&real, &real_len) != 0)
        goto fail;
    *ret_fd = fd;
    *ret_port = S_port(&real);
    return ST_OK;
fail:;
    int err = errno;
    char where[64], cause[160];
    socket_text(a, S_port(a), where, sizeof where);
    if (fd >= 0)
        close(fd);
    if (err == EADDRINUSE)
        snprintf(cause, sizeof cause, "%s は他のプログラムが使っています", where);
    else if (err == EADDRNOTAVAIL)
        snprintf(cause, sizeof cause, "%s はこの計算機のアドレスではありません", where);
    else
        file_cause(err, cause, sizeof cause);
    return diag_set(d, ST_SETUP, option,
                    lang_tr("空いているアドレスとポート (ポート 0 は空きを選ぶ)",
                            "an address and port that are free (port 0 takes a free one)"),
                    cause);
}
