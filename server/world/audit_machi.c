/* Durable writes in the audit table: their records wait in the database that they have changed, in the same
 * transaction, until the table is on the disk. So a write costs no wait for another file, and after a power
 * cut none that was acknowledged is missing. See audit.h. */
#include <stdlib.h>
#include <string.h>

#include "store/audit_machi.h"
#include "world/audit.h"
#include "world/engine.h"

enum { KEPT_ROOM = 256 << 10, TAKE_UP_ROOM = 64 << 20, TAKE_UP_MOST = 100000 };

void audit_batch(struct world *w)
{
    struct audit *a = &w->audit;
    a->n = 0;
    if (a->texts.cap > KEPT_ROOM)
        buf_release(&a->texts);
    buf_clear(&a->texts);
}

/* The number of the batch: above all that were given, in this process or before. */
static enum status S_number(struct world *w, int64_t now, struct diag *d)
{
    struct audit *a = &w->audit;
    if (!a->entries && !(a->entries = calloc(BATCH_JOBS, sizeof *a->entries)))
        return diag_set(d, ST_LIMIT, "監査記録", "メモリ", "不足");
    pthread_mutex_lock(&a->lock);
    enum status st = a->ended ? diag_set(d, ST_STOPPING, NULL, NULL, NULL) : audit_open_locked(w, a, now, d);
    int64_t count = a->log.end.count, given = a->log.end.kagi / 1024;
    pthread_mutex_unlock(&a->lock);
    given = given > count ? given : count;
    a->batch = (a->batch > given ? a->batch : given) + 1;
    return st;
}

static void S_entry(struct audit *a, struct job *j)
{
    char text[AUDIT_TEXT];
    struct audit_words words;
    struct audit_row r = {.nichiji = j->call->now, .kagi = audit_kagi_of(a->batch, a->n)};
    audit_words_begin(&words);
    j->audit(j, &r, &words);
    size_t n = audit_row_text(&r, text);
    a->entries[a->n++] = (struct audit_entry){j, {r.nichiji, r.kagi, n, NULL}, a->texts.len};
    buf_add(&a->texts, text, n);
    buf_addc(&a->texts, '\n');
}

/* What is on the disk need not wait any more. */
static enum status S_drop(struct audit *a, struct tx *tx, enum db db)
{
    pthread_mutex_lock(&a->lock);
    int64_t synced = a->synced;
    pthread_mutex_unlock(&a->lock);
    if (!a->low[db] || a->low[db] > synced)
        return ST_OK;
    a->low[db] = synced + 1;
    return audit_machi_drop(tx, synced);
}

enum status audit_wait(struct world *w, struct job *list, enum db db, struct diag *d)
{
    struct audit *a = &w->audit;
    size_t from = a->texts.len;
    enum status st = ST_OK;
    for (struct job *j = list; j && st == ST_OK; j = j->next) {
        if (j->db != db || !j->audit || status_kubun(j->st) == 9)
            continue;
        if (!a->n)
            st = S_number(w, j->call->now, d);
        if (st == ST_OK)
            S_entry(a, j);
    }
    if (st != ST_OK || a->texts.len == from)
        return st;
    struct tx *tx = tx_writer(w->store, db);
    st = buf_ok(&a->texts) ? S_drop(a, tx, db) : ST_LIMIT;
    if (st == ST_OK)
        st = audit_machi_add(tx, &(struct audit_machi){a->batch, a->texts.data + from});
    a->low[db] = a->low[db] ? a->low[db] : a->batch;
    return st;
}

/* --- what waits and is not in the table --------------------------------------------------------------------
 */

struct waiting {
    int64_t kagi, nichiji;
    size_t n;
    const char *p;
};

struct waitings {
    struct waiting *list;
    size_t n, cap;
};

static void S_line(struct waitings *x, struct arena *a, struct str text)
{
    const char *columns[AUDIT_COLUMNS_N];
    char *line = arena_printf(a, "0%.*s-", (int)text.n, text.p), *room = arena_alloc(a, text.n + 4);
    if (!line || !room || !audit_row_split(str_of(line), room, columns))
        return;
    if (x->n == x->cap) {
        size_t cap = x->cap ? x->cap * 2 : 64;
        struct waiting *list = realloc(x->list, cap * sizeof *list);
        if (!list)
            return;
        x->list = list;
        x->cap = cap;
    }
    x->list[x->n++] = (struct waiting){audit_kagi(columns[AUDIT_COLUMN_kagi]),
                                       clock_parse(columns[AUDIT_NICHIJI]), text.n, text.p};
}

static enum status S_read(struct store *s, struct arena *a, int64_t above, int64_t *ret_last,
                          struct waitings *x)
{
    enum status st = ST_OK;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        struct audit_machi *rows;
        size_t n;
        st = audit_machi_after(tx_writer(s, (enum db)db), above, TAKE_UP_MOST, a, &rows, &n);
        for (size_t i = 0; i < n && st == ST_OK; i++) {
            *ret_last = rows[i].id > *ret_last ? rows[i].id : *ret_last;
            for (const char *p = rows[i].kiroku, *end; (end = strchr(p, '\n')); p = end + 1)
                S_line(x, a, (struct str){p, (size_t)(end - p)});
        }
    }
    return st;
}

static int S_by_kagi(const void *a, const void *b)
{
    int64_t x = ((const struct waiting *)a)->kagi, y = ((const struct waiting *)b)->kagi;
    return (x > y) - (x < y);
}

/* Needs a's lock; its table is open. */
static enum status S_chain_all(struct world *w, struct waitings *x, struct diag *d)
{
    enum status st = ST_OK;
    int64_t upto = w->audit.log.end.kagi;
    qsort(x->list, x->n, sizeof *x->list, S_by_kagi);
    for (size_t i = 0; i < x->n && st == ST_OK; i++) {
        const struct waiting *one = &x->list[i];
        const struct audit_text t = {one->nichiji, one->kagi, one->n, one->p};
        if (one->kagi > upto)
            st = audit_add_locked(w, &w->audit, &t, AUDIT_LAST, d);
    }
    return st;
}

/* On the writer thread, or before there is one. true: all that waits is in the table. */
static bool S_catch_up(struct world *w)
{
    struct audit *a = &w->audit;
    struct diag ignored = DIAG_INIT;
    struct waitings x = {0};
    struct arena *room = arena_new(TAKE_UP_ROOM);
    int64_t last = 0, now = world_now(w);
    pthread_mutex_lock(&a->lock);
    enum status st = room && !a->ended ? audit_open_locked(w, a, now, &ignored) : ST_LIMIT;
    if (st == ST_OK)
        st = S_read(w->store, room, a->log.end.kagi / 1024 - 1, &last, &x);
    if (st == ST_OK)
        st = S_chain_all(w, &x, &ignored);
    if (st == ST_OK && last)
        a->chained = last;
    pthread_mutex_unlock(&a->lock);
    a->batch = a->batch > last ? a->batch : last;
    free(x.list);
    arena_free(room);
    return st == ST_OK;
}

void audit_catch_up(struct world *w)
{
    if (w->audit.behind)
        w->audit.behind = !S_catch_up(w);
}

void audit_leave(struct world *w)
{
    struct audit *a = &w->audit;
    audit_catch_up(w);
    pthread_mutex_lock(&a->lock);
    bool waits = a->chained > a->synced;
    pthread_mutex_unlock(&a->lock);
    if (waits)
        audit_sync(a);
}

void audit_take_up(struct world *w)
{
    struct audit *a = &w->audit;
    for (int db = 0; db < DB_COUNT; db++) {
        int64_t last = 0;
        if (audit_machi_last(tx_writer(w->store, (enum db)db), &last) != ST_OK || last)
            a->low[db] = 1;
        a->batch = a->batch > last ? a->batch : last;
        a->behind = a->behind || a->low[db];
    }
    audit_catch_up(w);
}

void audit_chain(struct world *w)
{
    struct audit *a = &w->audit;
    struct diag ignored = DIAG_INIT;
    if (!a->n)
        return;
    if (a->behind) { /* with these, which wait as well by now */
        a->behind = !S_catch_up(w);
        for (int i = 0; i < a->n; i++)
            a->entries[i].job->recorded = true;
        return;
    }
    pthread_mutex_lock(&a->lock);
    for (int i = 0; i < a->n; i++) {
        struct audit_entry *e = &a->entries[i];
        e->text.p = a->texts.data + e->at;
        if (status_kubun(e->job->st) == 9) /* its database was not committed */
            continue;
        a->behind = a->behind || audit_add_locked(w, a, &e->text, AUDIT_LAST, &ignored) != ST_OK;
        e->job->recorded = true;
    }
    if (!a->behind)
        a->chained = a->batch;
    pthread_mutex_unlock(&a->lock);
}

enum status audit_forget(struct store *s)
{
    enum status st = ST_OK;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        int64_t last = 0;
        struct tx *tx = tx_writer(s, (enum db)db);
        st = audit_machi_last(tx, &last);
        if (st == ST_OK && last)
            st = audit_machi_drop(tx, last);
    }
    return st;
}
