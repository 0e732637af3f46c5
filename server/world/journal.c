/* The journal of a world: what came in, in order, in bounded memory; see journal.h and world.h. */
#include "world/journal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "world/engine.h"
#include "world/journal_row.h"

static void S_behind(struct behind *b, bool hurried);

void journal_init(struct journal *j, const char *name, char *dir)
{
    pthread_condattr_t monotonic;
    *j = (struct journal){.name = name, .first = 1, .behind = {.run = S_behind}};
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&j->lock, NULL);
    pthread_cond_init(&j->grown, &monotonic);
    pthread_cond_init(&j->rested, &monotonic);
    pthread_condattr_destroy(&monotonic);
    journal_disk_init(&j->disk, dir);
}

void journal_free(struct journal *j)
{
    journal_end(j);
    for (size_t i = 0; j->rows && i < JOURNAL_ENTRIES; i++)
        free(j->rows[i].row);
    free(j->rows);
    buf_release(&j->pending);
    buf_release(&j->spare);
    buf_release(&j->scratch);
    journal_disk_release(&j->disk);
    pthread_mutex_destroy(&j->lock);
    pthread_cond_destroy(&j->grown);
    pthread_cond_destroy(&j->rested);
}

/* --- to the disk ------------------------------------------------------------------------------------------
 */

/* Needs the lock, and that nobody writes; lets go of it. */
static void S_write(struct journal *j)
{
    struct buf out = j->pending;
    j->pending = j->spare;
    j->spare = BUF_INIT;
    j->writing = true;
    j->hurried = false;
    pthread_mutex_unlock(&j->lock);
    bool ok = !out.len || journal_disk_write(&j->disk, out.data, out.len);
    pthread_mutex_lock(&j->lock);
    if (ok == j->told)
        say_named(j->name, ok ? "電文の記録（journal）に再び書き込んでいます"
                              : "電文の記録（journal）を書き込めません。本文は残りません");
    j->told = !ok;
    buf_clear(&out);
    j->spare = out;
    j->writing = false;
    pthread_cond_broadcast(&j->rested);
}

/* Needs the lock. */
static void S_flush(struct journal *j)
{
    while (j->writing)
        pthread_cond_wait(&j->rested, &j->lock);
    if (j->pending.len)
        S_write(j);
}

void journal_flush(struct journal *j)
{
    pthread_mutex_lock(&j->lock);
    S_flush(j);
    pthread_mutex_unlock(&j->lock);
}

/* A world at rest keeps no memory for what might come. */
static void S_behind(struct behind *b, bool hurried)
{
    struct journal *j = (struct journal *)(void *)((char *)b - offsetof(struct journal, behind));
    pthread_mutex_lock(&j->lock);
    S_flush(j);
    if (!hurried && !j->pending.len && !j->writing) {
        buf_release(&j->pending);
        buf_release(&j->spare);
        buf_release(&j->scratch);
    }
    pthread_mutex_unlock(&j->lock);
}

void journal_end(struct journal *j)
{
    behind_leave(&j->behind);
    pthread_mutex_lock(&j->lock);
    while (!j->ended && (j->pending.len || j->writing)) /* more may come while it is written */
        S_flush(j);
    j->ended = true;
    pthread_mutex_unlock(&j->lock);
}

/* Needs the lock. What of a record finds no room is told without its bodies. */
static void S_keep(struct journal *j, struct journal_record *r)
{
    if (j->ended)
        return;
    if (j->pending.len + r->row.n + r->request.n + r->reply.n > JOURNAL_PENDING) {
        r->no_room = true;
        r->request = r->reply = (struct str){NULL, 0};
    }
    bool first = !j->pending.len;
    if (j->pending.len < 2 * JOURNAL_PENDING)
        journal_record_put(&j->pending, r);
    if (!buf_ok(&j->pending))
        buf_release(&j->pending);
    if (!j->joined)
        behind_join(&j->behind);
    j->joined = true;
    if (first)
        behind_stir();
    if (j->writing)
        return;
    if (j->pending.len >= JOURNAL_LATE) {
        S_write(j);
    } else if (j->pending.len >= JOURNAL_BLOCK && !j->hurried) {
        j->hurried = true;
        behind_hurry(&j->behind);
    }
}

/* --- in memory --------------------------------------------------------------------------------------------
 */

/* Needs the lock. A copy of it takes the place of the row that was there. */
static void S_hold(struct journal *j, int64_t seq, struct str row)
{
    if (!j->rows)
        j->rows = calloc(JOURNAL_ENTRIES, sizeof *j->rows);
    struct journal_held *h = j->rows ? &j->rows[(seq - 1) % JOURNAL_ENTRIES] : NULL;
    if (h && h->room < row.n) {
        free(h->row);
        h->row = malloc(row.n);
        h->room = h->row ? row.n : 0;
    }
    j->count = seq;
    if (!h || !h->row) {
        j->first = seq + 1;
        return;
    }
    memcpy(h->row, row.p, row.n);
    h->n = row.n;
    if (j->first + JOURNAL_ENTRIES <= seq)
        j->first = seq - JOURNAL_ENTRIES + 1;
}

/* Needs the lock. The rows of the last segments, 0: of all; *latest: the last of them. */
static void S_hold_last(struct journal *j, size_t segments, struct journal_row *latest)
{
    struct journal_walk w;
    struct journal_record r;
    journal_walk_begin(&w, j->disk.dir, segments);
    while (journal_walk_next(&w, &r)) {
        if (!journal_row_read(r.row, latest))
            continue;
        if (latest->seq != j->count + 1)
            j->first = latest->seq;
        S_hold(j, latest->seq, r.row);
    }
    journal_walk_end(&w);
}

/* Needs the lock. The rows that are still there of those that lived when the daemon ended. */
static void S_look(struct journal *j)
{
    struct journal_row row = {.generation = -1};
    j->looked = true;
    S_hold_last(j, 2, &row);
    if (row.generation < 0) /* of daemons that had no room, or died at once */
        S_hold_last(j, 0, &row);
    if ((uint64_t)row.generation != j->generation) { /* nothing has come since it began */
        j->count = 0;
        j->first = 1;
    }
}

void journal_look(struct journal *j)
{
    pthread_mutex_lock(&j->lock);
    if (!j->looked)
        S_look(j);
    pthread_mutex_unlock(&j->lock);
}

int64_t journal_begin(struct journal *j, uint64_t generation, bool clear)
{
    pthread_mutex_lock(&j->lock);
    int64_t n = clear ? j->count : 0;
    if (clear) {
        j->count = 0;
        j->first = 1;
    }
    j->generation = generation;
    pthread_mutex_unlock(&j->lock);
    return n;
}

/* --- a row ------------------------------------------------------------------------------------------------
 */

/* Needs the lock. */
static void S_tell(struct journal *j, const struct journal_entry *e, int64_t now)
{
    const struct journal_row row = {
        .seq = j->count + 1, .generation = (int64_t)j->generation, .at = now, .real = time(NULL)};
    buf_clear(&j->scratch);
    journal_row_put(&j->scratch, &row, e);
    if (!buf_ok(&j->scratch)) {
        buf_release(&j->scratch);
        j->first = ++j->count + 1;
        return;
    }
    struct journal_record record = {.row = {j->scratch.data, j->scratch.len},
                                    .request = e->request.text,
                                    .reply = e->reply.text,
                                    .request_cut = e->request.cut,
                                    .reply_cut = e->reply.cut,
                                    .many = e->many};
    S_hold(j, row.seq, record.row);
    S_keep(j, &record);
}

/* Two that see a second begin at once may both count from nothing: then there are a few more. */
bool world_journal_wants(struct world *w)
{
    struct journal *j = &w->journal;
    const int64_t now = time(NULL);
    if (atomic_exchange_explicit(&j->second, now, memory_order_relaxed) != now)
        atomic_store_explicit(&j->kept, 0, memory_order_relaxed);
    return atomic_load_explicit(&j->kept, memory_order_relaxed) < JOURNAL_PLENTY &&
           atomic_fetch_add_explicit(&j->kept, 1, memory_order_relaxed) < JOURNAL_PLENTY;
}

bool world_journal_has_plenty(struct world *w)
{
    return atomic_load_explicit(&w->journal.kept, memory_order_relaxed) >= JOURNAL_PLENTY &&
           atomic_load_explicit(&w->journal.second, memory_order_relaxed) == time(NULL);
}

void world_journal(struct world *w, const struct journal_entry *e)
{
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    struct journal *j = &w->journal;
    pthread_mutex_lock(&j->lock);
    if (!j->looked)
        S_look(j);
    S_tell(j, e, now);
    pthread_cond_broadcast(&j->grown);
    pthread_mutex_unlock(&j->lock);
}
