/* Rules over 加入者; see kanyusha_kisoku.h. */
#include "service/unyo/kanyusha_kisoku.h"

#include <string.h>

#include "base/clock.h"
#include "file/layout/check.h"
#include "service/keikoku.h"

/* What is told of a 資格, and of a person: the same names in each struct that has them. */
/* clang-format off */
#define SHIKAKU(s)                                                                                           \
    .kigo = (s)->kigo, .bango = (s)->bango, .honnin_kazoku = (s)->honnin_kazoku,                             \
    .shutoku_ymd = (s)->shutoku_ymd, .soshitsu_ymd = (s)->soshitsu_ymd, .nintei_ymd = (s)->nintei_ymd
#define HITO(k)                                                                                              \
    SHIKAKU(k), .shimei = (k)->shimei, .shimei_kana = (k)->shimei_kana, .seibetsu = (k)->seibetsu,           \
                .seinengappi = (k)->seinengappi, .jusho = (k)->jusho, .kojin_bango = (k)->kojin_bango
/* clang-format on */

static struct kanyusha_koto S_known(const struct kanyusha *k)
{
    return (struct kanyusha_koto){HITO(k)};
}

static struct kanyusha_koto S_told(const struct kanyusha_irai *r)
{
    return (struct kanyusha_koto){HITO(r)};
}

/* LIMIT, or OK. */
static enum status S_person(struct call *c, const struct hito *h, struct kanyusha_person *ret)
{
    struct kanyusha_koto *mae = h->n ? arena_array(c->arena, h->n, sizeof *mae) : NULL;
    if (h->n && !mae)
        return ST_LIMIT;
    for (size_t i = 0; i < h->n; i++)
        mae[i] = (struct kanyusha_koto){SHIKAKU(&h->shikaku[i])};
    *ret = (struct kanyusha_person){.now = S_known(&h->was),
                                    .mae = mae,
                                    .n = h->n,
                                    .edaban = h->was.edaban,
                                    .lost = strcmp(h->was.jotai, KANYUSHA_YUKO) != 0};
    return ST_OK;
}

static const struct shikaku *S_meant(const struct hito *h, int mae)
{
    return mae == KUBUN_PRESENT ? NULL : &h->shikaku[mae];
}

enum status kisoku_hizuke(struct call *c, const struct kanyusha *k)
{
    const struct kanyusha_koto told = S_known(k);
    return rule_kanyusha_hizuke(&told, NULL, clock_date(c->now), keikoku_of(c));
}

enum status kisoku_shinki(struct call *c, const struct kanyusha *k, const struct hito *h,
                          enum kubun_place *ret)
{
    struct kanyusha_person p;
    const struct kanyusha_koto told = S_known(k);
    enum status st = S_person(c, h, &p);
    return st == ST_OK ? kubun_shinki(&told, &p, ret, keikoku_of(c)) : st;
}

enum status kisoku_nashi(struct call *c, const struct kanyusha *k)
{
    const struct kanyusha_aru aru = {*k->kojin_bango, !char_blank(str_of(k->shimei)),
                                     !char_blank(str_of(k->shimei_kana)), !char_blank(str_of(k->jusho))};
    if (aru.kojin_bango && aru.shimei && aru.shimei_kana && aru.jusho)
        return ST_OK;
    return rule_kanyusha_nashi(&aru, str_date(str_of(k->shutoku_ymd)), keikoku_of(c));
}

enum status kisoku_henko(struct call *c, const struct kanyusha_irai *r, struct hito *h)
{
    struct kanyusha_person p;
    struct kanyusha_koto made;
    const struct kanyusha_koto told = S_told(r);
    struct kanyusha *k = &h->k;
    enum status st = S_person(c, h, &p);
    if (st == ST_OK)
        st = kubun_henko(&told, &p, clock_date(c->now), &made, keikoku_of(c));
    if (st != ST_OK)
        return st;
    k->kigo = made.kigo;
    k->bango = made.bango;
    k->shimei = made.shimei;
    k->shimei_kana = made.shimei_kana;
    k->seibetsu = made.seibetsu;
    k->seinengappi = made.seinengappi;
    k->jusho = made.jusho;
    k->honnin_kazoku = made.honnin_kazoku;
    k->shutoku_ymd = made.shutoku_ymd;
    k->nintei_ymd = made.nintei_ymd;
    return ST_OK;
}

enum status kisoku_teisei(struct call *c, const struct kanyusha_irai *r, const struct hito *h, bool done)
{
    struct kanyusha_person p;
    const struct kanyusha_koto told = S_told(r);
    enum status st = S_person(c, h, &p);
    return st == ST_OK ? kubun_teisei(&told, &p, done, clock_date(c->now), keikoku_of(c)) : st;
}

typedef enum status kubun_meant(const struct kanyusha_koto *told, const struct kanyusha_person *p,
                                int32_t today, int *ret_mae, struct findings *f);

/* Judges what is told of one 資格 of a person; *ret_mae: the earlier one that it means. */
static enum status S_meaning(struct call *c, const struct kanyusha_irai *r, const struct hito *h,
                             kubun_meant *judge, const struct shikaku **ret_mae)
{
    struct kanyusha_person p;
    const struct kanyusha_koto told = S_told(r);
    int mae = KUBUN_PRESENT;
    enum status st = S_person(c, h, &p);
    if (st == ST_OK)
        st = judge(&told, &p, clock_date(c->now), &mae, keikoku_of(c));
    *ret_mae = S_meant(h, mae);
    return st;
}

enum status kisoku_soshitsu(struct call *c, const struct kanyusha_irai *r, const struct hito *h,
                            const struct shikaku **ret_mae)
{
    return S_meaning(c, r, h, kubun_soshitsu, ret_mae);
}

enum status kisoku_torikeshi(struct call *c, const struct kanyusha_irai *r, const struct hito *h,
                             const struct shikaku **ret_mae)
{
    return S_meaning(c, r, h, kubun_torikeshi, ret_mae);
}

enum status kisoku_soshitsu_torikeshi(struct call *c, const struct kanyusha_irai *r, const struct hito *h)
{
    struct kanyusha_person p;
    const struct kanyusha_koto told = S_told(r);
    enum status st = S_person(c, h, &p);
    return st == ST_OK ? kubun_soshitsu_torikeshi(&told, &p, clock_date(c->now), keikoku_of(c)) : st;
}

bool kisoku_refuses(struct call *c, const struct kanyusha_irai *r, const struct kanyusha *was)
{
    struct diag ignored = DIAG_INIT;
    struct findings f = {.policy = &c->policy->rules, .arena = c->arena, .refusal = &ignored};
    const struct kanyusha_koto told = S_told(r), known = S_known(was);
    return rule_kanyusha_sute(&told, &known, clock_date(c->now), &f) != ST_OK;
}

bool kisoku_strict(const struct call *c)
{
    const struct rule_row *row;
    int32_t day = clock_date(c->now);
    return rule_severity(&c->policy->rules, RULE_EDABAN_CHIGAI, day, NULL, &row) == SEVERITY_REFUSE ||
           rule_severity(&c->policy->rules, RULE_ATAI_SUTE, day, NULL, &row) == SEVERITY_REFUSE;
}
