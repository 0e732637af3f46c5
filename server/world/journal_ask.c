/* The journal of a world, asked for: the rows in memory, those of a generation from the files, one exchange
 * with what was sent and answered; see world.h. */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "world/engine.h"
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

/* Needs the journal's lock. */
static enum status S_rows(const struct journal *j, int64_t since, struct buf *json)
{
    S_open(json, j->count, j->first);
    int64_t from = since + 1 > j->first ? since + 1 : j->first;
    for (int64_t i = from; i <= j->count && buf_ok(json); i++) {
        const struct journal_held *h = &j->rows[(i - 1) % JOURNAL_ENTRIES];
        S_entry(json, (struct str){h->row, h->n});
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

enum { SHOWN = 200 };

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
    struct journal_walk walk;
    struct journal_record r;
    struct buf rows = BUF_INIT;
    struct there t = {.latest = -1};
    struct journal_row row;
    int64_t first = 0, last = 0, n = 0;
    journal_flush(&w->journal);
    journal_walk_begin(&walk, w->journal.disk.dir, 0);
    buf_addc(&rows, '[');
    while (journal_walk_next(&walk, &r)) {
        if (!journal_row_read(r.row, &row))
            continue;
        S_there(&t, row.generation);
        if (row.generation != generation)
            continue;
        first = first ? first : row.seq;
        last = row.seq;
        if (row.seq > since && n++ < JOURNAL_ENTRIES)
            S_entry(&rows, r.row);
    }
    journal_walk_end(&walk);
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

/* A row that is in memory, and the generation whose it is. */
static bool S_in_memory(struct journal *j, int64_t seq, int64_t *generation, struct buf *copy)
{
    struct journal_row row;
    pthread_mutex_lock(&j->lock);
    bool there = seq >= j->first && seq <= j->count;
    const struct journal_held *h = there ? &j->rows[(seq - 1) % JOURNAL_ENTRIES] : NULL;
    there = there && journal_row_read((struct str){h->row, h->n}, &row) &&
            (*generation < 0 || *generation == row.generation);
    if (there) {
        *generation = row.generation;
        buf_add(copy, h->row, h->n);
    } else if (*generation < 0) {
        *generation = (int64_t)j->generation;
    }
    pthread_mutex_unlock(&j->lock);
    return there;
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
    struct journal_walk walk;
    struct journal_record r;
    struct journal_row row;
    struct buf copy = BUF_INIT;
    int64_t first = 0;
    journal_look(j);
    bool held = S_in_memory(j, seq, &generation, &copy), found = false;
    journal_flush(j);
    journal_walk_begin(&walk, j->disk.dir, 0);
    while (!found && journal_walk_next(&walk, &r)) {
        bool ours = journal_row_read(r.row, &row) && row.generation == generation;
        first = ours && !first ? row.seq : first;
        found = ours && row.seq == seq;
    }
    if (!found && held)
        r = (struct journal_record){.row = {copy.data, copy.len}, .no_room = true};
    enum status st =
        found || held ? S_exchange(&r, !found && seq < first, json) : S_no_row(j, generation, seq, d);
    journal_walk_end(&walk);
    buf_release(&copy);
    return st;
}
