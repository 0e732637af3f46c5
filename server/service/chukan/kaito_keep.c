/* The end of a 情報照会; see kaito_keep.h. */
#include "service/chukan/kaito_keep.h"

#include "service/chukan/kiroku.h"
#include "service/messages.h"

enum status kaito_keep(struct call *c, const struct chukan_shokai *s, const char *kekka_kubun,
                       const char *kaito)
{
    bool first = false;
    enum status st = chukan_shokai_answer(c->tx, s->bango, kekka_kubun, kaito, c->now, &first);
    if (st == ST_OK && first)
        st = kiroku_shokai(c, s, KIROKU_KAITO, kekka_kubun, kaito);
    return st == ST_OK && first && s->uketsuke ? file_answered(c, s->uketsuke, 1) : st;
}
