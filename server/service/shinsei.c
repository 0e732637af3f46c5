/* What 接続申請 opens; see shinsei.h. */
#include "service/shinsei.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "service/keikoku.h"

enum { TEXT = 600 };

static struct shinsei_mi S_one(const struct kanri_tetsuzuki *z, const struct kanri_shinsei *s,
                               struct arena *a)
{
    const int32_t kigen = z->kigen ? str_date(str_of(z->kigen)) : INT32_MIN;
    return (struct shinsei_mi){.mei = arena_strdup(a, z->mei),
                               .jotai = arena_strdup(a, s->jotai),
                               .dare = arena_strdup(a, z->dare),
                               .kigen = kigen == INT32_MIN ? INT32_MAX : kigen,
                               .itsumo = z->itsumo_bits,
                               .kigengo = z->kigengo_bits};
}

struct shinsei shinsei_of(const struct kanri_tables *t, const struct kanri_hokensha *h, struct arena *a)
{
    struct shinsei_mi *mi = h && h->mi ? arena_array(a, t->tetsuzuki_n, sizeof *mi) : NULL;
    size_t n = 0;
    for (size_t i = 0; mi && i < t->tetsuzuki_n; i++) {
        const struct kanri_tetsuzuki *z = &t->tetsuzuki[i];
        if (h->mi & KANRI_TETSUZUKI_BIT(z->jun))
            mi[n++] = S_one(z, kanri_find_shinsei(t, h->hokensha, z->tetsuzuki), a);
    }
    return (struct shinsei){mi, n};
}

/* It has been told in this call. */
static bool S_told(const struct call *c, const struct shinsei_mi *m)
{
    bool told = false;
    for (int i = 0; i < c->keikoku.n && !told; i++)
        told = c->keikoku.list[i].row->rule == RULE_SETSUZOKU_SHINSEI &&
               strcmp(c->keikoku.list[i].diag.item, m->mei) == 0;
    return told;
}

static enum status S_say(struct call *c, const struct shinsei_mi *m, unsigned riyo)
{
    char want[TEXT], day[9], kigen[48] = "";
    if (m->kigen != INT32_MAX) {
        str_from_date(m->kigen, day);
        snprintf(kigen, sizeof kigen, "、期日 %s", day);
    }
    snprintf(want, sizeof want,
             "%sの前に「" KANRI_ZUMI "」（2.9%s。%s。済んだら取りまとめ機関が shinsei-kiroku で記録する）",
             sosa_word_mei(riyo_words, riyo), kigen, m->dare);
    return rule_say(c, RULE_SETSUZOKU_SHINSEI, clock_date(c->now), m->mei, want, "%s", m->jotai);
}

enum status shinsei(struct call *c, enum sosa what)
{
    const struct shinsei *s = &c->caller->shinsei;
    const unsigned riyo = sosa_rows[what].riyo;
    enum status st = ST_OK;
    for (size_t i = 0; i < s->n && rule_goes_on(st); i++) {
        const struct shinsei_mi *m = &s->mi[i];
        const bool late = clock_date(c->now) > m->kigen;
        if ((riyo & (m->itsumo | (late ? m->kigengo : 0))) && !S_told(c, m))
            st = rule_first(st, S_say(c, m, riyo));
    }
    return st;
}
