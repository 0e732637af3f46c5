/* The people known to the 中間サーバー, and their 機関別符号 (1.7.1 ①). A 符号 goes in here and never comes
 * out: other families join on it inside the database, and no function answers one. Called by service/chukan.
 */
#ifndef STORE_CHUKAN_FUGO_H
#define STORE_CHUKAN_FUGO_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

/* Messages as they come; what they may hold: service/messages.h. Each may be applied twice or late without
 * harm. */
enum status chukan_fugo_tsuchi(struct tx *tx, const char *json, int64_t now);
enum status chukan_fugo_kyakka(struct tx *tx, const char *json, int64_t now);
enum status chukan_fugo_ido(struct tx *tx, const char *json, int64_t now);

/* One entry of fugoKekka. */
struct chukan_kekka {
    const char *yokyu_no, *hokensha, *edaban;
    const char *id_code; /* NULL: failed */
    const char *status;  /* name of the status that says why; NULL: none */
};
/* Array and texts in a. */
enum status chukan_fugo_kekka(struct tx *tx, const char *json, struct arena *a, struct chukan_kekka **ret,
                              size_t *ret_n);
/* fugo: 64 hex digits, or NULL for a failure, which takes the old one away. */
enum status chukan_fugo_set(struct tx *tx, const struct chukan_kekka *k, const char *fugo, int64_t now);

enum chukan_ido { CHUKAN_YUKO, CHUKAN_SOSHITSU, CHUKAN_TORIKESHI };

struct chukan_hito {
    bool known; /* false: the rest means nothing */
    enum chukan_ido ido;
    bool has_fugo;
    bool has_shikaku; /* chukan_hito_shikaku only: some 資格情報 is there */
    bool inside;      /* chukan_hito_shikaku only: one of them covers the period */
};
enum status chukan_hito(struct tx *tx, const char *hokensha, const char *edaban, struct chukan_hito *ret);
/* from, to: YYYYMMDD, both inclusive */
enum status chukan_hito_shikaku(struct tx *tx, const char *hokensha, const char *edaban, const char *from,
                                const char *to, struct chukan_hito *ret);
#endif
