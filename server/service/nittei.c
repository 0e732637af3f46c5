/* When what has its time; see nittei.h. */
#include "service/nittei.h"

#include <stdio.h>

#include "base/clock.h"
#include "service/keikoku.h"
#include "service/policy.h"

enum { TEXT = 600 };

/* The first day on which it counts as completed; INT32_MIN: it always did; INT32_MAX: it does not. */
static int32_t S_kanryo(const struct kanri_tables *t, const char *hokensha, const char *koto)
{
    const struct kanri_kanryo *k = kanri_find_kanryo(t, hokensha, koto);
    return k ? k->since : INT32_MIN;
}

bool nittei_kanryo(const struct kanri_tables *t, const char *hokensha, const char *koto, int32_t day)
{
    const int32_t since = S_kanryo(t, hokensha, koto);
    return since != INT32_MAX && since <= day;
}

static const char *S_mei(const struct kanri_tables *t, const struct kanri_nittei *of, struct arena *a)
{
    for (size_t i = 0; i < t->nittei_n; i++)
        if (strcmp(t->nittei[i].lot, of->lot) == 0 && strcmp(t->nittei[i].nittei, of->saki) == 0)
            return arena_strdup(a, t->nittei[i].mei);
    return arena_strdup(a, of->saki);
}

static struct nittei_mado S_one(const struct kanri_tables *t, const char *hokensha,
                                const struct kanri_nittei *n, struct arena *a)
{
    return (struct nittei_mado){.mei = arena_strdup(a, n->mei),
                                .kara = n->kara_day,
                                .made = n->made_day,
                                .riyo = n->riyo_bits,
                                .saki = n->saki ? S_mei(t, n, a) : NULL,
                                .since = n->saki ? S_kanryo(t, hokensha, n->saki) : INT32_MIN};
}

struct nittei nittei_of(const struct kanri_tables *t, const struct kanri_hokensha *h, const char *lot,
                        unsigned kankyo, struct arena *a)
{
    struct nittei_mado *mado = h ? arena_array(a, t->nittei_n, sizeof *mado) : NULL;
    size_t n = 0;
    for (size_t i = 0; mado && i < t->nittei_n; i++) {
        const struct kanri_nittei *x = &t->nittei[i];
        if (strcmp(x->lot, lot) == 0 && x->riyo_bits && (x->kankyo_bits & kankyo))
            mado[n++] = S_one(t, h->hokensha, x, a);
    }
    return (struct nittei){mado, n};
}

static void S_day(int32_t day, char text[9])
{
    text[0] = 0;
    if (day != INT32_MAX)
        str_from_date(day, text);
}

static enum status S_outside(struct call *c, unsigned riyo, int32_t today)
{
    const struct nittei *n = &c->caller->nittei;
    char text[TEXT], kara[9], made[9];
    struct buf all = BUF_INIT;
    for (size_t i = 0; i < n->n; i++)
        if (n->mado[i].riyo & riyo) {
            S_day(n->mado[i].kara, kara);
            S_day(n->mado[i].made, made);
            buf_addf(&all, "%s%s %s～%s", all.len ? "、" : "", n->mado[i].mei, kara, made);
        }
    snprintf(text, sizeof text, "「%s」の期間（ロット %s: %s）", sosa_word_mei(riyo_words, riyo),
             c->policy->lot, all.len ? all.data : "この環境にはない");
    buf_release(&all);
    S_day(today, kara);
    return rule_say(c, RULE_NITTEI, today, "日程", text, "%s", kara);
}

static enum status S_before(struct call *c, const struct nittei_mado *m, int32_t today)
{
    char text[TEXT], day[9];
    snprintf(text, sizeof text, "%sの前に%sの完了（完了日を取りまとめ機関が kanryo-kiroku で記録する）",
             m->mei, m->saki);
    S_day(m->since, day);
    return rule_say(c, RULE_NITTEI_SAKI, today, m->mei, text, "%s%s", *day ? "完了日 " : "未完了", day);
}

/* It has been told in this call. */
static bool S_told(const struct call *c)
{
    bool told = false;
    for (int i = 0; i < c->keikoku.n && !told; i++)
        told =
            c->keikoku.list[i].row->rule == RULE_NITTEI || c->keikoku.list[i].row->rule == RULE_NITTEI_SAKI;
    return told;
}

enum status nittei(struct call *c, enum sosa what)
{
    const struct nittei *n = &c->caller->nittei;
    const unsigned riyo = sosa_rows[what].riyo;
    const int32_t today = clock_date(c->now);
    const struct nittei_mado *early = NULL;
    for (size_t i = 0; i < n->n; i++) {
        const struct nittei_mado *m = &n->mado[i];
        if (!(m->riyo & riyo) || today < m->kara || today > m->made)
            continue;
        if (m->since <= today) /* INT32_MAX: no day is so late */
            return ST_OK;
        early = m;
    }
    if (!n->n || S_told(c))
        return ST_OK;
    return early ? S_before(c, early, today) : S_outside(c, riyo, today);
}
