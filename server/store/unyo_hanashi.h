/* Whose 機関別符号 was set free because the 個人番号 was wrong, until the new one has come; in unyo.db.
 * Called by service/unyo and service/joho. Texts that come out live in the arena. */
#ifndef STORE_UNYO_HANASHI_H
#define STORE_UNYO_HANASHI_H
#include "base/arena.h"
#include "store/db.h"

struct hanashi {
    const char *edaban, *shutoku_ymd;
    const char *soshitsu_ymd; /* NULL: none */
    int64_t at;               /* since when, virtual time */
};

/* kara: the first request (unyo_fugo.h) that asks with the right number. */
enum status unyo_hanashi_put(struct tx *tx, const char *hokensha, const char *edaban, int64_t kara,
                             int64_t now);
/* Requests have ended, the list of a fugoKanryo: it is over for those who have a 符号 again. */
enum status unyo_hanashi_kaisho(struct tx *tx, const char *list, int64_t now);
/* Those who have none yet, after the 枝番 `after` ("": from the first) in their order, at most limit. */
enum status unyo_hanashi_list(struct tx *tx, const char *hokensha, const char *after, int64_t limit,
                              struct arena *a, struct hanashi **ret, size_t *ret_n);
#endif
