/* The journal of a world, asked for: the rows in memory, those of a generation from the files, one exchange
 * with what was sent and answered; see world.h. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "world/engine.h"
#include "world/journal_merge.h"
#include "world/journal_row.h"

/* --- the rows in memory -----------------------------------------------------------------------------------
 */

static void S_open(struct buf *json, int64_t last, int64_t first)
{
    buf_addf(json, "{\"last\":%lld,\"first\":%lld,\"entries\":[", (long long)last, (long long)first);
}

static enum status S_close(struct buf *json)
{
    buf_adds(json, "]}");
    return buf_ok(json) ? ST_OK : ST_LIMIT;
}

static void S_entry(struct buf *json, struct str row)
{
    if (json->data[json->len - 1] != '[')
        buf_addc(json, ',');
    journal_row_json(row, json);
}

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

/* Needs the journal's lock. */
static enum status S_rows(const struct journal *j, int64_t since, struct buf *json)
{
    S_open(json, j->count, j->first);
    int64_t well = S_behind(j, JOURNAL_WELL, since), refused = S_behind(j, JOURNAL_REFUSED, since);
    while (buf_ok(json)) {
        const struct journal_held *w = S_held(j, JOURNAL_WELL, well),
                                  *r = S_held(j, JOURNAL_REFUSED, refused),
                                  *h = !r || (w && w->seq < r->seq) ? w : r;
        if (!h)
            break;
        S_entry(json, (struct str){h->row, h->n});
        *(h == w ? &well : &refused) += 1;
    }
    return S_close(json);
}

enum status sim_journal(struct world *w, int64_t since, struct buf *json)
{
    journal_look(&w->journal);
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
    journal_look(j);
    pthread_mutex_lock(&j->lock);
    while (j->count <= since && pthread_cond_timedwait(&j->grown, &j->lock, &until) == 0)
        ;
    *ret_last = j->count;
    enum status st = S_rows(j, since < 0 ? 0 : since, json);
    pthread_mutex_unlock(&j->lock);
    return st;
}

/* --- the files --------------------------------------------------------------------------------------------
 */

enum { SHOWN = 200, PAGE = 2048 /* rows of an answer */ };

/* Which generations there is something of, "1・2・5"; each stands in one piece. */
struct there {
    char text[SHOWN];
    size_t n;
    int64_t latest;
};

static void S_there(struct there *t, int64_t generation)
{
    char one[24];
    int n = snprintf(one, sizeof one, "%s%lld", t->n ? "・" : "", (long long)generation);
    if (generation == t->latest || n < 0 || t->n + (size_t)n >= sizeof t->text)
        return;
    t->latest = generation;
    memcpy(t->text + t->n, one, (size_t)n + 1);
    t->n += (size_t)n;
}

static enum status S_none(const struct there *t, int64_t generation, struct diag *d)
{
    char have[32];
    snprintf(have, sizeof have, "%lld", (long long)generation);
    return diag_set(d, ST_CONTROL, "generation", *t->text ? t->text : "記録のある世代（まだありません）",
                    have);
}

enum status sim_journal_generation(struct world *w, int64_t generation, int64_t since, struct buf *json,
                                   struct diag *d)
{
    struct journal *j = &w->journal;
    struct journal_merge m;
    struct buf rows = BUF_INIT;
    struct there t = {.latest = -1};
    int64_t first = 0, last = 0, n = 0;
    journal_look(j);
    journal_merge_begin(&m, j, 0, journal_flush(j));
    buf_addc(&rows, '[');
    for (const struct journal_merged *r; (r = journal_merge_next(&m));) {
        S_there(&t, r->row.generation);
        if (r->row.generation != generation)
            continue;
        first = r->row.seq != last + 1 || !first ? r->row.seq : first;
        last = r->row.seq;
        if (r->row.seq > since && n++ < PAGE)
            S_entry(&rows, r->record.row);
    }
    journal_merge_end(&m);
    if (first) {
        S_open(json, last, first);
        buf_add(json, rows.data + 1, rows.len - 1);
    }
    bool whole = buf_ok(&rows);
    buf_release(&rows);
    return !first ? S_none(&t, generation, d) : whole ? S_close(json) : ST_LIMIT;
}

/* --- one exchange -----------------------------------------------------------------------------------------
 */

/* instead: what there is to say when there is no body any more; NULL: it is as it came. */
static void S_body(struct buf *json, const char *key, struct str body, bool cut, const char *instead)
{
    buf_json_key(json, key);
    buf_addc(json, '{');
    buf_json_int(json, "shown", (int64_t)body.n);
    buf_addf(json, ",\"cut\":%s", cut ? "true" : "false");
    struct buf text = BUF_INIT;
    buf_add(&text, body.p ? body.p : "", body.n);
    if (instead)
        buf_adds(&text, instead);
    buf_json_member(json, "text", text.data ? text.data : "");
    buf_addc(json, '}');
    buf_release(&text);
}

/* gone: its place on the disk was wanted by later ones. */
_Static_assert(JOURNAL_PLENTY == 200, "the text below says how many");

/* What is said in place of bodies that there are not. */
static const char *S_instead(const struct journal_record *r, bool gone)
{
    if (gone)
        return "［本文はもう残っていません（上限を超えると、古いものから消えます）］";
    if (r->many)
        return "［本文は残していません（成功した要求が、1 秒に 200 件を超えました）］";
    return r->no_room ? "［本文は空きがなくて残せませんでした］" : NULL;
}

static enum status S_exchange(const struct journal_record *r, bool gone, struct buf *json)
{
    const char *instead = S_instead(r, gone);
    journal_row_json(r->row, json);
    json->len -= buf_ok(json) ? 1 : 0; /* its closing brace */
    S_body(json, "request", r->request, r->request_cut, instead);
    S_body(json, "reply", r->reply, r->reply_cut, instead);
    buf_addc(json, '}');
    return buf_ok(json) ? ST_OK : ST_LIMIT;
}

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
