/* Dates of an era digit and yymmdd, as forms have them. Which digits stand for which eras is data of the
 * column: lists of five, for 明治 大正 昭和 平成 令和, '-' for an era that has none, with '|' between. Pure.
 * Called by judge_value.c and judge_text.c. */
#ifndef FILE_LAYOUT_ERA_H
#define FILE_LAYOUT_ERA_H
#include "base/str.h"

#define ERA_USUAL "12345"

/* How many days v may be by the lists: 0, 1, or 2 for more than one. out: YYYYMMDD and a NUL of the only one.
 */
int era_read(const char *lists, struct str v, char out[9]);
/* "1 明治・2 大正…"; all of it, or what fits. */
void era_text(const char *lists, char *out, size_t cap);
#endif
