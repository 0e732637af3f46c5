/* The report as a struct; see report.h. */
#include "world/case/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/status.h"
#include "base/version.h"
#include "world/case/bench.h"
#include "world/engine.h"

static const struct field difference_fields[] = {
    FIELD_TEXT(struct report_difference, "item", item), FIELD_TEXT(struct report_difference, "mei", mei),
    FIELD_TEXT(struct report_difference, "want", want), FIELD_TEXT(struct report_difference, "have", have),
    FIELD_END};
static const struct field step_fields[] = {
    FIELD_TEXT(struct report_step, "id", id),
    FIELD_INT(struct report_step, "te", te),
    FIELD_TEXT(struct report_step, "what", what),
    FIELD_TEXT(struct report_step, "kekka", kekka),
    FIELD_TEXT(struct report_step, "at", at),
    FIELD_TEXT(struct report_step, "realAt", real_at),
    FIELD_TEXT(struct report_step, "hokensha", hokensha),
    FIELD_TEXT(struct report_step, "edaban", edaban),
    FIELD_TEXT(struct report_step, "uketsukeBango", uketsuke),
    FIELD_TEXT(struct report_step, "jissai", jissai),
    FIELD_LIST(struct report_step, "difference", difference, struct report_difference, difference_fields),
    FIELD_LIST(struct report_step, "keikoku", keikoku, struct report_keikoku, report_keikoku_fields),
    FIELD_INT(struct report_step, "keikokuHoka", keikoku_hoka),
    FIELD_END};
static const struct field attempt_fields[] = {FIELD_TEXT(struct report_attempt, "at", at),
                                              FIELD_TEXT(struct report_attempt, "realAt", real_at),
                                              FIELD_TEXT(struct report_attempt, "hantei", hantei),
                                              FIELD_TEXT(struct report_attempt, "why", why), FIELD_END};
static const struct field run_fields[] = {FIELD_INT(struct report_run, "run", run),
                                          FIELD_TEXT(struct report_run, "hantei", hantei),
                                          FIELD_TEXT(struct report_run, "why", why), FIELD_END};
static const struct field case_fields[] = {
    FIELD_TEXT(struct report_case, "id", id),
    FIELD_TEXT(struct report_case, "item", item),
    FIELD_TEXT(struct report_case, "itemMei", item_mei),
    FIELD_TEXT(struct report_case, "title", title),
    FIELD_TEXT(struct report_case, "kanten", kanten),
    FIELD_TEXT(struct report_case, "kitai", expected),
    FIELD_TEXT(struct report_case, "hantei", hantei),
    FIELD_TEXT(struct report_case, "jidoHantei", jido),
    FIELD_BOOL(struct report_case, "observed", observed),
    FIELD_TEXT(struct report_case, "hokensha", hokensha),
    FIELD_TEXT(struct report_case, "at", at),
    FIELD_TEXT(struct report_case, "realAt", real_at),
    FIELD_TEXT(struct report_case, "why", why),
    FIELD_TEXT(struct report_case, "riyu", riyu),
    FIELD_TEXT(struct report_case, "comment", comment),
    FIELD_TEXT(struct report_case, "dare", dare),
    FIELD_LIST(struct report_case, "steps", steps, struct report_step, step_fields),
    FIELD_LIST(struct report_case, "attempts", attempts, struct report_attempt, attempt_fields),
    FIELD_LIST(struct report_case, "runs", runs, struct report_run, run_fields),
    FIELD_END};
const struct field report_fields[] = {
    FIELD_TEXT(struct report, "world", world),
    FIELD_TEXT(struct report, "lot", lot),
    FIELD_TEXT(struct report, "version", version),
    FIELD_INT(struct report, "run", run),
    FIELD_INT(struct report, "generation", generation),
    FIELD_INT(struct report, "seen", seen),
    FIELD_TEXT(struct report, "at", at),
    FIELD_TEXT(struct report, "realAt", real_at),
    FIELD_TEXT(struct report, "jisshisha", jisshisha),
    FIELD_TEXT(struct report, "kakuninsha", kakuninsha),
    FIELD_INT(struct report, "gokaku", gokaku),
    FIELD_INT(struct report, "fugokaku", fugokaku),
    FIELD_INT(struct report, "jisshichu", jisshichu),
    FIELD_INT(struct report, "mijisshi", mijisshi),
    FIELD_INT(struct report, "kake", kake),
    FIELD_TEXTS(struct report, "hokensha", hokensha),
    FIELD_LIST(struct report, "cases", cases, struct report_case, case_fields),
    FIELD_LIST(struct report, "keikoku", keikoku, struct report_kisoku, report_kisoku_fields),
    FIELD_LIST(struct report, "refused", refused, struct report_refused, report_refused_fields),
    FIELD_LIST(struct report, "warned", warned, struct report_warned, report_warned_fields),
    FIELD_END};

/* What is told of `exact`: the whole is a hundred times as long, and `chukan run` asks after each case. */
static const struct field verdict_fields[] = {FIELD_TEXT(struct report_case, "id", id),
                                              FIELD_TEXT(struct report_case, "jidoHantei", jido), FIELD_END};
static const struct field verdicts_fields[] = {
    FIELD_LIST(struct report, "cases", cases, struct report_case, verdict_fields), FIELD_END};

static void S_verdicts(const struct report *r, struct buf *out)
{
    json_write(out, verdicts_fields, r);
}

void report_json(const struct report *r, struct buf *out)
{
    json_write(out, report_fields, r);
}

struct making {
    struct arena *a;
    struct case_judge *j;
    struct report *r;
    uint32_t only; /* insurer; 0: any */
    bool exact;
};

/* A copy that is fit to be read. */
static const char *S_lines(struct making *m, const char *text)
{
    char *copy = arena_strdup(m->a, text);
    if (copy)
        str_plain(copy);
    return copy;
}

/* In one line: what came from a tester's system is not to look like a line of ours. */
static const char *S_keep(struct making *m, const char *text)
{
    char *copy = arena_strdup(m->a, text);
    if (copy)
        str_line(copy);
    return copy;
}

static const char *S_time(struct making *m, int64_t at)
{
    char text[CLOCK_TEXT];
    clock_text(at, text);
    return arena_strdup(m->a, text);
}

static const char *S_hokensha(struct making *m, uint32_t hokensha)
{
    return hokensha ? arena_printf(m->a, "%08u", hokensha) : NULL;
}

/* What was written into b, which is released. */
static const char *S_text(struct making *m, struct buf *b)
{
    const char *text = buf_ok(b) ? S_keep(m, b->len ? b->data : "") : NULL;
    buf_release(b);
    return text;
}

/* --- a step ------------------------------------------------------------------------------------------------
 */

/* "状態=取得済、要求の回数=1" */
static const char *S_values(struct making *m, const struct fact *f)
{
    const struct facts *x = &m->j->facts;
    struct buf text = BUF_INIT;
    const char *name, *value;
    const struct status_info *info = status_info((enum status)f->status);
    buf_adds(&text, status_kubun((enum status)f->status) == 9 ? info->code : "");
    for (size_t at = 0; fact_items(x, f, &at, &name, &value);)
        if (!report_of_keikoku(x, f, name))
            buf_addf(&text, "%s%s=%s", text.len ? "、" : "",
                     strcmp(name, "why") == 0 ? "理由" : koto_mei(name), value);
    return S_text(m, &text);
}

static struct list S_differences(struct making *m, const struct found *f)
{
    struct report_difference *all = arena_array(m->a, (size_t)f->differences + 1, sizeof *all);
    for (int i = 0; all && i < f->differences; i++) {
        const struct difference *d = &f->difference[i];
        all[i] =
            (struct report_difference){d->item, koto_mei(d->item), S_keep(m, d->want), S_keep(m, d->have)};
    }
    return (struct list){all, all ? (size_t)f->differences : 0};
}

static void S_seen(struct making *m, const struct found *f, struct report_step *ret)
{
    const struct facts *x = &m->j->facts;
    const struct fact *fact = &x->list[f->fact];
    ret->kekka = f->differences ? "相違" : "済";
    ret->at = S_time(m, fact->at);
    ret->real_at = S_time(m, fact_real(x, fact) / 1000000);
    ret->hokensha = S_hokensha(m, fact->hokensha);
    if (fact->edaban_digits)
        ret->edaban = arena_printf(m->a, "%0*llu", fact->edaban_digits, (unsigned long long)fact->edaban);
    if (*fact_uketsuke(x, fact))
        ret->uketsuke = S_keep(m, fact_uketsuke(x, fact));
    ret->jissai = S_values(m, fact);
    ret->difference = S_differences(m, f);
    ret->keikoku = report_keikoku(x, fact, m->a, &ret->keikoku_hoka);
}

static struct list S_steps(struct making *m, const struct observe *o, const struct match *match)
{
    struct report_step *all = arena_array(m->a, (size_t)o->n + 1, sizeof *all);
    for (int i = 0; all && i < o->n; i++) {
        all[i] = (struct report_step){.id = o->steps[i].id,
                                      .what = koto_kind(o->steps[i].koto)->mei,
                                      .te = o->steps[i].te ? o->steps[i].te : INT64_MIN,
                                      .kekka = "未"};
        if (match->steps[i].fact != UINT32_MAX)
            S_seen(m, &match->steps[i], &all[i]);
    }
    return (struct list){all, all ? (size_t)o->n : 0};
}

/* --- a case ------------------------------------------------------------------------------------------------
 */

static const char *S_why(struct making *m, const struct observe *o, const struct match *match)
{
    struct buf text = BUF_INIT;
    match_why(o, match, &text);
    return text.len ? S_text(m, &text) : NULL;
}

static struct list S_attempts(struct making *m, const struct judged_case *v)
{
    struct report_attempt *all = arena_array(m->a, (size_t)v->attempt_n + 1, sizeof *all);
    for (int i = 0; all && i < v->attempt_n; i++) {
        const struct judged_attempt *a = &v->attempts[i];
        all[i] = (struct report_attempt){S_time(m, a->at), S_time(m, a->real_us / 1000000),
                                         hantei_mei(a->hantei), a->why ? S_keep(m, a->why) : NULL};
    }
    return (struct list){all, all ? (size_t)v->attempt_n : 0};
}

static void S_last(struct report_case *c)
{
    const struct report_step *s = c->steps.items;
    for (size_t i = 0; i < c->steps.n; i++)
        if (s[i].real_at && (!c->real_at || strcmp(s[i].real_at, c->real_at) > 0)) {
            c->real_at = s[i].real_at;
            c->at = s[i].at;
        }
}

static struct list S_runs(struct making *m, size_t at)
{
    struct report_run *all = arena_array(m->a, (size_t)m->j->run_n + 1, sizeof *all);
    for (int i = 0; all && i < m->j->run_n; i++) {
        const struct judge_run *run = &m->j->runs[i];
        const struct judged_past *past = run->of ? &run->of[at] : NULL;
        all[i] = (struct report_run){run->run, past ? hantei_mei(past->hantei) : "記録なし",
                                     past && past->why ? S_keep(m, past->why) : NULL};
    }
    return (struct list){all, all ? (size_t)m->j->run_n : 0};
}

/* The last word of each kind that was said of the case. */
static void S_hand(struct making *m, struct report_case *c)
{
    const struct facts *x = &m->j->facts;
    for (size_t i = 0; i < x->of_n[KOTO_NOTE]; i++) {
        const struct fact *f = &x->list[x->of[KOTO_NOTE][i]];
        const char *id = fact_item(x, f, "case"), *hantei = fact_item(x, f, "hantei"),
                   *comment = fact_item(x, f, "comment"), *dare = fact_item(x, f, "dare");
        if (!id || strcmp(id, c->id) != 0)
            continue;
        if (hantei) {
            bool own = strcmp(hantei, "auto") == 0;
            c->hantei = own ? c->jido : strcmp(hantei, "pass") == 0 ? "合格" : "不合格";
            const char *riyu = fact_item(x, f, "riyu");
            c->riyu = own || !riyu ? NULL : S_lines(m, riyu);
        }
        if (comment)
            c->comment = *comment ? S_lines(m, comment) : NULL;
        if (dare)
            c->dare = *dare ? S_keep(m, dare) : NULL;
    }
    if (!c->comment && c->hantei == c->jido) /* nothing stands that anybody has said */
        c->dare = NULL;
}

static bool S_case(struct making *m, size_t at, struct report_case *ret)
{
    const struct test_case *c = &m->j->cases->items[at];
    const struct judged_case *v = judge_case(m->j, at, m->only, m->exact);
    if (!v)
        return false;
    *ret = (struct report_case){.id = c->id,
                                .item = c->item->key,
                                .item_mei = c->item->mei,
                                .title = c->title,
                                .kanten = c->kanten,
                                .expected = c->expected,
                                .jido = hantei_mei(v->match.hantei),
                                .observed = c->observe != NULL};
    ret->hantei = ret->jido;
    if (m->exact)
        return true;
    if (c->observe)
        ret->steps = S_steps(m, c->observe, &v->match);
    if (v->match.hantei != HANTEI_GOKAKU)
        ret->why = c->observe ? S_why(m, c->observe, &v->match)
                              : "このテストケースは、chukan run でだけ確かめられます";
    if (v->match.hantei != HANTEI_MIJISSHI) {
        ret->hokensha = S_hokensha(m, v->hokensha);
        S_last(ret);
    }
    S_hand(m, ret);
    ret->attempts = S_attempts(m, v);
    ret->runs = S_runs(m, at);
    struct report *r = m->r;
    int64_t *counts[] = {&r->mijisshi, &r->jisshichu, &r->gokaku, &r->fugokaku};
    for (int h = 0; h < HANTEI_COUNT; h++)
        *counts[h] += strcmp(hantei_mei((enum hantei)h), ret->hantei) == 0;
    return true;
}

static enum status S_memory(struct diag *d)
{
    return diag_set(d, ST_LIMIT, "報告", "メモリ", "不足");
}

static enum status S_cases(struct making *m, struct world *w, int lot, const char *id, struct diag *d)
{
    const struct cases *cases = m->j->cases;
    struct report_case *all = arena_array(m->a, cases->n + 1, sizeof *all);
    size_t n = 0;
    bool ok = all != NULL;
    for (size_t i = 0; ok && i < cases->n; i++)
        if (case_of_lot(&cases->items[i], lot) && (!id || strcmp(id, cases->items[i].id) == 0))
            ok = S_case(m, i, &all[n++]);
    if (judge_over(m->j)) { /* judging may take seconds: a daemon that is to stop does not wait */
        world_over(w, ST_STOPPING, d);
        return d->status;
    }
    if (!ok)
        return S_memory(d);
    m->r->cases = (struct list){all, n};
    return id && !n ? diag_set(d, ST_CONTROL, "case", "そのロットにあるテストケースの番号", id) : ST_OK;
}

static void S_top(struct making *m)
{
    const struct insurers *all = &m->j->hokensha;
    const struct facts *x = &m->j->facts;
    const char **who = arena_array(m->a, (size_t)all->n + 1, sizeof *who);
    size_t seen = 0;
    for (int i = 0; who && i < all->n; i++)
        if (!m->only || all->items[i] == m->only)
            who[seen++] = S_hokensha(m, all->items[i]);
    m->r->hokensha = (struct list){who, seen};
    m->r->keikoku = report_kisoku(x, m->only, m->a);
    m->r->kake = m->j->lost + x->damaged;
    for (size_t i = 0; i < x->of_n[KOTO_LOST]; i++) {
        const char *n = fact_item(x, &x->list[x->of[KOTO_LOST][i]], "kensu");
        m->r->kake += n ? strtoll(n, NULL, 10) : 0;
    }
}

/* --- the request -------------------------------------------------------------------------------------------
 */

static const struct {
    const char *name;
    void (*write)(const struct report *r, struct buf *out);
} forms[] = {{"json", report_json}, {"junit", report_junit}, {"html", report_html}, {"csv", report_csv}};

static void (*S_form(const char *name, struct diag *d))(const struct report *r, struct buf *out)
{
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        if (strcmp(forms[i].name, name ? name : "json") == 0)
            return forms[i].write;
    diag_set(d, ST_CONTROL, "format", "json、junit、html、csv のいずれか", name);
    return NULL;
}

/* "lot2", "2" */
static int S_lot(const char *text)
{
    const char *p = strncmp(text, "lot", 3) == 0 ? text + 3 : text;
    return *p >= '1' && *p <= '9' && !p[1] ? *p - '0' : 0;
}

/* A name as it may be shown; NULL: none was told. */
static const char *S_masked(struct arena *a, const char *name)
{
    size_t room = name ? 4 * strlen(name) + 16 : 0;
    char *text = name ? arena_alloc(a, room) : NULL;
    if (text)
        str_mask(text, room, str_of(name));
    return text;
}

/* When the last that is held was seen. */
static int64_t S_last_us(const struct facts *x)
{
    int64_t last = 0;
    for (size_t i = 0; i < x->n; i++) {
        const int64_t us = fact_real(x, &x->list[i]);
        last = us > last ? us : last;
    }
    return last;
}

static enum status S_make(struct world *w, const struct order_report *o, int lot, struct making *m,
                          struct diag *d)
{
    const struct cases *cases;
    struct case_judge *j = &w->judge;
    struct report *r = m->r;
    enum status st = bench_cases(w->options->fixtures, w->options->schema, &cases, d);
    if (st == ST_OK)
        st = judge_read(j, &w->tracker, cases, d);
    m->only = fact_hokensha(o->hokensha);
    m->exact = o->exact;
    if (st != ST_OK)
        return st;
    *r =
        (struct report){.world = w->name,
                        .lot = arena_printf(m->a, "%d", lot),
                        .version = CHUKAN_VERSION,
                        .at = S_time(m, world_now(w)),
                        .real_at = S_time(m, (o->still ? S_last_us(&j->facts) : tracker_real_us()) / 1000000),
                        .jisshisha = S_masked(m->a, o->jisshisha),
                        .kakuninsha = S_masked(m->a, o->kakuninsha),
                        .run = j->run,
                        .generation = (int64_t)world_generation(w, 0),
                        .seen = (int64_t)j->facts.size};
    S_top(m);
    if (o->since >= 0) {
        int64_t since = o->since > r->seen ? 0 : o->since; /* of a run before */
        r->refused = report_refused(&j->facts, since, m->only, m->a);
        r->warned = report_warned(&j->facts, since, m->only, m->a);
    }
    st = S_cases(m, w, lot, o->id, d);
    return st == ST_OK && arena_failed(m->a) ? S_memory(d) : st;
}

enum status report_of(struct world *w, const struct order_report *o, struct arena *a, struct report *ret,
                      struct diag *d)
{
    struct making m = {.a = a, .j = &w->judge, .r = ret};
    pthread_mutex_lock(&w->lock);
    int lot = S_lot(o->lot ? o->lot : w->manifest.policy.lot);
    pthread_mutex_unlock(&w->lock);
    if (!lot)
        return diag_set(d, ST_CONTROL, "lot", "1〜9 のロット", o->lot ? o->lot : "なし");
    pthread_mutex_lock(&w->judge.lock);
    w->judge.stopping = o->stopping;
    enum status st = S_make(w, o, lot, &m, d);
    w->judge.stopping = NULL;
    pthread_mutex_unlock(&w->judge.lock);
    return st;
}

enum status sim_report(struct world *w, const struct order_report *o, struct buf *out, int64_t *ret_seen,
                       struct diag *d)
{
    void (*write)(const struct report *r, struct buf *out) = S_form(o->format, d);
    if (!write)
        return d->status;
    if (o->hokensha && !report_knows(w, o->hokensha))
        return diag_set(d, ST_CONTROL, "hokensha", "ワールドにある保険者番号（8 桁）", o->hokensha);
    if (o->exact && write != report_json)
        return diag_set(d, ST_CONTROL, "exact", "json の報告でだけ", o->format);
    if (o->exact)
        write = S_verdicts;
    struct report r = {0};
    struct arena *a = arena_new(REPORT_MEMORY);
    enum status st = a ? report_of(w, o, a, &r, d) : S_memory(d);
    if (st == ST_OK)
        write(&r, out);
    *ret_seen = r.seen;
    arena_free(a);
    return st;
}

int64_t sim_report_seen(struct world *w)
{
    return (int64_t)tracker_size(&w->tracker);
}
