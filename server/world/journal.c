/* The journal of a world: what came in, in order, in bounded memory; see journal.h and world.h. */
#include "world/journal.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "world/engine.h"
#include "world/journal_merge.h"
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
    for (int i = 0; i < JOURNAL_RINGS; i++) /* each has its own copy */
        journal_disk_init(&j->parts[i].disk, i || !dir ? dir : strdup(dir), (enum journal_ring)i);
}

static void S_part_release(struct journal_part *p, int64_t rows)
{
    for (int64_t i = 0; p->rows && i < rows; i++)
        free(p->rows[i].row);
    free(p->rows);
    buf_release(&p->pending);
    buf_release(&p->spare);
    journal_disk_release(&p->disk);
}

void journal_free(struct journal *j)
{
    journal_end(j);
    for (int i = 0; i < JOURNAL_RINGS; i++)
        S_part_release(&j->parts[i], journal_bounds[i].rows);
    buf_release(&j->scratch);
    pthread_mutex_destroy(&j->lock);
    pthread_cond_destroy(&j->grown);
    pthread_cond_destroy(&j->rested);
}

/* --- to the disk ------------------------------------------------------------------------------------------
 */

/* Needs the lock. */
static bool S_waits(const struct journal *j)
{
    return j->parts[JOURNAL_WELL].pending.len || j->parts[JOURNAL_REFUSED].pending.len;
}

/* Needs the lock. */
static bool S_fails(const struct journal *j)
{
    return j->parts[JOURNAL_WELL].fails || j->parts[JOURNAL_REFUSED].fails;
}

static void S_write_part(struct journal_part *p, const struct buf *out)
{
    if (out->len)
        p->fails = !journal_disk_write(&p->disk, out->data, out->len);
}

/* Needs the lock, and that nobody writes; lets go of it. */
static void S_write(struct journal *j)
{
    struct buf out[JOURNAL_RINGS];
    const bool failed = S_fails(j);
    for (int i = 0; i < JOURNAL_RINGS; i++) {
        out[i] = j->parts[i].pending;
        j->parts[i].pending = j->parts[i].spare;
        j->parts[i].spare = BUF_INIT;
    }
    j->writing = true;
    j->hurried = false;
    pthread_mutex_unlock(&j->lock);
    for (int i = 0; i < JOURNAL_RINGS; i++)
        S_write_part(&j->parts[i], &out[i]);
    pthread_mutex_lock(&j->lock);
    if (S_fails(j) != failed)
        say_named(j->name, failed ? "電文の記録（journal）に再び書き込んでいます"
                                  : "電文の記録（journal）を書き込めません。本文は残りません");
    for (int i = 0; i < JOURNAL_RINGS; i++) {
        buf_clear(&out[i]);
        j->parts[i].spare = out[i];
    }
    j->writing = false;
    pthread_cond_broadcast(&j->rested);
}

/* Needs the lock. */
static void S_flush(struct journal *j)
{
    while (j->writing)
        pthread_cond_wait(&j->rested, &j->lock);
    if (S_waits(j))
        S_write(j);
}

int64_t journal_flush(struct journal *j)
{
    pthread_mutex_lock(&j->lock);
    const int64_t order = j->order;
    S_flush(j);
    pthread_mutex_unlock(&j->lock);
    return order;
}

/* A world at rest keeps no memory for what might come. */
static void S_behind(struct behind *b, bool hurried)
{
    struct journal *j = (struct journal *)(void *)((char *)b - offsetof(struct journal, behind));
    pthread_mutex_lock(&j->lock);
    S_flush(j);
    if (!hurried && !S_waits(j) && !j->writing) {
        for (int i = 0; i < JOURNAL_RINGS; i++) {
            buf_release(&j->parts[i].pending);
            buf_release(&j->parts[i].spare);
        }
        buf_release(&j->scratch);
    }
    pthread_mutex_unlock(&j->lock);
}

void journal_end(struct journal *j)
{
    behind_leave(&j->behind);
    pthread_mutex_lock(&j->lock);
    while (!j->ended && (S_waits(j) || j->writing)) /* more may come while it is written */
        S_flush(j);
    j->ended = true;
    pthread_mutex_unlock(&j->lock);
}

/* Needs the lock. What of a record finds no room is told without its bodies. */
static void S_keep(struct journal *j, enum journal_ring ring, struct journal_record *r)
{
    struct buf *pending = &j->parts[ring].pending;
    if (j->ended)
        return;
    if (pending->len + r->row.n + r->request.n + r->reply.n > JOURNAL_PENDING) {
        r->no_room = true;
        r->request = r->reply = (struct str){NULL, 0};
    }
    bool first = !S_waits(j);
    if (pending->len < 2 * JOURNAL_PENDING)
        journal_record_put(pending, r);
    if (!buf_ok(pending))
        buf_release(pending);
    if (!j->joined)
        behind_join(&j->behind);
    j->joined = true;
    if (first)
        behind_stir();
    if (j->writing)
        return;
    if (pending->len >= JOURNAL_LATE) {
        S_write(j);
    } else if (pending->len >= JOURNAL_BLOCK && !j->hurried) {
        j->hurried = true;
        behind_hurry(&j->behind);
    }
}

/* --- in memory --------------------------------------------------------------------------------------------
 */

/* Needs the lock. */
static void S_forget(struct journal *j, int64_t count)
{
    j->count = count;
    j->first = count + 1;
    for (int i = 0; i < JOURNAL_RINGS; i++)
        j->parts[i].n = 0;
}

/* Needs the lock. A copy of it takes the place of the row that was there. */
static void S_hold(struct journal *j, enum journal_ring ring, int64_t seq, struct str row)
{
    const int64_t most = journal_bounds[ring].rows;
    struct journal_part *p = &j->parts[ring];
    if (!p->rows)
        p->rows = calloc((size_t)most, sizeof *p->rows);
    struct journal_held *h = p->rows ? &p->rows[p->n % most] : NULL;
    if (h && p->n >= most && h->seq >= j->first)
        j->first = h->seq + 1;
    if (h && h->room < row.n) {
        free(h->row);
        h->row = malloc(row.n);
        h->room = h->row ? row.n : 0;
    }
    if (!h || !h->row) {
        S_forget(j, seq);
        return;
    }
    memcpy(h->row, row.p, row.n);
    h->n = row.n;
    h->seq = j->count = seq;
    p->n++;
}

/* Needs the lock. The rows that are still there of those that lived when the daemon ended. Those behind which
 * another generation counts anew are not among them. */
static void S_look(struct journal *j)
{
    struct journal_merge m;
    int64_t generation = -1;
    j->looked = true;
    journal_merge_begin(&m, j, JOURNAL_LAST, INT64_MAX);
    for (const struct journal_merged *r; (r = journal_merge_next(&m));) {
        const int64_t seq = r->row.seq;
        if (seq <= j->count || (seq != j->count + 1 && r->row.generation != generation))
            S_forget(j, seq - 1);
        else if (seq != j->count + 1)
            j->first = seq;
        S_hold(j, r->ring, seq, r->record.row);
        generation = r->row.generation;
        j->order = r->record.order;
    }
    journal_merge_end(&m);
    if ((uint64_t)generation != j->generation) { /* nothing has come since it began */
        S_forget(j, 0);
        j->counted = j->generation;
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
        S_forget(j, 0);
        j->counted = generation;
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
    const enum journal_ring ring = e->refused ? JOURNAL_REFUSED : JOURNAL_WELL;
    buf_clear(&j->scratch);
    journal_row_put(&j->scratch, &row, e);
    if (!buf_ok(&j->scratch)) {
        buf_release(&j->scratch);
        j->first = ++j->count + 1;
        return;
    }
    struct journal_record record = {.order = ++j->order,
                                    .row = {j->scratch.data, j->scratch.len},
                                    .request = e->request.text,
                                    .reply = e->reply.text,
                                    .request_cut = e->request.cut,
                                    .reply_cut = e->reply.cut,
                                    .many = e->many};
    S_hold(j, ring, row.seq, record.row);
    S_keep(j, ring, &record);
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
