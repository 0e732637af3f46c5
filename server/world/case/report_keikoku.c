/* What rules warned of, in the report: of a step, of the run, and since somebody looked last; see report.h.
 */
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/str.h"
#include "file/rule/rule.h"
#include "world/case/report.h"

enum { OF_STEP = 8, LATEST = 50, FIRST = 5 };

const struct field report_keikoku_fields[] = {FIELD_TEXT(struct report_keikoku, "kisoku", kisoku),
                                              FIELD_TEXT(struct report_keikoku, "code", code),
                                              FIELD_TEXT(struct report_keikoku, "bun", bun),
                                              FIELD_INT(struct report_keikoku, "kensu", kensu), FIELD_END};
const struct field report_warned_fields[] = {FIELD_TEXT(struct report_warned, "what", what),
                                             FIELD_TEXT(struct report_warned, "hokensha", hokensha),
                                             FIELD_TEXT(struct report_warned, "at", at),
                                             FIELD_TEXT(struct report_warned, "realAt", real_at),
                                             FIELD_TEXT(struct report_warned, "edaban", edaban),
                                             FIELD_TEXT(struct report_warned, "uketsukeBango", uketsuke),
                                             FIELD_TEXT(struct report_warned, "words", words),
                                             FIELD_END};
const struct field report_kisoku_fields[] = {FIELD_TEXT(struct report_kisoku, "kisoku", kisoku),
                                             FIELD_TEXT(struct report_kisoku, "code", code),
                                             FIELD_TEXT(struct report_kisoku, "naiyo", naiyo),
                                             FIELD_INT(struct report_kisoku, "kensu", kensu),
                                             FIELD_TEXTS(struct report_kisoku, "edaban", edaban),
                                             FIELD_TEXTS(struct report_kisoku, "uketsukeBango", uketsuke),
                                             FIELD_END};

/* --- of a fact -------------------------------------------------------------------------------------------
 */

bool report_of_keikoku(const struct facts *x, const struct fact *f, const char *item)
{
    return x->keikoku[f->koto] && strncmp(item, "keikoku", strlen("keikoku")) == 0;
}

/* One warning as it was told: its rule, then what else is said of it, until the next rule. */
struct told_keikoku {
    const char *kisoku, *code, *bun;
    int64_t n;
};

/* The next of a fact from *at on; false: no more. They stand before all else. */
static bool S_next(const struct facts *x, const struct fact *f, size_t *at, struct told_keikoku *ret)
{
    const char *name, *value;
    *ret = (struct told_keikoku){.code = "", .n = 1};
    for (size_t next = *at; fact_items(x, f, &next, &name, &value) && report_of_keikoku(x, f, name);
         *at = next) {
        bool first = strcmp(name, "keikoku") == 0;
        if (first && ret->kisoku)
            break;
        if (first)
            ret->kisoku = value;
        else if (strcmp(name, "keikokuCode") == 0)
            ret->code = value;
        else if (strcmp(name, "keikokuBun") == 0)
            ret->bun = value;
        else
            ret->n = strtoll(value, NULL, 10);
    }
    return ret->kisoku != NULL;
}

static const char *S_line(struct arena *a, const char *text)
{
    char *copy = text ? arena_strdup(a, text) : NULL;
    if (copy)
        str_line(copy);
    return copy;
}

static struct report_keikoku *S_known(struct report_keikoku *all, size_t n, const char *kisoku)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(all[i].kisoku, kisoku) == 0)
            return &all[i];
    return NULL;
}

struct list report_keikoku(const struct facts *x, const struct fact *f, struct arena *a, int64_t *ret_left)
{
    struct report_keikoku *all = arena_array(a, OF_STEP, sizeof *all), *known;
    struct told_keikoku t;
    size_t n = 0;
    *ret_left = 0;
    for (size_t at = 0; all && S_next(x, f, &at, &t);) {
        if ((known = S_known(all, n, t.kisoku)) != NULL)
            known->kensu += t.n;
        else if (n == OF_STEP)
            *ret_left += t.n;
        else
            all[n++] = (struct report_keikoku){S_line(a, t.kisoku), S_line(a, t.code), S_line(a, t.bun), t.n};
    }
    return (struct list){all, n};
}

void report_keikoku_words(const struct list *keikoku, int64_t left, struct buf *out)
{
    const struct report_keikoku *k = keikoku->items;
    for (size_t i = 0; i < keikoku->n; i++) {
        buf_addf(out, "%s警告 %s %s", i ? "／" : "", k[i].code, k[i].kisoku);
        if (k[i].kensu > 1)
            buf_addf(out, " %lld 件", (long long)k[i].kensu);
        if (k[i].bun)
            buf_addf(out, ": %s", k[i].bun);
    }
    if (left)
        buf_addf(out, "／ほかの規則の警告 %lld 件", (long long)left);
}

/* --- of the run ------------------------------------------------------------------------------------------
 */

/* What a row warned of is counted when its file ends: of a large one not every row is held. */
static bool S_counts(const struct fact *f)
{
    return !f->juni;
}

/* One of the first few; NULL: no memory, which is found out at the end. */
static void S_add(struct list *list, const char *text)
{
    const char **all = list->items;
    if (!all || !text || list->n == FIRST)
        return;
    for (size_t i = 0; i < list->n; i++)
        if (strcmp(all[i], text) == 0)
            return;
    all[list->n++] = text;
}

static const char *S_edaban(const struct fact *f, struct arena *a)
{
    return f->edaban_digits ? arena_printf(a, "%0*llu", f->edaban_digits, (unsigned long long)f->edaban)
                            : NULL;
}

/* What the rule says: its first row, whatever day that is of. */
static const char *S_naiyo(enum rule rule)
{
    const struct rule_row *row;
    for (int i = 0; (row = rule_row(i)) != NULL; i++)
        if (row->rule == rule)
            return row->text;
    return "";
}

static void S_count(const struct facts *x, const struct fact *f, struct arena *a,
                    struct report_kisoku by_rule[RULE_COUNT])
{
    struct told_keikoku t;
    const char *uketsuke = fact_uketsuke(x, f);
    for (size_t at = 0; S_next(x, f, &at, &t);) {
        enum rule rule = rule_find(t.kisoku);
        if (rule == RULE_COUNT)
            continue;
        struct report_kisoku *r = &by_rule[rule];
        if (!r->kisoku)
            *r = (struct report_kisoku){.kisoku = rule_name(rule),
                                        .code = S_line(a, t.code),
                                        .naiyo = S_naiyo(rule),
                                        .edaban = {arena_array(a, FIRST, sizeof(char *)), 0},
                                        .uketsuke = {arena_array(a, FIRST, sizeof(char *)), 0}};
        r->kensu += S_counts(f) ? t.n : 0;
        if (f->edaban_digits)
            S_add(&r->edaban, S_edaban(f, a));
        if (*uketsuke)
            S_add(&r->uketsuke, S_line(a, uketsuke));
    }
}

struct list report_kisoku(const struct facts *x, uint32_t only, struct arena *a)
{
    struct report_kisoku *by_rule = arena_array(a, RULE_COUNT, sizeof *by_rule);
    size_t n = 0;
    for (int k = 0; by_rule && k < KOTO_COUNT; k++)
        for (size_t i = 0; x->keikoku[k] && i < x->of_n[k]; i++) {
            const struct fact *f = &x->list[x->of[k][i]];
            if (!only || f->hokensha == only)
                S_count(x, f, a, by_rule);
        }
    for (int i = 0; by_rule && i < RULE_COUNT; i++)
        if (by_rule[i].kisoku)
            by_rule[n++] = by_rule[i];
    return (struct list){by_rule, n};
}

static void S_names(const char *mei, const struct list *names, struct buf *out)
{
    const char *const *all = names->items;
    for (size_t i = 0; i < names->n; i++)
        buf_addf(out, "%s%s", i ? "、" : mei, all[i]);
}

void report_kisoku_words(const struct report_kisoku *r, struct buf *out)
{
    buf_addf(out, "%s %s %lld 件", r->code, r->kisoku, (long long)r->kensu);
    S_names(" 枝番 ", &r->edaban, out);
    S_names(" 受付番号 ", &r->uketsuke, out);
}

/* --- since somebody looked -------------------------------------------------------------------------------
 */

static bool S_wanted(const struct facts *x, const struct fact *f, int64_t since, uint32_t only)
{
    return (int64_t)f->block >= since && S_counts(f) && x->keikoku[f->koto] && fact_item(x, f, "keikoku") &&
           (!only || f->hokensha == only);
}

static const char *S_time(struct arena *a, int64_t at)
{
    char text[CLOCK_TEXT];
    clock_text(at, text);
    return arena_strdup(a, text);
}

static struct report_warned S_one(const struct facts *x, const struct fact *f, struct arena *a)
{
    struct buf words = BUF_INIT;
    int64_t left;
    const struct list keikoku = report_keikoku(x, f, a, &left);
    const char *uketsuke = fact_uketsuke(x, f);
    report_keikoku_words(&keikoku, left, &words);
    struct report_warned w = {.what = koto_kind((enum koto)f->koto)->mei,
                              .hokensha = f->hokensha ? arena_printf(a, "%08u", f->hokensha) : NULL,
                              .at = S_time(a, f->at),
                              .real_at = S_time(a, fact_real(x, f) / 1000000),
                              .edaban = S_edaban(f, a),
                              .uketsuke = *uketsuke ? S_line(a, uketsuke) : NULL,
                              .words = buf_ok(&words) && words.len ? arena_strdup(a, words.data) : ""};
    buf_release(&words);
    return w;
}

struct list report_warned(const struct facts *x, int64_t since, uint32_t only, struct arena *a)
{
    struct report_warned *all = arena_array(a, LATEST, sizeof *all);
    size_t n = 0, first = x->n;
    while (first > 0 && n < LATEST)
        n += S_wanted(x, &x->list[--first], since, only);
    n = 0;
    for (size_t i = first; all && i < x->n; i++)
        if (S_wanted(x, &x->list[i], since, only))
            all[n++] = S_one(x, &x->list[i], a);
    return (struct list){all, n};
}
