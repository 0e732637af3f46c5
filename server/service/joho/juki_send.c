/* Message jukiShokai on its way out; see juki_send.h. */
#include "service/joho/juki_send.h"

#include "service/messages.h"

enum { MESSAGE_ENTRIES = 200 }; /* of 2 KB each at most; the courier holds a batch of messages in memory */

enum status juki_send(struct call *c, const struct juki_matsu *m, int64_t *ret_n)
{
    struct buf rows = BUF_INIT;
    int64_t total = 0, n = MESSAGE_ENTRIES;
    enum status st = ST_OK;
    while (st == ST_OK && n == MESSAGE_ENTRIES) {
        buf_clear(&rows);
        st = unyo_juki_send(c->tx, m, MESSAGE_ENTRIES, c->now, &rows, &n);
        const struct body_juki_shokai b = {m->uketsuke, rows.data};
        if (st == ST_OK && n)
            st = buf_ok(&rows) ? message_put(c, "jukiShokai", &b, message_due(c, WORK_JUKI)) : ST_LIMIT;
        total += n;
    }
    buf_release(&rows);
    if (st == ST_OK && total && m->uketsuke && c->policy->work[WORK_JUKI].how == PROGRESS_TIME)
        st = unyo_juki_sofu(c->tx, m->uketsuke, total, message_due(c, WORK_JUKI), c->now);
    if (st == ST_OK)
        *ret_n = total;
    return st;
}
