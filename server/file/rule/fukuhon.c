/* The rules over 副本; see fukuhon.h. Each finds one thing; `rules` at the end says of which records. */
#include "file/rule/fukuhon.h"

#include <stdio.h>
#include <string.h>

#include "base/str.h"
#include "file/rule/stand.h"

enum { SHOBYO_DAYS = 550, SHUSSAN_DAYS = 85 };

static const struct kikan *S_stored(const struct fukuhon_judged *x)
{
    for (size_t i = 0; i < x->others.n; i++)
        if (kikan_same(&x->others.list[i], &x->is))
            return &x->others.list[i];
    return NULL;
}

/* --- the same again -----------------------------------------------------------------------------------
 */

static enum status S_again(const struct fukuhon_judged *x, struct findings *f)
{
    return !x->all_equal ? ST_OK
                         : rule_found(f, RULE_FUKUHON_ONAJI, x->is.from, x->item, "未登録の副本の値",
                                      "%s（すべての値が登録済みの副本と同じ）", x->is.kagi);
}

static bool S_is_maiso(const struct kikan *k, const struct kikan_list *l)
{
    return k->kind == KIKAN_MAISO || (k->kind == KIKAN_KAZOKU_MAISO && stand_own(k, l));
}

/* A family benefit by the 枝番 of the 被保険者 is about somebody else of the family, whom nothing names. */
static enum status S_maiso(const struct fukuhon_judged *x, struct findings *f)
{
    if (x->all_equal || !S_is_maiso(&x->is, &x->others))
        return ST_OK;
    for (size_t i = 0; i < x->others.n; i++) {
        const struct kikan *k = &x->others.list[i];
        char at[32];
        if (!S_is_maiso(k, &x->others))
            continue;
        kikan_text(k, at);
        return rule_found(f, RULE_MAISO_NIDO, x->is.from, x->item, "一人に一度の埋葬料・家族埋葬料",
                          "%s %s に登録済み", kikan_mei(k->kind), at);
    }
    return ST_OK;
}

static bool S_warns(const struct findings *f, enum rule r, int32_t day)
{
    const struct rule_row *row;
    return rule_severity(f->policy, r, day, f->shubetsu, &row) == SEVERITY_WARN;
}

static enum status S_key(const struct fukuhon_judged *x, struct findings *f)
{
    return x->all_equal || !S_stored(x)
               ? ST_OK
               : rule_found(f, RULE_KAGI_ONAJI, x->is.from, x->item,
                            "未登録の副本（登録済みのものを直すのは処理区分 2 変更）", "%s は登録済み（%s）",
                            x->is.kagi,
                            S_warns(f, RULE_KAGI_ONAJI, x->is.from) ? "新しい版に置き換えた"
                                                                    : "値は元のまま");
}

/* --- on which 資格 ------------------------------------------------------------------------------------
 */

static const char *S_wanted(const struct kikan *k)
{
    return k->kind == KIKAN_GASSAN ? "資格期間に一日でもかかる期間"
                                   : "資格取得日から資格喪失日の前日まで（喪失後は健保法104条〜106条の範囲）";
}

/* The day that the person's 資格情報 begin. */
static void S_first(const struct kikan_list *l, char *want, size_t room)
{
    int32_t first = DAY_OPEN;
    char ymd[9];
    for (size_t i = 0; i < l->n; i++)
        if (l->list[i].kind == KIKAN_SHIKAKU && l->list[i].from < first)
            first = l->list[i].from;
    str_from_date(first, ymd);
    snprintf(want, room, "資格情報の初めての資格取得年月日（%s）以後", ymd);
}

static enum status S_stand(const struct fukuhon_judged *x, struct findings *f)
{
    const struct kikan *k = &x->is;
    bool kazoku = k->kind == KIKAN_KAZOKU_SHUSSAN || k->kind == KIKAN_KAZOKU_MAISO;
    enum stand stand = x->no_shikaku ? STAND_FINE : stand_of(k, &x->others, rule_kazoku(f));
    char at[32], want[96], shikaku[KIKAN_SHIKAKU_TEXT];
    if (stand == STAND_FINE)
        return ST_OK;
    kikan_text(k, at);
    kikan_shikaku_text(&x->others, shikaku);
    switch (stand) {
    case STAND_NOWHERE:
        return rule_found(f, RULE_SHIKAKU_SAKI, k->from, "被保険者枝番", "資格情報のある被保険者枝番",
                          "資格情報がない");
    case STAND_MAE:
        S_first(&x->others, want, sizeof want);
        return rule_found(f, RULE_SHIKAKU_MAE, k->from, k->kind == KIKAN_GASSAN ? x->saigo_mei : x->item,
                          want, "%s", at);
    case STAND_SOTO:
        return rule_found(f, k->kind == KIKAN_GASSAN ? RULE_GASSAN_SOTO : RULE_SHIKAKU_SOTO, k->from, x->item,
                          S_wanted(k), "%s（%s）", at, shikaku);
    case STAND_HITO:
        if (!kazoku)
            return rule_found(f, RULE_HONNIN_KAZOKU, k->from, "被保険者枝番",
                              "本人（本人家族区分 1）の資格情報", "本人家族区分 2");
        return rule_found(f, RULE_KAZOKU_CHIGAI, k->from, "被保険者枝番",
                          rule_kazoku(f) == KAZOKU_HIFUYOSHA ? "被扶養者（本人家族区分 2）の資格情報"
                                                             : "被保険者（本人家族区分 1）の資格情報",
                          "本人家族区分 %c", rule_kazoku(f) == KAZOKU_HIFUYOSHA ? '1' : '2');
    case STAND_OTHER:
        return rule_found(f, RULE_KAZOKU_EDABAN, k->from, "被保険者枝番", "家族（本人家族区分 2）の資格情報",
                          "本人家族区分 1");
    case STAND_NINKEI:
        return rule_found(f, RULE_NINKEI_SHOBYO, k->from, x->item,
                          "一般の資格の間（その喪失後は健保法104条の範囲）", "%s（任意継続または特例退職）",
                          at);
    case STAND_FINE:
        break;
    }
    return ST_OK;
}

/* --- beside other benefits ----------------------------------------------------------------------------
 */

/* b: each of the person's records, in turn. */
static enum status S_teate(const struct fukuhon_judged *x, const struct kikan *b, struct findings *f)
{
    const struct kikan *k = &x->is;
    enum kikan_kind other = k->kind == KIKAN_SHOBYO ? KIKAN_SHUSSAN_TEATE : KIKAN_SHOBYO;
    char at[32];
    if (b->kind != other || !kikan_overlap(b, k))
        return ST_OK;
    kikan_text(b, at);
    return rule_found(f, RULE_TEATE_KASANARI, b->from > k->from ? b->from : k->from, x->item,
                      "出産手当金と傷病手当金が重ならない支給期間", "%s %s", kikan_mei(other), at);
}

static enum status S_over_shussan(const struct fukuhon_judged *x, const struct kikan *b, struct findings *f)
{
    const struct kikan *k = &x->is;
    char at[32];
    if (b->kind != k->kind || kikan_same(b, k) || b->renban != k->renban || !kikan_overlap(b, k))
        return ST_OK;
    kikan_text(b, at);
    return rule_found(f, RULE_SHUSSAN_KASANARI, k->from, x->item,
                      "他の出産手当金と重ならない期間（追給・差額は支給連番を変える）", "%s", at);
}

static bool S_birth(const struct kikan *k, const struct kikan_list *l)
{
    return k->kind == KIKAN_SHUSSAN || (k->kind == KIKAN_KAZOKU_SHUSSAN && stand_own(k, l));
}

/* Twins are born on one day, and paid for in one row or in several. */
static enum status S_births(const struct fukuhon_judged *x, const struct kikan *b, struct findings *f)
{
    const struct kikan *k = &x->is;
    char at[32];
    if (kikan_same(b, k) || !S_birth(b, &x->others) || !S_birth(k, &x->others))
        return ST_OK;
    int32_t apart = b->from > k->from ? b->from - k->from : k->from - b->from;
    bool twice = apart == 0 && b->kind != k->kind;
    if (apart >= SHUSSAN_DAYS || (apart == 0 && !twice))
        return ST_OK;
    kikan_text(b, at);
    return twice ? rule_found(f, RULE_SHUSSAN_FUTAE, k->from, x->item, "本人か家族のどちらか一方の出産",
                              "%s %s", kikan_mei(b->kind), at)
                 : rule_found(f, RULE_SHUSSAN_AIDA, k->from, x->item, "ほかの出産と 85 日以上離れた日",
                              "%s %s から %d 日", kikan_mei(b->kind), at, (int)apart);
}

/* --- in itself ----------------------------------------------------------------------------------------
 */

static enum status S_long(const struct fukuhon_judged *x, struct findings *f)
{
    int32_t days = x->is.to - x->is.from + 1;
    return days <= SHOBYO_DAYS ? ST_OK
                               : rule_found(f, RULE_SHOBYO_NAGAI, x->is.from, x->item, "550 日までの支給期間",
                                            "%d 日", (int)days);
}

static enum status S_decided(const struct fukuhon_judged *x, struct findings *f)
{
    char want[64], have[9], first[9];
    if (x->kettei == DAY_NONE || x->kettei >= x->is.from)
        return ST_OK;
    str_from_date(x->kettei, have);
    str_from_date(x->is.from, first);
    snprintf(want, sizeof want, "%s 以後", first);
    return rule_found(f, RULE_KETTEI_MAE, x->is.from, x->kettei_mei, want, "%s", have);
}

static enum status S_future(const struct fukuhon_judged *x, struct findings *f)
{
    char want[64], today[9], have[9];
    bool kettei = x->kettei != DAY_NONE && x->kettei > x->today;
    if (!kettei && x->is.to <= x->today)
        return ST_OK;
    str_from_date(x->today, today);
    str_from_date(kettei ? x->kettei : x->is.to, have);
    snprintf(want, sizeof want, "きょう（%s）まで", today);
    return rule_found(f, RULE_ASU_IGO, x->is.from, kettei ? x->kettei_mei : x->saigo_mei, want, "%s", have);
}

/* --- which of which -----------------------------------------------------------------------------------
 */

enum { SHINKI = 1 << 0, HENKO = 1 << 1, KEPT = SHINKI | HENKO };

#define OF(kind) (1U << KIKAN_##kind)
#define ANY (~0U)
#define BENEFIT (ANY & ~(OF(OTHER) | OF(SHIKAKU)))

/* In the order in which they are told. */
static const struct {
    enum status (*judge)(const struct fukuhon_judged *x, struct findings *f);
    /* or, for each of the person's records */
    enum status (*beside)(const struct fukuhon_judged *x, const struct kikan *b, struct findings *f);
    unsigned kinds, kubun; /* of what is judged */
    bool alone;            /* refused by it, nothing else matters: it is stored already */
} rules[] = {
    {S_again, NULL, ANY, SHINKI, true},
    {S_maiso, NULL, OF(MAISO) | OF(KAZOKU_MAISO), SHINKI, false},
    {S_stand, NULL, BENEFIT, KEPT, false},
    {S_decided, NULL, BENEFIT, KEPT, false},
    {S_key, NULL, ANY, SHINKI, false},
    {S_long, NULL, OF(SHOBYO), KEPT, false},
    {NULL, S_teate, OF(SHOBYO) | OF(SHUSSAN_TEATE), KEPT, false},
    {NULL, S_over_shussan, OF(SHUSSAN_TEATE), KEPT, false},
    {NULL, S_births, OF(SHUSSAN) | OF(KAZOKU_SHUSSAN), KEPT, false},
    {S_future, NULL, BENEFIT, KEPT, false},
};

/* Of one row of `rules`. */
static enum status S_one(size_t r, const struct fukuhon_judged *x, struct findings *f)
{
    enum status st = rules[r].judge ? rules[r].judge(x, f) : ST_OK;
    for (size_t i = 0; rules[r].beside && rule_goes_on(st) && i < x->others.n; i++)
        st = rule_first(st, rules[r].beside(x, &x->others.list[i], f));
    return st;
}

enum status rule_fukuhon(const struct fukuhon_judged *x, struct findings *f)
{
    unsigned kind = 1U << x->is.kind, kubun = x->kubun == '1' ? SHINKI : HENKO;
    enum status st = ST_OK;
    f->shubetsu = kikan_shubetsu(x->is.kind);
    for (size_t r = 0; rule_goes_on(st) && r < sizeof rules / sizeof *rules; r++) {
        if (!(rules[r].kinds & kind) || !(rules[r].kubun & kubun))
            continue;
        st = rule_first(st, S_one(r, x, f));
        if (st != ST_OK && rules[r].alone)
            break;
    }
    return st;
}
