/* The thread; see behind.h. */
#include "world/behind.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <time.h>

enum { BEHIND_S = 2 };

static struct {
    pthread_mutex_t lock;
    pthread_cond_t wake, rested;
    struct behind *first;
    struct behind *at; /* the one that is being run */
    pthread_t thread;
    bool runs, stop;
    bool stirred; /* something has come since the last round */
    bool hurried; /* so much of it that it should not wait */
} all = {
    .lock = PTHREAD_MUTEX_INITIALIZER, .wake = PTHREAD_COND_INITIALIZER, .rested = PTHREAD_COND_INITIALIZER};

/* hurried: of those alone who are. */
static void S_round(bool hurried)
{
    for (struct behind *b = all.first; b; b = b->next) {
        if (hurried && !b->hurried)
            continue;
        b->hurried = false;
        all.at = b;
        pthread_mutex_unlock(&all.lock);
        b->run(b, hurried);
        pthread_mutex_lock(&all.lock);
        all.at = NULL; /* it is still in the list: who takes it out has waited */
        pthread_cond_broadcast(&all.rested);
    }
}

static bool S_before(const struct timespec *until)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec < until->tv_sec || (now.tv_sec == until->tv_sec && now.tv_nsec < until->tv_nsec);
}

/* Until something has come, and a while more, in which who hurries is run; however many do, the others' turn
 * comes. */
static void S_sleep(void)
{
    struct timespec until;
    while (!all.stop && !all.stirred && !all.hurried)
        pthread_cond_wait(&all.wake, &all.lock);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += BEHIND_S;
    do {
        bool hurried = all.hurried;
        all.hurried = false;
        if (hurried)
            S_round(true);
    } while (!all.stop && S_before(&until) &&
             (all.hurried || pthread_cond_clockwait(&all.wake, &all.lock, CLOCK_MONOTONIC, &until) == 0));
    all.stirred = false;
}

static void *S_main(void *cls)
{
    pthread_mutex_lock(&all.lock);
    while (!all.stop) {
        S_sleep();
        S_round(false);
    }
    pthread_mutex_unlock(&all.lock);
    return cls;
}

void behind_join(struct behind *b)
{
    pthread_mutex_lock(&all.lock);
    b->next = all.first;
    all.first = b;
    if (!all.runs)
        all.runs = pthread_create(&all.thread, NULL, S_main, NULL) == 0;
    pthread_mutex_unlock(&all.lock);
}

void behind_stir(void)
{
    pthread_mutex_lock(&all.lock);
    all.stirred = true;
    pthread_cond_signal(&all.wake);
    pthread_mutex_unlock(&all.lock);
}

void behind_hurry(struct behind *b)
{
    pthread_mutex_lock(&all.lock);
    all.hurried = b->hurried = true;
    pthread_cond_signal(&all.wake);
    pthread_mutex_unlock(&all.lock);
}

void behind_leave(struct behind *b)
{
    pthread_mutex_lock(&all.lock);
    while (all.at == b)
        pthread_cond_wait(&all.rested, &all.lock);
    struct behind **at = &all.first;
    while (*at && *at != b)
        at = &(*at)->next;
    if (*at)
        *at = b->next;
    pthread_mutex_unlock(&all.lock);
}

void behind_stop(void)
{
    pthread_mutex_lock(&all.lock);
    bool runs = all.runs;
    all.stop = true;
    pthread_cond_broadcast(&all.wake);
    pthread_mutex_unlock(&all.lock);
    if (runs)
        pthread_join(all.thread, NULL);
    all.runs = all.stop = false;
}
