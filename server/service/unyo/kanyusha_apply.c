/* 処理区分 2 to 5; see kanyusha_apply.h. */
#include "service/messages.h"
#include "service/unyo/kanyusha_apply.h"

#include <string.h>

#include "base/clock.h"
#include "service/unyo/kanyusha_ido.h"
#include "service/unyo/kanyusha_sound.h"
#include "store/unyo_fugo.h"

enum status kanyusha_require(struct call *c, const char *edaban, struct kanyusha *ret)
{
    bool found;
    if (!kanyusha_given(edaban))
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "被保険者枝番", "登録済みの被保険者枝番", "空");
    enum status st = unyo_kanyusha_find(c->tx, c->caller->hokensha, edaban, c->arena, ret, &found);
    if (st == ST_OK && !found)
        st = diag_set(c->diag, ST_KANYUSHA_NONE, "被保険者枝番", "登録済みの被保険者枝番", edaban);
    return st;
}

/* The same, and it is not cancelled. */
static enum status S_live(struct call *c, const char *edaban, struct kanyusha *ret)
{
    enum status st = kanyusha_require(c, edaban, ret);
    if (st == ST_OK && strcmp(ret->jotai, KANYUSHA_TORIKESHI) == 0)
        st = diag_set(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者", edaban);
    return st;
}

/* The same, and it is not lost. */
static enum status S_yuko(struct call *c, const char *edaban, struct kanyusha *ret)
{
    enum status st = S_live(c, edaban, ret);
    if (st == ST_OK && strcmp(ret->jotai, KANYUSHA_SOSHITSU) == 0)
        st = diag_setf(c->diag, ST_KANYUSHA_LOST, "被保険者枝番", "資格のある加入者",
                       "%s（資格喪失年月日 %s）", edaban, ret->soshitsu_ymd);
    return st;
}

enum status kanyusha_keep(struct call *c, struct kanyusha *k, const char *ido, const char *ymd)
{
    char today[9];
    str_from_date(clock_date(c->now), today);
    k->version++;
    k->koshin_at = c->now;
    k->ido = ido;
    k->ido_ymd = ymd ? ymd : today;
    enum status st = unyo_rireki_keep(c->tx, k->hokensha, k->edaban);
    if (st == ST_OK)
        st = unyo_kanyusha_update(c->tx, k);
    k->ido_ymd = NULL; /* today is gone */
    return st;
}

enum status kanyusha_ido(struct call *c, const struct kanyusha *k, const char *ido, const char *ymd)
{
    const struct body_kanyusha_ido b = {k->hokensha, k->edaban, ido, ymd};
    return message_put(c, "kanyushaIdo", &b, c->now);
}

enum status kanyusha_lose(struct call *c, struct kanyusha *k, const char *ymd)
{
    k->soshitsu_ymd = ymd;
    k->jotai = KANYUSHA_SOSHITSU;
    enum status st = kanyusha_keep(c, k, "喪失", ymd);
    return st == ST_OK ? kanyusha_ido(c, k, "喪失", ymd) : st;
}

/* Of a link file the rows of a chunk share what is asked once. */
static enum status S_chofuku(struct call *c, const struct kanyusha *was, const struct kanyusha *k)
{
    struct kanyusha_state one = {0}, *s = c->bulk_state ? c->bulk_state : &one;
    return chofuku_changed(c, &s->chofuku, was, k);
}

/* What a row of 変更 may tell but not change: those have a 処理区分 of their own. */
static enum status S_unchanged(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *k)
{
    if (kanyusha_given(r->kojin_bango) && strcmp(r->kojin_bango, k->kojin_bango) != 0)
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "個人番号",
                        "空または登録済みの個人番号（訂正は個人番号訂正で行う）", "登録と異なる番号");
    if (kanyusha_given(r->shutoku_ymd) && strcmp(r->shutoku_ymd, k->shutoku_ymd) != 0)
        return diag_setf(c->diag, ST_KANYUSHA_ITEM, "資格取得年月日", "空または登録済みの日付",
                         "%s（登録 %s）", r->shutoku_ymd, k->shutoku_ymd);
    if (kanyusha_given(r->soshitsu_ymd))
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "資格喪失年月日", "空（喪失は資格喪失で行う）",
                        r->soshitsu_ymd);
    return ST_OK;
}

enum status kanyusha_henko(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct kanyusha k;
    enum status st = S_yuko(c, r->edaban, &k);
    if (st != ST_OK || (!r->sound && (st = kanyusha_sound(r, c->diag)) != ST_OK) ||
        (st = S_unchanged(c, r, &k)) != ST_OK)
        return st;
    const struct {
        const char **to, *from;
    } items[] = {
        {&k.kigo, r->kigo},
        {&k.bango, r->bango},
        {&k.shimei, r->shimei},
        {&k.shimei_kana, r->shimei_kana},
        {&k.seibetsu, r->seibetsu},
        {&k.seinengappi, r->seinengappi},
        {&k.jusho, r->jusho},
        {&k.honnin_kazoku, r->honnin_kazoku},
        {&k.nintei_ymd, r->nintei_ymd},
    };
    int given = 0;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (kanyusha_given(items[i].from)) {
            *items[i].to = items[i].from;
            given++;
        }
    if (!given)
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "変更する項目", "1つ以上", "なし");
    if ((st = kanyusha_order(&k, c->diag)) == ST_OK)
        st = kanyusha_keep(c, &k, "変更", NULL);
    if (st == ST_OK)
        *ret_edaban = k.edaban;
    return st;
}

enum status kanyusha_teisei(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct kanyusha k, other;
    bool found;
    enum status st = S_live(c, r->edaban, &k);
    if (st != ST_OK || (st = kanyusha_sound_kojin_bango(r->kojin_bango, c->diag)) != ST_OK)
        return st;
    if (strcmp(k.kojin_bango, r->kojin_bango) == 0)
        return diag_set(c->diag, ST_KOJIN_BANGO_SAME, "個人番号", "訂正前と異なる番号", "訂正前と同じ番号");
    st = unyo_kanyusha_by_kojin(c->tx, k.hokensha, r->kojin_bango, c->arena, &other, &found);
    if (st != ST_OK)
        return st;
    if (found)
        return diag_setf(c->diag, ST_KANYUSHA_EXISTS, "個人番号", "未登録の個人番号",
                         "被保険者枝番 %s として登録済み", other.edaban);
    const struct kanyusha was = k;
    k.kojin_bango = r->kojin_bango;
    st = kanyusha_keep(c, &k, "訂正", NULL);
    if (st == ST_OK)
        st = S_chofuku(c, &was, &k);
    if (st == ST_OK)
        *ret_edaban = k.edaban;
    return st;
}

enum status kanyusha_soshitsu(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct kanyusha k, was;
    enum status st = S_yuko(c, r->edaban, &k);
    if (st != ST_OK)
        return st;
    if (!kanyusha_given(r->soshitsu_ymd))
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "資格喪失年月日", "暦にある日付 YYYYMMDD", "空");
    if (!r->sound && (st = kanyusha_sound(r, c->diag)) != ST_OK)
        return st;
    was = k;
    k.soshitsu_ymd = r->soshitsu_ymd;
    if ((st = kanyusha_order(&k, c->diag)) == ST_OK)
        st = kanyusha_lose(c, &k, r->soshitsu_ymd);
    if (st == ST_OK)
        st = S_chofuku(c, &was, &k);
    if (st == ST_OK)
        *ret_edaban = k.edaban;
    return st;
}

enum status kanyusha_torikeshi(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct kanyusha k;
    bool changed;
    char today[9];
    str_from_date(clock_date(c->now), today);
    enum status st = S_live(c, r->edaban, &k);
    if (st != ST_OK)
        return st;
    const struct kanyusha was = k;
    k.jotai = KANYUSHA_TORIKESHI;
    st = kanyusha_keep(c, &k, "取消", today);
    if (st == ST_OK)
        st = S_chofuku(c, &was, &k);
    /* a request of a link file at work has no row yet: one that is given up is never sent */
    if (st == ST_OK)
        st = unyo_fugo_insert(c->tx, k.yokyu, k.hokensha, k.edaban, c->now, 1);
    if (st == ST_OK)
        st = unyo_fugo_fail(c->tx, k.yokyu, "KANYUSHA_CANCELLED", NULL, c->now, &changed);
    if (st == ST_OK)
        st = kanyusha_ido(c, &k, "取消", today);
    if (st == ST_OK)
        *ret_edaban = k.edaban;
    return st;
}
