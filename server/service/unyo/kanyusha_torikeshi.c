/* 処理区分 5 取消 and 6 喪失取消; see kanyusha_apply.h. */
#include <string.h>

#include "base/clock.h"
#include "service/unyo/kanyusha_hito.h"
#include "service/unyo/kanyusha_ido.h"
#include "service/unyo/kanyusha_irekae.h"
#include "service/unyo/kanyusha_kisoku.h"
#include "store/unyo_fugo.h"

/* The only 資格: the person goes with it, the 個人番号 is free, a request under way is given up. */
static enum status S_all(struct call *c, struct hito *h)
{
    struct kanyusha *k = &h->k;
    bool changed;
    char today[9];
    str_from_date(clock_date(c->now), today);
    k->jotai = KANYUSHA_TORIKESHI;
    enum status st = kanyusha_keep(c, k, "取消", today);
    h->ido = "取消";
    h->ido_ymd = arena_strdup(c->arena, today);
    if (st == ST_OK)
        st = irekae_freed(c, h->was.kojin_bango);
    if (st != ST_OK || k->yokyu == KANYUSHA_NO_YOKYU)
        return st;
    /* a request of a link file at work has no row yet: one that is given up is never sent */
    st = unyo_fugo_insert(c->tx, k->yokyu, k->hokensha, k->edaban, c->now, 1);
    return st == ST_OK ? unyo_fugo_fail(c->tx, k->yokyu, "KANYUSHA_CANCELLED", NULL, c->now, &changed) : st;
}

/* One of the earlier ones. */
static enum status S_mae(struct call *c, struct hito *h, const struct shikaku *s)
{
    enum status st = hito_shikaku_drop(c, h, s);
    return st == ST_OK ? kanyusha_step(c, &h->k, s, "取消", NULL) : st;
}

/* The latest of several: the one before it is the present one again, as it ended. */
static enum status S_latest(struct call *c, struct hito *h)
{
    const struct shikaku gone = kanyusha_shikaku(&h->was), *last = &h->shikaku[h->n - 1];
    struct kanyusha *k = &h->k;
    k->shutoku_ymd = last->shutoku_ymd;
    k->soshitsu_ymd = last->soshitsu_ymd;
    k->kigo = last->kigo;
    k->bango = last->bango;
    k->honnin_kazoku = last->honnin_kazoku;
    k->nintei_ymd = last->nintei_ymd;
    k->jotai = kanyusha_jotai(k->soshitsu_ymd, c->now);
    enum status st = hito_shikaku_drop(c, h, last);
    if (st == ST_OK)
        st = kanyusha_step(c, k, &gone, "取消", NULL);
    return st == ST_OK ? kanyusha_tell_loss(c, h, strcmp(h->was.jotai, KANYUSHA_SOSHITSU) == 0) : st;
}

enum status kanyusha_torikeshi(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct hito h;
    enum status st = hito_live(c, r->edaban, &h);
    if (st != ST_OK)
        return st;
    const struct shikaku *mae;
    st = kisoku_torikeshi(c, r, &h, &mae);
    if (st == ST_OK)
        st = mae ? S_mae(c, &h, mae) : h.n ? S_latest(c, &h) : S_all(c, &h);
    if (st == ST_OK)
        st = hito_changed(c, &h);
    if (st == ST_OK)
        *ret_edaban = h.k.edaban;
    return st;
}

enum status kanyusha_soshitsu_torikeshi(struct call *c, const struct kanyusha_irai *r,
                                        const char **ret_edaban)
{
    struct hito h;
    enum status st = hito_live(c, r->edaban, &h);
    if (st != ST_OK)
        return st;
    if ((st = kisoku_soshitsu_torikeshi(c, r, &h)) != ST_OK)
        return st;
    h.k.soshitsu_ymd = NULL;
    h.k.jotai = KANYUSHA_YUKO;
    const struct shikaku s = kanyusha_shikaku(&h.k);
    st = kanyusha_step(c, &h.k, &s, "喪失取消", NULL);
    h.ido = "喪失取消";
    if (st == ST_OK)
        st = hito_changed(c, &h);
    if (st == ST_OK)
        *ret_edaban = h.k.edaban;
    return st;
}
