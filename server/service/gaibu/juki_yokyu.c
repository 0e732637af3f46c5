/* Message jukiYokyu: 住基ネット looks the 個人番号 up and 情報提供NWS answers its id to the 中間サーバー
 * (2.12.2 ④). A number that exists is never doubted, also when it is another person's (改訂履歴 1.5). */
#include <string.h>

#include "base/json.h"
#include "service/gaibu/juki_subete.h"
#include "service/messages.h"
#include "store/gaibu_jumin.h"

struct answer {
    struct buf rows;
    struct nws nws;
    const struct call *c;
};

static void S_answer(struct answer *x, const struct jumin_ask *ask)
{
    char id[NWS_ID], derived[JUMINHYO_CODE];
    const char *code = ask->juminhyo_code;
    if (!code && juki_subete_code(x->c->policy, ask->kojin_bango, derived))
        code = derived;
    if (call_finds(x->c, FIND_FUGO_NASHI, ask->hokensha, ask->edaban))
        code = NULL;
    const char *why = !code || !nws_id(&x->nws, code, id)                  ? "FUGO_JUKI_NONE"
                      : ask->jotai && strcmp(ask->jotai, JUMIN_SHOJO) == 0 ? "FUGO_JUKI_SHIBO"
                                                                           : NULL;
    const struct fugo_kekka_row row = {ask->yokyu_no, ask->hokensha, ask->edaban, why ? NULL : id, why};
    json_row(&x->rows, fugo_kekka_row, &row);
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_juki_yokyu *b = body;
    struct answer x = {.rows = BUF_INIT, .c = c};
    nws_open(&x.nws, c->policy->seed);
    buf_addc(&x.rows, '[');
    struct sql *asked = gaibu_jumin_ask(c->tx, b->yokyu);
    struct jumin_ask ask;
    bool more;
    enum status st;
    while ((st = gaibu_jumin_asked(asked, &ask, &more)) == ST_OK && more)
        S_answer(&x, &ask);
    buf_addc(&x.rows, ']');
    if (st == ST_OK)
        st = buf_ok(&x.rows) ? message_put(c, "fugoKekka", &(struct body_fugo_kekka){x.rows.data}, c->now)
                             : ST_LIMIT;
    buf_release(&x.rows);
    return st;
}

const struct message message_juki_yokyu = {
    .kind = "jukiYokyu",
    .from = DB_UNYO,
    .to = DB_GAIBU,
    MESSAGE_BODY(juki_yokyu),
    .apply = S_apply,
};
