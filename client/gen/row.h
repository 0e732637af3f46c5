/* Good rows of a layout, whatever its columns and rules are. Called by file.c; spoil.c makes them wrong. */
#ifndef CLIENT_GEN_ROW_H
#define CLIENT_GEN_ROW_H
#include "gen/value.h"

struct plan {
    const struct gen *g;
    const struct layout *l;
    const struct maker *makers[LAYOUT_COLUMNS]; /* NULL: any value */
};

void plan_make(struct plan *p, const struct gen *g, const struct layout *l);
/* The cells of a good row about s; texts in t, which starts anew. Dates of every form are YYYYMMDD yet. */
void plan_row(const struct plan *p, const struct subject *s, struct text *t, struct str *cells);
/* Dates of eras as the file has them, whether they are in the calendar or not. */
void plan_eras(const struct plan *p, struct text *t, struct str *cells);
/* Whether the column must have a value in this row. */
enum presence plan_presence(const struct layout *l, const struct str *cells, int column);
/* The day in a cell; NO_DAY: none. */
int32_t plan_day(const struct str *cells, int column);
#endif
