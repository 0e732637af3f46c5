/* A row of 業務コード情報 (2.12.1 ⑧): of gyomuCodeToroku and of kanri.gyomuCodeToroku. */
#ifndef SERVICE_KANRI_GYOMU_CODE_TOROKU_H
#define SERVICE_KANRI_GYOMU_CODE_TOROKU_H
#include "base/field.h"

/* NULL or "" when not given: of one that is there it stays as it is. */
struct gyomu_code_row {
    const char *shori_kubun, *code_list, *theirs;
    const char *ours, *mei;
    const char *kagi; /* "code_list theirs", what tells one from another: only told, by kanri.masterList */
    const char *kaku; /* "1": ours is written as theirs of this line, "0": of an earlier one; only told */
};
/* What a request has; and what is told. */
extern const struct field gyomu_code_row[], gyomu_code_row_told[];
#endif
