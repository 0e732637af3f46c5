/* gyomu_code.csv of a fixture (業務コード情報, 2.12.1 ⑧) against the code lists of the
 * layouts, line by line as they are read. The layouts must be open. */
#ifndef FILE_LAYOUT_CODEMAP_CHECK_H
#define FILE_LAYOUT_CODEMAP_CHECK_H
#include "base/arena.h"
#include "base/diag.h"
#include "file/layout/codemap.h"

struct gyomu_codes {
    struct arena *a;        /* borrowed */
    struct gyomu_line *all; /* the last line first */
};

/* SETUP with the item of the line that is wrong. The texts of line are copied. */
enum status gyomu_codes_row(struct gyomu_codes *f, const struct gyomu_code *line, int64_t at, struct diag *d);
/* When all lines are there; *ret_at: the one that is wrong. */
enum status gyomu_codes_end(const struct gyomu_codes *f, int64_t *ret_at, struct diag *d);
#endif
