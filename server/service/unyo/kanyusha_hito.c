/* A 加入者 under change; see kanyusha_hito.h. */
#include "service/unyo/kanyusha_hito.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
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
        st = diag_set(c->diag, ST_KANYUSHA_NONE, "被保険者枝番", "登録済みの被保険者枝番", edaban);
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
        st = diag_set(c->diag, ST_KANYUSHA_CANCELLED, "被保険者枝番", "取り消されていない加入者", edaban);
    return st == ST_OK ? hito_of(c, ret) : st;
}

/* Of a link file the rows of a chunk share what is asked once. */
enum status hito_changed(struct call *c, const struct hito *h)
{
    struct kanyusha_state one = {0}, *s = c->bulk_state ? c->bulk_state : &one;
    return chofuku_changed(c, &s->chofuku, &h->was, h->mae, &h->k);
}

struct shikaku kanyusha_shikaku(const struct kanyusha *k)
{
    return (struct shikaku){k->shutoku_ymd, k->soshitsu_ymd,  k->kigo,
                            k->bango,       k->honnin_kazoku, k->nintei_ymd};
}

/* The day of 喪失 has no 資格, so one may begin on it; the same two days twice are the same 資格. */
static bool S_apart(const struct shikaku *s, const char *kara, const char *made)
{
    bool after = s->soshitsu_ymd && strcmp(s->soshitsu_ymd, kara) <= 0;
    bool before = made && strcmp(made, s->shutoku_ymd) <= 0;
    bool same =
        made && s->soshitsu_ymd && strcmp(s->shutoku_ymd, kara) == 0 && strcmp(s->soshitsu_ymd, made) == 0;
    return (after || before) && !same;
}

static enum status S_fits(struct diag *d, const struct shikaku *s, const char *kara, const char *made)
{
    char want[96];
    if (S_apart(s, kara, made))
        return ST_OK;
    snprintf(want, sizeof want, "登録済みの資格 %.8s〜%.8s と重ならない期間", s->shutoku_ymd,
             s->soshitsu_ymd ? s->soshitsu_ymd : "");
    return diag_setf(d, ST_DATE_ORDER, "資格期間", want, "%s〜%s", kara, made ? made : "");
}

enum status hito_fits(struct call *c, const struct hito *h, bool present, const struct shikaku *but,
                      const char *kara, const char *made)
{
    const struct shikaku now = kanyusha_shikaku(&h->was);
    enum status st = present ? S_fits(c->diag, &now, kara, made) : ST_OK;
    for (size_t i = 0; st == ST_OK && i < h->n; i++)
        if (&h->shikaku[i] != but)
            st = S_fits(c->diag, &h->shikaku[i], kara, made);
    return st;
}

const struct shikaku *hito_mae_of(const struct hito *h, const char *shutoku_ymd)
{
    for (size_t i = h->n; kanyusha_given(shutoku_ymd) && i > 0; i--)
        if (strcmp(h->shikaku[i - 1].shutoku_ymd, shutoku_ymd) == 0)
            return &h->shikaku[i - 1];
    return NULL;
}
