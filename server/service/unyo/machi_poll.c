/* Polls of a file that waits for answers; see machi_poll.h. */
#include "service/messages.h"
#include "service/unyo/machi_poll.h"

enum status machi_poll(struct call *c, const struct uketsuke *u)
{
    const struct bulk *bulk = bulk_find(u->shubetsu);
    if (!bulk || !bulk->waits)
        return ST_OK;
    const struct progression *p = &c->policy->work[bulk->waits->work];
    if (p->how != PROGRESS_MANUAL || p->polls <= 0)
        return ST_OK;
    enum status st = unyo_uketsuke_poll(c->tx, u->uketsuke);
    if (st != ST_OK || u->polls + 1 < p->polls)
        return st;
    if (bulk->asks) { /* answered with what the others have now, neither less nor more */
        if ((st = call_settled(c)) != ST_OK)
            return st;
        c->asked = "";
    }
    return bulk->db == DB_UNYO ? bulk->waits->go_on(c, u->uketsuke)
                               : message_put(c, "fileSaisoku", &(struct body_saisoku){u->uketsuke}, c->now);
}
