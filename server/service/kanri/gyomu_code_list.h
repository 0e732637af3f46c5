/* A code list of an insurer's 業務コード as a whole: as it will be with the row of an operation, or at the
 * end of the link file with all its rows, so that 1 → 2 and 2 → 1 can come in one after the other. Called by
 * gyomu_code_toroku.c. */
#ifndef SERVICE_KANRI_GYOMU_CODE_LIST_H
#define SERVICE_KANRI_GYOMU_CODE_LIST_H
#include "file/layout/codemap.h"
#include "service/kanri/kanri_bulk.h"

enum { GYOMU_LINES = 500 }; /* of one list: all are held against each other */

/* Rows of a link file: bulk_state. The verdicts on the lists of its file. */
struct gyomu_lists {
    bool known;
    struct gyomu_verdict *verdicts;
};

/* GYOMU_CODE, with the item, unless the line may be one of its list by itself. */
enum status gyomu_line_check(struct call *c, const struct gyomu_code *line);
/* GYOMU_CODE unless in the list of the row, when all is done, every value has one meaning in both directions.
 * Every row of the list has the same verdict. line->ours NULL: it stays as it is. */
enum status gyomu_list_check(struct call *c, enum kanri_kubun kubun, const struct gyomu_code *line);
#endif
