/* Message jukiShokai on its way out; see juki_send.h. */
#include "service/joho/juki_send.h"

#include "service/messages.h"
#include "store/unyo_juki.h"

enum { MESSAGE_ENTRIES = 200 }; /* of 2 KB each at most; the courier holds a batch of messages in memory */

enum status juki_send(struct call *c, const char *uketsuke, int64_t *ret_n)
{
    struct buf json = BUF_INIT;
    int64_t total = 0, n = MESSAGE_ENTRIES;
    enum status st = ST_OK;
    while (st == ST_OK && n == MESSAGE_ENTRIES) {
        buf_clear(&json);
        buf_addc(&json, '{');
        buf_json_member(&json, "uketsuke", uketsuke);
        buf_json_key(&json, "shokai");
        st = unyo_juki_send(c->tx, uketsuke, MESSAGE_ENTRIES, &json, &n);
        buf_addc(&json, '}');
        if (st == ST_OK && n)
            st =
                buf_ok(&json) ? message_put(c, "jukiShokai", json.data, message_due(c, WORK_JUKI)) : ST_LIMIT;
        total += n;
    }
    buf_release(&json);
    if (st == ST_OK && total)
        st = unyo_juki_kiroku(c->tx, uketsuke, total, c->now);
    if (st == ST_OK)
        *ret_n = total;
    return st;
}
