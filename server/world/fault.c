/* Faults on purpose; see fault.h. */
#include "world/fault.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct mogi_kind kinds[] = {
#define MOGI(id, name, argument, acts, finds, ja, en)                                                        \
    {name, MOGI_ARG_##argument, MOGI_##acts, FIND_##finds, ja, en},
#include "world/mogi.def"
#undef MOGI
};

const struct mogi_kind *mogi_kind(enum mogi kind)
{
    return &kinds[kind];
}

enum mogi mogi_find(const char *name)
{
    int i = 0;
    while (i < MOGI_COUNT && strcmp(kinds[i].name, name) != 0)
        i++;
    return (enum mogi)i;
}

void faults_init(struct faults *f)
{
    *f = (struct faults){.n = 0};
    pthread_mutex_init(&f->lock, NULL);
}

void faults_release(struct faults *f)
{
    free(f->list);
    pthread_mutex_destroy(&f->lock);
}

/* Needs the lock, like what follows. */
static void S_over(struct faults *f, struct fault *x)
{
    x->over = true;
    atomic_fetch_sub_explicit(&f->waking, 1, memory_order_relaxed);
}

static void S_look(struct faults *f, struct fault *x, int64_t now)
{
    if (!x->over && now >= x->until)
        S_over(f, x);
}

static void S_remove(struct faults *f, int i)
{
    if (!f->list[i].over)
        S_over(f, &f->list[i]);
    memmove(&f->list[i], &f->list[i + 1], (size_t)(f->n - i - 1) * sizeof *f->list);
    f->n--;
}

static bool S_room(struct faults *f)
{
    if (!f->list)
        f->list = calloc(FAULTS_MOST, sizeof *f->list);
    for (int i = 0; f->n == FAULTS_MOST && i < f->n; i++)
        if (f->list[i].over)
            S_remove(f, i);
    return f->list && f->n < FAULTS_MOST;
}

int64_t faults_add(struct faults *f, const struct fault *what)
{
    int64_t number = 0;
    pthread_mutex_lock(&f->lock);
    if (S_room(f)) {
        struct fault *x = &f->list[f->n++];
        *x = *what;
        x->matched = x->struck = 0;
        x->over = false;
        x->act.number = number = ++f->last;
        atomic_fetch_add_explicit(&f->waking, 1, memory_order_relaxed);
    }
    pthread_mutex_unlock(&f->lock);
    return number;
}

int64_t faults_drop(struct faults *f, int64_t number)
{
    int64_t n = 0;
    pthread_mutex_lock(&f->lock);
    for (int i = f->n - 1; i >= 0; i--)
        if (!number || f->list[i].act.number == number) {
            S_remove(f, i);
            n++;
        }
    pthread_mutex_unlock(&f->lock);
    return n;
}

int64_t faults_clear(struct faults *f)
{
    const int64_t n = faults_drop(f, 0);
    pthread_mutex_lock(&f->lock);
    f->last = f->n ? f->last : 0;
    pthread_mutex_unlock(&f->lock);
    return n;
}

void faults_look(struct faults *f, int64_t now)
{
    pthread_mutex_lock(&f->lock);
    for (int i = 0; i < f->n; i++)
        S_look(f, &f->list[i], now);
    pthread_mutex_unlock(&f->lock);
}

bool faults_at(struct faults *f, int i, int64_t now, struct fault *ret)
{
    pthread_mutex_lock(&f->lock);
    bool there = i < f->n;
    if (there) {
        S_look(f, &f->list[i], now);
        *ret = f->list[i];
    }
    pthread_mutex_unlock(&f->lock);
    return there;
}

static bool S_wanted(const char *wanted, const char *had)
{
    return !*wanted || (had && strcmp(wanted, had) == 0);
}

/* It can befall such a thing. */
static bool S_sort(const struct fault *x, const struct fault_call *c)
{
    const struct mogi_kind *k = &kinds[x->act.kind];
    if (k->acts == MOGI_FIND)
        return (c->finds & k->finds) != 0;
    return (x->row ? !c->op && !c->finds : c->op != NULL) && (c->writes || k->acts != MOGI_WRITE);
}

static bool S_fits(const struct fault *x, const struct fault_call *c)
{
    return !x->over && S_sort(x, c) && S_wanted(x->op, c->op) && S_wanted(x->shubetsu, c->shubetsu) &&
           (!x->gyo || x->gyo == c->gyo) && S_wanted(x->hokensha, c->hokensha) &&
           S_wanted(x->edaban, c->edaban) && S_wanted(x->kikan, c->kikan);
}

struct fault_act faults_strike(struct faults *f, const struct fault_call *c, int64_t now)
{
    struct fault_act act = {.number = 0};
    pthread_mutex_lock(&f->lock);
    for (int i = 0; i < f->n; i++) {
        struct fault *x = &f->list[i];
        S_look(f, x, now);
        if (!S_fits(x, c) || ++x->matched < x->nth || act.number)
            continue;
        act = x->act;
        if (++x->struck == x->times)
            S_over(f, x);
    }
    pthread_mutex_unlock(&f->lock);
    return act;
}

void fault_mark(const struct fault_act *a, char out[FAULT_MARK])
{
    snprintf(out, FAULT_MARK, "%" PRId64 " %s", a->number, kinds[a->kind].name);
}
