/* chukand: the wiring of the rooms, the order of start and stop, and signals. The only file that knows every
 * room. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <malloc.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/core.h"
#include "base/file.h"
#include "base/lang.h"
#include "base/log.h"
#include "base/pki_issue.h"
#include "base/pki_sweep.h"
#include "base/trace.h"
#include "base/version.h"
#include "file/layout/layout.h"
#include "http/alias.h"
#include "http/certs.h"
#include "http/control.h"
#include "http/edge.h"
#include "http/listener.h"
#include "http/names.h"
#include "http/oneshot.h"
#include "http/options.h"
#include "http/ready.h"
#include "soap/exchange.h"
#include "world/load/loader.h"
#include "world/load/needs.h"
#include "world/turn.h"
#include "world/world.h"

enum { DRAIN_MS = 10000, LAST_REPLIES_MS = 5000, OWN_DESCRIPTORS = 2048, EXIT_WRONG_USE = 2 };

struct daemon {
    struct options options;
    struct edge edge;
    char data[PATH_MAX]; /* absolute */
    char pki[PATH_MAX + 8];
    int lock;
    bool worlds, soap; /* opened */
    struct listener *tls, *plain;
    struct arena *texts;
    const struct world_client *clients; /* in texts */
    size_t clients_n;
    struct pki_names names;    /* of the data port */
    bool rsa;                  /* it begins with an RSA certificate */
    struct pki_issuer *issuer; /* NULL: nobody is served over TLS */
    struct certs *certs;
    struct control *control;
};

/* --- start ------------------------------------------------------------------------------------------------
 */

/* An idle daemon is to be small: two heaps are enough for few threads, and freed memory goes back. */
static void S_process(sigset_t *ret_signals)
{
    core_off();
    umask(077);
    mallopt(M_ARENA_MAX, 2);
    signal(SIGPIPE, SIG_IGN);
    signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is told of like a full disk */
    sigemptyset(ret_signals);
    sigaddset(ret_signals, SIGTERM);
    sigaddset(ret_signals, SIGINT);
    sigaddset(ret_signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ret_signals, NULL); /* inherited by every thread: only main takes them */
}

/* Room for what the worlds have open and for every connection, or for as many as the system lets us have. */
static void S_descriptors(struct daemon *m)
{
    enum { PORTS = 3 };
    struct patience *p = &m->edge.patience;
    struct rlimit files;
    rlim_t want = (rlim_t)p->connections * PORTS + OWN_DESCRIPTORS;
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= want)
        return;
    files.rlim_cur = files.rlim_max < want ? files.rlim_max : want;
    if (setrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur == want)
        return;
    rlim_t left =
        files.rlim_cur > 2 * OWN_DESCRIPTORS ? files.rlim_cur - OWN_DESCRIPTORS : files.rlim_cur / 2;
    p->connections = (int)(left / PORTS);
    log_line(
        LOG_WARN,
        lang_tr("開けるファイルが %llu までなので、接続はポートごとに %d 本までです（増やすには ulimit -n）",
                "only %llu files may be open, so each port takes %d connections (ulimit -n raises it)"),
        (unsigned long long)files.rlim_cur, p->connections);
}

/* The data folder with its parents, as an absolute path. */
static enum status S_folder(struct daemon *m, struct diag *d)
{
    char path[PATH_MAX];
    int n = snprintf(path, sizeof path, "%s", m->options.data);
    if (n <= 0 || n >= (int)sizeof path)
        return diag_set(d, ST_SETUP, "--data", lang_tr("フォルダー", "a folder"), m->options.data);
    enum status st = ST_OK;
    for (char *slash = strchr(path + 1, '/'); st == ST_OK && slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        st = file_mkdir(path, d);
        *slash = '/';
    }
    if (st == ST_OK)
        st = file_mkdir(path, d);
    char text[128];
    if (st == ST_OK && !realpath(path, m->data))
        st = diag_set(d, ST_SETUP, "--data", lang_tr("フォルダー", "a folder"),
                      file_cause(errno, text, sizeof text));
    snprintf(m->pki, sizeof m->pki, "%s/pki", m->data);
    return st;
}

/* Two daemons on one folder would each trust memory that the other makes wrong. */
static enum status S_lock(struct daemon *m, struct diag *d)
{
    char path[PATH_MAX + 8], text[128];
    snprintf(path, sizeof path, "%s/lock", m->data);
    m->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (m->lock < 0)
        return diag_set(d, ST_SETUP, file_tail(path), lang_tr("書き込めること", "can be written"),
                        file_cause(errno, text, sizeof text));
    if (flock(m->lock, LOCK_EX | LOCK_NB) != 0)
        return diag_set(d, ST_SETUP, file_tail(m->data),
                        lang_tr("他の chukand が使っていないデータの置き場 (--data)",
                                "a data folder that no other chukand uses (--data)"),
                        errno == EWOULDBLOCK
                            ? lang_tr("他の chukand が使っています", "another chukand uses it")
                            : file_cause(errno, text, sizeof text));
    return ST_OK;
}

/* To stop: by a signal that main takes, or has not come to yet. */
static atomic_bool told;
static bool S_is_told(void)
{
    sigset_t waiting;
    return atomic_load(&told) || (sigpending(&waiting) == 0 && (sigismember(&waiting, SIGTERM) == 1 ||
                                                                sigismember(&waiting, SIGINT) == 1));
}

static enum status S_worlds(struct daemon *m, struct diag *d)
{
    char layouts[PATH_MAX + 8];
    snprintf(layouts, sizeof layouts, "%s/layout", m->options.schema);
    if (m->options.trace & TRACE_SQL)
        trace_sql_on();
    turns_seed(m->options.turns);
    /* before the worlds: one may go on with a file at once */
    enum status st = layouts_open(layouts, m->options.layout, d);
    if (st == ST_OK)
        st = rules_open(m->options.schema, m->options.layout, d);
    if (st == ST_OK)
        st = needs_all_met(bulk_list, d);
    if (st != ST_OK)
        return st;
    struct worlds_options o = {.data = m->data,
                               .fixtures = m->options.fixtures,
                               .schema = m->options.schema,
                               .seed = m->options.seed,
                               .check_invariants = m->options.check_invariants,
                               .audit_former = m->options.audit_former,
                               .issuer = m->issuer,
                               .stops = S_is_told};
    st = worlds_open(&o, d);
    m->worlds = st == ST_OK;
    return st;
}

static enum status S_soap(struct daemon *m, struct diag *d)
{
    enum status st = soap_open(m->options.schema, m->options.wsdl, d);
    m->soap = st == ST_OK;
    return st;
}

/* Everything but the ports. */
static enum status S_open(struct daemon *m, struct diag *d)
{
    char cause[128];
    log_most(m->options.log_most);
    if (log_open(m->options.log) != 0)
        return diag_set(d, ST_SETUP, "--log", lang_tr("書き込めるファイル", "a file that can be written"),
                        file_cause(errno, cause, sizeof cause));
    enum status st = S_folder(m, d);
    if (st == ST_OK)
        st = S_lock(m, d);
    if (st == ST_OK)
        pki_sweep(m->pki);
    if (st == ST_OK && !m->options.oneshot && !(m->issuer = pki_issuer_new(m->pki)))
        st = diag_set(d, ST_LIMIT, lang_tr("電子証明書", "certificates"), lang_tr("メモリ", "memory"),
                      lang_tr("不足", "not enough"));
    if (st == ST_OK)
        st = S_worlds(m, d);
    if (st == ST_OK)
        st = S_soap(m, d);
    if (st == ST_OK)
        st = alias_check(&m->options.aliases, d);
    return st;
}

/* Those of EC; the RSA ones take longer, and are made when the ports are open. */
static enum status S_certificates(struct daemon *m, struct diag *d)
{
    enum { ROOM = 16 << 20 };
    struct pki ec = {.dir = m->pki}, rsa = {.dir = m->pki, .rsa = true};
    m->texts = arena_new(ROOM);
    enum status st = names_of(m->options.listen, m->options.public_url, &m->names, d);
    if (st == ST_OK)
        st = pki_open(&ec, &m->names, d);
    if (st == ST_OK && (!m->texts || worlds_clients(m->texts, &m->clients, &m->clients_n) != ST_OK))
        st = diag_set(d, ST_LIMIT, lang_tr("電子証明書", "certificates"), lang_tr("メモリ", "memory"),
                      lang_tr("不足", "not enough"));
    for (size_t i = 0; i < m->clients_n && st == ST_OK; i++)
        st = pki_client(&ec, m->clients[i].cn, m->clients[i].hokensha, d);
    m->rsa = pki_complete(&rsa, &m->names);
    return st;
}

static void S_certs(struct daemon *m)
{
    struct certs_work w = {.pki = m->pki,
                           .names = &m->names,
                           .clients = m->clients,
                           .n = m->clients_n,
                           .rsa = m->options.rsa,
                           .issuer = m->issuer,
                           .listener = m->rsa ? NULL : m->tls};
    m->certs = certs_start(&w);
    if (!m->certs)
        log_line(LOG_WARN,
                 lang_tr("RSA の証明書を用意できません（EC の証明書は使えます）: スレッドが足りません",
                         "no RSA certificates (those of EC can be used): too few threads"));
}

static enum status S_ports(struct daemon *m, struct diag *d)
{
    const struct options *o = &m->options;
    struct listener_options tls = {&m->edge, "--listen", o->listen, m->pki, m->rsa};
    struct listener_options plain = {&m->edge, "--plain", o->plain, NULL, false};
    enum status st = listener_start(&tls, &m->tls, d);
    if (st == ST_OK)
        snprintf(m->edge.data, sizeof m->edge.data, "https://%s", listener_address(m->tls));
    if (st == ST_OK && o->plain)
        st = listener_start(&plain, &m->plain, d);
    if (st == ST_OK)
        st = control_start(&m->edge, o->control, &o->token, &m->control, d);
    if (st == ST_OK && o->token_file && file_open_to_all(o->token_file))
        log_line(LOG_WARN, "--control-token のファイルは、この機械のだれにでも開いています（chmod 600 %s）",
                 o->token_file);
    return st;
}

static enum status S_ready(struct daemon *m, struct diag *d)
{
    const struct options *o = &m->options;
    uint16_t plain = m->plain ? listener_port(m->plain) : 0;
    enum status st = ST_OK;
    if (o->ready_file)
        st = ready_file(o->ready_file, listener_port(m->tls), control_port(m->control), plain, d);
    if (st != ST_OK)
        return st;
    printf(lang_tr("chukand 準備完了: データ https://%s 制御 http://%s プレーン %s%s\n",
                   "chukand ready: data https://%s control http://%s plain %s%s\n"),
           listener_address(m->tls), control_address(m->control), m->plain ? "http://" : "off",
           m->plain ? listener_address(m->plain) : "");
    fflush(stdout);
    log_line(LOG_INFO,
             lang_tr("chukand %s 開始 data=%u control=%u plain=%u",
                     "chukand %s starts data=%u control=%u plain=%u"),
             CHUKAN_VERSION, listener_port(m->tls), control_port(m->control), plain);
    if (o->turns)
        log_line(LOG_INFO,
                 lang_tr("chukand 試験用に順番を遅らせます turns=%llu",
                         "chukand delays turns, for tests turns=%llu"),
                 (unsigned long long)o->turns);
    ready_notify("READY=1");
    return ST_OK;
}

/* --- running and stopping ---------------------------------------------------------------------------------
 */

static void S_until_told(const sigset_t *signals)
{
    int sig;
    while (sigwait(signals, &sig) == 0 && sig == SIGHUP)
        if (log_reopen() != 0)
            log_line(LOG_WARN,
                     lang_tr("ログを開き直せません: errno %d", "the log cannot be opened again: errno %d"),
                     errno);
}

/* Whatever comes from now on is refused, what is accepted is finished, its replies are sent, and only then
 * are the ports closed. (Not MHD_quiesce_daemon: its threads and it take the socket out of their set, and it
 * ends the process when a thread was first.) */
static void S_close(struct daemon *m)
{
    atomic_store(&told, true);
    edge_stop(&m->edge);
    certs_stop(m->certs);
    arena_free(m->texts);
    edge_drain(&m->edge, DRAIN_MS);
    if (m->worlds)
        worlds_close();
    layouts_close();
    if (edge_drain(&m->edge, LAST_REPLIES_MS)) {
        listener_stop(m->tls);
        listener_stop(m->plain);
    } else { /* microhttpd cannot stop over suspended requests; the process ends anyway */
        log_line(LOG_WARN, lang_tr("応答を受け取らない接続が残っているため、待たずに終了します",
                                   "connections remain that take no reply; it ends without waiting"));
        return;
    }
    control_stop(m->control);
    if (m->soap)
        soap_close();
    edge_release(&m->edge);
    if (m->lock >= 0)
        close(m->lock);
    pki_issuer_free(m->issuer);
    options_release(&m->options);
}

static int S_failed(const struct diag *d, int code)
{
    struct buf text = BUF_INIT;
    diag_say(d, &text);
    fprintf(stderr, "chukand: %s [%s]\n", text.data ? text.data : "", status_info(d->status)->code);
    buf_release(&text);
    return code;
}

static int S_tell(struct daemon *m)
{
    struct buf text = BUF_INIT;
    options_tell(&m->options, &text);
    fputs(text.data ? text.data : "", stdout);
    buf_release(&text);
    options_release(&m->options);
    return 0;
}

static int S_oneshot(struct daemon *m)
{
    struct diag d = DIAG_INIT;
    int http = 0;
    enum status st = S_open(m, &d);
    if (st == ST_OK)
        st = oneshot_run(&m->edge, m->options.oneshot, stdout, &http, &d);
    S_close(m);
    return st != ST_OK ? S_failed(&d, 1) : http != 200;
}

static int S_serve(struct daemon *m, const sigset_t *signals)
{
    struct diag d = DIAG_INIT;
    enum status st = S_open(m, &d);
    if (st == ST_OK) {
        S_descriptors(m);
        st = S_certificates(m, &d);
    }
    if (st == ST_OK)
        st = S_ports(m, &d);
    if (st == ST_OK)
        st = S_ready(m, &d);
    if (st == ST_OK) {
        log_start();
        S_certs(m);
        S_until_told(signals);
        ready_file_remove(m->options.ready_file);
        ready_notify("STOPPING=1");
        log_line(LOG_INFO, lang_tr("chukand 停止: 受け付けた処理を終えています",
                                   "chukand stops: what was accepted is being finished"));
    } else {
        S_failed(&d, 1);
    }
    S_close(m);
    if (st == ST_OK)
        log_line(LOG_INFO, lang_tr("chukand 終了", "chukand ended"));
    log_stop();
    return st != ST_OK;
}

int main(int argc, char **argv)
{
    static struct daemon m = {.lock = -1};
    struct diag d = DIAG_INIT;
    sigset_t signals;
    S_process(&signals);
    enum status st = options_read(argc, argv, &m.options, &d);
    if (!options_told(&m.options) && !m.options.oneshot)
        ready_file_remove(m.options.ready_file);
    if (st != ST_OK) {
        S_failed(&d, 0);
        fputs(lang_tr("使い方: chukand --help\n", "usage: chukand --help\n"), stderr);
        options_release(&m.options);
        return EXIT_WRONG_USE;
    }
    if (options_told(&m.options))
        return S_tell(&m);
    edge_init(&m.edge);
    m.edge.public_url = m.options.public_url;
    m.edge.aliases = m.options.aliases;
    m.edge.trace = m.options.trace;
    m.edge.patience = m.options.patience;
    return m.options.oneshot ? S_oneshot(&m) : S_serve(&m, &signals);
}
