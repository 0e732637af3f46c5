/* What masters of an insurer differ in; see master.h. */
#include "service/chukan/master.h"

#include <string.h>

enum status master_toi_of(struct call *c, struct master_toi *ret)
{
    *ret = (struct master_toi){c->caller->hokensha, c->policy->lot, haishin_day(c, c->policy->kaishi),
                               haishin_day(c, c->now)};
    return ret->kaishi_ymd && ret->ymd ? ST_OK : ST_LIMIT;
}

struct comparison {
    struct master_soi *list;
    size_t n, most;
};

static void S_note(struct comparison *m, const char *kubun, const char *code, const char *komoku,
                   const char *want, const char *have)
{
    if (m->n < m->most)
        m->list[m->n] = (struct master_soi){kubun, code, komoku, want, have};
    m->n++;
}

/* Of one code; 版番号 is the first item. */
static void S_items(struct comparison *m, const struct haishin_kind *k, const struct haishin_record *want,
                    const struct haishin_record *have)
{
    for (const struct haishin_item *i = k->items; i->element; i++) {
        const char *w = haishin_value(want, i), *h = haishin_value(have, i);
        if (strcmp(w, h) != 0)
            S_note(m, i == k->items ? MASTER_HAN : MASTER_ATAI, want->code, i->mei, w, h);
    }
}

size_t master_compare(const struct haishin_kind *k, const struct haishin_record *want, size_t want_n,
                      const struct haishin_record *have, size_t have_n, struct master_soi *ret, size_t most)
{
    struct comparison m = {.list = ret, .most = most};
    for (size_t w = 0, h = 0; w < want_n || h < have_n;) {
        const int order = w == want_n ? 1 : h == have_n ? -1 : strcmp(want[w].code, have[h].code);
        if (order < 0)
            S_note(&m, MASTER_FUSOKU, want[w++].code, NULL, NULL, NULL);
        else if (h && strcmp(have[h - 1].code, have[h].code) == 0)
            S_note(&m, MASTER_CHOFUKU, have[h++].code, NULL, NULL, NULL);
        else if (order > 0)
            S_note(&m, MASTER_YOBUN, have[h++].code, NULL, NULL, NULL);
        else
            S_items(&m, k, &want[w++], &have[h++]);
    }
    return m.n;
}
