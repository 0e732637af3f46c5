/* A fact against a step; see compare.h. */
#include "world/case/compare.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/status.h"
#include "base/str.h"

enum { VALUE = 96 };

struct diffs {
    struct found *found; /* NULL: only counted */
    int n;
};

/* Where a text would be made that nobody reads. */
static bool S_counted(struct diffs *d)
{
    d->n += d->found == NULL;
    return d->found == NULL;
}

static void S_differ(struct diffs *d, const char *item, const char *want, const char *have)
{
    d->n++;
    if (!d->found || d->found->differences == MATCH_DIFFERENCES)
        return;
    struct difference *x = &d->found->difference[d->found->differences++];
    x->item = item;
    str_show(x->want, sizeof x->want, str_of(want));
    str_show(x->have, sizeof x->have, str_of(have && *have ? have : "なし"));
}

/* --- values ------------------------------------------------------------------------------------------------
 */

/* About a file as such, not a row. */
static bool S_of_file(const struct fact *f)
{
    return koto_kind((enum koto)f->koto)->file;
}

/* "ningen" and "setai" are numbers that mean nothing but that two are the same. */
static const char *S_value(const struct facts *x, const struct fact *f, const char *item, char room[VALUE])
{
    uint64_t same = strcmp(item, "ningen") == 0 ? f->ningen : strcmp(item, "setai") == 0 ? f->setai : 0;
    if (same) {
        snprintf(room, VALUE, "%llx", (unsigned long long)same);
        return room;
    }
    if (strcmp(item, "kikan") == 0) {
        snprintf(room, VALUE, "%08u", f->hokensha);
        return room;
    }
    if (strcmp(item, "file") == 0) /* of a row; "": an operation */
        return f->juni || S_of_file(f) ? fact_uketsuke(x, f) : "";
    if (strcmp(item, "hi") == 0) {
        char text[CLOCK_TEXT]; /* 2017-05-08T09:00:00 */
        clock_text(f->at, text);
        snprintf(room, VALUE, "%.4s%.2s%.2s", text, text + 5, text + 8);
        return room;
    }
    const char *have = fact_item(x, f, item);
    return have ? have : "";
}

static bool S_digits(const char *s)
{
    return *s && strlen(s) <= 18 && strspn(s, "0123456789") == strlen(s);
}

static int S_order(const char *a, const char *b)
{
    if (!S_digits(a) || !S_digits(b))
        return strcmp(a, b);
    long long x = strtoll(a, NULL, 10), y = strtoll(b, NULL, 10);
    return x < y ? -1 : x > y;
}

/* One of the alternatives a|b|c. */
static bool S_among(const char *list, const char *have)
{
    size_t n = strlen(have);
    for (const char *p = list;; p += strcspn(p, "|") + 1) {
        size_t len = strcspn(p, "|");
        if (len == n && memcmp(p, have, n) == 0)
            return true;
        if (!p[len])
            return false;
    }
}

static bool S_holds(enum judged_op op, const char *want, const char *have, bool list)
{
    bool same = list ? S_among(want, have) : S_order(want, have) == 0;
    int order = S_order(have, want);
    switch (op) {
    case JUDGED_EQ:
        return same;
    case JUDGED_NE:
        return !same;
    case JUDGED_LT:
        return *have && *want && order < 0;
    case JUDGED_LE:
        return *have && *want && order <= 0;
    case JUDGED_GT:
        return *have && *want && order > 0;
    default:
        return *have && *want && order >= 0;
    }
}

/* Of an item that is there more than once one is enough, and none may be what it is not to be. */
static bool S_holds_of(const struct facts *x, const struct fact *f, const struct judged *j, const char *want,
                       const char *have)
{
    bool all = j->op == JUDGED_NE, holds = S_holds(j->op, want, have, !j->ref);
    if (koto_item(koto_kind((enum koto)f->koto), j->item) < 0)
        return holds;
    while (holds == all && *have && (have = fact_next(x, f, have)) != NULL)
        holds = S_holds(j->op, want, have, !j->ref);
    return holds;
}

/* "a、b" of an item that is there more than once, as far as there is room. */
static const char *S_all(const struct facts *x, const struct fact *f, const struct judged *j,
                         const char *have, char room[2 * MATCH_TEXT])
{
    const char *p = have;
    size_t n = 0;
    if (!*have || koto_item(koto_kind((enum koto)f->koto), j->item) < 0 || !fact_next(x, f, have))
        return have;
    for (; p && n + strlen(p) + sizeof "、" < 2 * MATCH_TEXT; p = fact_next(x, f, p))
        n += (size_t)snprintf(room + n, 2 * MATCH_TEXT - n, "%s%s", n ? "、" : "", p);
    return n ? room : have;
}

/* In words: what tells people apart is not shown. */
static void S_judged_differ(struct diffs *d, const struct observe *o, const struct judged *j,
                            const char *want, const char *have)
{
    char text[MATCH_TEXT + 80], mei[40], cut[81];
    if (S_counted(d))
        return;
    bool same = strcmp(j->item, "ningen") == 0 || strcmp(j->item, "setai") == 0;
    str_show(mei, sizeof mei, str_of(j->ref ? o->steps[j->step].id : ""));
    if (same) {
        bool equal = j->op == JUDGED_EQ;
        snprintf(text, sizeof text, "%s と%s", mei, equal ? "同じ" : "別");
        S_differ(d, j->item, text, equal ? "別" : "同じ");
        return;
    }
    const char *value = *want ? cut : "空";
    str_show(cut, sizeof cut, str_of(want)); /* at a character */
    if (j->ref)
        snprintf(text, sizeof text, "%s%s（%s の%s）", judged_op_mei(j->op), value, mei, koto_mei(j->ref));
    else
        snprintf(text, sizeof text, "%s%s", j->op == JUDGED_NE && !*want ? "" : judged_op_mei(j->op),
                 j->op == JUDGED_NE && !*want ? "空でない値" : value);
    S_differ(d, j->item, text, have);
}

static void S_judge(const struct matching *m, const struct observe_step *s, const struct judged *j,
                    const struct fact *f, struct diffs *d)
{
    char room[VALUE], other[VALUE], all[2 * MATCH_TEXT];
    const struct fact *of = !j->ref ? NULL : s == &m->observe->steps[j->step] ? f : m->met[j->step];
    if (j->ref && !of)
        return;
    const char *want = j->ref ? S_value(m->facts, of, j->ref, other) : j->value;
    char later[9];
    int32_t day = j->days ? str_date(str_of(want)) : INT32_MIN;
    if (day != INT32_MIN) {
        str_from_date(day + j->days, later);
        want = later;
    }
    const char *have = S_value(m->facts, f, j->item, room);
    /* of two that are not told, or of one, nothing is known */
    bool told = (*want && *have) || (strcmp(j->item, "ningen") != 0 && strcmp(j->item, "setai") != 0);
    if (!told || !S_holds_of(m->facts, f, j, want, have))
        S_judged_differ(d, m->observe, j, want, d->found ? S_all(m->facts, f, j, have, all) : have);
}

/* --- the fact alone ----------------------------------------------------------------------------------------
 */

static void S_kekka(const struct matching *m, const struct observe_step *s, const struct fact *f,
                    struct diffs *d)
{
    const struct status_info *info = status_info((enum status)f->status);
    bool refused = status_kubun((enum status)f->status) == 9;
    char want[40], have[2 * MATCH_TEXT], cut[2 * MATCH_TEXT - 20] = "";
    if (!s->code ? !refused : strcmp(s->code, "*") == 0 ? refused : S_among(s->code, info->code))
        return;
    if (S_counted(d))
        return;
    const char *why = fact_item(m->facts, f, "why");
    snprintf(want, sizeof want, "%s", !s->code ? "正常" : *s->code == '*' ? "エラー" : s->code);
    if (refused)
        str_show(cut, sizeof cut, str_of(why ? why : info->text));
    snprintf(have, sizeof have, "%s%s%s", refused ? info->code : "正常", refused ? " " : "", cut);
    S_differ(d, "kekka", want, have);
}

static bool S_other_kind(const struct matching *m, const struct observe_step *s, const struct fact *f)
{
    const char *have = s->shubetsu ? fact_item(m->facts, f, "shubetsu") : NULL;
    return s->shubetsu && (!have || strcmp(have, s->shubetsu) != 0);
}

bool compare_other(const struct matching *m, int i, const struct fact *f)
{
    return S_other_kind(m, &m->observe->steps[i], f);
}

static void S_alone(const struct matching *m, const struct observe_step *s, const struct fact *f,
                    struct diffs *d)
{
    S_kekka(m, s, f, d);
    if (S_other_kind(m, s, f))
        S_differ(d, "shubetsu", s->shubetsu, fact_item(m->facts, f, "shubetsu"));
    for (int i = 0; i < s->judged_count; i++)
        if (!s->judged[i].ref)
            S_judge(m, s, &s->judged[i], f, d);
}

/* Another insurer's facts are no candidates at all; what is nobody's (a saved state) is this one's, too. */
static bool S_role(const struct matching *m, const struct observe_step *s, const struct fact *f)
{
    if (!f->hokensha)
        return true;
    return s->aite ? f->hokensha != m->hokensha : f->hokensha == m->hokensha;
}

bool compare_there(const struct matching *m, const struct fact *f)
{
    return f->order <= m->upto && facts_happened(m->facts, f, m->branch);
}

int compare_alone(const struct matching *m, int i, const struct fact *f)
{
    struct diffs d = {NULL, 0};
    if (!compare_there(m, f) || !S_role(m, &m->observe->steps[i], f))
        return COMPARE_NOT;
    S_alone(m, &m->observe->steps[i], f, &d);
    return d.n < COMPARE_NOT ? d.n : COMPARE_NOT;
}

/* --- together with the others ------------------------------------------------------------------------------
 */

static const char *S_edaban(const struct fact *f, char room[24])
{
    if (!f->edaban_digits)
        return "";
    snprintf(room, 24, "%0*llu", f->edaban_digits, (unsigned long long)f->edaban);
    return room;
}

enum same { SAME, OTHER, UNKNOWN };

/* Whether two facts are of one person. What names nobody (S_for_all) concerns everybody. */
static enum same S_person(const struct fact *a, const struct fact *b)
{
    if (a->edaban_digits && b->edaban_digits && a->hokensha && b->hokensha)
        return a->edaban == b->edaban && a->hokensha == b->hokensha ? SAME : OTHER;
    if (a->ningen && b->ningen)
        return a->ningen == b->ningen ? SAME : OTHER;
    return UNKNOWN;
}

static bool S_for_all(const struct fact *f)
{
    return !f->edaban_digits && koto_kind((enum koto)f->koto)->for_all;
}

/* The name's person by all that is met for it: what a row tells by 個人番号 and a reply by 枝番 is one
 * through a step that tells both. */
static enum same S_named(const struct matching *m, int i, int name, const struct fact *f, int *ret_other)
{
    enum same all = UNKNOWN;
    for (int k = 0; k < m->observe->n; k++) {
        if (k == i || !m->met[k] || m->observe->steps[k].name[NAME_HITO] != name || S_for_all(m->met[k]))
            continue;
        enum same one = S_person(f, m->met[k]);
        if (one == SAME)
            return SAME;
        if (one == OTHER || all == UNKNOWN)
            *ret_other = k;
        all = one == OTHER ? OTHER : all;
    }
    return all;
}

static void S_hito(const struct matching *m, int i, const struct fact *f, struct diffs *d)
{
    int mine = m->observe->steps[i].name[NAME_HITO], k = -1;
    char want[24], have[24], text[MATCH_TEXT];
    if (mine < 0 || S_for_all(f))
        return;
    if (S_named(m, i, mine, f, &k) == OTHER && !S_counted(d)) {
        snprintf(text, sizeof text, "%s の加入者 %s", m->observe->steps[k].id, S_edaban(m->met[k], want));
        S_differ(d, "hito", text, S_edaban(f, have));
    }
    for (k = 0; k < m->observe->n; k++) {
        int other = m->observe->steps[k].name[NAME_HITO];
        if (k == i || !m->met[k] || other < 0 || other == mine || S_for_all(m->met[k]) ||
            f->hokensha != m->met[k]->hokensha || S_person(f, m->met[k]) != SAME)
            continue;
        if (S_counted(d))
            return;
        snprintf(text, sizeof text, "%s とは別の加入者", m->observe->steps[k].id);
        S_differ(d, "hito", text, S_edaban(f, have));
        return;
    }
}

/* Every step of a name has another one that it is known to be of the same person by, when there are more. */
bool compare_people(const struct matching *m)
{
    for (int i = 0; i < m->observe->n; i++) {
        int name = m->observe->steps[i].name[NAME_HITO], other = -1;
        if (name < 0 || !m->met[i] || S_for_all(m->met[i]))
            continue;
        enum same same = S_named(m, i, name, m->met[i], &other);
        if (same == OTHER || (same == UNKNOWN && other >= 0))
            return false;
    }
    return true;
}

static void S_file(const struct matching *m, int i, int k, const struct fact *f, struct diffs *d)
{
    const struct observe_step *a = &m->observe->steps[i], *b = &m->observe->steps[k];
    const struct fact *g = m->met[k];
    if (a->name[NAME_FILE] < 0 || b->name[NAME_FILE] < 0)
        return;
    bool same = f->uketsuke && f->uketsuke == g->uketsuke;
    if ((a->name[NAME_FILE] == b->name[NAME_FILE]) == same)
        return;
    char text[MATCH_TEXT];
    if (S_counted(d))
        return;
    snprintf(text, sizeof text, "%s と%sファイル %s", b->id, same ? "別の" : "同じ",
             fact_uketsuke(m->facts, g));
    S_differ(d, "file", text, fact_uketsuke(m->facts, f));
}

static void S_no(const struct matching *m, int i, int k, const struct fact *f, struct diffs *d)
{
    const struct observe_step *a = &m->observe->steps[i], *b = &m->observe->steps[k];
    if (a->name[NAME_NO] < 0 || b->name[NAME_NO] < 0 || a->name[NAME_NO] != b->name[NAME_NO])
        return;
    const char *want = fact_item(m->facts, m->met[k], "no"), *have = fact_item(m->facts, f, "no");
    if (want && have && strcmp(want, have) == 0)
        return;
    S_differ(d, "no", want ? want : "番号", have);
}

/* The loader works while the upload's own reply is on its way: what comes first of the two is chance. */
static bool S_unordered(const struct fact *f, const struct fact *g)
{
    bool one = f->uketsuke && f->uketsuke == g->uketsuke;
    bool rows = f->juni && g->juni;
    bool upload = f->koto == KOTO_UPLOAD ? g->juni || S_of_file(g)
                                         : g->koto == KOTO_UPLOAD && (f->juni || S_of_file(f));
    return one && (rows || upload);
}

static void S_after(const struct matching *m, int i, int k, const struct fact *f, struct diffs *d)
{
    const struct observe_step *a = &m->observe->steps[i], *b = &m->observe->steps[k];
    const struct fact *g = m->met[k];
    bool after = a->after & (1u << k), before = b->after & (1u << i);
    if ((!after && !before) || S_unordered(f, g))
        return;
    /* what one reply tells, it tells at once */
    if (after ? f->order >= g->order : f->order <= g->order)
        return;
    char text[MATCH_TEXT];
    if (S_counted(d))
        return;
    snprintf(text, sizeof text, "%s より%s", b->id, after ? "後" : "前");
    S_differ(d, "what", text, after ? "前" : "後");
}

static void S_other(const struct matching *m, int i, int k, const struct fact *f, struct diffs *d)
{
    const struct observe_step *a = &m->observe->steps[i], *b = &m->observe->steps[k];
    if (f == m->met[k])
        S_differ(d, "what", "別の要求", "同じもの");
    if (a->aite && b->aite && f->hokensha && m->met[k]->hokensha && f->hokensha != m->met[k]->hokensha)
        S_differ(d, "by", "同じ医療保険者", "別の医療保険者");
    S_file(m, i, k, f, d);
    S_no(m, i, k, f, d);
    S_after(m, i, k, f, d);
    for (int n = 0; n < b->judged_count; n++)
        if (b->judged[n].ref && b->judged[n].step == i) {
            struct matching with = *m; /* as if it were met by f */
            with.met[i] = f;
            S_judge(&with, b, &b->judged[n], m->met[k], d);
        }
}

static int S_step(const struct matching *m, int i, const struct fact *f, struct found *ret, int limit)
{
    const struct observe_step *s = &m->observe->steps[i];
    struct diffs d = {ret, 0};
    S_alone(m, s, f, &d);
    for (int n = 0; n < s->judged_count && d.n <= limit; n++)
        if (s->judged[n].ref)
            S_judge(m, s, &s->judged[n], f, &d);
    for (int k = 0; k < m->observe->n && d.n <= limit; k++)
        if (k != i && m->met[k])
            S_other(m, i, k, f, &d);
    if (d.n <= limit)
        S_hito(m, i, f, &d);
    return d.n;
}

int compare_step(const struct matching *m, int i, const struct fact *f, int limit)
{
    return S_step(m, i, f, NULL, limit);
}

void compare_differences(const struct matching *m, int i, const struct fact *f, struct found *ret)
{
    S_step(m, i, f, ret, COMPARE_NOT);
}
