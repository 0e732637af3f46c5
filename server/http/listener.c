/* The data port and the plain port; see listener.h. */
#include "http/listener.h"

#include <microhttpd.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "http/request.h"
#include "http/socket.h"
#include "http/tls.h"

enum {
    CONNECTION_MEMORY =
        REQUEST_HEAD_KIB * 1024, /* headers and the read buffer; microhttpd clears it for every request */
    CONNECTION_INCREMENT = 16 * 1024,
    STACK = 1024 * 1024, /* XML validation recurses; only touched pages count */
    THREADS_MIN = 2,
    THREADS_MAX = 4,
};

struct listener {
    struct port port; /* cls of the handlers */
    struct MHD_Daemon *daemon;
    struct tls_files files;
    uint16_t number;
    bool tls;
    char failure[200]; /* last words of microhttpd while starting */
    atomic_bool started;
};

/* Peers that vanish: worth a line only to who asked for it, except while starting.
 */
static void S_logger(void *cls, const char *fmt, va_list ap)
{
    struct listener *l = cls;
    char text[sizeof l->failure];
    vsnprintf(text, sizeof text, fmt, ap);
    text[strcspn(text, "\r\n")] = 0;
    if (strncmp(fmt, "Error processing request", 24) == 0)
        request_unreadable();
    if (!l->started)
        memcpy(l->failure, text, sizeof text);
    else if (l->port.edge->trace & TRACE_HTTP)
        log_line(LOG_TRACE, "http: %s", text);
}

static unsigned S_threads(void)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < THREADS_MIN ? THREADS_MIN : n > THREADS_MAX ? THREADS_MAX : (unsigned)n;
}

static struct MHD_Daemon *S_daemon(struct listener *l, int fd)
{
    unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG;
    struct MHD_OptionItem tls[] = {{MHD_OPTION_HTTPS_MEM_KEY, 0, l->files.key.data},
                                   {MHD_OPTION_HTTPS_MEM_CERT, 0, l->files.crt.data},
                                   {MHD_OPTION_HTTPS_MEM_TRUST, 0, l->files.ca.data},
                                   {MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)TLS_PRIORITIES},
                                   {MHD_OPTION_END, 0, NULL}};
    struct MHD_OptionItem none[] = {{MHD_OPTION_END, 0, NULL}};
    return MHD_start_daemon(
        flags | (l->tls ? MHD_USE_TLS : 0), 0, NULL, NULL, request_handle, &l->port,
        MHD_OPTION_EXTERNAL_LOGGER, S_logger, l, /* first: later options may already complain */
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_THREAD_POOL_SIZE, S_threads(), MHD_OPTION_THREAD_STACK_SIZE,
        (size_t)STACK, MHD_OPTION_CONNECTION_LIMIT, (unsigned)l->port.edge->patience.connections,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY, MHD_OPTION_CONNECTION_MEMORY_INCREMENT,
        (size_t)CONNECTION_INCREMENT, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_URI_LOG_CALLBACK,
        request_arrives, &l->port, MHD_OPTION_NOTIFY_COMPLETED, request_completed, &l->port,
        MHD_OPTION_NOTIFY_CONNECTION, request_connection, &l->port, MHD_OPTION_ARRAY, l->tls ? tls : none,
        MHD_OPTION_END);
}

static enum status S_socket(struct listener *l, const struct listener_options *o, int *ret_fd, struct diag *d)
{
    struct sockaddr_storage a;
    socklen_t len;
    enum status st = socket_parse(o->option, o->address, &a, &len, d);
    if (st == ST_OK && !o->pki && !socket_is_loopback(&a))
        st = diag_set(d, ST_SETUP, o->option, "ループバック (127.0.0.1)。TLS のないポートは外へ開かない",
                      o->address);
    if (st == ST_OK)
        st = socket_listen(o->option, &a, len, ret_fd, &l->number, d);
    if (st == ST_OK)
        socket_text(&a, l->number, l->port.address, sizeof l->port.address);
    return st;
}

enum status listener_start(const struct listener_options *o, struct listener **ret, struct diag *d)
{
    int fd = -1;
    struct listener *l = calloc(1, sizeof *l);
    if (!l)
        return diag_set(d, ST_SETUP, o->option, "メモリ", "足りません");
    l->tls = o->pki != NULL;
    l->port.edge = o->edge;
    l->port.tls = l->tls;
    l->port.files = &l->files;
    l->port.pki = o->pki;
    enum status st = l->tls ? tls_open(o->pki, &l->files, d) : ST_OK;
    if (st == ST_OK && o->rsa)
        st = tls_add_rsa(&l->files, o->pki, d);
    if (st == ST_OK)
        st = guard_start(&o->edge->patience, &l->port.guard, d);
    if (st == ST_OK)
        st = S_socket(l, o, &fd, d);
    if (st == ST_OK && !(l->daemon = S_daemon(l, fd)))
        st = diag_set(d, ST_SETUP, o->option, "HTTP のポートを開けること", l->failure);
    if (st != ST_OK) {
        if (fd >= 0)
            close(fd);
        listener_stop(l);
        return st;
    }
    l->started = true;
    *ret = l;
    return ST_OK;
}

enum status listener_add_rsa(struct listener *l, const char *pki, struct diag *d)
{
    return tls_add_rsa(&l->files, pki, d);
}

uint16_t listener_port(const struct listener *l)
{
    return l->number;
}

const char *listener_address(const struct listener *l)
{
    return l->port.address;
}

void listener_stop(struct listener *l)
{
    if (!l)
        return;
    guard_stop(l->port.guard);
    if (l->daemon)
        MHD_stop_daemon(l->daemon);
    guard_free(l->port.guard);
    tls_release(&l->files);
    free(l);
}
