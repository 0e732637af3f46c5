/* 処理区分 3 個人番号訂正; see kanyusha_apply.h. */
#include <string.h>

#include "service/joho/fugo_hanasu.h"
#include "service/unyo/kanyusha_ido.h"
#include "service/unyo/kanyusha_irekae.h"
#include "service/unyo/kanyusha_kisoku.h"
#include "service/unyo/kanyusha_sound.h"
#include "store/unyo_fugo.h"

#define TEISEI_MOREI "2" /* 訂正事由: the number was right, and leaked; the person's 符号 is still theirs */

/* The first number that the person has: its 符号 is asked for at once, since a number is told for nothing
 * else and nobody would know to ask again. */
static enum status S_ask(struct call *c, struct kanyusha *k, struct kanyusha_state *s)
{
    enum status st = fugo_take(c, &s->fugo, &k->yokyu);
    return st == ST_OK ? unyo_fugo_insert(c->tx, k->yokyu, k->hokensha, k->edaban, c->now, 1) : st;
}

static enum status S_apply(struct call *c, struct irekae *x, struct kanyusha_state *s, bool ahead)
{
    bool first = !*x->hito.was.kojin_bango;
    bool wrong = !first && (!x->jiyu || strcmp(x->jiyu, TEISEI_MOREI) != 0);
    enum status st = first ? S_ask(c, &x->hito.k, s) : ST_OK;
    if (st == ST_OK)
        st = kanyusha_keep(c, &x->hito.k, "訂正", NULL);
    if (st == ST_OK && wrong && c->policy->teisei_fugo == TEISEI_HANASU)
        st = fugo_hanasu(c, &x->hito.k);
    if (st == ST_OK)
        st = hito_changed(c, &x->hito);
    return st == ST_OK ? irekae_mark(c, x->hito.k.edaban, ahead) : st;
}

/* All at once: nobody may look in between. */
static enum status S_exchange(struct call *c, struct irekae *list, size_t n, bool park,
                              struct kanyusha_state *s)
{
    enum status st = park ? unyo_kanyusha_park(c->tx, &list[n - 1].hito.was) : ST_OK;
    for (size_t i = 0; st == ST_OK && i < n; i++)
        st = S_apply(c, &list[i], s, i < n - 1);
    return st;
}

/* The number is other's. */
static enum status S_taken(struct call *c, struct irekae *first, const struct kanyusha *other,
                           struct kanyusha_state *s)
{
    struct irekae *list = NULL;
    size_t n = 0;
    bool park = false;
    enum status st = irekae_find(c, first, other, &list, &n, &park);
    if (st == ST_OK && n)
        return S_exchange(c, list, n, park, s);
    if (st == ST_OK)
        st = irekae_mark(c, first->hito.k.edaban, false);
    return st == ST_OK ? diag_setf(c->diag, ST_KANYUSHA_EXISTS, "個人番号", "未登録の個人番号",
                                   "被保険者枝番 %s として登録済み", other->edaban)
                       : st;
}

static enum status S_correct(struct call *c, struct irekae *x, struct kanyusha_state *s)
{
    struct kanyusha other;
    bool found = false;
    const struct kanyusha *k = &x->hito.k;
    enum status st = unyo_kanyusha_by_kojin(c->tx, k->hokensha, k->kojin_bango, c->arena, &other, &found);
    if (st != ST_OK)
        return st;
    return found ? S_taken(c, x, &other, s) : S_apply(c, x, s, false);
}

enum status kanyusha_teisei(struct call *c, const struct kanyusha_irai *r, struct kanyusha_state *s,
                            const char **ret_edaban)
{
    struct irekae x = {.jiyu = kanyusha_given(r->teisei_jiyu) ? r->teisei_jiyu : NULL};
    struct hito *h = &x.hito;
    bool done;
    enum status st = hito_live(c, r->edaban, h);
    if (st != ST_OK || (st = kanyusha_sound_kojin_bango(r->kojin_bango, c->diag)) != ST_OK ||
        (st = irekae_done(c, h->was.edaban, &done)) != ST_OK)
        return st;
    if ((st = kisoku_teisei(c, r, h, done)) != ST_OK)
        return st;
    h->k.kojin_bango = r->kojin_bango;
    st = done ? irekae_mark(c, h->was.edaban, false) : S_correct(c, &x, s);
    if (st == ST_OK)
        *ret_edaban = h->was.edaban;
    return st;
}
