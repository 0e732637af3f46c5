/* A row of 部署情報 (2.12.1 ②): of bushoToroku and of kanri.bushoToroku. */
#ifndef SERVICE_KANRI_BUSHO_TOROKU_H
#define SERVICE_KANRI_BUSHO_TOROKU_H
#include "base/field.h"

/* NULL or "" when not given: a new one has all 事務, 職掌 and 特定個人情報 and is in no group, of another it
 * stays as it is. */
struct busho_row {
    const char *shori_kubun, *busho, *mei;
    const char *jimu, *shokusho, *tokutei, *access_group;
};
extern const struct field busho_row[];
#endif
