/* Rows of link files as facts; see tell.h. A row is the same kind of fact as the operation that does it for
 * one person. What is told of it are its cells as they came: codes in the insurer's own values, too. */
#include "world/case/tell.h"

#include <stdio.h>

#include "base/clock.h"
#include "base/kojin_bango.h"
#include "store/torikomi.h"
#include "world/engine.h"

static const enum koto of_kanyusha[TELL_KUBUN] = {KOTO_COUNT, KOTO_REGISTER, KOTO_CHANGE,     KOTO_CORRECT,
                                                  KOTO_LOSE,  KOTO_CANCEL,   KOTO_CANCEL_LOSS};
static const enum koto of_fukuhon[TELL_KUBUN] = {
    KOTO_COUNT, KOTO_FUKUHON_REGISTER, KOTO_FUKUHON_CHANGE, KOTO_FUKUHON_DELETE, KOTO_COUNT, KOTO_COUNT,
    KOTO_COUNT};
static const enum koto of_shokai[TELL_KUBUN] = {KOTO_SHOKAI, KOTO_COUNT, KOTO_COUNT, KOTO_COUNT,
                                                KOTO_COUNT,  KOTO_COUNT, KOTO_COUNT};

static const enum koto of_utagai_nashi[TELL_KUBUN] = {KOTO_UTAGAI_NASHI, KOTO_COUNT, KOTO_COUNT, KOTO_COUNT,
                                                      KOTO_COUNT,        KOTO_COUNT, KOTO_COUNT};
static const enum koto of_honnin[TELL_KUBUN] = {KOTO_HONNIN, KOTO_COUNT, KOTO_COUNT, KOTO_COUNT,
                                                KOTO_COUNT,  KOTO_COUNT, KOTO_COUNT};

static int S_column(const struct tell_plan *x, const char *name)
{
    for (int i = 0; i < x->n; i++)
        if (strcmp(x->names[i], name) == 0)
            return i;
    return -1;
}

static const enum koto *S_kinds(struct tell_plan *x)
{
    if (strcmp(x->shubetsu, "kanyushaToroku") == 0)
        return of_kanyusha;
    if (strcmp(x->shubetsu, "johoShokai") == 0 || strcmp(x->shubetsu, "kikanShokai") == 0)
        return of_shokai;
    if (strcmp(x->shubetsu, "utagaiNashi") == 0)
        return of_utagai_nashi;
    if (strcmp(x->shubetsu, "juminShokai") == 0)
        return of_honnin;
    x->fukuhon = x->kubun >= 0 && x->edaban >= 0;
    return x->fukuhon ? of_fukuhon : NULL;
}

/* A master (2.12.1) has one kind, whatever the 処理区分: the operation of its name. */
static enum koto S_master(const char *shubetsu)
{
    char name[80];
    snprintf(name, sizeof name, "kanri.%s", shubetsu);
    return koto_find(name);
}

static void S_tags(struct tell_plan *x, enum koto koto)
{
    const struct koto_kind *k = koto_kind(koto);
    const bool given = koto_item(k, "shokaiKomoku") >= 0;
    for (int i = 0; i < x->n; i++) {
        int at = koto_item(k, x->names[i]);
        bool who = i == x->kubun || i == x->edaban || i == x->kojin_bango;
        x->tags[koto][i] = (signed char)(at >= 0 && k->items[at].kept   ? at + 1
                                         : at >= 0 && given             ? TELL_GIVEN
                                         : at < 0 && k->columns && !who ? TELL_NAMED
                                                                        : 0);
    }
}

void tell_plan(struct tell_plan *x, struct world *w, const char *hokensha, const char *shubetsu,
               const char *const *names, int n)
{
    *x = (struct tell_plan){.tracker = &w->tracker,
                            .hokensha = fact_hokensha(hokensha),
                            .shubetsu = shubetsu,
                            .names = names,
                            .n = n < TELL_COLUMNS ? n : TELL_COLUMNS};
    x->kubun = S_column(x, "shoriKubun");
    x->edaban = S_column(x, "edaban");
    x->kojin_bango = S_column(x, "kojinBango");
    x->kigo = S_column(x, "kigo");
    x->bango = S_column(x, "bango");
    const enum koto *kinds = S_kinds(x);
    for (int i = 0; i < TELL_KUBUN; i++) {
        x->of_kubun[i] = kinds ? kinds[i] : i ? KOTO_COUNT : S_master(shubetsu);
        if (x->of_kubun[i] != KOTO_COUNT)
            S_tags(x, x->of_kubun[i]);
    }
}

/* Which kind the row is, by its 処理区分; KOTO_COUNT: none that is looked at. */
static enum koto S_koto(const struct tell_plan *x, const struct str *values)
{
    if (x->of_kubun[0] != KOTO_COUNT || x->kubun < 0)
        return x->of_kubun[0];
    struct str kubun = values[x->kubun];
    unsigned at = kubun.n == 1 ? (unsigned char)kubun.p[0] - '0' : 0;
    return at < TELL_KUBUN ? x->of_kubun[at] : KOTO_COUNT;
}

static const char *S_text(const struct str *values, int column)
{
    return column >= 0 && values[column].n ? values[column].p : NULL;
}

/* What there is room for: a cell that is refused may be of any length. */
static size_t S_cut(struct str value)
{
    size_t n = value.n < TRACKER_VALUE ? value.n : TRACKER_VALUE;
    while (n && n < value.n && ((unsigned char)value.p[n] & 0xC0) == 0x80) /* in a character */
        n--;
    return n;
}

static char *S_item(char *to, const struct tell_plan *x, signed char tag, int column, struct str value)
{
    if (tag == TELL_GIVEN) {
        *to++ = (char)(koto_item(koto_kind(x->of_kubun[0]), "shokaiKomoku") + 1);
        return stpcpy(to, x->names[column]) + 1;
    }
    *to++ = tag > 0 ? (char)tag : (char)TAG_NAMED;
    if (tag == TELL_NAMED) {
        to = stpcpy(to, x->names[column]);
        *to++ = '=';
    }
    to = mempcpy(to, value.p, S_cut(value));
    *to++ = 0;
    return to;
}

/* How many bytes the items take at most. */
static size_t S_room(const struct tell_plan *x, const signed char *tags, const struct str *values)
{
    size_t n = 0;
    for (int i = 0; i < x->n; i++)
        if (tags[i] && values[i].n)
            n += S_cut(values[i]) + 2 + (tags[i] < 0 ? strlen(x->names[i]) + 1 : 0);
    return n + (x->fukuhon ? strlen(x->shubetsu) + 2 : 0);
}

/* As they may be kept; the column of 個人番号 stays what it is, for it is only compared. NULL: a is used up.
 */
static const struct str *S_masked(const struct tell_plan *x, const struct str *values, struct arena *a,
                                  struct str *ret)
{
    for (int i = 0; i < x->n; i++) {
        ret[i] = values[i];
        if (values[i].n < KOJIN_BANGO_LEAST || i == x->kojin_bango)
            continue;
        size_t room = 4 * values[i].n + 16;
        char *text = arena_alloc(a, room);
        if (!text)
            return NULL;
        ret[i] = (struct str){text, str_mask_row(text, room, values[i])};
    }
    return ret;
}

const struct told *tell_prepare(const struct tell_plan *x, const struct str *values, bool refused,
                                struct arena *a)
{
    enum koto koto = S_koto(x, values);
    if (koto == KOTO_COUNT)
        return NULL;
    const signed char *tags = x->tags[koto];
    struct str masked[TELL_COLUMNS];
    if (refused)
        values = S_masked(x, values, a, masked);
    size_t room = values ? S_room(x, tags, values) : 0;
    struct told *t = values ? arena_alloc(a, sizeof *t + room) : NULL;
    if (!t)
        return NULL;
    char *to = (char *)(t + 1);
    for (int i = 0; i < x->n; i++)
        if (tags[i] && values[i].n)
            to = S_item(to, x, tags[i], i, values[i]);
    if (x->fukuhon)
        to = S_item(to, x, (signed char)(koto_item(koto_kind(koto), "shubetsu") + 1), 0, str_of(x->shubetsu));
    *t = (struct told){.koto = koto,
                       .edaban = S_text(values, x->edaban),
                       .ningen = x->kojin_bango >= 0 ? tracker_ningen(x->tracker, values[x->kojin_bango]) : 0,
                       .setai = tracker_setai(x->hokensha, S_text(values, x->kigo), S_text(values, x->bango)),
                       .bytes = (uint32_t)(to - (char *)(t + 1)),
                       .items = (const char *)(t + 1)};
    return t;
}

/* A value that its layout lets through, and that is refused for what it is, may yet be a 個人番号 in the
 * wrong place. */
static void S_items(struct telling *x, const struct told *row, bool refused)
{
    const char *at = row->items, *end = at + row->bytes;
    while (refused && at < end) {
        char text[2 * TRACKER_VALUE];
        const size_t n = strlen(at + 1), shown = str_mask_row(text, sizeof text, (struct str){at + 1, n});
        buf_addc(&x->facts, *at);
        buf_add(&x->facts, text, shown + 1);
        at += n + 2;
    }
    buf_add(&x->facts, at, (size_t)(end - at));
}

void tell_row(struct telling *x, const struct told *row, const struct tell_fate *fate)
{
    struct fact_head *f = telling_fact(x, row->koto);
    if (!f)
        return;
    f->status = (uint16_t)fate->st;
    f->juni = (uint32_t)fate->juni;
    f->ningen = row->ningen;
    f->setai = row->setai;
    fact_edaban(f, fate->edaban ? fate->edaban : row->edaban);
    if (fate->keikoku)
        tell_keikoku(x, row->koto, fate->keikoku);
    S_items(x, row, fate->why != NULL);
    if (fate->no)
        telling_item(x, TAG_NO, NULL, str_of(fate->no));
    if (fate->why)
        telling_item(x, TAG_WHY, NULL, str_of(fate->why));
    telling_end(x);
}

/* An answer that is none is told only where its code says so. */
static bool S_answers(const struct koto_kind *k, enum status st)
{
    return status_kubun(st) != 9 || koto_item(k, "kekkaCode") >= 0;
}

/* Whose it is; 0: it names nobody. */
static uint64_t S_line_ningen(const struct tell_plan *p, const struct tell_line *l)
{
    int i = 0;
    while (i < l->n && !(l->values[i] && strcmp(l->names[i], "kojinBango") == 0))
        i++;
    return i < l->n ? tracker_ningen(p->tracker, str_of(l->values[i])) : 0;
}

void tell_line(struct telling *x, const struct tell_plan *p, const struct told *row,
               const struct tell_line *l)
{
    const enum koto koto = row->koto == KOTO_HONNIN ? KOTO_HONNIN_KEKKA : KOTO_KAITO;
    const struct koto_kind *k = koto_kind(koto);
    struct fact_head *f = S_answers(k, l->st) ? telling_fact(x, koto) : NULL;
    if (!f)
        return;
    f->juni = (uint32_t)l->juni;
    f->ningen = S_line_ningen(p, l);
    fact_edaban(f, l->edaban ? l->edaban : row->edaban);
    if (l->no)
        telling_item(x, TAG_NO, NULL, str_of(l->no));
    for (int i = 0; i < l->n; i++)
        if (l->values[i] && koto_item(k, l->names[i]) >= 0)
            telling_named(x, k, l->names[i], str_of(l->values[i]));
    if (koto_item(k, "kekkaCode") >= 0)
        telling_named(x, k, "kekkaCode", str_of(status_info(l->st)->code));
    telling_named(x, k, "jotai", STR("回答済"));
    telling_end(x);
}

static void S_head(struct telling *x, const struct call *c, const struct torikomi *t)
{
    x->head.hokensha = fact_hokensha(t->hokensha);
    x->head.at = c->now;
    x->head.real_us = tracker_real_us();
    x->generation = (uint64_t)c->generation;
    telling_uketsuke(x, t->uketsuke);
}

/* It is the same write of the loader once more: state tells the first way through the file from the second.
 */
static bool S_first(struct world *w, const struct torikomi *t, int64_t row)
{
    char what[64];
    snprintf(what, sizeof what, "%s %d", t->uketsuke, (int)t->state);
    return tracker_once(&w->tracker, ONCE_LOADER, what, (uint64_t)row);
}

void tell_rows_put(struct telling *x, struct world *w, const struct call *c, const struct torikomi *t)
{
    S_head(x, c, t);
    if (S_first(w, t, t->ok_count + t->err_count) && tell_put(w, x, PUT_CHANGE) > PUT_AGAIN)
        S_first(w, t, -1); /* lost: the next try may be luckier */
    buf_clear(&x->facts);
    x->head.count = 0;
}

void tell_file_end(struct world *w, const struct call *c, const struct torikomi *t,
                   const struct keikoku_kensu by_rule[RULE_COUNT])
{
    const struct koto_kind *k = koto_kind(KOTO_FILE_END);
    struct telling x = {.facts = BUF_INIT};
    const struct {
        const char *name;
        int64_t n;
    } counts[] = {{"gyoSu", t->total}, {"seijoSu", t->ok_count}, {"ijoSu", t->err_count}};
    S_head(&x, c, t);
    struct fact_head *f = telling_fact(&x, KOTO_FILE_END);
    if (f)
        f->status = (uint16_t)t->halt.status;
    tell_keikoku_kensu(&x, KOTO_FILE_END, by_rule);
    telling_named(&x, k, "shubetsu", str_of(t->shubetsu));
    telling_named(&x, k, "jotai", str_of(t->state == TORIKOMI_CHUSHI ? "処理中止" : "処理完了"));
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        char room[24];
        int n = snprintf(room, sizeof room, "%lld", (long long)counts[i].n);
        telling_named(&x, k, counts[i].name, (struct str){room, (size_t)n});
    }
    telling_end(&x);
    if (S_first(w, t, INT64_MAX) && tell_put(w, &x, PUT_CHANGE) > PUT_AGAIN)
        S_first(w, t, -1);
    buf_release(&x.facts);
}
