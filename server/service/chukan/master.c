/* What masters of an insurer differ in; see master.h. */
#include "service/chukan/master.h"

#include <string.h>

#include "base/clock.h"
#include "base/kojin_bango.h"
#include "service/keikoku.h"

enum status master_toi_of(struct call *c, const char *hokensha, struct master_toi *ret)
{
    *ret = (struct master_toi){hokensha, c->policy->lot, haishin_day(c, c->policy->kaishi),
                               haishin_day(c, c->now)};
    return ret->kaishi_ymd && ret->ymd ? ST_OK : ST_LIMIT;
}

static enum status S_miteki(struct call *c, const char *hokensha, struct master_miteki *ret, bool *ret_found)
{
    struct master_toi toi;
    enum status st = master_toi_of(c, hokensha, &toi);
    return st == ST_OK ? chukan_master_miteki(c->tx, &toi, c->arena, ret, ret_found) : st;
}

static enum severity S_severity(const struct call *c, enum rule r)
{
    const struct rule_row *row;
    return rule_severity(&c->policy->rules, r, clock_date(c->now), NULL, &row);
}

bool master_refuses(const struct call *c, enum rule r)
{
    return S_severity(c, r) == SEVERITY_REFUSE;
}

enum status master_tekiyo(struct call *c)
{
    struct master_miteki m;
    bool found = false;
    enum status st = S_severity(c, RULE_MASTER_TEKIYO) != SEVERITY_OFF
                         ? S_miteki(c, c->caller->hokensha, &m, &found)
                         : ST_OK;
    if (st != ST_OK || !found)
        return st;
    const char *want =
        arena_printf(c->arena, "リリース%s を適用し、三つのマスターを照合した基幹システム", m.release);
    return want ? rule_say(c, RULE_MASTER_TEKIYO, clock_date(c->now), "配信マスター", want,
                           "%s の照合がない（適用期間 %s〜%s）", m.nai, m.kara, m.made)
                : ST_LIMIT;
}

enum status master_teikyo_fuka(struct call *c, const char *hokensha, bool *ret)
{
    struct master_miteki m;
    *ret = false;
    return master_refuses(c, RULE_MASTER_TEKIYO) ? S_miteki(c, hokensha, &m, ret) : ST_OK;
}

enum status master_kikan(struct call *c, const struct haishin *h)
{
    const char *day = haishin_day(c, c->now);
    if (!day || !h->kara || (strcmp(h->kara, day) <= 0 && strcmp(day, h->made) <= 0))
        return day ? ST_OK : ST_LIMIT;
    const char *want = arena_printf(c->arena, "リリース%s の適用期間 %s〜%s", h->release, h->kara, h->made);
    return want ? rule_say(c, RULE_MASTER_KIKAN, clock_date(c->now), "リリース", want, "%s", day) : ST_LIMIT;
}

const char *master_shown(struct call *c, const char *text)
{
    if (!text || !kojin_bango_inside(str_of(text)))
        return text;
    const size_t room = strlen(text) + 16;
    char *out = arena_alloc(c->arena, room);
    if (out)
        str_mask_row(out, room, str_of(text));
    return out;
}

struct comparison {
    struct master_soi *list;
    size_t n, most;
};

static void S_note(struct comparison *m, const char *kubun, const char *code, const char *komoku,
                   const char *want, const char *have, int64_t banme)
{
    if (m->n < m->most)
        m->list[m->n] = (struct master_soi){kubun, code, komoku, want, have, banme};
    m->n++;
}

static void S_more(struct comparison *m, const char *kubun, const struct haishin_record *have)
{
    S_note(m, kubun, have->code, NULL, NULL, NULL, have->banme);
}

static bool S_has(const struct haishin_kind *k, size_t slot)
{
    const struct haishin_item *i = k->items;
    while (i->element && i->slot != slot)
        i++;
    return i->element;
}

/* What a record of this master has no place for: only one of the others has each of these items. */
static void S_others(struct comparison *m, const struct haishin_kind *k, const struct haishin_record *have)
{
    for (const struct haishin_kind *o = haishin_kinds; o->name; o++)
        for (const struct haishin_item *i = o->items; i->element; i++)
            if (!S_has(k, i->slot) && *haishin_value(have, i))
                S_note(m, MASTER_ATAI, have->code, i->mei, "空（このマスターにない項目）",
                       haishin_value(have, i), have->banme);
}

/* Of one code; 版番号 is the first item. */
static void S_items(struct comparison *m, const struct haishin_kind *k, const struct haishin_record *want,
                    const struct haishin_record *have)
{
    for (const struct haishin_item *i = k->items; i->element; i++) {
        const char *w = haishin_value(want, i), *h = haishin_value(have, i);
        if (strcmp(w, h) != 0)
            S_note(m, i == k->items ? MASTER_HAN : MASTER_ATAI, want->code, i->mei, w, h, have->banme);
    }
    S_others(m, k, have);
}

size_t master_compare(const struct haishin_kind *k, const struct haishin_record *want, size_t want_n,
                      const struct haishin_record *have, size_t have_n, struct master_soi *ret, size_t most)
{
    struct comparison m = {.list = ret, .most = most};
    for (size_t w = 0, h = 0; w < want_n || h < have_n;) {
        const int order = w == want_n ? 1 : h == have_n ? -1 : strcmp(want[w].code, have[h].code);
        if (order < 0)
            S_note(&m, MASTER_FUSOKU, want[w++].code, NULL, NULL, NULL, INT64_MIN);
        else if (h && strcmp(have[h - 1].code, have[h].code) == 0)
            S_more(&m, MASTER_CHOFUKU, &have[h++]);
        else if (order > 0)
            S_more(&m, MASTER_YOBUN, &have[h++]);
        else
            S_items(&m, k, &want[w++], &have[h++]);
    }
    return m.n;
}
