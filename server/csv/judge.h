/* Judges the values of one record by its layout: every rule of every column, and dates across columns.
 * Pure; texts of the errors are masked by diag. Called by chunk.c and the client's check. */
#ifndef CSV_JUDGE_H
#define CSV_JUDGE_H
#include "csv/charset.h"
#include "csv/layout.h"

enum { JUDGE_ERRORS = 32 }; /* of one row; what is beyond is not told */

/* cells: layout->n texts. Answers how many errors are in out, 0 when the row is good. One error a column. */
int judge_row(const struct layout *l, const struct charset *cs, const struct str *cells,
              struct diag out[JUDGE_ERRORS]);
#endif
