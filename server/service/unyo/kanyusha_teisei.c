/* 処理区分 3 個人番号訂正; see kanyusha_apply.h. */
#include <string.h>

#include "service/joho/fugo_hanasu.h"
#include "service/unyo/kanyusha_ido.h"
#include "service/unyo/kanyusha_irekae.h"
#include "service/unyo/kanyusha_kisoku.h"
#include "service/unyo/kanyusha_sound.h"
#include "store/unyo_fugo.h"

enum { ONE = 8 << 20 }; /* of one who moves with others */

#define TEISEI_MOREI "2" /* 訂正事由: the number was right, and leaked; the person's 符号 is still theirs */

/* The first number that the person has: its 符号 is asked for at once, since a number is told for nothing
 * else and nobody would know to ask again. */
static enum status S_ask(struct call *c, struct kanyusha *k, struct kanyusha_state *s)
{
    enum status st = fugo_take(c, &s->fugo, &k->yokyu);
    return st == ST_OK ? unyo_fugo_insert(c->tx, k->yokyu, k->hokensha, k->edaban, c->now, 1) : st;
}

static enum status S_apply(struct call *c, struct hito *h, const char *jiyu, struct kanyusha_state *s,
                           bool ahead)
{
    bool first = !*h->was.kojin_bango;
    bool wrong = !first && (!jiyu || strcmp(jiyu, TEISEI_MOREI) != 0);
    enum status st = first ? S_ask(c, &h->k, s) : ST_OK;
    if (st == ST_OK)
        st = kanyusha_keep(c, &h->k, "訂正", NULL);
    if (st == ST_OK && wrong && c->policy->teisei_fugo == TEISEI_HANASU)
        st = fugo_hanasu(c, &h->k);
    if (st == ST_OK)
        st = hito_changed(c, h);
    return st == ST_OK ? irekae_mark(c, h->k.edaban, ahead) : st;
}

/* Another than the one whose row it is. */
static enum status S_other(struct call *c, const struct irekae *x, struct kanyusha_state *s)
{
    struct hito h;
    enum status st = hito_live(c, x->edaban, &h);
    h.k.kojin_bango = x->kojin_bango;
    return st == ST_OK ? S_apply(c, &h, x->jiyu, s, true) : st;
}

/* All at once, from the one who takes a free number on: nobody may look in between. Many may move: what each
 * of them needs is forgotten with it. Nobody is kept from moving by the first one's number, which becomes
 * free: they would keep the first one as well. */
static enum status S_exchange(struct call *c, struct hito *first, const struct irekae *list, size_t n,
                              bool parks, struct kanyusha_state *s)
{
    struct arena *row = c->arena, *one = arena_new(ONE);
    enum status st = !one ? ST_LIMIT : parks ? unyo_kanyusha_park(c->tx, &first->was) : ST_OK;
    c->arena = one;
    for (size_t i = n; st == ST_OK && --i > 0;) {
        st = S_other(c, &list[i], s);
        arena_reset(one);
    }
    c->arena = row;
    arena_free(one);
    return st == ST_OK ? S_apply(c, first, list->jiyu, s, false) : st;
}

/* The number is other's. */
static enum status S_taken(struct call *c, struct hito *h, const char *jiyu, const char *other,
                           struct kanyusha_state *s)
{
    const struct irekae first = {h->k.edaban, h->k.kojin_bango, jiyu};
    struct irekae *list = NULL;
    size_t n = 0;
    bool parks = false;
    enum status st = irekae_find(c, h->was.kojin_bango, &first, &list, &n, &parks);
    if (st == ST_OK && n)
        return S_exchange(c, h, list, n, parks, s);
    if (st == ST_OK)
        st = irekae_mark(c, h->k.edaban, false);
    return st == ST_OK ? diag_setf(c->diag, ST_KANYUSHA_EXISTS, "個人番号", "未登録の個人番号",
                                   "被保険者枝番 %s として登録済み", other)
                       : st;
}

static enum status S_correct(struct call *c, struct hito *h, const char *jiyu, struct kanyusha_state *s)
{
    struct kanyusha other;
    bool found = false;
    enum status st = unyo_kanyusha_by_kojin(c->tx, h->k.hokensha, h->k.kojin_bango, c->arena, &other, &found);
    if (st != ST_OK || found)
        return st == ST_OK ? S_taken(c, h, jiyu, other.edaban, s) : st;
    st = S_apply(c, h, jiyu, s, false);
    return st == ST_OK ? irekae_freed(c, h->was.kojin_bango) : st;
}

enum status kanyusha_teisei(struct call *c, const struct kanyusha_irai *r, struct kanyusha_state *s,
                            const char **ret_edaban)
{
    struct hito h;
    bool done;
    enum status st = hito_live(c, r->edaban, &h);
    if (st != ST_OK || (st = kanyusha_sound_kojin_bango(r->kojin_bango, c->diag)) != ST_OK ||
        (st = irekae_done(c, h.was.edaban, &done)) != ST_OK)
        return st;
    if ((st = kisoku_teisei(c, r, &h, done)) != ST_OK)
        return st;
    h.k.kojin_bango = r->kojin_bango;
    st = done ? irekae_mark(c, h.was.edaban, false)
              : S_correct(c, &h, kanyusha_given(r->teisei_jiyu) ? r->teisei_jiyu : NULL, s);
    if (st == ST_OK)
        *ret_edaban = h.was.edaban;
    return st;
}
