/* States of 加入者 that last until a later row mends them; see kanyusha_kakunin.h. */
#include "service/unyo/kanyusha_kakunin.h"

#include <string.h>

#include "base/clock.h"
#include "file/rule/jotai.h"
#include "service/keikoku.h"
#include "store/torikomi_keikoku.h"
#include "store/unyo_setai.h"

/* --- found and mended -------------------------------------------------------------------------------------
 */

static struct setai S_setai(const struct setai_counts *c)
{
    return (struct setai){c->honnin, c->kazoku, c->lost};
}

static enum status S_turn(struct call *c, enum rule rule, const char *hokensha, const char *kagi,
                          const char *edaban, bool was, bool is)
{
    const struct rule_row *row;
    const struct kakunin k = {hokensha, rule_name(rule), kagi, edaban, c->bulk_state ? c->uketsuke : NULL,
                              c->now};
    if (was == is)
        return ST_OK;
    if (!is)
        return unyo_kakunin_drop(c->tx, &k);
    if (rule_severity(&c->policy->rules, rule, clock_date(c->now), NULL, &row) == SEVERITY_OFF)
        return ST_OK;
    return unyo_kakunin_put(c->tx, &k);
}

/* One more, or one less, of a household. */
static enum status S_count(struct call *c, const char *hokensha, const struct setai_hito *h,
                           const char *edaban, bool is)
{
    struct setai_counts before, after;
    bool known = false;
    enum status st = unyo_setai_count(c->tx, hokensha, h, is, &before, &after, &known);
    if (st != ST_OK || !known)
        return st;
    const struct setai was = S_setai(&before), now = S_setai(&after);
    if (jotai_soshitsu(&was) == jotai_soshitsu(&now) && jotai_futari(&was) == jotai_futari(&now))
        return ST_OK;
    const char *kagi = arena_printf(c->arena, "%s/%s", h->kigo, h->bango);
    if (!kagi)
        return ST_LIMIT;
    st = S_turn(c, RULE_HONNIN_SOSHITSU, hokensha, kagi, edaban, jotai_soshitsu(&was), jotai_soshitsu(&now));
    return st == ST_OK
               ? S_turn(c, RULE_HONNIN_FUTARI, hokensha, kagi, edaban, jotai_futari(&was), jotai_futari(&now))
               : st;
}

/* was: the person may be told of already. */
static enum status S_age(struct call *c, const struct kanyusha *k, bool was)
{
    bool is = strcmp(k->jotai, KANYUSHA_YUKO) == 0 && !k->soshitsu_ymd &&
              jotai_nanajugo(k->seinengappi, clock_date(c->now));
    return S_turn(c, RULE_NANAJUGO, k->hokensha, k->edaban, k->edaban, was && !is, is);
}

static struct setai_hito S_hito(const struct kanyusha *k)
{
    return (struct setai_hito){k->kigo, k->bango, k->honnin_kazoku, k->jotai};
}

enum status kanyusha_insert(struct call *c, const struct kanyusha *k, bool *ret_new)
{
    const struct setai_hito is = S_hito(k);
    enum status st = unyo_setai_ready(c->tx, k->hokensha);
    if (st == ST_OK)
        st = unyo_kanyusha_insert(c->tx, k, ret_new);
    if (st != ST_OK || !*ret_new)
        return st;
    st = S_count(c, k->hokensha, &is, k->edaban, true);
    return st == ST_OK ? S_age(c, k, false) : st;
}

static bool S_same(const struct setai_hito *a, const struct setai_hito *b)
{
    return strcmp(a->kigo, b->kigo) == 0 && strcmp(a->bango, b->bango) == 0 &&
           strcmp(a->honnin_kazoku, b->honnin_kazoku) == 0 && strcmp(a->jotai, b->jotai) == 0;
}

enum status kanyusha_update(struct call *c, const struct kanyusha *k)
{
    struct setai_hito was;
    const struct setai_hito is = S_hito(k);
    bool found = false;
    enum status st = unyo_setai_ready(c->tx, k->hokensha);
    if (st == ST_OK)
        st = unyo_setai_hito(c->tx, k->hokensha, k->edaban, c->arena, &was, &found);
    if (st == ST_OK)
        st = unyo_kanyusha_update(c->tx, k);
    found = found && st == ST_OK && !S_same(&was, &is);
    if (found)
        st = S_count(c, k->hokensha, &was, k->edaban, false);
    if (found && st == ST_OK)
        st = S_count(c, k->hokensha, &is, k->edaban, true);
    return st == ST_OK ? S_age(c, k, true) : st;
}

/* --- told -------------------------------------------------------------------------------------------------
 */

const char *kakunin_bun(struct call *c, const struct kakunin *k, const char **ret_code)
{
    const struct rule_row *row = NULL;
    enum rule rule = rule_find(k->kisoku);
    if (rule < RULE_COUNT)
        rule_severity(NULL, rule, clock_date(c->now), NULL, &row);
    *ret_code = row ? status_info(row->status)->code : "";
    return arena_printf(c->arena, "%s。項目「%s」 期待: %s、実際: %s",
                        row ? status_info(row->status)->text : k->kisoku, jotai_komoku(rule),
                        jotai_want(rule), k->kagi);
}

enum status kakunin_owari(struct call *c, const struct torikomi *t)
{
    struct kakunin *list;
    size_t n = 0;
    enum status st = unyo_kakunin_list(c->tx, t->hokensha, t->uketsuke, c->arena, &list, &n);
    for (size_t i = 0; st == ST_OK && i < n; i++) {
        struct torikomi_keikoku k = {.uketsuke = t->uketsuke,
                                     .juni = (t->total + 1) * FINDINGS + (int64_t)i,
                                     .gyo = INT64_MIN,
                                     .edaban = list[i].edaban,
                                     .kisoku = list[i].kisoku,
                                     .komoku = jotai_komoku(rule_find(list[i].kisoku))};
        k.naiyo = kakunin_bun(c, &list[i], &k.code);
        st = k.naiyo ? torikomi_keikoku_put(c->tx, &k) : ST_LIMIT;
    }
    return st;
}
