/* The journal of a world: what came in, in order, in bounded memory; see journal.h and world.h. */
#include "world/journal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "world/engine.h"

static void S_behind(struct behind *b);

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
    for (size_t i = 0; j->lines && i < JOURNAL_ENTRIES; i++)
        free(j->lines[i].text);
    free(j->lines);
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
static void S_behind(struct behind *b)
{
    struct journal *j = (struct journal *)(void *)((char *)b - offsetof(struct journal, behind));
    pthread_mutex_lock(&j->lock);
    S_flush(j);
    if (!j->pending.len && !j->writing) {
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
    j->joined = false;
    if (!j->ended)
        S_flush(j);
    j->ended = true;
    pthread_mutex_unlock(&j->lock);
}

/* Needs the lock. What of a record finds no room is told without its bodies. */
static void S_keep(struct journal *j, struct journal_record *r)
{
    if (j->ended)
        return;
    if (j->pending.len + r->line.n + r->request.n + r->reply.n > JOURNAL_PENDING) {
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
    if (j->pending.len >= JOURNAL_BLOCK && !j->writing)
        S_write(j);
}

/* --- in memory --------------------------------------------------------------------------------------------
 */

bool journal_line_is(struct str line, int64_t *ret_seq, int64_t *ret_generation)
{
    char begin[JOURNAL_PREFIX];
    long long seq, generation;
    snprintf(begin, sizeof begin, "%.*s", (int)(line.n < sizeof begin ? line.n : sizeof begin - 1), line.p);
    if (sscanf(begin, "{\"seq\":%lld,\"generation\":%lld,", &seq, &generation) != 2)
        return false;
    *ret_seq = seq;
    *ret_generation = generation;
    return true;
}

/* Needs the lock. A copy of it takes the place of the row that was there. */
static void S_line(struct journal *j, int64_t seq, struct str line)
{
    if (!j->lines)
        j->lines = calloc(JOURNAL_ENTRIES, sizeof *j->lines);
    struct journal_line *l = j->lines ? &j->lines[(seq - 1) % JOURNAL_ENTRIES] : NULL;
    if (l && l->room < line.n) {
        free(l->text);
        l->text = malloc(line.n);
        l->room = l->text ? line.n : 0;
    }
    j->count = seq;
    if (!l || !l->text) {
        j->first = seq + 1;
        return;
    }
    memcpy(l->text, line.p, line.n);
    l->n = line.n;
    if (j->first + JOURNAL_ENTRIES <= seq)
        j->first = seq - JOURNAL_ENTRIES + 1;
}

/* The rows that are still there of those that lived when the daemon ended. */
static void S_look(struct journal *j)
{
    struct journal_walk w;
    struct journal_record r;
    int64_t seq, generation = -1;
    j->looked = true;
    journal_walk_begin(&w, j->disk.dir, 2);
    while (journal_walk_next(&w, &r)) {
        if (!journal_line_is(r.line, &seq, &generation))
            continue;
        if (seq != j->count + 1)
            j->first = seq;
        S_line(j, seq, r.line);
    }
    journal_walk_end(&w);
    if ((uint64_t)generation != j->generation) { /* nothing has come since it began */
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

/* A row as it may be shown. */
struct row {
    int64_t seq, generation;
    const char *at, *real;
    char service[16], op[48], system[32], code[8], uketsuke[24], busho[40], user[40];
    char note[800]; /* as long as the log has it (event.c): what was had stands at a note's end */
    const struct journal_entry *entry;
};

static const struct {
    const char *name;
    size_t offset;
} texts[] = {
    {"service", offsetof(struct row, service)},
    {"op", offsetof(struct row, op)},
    {"system", offsetof(struct row, system)},
    {"code", offsetof(struct row, code)},
    {"uketsukeBango", offsetof(struct row, uketsuke)},
    {"busho", offsetof(struct row, busho)},
    {"user", offsetof(struct row, user)},
    {"note", offsetof(struct row, note)},
};

static const struct {
    const char *name;
    size_t offset;
} numbers[] = {
    {"us", offsetof(struct journal_entry, us)},
    {"bytesIn", offsetof(struct journal_entry, bytes_in)},
    {"bytesOut", offsetof(struct journal_entry, bytes_out)},
};

/* What a row has only where there is something to say. */
static const struct {
    const char *name;
    size_t offset, most; /* bytes, with the NUL */
} given[] = {
    {"method", offsetof(struct journal_entry, method), 16},
    {"path", offsetof(struct journal_entry, path), 200},
    {"cert", offsetof(struct journal_entry, cert), 80},
    {"contentType", offsetof(struct journal_entry, content_type), 200},
    {"soapAction", offsetof(struct journal_entry, soap_action), 160},
    {"item", offsetof(struct journal_entry, item), 128},
    {"want", offsetof(struct journal_entry, want), 640},
    {"have", offsetof(struct journal_entry, have), 200},
};

static void S_mask(const struct journal_entry *e, struct row *r)
{
    S_put(r->service, sizeof r->service, e->service);
    S_word(r->op, sizeof r->op, e->op);
    S_put(r->system, sizeof r->system, e->system);
    S_word(r->code, sizeof r->code, e->code);
    S_word(r->uketsuke, sizeof r->uketsuke, e->uketsuke);
    S_put(r->busho, sizeof r->busho, e->busho);
    S_put(r->user, sizeof r->user, e->user);
    S_put(r->note, sizeof r->note, e->note);
    r->entry = e;
}

static void S_given(struct buf *json, const struct journal_entry *e)
{
    char text[640];
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        const char *s = *(const char *const *)(const void *)((const char *)e + given[i].offset);
        if (!s || !*s)
            continue;
        S_put(text, given[i].most, s);
        buf_json_member(json, given[i].name, text);
    }
}

static void S_json(const struct row *r, struct buf *json)
{
    const struct journal_entry *e = r->entry;
    buf_addc(json, '{');
    buf_json_int(json, "seq", r->seq);
    buf_json_int(json, "generation", r->generation);
    buf_json_member(json, "at", r->at);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        buf_json_member(json, texts[i].name, (const char *)r + texts[i].offset);
    buf_json_int(json, "http", e->http);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        buf_json_int(json, numbers[i].name,
                     *(const int64_t *)(const void *)((const char *)e + numbers[i].offset));
    buf_json_member(json, "realAt", r->real);
    S_given(json, e);
    buf_addc(json, '}');
}

static const char *S_second(struct journal_second *s, int64_t at)
{
    if (s->at != at || !*s->text)
        clock_text(at, s->text);
    s->at = at;
    return s->text;
}

/* Needs the lock. */
static void S_tell(struct journal *j, struct row *r, int64_t now)
{
    const struct journal_entry *e = r->entry;
    r->seq = j->count + 1;
    r->generation = (int64_t)j->generation;
    r->at = S_second(&j->now, now);
    r->real = S_second(&j->real, time(NULL));
    buf_clear(&j->scratch);
    S_json(r, &j->scratch);
    if (!buf_ok(&j->scratch)) {
        buf_release(&j->scratch);
        j->first = ++j->count + 1;
        return;
    }
    struct journal_record record = {.line = {j->scratch.data, j->scratch.len},
                                    .request = e->request.text,
                                    .reply = e->reply.text,
                                    .request_cut = e->request.cut,
                                    .reply_cut = e->reply.cut};
    S_line(j, r->seq, record.line);
    S_keep(j, &record);
}

void world_journal(struct world *w, const struct journal_entry *e)
{
    struct row r;
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    S_mask(e, &r);
    struct journal *j = &w->journal;
    pthread_mutex_lock(&j->lock);
    if (!j->looked)
        S_look(j);
    S_tell(j, &r, now);
    pthread_cond_broadcast(&j->grown);
    pthread_mutex_unlock(&j->lock);
}
