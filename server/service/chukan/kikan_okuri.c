/* To 情報提供NWS; see kikan_okuri.h. */
#include "service/chukan/kikan_okuri.h"

#include "service/chukan/fugo.h"
#include "service/chukan/kaito_keep.h"
#include "service/chukan/tsuban.h"
#include "service/kekka_kubun.h"
#include "service/messages.h"

enum status kikan_okuri(struct call *c, const struct chukan_shokai *s)
{
    char id[FUGO_ID];
    bool first = false;
    enum status st = chukan_shokai_okuri(c->tx, s->bango, &first);
    if (st != ST_OK || !first)
        return st;
    st = fugo_id(c, s->hokensha, s->edaban, id);
    if (st == ST_OK && !id[0])
        return kaito_keep(c, s, KEKKA_NASHI, "[]");
    const struct body_kikan_shokai b = {
        .tsuban = tsuban_of_shokai(c->arena, s->bango),
        .shokaisha = s->hokensha,
        .teikyosha = s->teikyo_kikan,
        .id = id,
        .jimu_code = s->jimu_code,
        .tetsuzuki = s->tetsuzuki,
        .code = s->code,
        .kijun_ymd = s->kijun_ymd,
    };
    return st != ST_OK ? st : b.tsuban ? message_put(c, "kikanShokai", &b, c->now) : ST_LIMIT;
}

enum status kikan_torikeshi(struct call *c, const struct chukan_shokai *s)
{
    const struct body_kikan_torikeshi b = {tsuban_of_shokai(c->arena, s->bango), s->hokensha,
                                           s->teikyo_kikan};
    return b.tsuban ? message_put(c, "kikanTorikeshi", &b, c->now) : ST_LIMIT;
}
