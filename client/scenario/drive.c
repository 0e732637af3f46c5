/* Many test cases at the same time; see drive.h. Each worker has a report of its own, because an arena is one
 * thread's; their passes are put in order at the end. */
#include "drive.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "wire/http.h"

enum { WORKERS = 4 };

struct drive {
    struct runner *r;
    const struct driven *list;
    size_t n;
    pthread_mutex_t lock; /* guards next, ok and the terminal */
    size_t next;
    bool ok;
    struct pass **passes; /* of list[i]; NULL: its world could not be made */
};

struct worker {
    struct drive *drive;
    struct report report;
    struct http *http;
    pthread_t thread;
};

static bool S_take(struct drive *d, size_t *ret)
{
    pthread_mutex_lock(&d->lock);
    bool there = d->next < d->n;
    *ret = d->next;
    d->next += there;
    pthread_mutex_unlock(&d->lock);
    return there;
}

static void S_end(struct drive *d, size_t i, struct pass *pass, bool ok)
{
    pthread_mutex_lock(&d->lock);
    d->passes[i] = pass;
    d->ok = d->ok && ok;
    if (pass)
        report_print_pass(pass, d->r->report->repeats);
    pthread_mutex_unlock(&d->lock);
}

static void *S_work(void *cls)
{
    struct worker *w = cls;
    struct runner r = *w->drive->r;
    r.report = &w->report;
    r.http = w->http;
    r.quiet = true;
    for (size_t i; S_take(w->drive, &i);) {
        const struct driven *job = &w->drive->list[i];
        struct pass *was = w->report.last;
        bool ok = runner_case(&r, job->c, job->lot, job->repeat);
        S_end(w->drive, i, w->report.last == was ? NULL : w->report.last, ok);
    }
    return NULL;
}

/* How many have begun. */
static size_t S_begin(struct drive *d, struct worker *workers)
{
    size_t n = 0;
    while (n < WORKERS && n < d->n) {
        struct worker *w = &workers[n];
        w->drive = d;
        w->http = http_new();
        if (!w->http || !report_open(&w->report) || pthread_create(&w->thread, NULL, S_work, w) != 0)
            break;
        n++;
    }
    return n;
}

bool drive_all(struct runner *r, const struct driven *list, size_t n)
{
    struct drive d = {.r = r,
                      .list = list,
                      .n = n,
                      .lock = PTHREAD_MUTEX_INITIALIZER,
                      .ok = true,
                      .passes = calloc(n ? n : 1, sizeof *d.passes)};
    struct worker *workers = calloc(WORKERS, sizeof *workers);
    size_t begun = d.passes && workers ? S_begin(&d, workers) : 0;
    for (size_t i = 0; i < begun; i++)
        pthread_join(workers[i].thread, NULL);
    for (size_t i = 0; begun && i < n; i++)
        if (d.passes[i])
            report_add(r->report, d.passes[i]);
    for (size_t i = 0; workers && i < WORKERS; i++) {
        report_keep(r->report, &workers[i].report);
        http_free(workers[i].http);
    }
    free(workers);
    free(d.passes);
    return d.ok && (begun || !n);
}
