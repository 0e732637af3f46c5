/* 処理区分 2 変更 and 4 喪失; see kanyusha_apply.h. */
#include "service/unyo/kanyusha_apply.h"

#include <string.h>

#include "service/unyo/kanyusha_hito.h"
#include "service/unyo/kanyusha_ido.h"
#include "service/unyo/kanyusha_kisoku.h"
#include "service/unyo/kanyusha_sound.h"

enum status kanyusha_henko(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct hito h;
    enum status st = hito_live(c, r->edaban, &h);
    if (st != ST_OK || (!r->sound && (st = kanyusha_sound(r, c->diag)) != ST_OK) ||
        (st = kisoku_henko(c, r, &h)) != ST_OK)
        return st;
    st = kanyusha_keep(c, &h.k, "変更", NULL);
    if (st == ST_OK)
        st = hito_changed(c, &h);
    if (st == ST_OK)
        *ret_edaban = h.k.edaban;
    return st;
}

/* The day of 喪失 of an earlier 資格, told by its day of 取得, is corrected. */
static enum status S_mae_soshitsu(struct call *c, struct hito *h, const struct shikaku *was, const char *ymd)
{
    struct shikaku s = *was;
    s.soshitsu_ymd = ymd;
    enum status st = hito_shikaku_drop(c, h, was);
    if (st == ST_OK)
        st = hito_shikaku_put(c, h, &s);
    return st == ST_OK ? kanyusha_step(c, &h->k, &s, "喪失", ymd) : st;
}

enum status kanyusha_soshitsu(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct hito h;
    enum status st = hito_live(c, r->edaban, &h);
    if (st != ST_OK)
        return st;
    if (!r->sound && (st = kanyusha_sound(r, c->diag)) != ST_OK)
        return st;
    const struct shikaku *mae;
    if ((st = kisoku_soshitsu(c, r, &h, &mae)) != ST_OK)
        return st;
    st = mae ? S_mae_soshitsu(c, &h, mae, r->soshitsu_ymd) : kanyusha_lose(c, &h, r->soshitsu_ymd);
    if (st == ST_OK)
        st = hito_changed(c, &h);
    if (st == ST_OK)
        *ret_edaban = h.k.edaban;
    return st;
}
