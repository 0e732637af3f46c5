/* 住基ネット's residents in gaibu.db. Called by service/gaibu. */
#ifndef STORE_GAIBU_JUMIN_H
#define STORE_GAIBU_JUMIN_H
#include "base/arena.h"
#include "store/db.h"

#define JUMIN_SHOJO "消除"

struct sql; /* an answer that is read row by row, to its end */

/* One request beside the resident with its 個人番号. Texts are valid until the next row is read. */
struct jumin_ask {
    const char *yokyu_no, *hokensha, *edaban, *kojin_bango;
    const char *juminhyo_code; /* NULL: there is no such resident */
    const char *jotai;         /* NULL likewise */
};

/* The requests of the list of a jukiYokyu in its order, one at a call of _asked. */
struct sql *gaibu_jumin_ask(struct tx *tx, const char *rows);
enum status gaibu_jumin_asked(struct sql *q, struct jumin_ask *ret, bool *ret_found);

/* 個人番号 and 基本4情報 of a resident, as they are; and, NULL in all: nothing is known of it, as they were
 * before mae_ymd. */
struct jumin {
    const char *kojin_bango, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho;
    const char *jotai, *ido_jiyu; /* ido_jiyu: why it was 消除 */
    const char *shien;            /* "1": under 支援措置; or NULL */
    const char *mae_shimei, *mae_shimei_kana, *mae_jusho, *mae_jiyu, *mae_ymd;
};

/* The door: who looks somebody up for 本人確認 or 登録時突合 has come in by it, once for a question, however
 * many look-ups its answer takes. Each is an access (store/access_check.h). */
struct jumin_access {
    struct tx *tx;
};
struct jumin_access gaibu_jumin_access(struct tx *tx);

/* The residents whom all that is given fits, but for spaces and width; NULL: it is not given. */
struct jumin_key {
    const char *shimei, *shimei_kana, *jusho, *seinengappi, *seibetsu;
};
/* Who they are: residents, as they are; the same, as they once were; those who were 消除, as they are or
 * were. Who is under 支援措置 is found by no address of now [A]. */
enum jumin_juni { JUNI_IMA, JUNI_MAE, JUNI_SHOJO, JUNI_COUNT };
struct jumin_kazu {
    int64_t n;               /* `most` at most */
    const char *kojin_bango; /* of one of them; NULL: there is none */
};
/* What it costs is what it counts, however many share an item. Text in a. */
enum status gaibu_jumin_kazu(struct jumin_access by, const struct jumin_key *k, enum jumin_juni juni,
                             int64_t most, struct arena *a, struct jumin_kazu *ret);

/* A resident, once for each time before, the latest first, or once; nobody. To the end: one row at a call of
 * _found; texts are valid until the next. */
struct sql *gaibu_jumin_of(struct jumin_access by, const char *kojin_bango);
enum status gaibu_jumin_found(struct sql *q, struct jumin *ret, bool *ret_found);

/* A question of that number is answered, kekka: a name of status.def. The first answer counts. */
enum status gaibu_kaito_add(struct tx *tx, int64_t shokai, const char *kekka, int64_t now);
/* How many answers each insurer has had; array and texts in a. */
struct kaito_kensu {
    const char *hokensha;
    int64_t kensu;
};
enum status gaibu_kaito_kensu(struct tx *tx, struct arena *a, struct kaito_kensu **ret, size_t *ret_n);
#endif
