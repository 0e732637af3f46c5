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

/* Also when the rule is off: a world may be started with another severity. */
static enum status S_put(struct call *c, struct kakunin k, enum rule rule)
{
    k.kisoku = rule_name(rule);
    return unyo_kakunin_put(c->tx, &k);
}

static enum status S_drop(struct call *c, struct kakunin k, enum rule rule)
{
    k.kisoku = rule_name(rule);
    return unyo_kakunin_drop(c->tx, &k);
}

/* One thing that is wrong with the household of h. Whose 枝番 no number tells (unyo_setai_edaban): h's. */
static enum status S_ten(struct call *c, const char *hokensha, const struct setai_hito *h,
                         const struct jotai_ten *t, bool is)
{
    char kara[9];
    struct kakunin k = {.hokensha = hokensha,
                        .at = c->now,
                        .uketsuke = c->bulk_state ? c->uketsuke : NULL,
                        .setai = arena_printf(c->arena, "%s/%s", h->kigo, h->bango),
                        .kara = kara};
    str_from_date(t->kara, kara);
    k.kagi = k.setai ? arena_printf(c->arena, "%s %u %u %s", k.setai, t->one, t->other, kara) : NULL;
    if (!k.kagi)
        return ST_LIMIT;
    if (!is)
        return S_drop(c, k, t->rule);
    enum status st = unyo_setai_edaban(c->tx, hokensha, t->one, c->arena, &k.edaban);
    if (st == ST_OK && t->other)
        st = unyo_setai_edaban(c->tx, hokensha, t->other, c->arena, &k.aite);
    if (st == ST_OK && !k.edaban)
        k.edaban = h->edaban;
    return st == ST_OK ? S_put(c, k, t->rule) : st;
}

/* What is wrong with the household of h by one and not by the other. */
static enum status S_turned(struct call *c, const char *hokensha, const struct setai_hito *h,
                            const struct jotai *one, const struct jotai *other, bool is)
{
    struct jotai more;
    enum status st = ST_OK;
    jotai_more(one, other, &more);
    for (size_t i = 0; st == ST_OK && i < more.n; i++)
        st = S_ten(c, hokensha, h, &more.list[i], is);
    return st;
}

/* The insurer has come to have more 資格 than households are kept of: what they have told is not seen to any
 * more, and not told. */
static enum status S_too_many(struct call *c, const char *hokensha)
{
    enum status st = unyo_kakunin_forget(c->tx, hokensha, rule_name(RULE_HONNIN_SOSHITSU));
    return st == ST_OK ? unyo_kakunin_forget(c->tx, hokensha, rule_name(RULE_HONNIN_FUTARI)) : st;
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
    if (st == ST_OK && !known)
        return S_too_many(c, hokensha);
    const struct jotai is = jotai_of(&s);
    if (st == ST_OK)
        st = S_turned(c, hokensha, h, &was, &is, false);
    return st == ST_OK ? S_turned(c, hokensha, h, &is, &was, true) : st;
}

/* A 資格 that goes on at 75, now or when the day comes, without anybody's doing. was: the person may be told
 * of already. */
static enum status S_age(struct call *c, const struct kanyusha *k, bool was)
{
    char kara[9];
    int32_t today = clock_date(c->now), day = jotai_nanajugo(k->seinengappi, today);
    struct kakunin of = {.hokensha = k->hokensha, .kagi = k->edaban, .edaban = k->edaban, .kara = kara};
    bool is = day != INT32_MIN && strcmp(k->jotai, KANYUSHA_TORIKESHI) != 0 &&
              (!k->soshitsu_ymd || str_date(str_of(k->soshitsu_ymd)) > day);
    if (!is)
        return was ? S_drop(c, of, RULE_NANAJUGO) : ST_OK;
    str_from_date(day, kara);
    of.at = day > today ? clock_day(day) : c->now;
    of.uketsuke = day <= today && c->bulk_state ? c->uketsuke : NULL;
    return S_put(c, of, RULE_NANAJUGO);
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

static bool S_same_setai(const struct setai_hito *a, const struct setai_hito *b)
{
    return str_same(a->kigo, b->kigo) && str_same(a->bango, b->bango);
}

static bool S_same_shikaku(const struct setai_hito *a, const struct setai_hito *b)
{
    return S_same_setai(a, b) && str_same(a->honnin_kazoku, b->honnin_kazoku) &&
           str_same(a->shutoku_ymd, b->shutoku_ymd) && str_same(a->soshitsu_ymd, b->soshitsu_ymd) &&
           str_same(a->jotai, KANYUSHA_TORIKESHI) == str_same(b->jotai, KANYUSHA_TORIKESHI);
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

/* Of the rule of one; NULL: it is off, or no rule any more. */
static const struct rule_row *S_row(const struct call *c, const struct kakunin *k, enum rule *ret)
{
    const struct rule_row *row = NULL;
    *ret = rule_find(k->kisoku);
    bool off = *ret == RULE_COUNT ||
               rule_severity(&c->policy->rules, *ret, clock_date(c->now), NULL, &row) == SEVERITY_OFF;
    return off ? NULL : row;
}

enum status kakunin_list(struct call *c, const char *hokensha, const char *uketsuke, struct kakunin **ret,
                         size_t *ret_n)
{
    struct kakunin *list;
    enum rule rule;
    size_t n = 0;
    enum status st = unyo_kakunin_list(c->tx, hokensha, uketsuke, c->now, c->arena, &list, &n);
    *ret = list;
    *ret_n = 0;
    for (size_t i = 0; st == ST_OK && i < n; i++)
        if (S_row(c, &list[i], &rule))
            list[(*ret_n)++] = list[i];
    return st;
}

const char *kakunin_bun(struct call *c, const struct kakunin *k, const char **ret_code)
{
    enum rule rule;
    const struct rule_row *row = S_row(c, k, &rule);
    *ret_code = row ? status_info(row->status)->code : "";
    return row ? arena_printf(c->arena, "%s。項目「%s」 期待: %s、実際: %s", status_info(row->status)->text,
                              jotai_komoku(rule), jotai_want(rule),
                              jotai_have(rule, k->setai, k->edaban, k->aite, k->kara, c->arena))
               : NULL;
}

enum status kakunin_owari(struct call *c, const struct torikomi *t)
{
    struct kakunin *list;
    size_t n = 0;
    enum status st = kakunin_list(c, t->hokensha, t->uketsuke, &list, &n);
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
