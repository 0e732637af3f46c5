/* Judges the values of one record by its layout: every rule of every column, and rules across columns. What
 * is judged is also normalised. Pure; texts of the errors are masked by diag. Called by chunk.c, by the
 * online registration and the client's check. */
#ifndef FILE_LAYOUT_JUDGE_H
#define FILE_LAYOUT_JUDGE_H
#include "base/arena.h"
#include "file/charset/charset.h"
#include "file/layout/layout.h"

enum { JUDGE_ERRORS = 32 }; /* of one row; what is beyond is not told */

struct code_map;

/* How a column of a record is judged that does not come as a whole row of a file. */
enum asked {
    ASKED_NOT, /* it was not sent: nothing is said of it, and no rule that needs it applies */
    ASKED_ROW, /* as in a row */
    ASKED_KEY, /* it tells what is looked for: it must be there, whatever the rows need */
};

/* One file, or one record sent online, under judgement. */
struct judge {
    const struct layout *l;
    const struct charset *cs;
    const struct code_map *map; /* 業務コード of the insurer; NULL: none */
    bool ours;                  /* the cells have them converted already: map is for the texts alone */
    bool references;            /* of XML: a cell may hold characters that cs does not have */
    const unsigned char *asked; /* enum asked of each column; NULL: all are ASKED_ROW */
    bool first;                 /* the first error is enough: out has room for one */
};

/* cells: l->n texts as sent. values: l->n texts as judged and normalised (padding off, default put, era date
 * to YYYYMMDD, 業務コード to ours), NUL-terminated like the cells, in a when they are none of the cells.
 * Answers how many errors are in out (room for JUDGE_ERRORS, or one), 0 when the row is good; one a column,
 * then those across columns; out is not touched when there are none. When a is used up (arena_failed), the
 * answer means nothing. */
int judge_row(const struct judge *j, const struct str *cells, struct arena *a, struct str *values,
              struct diag *out);
#endif
