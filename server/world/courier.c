/* The courier: carries messages from one institution's outbox to the other's database, each applied once.
 * First the receiver commits (mark and effect together), then the sender drops its copy; a crash between the
 * two is healed by the mark, and so is a power cut that takes the drop back: it is synced with the sender's
 * next commit. Runs on the writer thread. */
#include <stdio.h>
#include <string.h>

#include "service/messages.h"
#include "store/access_check.h"
#include "store/outbox.h"
#include "store/torikomi.h"
#include "world/access.h"
#include "world/case/tell.h"
#include "world/engine.h"
#include "world/metrics.h"
#include "world/schedule.h"

/* Everything one delivery needs; the calls' texts live in a. */
struct trip {
    struct world *w;
    struct arena *a;
    struct diag diag;
    struct outbox_item item[BATCH_MESSAGES];
    int n;
    struct concerns told[BATCH_MESSAGES]; /* what 取りまとめ機関 did in it */
    int told_n;
    const char *applied[BATCH_MESSAGES]; /* the kinds of those that the receiver had not had */
    int applied_n;
};

static bool S_fine(enum status st)
{
    return status_kubun(st) != 9;
}

/* Whose work it is is told for each message. */
static struct call S_call(struct trip *t, enum db db)
{
    struct call c = {.arena = t->a, .diag = &t->diag, .tx = tx_writer(t->w->store, db), .work_of = ""};
    engine_call(t->w, &c);
    fault_lets_find(t->w, &c);
    return c;
}

/* It is much work: what waits for the writer, and a reset, do not wait for others as well. */
static bool S_alone(const struct message *m, const struct outbox_item *i)
{
    return i->ato || (m->alone && strlen(i->json) > m->alone);
}

/* How many of the first messages go to the same receiver; NULL kind is our bug. */
static int S_prefix(const struct trip *t, enum db *ret_to)
{
    const struct message *first = message_find(t->item[0].kind);
    if (!first)
        return 0;
    int n = 1;
    for (; n < t->n && !S_alone(first, &t->item[0]); n++) {
        const struct message *m = message_find(t->item[n].kind);
        if (!m || m->to != first->to || S_alone(m, &t->item[n]))
            break;
    }
    *ret_to = first->to;
    return n;
}

/* Where the entries of a payload's closing list begin; NULL when there are none or the message goes by
 * itself. */
static const char *S_entries(const struct message *m, const char *json)
{
    char open[40];
    const struct field *rows = m->joined ? field_rows(m->body) : NULL;
    int n = rows ? snprintf(open, sizeof open, "\"%s\":[", rows->element) : 0;
    const char *at = n ? strstr(json, open) : NULL;
    size_t len = strlen(json);
    return at && strcmp(json + len - 2, "]}") == 0 && at[n] != ']' ? at + n : NULL;
}

/* How many of the messages from `first` on may be delivered as one. */
static int S_alike(const struct trip *t, int first, int end)
{
    enum { LARGEST = 64 * 1024 };
    const struct outbox_item *a = &t->item[first];
    const struct message *m = message_find(a->kind);
    const char *entries = S_entries(m, a->json);
    size_t head = entries ? (size_t)(entries - a->json) : 0, total = strlen(a->json);
    int n = 1;
    for (; entries && first + n < end; n++) {
        const struct outbox_item *b = &t->item[first + n];
        total += strlen(b->json);
        if (strcmp(a->kind, b->kind) != 0 || strcmp(a->hokensha, b->hokensha) != 0 || total > LARGEST ||
            strncmp(a->json, b->json, head) != 0 || !S_entries(m, b->json))
            break;
    }
    return n;
}

/* The payload of items[0…n): itself, or one with the entries of all. */
static const char *S_joined(struct trip *t, const struct outbox_item *const *items, int n)
{
    const char *first = items[0]->json;
    if (n == 1)
        return first;
    const struct message *m = message_find(items[0]->kind);
    size_t head = (size_t)(S_entries(m, first) - first), total = strlen(first) + 1;
    for (int i = 1; i < n; i++)
        total += strlen(items[i]->json);
    char *out = arena_alloc(t->a, total), *at = out;
    if (!out)
        return NULL;
    at = mempcpy(at, first, strlen(first) - 2);
    for (int i = 1; i < n; i++) {
        const char *entries = items[i]->json + head;
        *at++ = ',';
        at = mempcpy(at, entries, strlen(entries) - 2);
    }
    memcpy(at, "]}", 3);
    return out;
}

static enum status S_apply(struct trip *t, enum db from, enum db to, int n)
{
    struct call c = S_call(t, to);
    int64_t lowest;
    struct tx *sender = tx_writer(t->w->store, from);
    enum status st = outbox_lowest(sender, &lowest);
    if (st == ST_OK && !tx_behind(sender)) /* else a power cut may bring back what was dropped */
        st = inbox_forget(c.tx, from, lowest);
    for (int i = 0, alike; i < n && st == ST_OK; i += alike) {
        const struct outbox_item *fresh[BATCH_MESSAGES];
        int count = 0;
        alike = S_alike(t, i, n);
        for (int k = 0; k < alike && st == ST_OK; k++) {
            bool is_new = false;
            st = inbox_mark(c.tx, from, t->item[i + k].id, &is_new);
            if (is_new) {
                fresh[count++] = &t->item[i + k];
                t->applied[t->applied_n++] = t->item[i + k].kind;
            }
        }
        const char *json = st == ST_OK && count ? S_joined(t, fresh, count) : NULL;
        c.work_of = t->item[i].hokensha;
        if (st == ST_OK && count)
            st = json ? message_apply(message_find(t->item[i].kind), &c, json) : ST_LIMIT;
        st = S_fine(st) ? ST_OK : st;
        if (c.concerns.action)
            t->told[t->told_n++] = c.concerns;
        c.concerns = (struct concerns){0};
    }
    return st;
}

/* What 取りまとめ機関 did in the delivery, which may be tried many times. */
static void S_tell(const struct trip *t, enum db from, uint64_t generation)
{
    _Static_assert((int)DB_COUNT <= ONCE_COUNT - ONCE_COURIER, "a place for each sender");
    if (t->told_n && tracker_once(&t->w->tracker, (enum tracker_once)(ONCE_COURIER + (int)from),
                                  db_name(from), (uint64_t)t->item[0].id))
        for (int i = 0; i < t->told_n; i++)
            tell_concerns(t->w, generation, &t->told[i]);
}

static enum status S_drop(struct trip *t, enum db from, int n)
{
    struct call c = S_call(t, from);
    enum status st = ST_OK;
    for (int i = 0, alike; i < n && st == ST_OK; i += alike) {
        const struct outbox_item *all[BATCH_MESSAGES];
        const struct message *m = message_find(t->item[i].kind);
        alike = S_alike(t, i, n);
        for (int k = 0; k < alike && st == ST_OK; k++) {
            all[k] = &t->item[i + k];
            st = outbox_drop(c.tx, all[k]->id);
        }
        const char *json = st == ST_OK && m->sent ? S_joined(t, all, alike) : NULL;
        if (st == ST_OK && m->sent)
            st = json ? message_sent(m, &c, json) : ST_LIMIT;
        st = S_fine(st) ? ST_OK : st;
    }
    return st;
}

/* The sender has nothing to do when they are delivered: it may well hear of it twice. */
static bool S_only_drops(const struct trip *t, int n)
{
    for (int i = 0; i < n; i++)
        if (message_find(t->item[i].kind)->sent)
            return false;
    return true;
}

/* The first n messages, in a transaction for each side (one when they are the same database). */
static enum status S_deliver(struct trip *t, enum db from, enum db to, int n)
{
    struct tx *in = tx_writer(t->w->store, to), *out = tx_writer(t->w->store, from);
    for (int i = 0; i < n; i++)
        if (!message_may_go(message_find(t->item[i].kind)))
            return diag_set(&t->diag, ST_INTERNAL, "個人番号を運ぶ電文の宛先", NULL, NULL);
    enum status st = tx_begin(in);
    if (st != ST_OK)
        return st;
    access_looks(in); /* of an attempt that was undone */
    st = S_apply(t, from, to, n);
    if (st == ST_OK && from == to)
        st = S_drop(t, from, n);
    if (st == ST_OK)
        S_tell(t, from, world_generation(t->w, 0));
    if (st == ST_OK)
        st = tx_commit(in);
    else
        tx_rollback(in);
    for (int i = 0; i < t->applied_n && st == ST_OK; i++)
        metrics_message(message_find(t->applied[i])->kind, 1);
    if (st == ST_OK)
        access_asked(t->w, access_looks(in));
    if (st != ST_OK || from == to)
        return st;
    st = S_only_drops(t, n) ? tx_begin_later(out) : tx_begin(out);
    if (st != ST_OK)
        return st;
    st = S_drop(t, from, n);
    if (st == ST_OK)
        return tx_commit(out);
    tx_rollback(out);
    return st;
}

/* Once for each message, not at each attempt: the journal has room for other things as well. */
static void S_complain(struct trip *t, enum db from, enum status st)
{
    /* the generation rises while the writer rests */
    const struct complaint now = {t->w->generation, from, t->item[0].id};
    struct complaint *last = &t->w->complaint;
    if (last->generation == now.generation && last->from == now.from && last->id == now.id)
        return;
    *last = now;
    char note[200];
    snprintf(note, sizeof note, "連携メッセージ %s を適用できません: %s %s", t->item[0].kind,
             status_info(st)->text, t->diag.item);
    if (st == ST_INTERNAL) /* ours: whoever runs the daemon has to hear of it */
        world_say(t->w, note);
    world_journal(t->w,
                  &(struct journal_entry){
                      .service = "courier", .code = status_info(st)->code, .note = note, .refused = true});
}

/* What is due in one sender; *ret_any when something was carried. */
static enum status S_sender(struct trip *t, enum db from, int64_t now, const char *at_work, bool *ret_any)
{
    arena_reset(t->a);
    t->diag = DIAG_INIT;
    t->told_n = t->applied_n = 0;
    enum status st =
        outbox_list(tx_writer(t->w->store, from), now, at_work, t->a, t->item, BATCH_MESSAGES, &t->n);
    if (st != ST_OK || !t->n)
        return st;
    enum db to = from;
    int n = S_prefix(t, &to);
    st = n ? S_deliver(t, from, to, n) : ST_INTERNAL;
    if (st != ST_OK)
        S_complain(t, from, st);
    else if (t->w->complaint.from == from)
        t->w->complaint.id = 0;
    *ret_any = st == ST_OK;
    return st;
}

int64_t courier_due(struct store *s, int64_t now)
{
    int64_t due, first = INT64_MAX;
    for (int db = 0; db < DB_COUNT; db++)
        if (outbox_due(tx_writer(s, (enum db)db), now, &due) == ST_OK && due < first)
            first = due;
    for (int i = 0; i < TORIKOMI_HOMES; i++)
        if (torikomi_due(tx_writer(s, torikomi_homes[i]), &due) == ST_OK && due > now && due < first)
            first = due;
    return first;
}

/* Whose the messages are that courier_lanes sees. */
struct seen {
    struct lanes *lanes;
    struct call call; /* for asks() of struct message */
};

static void S_see(struct seen *x, const struct outbox_item *item)
{
    const struct message *m = message_find(item->kind);
    lanes_add(x->lanes, item->hokensha, m && m->going ? m->going : GOING_MESSAGES, 0);
    if (!m || !m->asks || (x->lanes->everybody.bits & GOING_ASKED))
        return;
    arena_reset(x->call.arena);
    const char *asked = message_asks(m, &x->call, item->json);
    if (asked)
        lanes_add(x->lanes, asked, GOING_ASKED, 0);
}

enum status courier_lanes(struct store *s, int64_t now, struct lanes *l)
{
    struct diag ignored = DIAG_INIT;
    struct seen x = {.lanes = l, .call = {.arena = arena_new(1 << 20), .diag = &ignored}};
    enum status st = x.call.arena ? ST_OK : ST_LIMIT;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        x.call.tx = tx_writer(s, (enum db)db);
        struct sql *due = outbox_each(x.call.tx, now);
        struct outbox_item item;
        for (bool more; (st = outbox_next(due, &item, &more)) == ST_OK && more;)
            S_see(&x, &item);
    }
    arena_free(x.call.arena);
    return st;
}

/* One round: some of what is due in each sender. */
static enum status S_round(struct trip *t, int64_t now, const char *at_work, bool *ret_any)
{
    enum status st = ST_OK;
    *ret_any = false;
    for (int db = 0; db < DB_COUNT && st == ST_OK; db++) {
        bool carried = false;
        st = S_sender(t, (enum db)db, now, at_work, &carried);
        *ret_any = *ret_any || carried;
    }
    return st;
}

enum status courier_run(struct world *w, bool *ret_more, int64_t *ret_due)
{
    enum { ROUNDS = 8, LIMIT = 64 << 20, NAMES = 1 << 20 };
    struct arena *names = arena_new(NAMES);
    struct trip t = {.w = w, .a = arena_new(LIMIT), .diag = DIAG_INIT};
    const char *at_work = "";
    pthread_mutex_lock(&w->lock);
    int64_t now = clock_now(&w->clock);
    pthread_mutex_unlock(&w->lock);
    enum status st = t.a && names ? schedule_at_work(w, now, names, &at_work) : ST_LIMIT;
    bool any = true;
    for (int round = 0; st == ST_OK && any; round++) {
        pthread_mutex_lock(&w->lock);
        now = clock_now(&w->clock);
        /* callers come first, unless one of them waits for just this; there may be more to carry */
        bool rest = w->stop || w->quiesce || (!w->waiters && (round >= ROUNDS || (round && w->head)));
        pthread_mutex_unlock(&w->lock);
        if (rest)
            break;
        st = S_round(&t, now, at_work, &any);
    }
    *ret_more = any;
    *ret_due = st == ST_OK ? courier_due(w->store, now) : INT64_MAX;
    arena_free(names);
    arena_free(t.a);
    return st;
}
