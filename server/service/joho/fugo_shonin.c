/* The approval of 取りまとめ機関; see fugo_shonin.h. Also message fugoShonin: an approval that comes by
 * itself. */
#include "service/joho/fugo_shonin.h"

#include "base/bango.h"
#include "service/messages.h"
#include "service/togo.h"

enum { MESSAGE_ENTRIES = 1000 }; /* the courier holds a batch of messages in memory */

enum status fugo_shonin(struct call *c, const struct fugo_filter *f, int64_t *ret_n)
{
    struct buf rows = BUF_INIT;
    int64_t after = INT64_MIN, total = 0, n;
    char tomeru[TOGO_KUBUN + 1];
    struct fugo_filter free = *f;
    togo_tomeru_kubun(c->policy, TOMERU_FUGO, tomeru);
    free.tomeru = togo_on(c->policy) ? tomeru : NULL;
    enum status st;
    while ((st = unyo_fugo_shonin(c->tx, &free, MESSAGE_ENTRIES, &after, &rows, &n)) == ST_OK && n) {
        st = message_put(c, "jukiYokyu", &(struct body_juki_yokyu){rows.data}, message_due(c, WORK_FUGO));
        if (st == ST_OK)
            st = unyo_fugo_dankai(c->tx, rows.data, FUGO_JUKI, c->now);
        if (st != ST_OK)
            break;
        total += n;
        buf_clear(&rows);
    }
    buf_release(&rows);
    if (st == ST_OK)
        *ret_n = total;
    if (st == ST_OK && total) /* those of a list are of many */
        c->concerns = (struct concerns){.action = "fugo-approve", .hokensha = f->hokensha};
    return st;
}

int64_t fugo_yokyu_number(const char *yokyu_no)
{
    return bango_parse(BANGO_YOKYU, yokyu_no);
}

/* Those that were rejected, cancelled or approved meanwhile wait no more and are passed over. */
static enum status S_apply(struct call *c, const void *body)
{
    const struct body_yokyu *b = body;
    int64_t n;
    return fugo_shonin(c, &(struct fugo_filter){.list = b->yokyu}, &n);
}

const struct message message_fugo_shonin = {
    .kind = "fugoShonin",
    .from = DB_UNYO,
    .to = DB_UNYO,
    MESSAGE_BODY(yokyu),
    .apply = S_apply,
};
