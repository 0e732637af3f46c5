/* Rules over 加入者; see kanyusha_kisoku.h. */
#include "service/unyo/kanyusha_kisoku.h"

#include <string.h>

#include "base/clock.h"
#include "file/rule/kanyusha.h"
#include "service/keikoku.h"
#include "service/unyo/kanyusha_sound.h"

static struct kanyusha_koto S_known(const struct kanyusha *k, const struct shikaku *s)
{
    const struct shikaku now = kanyusha_shikaku(k), *of = s ? s : &now;
    return (struct kanyusha_koto){
        .shimei = k->shimei,
        .shimei_kana = k->shimei_kana,
        .seibetsu = k->seibetsu,
        .seinengappi = k->seinengappi,
        .jusho = k->jusho,
        .kigo = of->kigo,
        .bango = of->bango,
        .honnin_kazoku = of->honnin_kazoku,
        .shutoku_ymd = of->shutoku_ymd,
        .soshitsu_ymd = of->soshitsu_ymd,
        .nintei_ymd = of->nintei_ymd,
    };
}

static struct kanyusha_koto S_told(const struct kanyusha_irai *r)
{
    return (struct kanyusha_koto){
        .shimei = r->shimei,
        .shimei_kana = r->shimei_kana,
        .seibetsu = r->seibetsu,
        .seinengappi = r->seinengappi,
        .jusho = r->jusho,
        .kigo = r->kigo,
        .bango = r->bango,
        .honnin_kazoku = r->honnin_kazoku,
        .shutoku_ymd = r->shutoku_ymd,
        .soshitsu_ymd = r->soshitsu_ymd,
        .nintei_ymd = r->nintei_ymd,
    };
}

static int32_t S_day(const char *ymd)
{
    return str_date(str_of(ymd));
}

static bool S_same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

enum status kisoku_hizuke(struct call *c, const struct kanyusha *k, const struct kanyusha *was)
{
    const struct kanyusha_koto koto = S_known(k, NULL);
    struct findings *f = keikoku_of(c);
    int32_t day = S_day(k->shutoku_ymd);
    bool shutoku = !was || !S_same(k->shutoku_ymd, was->shutoku_ymd);
    bool umare = shutoku || !S_same(k->seinengappi, was->seinengappi);
    bool nintei =
        shutoku || !S_same(k->nintei_ymd, was->nintei_ymd) || !S_same(k->soshitsu_ymd, was->soshitsu_ymd);
    enum status st = umare ? rule_kanyusha_umare(&koto, day, f) : ST_OK;
    return st == ST_OK && nintei ? rule_kanyusha_nintei(&koto, day, f) : st;
}

enum status kisoku_nashi(struct call *c, const struct kanyusha *k)
{
    const struct kanyusha_koto koto = S_known(k, NULL);
    if (*k->kojin_bango && *k->shimei && *k->shimei_kana && *k->jusho)
        return ST_OK;
    return rule_kanyusha_nashi(&koto, *k->kojin_bango, S_day(k->shutoku_ymd), keikoku_of(c));
}

enum status kisoku_shinki(struct call *c, const struct kanyusha *k, const struct kanyusha *was)
{
    const struct kanyusha_koto told = S_known(k, NULL), known = S_known(was, NULL);
    return rule_kanyusha_shinki(&told, &known, was->edaban, S_day(k->shutoku_ymd), keikoku_of(c));
}

enum status kisoku_henko(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *was)
{
    const struct kanyusha_koto told = S_told(r), known = S_known(was, NULL);
    return rule_kanyusha_henko(&told, &known, clock_date(c->now), keikoku_of(c));
}

enum status kisoku_sute(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *was,
                        const struct shikaku *s)
{
    const struct kanyusha_koto told = S_told(r), known = S_known(was, s);
    return rule_kanyusha_sute(&told, &known, clock_date(c->now), keikoku_of(c));
}

bool kisoku_refuses(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *was)
{
    struct diag ignored = DIAG_INIT;
    struct findings f = {.policy = &c->policy->rules, .arena = c->arena, .refusal = &ignored};
    const struct kanyusha_koto told = S_told(r), known = S_known(was, NULL);
    return rule_kanyusha_sute(&told, &known, clock_date(c->now), &f) != ST_OK;
}

bool kisoku_strict(const struct call *c)
{
    const struct rule_row *row;
    int32_t day = clock_date(c->now);
    return rule_severity(&c->policy->rules, RULE_EDABAN_CHIGAI, day, &row) == SEVERITY_REFUSE ||
           rule_severity(&c->policy->rules, RULE_ATAI_SUTE, day, &row) == SEVERITY_REFUSE;
}
