/* The journal of a world, asked for: the rows in memory, one exchange with what was sent and answered; see
 * world.h. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "world/engine.h"
#include "world/journal_json.h"
#include "world/journal_merge.h"
#include "world/journal_row.h"

/* --- the rows in memory -----------------------------------------------------------------------------------
 */

/* Needs the journal's lock. NULL: it has no i-th, any more or yet. */
static const struct journal_held *S_held(const struct journal *j, int ring, int64_t i)
{
    const struct journal_part *p = &j->parts[ring];
    const int64_t most = journal_bounds[ring].rows;
    return i >= p->n - most && i >= 0 && i < p->n ? &p->rows[i % most] : NULL;
}

/* Needs the journal's lock. Which one of the ring is the first behind `since`. */
static int64_t S_behind(const struct journal *j, int ring, int64_t since)
{
    int64_t end = j->parts[ring].n, low = end - journal_bounds[ring].rows;
    low = low < 0 ? 0 : low;
    while (low < end) {
        int64_t mid = low + (end - low) / 2;
        if (S_held(j, ring, mid)->seq > since)
            end = mid;
        else
            low = mid + 1;
    }
    return end;
}

void journal_held_each(const struct journal *j, int64_t since, void (*each)(void *cls, struct str row),
                       void *cls)
{
    int64_t well = S_behind(j, JOURNAL_WELL, since), refused = S_behind(j, JOURNAL_REFUSED, since);
    for (;;) {
        const struct journal_held *w = S_held(j, JOURNAL_WELL, well),
                                  *r = S_held(j, JOURNAL_REFUSED, refused),
                                  *h = !r || (w && w->seq < r->seq) ? w : r;
        if (!h)
            return;
        each(cls, (struct str){h->row, h->n});
        *(h == w ? &well : &refused) += 1;
    }
}

static void S_row(void *cls, struct str row)
{
    struct buf *json = cls;
    if (buf_ok(json))
        journal_json_row(json, row);
}

/* Needs the journal's lock. */
static enum status S_rows(const struct journal *j, int64_t since, struct buf *json)
{
    journal_json_open(json, j->count, j->first);
    journal_held_each(j, since, S_row, json);
    return journal_json_close(json, 0);
}

enum status sim_journal(struct world *w, int64_t since, struct buf *json)
{
    journal_look(&w->journal);
    pthread_mutex_lock(&w->journal.lock);
    enum status st = S_rows(&w->journal, since < 0 ? 0 : since, json);
    pthread_mutex_unlock(&w->journal.lock);
    return st;
}

int64_t sim_journal_grown(struct world *w, int64_t since, int64_t timeout_ms)
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
    journal_look(j);
    pthread_mutex_lock(&j->lock);
    while (j->count <= since && pthread_cond_timedwait(&j->grown, &j->lock, &until) == 0)
        ;
    const int64_t last = j->count;
    pthread_mutex_unlock(&j->lock);
    return last;
}

/* --- one exchange -----------------------------------------------------------------------------------------
 */

/* A row that is in memory, and the generation whose it is; its ring, or JOURNAL_RINGS: it is not there. */
static enum journal_ring S_in_memory(struct journal *j, int64_t seq, int64_t *generation, struct buf *copy)
{
    struct journal_row row;
    int ring = 0;
    pthread_mutex_lock(&j->lock);
    for (; ring < JOURNAL_RINGS; ring++) {
        const struct journal_held *h = S_held(j, ring, S_behind(j, ring, seq - 1));
        if (h && h->seq == seq && journal_row_read((struct str){h->row, h->n}, &row) &&
            (*generation < 0 || *generation == row.generation)) {
            *generation = row.generation;
            buf_add(copy, h->row, h->n);
            break;
        }
    }
    if (*generation < 0)
        *generation = (int64_t)j->generation;
    pthread_mutex_unlock(&j->lock);
    return (enum journal_ring)ring;
}

static enum status S_exchange(const struct journal_record *r, bool gone, struct buf *json)
{
    journal_json_exchange(json, r, gone);
    return buf_ok(json) ? ST_OK : ST_LIMIT;
}

static enum status S_no_row(struct journal *j, int64_t generation, int64_t seq, struct diag *d)
{
    char want[120];
    pthread_mutex_lock(&j->lock);
    snprintf(want, sizeof want, "世代 %lld に残っている番号（今の世代は %lld から %lld）",
             (long long)generation, (long long)j->first, (long long)j->count);
    pthread_mutex_unlock(&j->lock);
    return diag_setf(d, ST_CONTROL, "番号", want, "%lld", (long long)seq);
}

enum status sim_journal_show(struct world *w, int64_t generation, int64_t seq, struct buf *json,
                             struct diag *d)
{
    struct journal *j = &w->journal;
    struct journal_merge m;
    const struct journal_merged *r;
    struct buf copy = BUF_INIT;
    int64_t first = 0; /* of its ring */
    journal_look(j);
    const enum journal_ring ring = S_in_memory(j, seq, &generation, &copy);
    enum status st;
    journal_merge_begin(&m, j, 0, journal_flush(j));
    while ((r = journal_merge_next(&m)) && (r->row.generation != generation || r->row.seq != seq))
        if (r->ring == ring && r->row.generation == generation && !first)
            first = r->row.seq;
    if (r)
        st = S_exchange(&r->record, false, json);
    else if (ring == JOURNAL_RINGS)
        st = S_no_row(j, generation, seq, d);
    else
        st = S_exchange(&(struct journal_record){.row = {copy.data, copy.len}, .no_room = true},
                        seq < first && journal_walk_lacks(&m.walks[ring]), json);
    journal_merge_end(&m);
    buf_release(&copy);
    return st;
}
