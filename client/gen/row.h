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
/* What a row that is not gen's own has in a column of which it knows nothing. */
struct str plan_unknown(const struct plan *p, int column, uint64_t *luck, struct text *t);
/* Cells as the file has them: dates of eras, whether they are in the calendar or not, and the insurer's own
 * codes. */
void plan_finish(const struct plan *p, struct text *t, struct str *cells);
/* true when v is one of the codes of the column. */
bool plan_code_ok(const struct column *c, struct str v);
/* Whether the column must have a value in this row. */
enum presence plan_presence(const struct layout *l, const struct str *cells, int column);
/* The day in a cell; NO_DAY: none. */
int32_t plan_day(const struct str *cells, int column);
/* The day that a rule counts from; NO_DAY: none. */
int32_t plan_days_from(const struct days *o, const struct str *cells);
#endif
