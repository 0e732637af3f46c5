/* The stories that go into a population: tables of common/stories/gen in the fixtures, a row each, in which
 * the insurer's and the population's own numbers are left open (tests/tools/stories_gen.py makes them). Their
 * people come behind all others. Called by file.c and jumin.c. */
#ifndef CLIENT_GEN_STORIES_H
#define CLIENT_GEN_STORIES_H
#include "gen/gen.h"
#include "gen/table.h"
#include "gen/text.h"

#define STORIES_DAY "20170508" /* what is expected of the rows is so when they are sent on that day */
#define STORIES_FOLDER "common/stories/gen"

enum { STORIES_PEOPLE = 1000 /* at most */ };

/* The first columns of a table of rows, those of the layout are behind them. */
enum stories_column { STORIES_ID, STORIES_HITO, STORIES_CODE, STORIES_KEIKOKU, STORIES_EDA, STORIES_COLUMNS };

/* The table of g->stories; table_free after either. SETUP: it cannot be read, FILE_…: it is broken. */
enum status stories_read(struct table *x, const struct gen *g, const char *table, struct diag *d);
/* SETUP: that is no table of rows. */
enum status stories_check(const struct table *x, struct diag *d);
/* A cell with the numbers put in. issued: 枝番 before the stories'. */
struct str stories_cell(const struct gen *g, int64_t issued, struct str cell, struct text *t);
#endif
