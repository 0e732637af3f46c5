/* The journal of a world: what came in, in order, in bounded memory; see world.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>

#include "base/json.h"
#include "world/engine.h"

bool journal_init(struct journal *j)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&j->lock, NULL);
    pthread_cond_init(&j->grown, &monotonic);
    pthread_condattr_destroy(&monotonic);
    /* mapped, so that an idle world does not pay for rows it never wrote */
    void *rows = mmap(NULL, JOURNAL_ENTRIES * sizeof *j->rows, PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    j->rows = rows == MAP_FAILED ? NULL : rows;
    return j->rows;
}

void journal_free(struct journal *j)
{
    if (j->rows)
        munmap(j->rows, JOURNAL_ENTRIES * sizeof *j->rows);
    pthread_mutex_destroy(&j->lock);
    pthread_cond_destroy(&j->grown);
}

int64_t journal_clear(struct journal *j)
{
    pthread_mutex_lock(&j->lock);
    int64_t n = j->count;
    j->count = 0;
    pthread_mutex_unlock(&j->lock);
    return n;
}

/* What a caller sent. */
static void S_put(char *out, size_t cap, const char *s)
{
    str_show(out, cap, str_of(s));
}

/* A word of our own: nothing in it to mask. */
static void S_word(char *out, size_t cap, const char *s)
{
    size_t n = s ? strnlen(s, cap - 1) : 0;
    memcpy(out, s ? s : "", n);
    out[n] = 0;
}

void world_journal(struct world *w, const struct journal_entry *e)
{
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    struct journal *j = &w->journal;
    pthread_mutex_lock(&j->lock);
    struct journal_row *r = &j->rows[j->count++ % JOURNAL_ENTRIES];
    clock_text(now, r->at);
    S_put(r->service, sizeof r->service, e->service);
    S_word(r->op, sizeof r->op, e->op);
    S_put(r->system, sizeof r->system, e->system);
    S_word(r->code, sizeof r->code, e->code);
    S_word(r->uketsuke, sizeof r->uketsuke, e->uketsuke);
    S_put(r->busho, sizeof r->busho, e->busho);
    S_put(r->user, sizeof r->user, e->user);
    S_put(r->note, sizeof r->note, e->note);
    r->http = e->http;
    r->us = e->us;
    r->bytes_in = e->bytes_in;
    r->bytes_out = e->bytes_out;
    pthread_cond_broadcast(&j->grown);
    pthread_mutex_unlock(&j->lock);
}

struct entry {
    int64_t seq;
    const char *at, *service, *op, *system, *code, *uketsuke, *busho, *user, *note;
    int64_t http, us, bytes_in, bytes_out;
};
struct entries {
    int64_t last, first;
    struct list entries;
};

static const struct field entry[] = {
    FIELD_INT(struct entry, "seq", seq),
    FIELD_TEXT(struct entry, "at", at),
    FIELD_TEXT(struct entry, "service", service),
    FIELD_TEXT(struct entry, "op", op),
    FIELD_TEXT(struct entry, "system", system),
    FIELD_TEXT(struct entry, "code", code),
    FIELD_TEXT(struct entry, "uketsukeBango", uketsuke),
    FIELD_TEXT(struct entry, "busho", busho),
    FIELD_TEXT(struct entry, "user", user),
    FIELD_TEXT(struct entry, "note", note),
    FIELD_INT(struct entry, "http", http),
    FIELD_INT(struct entry, "us", us),
    FIELD_INT(struct entry, "bytesIn", bytes_in),
    FIELD_INT(struct entry, "bytesOut", bytes_out),
    FIELD_END,
};
static const struct field entries[] = {
    FIELD_INT(struct entries, "last", last),
    FIELD_INT(struct entries, "first", first),
    FIELD_LIST(struct entries, "entries", entries, struct entry, entry),
    FIELD_END,
};

static struct entry S_entry(int64_t seq, const struct journal_row *r)
{
    return (struct entry){seq,      r->at,   r->service, r->op,   r->system, r->code,     r->uketsuke,
                          r->busho, r->user, r->note,    r->http, r->us,     r->bytes_in, r->bytes_out};
}

/* Needs the journal's lock. */
static enum status S_rows(const struct journal *j, int64_t since, struct buf *json)
{
    struct entries r = {.last = j->count,
                        .first = j->count > JOURNAL_ENTRIES ? j->count - JOURNAL_ENTRIES + 1 : 1};
    int64_t from = since + 1 > r.first ? since + 1 : r.first;
    size_t n = from <= j->count ? (size_t)(j->count - from + 1) : 0;
    struct entry *list = n ? calloc(n, sizeof *list) : NULL;
    if (n && !list)
        return ST_LIMIT;
    for (size_t i = 0; i < n; i++)
        list[i] = S_entry(from + (int64_t)i, &j->rows[(from + (int64_t)i - 1) % JOURNAL_ENTRIES]);
    r.entries = (struct list){list, n};
    json_write(json, entries, &r);
    free(list);
    return ST_OK;
}

enum status sim_journal(struct world *w, int64_t since, struct buf *json)
{
    pthread_mutex_lock(&w->journal.lock);
    enum status st = S_rows(&w->journal, since < 0 ? 0 : since, json);
    pthread_mutex_unlock(&w->journal.lock);
    return st;
}

enum status sim_journal_wait(struct world *w, int64_t since, int64_t timeout_ms, struct buf *json,
                             int64_t *ret_last)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += timeout_ms / 1000;
    until.tv_nsec += timeout_ms % 1000 * 1000000;
    if (until.tv_nsec >= 1000000000) {
        until.tv_sec++;
        until.tv_nsec -= 1000000000;
    }
    struct journal *j = &w->journal;
    pthread_mutex_lock(&j->lock);
    while (j->count <= since && pthread_cond_timedwait(&j->grown, &j->lock, &until) == 0)
        ;
    *ret_last = j->count;
    enum status st = S_rows(j, since < 0 ? 0 : since, json);
    pthread_mutex_unlock(&j->lock);
    return st;
}
