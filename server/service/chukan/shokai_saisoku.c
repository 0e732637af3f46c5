/* Message shokaiSaisoku: the next ones of the file; see shokai_saisoku.h. Called by the courier
 * (world). */
#include "service/chukan/shokai_saisoku.h"

#include "service/chukan/kaito.h"
#include "service/messages.h"

enum { AT_ONCE = 200 }; /* the writer is held for about 50 us each */

enum status shokai_saisoku(struct call *c, const char *uketsuke)
{
    struct chukan_shokai s;
    bool found = true;
    enum status st = ST_OK;
    for (int i = 0; i < AT_ONCE && st == ST_OK && found; i++) {
        st = chukan_shokai_machi(c->tx, uketsuke, c->arena, &s, &found);
        if (st == ST_OK && found)
            st = kaito_make(c, &s);
    }
    return st == ST_OK && found ? message_put(c, "shokaiSaisoku", &(struct body_saisoku){uketsuke}, c->now)
                                : st;
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_saisoku *b = body;
    return shokai_saisoku(c, b->uketsuke);
}

const struct message message_shokai_saisoku = {
    .kind = "shokaiSaisoku",
    .from = DB_CHUKAN,
    .to = DB_CHUKAN,
    MESSAGE_BODY(saisoku),
    .asks = message_asks_many,
    .apply = S_apply,
};
