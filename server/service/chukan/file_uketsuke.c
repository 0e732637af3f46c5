/* Message fileUketsuke: 運用支援環境 has received a link file of 副本 (2.13.2); from here the loader takes
 * it. The message falls due when the file may be taken, so there is nothing more to wait for. Called by the
 * courier (service/sim). */
#include "service/messages.h"
#include "store/chukan_uketsuke.h"

static enum status S_apply(struct call *c, const char *json)
{
    struct torikomi t;
    enum status st = chukan_uketsuke_read(c->tx, json, c->arena, &t);
    if (st != ST_OK)
        return st;
    t.due = c->now;
    return torikomi_put(c->tx, &t);
}

const struct message message_file_uketsuke = {
    .kind = "fileUketsuke",
    .from = DB_UNYO,
    .to = DB_CHUKAN,
    .apply = S_apply,
    .sent = file_uketsuke_sent,
};
