/* What the provider's 副本 answer; see kaito.h. */
#include "service/chukan/kaito.h"

#include "base/json.h"
#include "service/chukan/kikan_okuri.h"
#include "service/chukan/kiroku.h"
#include "service/messages.h"

/* Decides 該当あり, 該当なし, 提供不可, and collects what is given. 不開示 stands on the person (23条),
 * 自動応答不可 on one 副本; an answer that left only that one out would pass for complete, so the whole is
 * not given. */
static enum status S_decide(struct call *c, const struct chukan_shokai *s, const char *shubetsu,
                            const char **ret_kubun, struct chukan_kaito **ret, size_t *ret_n)
{
    struct chukan_teikyo hito;
    enum status st = chukan_teikyo_hito(c->tx, s, c->arena, &hito);
    *ret_kubun = "該当なし";
    if (st != ST_OK || hito.people == 0)
        return st;
    *ret_kubun = "提供不可";
    if (hito.fukaiji)
        return ST_OK;
    st = chukan_teikyo_list(c->tx, s, shubetsu, c->arena, ret, ret_n);
    if (st != ST_OK)
        return st;
    *ret_kubun = *ret_n ? "該当あり" : "該当なし";
    for (size_t i = 0; i < *ret_n; i++)
        if ((*ret)[i].jido_oto_fuka)
            *ret_kubun = "提供不可";
    return ST_OK;
}

enum status kaito_keep(struct call *c, const struct chukan_shokai *s, const char *kekka_kubun,
                       const char *kaito)
{
    bool first = false;
    enum status st = chukan_shokai_answer(c->tx, s->bango, kekka_kubun, kaito, c->now, &first);
    if (st == ST_OK && first)
        st = kiroku_shokai(c, s, KIROKU_KAITO, kekka_kubun, kaito);
    return st == ST_OK && first && s->uketsuke ? file_answered(c, s->uketsuke, 1) : st;
}

static enum status S_own(struct call *c, const struct chukan_shokai *s)
{
    const char *shubetsu = NULL, *kubun = NULL;
    struct chukan_kaito *list = NULL;
    size_t n = 0;
    struct buf json = BUF_INIT;
    enum status st = chukan_tokutei_find(c->tx, s->code, c->arena, &shubetsu);
    if (st == ST_OK)
        st = S_decide(c, s, shubetsu ? shubetsu : "", &kubun, &list, &n);
    if (st != ST_OK)
        return st;
    buf_addc(&json, '[');
    for (size_t i = 0; strcmp(kubun, "該当あり") == 0 && i < n; i++)
        json_row(&json, kaito_row, &(struct kaito_row){list[i].shubetsu, list[i].komoku});
    buf_addc(&json, ']');
    st = buf_ok(&json) ? kaito_keep(c, s, kubun, json.data) : ST_LIMIT;
    buf_release(&json);
    return st;
}

enum status kaito_make(struct call *c, const struct chukan_shokai *s)
{
    return s->teikyo_hokensha ? S_own(c, s) : kikan_okuri(c, s);
}
