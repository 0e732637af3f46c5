/* The 中間サーバー has the notice: 段階 2 (2.12.2 ②). The unyo half of message fugoTsuchi. */
#include "service/messages.h"
#include "store/unyo_fugo.h"

enum status fugo_tsuchi_sent(struct call *c, const void *body)
{
    const struct body_yokyu *b = body;
    return unyo_fugo_dankai(c->tx, b->yokyu, FUGO_CHUKAN, c->now);
}
