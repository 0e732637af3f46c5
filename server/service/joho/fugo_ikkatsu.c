/* Message fugoIkkatsu: the link file has ended, and the 符号取得要求 of one of its chunks begin: their rows
 * are made and the 中間サーバー is told (2.12.2 ②). Until then their numbers are taken and stand with the
 * 加入者. */
#include "base/bango.h"
#include "service/joho/fugo_kaishi.h"
#include "service/messages.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_fugo_ikkatsu *b = body;
    int64_t base = bango_base(b->hokensha);
    const struct fugo_range r = {base + b->first, base + b->next, NULL};
    return fugo_start(c, b->hokensha, b->edaban_from, b->edaban_to, &r);
}

const struct message message_fugo_ikkatsu = {
    .kind = "fugoIkkatsu",
    .from = DB_UNYO,
    .to = DB_UNYO,
    MESSAGE_BODY(fugo_ikkatsu),
    .apply = S_apply,
};
