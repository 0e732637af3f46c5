/* Periods of one person against each other; see fukuhon_rules.h. Days are texts YYYYMMDD, so strcmp compares
 * them; an empty owari is open. */
#include "service/chukan/fukuhon_rules.h"

/* From worst to best. */
enum stand { STAND_NOWHERE, STAND_OUTSIDE, STAND_OTHER_PERSON, STAND_FINE };

static bool S_ends_before(const struct chukan_kikan *k, const char *day)
{
    return k->owari[0] && strcmp(k->owari, day) < 0;
}

static bool S_overlap(const struct chukan_kikan *a, const struct chukan_kikan *b)
{
    return !S_ends_before(a, a->kagi) && !S_ends_before(b, b->kagi) && !S_ends_before(a, b->kagi) &&
           !S_ends_before(b, a->kagi);
}

static bool S_covers(const struct chukan_kikan *shikaku, const struct chukan_kikan *k)
{
    return strcmp(shikaku->kagi, k->kagi) <= 0 && !S_ends_before(shikaku, k->owari);
}

static bool S_is(const struct chukan_kikan *k, const char *shubetsu)
{
    return shubetsu && strcmp(k->shubetsu, shubetsu) == 0;
}

static bool S_same(const struct chukan_kikan *a, const struct chukan_kikan *b)
{
    return S_is(a, b->shubetsu) && strcmp(a->kagi, b->kagi) == 0;
}

/* How k, of a kind other than 資格情報, stands on the 資格情報 that are there. The one with the key of p, if
 * any, is taken as p has it, or left out when it is gone. */
static enum stand S_stand(const struct fukuhon_kind *kind, const struct chukan_kikan *k,
                          const struct chukan_hito *hito, const struct fukuhon_plan *p, bool gone)
{
    enum stand best = STAND_NOWHERE;
    for (size_t i = 0; i < hito->kikan_n; i++) {
        const struct chukan_kikan *s = &hito->kikan[i];
        const struct fukuhon_kind *other = fukuhon_kind_find(s->shubetsu);
        bool planned = p && S_same(s, &p->kikan);
        if (!other || !other->shikaku || (planned && gone))
            continue;
        s = planned ? &p->kikan : s;
        enum stand is = !(kind->touches ? S_overlap(s, k) : S_covers(s, k)) ? STAND_OUTSIDE
                        : kind->honnin && kind->honnin != s->honnin         ? STAND_OTHER_PERSON
                                                                            : STAND_FINE;
        best = is > best ? is : best;
    }
    return best;
}

static const char *S_person(char honnin)
{
    return honnin == '1' ? "本人（本人家族区分 1）の資格情報" : "家族（本人家族区分 2）の資格情報";
}

static enum status S_on_shikaku(const struct fukuhon_plan *p, const struct chukan_hito *hito, struct diag *d)
{
    const struct chukan_kikan *k = &p->kikan;
    switch (S_stand(p->kind, k, hito, NULL, false)) {
    case STAND_NOWHERE:
        return diag_set(d, ST_SHIKAKU_FIRST, "被保険者枝番", "資格情報のある被保険者枝番", "資格情報がない");
    case STAND_OUTSIDE:
        return diag_setf(d, ST_OUTSIDE_SHIKAKU, p->item,
                         p->kind->touches ? "資格期間にかかる期間" : "資格取得日から資格喪失日の前日まで",
                         "%s〜%s", k->kagi, k->owari);
    case STAND_OTHER_PERSON:
        return diag_setf(d, ST_FUKUHON_HONNIN, "被保険者枝番", S_person(p->kind->honnin), "本人家族区分 %c",
                         p->kind->honnin == '1' ? '2' : '1');
    case STAND_FINE:
        break;
    }
    return ST_OK;
}

enum status fukuhon_fits(const struct fukuhon_plan *p, const struct chukan_hito *hito, struct diag *d)
{
    const char *other = p->kind->shikaku ? p->kind->shubetsu : p->kind->not_with;
    enum status st = p->kind->shikaku ? ST_OK : S_on_shikaku(p, hito, d);
    for (size_t i = 0; st == ST_OK && i < hito->kikan_n; i++) {
        const struct chukan_kikan *k = &hito->kikan[i];
        if (!S_is(k, other) || S_same(k, &p->kikan) || !S_overlap(k, &p->kikan))
            continue;
        st = p->kind->shikaku
                 ? diag_setf(d, ST_SHIKAKU_OVERLAP, p->item, "他の資格期間と重ならない期間", "%s〜%s",
                             k->kagi, k->owari)
                 : diag_setf(d, ST_FUKUHON_OVERLAP, p->item, "出産手当金と傷病手当金が重ならない支給期間",
                             "%s %s〜%s", k->shubetsu, k->kagi, k->owari);
    }
    return st;
}

enum status fukuhon_leaves(const struct fukuhon_plan *p, bool gone, const struct chukan_hito *hito,
                           struct diag *d)
{
    enum status st = ST_OK;
    for (size_t i = 0; st == ST_OK && i < hito->kikan_n; i++) {
        const struct chukan_kikan *k = &hito->kikan[i];
        const struct fukuhon_kind *kind = fukuhon_kind_find(k->shubetsu);
        if (!kind || kind->shikaku)
            continue;
        enum stand then = S_stand(kind, k, hito, p, gone);
        if (then >= S_stand(kind, k, hito, NULL, false))
            continue;
        if (then == STAND_OTHER_PERSON)
            st = diag_setf(d, ST_FUKUHON_FIXED, "本人家族区分", S_person(kind->honnin),
                           "%s %s〜%s があります", k->shubetsu, k->kagi, k->owari);
        else
            st = diag_setf(d, ST_FUKUHON_IN_USE, "資格期間", "他の副本が外に残らない資格期間",
                           "%s %s〜%s が残ります", k->shubetsu, k->kagi, k->owari);
    }
    return st;
}
