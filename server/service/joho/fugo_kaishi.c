/* The beginning of a 符号取得要求; see fugo_kaishi.h. */
#include "service/joho/fugo_kaishi.h"

#include <inttypes.h>
#include <string.h>

#include "service/messages.h"
#include "store/outbox.h"
#include "store/unyo_fugo.h"

enum status fugo_add(struct call *c, const char *hokensha, const char *edaban, int64_t kaisu, struct fugo_range *r,
                     int64_t *ret_yokyu)
{
    int64_t yokyu;
    enum status st = unyo_fugo_insert(c->tx, hokensha, edaban, c->now, kaisu, &yokyu);
    if (st != ST_OK)
        return st;
    if (!r->first)
        r->first = yokyu;
    r->last = yokyu;
    *ret_yokyu = yokyu;
    return ST_OK;
}

enum status fugo_send(struct call *c, const char *hokensha, const struct fugo_range *r)
{
    struct buf json = BUF_INIT;
    enum status st = ST_OK;
    if (!r->first)
        return ST_OK;
    buf_addc(&json, '{');
    buf_json_member(&json, "hokensha", hokensha);
    buf_json_key(&json, "yokyu");
    size_t at = json.len;
    st = unyo_fugo_json(c->tx, r->first, r->last, &json);
    buf_addc(&json, '}');
    if (st == ST_OK && !buf_ok(&json))
        st = ST_LIMIT;
    /* rows that were undone are not in the table: a chunk of refusals has made none */
    if (st == ST_OK && strcmp(json.data + at, "[]}") != 0)
        st = outbox_put(c->tx, "fugoTsuchi", json.data, message_due(c, WORK_FUGO));
    buf_release(&json);
    return st;
}

const char *fugo_yokyu_no(struct arena *a, int64_t yokyu)
{
    return arena_printf(a, "Y%08" PRId64, yokyu);
}
