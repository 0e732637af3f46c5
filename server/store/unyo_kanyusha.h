/* 加入者情報 and 資格履歴 in unyo.db (2.12): one live 個人番号 once an insurer; each change keeps what was.
 * Called by service/unyo and service/joho. Texts that come out live in the arena. */
#ifndef STORE_UNYO_KANYUSHA_H
#define STORE_UNYO_KANYUSHA_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

#define KANYUSHA_YUKO "有効"
#define KANYUSHA_SOSHITSU "喪失"
#define KANYUSHA_TORIKESHI "取消"

/* Nothing was asked of a person without a 個人番号. It is no number that bango.h makes. */
enum { KANYUSHA_NO_YOKYU = 0 };

struct kanyusha {
    const char *hokensha, *edaban;
    const char *kojin_bango; /* 12 digits, "" of who has none yet; never leaves unyo */
    const char *kigo, *bango, *honnin_kazoku, *shimei, *shimei_kana, *seibetsu, *seinengappi, *jusho;
    const char *shutoku_ymd;
    const char *nintei_ymd, *soshitsu_ymd; /* NULL: none */
    const char *jotai;
    const char *ido, *ido_ymd; /* what made it what it is */
    int64_t koshin_at;
    int64_t version; /* 1 at first; renban of the history */
    int64_t yokyu;   /* the latest 符号取得要求; KANYUSHA_NO_YOKYU */
};

struct rireki {
    int64_t renban;
    const char *ido, *ido_ymd, *kigo, *bango, *honnin_kazoku, *shutoku_ymd, *soshitsu_ymd;
    int64_t toroku_at;
};

enum status unyo_kanyusha_find(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                               struct kanyusha *ret, bool *ret_found);
/* Among those not cancelled, whatever run of the index they are in. */
enum status unyo_kanyusha_by_kojin(struct tx *tx, const char *hokensha, const char *kojin_bango,
                                   struct arena *a, struct kanyusha *ret, bool *ret_found);
/* The highest 枝番 issued so far as a number; INT64_MIN when there is none. */
enum status unyo_kanyusha_last(struct tx *tx, const char *hokensha, int64_t *ret);
/* *ret_new false: the insurer has the 個人番号 already, and nothing was written. */
enum status unyo_kanyusha_insert(struct tx *tx, const struct kanyusha *k, bool *ret_new);
/* Who changes the 個人番号 has asked unyo_kanyusha_by_kojin before. */
enum status unyo_kanyusha_update(struct tx *tx, const struct kanyusha *k);
/* The number of k is free for another from now on; k must be given one before the transaction ends, and only
 * one may be without at a time. */
enum status unyo_kanyusha_park(struct tx *tx, const struct kanyusha *k);

/* So many registrations of one insurer are coming, by a link file: its numbers are read into memory, so that
 * each of those is told from them without a look into the table. Call again, in a write of its own, while
 * *ret_more. */
enum status unyo_kanyusha_expect(struct tx *tx, const char *hokensha, int64_t rows, bool *ret_more);
/* They have come, or will not. */
void unyo_kanyusha_expect_end(struct tx *tx);

/* Before an update that is a change: the row as it stands goes into the history. */
enum status unyo_rireki_keep(struct tx *tx, const char *hokensha, const char *edaban);
/* A step of which the row of kanyusha cannot tell, since it is about an earlier 資格: r->renban is the
 * version that the row is given next. */
enum status unyo_rireki_step(struct tx *tx, const char *hokensha, const char *edaban, const struct rireki *r);
/* The history with the present at its end; none for an unknown 枝番. Array of *ret_n in a, oldest first. */
enum status unyo_rireki_list(struct tx *tx, const char *hokensha, const char *edaban, struct arena *a,
                             struct rireki **ret, size_t *ret_n);
#endif
