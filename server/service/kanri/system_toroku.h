/* A row of 接続システム情報 (2.12.1 ⑥): of systemToroku and of kanri.systemToroku. */
#ifndef SERVICE_KANRI_SYSTEM_TOROKU_H
#define SERVICE_KANRI_SYSTEM_TOROKU_H
#include "base/field.h"

/* NULL or "" when not given: of one that is there it stays as it is. */
struct system_row {
    const char *shori_kubun, *system, *mei;
    const char *password; /* never told */
    const char *jotai;    /* 有効, 停止: only told, by kanri.masterList */
};
/* What a request has; and what is told. */
extern const struct field system_row[], system_row_told[];
#endif
