/* 情報提供等記録 of both sides; see kiroku.h. */
#include "service/chukan/kiroku.h"

#include <stdio.h>
#include <string.h>

#include "base/bango.h"
#include "base/clock.h"
#include "service/chukan/tsuban.h"
#include "service/period.h"

enum status kiroku_shokai(struct call *c, const struct chukan_shokai *s, const char *koto,
                          const char *kekka_kubun, const char *kaito)
{
    const struct kiroku k = {
        .hokensha = s->hokensha,
        .tsuban = tsuban_of_shokai(c->arena, s->bango),
        .gawa = KIROKU_SHOKAI,
        .koto = koto,
        .edaban = s->edaban,
        .aite = s->teikyo_hokensha ? s->teikyo_hokensha : s->teikyo_kikan,
        .jimu_code = s->jimu_code,
        .tetsuzuki = s->tetsuzuki,
        .code = s->code,
        .kekka_kubun = kekka_kubun,
        .kaito = kaito,
        .at = c->now,
    };
    return k.tsuban ? kiroku_add(c->tx, &k) : ST_LIMIT;
}

enum status kiroku_teikyo(struct call *c, const struct teikyo *t, const char *koto)
{
    const bool kaito = strcmp(koto, KIROKU_KAITO) == 0;
    const struct kiroku k = {
        .hokensha = t->hokensha,
        .tsuban = t->tsuban,
        .gawa = KIROKU_TEIKYO,
        .koto = koto,
        .edaban = t->edaban,
        .aite = t->shokaisha,
        .jimu_code = t->jimu_code,
        .tetsuzuki = t->tetsuzuki,
        .code = t->code,
        .kekka_kubun = kaito ? t->kekka_kubun : NULL,
        .kaito = kaito ? t->kaito : NULL,
        .at = c->now,
    };
    return kiroku_add(c->tx, &k);
}

enum status kiroku_period(struct call *c, const char *kara, const char *made, struct kiroku_toi *ret)
{
    const int64_t oldest = kiroku_oldest(c);
    enum status st = period_read(c, ST_KIROKU_ITEM, kara, made, &ret->kara, &ret->made);
    if (st == ST_OK)
        ret->kara = ret->kara < oldest ? oldest : ret->kara;
    return st;
}

/* The same day so many years ago; of 29 February the day behind it. */
int64_t kiroku_oldest(const struct call *c)
{
    enum { YEAR = 10000 };
    char ymd[24];
    str_from_date(clock_date(c->now), ymd);
    int64_t then = bango_digits(ymd, 8) - c->policy->kiroku_nen * YEAR;
    snprintf(ymd, sizeof ymd, "%08lld", (long long)then);
    int32_t day = str_date(str_of(ymd));
    if (day == INT32_MIN) {
        snprintf(ymd, sizeof ymd, "%04lld0301", (long long)(then / YEAR));
        day = str_date(str_of(ymd));
    }
    return clock_day(day);
}
