/* Virtual time of a world: seconds since 1970-01-01 UTC, frozen or running with an offset, forwards only.
 * Not thread-safe by itself: the world's lock guards it. Texts are Japan time, +09:00. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct vclock {
    bool frozen;
    int64_t at;      /* frozen: the time; running: the virtual time at real_at */
    int64_t real_at; /* CLOCK_MONOTONIC seconds when at was taken */
};

/* 9999-12-31T23:59:59+09:00: years have four digits, so the clock stops here. */
#define CLOCK_END INT64_C(253402268399)

enum { CLOCK_TEXT = 26 }; /* "2017-05-01T09:00:00+09:00" and a NUL */

int64_t clock_now(const struct vclock *c);
void clock_freeze(struct vclock *c);
void clock_run(struct vclock *c);
/* false when t lies before the present time, or after CLOCK_END: the clock goes forwards only. */
bool clock_set(struct vclock *c, int64_t t);

void clock_text(int64_t t, char out[CLOCK_TEXT]);
/* The same in a; NULL for INT64_MIN, no time, or when a is used up. */
const char *clock_text_in(struct arena *a, int64_t t);
/* "2017-05-01T09:00:00+09:00", "2017-05-01T09:00:00" (Japan time), "2017-05-01 09:00", "2017-05-01";
 * INT64_MIN if it is none. */
int64_t clock_parse(const char *s);
/* "hh:mm" or "hh:mm:ss" at *p, which moves behind it: its seconds; -1: it is none. */
int32_t clock_read_time(const char **p);
/* Japan date of t in days since 1970-01-01. */
int32_t clock_date(int64_t t);
/* The first second of that day in Japan. */
int64_t clock_day(int32_t day);
/* Real microseconds, monotonic: for measuring only, never for state. */
int64_t clock_real_us(void);
#endif
