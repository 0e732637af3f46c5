/* A row of アクセスグループ情報 (2.12.1 ①): of accessGroupToroku and of kanri.accessGroupToroku. */
#ifndef SERVICE_KANRI_ACCESS_GROUP_TOROKU_H
#define SERVICE_KANRI_ACCESS_GROUP_TOROKU_H
#include "base/field.h"

/* NULL or "" when not given: a new one has all 事務 and 特定個人情報, of another it stays as it is. */
struct access_group_row {
    const char *shori_kubun, *access_group, *mei, *jimu, *tokutei;
};
extern const struct field access_group_row[];
#endif
