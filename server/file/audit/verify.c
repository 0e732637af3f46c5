/* The audit table looked at as a whole; see verify.h. */
#include "file/audit/verify.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"

struct checking {
    const struct hmac *key;
    const struct audit_end *live;
    const struct audit_place *noted;
    struct audit_report *ret;
    struct audit_head head;
    bool headed, noted_met;
    struct audit_place pruned; /* before the first segment that is there; count 0: nothing is missing */
    uint32_t pruned_to;
    bool pruned_told;
    bool met[2]; /* the slots of head: that state was there */
    struct audit_end end;
};

__attribute__((format(printf, 4, 5))) static void S_found(struct checking *x, uint32_t segment, int64_t banme,
                                                          const char *fmt, ...)
{
    struct audit_report *r = x->ret;
    va_list ap;
    if (r->found < AUDIT_FINDINGS) {
        struct audit_finding *f = &r->list[r->found];
        f->segment = segment;
        f->banme = banme;
        va_start(ap, fmt);
        vsnprintf(f->what, sizeof f->what, fmt, ap);
        va_end(ap);
    }
    r->found++;
}

/* What the table tells of itself: that records are missing is told for ever. */
static void S_own(struct checking *x, uint32_t segment, const struct audit_line *l)
{
    const char *columns[AUDIT_COLUMNS_N];
    char *room = malloc(l->text.n + 1);
    struct audit_place mae;
    bool kake = audit_is_own(l->text, "audit.kake") || audit_own_number(l->text, "kara") > 0;
    if (kake && room && audit_row_split(l->text, room, columns))
        S_found(x, segment, l->banme, "欠けの記録: %.150s", columns[AUDIT_COLUMN_biko]);
    if (x->pruned_to && audit_is_own(l->text, "audit.seiri") && audit_mae_read(l->text, &mae) &&
        audit_own_number(l->text, "made") == x->pruned_to && mae.count == x->pruned.count &&
        strcmp(mae.link, x->pruned.link) == 0)
        x->pruned_told = true;
    free(room);
}

static void S_line(struct checking *x, const struct audit_segment *s, const struct audit_line *l)
{
    x->ret->records++;
    if (audit_is_own(l->text, NULL))
        S_own(x, s->number, l);
    for (int i = 0; i < 2; i++)
        if (x->headed && x->head.slots[i].count == l->banme)
            x->met[i] = memcmp(x->head.slots[i].state, s->state, AUDIT_STATE) == 0;
    if (x->noted && x->noted->count == l->banme)
        x->noted_met = strcmp(x->noted->link, s->last.link) == 0;
}

/* How it goes on from the segment before. */
static void S_joint(struct checking *x, const struct audit_segment *s, bool first)
{
    struct audit_report *r = x->ret;
    if (first && s->number > 1) {
        x->pruned = s->before;
        x->pruned_to = s->number - 1;
    } else if (first && s->before.count) {
        S_found(x, s->number, s->before.count, "最初の区切りの前に記録があったことになっています");
    } else if (!first && (s->before.count != r->end.count || strcmp(s->before.link, r->end.link) != 0)) {
        S_found(x, s->number, r->end.count, "前の区切りの終わりと続きません");
    }
    if (first)
        r->first = s->before.count + 1;
}

/* Its first record stands as it should, but for the key. */
static bool S_another_key(const char *dir, uint32_t number)
{
    struct audit_segment s;
    struct audit_line line;
    bool ok = audit_segment_open(&s, dir, number) && audit_segment_next(&s, NULL, &line) == AUDIT_LINE;
    audit_segment_close(&s);
    return ok;
}

static void S_segment(struct checking *x, const char *dir, uint32_t number, bool first, bool last)
{
    struct audit_segment s;
    struct audit_line line;
    enum audit_step step;
    if (!audit_segment_open(&s, dir, number)) {
        S_found(x, number, 0, "読めません: %s", FILE_CAUSE(errno));
        return;
    }
    if (last && x->live && (int64_t)s.size > x->live->offset)
        s.size = (size_t)x->live->offset;
    while ((step = audit_segment_next(&s, x->key, &line)) == AUDIT_LINE) {
        if (s.rows == 1)
            S_joint(x, &s, first);
        S_line(x, &s, &line);
    }
    if (step == AUDIT_BAD && !s.rows && S_another_key(dir, number))
        S_found(x, number, 0,
                "最初の記録から、記録されたとおりではありません（どの区切りもそうなら、鍵 audit.key "
                "が違います）");
    else if (step == AUDIT_BAD)
        S_found(x, number, s.last.count, "%zu バイトめから先が、記録されたとおりではありません", s.at + 1);
    else if (!s.rows)
        S_found(x, number, 0, "記録がありません");
    else if (s.at != s.size && !last)
        S_found(x, number, s.last.count, "終わりの後にバイトがあります");
    if (s.rows) {
        x->ret->end = s.last;
        x->end = (struct audit_end){s.last.count, (int64_t)s.at, number, s.rows, 0, {0}};
        memcpy(x->end.state, s.state, AUDIT_STATE);
        if (last && !x->live && audit_head_is_closed(&x->head, x->key) && s.at != s.size)
            S_found(x, number, s.last.count, "正常に終了したあとで、終わりの後にバイトが足されています");
    }
    audit_segment_close(&s);
}

/* Where it ends against where it should. */
static void S_head(struct checking *x)
{
    const struct audit_end *e = x->live ? x->live : x->headed ? audit_head_end(&x->head) : NULL;
    int64_t have = x->end.count;
    bool closed = !x->live && x->headed && audit_head_is_closed(&x->head, x->key);
    if (!e) {
        if (have)
            S_found(x, 0, have, "head がありません");
        return;
    }
    if (e->count > have)
        S_found(x, 0, have, "終わりが切られています（%lld 件めまであるはずです）", (long long)e->count);
    else if (x->live && memcmp(e->state, x->end.state, AUDIT_STATE) != 0)
        S_found(x, 0, have, "終わりが違います");
    else if (!x->live && !x->met[e == &x->head.slots[1]])
        S_found(x, 0, have, "head が表と合いません");
    else if (!x->live && e->count < have - (closed ? 0 : 1))
        S_found(x, 0, have, "head が %lld 件めを指しています（%s）", (long long)e->count,
                closed ? "head が戻されています" : "電源断の後に起動していないか、head が戻されています");
}

static void S_noted(struct checking *x)
{
    const struct audit_place *n = x->noted;
    if (n && n->count > x->ret->end.count)
        S_found(x, 0, x->ret->end.count,
                "控えの %lld 件めがありません。表と head が、前のものに戻されています", (long long)n->count);
    else if (n && n->count >= x->ret->first && !x->noted_met)
        S_found(x, 0, n->count, "控えのリンクと違います");
}

void audit_verify(const char *dir, const struct hmac *key, const struct audit_end *live,
                  const struct audit_place *noted, struct audit_report *ret)
{
    uint32_t all[AUDIT_SEGMENTS];
    struct checking x = {.key = key, .live = live, .noted = noted, .ret = ret};
    *ret = (struct audit_report){.first = 1};
    x.headed = audit_head_read(dir, &x.head);
    size_t n;
    if (!audit_segments(dir, all, &n) && errno != ENOENT)
        S_found(&x, 0, 0, "フォルダーを読めません: %s", FILE_CAUSE(errno));
    while (live && n && all[n - 1] > live->segment) /* come since */
        n--;
    ret->segments = (int64_t)n;
    for (size_t i = 0; i < n; i++) {
        if (i && all[i] != all[i - 1] + 1)
            S_found(&x, all[i], ret->end.count, "%06u から %06u までの区切りがありません", all[i - 1] + 1,
                    all[i] - 1);
        bool last = i + 1 == n;
        S_segment(&x, dir, all[i], i == 0, last && (!live || all[i] == live->segment));
    }
    if (x.pruned_to && !x.pruned_told)
        S_found(&x, x.pruned_to, x.pruned.count, "%06u までの区切りがありません（整理した記録もありません）",
                x.pruned_to);
    S_head(&x);
    S_noted(&x);
}

bool audit_noted_read(const char *text, struct audit_place *ret)
{
    char line[64];
    int n = snprintf(line, sizeof line, "mae=%s", text);
    return n > 0 && n < (int)sizeof line && audit_mae_read((struct str){line, (size_t)n}, ret) &&
           ret->count && ret->link[0];
}

enum status audit_key_read(const char *path, struct hmac *ret, struct diag *d)
{
    struct buf key = BUF_INIT;
    enum status st = file_read(path, AUDIT_KEY, &key, d);
    if (st == ST_OK && key.len != AUDIT_KEY)
        st = diag_setf(d, ST_SETUP, file_tail(path), "32 バイトの鍵", "%zu バイト", key.len);
    if (st == ST_OK)
        hmac_key(ret, key.data, AUDIT_KEY);
    buf_release(&key);
    return st;
}

enum status audit_key_take(const char *path, struct hmac *ret, struct diag *d)
{
    unsigned char key[AUDIT_KEY];
    if (access(path, F_OK) == 0)
        return audit_key_read(path, ret, d);
    random_bytes(key, sizeof key);
    enum status st = file_write(path, 0600, key, sizeof key, d);
    hmac_key(ret, key, sizeof key);
    memset(key, 0, sizeof key);
    return st;
}
