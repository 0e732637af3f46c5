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

/* Calls each() for every request of the list of a jukiYokyu in its order. */
enum status gaibu_jumin_ask(struct tx *tx, const char *rows,
                            void (*each)(const struct jumin_ask *ask, void *cls), void *cls);

/* 個人番号 and 基本4情報, of a resident. */
struct jumin {
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho;
    const char *jotai, *ido_jiyu; /* ido_jiyu: why it was 消除 */
};

/* Calls each() for the resident with the 個人番号, or, when that is NULL, for those born on the day, in the
 * order of their 個人番号. Texts are valid during the call only. */
enum status gaibu_jumin_find(struct tx *tx, const char *kojin_bango, const char *seinengappi,
                             void (*each)(const struct jumin *resident, void *cls), void *cls);
#endif
