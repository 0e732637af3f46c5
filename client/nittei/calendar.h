/* The schedule of a lot (2.7.4 to 2.7.9, 2.12) as something to draw: from the tables of the fixtures, or as a
 * world tells it. Days since 1970-01-01. Called by cmd/nittei.c. */
#ifndef CLIENT_NITTEI_CALENDAR_H
#define CLIENT_NITTEI_CALENDAR_H
#include "base/buf.h"
#include "base/diag.h"
#include "node.h"

enum { CALENDAR_BARS = 64, CALENDAR_MONTHS = 24 };

struct calendar_bar {
    const char *nittei, *mei; /* its name in romaji, and in Japanese */
    int32_t kara, made;       /* the last day; INT32_MAX: it does not end */
};

struct calendar {
    struct arena *a; /* owned: of all texts */
    const char *lot;
    int32_t kyo;                             /* today in the world; INT32_MIN: none was asked */
    struct calendar_bar bars[CALENDAR_BARS]; /* by their days */
    int n;                                   /* 0: the lot has no schedule, and there is nothing to draw */
    int32_t first, last;                     /* whole months around all days that are given */
};

/* Of the folder FIXTURES/common; calendar_free after either. SETUP: it cannot be read, or a day is none;
 * LIMIT: too many windows, or months. */
enum status calendar_read(struct calendar *c, const char *fixtures, const char *lot, struct diag *d);
/* Of the answer of GET …/nittei. */
enum status calendar_take(struct calendar *c, const struct node *root, struct diag *d);
void calendar_free(struct calendar *c);

/* Months as columns of six cells, five days each and the rest; = a window, | today, # both. */
void calendar_text(const struct calendar *c, struct buf *out);
/* Three pixels a day; a window is <rect id="NITTEI" …>, today <line id="kyo" …>. No scripts. */
void calendar_svg(const struct calendar *c, struct buf *out);

/* Of a day: "2017", "5", its place in the month from 1. */
void calendar_day(int32_t day, int *ret_year, int *ret_month, int *ret_of);
/* The first day of the month behind that of day. */
int32_t calendar_next_month(int32_t day);
#endif
