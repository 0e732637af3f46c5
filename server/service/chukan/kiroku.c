/* Both sides' 情報提供等記録 of a 情報照会; see kiroku.h. */
#include "service/chukan/kiroku.h"

#include <stdio.h>

#include "base/bango.h"
#include "base/clock.h"
#include "service/chukan/tsuban.h"

/* 提供側: the person as the provider knows them, if it does. */
static enum status S_teikyo(struct call *c, const struct chukan_shokai *s, struct kiroku k)
{
    struct chukan_teikyo hito = {0};
    enum status st = chukan_teikyo_hito(c->tx, s, c->arena, &hito);
    k.gawa = KIROKU_TEIKYO;
    k.hokensha = s->teikyo_hokensha;
    k.edaban = hito.edaban;
    k.aite = s->hokensha;
    return st == ST_OK ? kiroku_add(c->tx, &k) : st;
}

enum status kiroku_shokai(struct call *c, const struct chukan_shokai *s, const char *koto,
                          const char *kekka_kubun, const char *kaito)
{
    struct kiroku k = {
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
    if (!k.tsuban)
        return ST_LIMIT;
    enum status st = kiroku_add(c->tx, &k);
    return st == ST_OK && s->teikyo_hokensha ? S_teikyo(c, s, k) : st;
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
