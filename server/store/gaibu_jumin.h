/* 住基ネット's residents in gaibu.db. Called by service/gaibu. */
#ifndef STORE_GAIBU_JUMIN_H
#define STORE_GAIBU_JUMIN_H
#include "base/arena.h"
#include "store/db.h"

#define JUMIN_SHOJO "消除"

struct sql; /* an answer that is read row by row, to its end */

/* One request beside the resident with its 個人番号. Texts are valid until the next row is read. */
struct jumin_ask {
    const char *yokyu_no, *hokensha, *edaban;
    const char *juminhyo_code; /* NULL: there is no such resident */
    const char *jotai;         /* NULL likewise */
};

/* The requests of the list of a jukiYokyu in its order, one at a call of _asked. */
struct sql *gaibu_jumin_ask(struct tx *tx, const char *rows);
enum status gaibu_jumin_asked(struct sql *q, struct jumin_ask *ret, bool *ret_found);

/* 個人番号 and 基本4情報, of a resident. */
struct jumin {
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho;
    const char *jotai, *ido_jiyu; /* ido_jiyu: why it was 消除 */
};

/* The resident with the 個人番号, or, when that is NULL, those born on the day, in the order of their
 * 個人番号, one at a call of _found. Texts are valid until the next row is read. */
struct sql *gaibu_jumin_find(struct tx *tx, const char *kojin_bango, const char *seinengappi);
enum status gaibu_jumin_found(struct sql *q, struct jumin *ret, bool *ret_found);
#endif
