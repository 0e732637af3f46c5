/* The beginning of a 符号取得要求; see fugo_kaishi.h. */
#include "service/joho/fugo_kaishi.h"

#include <inttypes.h>
#include <string.h>

#include "service/messages.h"
#include "store/outbox.h"
#include "store/unyo_fugo.h"

enum status fugo_take(struct call *c, struct fugo_range *r, int64_t *ret_yokyu)
{
    if (!r->first) {
        int64_t next;
        enum status st = unyo_fugo_next(c->tx, &next);
        if (st != ST_OK)
            return st;
        r->first = r->next = next;
    }
    *ret_yokyu = r->next++;
    return ST_OK;
}

enum status fugo_send(struct call *c, const char *hokensha, const struct fugo_range *r)
{
    struct buf json = BUF_INIT;
    enum status st = ST_OK;
    if (r->next == r->first)
        return ST_OK;
    buf_addc(&json, '{');
    buf_json_member(&json, "hokensha", hokensha);
    buf_json_key(&json, "yokyu");
    size_t at = json.len;
    st = unyo_fugo_json(c->tx, r->first, r->next - 1, &json);
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
