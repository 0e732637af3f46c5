/* What the rows of one file claim (<unique> of a layout): a second row with the same values is refused, as
 * the daemon's store would. Grows by 16 bytes a claim, and by nothing else. Called by verify.c. */
#ifndef FILE_LAYOUT_UNIQUE_H
#define FILE_LAYOUT_UNIQUE_H
#include "file/layout/layout.h"

struct uniques;

/* NULL: out of memory. */
struct uniques *uniques_new(const struct layout *l);
void uniques_free(struct uniques *u);
/* A row that is good so far: values as judged. ST_OK; the rule's status with *d when an earlier row has its
 * values; LIMIT: out of memory. */
enum status uniques_row(struct uniques *u, const struct str *values, int64_t line, struct diag *d);
#endif
