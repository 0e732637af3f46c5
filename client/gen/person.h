/* The population: households of an insured person and family, made one after the other from the seed, so that
 * any number of files can walk through the same people without keeping them. Nobody in it exists. Called by
 * subjects.c; what a household is: household.h. */
#ifndef CLIENT_GEN_PERSON_H
#define CLIENT_GEN_PERSON_H
#include <stdbool.h>
#include <stdint.h>

enum { NO_DAY = INT32_MIN, PERIODS = 3, HOUSEHOLD = 5 };

/* Days are counted since 1970-01-01. */
struct period {
    int32_t start, end; /* 資格取得, 資格喪失 (NO_DAY: none) */
    int card;           /* from 0: which of its 記号番号 the household had then */
};

struct person {
    int64_t index, household; /* from 0 */
    int member;               /* of the household: 0 本人, 1 the spouse, then children by age */
    bool woman, dead;
    int32_t birth;                  /* 生年月日 */
    int32_t youngest;               /* birth of the household's youngest child; NO_DAY: none */
    int born;                       /* how many were born on that day */
    struct period periods[PERIODS]; /* 資格, one or more, in order of time */
    int period_count;
    uint64_t luck; /* a start for random_below that is this person's own */
    uint64_t home; /* and the household's */
};

struct people {
    uint64_t seed;
    int64_t members;
    int32_t day; /* of the files: nothing is later */
    /* where it stands */
    int64_t index, household;
    int at, size;
    struct person family[HOUSEHOLD];
};

void people_start(struct people *w, uint64_t seed, int64_t members, int32_t day);
/* false: that were all. */
bool people_next(struct people *w, struct person *ret);

static inline const struct period *person_last(const struct person *p)
{
    return &p->periods[p->period_count - 1];
}

/* The number of person `which`, below 10^11 of them, each different, with its check digit. Writes 12 digits.
 */
void person_kojin_bango(uint64_t seed, int64_t which, char out[12]);
/* The same of 住民票コード, below 10^10 of them, 11 digits. */
void person_juminhyo_code(uint64_t seed, int64_t which, char out[11]);
#endif
