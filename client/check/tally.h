/* How many errors of which kind a file has: by message code and column. Called by checker.c and the reports.
 */
#ifndef CLIENT_CHECK_TALLY_H
#define CLIENT_CHECK_TALLY_H
#include <stdint.h>

#include "base/diag.h"

/* More kinds than a layout can have (200 columns, some codes each) are counted together. */
enum { TALLY_LINES = 600 };

struct tally_line {
    enum status status;
    char item[96];
    int64_t count;
    int64_t first; /* the row of the first of them; 0: of none */
};

struct tally {
    struct tally_line line[TALLY_LINES];
    int n;
    int64_t all;
};

/* line 0: of the whole file. */
void tally_add(struct tally *t, const struct diag *d, int64_t line);
/* By code, and by falling count in each code: for showing. */
void tally_sort(struct tally *t);
/* 「3件（最初は 46行目）」 */
enum { TALLY_TOLD = 96 };
void tally_told(const struct tally_line *t, char out[TALLY_TOLD]);
/* Errors with the code of line `at`; lines of one code stand together once sorted. */
int64_t tally_of_code(const struct tally *t, int at);
#endif
