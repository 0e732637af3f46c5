/* History, row, notices; see kanyusha_ido.h. */
#include "service/unyo/kanyusha_ido.h"

#include <string.h>

#include "base/clock.h"
#include "service/messages.h"
#include "service/unyo/kanyusha_kakunin.h"

enum status kanyusha_keep(struct call *c, struct kanyusha *k, const char *ido, const char *ymd)
{
    char today[9];
    str_from_date(clock_date(c->now), today);
    k->version++;
    k->koshin_at = c->now;
    k->ido = ido;
    k->ido_ymd = ymd ? ymd : today;
    enum status st = unyo_rireki_keep(c->tx, k->hokensha, k->edaban);
    if (st == ST_OK)
        st = kanyusha_update(c, k);
    k->ido_ymd = NULL; /* today is gone */
    return st;
}

/* The row keeps the ido that it has: until the next change the history tells of the step in its place. */
enum status kanyusha_step(struct call *c, struct kanyusha *k, const struct shikaku *s, const char *ido,
                          const char *ymd)
{
    char today[9];
    str_from_date(clock_date(c->now), today);
    k->version++;
    k->koshin_at = c->now;
    const struct rireki r = {.renban = k->version,
                             .ido = ido,
                             .ido_ymd = ymd ? ymd : today,
                             .kigo = s->kigo,
                             .bango = s->bango,
                             .honnin_kazoku = s->honnin_kazoku,
                             .shutoku_ymd = s->shutoku_ymd,
                             .soshitsu_ymd = s->soshitsu_ymd,
                             .toroku_at = c->now};
    enum status st = unyo_rireki_keep(c->tx, k->hokensha, k->edaban);
    if (st == ST_OK)
        st = unyo_rireki_step(c->tx, k->hokensha, k->edaban, &r);
    return st == ST_OK ? kanyusha_update(c, k) : st;
}

enum status kanyusha_tell_loss(struct call *c, struct hito *h, bool was_lost)
{
    const char *ymd = h->k.soshitsu_ymd;
    const struct body_kanyusha_soshitsu b = {h->k.hokensha, h->k.edaban, ymd};
    bool lost = strcmp(h->k.jotai, KANYUSHA_SOSHITSU) == 0;
    if (lost || was_lost) {
        h->ido = lost ? "喪失" : "喪失取消";
        h->ido_ymd = lost ? ymd : NULL;
    }
    return lost ? ST_OK : message_put(c, "kanyushaSoshitsu", &b, clock_day(str_date(str_of(ymd))));
}

enum status kanyusha_lose(struct call *c, struct hito *h, const char *ymd)
{
    struct kanyusha *k = &h->k;
    bool was_lost = strcmp(k->jotai, KANYUSHA_SOSHITSU) == 0;
    k->soshitsu_ymd = ymd;
    k->jotai = kanyusha_jotai(ymd, c->now);
    enum status st = kanyusha_keep(c, k, "喪失", ymd);
    return st == ST_OK ? kanyusha_tell_loss(c, h, was_lost) : st;
}
