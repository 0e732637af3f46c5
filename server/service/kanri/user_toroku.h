/* A row of ユーザー情報 (2.12.1 ④): of userToroku and of kanri.userToroku. */
#ifndef SERVICE_KANRI_USER_TOROKU_H
#define SERVICE_KANRI_USER_TOROKU_H
#include "base/field.h"

/* NULL or "" when not given: of one that is there it stays as it is. */
struct user_row {
    const char *shori_kubun, *user, *busho, *shimei, *roles;
    const char *jotai; /* 有効, 停止: only told, by kanri.masterList */
};
/* What a request has; and what is told. */
extern const struct field user_row[], user_row_told[];
#endif
