/* 住基ネット's residents in gaibu.db. Called by service/gaibu. */
#ifndef STORE_GAIBU_JUMIN_H
#define STORE_GAIBU_JUMIN_H
#include "base/arena.h"
#include "store/db.h"

#define JUMIN_SHOJO "消除"

/* One request beside the resident with its 個人番号. Texts are valid during the call only. */
struct jumin_ask {
    const char *yokyu_no, *hokensha, *edaban;
    const char *juminhyo_code; /* NULL: there is no such resident */
    const char *jotai;         /* NULL likewise */
};

/* Calls each() for every request of a jukiYokyu in its order. */
enum status gaibu_jumin_ask(struct tx *tx, const char *list,
                            void (*each)(const struct jumin_ask *ask, void *cls), void *cls);
#endif
