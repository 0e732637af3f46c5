/* Orders of certificates; see pki_issue.h. */
#include "base/pki_issue.h"

#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct waiting {
    struct waiting *next;
    struct pki_order order;
};

struct pki_issuer {
    const char *dir;
    pthread_mutex_t
        making; /* two of one name at once would leave the key of one beside the certificate of the other */
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t come;
    struct waiting *first, **last;
    size_t n; /* of them */
    bool ended;
};

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
        free(w);
    }
    pthread_cond_destroy(&i->come);
    pthread_mutex_destroy(&i->lock);
    pthread_mutex_destroy(&i->making);
    free(i);
}

/* Needs lock. NULL: none of that name waits. */
static struct waiting *S_find(struct pki_issuer *i, const char *cn)
{
    struct waiting *w = i->first;
    while (w && strcmp(w->order.cn, cn) != 0)
        w = w->next;
    return w;
}

/* One of that name that waits already will be this one. Without memory or room the next start makes what is
 * missing; what is too much stays. */
static void S_order(struct pki_issuer *i, const char *cn, const char *hokensha, bool gone)
{
    struct waiting *w = calloc(1, sizeof *w);
    if (!w)
        return;
    w->order.gone = gone;
    snprintf(w->order.cn, sizeof w->order.cn, "%s", cn);
    snprintf(w->order.hokensha, sizeof w->order.hokensha, "%s", hokensha);
    pthread_mutex_lock(&i->lock);
    struct waiting *was = S_find(i, cn);
    if (was)
        was->order = w->order;
    else if (gone || i->n < PKI_ORDERS) {
        *i->last = w;
        i->last = &w->next;
        i->n++;
        w = NULL;
        pthread_cond_signal(&i->come);
    }
    pthread_mutex_unlock(&i->lock);
    free(w);
}

/* The certificate first: with it a set is whole (pki.c). */
static void S_drop(const char *dir, const char *cn)
{
    static const char *const ends[] = {".crt", ".key", ".p12", "-rsa.crt", "-rsa.key", "-rsa.p12"};
    char path[PATH_MAX];
    for (size_t k = 0; k < sizeof ends / sizeof *ends; k++)
        if (snprintf(path, sizeof path, "%s/clients/%s%s", dir, cn, ends[k]) < (int)sizeof path)
            unlink(path);
}

enum status pki_issue(struct pki_issuer *i, const char *cn, const char *hokensha, bool anew, struct diag *d)
{
    const struct pki ec = {.dir = i->dir, .alone = true};
    pthread_mutex_lock(&i->making);
    if (anew && pki_client_name(cn))
        S_drop(i->dir, cn);
    enum status st = pki_client(&ec, cn, hokensha, d);
    if (st == ST_OK)
        S_order(i, cn, hokensha, false);
    pthread_mutex_unlock(&i->making);
    return st;
}

void pki_gone(struct pki_issuer *i, const char *cn)
{
    S_order(i, cn, "", true);
}

bool pki_forget(struct pki_issuer *i, const char *cn)
{
    pthread_mutex_lock(&i->making);
    pthread_mutex_lock(&i->lock);
    const bool again = S_find(i, cn) != NULL;
    pthread_mutex_unlock(&i->lock);
    if (!again)
        S_drop(i->dir, cn);
    pthread_mutex_unlock(&i->making);
    return !again;
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
