/* Between persons as they are kept and as rules judge them; see recall.h. */
#include "file/rule/recall.h"

#include <string.h>

#define OTHER_VALUE "前の行の値" /* of texts that are kept as hashes, when they differ */

/* --- from what is kept ------------------------------------------------------------------------------------
 */

/* What texts become again. */
struct texts {
    const struct people *people;
    const struct kanyusha_koto *told;
    struct arena *a;
    bool partial; /* what is empty is not known: it is as the row has it */
};

static const char *S_text(const struct texts *r, uint32_t kept, const char *told)
{
    if (!kept)
        return r->partial ? told : NULL;
    return kept == keep_hash32(told) ? told : OTHER_VALUE;
}

static const char *S_token(const struct texts *r, uint32_t kept, const char *told)
{
    char room[TOKEN_ROOM];
    if (!kept)
        return r->partial ? told : NULL;
    return arena_strdup(r->a, people_token_text(r->people, kept, room));
}

static const char *S_ymd(const struct texts *r, int32_t day, const char *told)
{
    char *out = day == DAY_NONE ? NULL : arena_alloc(r->a, 9);
    if (!out)
        return r->partial ? told : NULL;
    str_from_date(day, out);
    return out;
}

static const char *S_code(const struct texts *r, const struct person_code *c, const char *told)
{
    return c->is[0] ? arena_strndup(r->a, c->is, strnlen(c->is, sizeof c->is)) : r->partial ? told : NULL;
}

static void S_recall_shikaku(const struct texts *r, const struct person_shikaku *s, struct kanyusha_koto *k)
{
    const struct kanyusha_koto *told = r->told;
    k->kigo = S_token(r, s->kigo, told->kigo);
    k->bango = S_token(r, s->bango, told->bango);
    k->honnin_kazoku = S_code(r, &s->honnin, told->honnin_kazoku);
    k->shutoku_ymd = S_ymd(r, s->shutoku, told->shutoku_ymd);
    k->soshitsu_ymd = S_ymd(r, s->soshitsu, told->soshitsu_ymd);
    k->nintei_ymd = S_ymd(r, s->nintei, told->nintei_ymd);
}

const char *recall_edaban(const struct person *x, uint16_t file, struct arena *a)
{
    char text[24];
    people_edaban_text(x->edaban, text);
    if (text[0])
        return arena_strdup(a, text);
    return arena_printf(a, x->file == file ? "未定（%u行目の新規）" : "未定（前のファイルの%u行目の新規）",
                        (unsigned)x->line);
}

/* An earlier 資格 is wholly known. LIMIT, or OK. */
static enum status S_recall_mae(const struct people *people, const struct texts *r, const struct person *x,
                                struct kanyusha_person *ret)
{
    const struct texts whole = {people, r->told, r->a, false};
    size_t n = 0;
    for (uint32_t m = x->mae; m; m = people_mae(people, m)->next)
        n++;
    struct kanyusha_koto *mae = n ? arena_array(r->a, n, sizeof *mae) : NULL;
    if (n && !mae)
        return ST_LIMIT;
    ret->mae = mae;
    for (uint32_t m = x->mae; m; m = people_mae(people, m)->next)
        S_recall_shikaku(&whole, &people_mae(people, m)->is, &mae[ret->n++]);
    return ST_OK;
}

enum status recall(const struct recall *x, uint32_t one, struct kanyusha_person *ret)
{
    const struct person *p = people_at(x->people, one);
    const struct texts r = {x->people, x->told, x->a, p->partial};
    struct kanyusha_koto *k = &ret->now;
    *ret = (struct kanyusha_person){.edaban = recall_edaban(p, x->file, x->a),
                                    .lost = p->now.soshitsu != DAY_NONE && p->now.soshitsu <= x->today};
    k->shimei = S_text(&r, p->shimei, x->told->shimei);
    k->shimei_kana = S_text(&r, p->shimei_kana, x->told->shimei_kana);
    k->jusho = S_text(&r, p->jusho, x->told->jusho);
    k->seibetsu = S_code(&r, &p->seibetsu, x->told->seibetsu);
    k->seinengappi = S_ymd(&r, p->seinengappi, x->told->seinengappi);
    k->kojin_bango = p->number == x->number ? x->told->kojin_bango : OTHER_VALUE;
    S_recall_shikaku(&r, &p->now, k);
    if (x->new_loss && p->now.soshitsu == DAY_NONE)
        k->soshitsu_ymd = NULL;
    enum status st = S_recall_mae(x->people, &r, p, ret);
    return st == ST_OK && arena_failed(x->a) ? ST_LIMIT : st;
}

/* --- to what is kept --------------------------------------------------------------------------------------
 */

int32_t person_day(const char *ymd)
{
    return ymd && *ymd ? str_date(str_of(ymd)) : DAY_NONE;
}

static struct person_code S_short(const char *s)
{
    struct person_code c = {{0}};
    if (s)
        memcpy(c.is, s, strnlen(s, sizeof c.is));
    return c;
}

struct person_shikaku person_shikaku(struct people *all, const struct kanyusha_koto *k)
{
    return (struct person_shikaku){.kigo = people_token(all, k->kigo),
                                   .bango = people_token(all, k->bango),
                                   .shutoku = person_day(k->shutoku_ymd),
                                   .soshitsu = person_day(k->soshitsu_ymd),
                                   .nintei = person_day(k->nintei_ymd),
                                   .honnin = S_short(k->honnin_kazoku)};
}

void person_keep_who(struct person *p, const struct kanyusha_koto *k)
{
    p->shimei = keep_hash32(k->shimei);
    p->shimei_kana = keep_hash32(k->shimei_kana);
    p->jusho = keep_hash32(k->jusho);
    p->seinengappi = person_day(k->seinengappi);
    p->seibetsu = S_short(k->seibetsu);
}

void person_keep_change(struct people *all, struct person *p, const struct kanyusha_koto *told)
{
    const struct {
        uint32_t *to;
        const char *from;
    } texts[] = {{&p->shimei, told->shimei}, {&p->shimei_kana, told->shimei_kana}, {&p->jusho, told->jusho}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i].to = texts[i].from ? keep_hash32(texts[i].from) : *texts[i].to;
    p->now.kigo = told->kigo ? people_token(all, told->kigo) : p->now.kigo;
    p->now.bango = told->bango ? people_token(all, told->bango) : p->now.bango;
    const struct {
        int32_t *to;
        const char *from;
    } days[] = {{&p->seinengappi, told->seinengappi},
                {&p->now.shutoku, told->shutoku_ymd},
                {&p->now.nintei, told->nintei_ymd}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        *days[i].to = days[i].from ? person_day(days[i].from) : *days[i].to;
    p->seibetsu = told->seibetsu ? S_short(told->seibetsu) : p->seibetsu;
    p->now.honnin = told->honnin_kazoku ? S_short(told->honnin_kazoku) : p->now.honnin;
}
