/* Message kanyushaSoshitsu: the day of a 喪失 that was told before has come (2.12). It is written down and
 * the 中間サーバー hears of it, unless the day was corrected, taken back or followed by another 資格
 * meanwhile. Called by the courier (world). */
#include <string.h>

#include "service/messages.h"
#include "service/unyo/kanyusha_kakunin.h"
#include "service/unyo/kanyusha_shirase.h"

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_kanyusha_soshitsu *b = body;
    struct kanyusha k;
    bool found;
    enum status st = unyo_kanyusha_find(c->tx, b->hokensha, b->edaban, c->arena, &k, &found);
    if (st != ST_OK || !found || strcmp(k.jotai, KANYUSHA_TORIKESHI) == 0 || !k.soshitsu_ymd ||
        strcmp(k.soshitsu_ymd, b->ymd) != 0)
        return st;
    if (strcmp(k.jotai, KANYUSHA_YUKO) == 0) { /* no step of its own: the history has it since it was told */
        k.jotai = KANYUSHA_SOSHITSU;
        st = kanyusha_update(c, &k);
    }
    return st == ST_OK ? shirase_put(c, &k, "喪失", b->ymd, NULL) : st;
}

const struct message message_kanyusha_soshitsu = {
    .kind = "kanyushaSoshitsu",
    .from = DB_UNYO,
    .to = DB_UNYO,
    MESSAGE_BODY(kanyusha_soshitsu),
    .apply = S_apply,
};
