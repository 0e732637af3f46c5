/* 処理区分 2 変更 and 4 喪失; see kanyusha_apply.h. */
#include "service/unyo/kanyusha_apply.h"

#include <string.h>

#include "service/unyo/kanyusha_hito.h"
#include "service/unyo/kanyusha_ido.h"
#include "service/unyo/kanyusha_kisoku.h"
#include "service/unyo/kanyusha_sound.h"

/* What a row of 変更 may tell but not change: those have a 処理区分 of their own. */
static enum status S_unchanged(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *k)
{
    if (kanyusha_given(r->kojin_bango) && strcmp(r->kojin_bango, k->kojin_bango) != 0)
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "個人番号",
                        "空または登録済みの個人番号（訂正は個人番号訂正で行う）", "登録と異なる番号");
    if (kanyusha_given(r->soshitsu_ymd) &&
        (!k->soshitsu_ymd || strcmp(r->soshitsu_ymd, k->soshitsu_ymd) != 0))
        return diag_setf(c->diag, ST_KANYUSHA_ITEM, "資格喪失年月日",
                         "空または登録済みの日付（喪失とその訂正は資格喪失で行う）", "%s（登録 %s）",
                         r->soshitsu_ymd, k->soshitsu_ymd ? k->soshitsu_ymd : "なし");
    return ST_OK;
}

/* How many items were given. */
static int S_take(struct kanyusha *k, const struct kanyusha_irai *r)
{
    const struct {
        const char **to, *from;
    } items[] = {
        {&k->kigo, r->kigo},
        {&k->bango, r->bango},
        {&k->shimei, r->shimei},
        {&k->shimei_kana, r->shimei_kana},
        {&k->seibetsu, r->seibetsu},
        {&k->seinengappi, r->seinengappi},
        {&k->jusho, r->jusho},
        {&k->honnin_kazoku, r->honnin_kazoku},
        {&k->shutoku_ymd, r->shutoku_ymd},
        {&k->nintei_ymd, r->nintei_ymd},
    };
    int given = 0;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (kanyusha_given(items[i].from)) {
            *items[i].to = items[i].from;
            given++;
        }
    return given;
}

enum status kanyusha_henko(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct hito h;
    enum status st = hito_live(c, r->edaban, &h);
    if (st != ST_OK || (!r->sound && (st = kanyusha_sound(r, c->diag)) != ST_OK) ||
        (st = S_unchanged(c, r, &h.was)) != ST_OK)
        return st;
    struct kanyusha *k = &h.k;
    if (!S_take(k, r))
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "変更する項目", "1つ以上", "なし");
    bool moved = strcmp(k->shutoku_ymd, h.was.shutoku_ymd) != 0;
    st = kanyusha_order(k, c->diag);
    if (st == ST_OK && moved)
        st = hito_fits(c, &h, false, NULL, k->shutoku_ymd, k->soshitsu_ymd);
    if (st == ST_OK)
        st = kisoku_hizuke(c, k, &h.was);
    if (st == ST_OK)
        st = kisoku_henko(c, r, &h.was);
    if (st == ST_OK)
        st = kanyusha_keep(c, k, "変更", NULL);
    if (st == ST_OK && moved)
        st = hito_changed(c, &h);
    if (st == ST_OK)
        *ret_edaban = k->edaban;
    return st;
}

static enum status S_lost_already(struct call *c, const char *edaban, const char *soshitsu_ymd)
{
    return diag_setf(c->diag, ST_KANYUSHA_LOST, "被保険者枝番",
                     "資格のある加入者、または登録と異なる資格喪失年月日", "%s（資格喪失年月日 %s）", edaban,
                     soshitsu_ymd);
}

/* What a row of 喪失 tells beside its day. */
static enum status S_rest(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *k,
                          const struct shikaku *s)
{
    struct kanyusha_irai rest = *r;
    rest.soshitsu_ymd = NULL;
    return kisoku_sute(c, &rest, k, s);
}

/* The day of 喪失 of an earlier 資格, told by its day of 取得, is corrected. */
static enum status S_mae_soshitsu(struct call *c, struct hito *h, const struct shikaku *was,
                                  const struct kanyusha_irai *r)
{
    const char *ymd = r->soshitsu_ymd;
    struct kanyusha as = h->k;
    struct shikaku s = *was;
    as.shutoku_ymd = s.shutoku_ymd;
    as.soshitsu_ymd = s.soshitsu_ymd = ymd;
    if (strcmp(was->soshitsu_ymd, ymd) == 0)
        return S_lost_already(c, h->k.edaban, ymd);
    enum status st = kanyusha_order(&as, c->diag);
    if (st == ST_OK)
        st = hito_fits(c, h, true, was, s.shutoku_ymd, ymd);
    if (st == ST_OK)
        st = S_rest(c, r, &h->was, was);
    if (st == ST_OK)
        st = unyo_shikaku_drop(c->tx, as.hokensha, as.edaban, was);
    if (st == ST_OK)
        st = unyo_shikaku_put(c->tx, as.hokensha, as.edaban, &s);
    return st == ST_OK ? kanyusha_step(c, &h->k, &s, "喪失", ymd) : st;
}

static enum status S_soshitsu(struct call *c, struct hito *h, const struct kanyusha_irai *r)
{
    struct kanyusha *k = &h->k;
    const char *ymd = r->soshitsu_ymd;
    if (k->soshitsu_ymd && strcmp(k->soshitsu_ymd, ymd) == 0)
        return S_lost_already(c, k->edaban, ymd);
    struct kanyusha then = *k;
    then.soshitsu_ymd = ymd;
    enum status st = kanyusha_order(&then, c->diag);
    if (st == ST_OK)
        st = hito_fits(c, h, false, NULL, k->shutoku_ymd, ymd);
    if (st == ST_OK)
        st = kisoku_hizuke(c, &then, k);
    if (st == ST_OK)
        st = S_rest(c, r, k, NULL);
    return st == ST_OK ? kanyusha_lose(c, k, ymd) : st;
}

enum status kanyusha_soshitsu(struct call *c, const struct kanyusha_irai *r, const char **ret_edaban)
{
    struct hito h;
    enum status st = hito_live(c, r->edaban, &h);
    if (st != ST_OK)
        return st;
    if (!kanyusha_given(r->soshitsu_ymd))
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "資格喪失年月日", "暦にある日付 YYYYMMDD", "空");
    if (!r->sound && (st = kanyusha_sound(r, c->diag)) != ST_OK)
        return st;
    bool now = !kanyusha_given(r->shutoku_ymd) || strcmp(r->shutoku_ymd, h.was.shutoku_ymd) == 0;
    const struct shikaku *mae = now ? NULL : hito_mae_of(&h, r->shutoku_ymd);
    st = mae ? S_mae_soshitsu(c, &h, mae, r) : S_soshitsu(c, &h, r);
    if (st == ST_OK)
        st = hito_changed(c, &h);
    if (st == ST_OK)
        *ret_edaban = h.k.edaban;
    return st;
}
