/* The population; see person.h. */
#include "gen/person.h"

#include "base/kojin_bango.h"
#include "file/layout/check.h"
#include "gen/random.h"

enum { YEAR = 365, GROWN = 20, MEMBERS = 5 };

void people_start(struct people *w, uint64_t seed, int64_t members, int32_t day)
{
    *w = (struct people){.seed = seed, .members = members, .day = day, .household = -1};
}

/* How the household stands to its insurer: since when, whether it has left, whether the insured has died. */
static void S_head(struct people *w, struct person *p)
{
    uint64_t s = w->home;
    p->woman = random_chance(&s, 400);
    p->age = GROWN + (int)random_below(&s, 45);
    p->birth = w->day - p->age * YEAR - p->age / 4 - (int32_t)random_below(&s, YEAR) - 1;
    int years = p->age - GROWN + 1;
    p->start = w->day - 400 - (int32_t)random_below(&s, (uint32_t)(years > 15 ? 15 : years) * YEAR);
    p->dead = random_chance(&s, 40);
    bool left = p->dead || random_chance(&s, 40);
    p->end = left ? w->day - 5 - (int32_t)random_below(&s, 200) : NO_DAY;
}

static void S_family(struct people *w, struct person *p)
{
    uint64_t s = p->luck;
    const struct person *head = &w->head;
    bool spouse = p->member == 1;
    p->woman = spouse ? !head->woman : random_chance(&s, 490);
    int age = spouse ? head->age - 3 + (int)random_below(&s, 7) : head->age - 24 - 2 * p->member;
    p->age = age < 0 ? 0 : spouse && age < GROWN ? GROWN : age;
    /* no two of a household on the same day, who might be two of one name */
    int32_t passed = (int32_t)random_below(&s, YEAR / MEMBERS) * MEMBERS + p->member;
    p->birth = w->day - p->age * YEAR - p->age / 4 - passed - 1;
    p->start = p->birth > head->start ? p->birth : head->start;
    p->end = head->end;
    p->dead = p->end == NO_DAY && w->day - p->start > 60 && random_chance(&s, 40);
    if (p->dead)
        p->end = w->day - 5 - (int32_t)random_below(&s, 50);
    if (p->end != NO_DAY && p->end <= p->start) /* born after the household had left: it did not, then */
        p->start = p->birth -= (p->birth - p->end + 30 + MEMBERS - 1) / MEMBERS * MEMBERS;
}

bool people_next(struct people *w, struct person *ret)
{
    if (w->index == w->members)
        return false;
    if (w->at == w->size) {
        w->household++;
        w->home = random_of(w->seed, STREAM_HOUSEHOLD, (uint64_t)w->household);
        uint64_t s = w->home ^ 1;
        w->size = 1 + (int)random_below(&s, MEMBERS);
        w->at = 0;
    }
    *ret = (struct person){.index = w->index,
                           .household = w->household,
                           .member = w->at,
                           .home = w->home,
                           .luck = random_of(w->seed, STREAM_PERSON, (uint64_t)w->index)};
    if (w->at == 0) {
        S_head(w, ret);
        w->head = *ret;
    } else {
        S_family(w, ret);
    }
    w->at++;
    w->index++;
    return true;
}

/* A Feistel network over left × right: every number below their product comes once, in no order that shows.
 */
static uint64_t S_scrambled(uint64_t key, uint64_t which, uint64_t left, uint64_t right)
{
    enum { ROUNDS = 3 };
    uint64_t l = which / right % left, r = which % right;
    for (int i = 0; i < ROUNDS; i++) {
        l = (l + random_mix(key + r) % left) % left;
        r = (r + random_mix(~key + l) % right) % right;
        key = random_mix(key);
    }
    return l * right + r;
}

static void S_digits(uint64_t n, int count, char *out)
{
    for (int i = count - 1; i >= 0; i--, n /= 10)
        out[i] = (char)('0' + n % 10);
}

void person_kojin_bango(uint64_t seed, int64_t which, char out[12])
{
    S_digits(S_scrambled(random_of(seed, STREAM_BANGO, 0), (uint64_t)which, 100000, 1000000), 11, out);
    out[11] = kojin_bango_digit(out);
}

void person_juminhyo_code(uint64_t seed, int64_t which, char out[11])
{
    S_digits(S_scrambled(random_of(seed, STREAM_BANGO, 1), (uint64_t)which, 100000, 100000), 10, out);
    out[10] = '0';
    while (!check_digit_ok(CHECK_JUMINHYO_CODE, (struct str){out, 11}))
        out[10]++;
}
