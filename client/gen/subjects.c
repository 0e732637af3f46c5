/* Who gets a row in which file; see subjects.h. */
#include "gen/subjects.h"

#include "gen/names.h"
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
    [KIND_KIKAN] = {"kikanShokai", NULL},
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

/* A chance, and what is drawn with it. */
static bool S_drawn(uint64_t *s, double chance)
{
    return random_below(s, 1000000) < (uint32_t)(chance * 1000000);
}

/* A family moves and leaves together: most changes are its own. */
static enum change S_family_change(const struct gen *g, const struct person *p, double share)
{
    uint64_t s = random_mix(p->home ^ STREAM_DIFF);
    return !S_drawn(&s, g->diff * share) ? STAYS : random_below(&s, 10) < 6 ? MOVES : LEAVES;
}

/* And some are of one of them; altogether as many as were asked for. */
static enum change S_change(const struct gen *g, const struct person *p)
{
    static const double share = 0.7;
    uint64_t s = random_mix(p->luck ^ STREAM_DIFF);
    if (person_last(p)->end != NO_DAY)
        return STAYS;
    enum change all = S_family_change(g, p, share);
    if (all != STAYS || !S_drawn(&s, g->diff * (1 - share) / (1 - g->diff * share)))
        return all;
    uint32_t what = random_below(&s, 10);
    if (p->member == 0 || what < 4)
        return CORRECTED;
    return what < 7 || p->period_count > 1 || S_has_benefit(g, p) ? LEAVES : CANCELLED;
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

static bool S_refused(const struct subjects *x, enum kind k, int64_t row)
{
    return spoil_pick(&x->d->whole[k], row) >= 0;
}

static int64_t S_row(const struct person *p, int period)
{
    return p->index * PERIODS + period;
}

/* Whether 加入者情報 and 資格情報 of a 資格 were taken. */
static bool S_has_shikaku(const struct subjects *x, const struct person *p, int period)
{
    return x->registered >> period & 1 && !S_refused(x, KIND_SHIKAKU, S_row(p, period));
}

/* 部署 and ユーザー: a ユーザー belongs to a 部署 that its file got registered. */
static bool S_unit(struct subjects *x, struct subject *s)
{
    if (x->at == x->units)
        return false;
    int64_t all = S_units(x->d->g, KIND_BUSHO), busho = x->at % all;
    for (int64_t i = 0; x->kind == KIND_USER && i < all && S_refused(x, KIND_BUSHO, busho); i++)
        busho = (busho + 1) % all;
    *s = (struct subject){.number = x->at, .row = x->at, .busho = busho, .kubun = '1', .end = NO_DAY};
    s->luck = random_of(x->d->g->seed, STREAM_UNIT + (uint64_t)x->kind, (uint64_t)x->at++);
    return true;
}

/* The row is about this 資格. */
static void S_about(const struct person *p, int period, struct subject *s)
{
    s->period = period;
    s->row = S_row(p, period);
    s->end = p->periods[period].end;
}

/* A benefit that the person has, in a 資格 that was taken. */
static bool S_benefit(const struct subjects *x, const struct person *p, struct subject *s)
{
    if (!kinds[x->kind].event(x->d->g, p, &s->e) || !S_has_shikaku(x, p, s->e.period))
        return false;
    S_about(p, s->e.period, s);
    return true;
}

/* A question about the person to another institution. */
static bool S_kikan(const struct subjects *x, const struct person *p, struct subject *s)
{
    s->toi = toi_pick(x->d->g->toi, s->luck);
    s->kikan = toi_whom(s->toi, name_town(p, false), random_mix(s->luck));
    return true;
}

/* What the person does in a whole file; false: nothing. */
static bool S_whole(const struct subjects *x, const struct person *p, struct subject *s)
{
    uint64_t luck = random_mix(p->luck + (uint64_t)x->kind);
    s->kubun = '1';
    switch (x->kind) {
    case KIND_KANYUSHA:
        return true;
    case KIND_SHIKAKU:
        return x->registered >> s->period & 1;
    case KIND_JUMIN:
        return random_chance(&luck, 300);
    case KIND_JOHO:
        return x->registered && random_chance(&luck, 300);
    case KIND_KIKAN:
        return x->registered && random_chance(&luck, 300) && S_kikan(x, p, s);
    default:
        return S_benefit(x, p, s);
    }
}

/* The same in a file of differences. */
static bool S_diff(const struct subjects *x, const struct person *p, struct subject *s)
{
    const struct gen *g = x->d->g;
    int last = p->period_count - 1;
    enum change change = x->registered >> last & 1 ? S_change(g, p) : STAYS;
    uint64_t luck = random_mix(p->luck + (uint64_t)x->kind);
    if (x->kind == KIND_KANYUSHA) {
        s->kubun = (char)change;
        s->moved = change == MOVES;
        s->end = change == LEAVES ? g->day : NO_DAY;
        s->kojin = change == CORRECTED ? g->members + p->index : p->index;
        return change != STAYS;
    }
    if (x->kind == KIND_SHIKAKU) {
        s->kubun = change == CANCELLED ? '3' : '2';
        s->end = change == LEAVES ? g->day : NO_DAY;
        s->moved = change == MOVES;
        return S_has_shikaku(x, p, last) && (change == CANCELLED || change == LEAVES || change == MOVES);
    }
    if (change != STAYS || !S_drawn(&luck, g->diff) || !S_benefit(x, p, s) || S_refused(x, x->kind, s->row))
        return false;
    s->kubun = random_chance(&luck, 300) ? '3' : '2';
    s->e.yen += 100;
    return true;
}

/* The next person, and what of theirs was registered. false: that were all. */
static bool S_person(struct subjects *x)
{
    struct person *p = &x->person;
    x->issued += x->registered != 0;
    x->registered = 0;
    if (!people_next(&x->people, p))
        return false;
    for (int i = 0; i < p->period_count; i++)
        x->registered |= (unsigned)!S_refused(x, KIND_KANYUSHA, S_row(p, i)) << i;
    /* 加入者情報 and 資格情報 tell all of them, everything else and differences are of the present */
    bool each = !x->diff && (x->kind == KIND_KANYUSHA || x->kind == KIND_SHIKAKU);
    x->period = each ? 0 : p->period_count - 1;
    return true;
}

bool subjects_next(struct subjects *x, struct subject *ret)
{
    const struct gen *g = x->d->g;
    const struct person *p = &x->person;
    if (x->units)
        return S_unit(x, ret);
    while (x->period < p->period_count || S_person(x)) {
        *ret = (struct subject){.p = p,
                                .number = p->index,
                                .edaban = g->edaban_first + x->issued,
                                .kojin = p->index,
                                .luck = random_mix(p->luck + (uint64_t)x->kind * 7 + (uint64_t)x->period)};
        S_about(p, x->period++, ret);
        if (x->diff ? S_diff(x, p, ret) : S_whole(x, p, ret))
            return true;
    }
    return false;
}

/* Who is dead has been 消除 by 住基ネット: it is told of nobody, and has no 符号. */
enum status subjects_verdict(const struct gen *g, enum kind k, const struct subject *s)
{
    if (!g->jumin || !s->p || !s->p->dead)
        return ST_OK;
    return k == KIND_JUMIN ? ST_JUKI_SHOJO : k == KIND_JOHO || k == KIND_KIKAN ? ST_SHOKAI_NO_FUGO : ST_OK;
}
