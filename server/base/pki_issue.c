/* Orders of certificates; see pki_issue.h. */
#include "base/pki_issue.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct waiting {
    struct waiting *next;
    struct pki_order order;
};

struct pki_issuer {
    const char *dir;
    pthread_mutex_t
        making; /* two of one name at once would leave the key of one beside the certificate of the other */
    pthread_mutex_t lock; /* guards what follows; taken with none of the others held */
    pthread_cond_t come;
    struct waiting *first, **last;
    size_t n; /* of them */
    bool ended;
};

static void S_free(struct waiting *w)
{
    if (w)
        free(w->order.hokensha);
    free(w);
}

struct pki_issuer *pki_issuer_new(const char *dir)
{
    struct pki_issuer *i = calloc(1, sizeof *i);
    if (!i)
        return NULL;
    i->dir = dir;
    i->last = &i->first;
    pthread_mutex_init(&i->making, NULL);
    pthread_mutex_init(&i->lock, NULL);
    pthread_cond_init(&i->come, NULL);
    return i;
}

void pki_issuer_free(struct pki_issuer *i)
{
    if (!i)
        return;
    for (struct waiting *w = i->first, *next; w; w = next) {
        next = w->next;
        S_free(w);
    }
    pthread_cond_destroy(&i->come);
    pthread_mutex_destroy(&i->lock);
    pthread_mutex_destroy(&i->making);
    free(i);
}

/* Needs lock. One of that name waits already: it will be whose it is then, and *o what it was. */
static bool S_waits(struct pki_issuer *i, struct pki_order *o)
{
    for (struct waiting *w = i->first; w; w = w->next)
        if (strcmp(w->order.cn, o->cn) == 0) {
            const struct pki_order was = w->order;
            w->order = *o;
            *o = was;
            return true;
        }
    return false;
}

/* Without memory or room the next start makes it. */
static void S_order(struct pki_issuer *i, const char *cn, const char *hokensha, bool alone)
{
    struct waiting *w = calloc(1, sizeof *w);
    if (!w)
        return;
    snprintf(w->order.cn, sizeof w->order.cn, "%s", cn);
    w->order.hokensha = strdup(hokensha);
    w->order.alone = alone;
    pthread_mutex_lock(&i->lock);
    if (w->order.hokensha && i->n < PKI_ORDERS && !S_waits(i, &w->order)) {
        *i->last = w;
        i->last = &w->next;
        i->n++;
        w = NULL;
        pthread_cond_signal(&i->come);
    }
    pthread_mutex_unlock(&i->lock);
    S_free(w);
}

static enum status S_issue(struct pki_issuer *i, const char *cn, const char *hokensha, bool alone,
                           struct diag *d)
{
    const struct pki ec = {.dir = i->dir, .alone = alone};
    pthread_mutex_lock(&i->making);
    enum status st = pki_client(&ec, cn, hokensha, d);
    pthread_mutex_unlock(&i->making);
    if (st == ST_OK)
        S_order(i, cn, hokensha, alone);
    return st;
}

enum status pki_issue(struct pki_issuer *i, const char *cn, const char *hokensha, struct diag *d)
{
    return S_issue(i, cn, hokensha, true, d);
}

enum status pki_issue_shared(struct pki_issuer *i, const char *cn, const char *hokensha, struct diag *d)
{
    return S_issue(i, cn, hokensha, false, d);
}

bool pki_issued(const struct pki_issuer *i, const char *cn, const char *hokensha)
{
    const struct pki ec = {.dir = i->dir};
    return pki_client_there(&ec, cn, hokensha);
}

enum status pki_issue_package(const struct pki_issuer *i, const char *cn, const char *hokensha, bool rsa,
                              struct pki_package *ret, struct diag *d)
{
    const struct pki pki = {.dir = i->dir, .rsa = rsa};
    return pki_make_package(&pki, cn, hokensha, ret, d);
}

bool pki_ordered(struct pki_issuer *i, struct pki_order *ret)
{
    pthread_mutex_lock(&i->lock);
    while (!i->first && !i->ended)
        pthread_cond_wait(&i->come, &i->lock);
    struct waiting *w = i->ended ? NULL : i->first;
    if (w) {
        i->first = w->next;
        i->last = i->first ? i->last : &i->first;
        i->n--;
        *ret = w->order;
    }
    pthread_mutex_unlock(&i->lock);
    bool found = w != NULL;
    free(w);
    return found;
}

void pki_issuer_end(struct pki_issuer *i)
{
    pthread_mutex_lock(&i->lock);
    i->ended = true;
    pthread_cond_broadcast(&i->come);
    pthread_mutex_unlock(&i->lock);
}
