/* Certificates beside the running daemon; see certs.h. */
#include "base/lang.h"
#include "http/certs.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"

enum { LEAST = 19 }; /* nice */

struct certs {
    struct certs_work work;
    atomic_bool stop;
    pthread_t thread;
};

static void S_look(const struct certs *c)
{
    struct buf lines = BUF_INIT;
    pki_look(c->work.pki, time(NULL), &lines);
    for (char *p = lines.data, *end; p && (end = strchr(p, '\n')); p = end + 1)
        log_line(LOG_WARN, "%.*s", (int)(end - p), p);
    buf_release(&lines);
}

static enum status S_make(struct certs *c, struct diag *d)
{
    const struct certs_work *w = &c->work;
    struct pki rsa = {.dir = w->pki, .rsa = true, .stop = &c->stop};
    enum status st = pki_open(&rsa, w->names, d);
    if (st == ST_OK && w->listener)
        st = listener_add_rsa(w->listener, w->pki, d);
    for (size_t i = 0; st == ST_OK && i < w->n && !c->stop; i++)
        st = pki_client(&rsa, w->clients[i].cn, w->clients[i].hokensha, d);
    if (st == ST_OK && w->listener && !c->stop)
        log_line(LOG_INFO, lang_tr("RSA の証明書がそろいました", "the RSA certificates are complete"));
    return st;
}

static void S_failed(const struct certs *c, const struct diag *d)
{
    struct buf why = BUF_INIT;
    diag_say(d, &why);
    if (!c->stop)
        log_line(LOG_WARN,
                 lang_tr("RSA の証明書を用意できません（EC の証明書は使えます）: %s",
                         "no RSA certificates (those of EC can be used): %s"),
                 why.data ? why.data : "");
    buf_release(&why);
}

static void *S_thread(void *cls)
{
    struct certs *c = cls;
    struct pki rsa = {.dir = c->work.pki, .rsa = true, .stop = &c->stop};
    struct diag d = DIAG_INIT;
    struct pki_order order;
    setpriority(PRIO_PROCESS, (id_t)gettid(), LEAST);
    S_look(c);
    if (c->work.rsa && S_make(c, &d) != ST_OK)
        S_failed(c, &d);
    while (c->work.rsa && pki_ordered(c->work.issuer, &order)) {
        d = DIAG_INIT;
        rsa.alone = order.alone;
        if (pki_client(&rsa, order.cn, order.hokensha, &d) == ST_OK)
            log_line(LOG_INFO, lang_tr("RSA の証明書 %s もあります", "there is an RSA certificate %s, too"),
                     order.cn);
        else
            S_failed(c, &d);
        free(order.hokensha);
    }
    return NULL;
}

struct certs *certs_start(const struct certs_work *w)
{
    struct certs *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->work = *w;
    if (pthread_create(&c->thread, NULL, S_thread, c) != 0) {
        free(c);
        return NULL;
    }
    return c;
}

void certs_stop(struct certs *c)
{
    if (!c)
        return;
    c->stop = true;
    pki_issuer_end(c->work.issuer);
    pthread_join(c->thread, NULL);
    free(c);
}
