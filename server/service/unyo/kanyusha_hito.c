/* A 加入者 under change; see kanyusha_hito.h. */
#include "service/unyo/kanyusha_hito.h"

#include <string.h>

#include "base/clock.h"
#include "service/edaban.h"
#include "service/messages.h"
#include "service/unyo/kanyusha_kakunin.h"
#include "service/unyo/kanyusha_sound.h"

const char *kanyusha_jotai(const char *soshitsu_ymd, int64_t now)
{
    char today[9];
    str_from_date(clock_date(now), today);
    return soshitsu_ymd && strcmp(soshitsu_ymd, today) <= 0 ? KANYUSHA_SOSHITSU : KANYUSHA_YUKO;
}

void kanyusha_as_of(struct kanyusha *k, int64_t now)
{
    if (k->soshitsu_ymd && strcmp(k->jotai, KANYUSHA_YUKO) == 0)
        k->jotai = kanyusha_jotai(k->soshitsu_ymd, now);
}

enum status kanyusha_require(struct call *c, const char *edaban, struct kanyusha *ret)
{
    bool found;
    if (!kanyusha_given(edaban))
        return diag_set(c->diag, ST_KANYUSHA_ITEM, "被保険者枝番", "登録済みの被保険者枝番", "空");
    enum status st = unyo_kanyusha_find(c->tx, c->caller->hokensha, edaban, c->arena, ret, &found);
    if (st == ST_OK && !found)
        st = edaban_none(c, ST_KANYUSHA_NONE, "被保険者枝番", "登録済みの被保険者枝番", edaban);
    if (st == ST_OK)
        kanyusha_as_of(ret, c->now);
    return st;
}

enum status hito_of(struct call *c, struct hito *ret)
{
    const char *hokensha = ret->was.hokensha, *edaban = ret->was.edaban;
    kanyusha_as_of(&ret->was, c->now);
    ret->k = ret->was;
    enum status st = unyo_shikaku_mae(c->tx, hokensha, edaban, c->arena, &ret->mae);
    return st == ST_OK && ret->mae
               ? unyo_shikaku_list(c->tx, hokensha, edaban, c->arena, &ret->shikaku, &ret->n)
               : st;
}

enum status hito_live(struct call *c, const char *edaban, struct hito *ret)
{
    *ret = (struct hito){0};
    enum status st = kanyusha_require(c, edaban, &ret->was);
    if (st == ST_OK && strcmp(ret->was.jotai, KANYUSHA_TORIKESHI) == 0)
        st = diag_setf(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者",
                       "%s（取消済み）", edaban);
    return st == ST_OK ? hito_of(c, ret) : st;
}

/* Its day of 喪失 may be still to come, when the present one begins then or later. */
enum status hito_shikaku_put(struct call *c, struct hito *h, const struct shikaku *s)
{
    const struct body_kanyusha_soshitsu b = {h->was.hokensha, h->was.edaban, s->soshitsu_ymd};
    h->moved = true;
    enum status st = kanyusha_mae_put(c, h->was.hokensha, h->was.edaban, s);
    if (st != ST_OK || strcmp(kanyusha_jotai(s->soshitsu_ymd, c->now), KANYUSHA_SOSHITSU) == 0)
        return st;
    return message_put(c, "kanyushaSoshitsu", &b, clock_day(str_date(str_of(s->soshitsu_ymd))));
}

enum status hito_shikaku_drop(struct call *c, struct hito *h, const struct shikaku *s)
{
    h->moved = true;
    return kanyusha_mae_drop(c, h->was.hokensha, h->was.edaban, s);
}

/* The days of the 資格, or the person, are others than before. */
static bool S_elsewhere(const struct hito *h)
{
    const struct kanyusha *a = &h->was, *b = &h->k;
    return h->moved || !str_same(a->shutoku_ymd, b->shutoku_ymd) ||
           !str_same(a->soshitsu_ymd, b->soshitsu_ymd) || !str_same(a->jotai, b->jotai) ||
           !str_same(a->kojin_bango, b->kojin_bango);
}

/* The 資格 are not what the 中間サーバー has been told before. */
static bool S_moved(const struct hito *h)
{
    const struct kanyusha *a = &h->was, *b = &h->k;
    return h->moved || !str_same(a->shutoku_ymd, b->shutoku_ymd) ||
           !str_same(a->soshitsu_ymd, b->soshitsu_ymd) || !str_same(a->honnin_kazoku, b->honnin_kazoku) ||
           !str_same(a->kigo, b->kigo) || !str_same(a->bango, b->bango) ||
           strcmp(b->jotai, KANYUSHA_TORIKESHI) == 0;
}

static enum status S_shirase(struct call *c, const struct hito *h)
{
    const char *shikaku = NULL;
    struct shikaku *mae = h->shikaku;
    size_t n = h->n;
    bool moved = S_moved(h);
    if (!h->ido && !moved)
        return ST_OK;
    enum status st =
        h->moved ? unyo_shikaku_list(c->tx, h->k.hokensha, h->k.edaban, c->arena, &mae, &n) : ST_OK;
    if (st == ST_OK && moved && !(shikaku = shirase_shikaku(c, &h->k, mae, n)))
        st = ST_LIMIT;
    return st == ST_OK ? shirase_put(c, &h->k, h->ido, h->ido_ymd, shikaku) : st;
}

/* Of a link file the rows of a chunk share what is asked once. */
enum status hito_changed(struct call *c, const struct hito *h)
{
    struct kanyusha_state one = {0}, *s = c->bulk_state ? c->bulk_state : &one;
    struct togo_okuri *togo = c->bulk_state ? &s->togo : NULL;
    enum status st = S_shirase(c, h);
    if (st == ST_OK)
        st = h->futatabi ? juki_togo_toroku(c, togo, &h->k) : juki_togo_henko(c, togo, &h->was, &h->k);
    return st == ST_OK && S_elsewhere(h) ? chofuku_changed(c, &s->chofuku, &h->was, h->mae, &h->k) : st;
}

struct shikaku kanyusha_shikaku(const struct kanyusha *k)
{
    return (struct shikaku){k->shutoku_ymd, k->soshitsu_ymd,  k->kigo,
                            k->bango,       k->honnin_kazoku, k->nintei_ymd};
}
