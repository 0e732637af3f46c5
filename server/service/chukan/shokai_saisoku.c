/* Message shokaiSaisoku {"uketsuke"}: the next ones of the file; see shokai_saisoku.h. Called by the courier
 * (world). */
#include "service/chukan/shokai_saisoku.h"

#include <stdlib.h>

#include "service/chukan/kaito.h"
#include "service/messages.h"

enum { AT_ONCE = 200 }; /* the writer is held for about 50 us each */

static enum status S_rest(struct call *c, const char *uketsuke)
{
    struct buf json = BUF_INIT;
    buf_addc(&json, '{');
    buf_json_member(&json, "uketsuke", uketsuke);
    buf_addc(&json, '}');
    enum status st = buf_ok(&json) ? message_put(c, "shokaiSaisoku", json.data, c->now) : ST_LIMIT;
    buf_release(&json);
    return st;
}

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
    return st == ST_OK && found ? S_rest(c, uketsuke) : st;
}

static enum status S_apply(struct call *c, const char *json)
{
    char *uketsuke = json_text(json, "$.uketsuke", NULL);
    enum status st = uketsuke ? shokai_saisoku(c, uketsuke) : ST_INTERNAL;
    free(uketsuke);
    return st;
}

const struct message message_shokai_saisoku = {
    .kind = "shokaiSaisoku",
    .from = DB_CHUKAN,
    .to = DB_CHUKAN,
    .asks = message_asks_many,
    .apply = S_apply,
};
