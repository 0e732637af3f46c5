/* Inside csv/ only: gyomu_code.csv of a fixture (業務コード情報, 2.12.1 ⑧) against the code lists of the
 * layouts, line by line while fixture_table.c imports it. The layouts must be open. */
#ifndef CSV_FIXTURE_CODES_H
#define CSV_FIXTURE_CODES_H
#include "base/arena.h"
#include "base/diag.h"
#include "store/kanri_tables.h"

struct fixture_codes {
    struct arena *a;          /* borrowed */
    struct fixture_code *all; /* the last line first */
};

/* SETUP with the item of the line that is wrong. The texts of line are copied. */
enum status fixture_codes_row(struct fixture_codes *f, const struct kanri_gyomu_code *line, int64_t at,
                              struct diag *d);
/* When all lines are there; *ret_at: the one that is wrong. */
enum status fixture_codes_end(const struct fixture_codes *f, int64_t *ret_at, struct diag *d);
#endif
