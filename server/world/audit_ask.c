/* The audit record asked: searched, exported, verified; see audit.h. It is read from its files, up to where
 * it ended when it was asked, while records go on coming. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"
#include "base/words.h"
#include "file/audit/verify.h"
#include "world/audit.h"
#include "world/engine.h"

enum { EXPORT = 1 << 20 };

/* A table as it stands now. */
struct held {
    struct audit *audit;
    struct audit_end end; /* count 0: it has none */
    struct audit_place place;
    int64_t kuiki;
    const struct hmac *key;
};

/* Nothing of it goes until S_let_go. One that is there is opened: where it ends is known to nobody else. */
static enum status S_hold(struct world *w, struct held *x, struct diag *d)
{
    struct audit *a = audit_of(w);
    int64_t now = w ? world_now(w) : time(NULL);
    enum status st = ST_OK;
    *x = (struct held){.audit = a};
    pthread_mutex_lock(&a->lock);
    bool there = a->dir && !a->ended && (a->log.dir || audit_there(a->dir));
    if (there)
        st = audit_open_locked(w, a, now, d);
    if (there && st == ST_OK) {
        x->end = a->log.end;
        x->place.count = a->log.end.count;
        memcpy(x->place.link, a->log.link, sizeof x->place.link);
        x->key = a->log.key;
    }
    x->kuiki = a->kuiki;
    a->log.held++;
    pthread_mutex_unlock(&a->lock);
    return st;
}

static void S_let_go(struct held *x)
{
    pthread_mutex_lock(&x->audit->lock);
    if (x->audit->log.held) /* it was not closed meanwhile */
        x->audit->log.held--;
    pthread_mutex_unlock(&x->audit->lock);
}

static void S_place(const struct audit_place *p, char out[64])
{
    if (p->count)
        snprintf(out, 64, "%lld:%s", (long long)p->count, p->link);
    else
        out[0] = 0;
}

/* --- each record ------------------------------------------------------------------------------------------
 */

struct looking {
    const struct held *held;
    uint32_t all[AUDIT_SEGMENTS];
    size_t n, at;
    struct audit_segment s;
    bool open;
};

static void S_look(struct looking *x, const struct held *h)
{
    *x = (struct looking){.held = h};
    if (h->end.count)
        audit_segments(h->audit->dir, x->all, &x->n);
    while (x->n && x->all[x->n - 1] > h->end.segment)
        x->n--;
}

static void S_look_end(struct looking *x)
{
    if (x->open)
        audit_segment_close(&x->s);
    x->open = false;
}

/* The next record, if there is one; what cannot be read is passed over, for that is verify's. */
static bool S_next(struct looking *x, struct audit_line *ret)
{
    for (;;) {
        if (x->open && audit_segment_next(&x->s, NULL, ret) == AUDIT_LINE)
            return true;
        S_look_end(x);
        if (x->at == x->n)
            return false;
        uint32_t number = x->all[x->at++];
        x->open = audit_segment_open(&x->s, x->held->audit->dir, number);
        if (x->open && number == x->held->end.segment && (int64_t)x->s.size > x->held->end.offset)
            x->s.size = (size_t)x->held->end.offset;
    }
}

/* --- search -----------------------------------------------------------------------------------------------
 */

struct entry {
    const char *column[AUDIT_COLUMNS_N];
    int64_t banme, kuiki;
    const char *jitsu;
};
#define X(name) FIELD_TEXT(struct entry, #name, column[AUDIT_COLUMN_##name]),
static const struct field entry[] = {FIELD_INT(struct entry, "banme", banme),
                                     FIELD_INT(struct entry, "kuiki", kuiki),
                                     FIELD_TEXT(struct entry, "nichiji", column[AUDIT_NICHIJI]),
                                     AUDIT_COLUMNS(X)
                                         FIELD_TEXT(struct entry, "link", column[AUDIT_COLUMN_LINK]),
                                     FIELD_TEXT(struct entry, "jitsu", jitsu),
                                     FIELD_END};
#undef X

static bool S_is(const char *want, const char *have)
{
    return !want || strcmp(want, have) == 0;
}

static bool S_fits(const struct order_audit *o, const struct entry *e)
{
    const char *const *c = e->column;
    return (!o->kara || strcmp(c[AUDIT_NICHIJI], o->kara) >= 0) &&
           (!o->made || strncmp(c[AUDIT_NICHIJI], o->made, strlen(o->made)) <= 0) &&
           (!o->koto || words_within(o->koto, c[AUDIT_COLUMN_koto])) &&
           S_is(o->system, c[AUDIT_COLUMN_system]) && S_is(o->hokensha, c[AUDIT_COLUMN_hokensha]) &&
           S_is(o->user, c[AUDIT_COLUMN_user]) && S_is(o->code, c[AUDIT_COLUMN_code]) &&
           (!o->edaban || words_have(c[AUDIT_COLUMN_edaban], str_of(o->edaban))) &&
           (!o->kuiki || o->kuiki == e->kuiki) && e->banme > o->since;
}

static void S_jitsu(int64_t us, char out[40])
{
    time_t t = (time_t)(us / 1000000);
    struct tm tm;
    gmtime_r(&t, &tm);
    size_t n = us ? strftime(out, 40, "%Y-%m-%dT%H:%M:%S", &tm) : 0;
    out[n] = 0;
    if (us)
        snprintf(out + n, 40 - n, ".%03dZ", (int)(us / 1000 % 1000));
}

/* Answers the number to go on behind; 0: that was all. */
static int64_t S_search(const struct held *h, const struct order_audit *o, struct buf *json)
{
    struct looking x;
    struct audit_line l;
    int64_t n = 0, next = 0, kuiki = 0, limit = o->limit < AUDIT_ASKED_MOST ? o->limit : AUDIT_ASKED_MOST;
    char room[AUDIT_LINE_MOST + 1], jitsu[40];
    S_look(&x, h);
    while (!next && S_next(&x, &l)) {
        struct entry e = {.banme = l.banme};
        if (l.text.n >= AUDIT_LINE_MOST || !audit_row_split(l.text, room, e.column))
            continue;
        kuiki = audit_is_own(l.text, "audit.hajime") ? audit_own_number(l.text, "kuiki") : kuiki;
        e.kuiki = kuiki;
        if (!S_fits(o, &e))
            continue;
        S_jitsu(l.jitsu, jitsu);
        e.jitsu = jitsu;
        json_item(json, entry, &e);
        next = ++n >= limit ? l.banme : 0;
    }
    S_look_end(&x);
    return next;
}

enum status sim_audit(struct world *w, const struct order_audit *o, struct buf *json, struct diag *d)
{
    struct held x;
    char head[64];
    if (o->limit < 1)
        return diag_set(d, ST_CONTROL, "limit", "1 以上", "0");
    enum status st = S_hold(w, &x, d);
    if (st == ST_OK) {
        S_place(&x.place, head);
        buf_addf(json, "{\"world\":\"%s\",\"kuiki\":%lld,\"head\":\"%s\",\"entries\":[", w ? w->name : "",
                 (long long)x.kuiki, head);
        int64_t next = S_search(&x, o, json);
        buf_addf(json, "],\"next\":%lld}", (long long)next);
    }
    S_let_go(&x);
    return st;
}

/* That somebody exported. */
static bool S_is_export(struct str line)
{
    const char *c[AUDIT_COLUMNS_N];
    char room[AUDIT_LINE_MOST + 1];
    return line.n < AUDIT_LINE_MOST && audit_row_split(line, room, c) &&
           strcmp(c[AUDIT_COLUMN_keiro], "制御") == 0 &&
           strcmp(c[AUDIT_COLUMN_koto], "GET /audit/export") == 0;
}

enum status sim_audit_export(struct world *w, int64_t since, struct buf *csv, struct diag *d)
{
    struct held h;
    struct looking x;
    struct audit_line l;
    enum status st = S_hold(w, &h, d);
    bool more = since == 0; /* than what was recorded of the answers before: else it would never end */
    if (since == 0)
        buf_adds(csv, audit_header);
    if (st == ST_OK) {
        S_look(&x, &h);
        while (csv->len < EXPORT && S_next(&x, &l)) {
            if (l.banme <= since)
                continue;
            buf_add(csv, l.text.p, l.text.n);
            buf_addc(csv, '\n');
            more = more || !S_is_export(l.text);
        }
        S_look_end(&x);
    }
    if (!more)
        buf_clear(csv);
    S_let_go(&h);
    return st;
}

/* --- verify -----------------------------------------------------------------------------------------------
 */

struct ijo {
    int64_t kukiri, banme;
    const char *what;
};
struct verdict {
    const char *world, *kekka, *head; /* world "": the daemon's own */
    int64_t records, segments, first;
    struct list findings;
    int64_t found;
};
static const struct field ijo[] = {FIELD_INT(struct ijo, "kukiri", kukiri),
                                   FIELD_INT(struct ijo, "banme", banme),
                                   FIELD_TEXT(struct ijo, "what", what), FIELD_END};
static const struct field verdict[] = {
    FIELD_TEXT(struct verdict, "world", world),
    FIELD_TEXT(struct verdict, "kekka", kekka),
    FIELD_INT(struct verdict, "kensu", records),
    FIELD_INT(struct verdict, "kukiri", segments),
    FIELD_INT(struct verdict, "saisho", first),
    FIELD_TEXT(struct verdict, "head", head),
    FIELD_INT(struct verdict, "ijoSu", found),
    FIELD_LIST(struct verdict, "ijo", findings, struct ijo, ijo),
    FIELD_END,
};

static void S_verdict(const char *world, const struct audit_report *r, struct buf *json)
{
    struct ijo list[AUDIT_FINDINGS];
    char head[64];
    size_t n = r->found < AUDIT_FINDINGS ? (size_t)r->found : AUDIT_FINDINGS;
    for (size_t i = 0; i < n; i++)
        list[i] = (struct ijo){r->list[i].segment, r->list[i].banme, r->list[i].what};
    S_place(&r->end, head);
    json_write(
        json, verdict,
        &(struct verdict){
            world, r->found ? "異常" : "正常", head, r->records, r->segments, r->first, {list, n}, r->found});
}

enum status sim_audit_verify(struct world *w, const char *head, struct buf *json, struct diag *d)
{
    struct held x;
    struct audit_place noted;
    struct audit_report *r = calloc(1, sizeof *r);
    if (head && !audit_noted_read(head, &noted)) {
        free(r);
        return diag_set(d, ST_CONTROL, "head", "控えた head（件数:リンク）", head);
    }
    enum status st = S_hold(w, &x, d);
    if (st == ST_OK && !r)
        st = diag_set(d, ST_LIMIT, "監査記録", "メモリ", "不足");
    if (st == ST_OK && (x.end.count || head))
        audit_verify(x.audit->dir, x.key, &x.end, head ? &noted : NULL, r);
    if (st == ST_OK)
        S_verdict(w ? w->name : "", r, json);
    S_let_go(&x);
    free(r);
    return st;
}
