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

static enum status S_turn(struct call *c, struct kakunin k, enum rule rule, bool was, bool is)
{
    const struct rule_row *row;
    k.kisoku = rule_name(rule);
    k.uketsuke = c->bulk_state ? c->uketsuke : NULL;
    k.at = c->now;
    if (was == is)
        return ST_OK;
    if (!is)
        return unyo_kakunin_drop(c->tx, &k);
    if (rule_severity(&c->policy->rules, rule, clock_date(c->now), NULL, &row) == SEVERITY_OFF)
        return ST_OK;
    return unyo_kakunin_put(c->tx, &k);
}

/* What has changed of the household of h. */
static enum status S_turned(struct call *c, const char *hokensha, const struct setai_hito *h,
                            const struct jotai *was, const struct jotai *is)
{
    struct kakunin k = {.hokensha = hokensha, .edaban = h->edaban};
    if (was->soshitsu == is->soshitsu && was->futari == is->futari)
        return ST_OK;
    if (!(k.kagi = arena_printf(c->arena, "%s/%s", h->kigo, h->bango)))
        return ST_LIMIT;
    enum status st = S_turn(c, k, RULE_HONNIN_SOSHITSU, was->soshitsu, is->soshitsu);
    if (st == ST_OK && is->futari && !was->futari)
        st = unyo_setai_edaban(c->tx, hokensha, is->who[1], c->arena, &k.aite);
    return st == ST_OK ? S_turn(c, k, RULE_HONNIN_FUTARI, was->futari, is->futari) : st;
}

/* A household with one 資格 less, one more, or (both of the same) another one. NULL: none. */
static enum status S_change(struct call *c, const char *hokensha, const struct setai_hito *less,
                            const struct setai_hito *more)
{
    struct setai s;
    bool known = false;
    const struct setai_hito *h = more ? more : less;
    enum status st = unyo_setai_look(c->tx, hokensha, h, &s, &known);
    if (st != ST_OK || !known)
        return st;
    const struct jotai was = jotai_of(&s);
    if (less)
        st = unyo_setai_take(c->tx, hokensha, less);
    if (st == ST_OK && more)
        st = unyo_setai_put(c->tx, hokensha, more);
    if (st == ST_OK)
        st = unyo_setai_look(c->tx, hokensha, h, &s, &known);
    const struct jotai is = jotai_of(&s);
    return st == ST_OK ? S_turned(c, hokensha, h, &was, &is) : st;
}

/* was: the person may be told of already. */
static enum status S_age(struct call *c, const struct kanyusha *k, bool was)
{
    bool is = strcmp(k->jotai, KANYUSHA_YUKO) == 0 && !k->soshitsu_ymd &&
              jotai_nanajugo(k->seinengappi, clock_date(c->now));
    const struct kakunin of = {.hokensha = k->hokensha, .kagi = k->edaban, .edaban = k->edaban};
    return S_turn(c, of, RULE_NANAJUGO, was && !is, is);
}

static struct setai_hito S_hito(const struct kanyusha *k)
{
    return (struct setai_hito){k->edaban,      k->kigo,         k->bango, k->honnin_kazoku,
                               k->shutoku_ymd, k->soshitsu_ymd, k->jotai};
}

enum status kanyusha_insert(struct call *c, const struct kanyusha *k, bool *ret_new)
{
    const struct setai_hito is = S_hito(k);
    enum status st = unyo_setai_ready(c->tx, k->hokensha);
    if (st == ST_OK)
        st = unyo_kanyusha_insert(c->tx, k, ret_new);
    if (st != ST_OK || !*ret_new)
        return st;
    st = S_change(c, k->hokensha, NULL, &is);
    return st == ST_OK ? S_age(c, k, false) : st;
}

static bool S_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : !a && !b;
}

static bool S_same_setai(const struct setai_hito *a, const struct setai_hito *b)
{
    return S_same(a->kigo, b->kigo) && S_same(a->bango, b->bango);
}

static bool S_same_shikaku(const struct setai_hito *a, const struct setai_hito *b)
{
    return S_same_setai(a, b) && S_same(a->honnin_kazoku, b->honnin_kazoku) &&
           S_same(a->shutoku_ymd, b->shutoku_ymd) && S_same(a->soshitsu_ymd, b->soshitsu_ymd) &&
           S_same(a->jotai, KANYUSHA_TORIKESHI) == S_same(b->jotai, KANYUSHA_TORIKESHI);
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
    if (st == ST_OK && found && !S_same_shikaku(&was, &is)) {
        bool stays = S_same_setai(&was, &is);
        st = S_change(c, k->hokensha, &was, stays ? &is : NULL);
        if (st == ST_OK && !stays)
            st = S_change(c, k->hokensha, NULL, &is);
    }
    return st == ST_OK ? S_age(c, k, true) : st;
}

static struct setai_hito S_mae(const char *edaban, const struct shikaku *s)
{
    return (struct setai_hito){edaban,         s->kigo,         s->bango,         s->honnin_kazoku,
                               s->shutoku_ymd, s->soshitsu_ymd, KANYUSHA_SOSHITSU};
}

enum status kanyusha_mae_put(struct call *c, const char *hokensha, const char *edaban,
                             const struct shikaku *s)
{
    const struct setai_hito is = S_mae(edaban, s);
    enum status st = unyo_setai_ready(c->tx, hokensha);
    if (st == ST_OK)
        st = unyo_shikaku_put(c->tx, hokensha, edaban, s);
    return st == ST_OK ? S_change(c, hokensha, NULL, &is) : st;
}

enum status kanyusha_mae_drop(struct call *c, const char *hokensha, const char *edaban,
                              const struct shikaku *s)
{
    const struct setai_hito was = S_mae(edaban, s);
    enum status st = unyo_setai_ready(c->tx, hokensha);
    if (st == ST_OK)
        st = unyo_shikaku_drop(c->tx, hokensha, edaban, s);
    return st == ST_OK ? S_change(c, hokensha, &was, NULL) : st;
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
                        jotai_want(rule), jotai_have(k->kagi, k->edaban, k->aite, c->arena));
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
