/* A link file of the 配信マスター applied onto what is held: of 全件 its records take the place of all, of
 * 差分 each row is a 追加, 変更 or 削除 that must fit the record that is held. What does not fit is said, and
 * names its record. Called by cmd/master.c. */
#ifndef CLIENT_MASTER_APPLY_H
#define CLIENT_MASTER_APPLY_H
#include "master/held.h"

enum master_kubun { MASTER_BY_NAME, MASTER_ZENKEN, MASTER_SABUN };
/* encoding NULL: found out. EXIT_FINE, or otherwise after saying why; held then is to be thrown away. */
int apply_file(struct held held[MASTER_KINDS], const char *path, enum master_kubun kubun,
               const char *encoding);
#endif
