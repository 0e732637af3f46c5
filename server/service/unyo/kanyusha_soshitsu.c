/* Message kanyushaSoshitsu: the day of a 喪失 that was told before has come (2.12). It is written down and
 * the 中間サーバー hears of it, unless the day was corrected or taken back meanwhile; of an earlier 資格 it
 * hears alone. Called by the courier (world). */
#include <string.h>

#include "service/messages.h"
#include "service/unyo/kanyusha_kakunin.h"
#include "service/unyo/kanyusha_shirase.h"
#include "store/unyo_shikaku.h"

/* The person has another 資格 by now, and stays as they are; but the 資格情報 of this one must tell the day.
 */
static enum status S_mae(struct call *c, const struct kanyusha *k, const char *ymd)
{
    struct shikaku *list;
    size_t n;
    enum status st = unyo_shikaku_list(c->tx, k->hokensha, k->edaban, c->arena, &list, &n);
    for (size_t i = 0; st == ST_OK && i < n; i++)
        if (strcmp(list[i].soshitsu_ymd, ymd) == 0)
            return shirase_put(c, k, NULL, NULL, NULL);
    return st;
}

static enum status S_apply(struct call *c, const void *body)
{
    const struct body_kanyusha_soshitsu *b = body;
    struct kanyusha k;
    bool found;
    enum status st = unyo_kanyusha_find(c->tx, b->hokensha, b->edaban, c->arena, &k, &found);
    if (st != ST_OK || !found || strcmp(k.jotai, KANYUSHA_TORIKESHI) == 0)
        return st;
    if (!k.soshitsu_ymd || strcmp(k.soshitsu_ymd, b->ymd) != 0)
        return S_mae(c, &k, b->ymd);
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
