/* A row of ロール情報 (2.12.1 ③): of roleToroku and of kanri.roleToroku. */
#ifndef SERVICE_KANRI_ROLE_TOROKU_H
#define SERVICE_KANRI_ROLE_TOROKU_H
#include <stdbool.h>

#include "base/field.h"

struct role_row {
    const char *shori_kubun, *role, *mei, *sosa; /* NULL or "" when not given: stays as it is */
    bool hyojun;                                 /* 標準ロール: no column, for masterList */
};
extern const struct field role_row[];
#endif
