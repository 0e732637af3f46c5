/* 副本 of people, by 枝番; see past.h. Keys and values are kept as hashes. 加入者情報: past_hito.c. */
#include "file/rule/past.h"

#include <stdlib.h>
#include <string.h>

#include "file/rule/edaban.h"
#include "file/rule/fukuhon.h"
#include "file/rule/past_hito.h"
#include "file/rule/past_kakunin.h"
#include "file/rule/past_nokori.h"
#include "file/rule/past_soi.h"

struct past {
    struct past_hito *hito; /* owned */
    struct past_kept kept;
    struct past_kakunin kakunin;
    uint64_t soi_made, nokori_made; /* up to whom the last end of a file of 資格情報 has come */
    bool results;                   /* a result file has told 枝番 */
    int digits;                     /* the fewest that these have; 0: none was told */
};

struct past *rule_past_new(void)
{
    struct past *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->hito = past_hito_new();
    if (!past_kept_begin(&p->kept) || !p->hito) {
        rule_past_free(p);
        return NULL;
    }
    return p;
}

void rule_past_free(struct past *p)
{
    if (!p)
        return;
    past_hito_free(p->hito);
    past_kept_release(&p->kept);
    past_kakunin_release(&p->kakunin);
    free(p);
}

/* --- a row of 副本 ----------------------------------------------------------------------------------------
 */

struct coming {
    struct record_view view;
    enum kikan_kind kind;
    uint64_t edaban, kagi, values;
    const char *kagi_text;
    struct kept *stored; /* of the same key; NULL */
    struct kept **of;    /* the person's, as they are listed */
    bool shikaku;        /* the person has 資格情報 in the files */
    bool unsure;         /* kept.unsure */
    struct nokori_marks marks;
};

/* All that is kept of it. */
static uint64_t S_values(const struct record_view *r)
{
    uint64_t h = 0;
    for (int i = 0; i < r->n; i++)
        if (record_kept_value(r->names[i], r->values[i] ? r->values[i] : ""))
            h = keep_hash(h, r->values[i]);
    return h;
}

/* Of the row's key, sent again: it was refused for want of 資格情報, or it would be so now. */
static bool S_never(const struct coming *x, const struct kept *k)
{
    return k->unsure && k == x->stored;
}

/* The person's, but those that are gone; the one of the row's key has its text. List in a. */
static bool S_list(const struct past *p, struct coming *x, struct arena *a, struct kikan_list *ret)
{
    size_t n = 0;
    for (const struct kept *k = past_kept_first(&p->kept, x->edaban); k; k = past_kept_next(&p->kept, k)) {
        n += !k->gone;
        x->shikaku = x->shikaku || (!k->gone && k->kind == KIKAN_SHIKAKU);
    }
    struct kikan *list = arena_array(a, n + 1, sizeof *list);
    x->of = arena_array(a, n + 1, sizeof *x->of);
    if (!list || !x->of)
        return false;
    *ret = (struct kikan_list){list, 0};
    for (struct kept *k = past_kept_first(&p->kept, x->edaban); k; k = past_kept_next(&p->kept, k)) {
        if (k->gone)
            continue;
        bool same = k->kind == x->kind && k->kagi == x->kagi;
        x->stored = same ? k : x->stored;
        if (S_never(x, k))
            continue;
        x->of[ret->n] = k;
        list[ret->n++] = past_kept_kikan(k, same ? x->kagi_text : "");
    }
    return true;
}

static enum status S_keep(struct past *p, struct coming *x, const struct kikan *is)
{
    struct people *people = past_hito_people(p->hito);
    struct kept *k = x->stored ? x->stored : past_kept_more(&p->kept, x->edaban);
    if (!k)
        return ST_LIMIT;
    x->stored = k;
    k->kagi = x->kagi;
    k->values = x->values;
    k->from = is->from;
    k->to = is->to;
    if (x->kind == KIKAN_SHIKAKU) {
        k->kigo = people_token(people, record_item(&x->view, "kigo"));
        k->bango = people_token(people, record_item(&x->view, "bango"));
    } else {
        k->shussan = is->shussan;
        k->yotei = is->yotei;
    }
    k->renban = (int16_t)is->renban;
    k->kind = (unsigned char)is->kind;
    k->honnin = is->honnin;
    k->kubun = is->kubun;
    k->tatai = is->tatai;
    k->unsure = x->unsure;
    return people_failed(people) ? ST_LIMIT : ST_OK;
}

static const char *S_mei(const struct layout *l, const char *field)
{
    int at = field ? layout_field(l, field) : -1;
    return at < 0 ? "" : l->columns[at].mei;
}

/* Without its 資格情報 the daemon refuses it: the server may have them, so that is not told. Where the rule
 * warns or is off, benefits are taken before 資格情報, and the row is judged by what the files say. */
static bool S_needs(const struct findings *f, int32_t day)
{
    const struct rule_row *row;
    return rule_severity(f->policy, RULE_SHIKAKU_SAKI, day, f->shubetsu, &row) == SEVERITY_REFUSE;
}

/* Result files were given, and neither they nor a row before has this 枝番: it may be of nobody. */
static bool S_stranger(const struct past *p, uint64_t edaban)
{
    return (p->results || p->kakunin.given) && !past_kakunin_has(&p->kakunin, edaban) &&
           !people_by_edaban(past_hito_people(p->hito), edaban);
}

/* What the files cannot tell of it. */
static enum status S_unknown(const struct past *p, const struct coming *x, char kubun)
{
    if (S_stranger(p, x->edaban))
        return ST_EDABAN_UNKNOWN;
    if (kubun != '1' && !x->stored)
        return ST_FUKUHON_NONE;
    return x->unsure ? ST_SHIKAKU_FIRST : ST_OK;
}

/* Of a 資格情報. */
static enum status S_shikaku(struct past *p, const struct past_row *row, struct coming *x,
                             const struct fukuhon_judged *j, struct findings *f)
{
    enum status st =
        j->kubun == '3' ? ST_OK
                        : past_soi_row(past_hito_people(p->hito), x->edaban, &x->view, row->l, row->today, f);
    return st == ST_OK ? nokori_marks(&j->others, &j->is, j->kubun, f, &x->marks) : st;
}

/* What it has left worse; the first mark of one tells how it was before. */
static void S_mark(const struct coming *x, const struct kikan_list *others)
{
    for (size_t i = 0; x->marks.others && i < others->n; i++)
        if (!x->of[i]->mark)
            x->of[i]->mark = x->marks.others[i];
    if (x->stored && x->marks.own)
        x->stored->mark = x->marks.own;
}

/* All of the person's registration was taken back; 副本 that are there may still be deleted. */
static bool S_cancelled(const struct past *p, uint64_t edaban)
{
    const struct people *people = past_hito_people(p->hito);
    uint32_t one = people_by_edaban(people, edaban);
    return one && people_at(people, one)->gone;
}

static enum status S_fukuhon(struct past *p, const struct past_row *row, struct coming *x, struct findings *f,
                             enum status *ret_unknown)
{
    const char *kubun = record_item(&x->view, "shoriKubun"), *first = kikan_first(x->kind);
    struct fukuhon_judged j = {.kubun = kubun ? kubun[0] : '1',
                               .is = record_kikan(&x->view, x->kind, x->kagi_text),
                               .kettei = record_day(&x->view, "ketteiYmd"),
                               .today = row->today,
                               .item = S_mei(row->l, first),
                               .saigo_mei = S_mei(row->l, kikan_last(x->kind) ? kikan_last(x->kind) : first),
                               .kettei_mei = S_mei(row->l, "ketteiYmd")};
    if (j.kubun != '3' && S_cancelled(p, x->edaban))
        return diag_setf(f->refusal, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                         "%s（取消済み）", record_item(&x->view, "edaban"));
    if (!S_list(p, x, f->arena, &j.others))
        return ST_LIMIT;
    j.all_equal = j.kubun == '1' && x->stored && x->stored->values == x->values && !S_never(x, x->stored);
    j.no_shikaku = x->kind != KIKAN_SHIKAKU && !x->shikaku && S_needs(f, j.is.from);
    x->unsure = j.no_shikaku;
    const bool anew = x->kind == KIKAN_SHIKAKU && j.kubun == '1' && !x->stored;
    *ret_unknown = S_unknown(p, x, j.kubun);
    enum status st = j.kubun == '3' ? ST_OK : rule_fukuhon(&j, f);
    if (rule_goes_on(st) && x->kind == KIKAN_SHIKAKU)
        st = rule_first(st, S_shikaku(p, row, x, &j, f));
    if (st != ST_OK)
        return st;
    if (j.kubun == '1' || (j.kubun == '2' && x->stored)) /* what is changed may come with a later file */
        st = S_keep(p, x, &j.is);
    else if (x->stored)
        x->stored->gone = true;
    S_mark(x, &j.others);
    return st != ST_OK || past_kakunin_row(&p->kakunin, x->edaban, row->line, anew) ? st : ST_LIMIT;
}

static bool S_is_kanyusha(const struct layout *l)
{
    return strcmp(l->name, "kanyushaToroku") == 0;
}

static enum status S_hito(struct past *p, const struct past_row *row, struct findings *f,
                          enum status *ret_unknown)
{
    struct past_hito_done done;
    enum status st = past_hito_row(p->hito, row, f, ret_unknown, &done);
    if (st == ST_OK && done.changed)
        past_soi_changed(past_hito_people(p->hito), &p->kept, done.one);
    if (st == ST_OK && done.shinki)
        past_soi_late(past_hito_people(p->hito), &p->kept, done.one);
    return st;
}

/* Shorter than all that were issued: it is nobody's, whatever else the server has. */
static enum status S_short(const struct past *p, const struct past_row *row, struct findings *f)
{
    const int at = layout_field(row->l, "edaban");
    char told[EDABAN_TOLD];
    if (at < 0 || !row->values[at].n || !edaban_short(row->values[at].p, p->digits))
        return ST_OK;
    return diag_set(f->refusal, S_is_kanyusha(row->l) ? ST_KANYUSHA_NONE : ST_EDABAN_UNKNOWN,
                    row->l->columns[at].mei,
                    S_is_kanyusha(row->l) ? "登録済みの被保険者枝番" : "自機関に払い出された被保険者枝番",
                    edaban_told(row->values[at].p, p->digits, told));
}

enum status rule_past_row(struct past *p, const struct past_row *row, struct findings *f,
                          enum status *ret_unknown)
{
    const char *names[LAYOUT_COLUMNS], *values[LAYOUT_COLUMNS];
    struct coming x = {.kind = kikan_kind(row->l->name)};
    *ret_unknown = ST_OK;
    f->shubetsu = row->l->name;
    enum status st = S_short(p, row, f);
    if (st != ST_OK)
        return st;
    if (S_is_kanyusha(row->l))
        return S_hito(p, row, f, ret_unknown);
    if (x.kind == KIKAN_OTHER)
        return ST_OK;
    for (int i = 0; i < row->l->n; i++) {
        names[i] = row->l->columns[i].field;
        values[i] = row->values[i].n ? row->values[i].p : NULL;
    }
    x.view = (struct record_view){names, values, row->l->n, row->l};
    x.kagi_text = record_kagi(&x.view, record_item(&x.view, kikan_first(x.kind)), f->arena);
    if (!x.kagi_text)
        return ST_LIMIT;
    x.edaban = people_edaban_key(record_item(&x.view, "edaban")); /* 法別 06 and 63 are one insurer */
    x.kagi = keep_hash(x.kind, x.kagi_text);
    x.values = S_values(&x.view);
    return S_fukuhon(p, row, &x, f, ret_unknown);
}

bool rule_past_edaban(struct past *p, int64_t line, const char *edaban)
{
    const int digits = (int)strlen(edaban);
    p->results = true;
    if (digits && (!p->digits || digits < p->digits))
        p->digits = digits;
    return past_hito_edaban(p->hito, line, edaban);
}

bool rule_past_asks(const struct past *p, const struct past_row *row)
{
    return S_is_kanyusha(row->l) && past_hito_asks(p->hito, row);
}

enum status rule_past_ahead(struct past *p, const struct past_row *row, struct findings *f)
{
    return past_hito_ahead(p->hito, row, f);
}

void rule_past_ahead_end(struct past *p)
{
    past_hito_ahead_end(p->hito);
}

enum status rule_past_owari(struct past *p, const struct past_owari_ask *q, struct past_owari *ret)
{
    *ret = (struct past_owari){0};
    if (S_is_kanyusha(q->l))
        return past_hito_owari(p->hito, q, ret);
    if (kikan_kind(q->l->name) != KIKAN_SHIKAKU)
        return ST_OK;
    enum status st = past_soi_owari(past_hito_people(p->hito), &p->kept, q, &p->soi_made, ret);
    return st == ST_OK ? past_nokori_owari(past_hito_people(p->hito), &p->kept, q, &p->nokori_made, ret) : st;
}

void rule_past_file_end(struct past *p)
{
    past_hito_file_end(p->hito);
}

bool rule_past_file(struct past *p, const char *name)
{
    return past_kakunin_file(&p->kakunin, name);
}

bool rule_past_issued(struct past *p, int64_t line, char kubun, const char *edaban)
{
    return past_kakunin_issued(&p->kakunin, line, kubun, people_edaban_key(edaban));
}

struct past_kakunin_walk *rule_past_kakunin(const struct past *p, const struct past_kakunin_ask *q,
                                            struct past_kakunin_count *ret)
{
    return past_kakunin_walk(&p->kakunin, past_hito_people(p->hito), &p->kept, q, ret);
}
