/* From lines of kanri.db to the conversion of one insurer's values (2.12.1 ⑧). Called by world/ with the
 * tables that it keeps, and by operations with what stands in their transaction. */
#ifndef SERVICE_GYOMU_MAP_H
#define SERVICE_GYOMU_MAP_H
#include "file/layout/codemap.h"
#include "service/op.h"
#include "store/kanri_tables.h"

/* Those of the insurer among the rows, in their order; texts copied into `texts`, NULL: borrowed. NULL: an
 * arena is used up. */
struct gyomu_code *gyomu_lines(const struct kanri_gyomu_code *rows, size_t n, const char *hokensha,
                               struct arena *a, struct arena *texts, size_t *ret_n);
/* Of the caller's insurer; *ret NULL: it has none. */
enum status gyomu_map(struct call *c, const struct code_map **ret);
#endif
