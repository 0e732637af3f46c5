/* The population; see person.h. */
#include "gen/person.h"

#include "base/kojin_bango.h"
#include "file/layout/check.h"
#include "gen/household.h"
#include "gen/random.h"

void people_start(struct people *w, uint64_t seed, int64_t members, int32_t day)
{
    *w = (struct people){.seed = seed, .members = members, .day = day, .household = -1};
}

bool people_next(struct people *w, struct person *ret)
{
    if (w->index == w->members)
        return false;
    if (w->at == w->size) {
        w->household++;
        w->size =
            household_make(w->family, random_of(w->seed, STREAM_HOUSEHOLD, (uint64_t)w->household), w->day);
        w->at = 0;
    }
    *ret = w->family[w->at++];
    ret->index = w->index;
    ret->household = w->household;
    ret->luck = random_of(w->seed, STREAM_PERSON, (uint64_t)w->index++);
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
