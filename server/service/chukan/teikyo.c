/* 情報提供; see teikyo.h. */
#include "service/chukan/teikyo.h"

#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "service/chukan/kaito_keep.h"
#include "service/chukan/kiroku.h"
#include "service/chukan/master.h"
#include "service/chukan/tomeru.h"
#include "service/chukan/tsuban.h"
#include "service/kekka_kubun.h"
#include "service/may.h"
#include "service/messages.h"

enum status teikyo_uketsuke(struct call *c, struct teikyo *t, const char *fugo)
{
    t->uketsuke_at = c->now;
    t->jotai = TEIKYO_UKETSUKE;
    enum status st = teikyo_add(c->tx, t, fugo, c->arena);
    return st == ST_OK ? kiroku_teikyo(c, t, KIROKU_YOKYU) : st;
}

enum status teikyo_uketsuke_shokai(struct call *c, const struct chukan_shokai *s)
{
    struct teikyo t = {.hokensha = s->teikyo_hokensha,
                       .tsuban = tsuban_of_shokai(c->arena, s->bango),
                       .shokai_bango = s->bango,
                       .shokaisha = s->hokensha,
                       .jimu_code = s->jimu_code,
                       .tetsuzuki = s->tetsuzuki,
                       .code = s->code,
                       .kijun_ymd = s->kijun_ymd,
                       .uketsuke_at = s->yokyu_at};
    enum status st = t.tsuban ? teikyo_add_shokai(c->tx, &t, s->edaban, c->arena) : ST_LIMIT;
    return st == ST_OK ? kiroku_teikyo(c, &t, KIROKU_YOKYU) : st;
}

/* What is to be answered. */
struct kotae {
    struct teikyo_hito hito;
    const char *kubun;
    struct chukan_kaito *list; /* of 該当あり: these */
    size_t n;
    bool held; /* one of them is 自動応答不可 */
};

/* 不開示 stands on the person (23条), as does a mismatch with 住基ネット, 自動応答不可 on one 副本; an answer
 * that left only that one out would pass for complete, so the whole is held. 自己情報提供不可 is a matter of
 * マイナポータル alone. */
static enum status S_decide(struct call *c, const struct teikyo *t, struct kotae *ret)
{
    const char *shubetsu = NULL;
    *ret = (struct kotae){.kubun = KEKKA_NASHI};
    enum status st = teikyo_hito(c->tx, t, c->arena, &ret->hito);
    if (st != ST_OK || ret->hito.people == 0)
        return st;
    bool tomeru = false, fuka = false; /* fuka: its base system lacks the 配信マスター that 情報提供 needs */
    st = ret->hito.fukaiji ? ST_OK : tomeru_teikyo(c, t, &tomeru);
    if (st == ST_OK)
        st = master_teikyo_fuka(c, t->hokensha, &fuka);
    if (st != ST_OK || ret->hito.fukaiji || tomeru || fuka) {
        ret->kubun = KEKKA_FUKA;
        return st;
    }
    st = chukan_tokutei_find(c->tx, t->code, c->arena, &shubetsu);
    if (st == ST_OK)
        st = teikyo_fukuhon(c->tx, t, shubetsu ? shubetsu : "", c->arena, &ret->list, &ret->n);
    for (size_t i = 0; st == ST_OK && i < ret->n; i++)
        ret->held = ret->held || ret->list[i].jido_oto_fuka;
    if (ret->n)
        ret->kubun = KEKKA_ARI;
    return st;
}

/* --- who asked hears of it -------------------------------------------------------------------------------
 */

static enum status S_shokai(struct call *c, const struct teikyo *t, struct chukan_shokai *ret)
{
    bool found = false;
    enum status st = chukan_shokai_get(c->tx, t->shokai_bango, c->arena, ret, &found);
    return st == ST_OK && !found
               ? diag_set(c->diag, ST_INTERNAL, "照会番号", "照会元の情報照会", t->shokai_bango)
               : st;
}

static enum status S_tell(struct call *c, const struct teikyo *t)
{
    struct chukan_shokai s;
    if (!t->shokai_bango)
        return message_put(c, "gaibuKaito", &(struct body_gaibu_kaito){t->tsuban, t->kekka_kubun, t->kaito},
                           c->now);
    enum status st = S_shokai(c, t, &s);
    return st == ST_OK ? kaito_keep(c, &s, t->kekka_kubun, t->kaito) : st;
}

/* t: its end, but for the time. Nothing happens when it has one. */
static enum status S_end(struct call *c, struct teikyo *t)
{
    bool first = false;
    t->kaito_at = c->now;
    enum status st = teikyo_owari(c->tx, t, &first);
    if (st == ST_OK && first)
        st = kiroku_teikyo(c, t, KIROKU_KAITO);
    return st == ST_OK && first ? S_tell(c, t) : st;
}

static enum status S_answer(struct call *c, const struct kotae *k, struct teikyo *t)
{
    struct buf json = BUF_INIT;
    buf_addc(&json, '[');
    for (size_t i = 0; i < k->n; i++)
        json_row(&json, kaito_row, &(struct kaito_row){k->list[i].shubetsu, k->list[i].komoku});
    buf_addc(&json, ']');
    t->jotai = TEIKYO_KAITO;
    t->edaban = k->hito.edaban;
    t->kekka_kubun = k->kubun;
    t->kaito = buf_ok(&json) ? arena_strdup(c->arena, json.data) : NULL;
    buf_release(&json);
    return t->kaito ? S_end(c, t) : ST_LIMIT;
}

/* Who asks goes on waiting. A time has no fifth digit of its year. */
static enum status S_hold(struct call *c, const struct teikyo *t, const struct kotae *k)
{
    const int64_t until = c->now + c->policy->teikyo_kigen_s, kigen = until < CLOCK_END ? until : CLOCK_END;
    bool first = false;
    enum status st = teikyo_horyu(c->tx, t, k->hito.edaban, kigen, &first);
    if (st != ST_OK || !first)
        return st;
    st = kiroku_teikyo(c, t, KIROKU_HORYU);
    if (st == ST_OK && t->shokai_bango)
        st = chukan_shokai_okuri(c->tx, t->shokai_bango, &first);
    return st == ST_OK
               ? message_put(c, "teikyoKigen", &(struct body_teikyo_kigen){t->hokensha, t->tsuban}, kigen)
               : st;
}

enum status teikyo_kimeru(struct call *c, const struct teikyo *t)
{
    struct kotae k;
    struct teikyo end = *t;
    if (strcmp(t->jotai, TEIKYO_UKETSUKE) != 0)
        return ST_OK;
    enum status st = S_decide(c, t, &k);
    return st != ST_OK ? st : k.held ? S_hold(c, t, &k) : S_answer(c, &k, &end);
}

enum status teikyo_kotaeru(struct call *c, const struct teikyo *t, struct teikyo_gyo *ret)
{
    struct kotae k;
    *ret = (struct teikyo_gyo){.t = *t};
    enum status st = t->edaban ? tomeru_hito(c, t->edaban, TOMERU_TEIKYO) : ST_OK;
    if (st == ST_OK)
        st = S_decide(c, t, &k);
    ret->fukuhon_su = st == ST_OK ? (int64_t)k.n : 0;
    return st == ST_OK ? S_answer(c, &k, &ret->t) : st;
}

enum status teikyo_kotowaru(struct call *c, const struct teikyo *t, const char *jotai, const char *riyu)
{
    struct teikyo end = *t;
    end.jotai = jotai;
    end.kekka_kubun = KEKKA_FUKA;
    end.riyu = riyu;
    end.kaito = "[]";
    return S_end(c, &end);
}

enum status teikyo_torikeshi(struct call *c, const struct chukan_shokai *s)
{
    struct teikyo t;
    bool first = false;
    const char *tsuban = tsuban_of_shokai(c->arena, s->bango);
    enum status st = tsuban ? teikyo_get(c->tx, s->teikyo_hokensha, tsuban, c->arena, &t, NULL) : ST_LIMIT;
    if (st != ST_OK)
        return st;
    t.jotai = TEIKYO_TORIKESHI;
    t.kaito_at = c->now;
    st = teikyo_owari(c->tx, &t, &first);
    return st == ST_OK && first ? kiroku_teikyo(c, &t, KIROKU_TORIKESHI) : st;
}

enum status teikyo_machi(struct call *c, const char *tsuban, struct teikyo *ret)
{
    bool found = false;
    enum status st = teikyo_get(c->tx, c->caller->hokensha, tsuban, c->arena, ret, &found);
    if (st == ST_OK && !found)
        return diag_set(c->diag, ST_TEIKYO_NONE, "処理通番", "自機関の受けた照会の処理通番", tsuban);
    if (st == ST_OK)
        st = may(c->caller, SOSA_JOHO_TEIKYO, &(struct may_about){.tokutei = ret->code}, c->diag);
    if (st == ST_OK && strcmp(ret->jotai, TEIKYO_MACHI) != 0)
        return diag_set(c->diag, ST_TEIKYO_OWATTA, "照会の状態", TEIKYO_MACHI, ret->jotai);
    if (st == ST_OK && ret->shokai_bango)
        c->work_of = ret->shokaisha; /* a link file of theirs may go on */
    if (st == ST_OK)
        c->concerns.edaban = ret->edaban;
    return st;
}
