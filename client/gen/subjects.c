/* Who gets a row in which file; see subjects.h. */
#include "gen/subjects.h"

#include "gen/random.h"

/* By kind: a benefit has an event. */
static const struct {
    const char *name;
    event_fn *event;
} kinds[KIND_COUNT] = {
    [KIND_BUSHO] = {"bushoToroku", NULL},
    [KIND_USER] = {"userToroku", NULL},
    [KIND_KANYUSHA] = {"kanyushaToroku", NULL},
    [KIND_SHIKAKU] = {"shikakuJoho", NULL},
    [KIND_GASSAN] = {"kogakuKaigoGassan", event_gassan},
    [KIND_SHUSSAN] = {"shussanIchijikin", event_shussan},
    [KIND_KAZOKU_SHUSSAN] = {"kazokuShussanIchijikin", event_kazoku_shussan},
    [KIND_SHUSSAN_TEATE] = {"shussanTeatekin", event_shussan_teate},
    [KIND_SHOBYO] = {"shobyoTeatekin", event_shobyo},
    [KIND_MAISO] = {"maisoryo", event_maiso},
    [KIND_KAZOKU_MAISO] = {"kazokuMaisoryo", event_kazoku_maiso},
    [KIND_JUMIN] = {"juminShokai", NULL},
    [KIND_JOHO] = {"johoShokai", NULL},
};

const char *kind_name(enum kind k)
{
    return kinds[k].name;
}

enum kind kind_find(const char *name, size_t n)
{
    int k = 0;
    while (k < KIND_COUNT && (strlen(kinds[k].name) != n || memcmp(kinds[k].name, name, n) != 0))
        k++;
    return (enum kind)k;
}

bool kind_has_diff(enum kind k)
{
    return k == KIND_KANYUSHA || k == KIND_SHIKAKU || kinds[k].event;
}

/* --- differences
 * --------------------------------------------------------------------------------------------
 */

/* What becomes of a person after the whole files, as 処理区分 of 加入者情報; 0: nothing. */
enum change { STAYS = 0, MOVES = '2', CORRECTED = '3', LEAVES = '4', CANCELLED = '5' };

static bool S_has_benefit(const struct gen *g, const struct person *p)
{
    struct event e;
    for (int k = 0; k < KIND_COUNT; k++)
        if (kinds[k].event && kinds[k].event(g, p, &e))
            return true;
    return false;
}

static enum change S_change(const struct gen *g, const struct person *p)
{
    uint64_t s = random_mix(p->luck ^ STREAM_DIFF);
    if (p->end != NO_DAY || random_below(&s, 1000000) >= (uint32_t)(g->diff * 1000000))
        return STAYS;
    uint32_t what = random_below(&s, 10);
    if (what == 0)
        return S_has_benefit(g, p) ? MOVES : CANCELLED;
    return what < 5 ? MOVES : what < 6 ? CORRECTED : LEAVES;
}

/* --- one file
 * -----------------------------------------------------------------------------------------------
 */

static int64_t S_units(const struct gen *g, enum kind k)
{
    int64_t n = k == KIND_BUSHO ? g->members / 10 : g->members / 4, most = k == KIND_BUSHO ? 5000 : 50000;
    return n < 1 ? 1 : n > most ? most : n;
}

void subjects_start(struct subjects *x, const struct decisions *d, enum kind k, bool diff)
{
    *x = (struct subjects){.d = d, .kind = k, .diff = diff};
    people_start(&x->people, d->g->seed, d->g->members, d->g->day);
    if (k == KIND_BUSHO || k == KIND_USER)
        x->units = S_units(d->g, k);
}

static bool S_refused(const struct subjects *x, enum kind k, int64_t which)
{
    return spoil_pick(&x->d->whole[k], which) >= 0;
}

/* 部署 and ユーザー: a ユーザー belongs to a 部署 that its file got registered. */
static bool S_unit(struct subjects *x, struct subject *s)
{
    if (x->at == x->units)
        return false;
    int64_t all = S_units(x->d->g, KIND_BUSHO), busho = x->at % all;
    for (int64_t i = 0; x->kind == KIND_USER && i < all && S_refused(x, KIND_BUSHO, busho); i++)
        busho = (busho + 1) % all;
    *s = (struct subject){.number = x->at, .busho = busho, .kubun = '1', .end = NO_DAY};
    s->luck = random_of(x->d->g->seed, STREAM_UNIT + (uint64_t)x->kind, (uint64_t)x->at++);
    return true;
}

/* What the person does in a whole file; false: nothing. */
static bool S_whole(struct subjects *x, const struct person *p, struct subject *s)
{
    uint64_t luck = random_mix(p->luck + (uint64_t)x->kind);
    s->kubun = '1';
    switch (x->kind) {
    case KIND_KANYUSHA:
    case KIND_SHIKAKU:
        return true;
    case KIND_JUMIN:
    case KIND_JOHO:
        return random_chance(&luck, 300);
    default:
        return !S_refused(x, KIND_SHIKAKU, p->index) && kinds[x->kind].event(x->d->g, p, &s->e);
    }
}

/* The same in a file of differences. */
static bool S_diff(struct subjects *x, const struct person *p, struct subject *s)
{
    const struct gen *g = x->d->g;
    enum change change = S_change(g, p);
    uint64_t luck = random_mix(p->luck + (uint64_t)x->kind);
    if (x->kind == KIND_KANYUSHA) {
        s->kubun = (char)change;
        s->moved = change == MOVES;
        s->end = change == LEAVES ? g->day : NO_DAY;
        s->kojin = change == CORRECTED ? g->members + p->index : p->index;
        return change != STAYS;
    }
    if (S_refused(x, KIND_SHIKAKU, p->index))
        return false;
    if (x->kind == KIND_SHIKAKU) {
        s->kubun = change == CANCELLED ? '3' : '2';
        s->end = change == LEAVES ? g->day : NO_DAY;
        s->moved = change == MOVES;
        return change == CANCELLED || change == LEAVES || change == MOVES;
    }
    if (change != STAYS || random_below(&luck, 1000000) >= (uint32_t)(g->diff * 1000000) ||
        S_refused(x, x->kind, p->index) || !kinds[x->kind].event(g, p, &s->e))
        return false;
    s->kubun = random_chance(&luck, 300) ? '3' : '2';
    s->e.yen += 100;
    return true;
}

bool subjects_next(struct subjects *x, struct subject *ret)
{
    const struct gen *g = x->d->g;
    struct person *p = &x->person;
    if (x->units)
        return S_unit(x, ret);
    while (people_next(&x->people, p)) {
        bool known = !S_refused(x, KIND_KANYUSHA, p->index);
        *ret = (struct subject){.p = p,
                                .number = p->index,
                                .edaban = g->edaban_first + x->issued,
                                .kojin = p->index,
                                .end = p->end,
                                .luck = random_mix(p->luck + (uint64_t)x->kind * 7)};
        x->issued += known;
        bool needs = x->diff || (x->kind != KIND_KANYUSHA && x->kind != KIND_JUMIN);
        if ((known || !needs) && (x->diff ? S_diff(x, p, ret) : S_whole(x, p, ret)))
            return true;
    }
    return false;
}

/* Who is dead has been 消除 by 住基ネット: it is told of nobody, and has no 符号. */
enum status subjects_verdict(const struct gen *g, enum kind k, const struct subject *s)
{
    if (!g->jumin || !s->p || !s->p->dead)
        return ST_OK;
    return k == KIND_JUMIN ? ST_JUKI_SHOJO : k == KIND_JOHO ? ST_SHOKAI_NO_FUGO : ST_OK;
}
