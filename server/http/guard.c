/* The guard of a port; see guard.h. What has come and what was taken is asked of the kernel, so that no byte
 * on its way costs anything here. */
#include "http/guard.h"

#include <errno.h>
#include <linux/sockios.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "http/tick.h"

enum {
    LOOK_MS = 1000,   /* between two rounds; what has waited for less is not looked at */
    PRESSED_MS = 200, /* the same while too many wait */
    LAG_MS = 3000,    /* nobody is cut to make room, or for gone, before it has waited that long */
    EVENTS = 64,
    STACK = 128 * 1024,
    WAIT_BITS = 3, /* room for the kinds of wait in a mark */
    NO_LIMIT = -1,
};

const struct patience patience_default = {
    .connections = 2000, .share = 75, .shake = 10, .head = 20, .idle = 30, .rate = 1024, .span = 30};

struct guard {
    const struct patience *patience;
    int epoll, bell; /* the bell rings when the first connection comes, and at the end */
    pthread_t thread;
    pthread_mutex_t lock; /* guards what follows; microhttpd's own locks are taken inside */
    struct guarded *first;
    int count;
    bool stopping;
    /* of its thread */
    int64_t round_ms;
    bool pressed;
};

static enum guard_wait S_wait(uint64_t mark)
{
    return (enum guard_wait)(mark & ((1u << WAIT_BITS) - 1));
}

static int64_t S_since(uint64_t mark)
{
    return (int64_t)(mark >> WAIT_BITS);
}

static void S_ring(struct guard *g)
{
    uint64_t one = 1;
    ssize_t n = write(g->bell, &one, sizeof one);
    (void)n; /* it cannot be full */
}

/* --- one connection ---------------------------------------------------------------------------------------
 */

void guard_waits(struct guarded *c, enum guard_wait wait)
{
    if (c->guard)
        atomic_store_explicit(&c->mark, (uint64_t)tick_ms() << WAIT_BITS | wait, memory_order_relaxed);
}

void guard_enter(struct guard *g, struct guarded *c, struct MHD_Connection *conn, enum guard_wait wait)
{
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CONNECTION_FD);
    c->guard = g;
    c->conn = conn;
    c->fd = info ? (int)info->connect_fd : -1;
    guard_waits(c, wait);
    pthread_mutex_lock(&g->lock);
    c->next = g->first;
    if (c->next)
        c->next->prev = c;
    g->first = c;
    if (g->count++ == 0)
        S_ring(g);
    pthread_mutex_unlock(&g->lock);
}

void guard_leave(struct guarded *c)
{
    struct guard *g = c->guard;
    pthread_mutex_lock(&g->lock);
    if (c->next)
        c->next->prev = c->prev;
    if (c->prev)
        c->prev->next = c->next;
    else
        g->first = c->next;
    g->count--;
    pthread_mutex_unlock(&g->lock);
}

void guard_park(struct guarded *c, bool write)
{
    struct guard *g = c->guard;
    struct epoll_event e = {.events = (write ? EPOLLOUT : EPOLLIN) | EPOLLRDHUP | EPOLLONESHOT,
                            .data.ptr = c};
    pthread_mutex_lock(&g->lock);
    if (!g->stopping && !c->parked) {
        c->parked = true;
        MHD_suspend_connection(c->conn);
        if (epoll_ctl(g->epoll, c->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, c->fd, &e) == 0) {
            c->watched = true;
        } else { /* no memory for it: microhttpd goes on asking */
            c->parked = false;
            MHD_resume_connection(c->conn);
        }
    }
    pthread_mutex_unlock(&g->lock);
}

/* Dissolved, which is at once, and not closed, before which microhttpd would say that it ends. */
void guard_reset(const struct guarded *c)
{
    const struct sockaddr none = {.sa_family = AF_UNSPEC};
    int rc = connect(c->fd, &none, sizeof none);
    (void)rc; /* it is gone already */
}

static void S_unpark(struct guarded *c)
{
    if (!c->parked)
        return;
    c->parked = false;
    MHD_resume_connection(c->conn);
}

const char *guard_why(const struct guarded *c)
{
    return atomic_load_explicit(&c->cut, memory_order_acquire) ? c->why : NULL;
}

/* --- looking ----------------------------------------------------------------------------------------------
 */

/* Bytes that have come, or that the peer has taken of a reply. */
static uint64_t S_bytes(const struct guarded *c, enum guard_wait wait)
{
    struct tcp_info info = {0};
    socklen_t n = sizeof info;
    if (getsockopt(c->fd, IPPROTO_TCP, TCP_INFO, &info, &n) != 0)
        return 0;
    return wait == GUARD_TAKE ? info.tcpi_bytes_acked : info.tcpi_bytes_received;
}

bool guard_heard(const struct guarded *c)
{
    return S_bytes(c, GUARD_SHAKE) > 1; /* its FIN counts for one */
}

bool guard_unread(const struct guarded *c)
{
    return S_wait(atomic_load_explicit(&c->mark, memory_order_relaxed)) == GUARD_HEAD && guard_heard(c);
}

/* It is we who are late: bytes lie there that nobody has read, or all that there is to take was taken. */
static bool S_ours(const struct guarded *c, enum guard_wait wait)
{
    int n = 0;
    if (wait == GUARD_TAKE)
        return ioctl(c->fd, SIOCOUTQ, &n) == 0 && n == 0;
    return ioctl(c->fd, FIONREAD, &n) == 0 && n > 0;
}

/* It has closed its side and we have read all of it: what is waited for will not come. microhttpd does not
 * see an end that came together with bytes. Not at once, for what was read may still be worked on. */
static bool S_gone(struct guarded *c, enum guard_wait wait, uint64_t mark, int64_t now)
{
    struct pollfd p = {.fd = c->fd, .events = POLLRDHUP};
    if (wait == GUARD_SHAKE || wait == GUARD_TAKE)
        return false;
    if (poll(&p, 1, 0) <= 0 || !(p.revents & POLLRDHUP) || S_ours(c, wait)) {
        c->ended = 0;
        return false;
    }
    if (c->ended != mark) {
        c->ended = mark;
        c->ended_ms = now;
    }
    return now - c->ended_ms >= LAG_MS;
}

/* Unless what it waits for has changed since it was looked at. */
static void S_end(struct guarded *c, uint64_t mark)
{
    enum guard_wait wait = S_wait(mark);
    if (atomic_load_explicit(&c->mark, memory_order_relaxed) != mark)
        return;
    atomic_store_explicit(&c->cut, true, memory_order_release);
    if (wait == GUARD_TAKE) { /* nobody will fetch what the kernel still holds */
        struct linger none = {.l_onoff = 1, .l_linger = 0};
        setsockopt(c->fd, SOL_SOCKET, SO_LINGER, &none, sizeof none);
    }
    shutdown(c->fd, SHUT_RDWR);
}

static void S_cut(struct guard *g, struct guarded *c, uint64_t mark)
{
    const struct patience *p = g->patience;
    switch (S_wait(mark)) {
    case GUARD_SHAKE:
        snprintf(c->why, sizeof c->why, "TLS の握手が %d 秒で終わらないため切りました（--wait-handshake）",
                 p->shake);
        break;
    case GUARD_HEAD:
        snprintf(c->why, sizeof c->why, "要求の行とヘッダーが %d 秒で届かないため切りました（--wait-head）",
                 p->head);
        break;
    case GUARD_IDLE:
        snprintf(c->why, sizeof c->why, "次の要求が %d 秒来ないため切りました（--wait-idle）", p->idle);
        break;
    case GUARD_BODY:
        snprintf(c->why, sizeof c->why,
                 "要求の本文が %d 秒の間に %d バイトも届かないため切りました（--min-rate）", p->span,
                 p->rate * p->span);
        break;
    case GUARD_TAKE:
        snprintf(c->why, sizeof c->why,
                 "応答が %d 秒の間に %d バイトも受け取られないため切りました（--min-rate）", p->span,
                 p->rate * p->span);
        break;
    case GUARD_OURS:
        return;
    }
    S_end(c, mark);
}

/* NO_LIMIT: as long as it goes steadily on. */
static int64_t S_limit_ms(const struct patience *p, enum guard_wait wait)
{
    switch (wait) {
    case GUARD_SHAKE:
        return p->shake * 1000LL;
    case GUARD_HEAD:
        return p->head * 1000LL;
    case GUARD_IDLE:
        return p->idle * 1000LL;
    case GUARD_BODY:
    case GUARD_TAKE:
    case GUARD_OURS:
        break;
    }
    return NO_LIMIT;
}

/* Above its limit; and *ret_lag: how long it has kept us waiting without need (0: it does its part). */
static bool S_late(const struct patience *p, struct guarded *c, uint64_t mark, int64_t now, int64_t *ret_lag)
{
    enum guard_wait wait = S_wait(mark);
    int64_t waited = now - S_since(mark), limit = S_limit_ms(p, wait);
    *ret_lag = waited;
    if (limit != NO_LIMIT && wait != GUARD_IDLE)
        return waited >= limit;
    uint64_t bytes = S_bytes(c, wait);
    if (c->seen != mark) { /* the first look at it in this state */
        c->seen = mark;
        c->bytes = bytes;
        c->window_ms = now;
    }
    uint64_t moved = bytes - c->bytes;
    int64_t window = now - c->window_ms;
    if (wait == GUARD_IDLE) { /* when a request begins to come, it is to be there soon */
        if (moved == 0)
            c->window_ms = now;
        return moved == 0 ? waited >= limit : window >= S_limit_ms(p, GUARD_HEAD);
    }
    bool steady = moved >= (uint64_t)(p->rate * (window / 1000));
    *ret_lag = steady && window > 0 ? 0 : waited;
    if (window < p->span * 1000LL)
        return false;
    c->bytes = bytes;
    c->window_ms = now;
    return !steady;
}

/* --- making room ------------------------------------------------------------------------------------------
 */

struct laggard {
    struct guarded *c;
    uint64_t mark;
    int64_t lag;
};

/* Who has had an answer and is silent since is asked to leave last. */
static int S_order(const void *a, const void *b)
{
    const struct laggard *x = a, *y = b;
    bool xi = S_wait(x->mark) == GUARD_IDLE, yi = S_wait(y->mark) == GUARD_IDLE;
    return xi != yi ? xi - yi : (y->lag > x->lag) - (y->lag < x->lag);
}

static void S_make_room(struct guard *g, struct laggard *list, size_t n, int room)
{
    qsort(list, n, sizeof *list, S_order);
    for (size_t i = 0; i < n && room > 0; i++, room--) {
        snprintf(list[i].c->why, sizeof list[i].c->why,
                 "相手を待つ接続が %d 本を超えたため、待たせている接続を切りました（--connections）",
                 g->patience->connections * g->patience->share / 100);
        S_end(list[i].c, list[i].mark);
    }
}

/* One look at everybody. */
static void S_round(struct guard *g, int64_t now)
{
    struct laggard *list = calloc((size_t)g->count + 1, sizeof *list);
    size_t n = 0;
    int waiting = 0, allowed = g->patience->connections * g->patience->share / 100;
    for (struct guarded *c = g->first; c; c = c->next) {
        uint64_t mark = atomic_load_explicit(&c->mark, memory_order_relaxed);
        enum guard_wait wait = S_wait(mark);
        int64_t lag;
        if (wait == GUARD_OURS || c->cut)
            continue;
        waiting++;
        if (now - S_since(mark) < LOOK_MS)
            continue;
        bool late = S_late(g->patience, c, mark, now, &lag);
        if (S_gone(c, wait, mark, now)) { /* it has broken off, and is told of as that */
            shutdown(c->fd, SHUT_RDWR);
            continue;
        }
        if ((!late && lag < LAG_MS) || S_ours(c, wait))
            continue;
        if (late)
            S_cut(g, c, mark);
        else if (list)
            list[n++] = (struct laggard){c, mark, lag};
    }
    g->pressed = waiting > allowed;
    if (g->pressed && list)
        S_make_room(g, list, n, waiting - allowed);
    free(list);
    g->round_ms = now;
}

/* --- the thread -------------------------------------------------------------------------------------------
 */

static void S_events(struct guard *g, const struct epoll_event *e, int n)
{
    uint64_t rung;
    for (int i = 0; i < n; i++)
        if (e[i].data.ptr)
            S_unpark(e[i].data.ptr);
        else if (read(g->bell, &rung, sizeof rung) < 0)
            continue;
}

static void *S_thread(void *cls)
{
    struct guard *g = cls;
    struct epoll_event e[EVENTS];
    int every = -1;
    for (bool stopping = false; !stopping;) {
        int n = tick_wait(g->epoll, e, EVENTS, every);
        pthread_mutex_lock(&g->lock);
        S_events(g, e, n);
        int64_t now = tick_ms();
        if (now - g->round_ms >= (g->pressed ? PRESSED_MS : LOOK_MS))
            S_round(g, now);
        every = !g->first ? -1 : g->pressed ? PRESSED_MS : LOOK_MS;
        stopping = g->stopping;
        pthread_mutex_unlock(&g->lock);
    }
    return NULL;
}

static bool S_begin(struct guard *g)
{
    struct epoll_event bell = {.events = EPOLLIN, .data.ptr = NULL};
    pthread_attr_t a;
    if (g->epoll < 0 || g->bell < 0 || epoll_ctl(g->epoll, EPOLL_CTL_ADD, g->bell, &bell) != 0)
        return false;
    pthread_attr_init(&a);
    pthread_attr_setstacksize(&a, STACK);
    bool ok = pthread_create(&g->thread, &a, S_thread, g) == 0;
    pthread_attr_destroy(&a);
    return ok;
}

enum status guard_start(const struct patience *p, struct guard **ret, struct diag *d)
{
    struct guard *g = calloc(1, sizeof *g);
    if (!g)
        return diag_set(d, ST_SETUP, "HTTP のポート", "メモリ", "足りません");
    pthread_mutex_init(&g->lock, NULL);
    g->patience = p;
    g->epoll = epoll_create1(EPOLL_CLOEXEC);
    g->bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (!S_begin(g)) {
        guard_free(g);
        return diag_set(d, ST_SETUP, "HTTP のポート", "接続を見張るスレッド", "始められません");
    }
    *ret = g;
    return ST_OK;
}

void guard_stop(struct guard *g)
{
    if (!g)
        return;
    pthread_mutex_lock(&g->lock);
    g->stopping = true;
    S_ring(g);
    pthread_mutex_unlock(&g->lock);
    pthread_join(g->thread, NULL);
    pthread_mutex_lock(&g->lock);
    for (struct guarded *c = g->first; c; c = c->next)
        S_unpark(c);
    pthread_mutex_unlock(&g->lock);
}

void guard_free(struct guard *g)
{
    if (!g)
        return;
    if (g->epoll >= 0)
        close(g->epoll);
    if (g->bell >= 0)
        close(g->bell);
    pthread_mutex_destroy(&g->lock);
    free(g);
}
