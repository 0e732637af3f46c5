/* The people known to the 中間サーバー, and their 機関別符号 (1.7.1 ①). A 符号 goes in here, other
 * families join on it inside the database, and one function gives it out, to service/chukan/fugo.c. Called by
 * service/chukan. */
#ifndef STORE_CHUKAN_FUGO_H
#define STORE_CHUKAN_FUGO_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

/* What messages bring; each may be applied twice or late without harm. rows: the list of a fugoTsuchi or
 * fugoKyakka, [["Y06139992N00000001","edaban",shikaku],…], shikaku null: not told. */
enum status chukan_fugo_tsuchi(struct tx *tx, const char *hokensha, const char *rows, int64_t now);
enum status chukan_fugo_kyakka(struct tx *tx, const char *hokensha, const char *rows, int64_t now);
/* Of a kanyushaIdo, [["edaban",ido,ymd,shikaku],…]; ido, shikaku null: as they were. */
enum status chukan_fugo_ido(struct tx *tx, const char *hokensha, const char *rows, int64_t now);
/* fugo: 64 hex digits, or NULL for a failure, which takes the old one away. */
enum status chukan_fugo_set(struct tx *tx, const char *hokensha, const char *edaban, const char *yokyu_no,
                            const char *fugo, int64_t now);

/* The 符号 is none any more. yokyu_no: of a request whose answer is not to count; NULL: none. */
enum status chukan_fugo_hanasu(struct tx *tx, const char *hokensha, const char *edaban, const char *yokyu_no,
                               int64_t now);

/* That of the person, in arena; *ret NULL: there is none. Nobody but fugo.c, which makes an id of it, is
 * told. */
enum status chukan_fugo_get(struct tx *tx, const char *hokensha, const char *edaban, struct arena *arena,
                            const char **ret);

/* How far the request for one that is not there is: "処理中 Y06139992N00000001", "取得失敗 Y…", "要求なし";
 * in arena, *ret NULL: the person is not known. */
enum status chukan_fugo_jotai(struct tx *tx, const char *hokensha, const char *edaban, struct arena *arena,
                              const char **ret);

enum chukan_ido { CHUKAN_YUKO, CHUKAN_SOSHITSU, CHUKAN_TORIKESHI };

/* What rules must know of one 副本. Days are YYYYMMDD; texts that it has not are NULL. */
struct chukan_kikan {
    const char *shubetsu, *kagi;
    const char *kara, *owari; /* first and last day; owari NULL: open */
    const char *kisoku;       /* of struct chukan_fukuhon */
    bool onaji;               /* it is the one that was asked for, and has just those items */
};

struct chukan_hito {
    bool known; /* false: the rest means nothing */
    enum chukan_ido ido;
    bool has_fugo;
    const struct chukan_kikan *kikan; /* these: chukan_hito_kikan only */
    size_t kikan_n;
    const char *shikaku; /* what was told of the 資格 of this person alone; NULL: chukan_shikaku_get has it */
};
enum status chukan_hito(struct tx *tx, const char *hokensha, const char *edaban, struct chukan_hito *ret);
/* With all the 副本 of the person. shubetsu, kagi, komoku: the one that onaji is about. Array and texts in
 * arena. */
enum status chukan_hito_kikan(struct tx *tx, const char *hokensha, const char *edaban, const char *shubetsu,
                              const char *kagi, const char *komoku, struct arena *arena,
                              struct chukan_hito *ret);
#endif
