/* Message jukiYokyu: 住基ネット looks the 個人番号 up and 情報提供NWS answers its ID code to the 中間サーバー
 * (2.12.2 ④). A number that exists is never doubted, also when it is another person's (改訂履歴 1.5). */
#include <string.h>

#include "service/gaibu/nws.h"
#include "service/messages.h"
#include "store/gaibu_jumin.h"

struct answer {
    struct buf json;
    uint64_t seed;
};

static void S_text(struct buf *b, const char *s)
{
    buf_addc(b, ',');
    buf_json_str(b, s);
}

static void S_each(const struct jumin_ask *ask, void *cls)
{
    struct answer *x = cls;
    char code[NWS_ID_CODE];
    const char *why = !ask->juminhyo_code                    ? "FUGO_JUKI_NONE"
                      : strcmp(ask->jotai, JUMIN_SHOJO) == 0 ? "FUGO_JUKI_SHIBO"
                                                             : NULL;
    if (!why)
        nws_id_code(x->seed, ask->juminhyo_code, code);
    if (x->json.data[x->json.len - 1] != '[')
        buf_addc(&x->json, ',');
    buf_addc(&x->json, '[');
    buf_json_str(&x->json, ask->yokyu_no);
    S_text(&x->json, ask->hokensha);
    S_text(&x->json, ask->edaban);
    S_text(&x->json, why ? NULL : code);
    S_text(&x->json, why);
    buf_addc(&x->json, ']');
}

static enum status S_apply(struct call *c, const char *json)
{
    struct answer x = {BUF_INIT, c->policy->seed};
    enum status st = ST_LIMIT;
    buf_adds(&x.json, "{\"kekka\":[");
    if (!buf_ok(&x.json))
        goto out;
    st = gaibu_jumin_ask(c->tx, json, S_each, &x);
    buf_adds(&x.json, "]}");
    if (st == ST_OK)
        st = buf_ok(&x.json) ? message_put(c, "fugoKekka", x.json.data, c->now) : ST_LIMIT;
out:
    buf_release(&x.json);
    return st;
}

const struct message message_juki_yokyu = {
    .kind = "jukiYokyu",
    .from = DB_UNYO,
    .to = DB_GAIBU,
    .apply = S_apply,
};
