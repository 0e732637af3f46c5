/* 情報照会 (1.7.1 ②): what insurers ask, and what can be asked of whom. What they are asked:
 * chukan_teikyo.h. Called by service/chukan. */
#ifndef STORE_CHUKAN_SHOKAI_H
#define STORE_CHUKAN_SHOKAI_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

#define SHOKAI_SHORICHU "処理中"
#define SHOKAI_KAITO "回答済"
#define SHOKAI_TORIKESHI "取消"

struct chukan_shokai {
    const char *bango;             /* 照会番号 */
    const char *hokensha, *edaban; /* who asks, and for whom */
    const char *teikyo_hokensha;   /* an insurer of this 中間サーバー; NULL: another institution */
    const char *teikyo_kikan;      /* its 機関コード; NULL: an insurer that has none in the fixture */
    const char *jimu_code;
    const char *tetsuzuki; /* 事務手続コード; NULL: not said */
    const char *code;      /* 特定個人情報名コード */
    const char *kijun_ymd; /* NULL: no day in particular */
    const char *busho, *user;
    const char *jotai; /* SHOKAI_SHORICHU, SHOKAI_KAITO, SHOKAI_TORIKESHI */
    int64_t polls;
    bool okuri;              /* who is asked has it: 情報提供NWS, or an insurer that decides by hand */
    const char *kekka_kubun; /* NULL while waiting */
    int64_t yokyu_at;
    int64_t kaito_at;     /* INT64_MIN while waiting */
    const char *kaito;    /* JSON [["shubetsu",{…}],…]; NULL while waiting and in lists */
    const char *uketsuke; /* the link file that it came in; NULL: asked online */
};

/* *ret NULL: no such code. Kinds of 副本, spaces between, in a. */
enum status chukan_tokutei_find(struct tx *tx, const char *code, struct arena *a, const char **ret);
enum status chukan_hokensha_find(struct tx *tx, const char *hokensha, bool *ret);
enum status chukan_hokensha_put(struct tx *tx, const char *hokensha, const char *mei);

enum status chukan_shokai_add(struct tx *tx, const struct chukan_shokai *s);
enum status chukan_shokai_get(struct tx *tx, const char *bango, struct arena *a, struct chukan_shokai *ret,
                              bool *ret_found);
/* A page of one's own, by 照会番号. */
struct chukan_shokai_toi {
    const char *hokensha;
    const char *jotai;             /* NULL: all */
    const char *uketsuke;          /* those of this link file; NULL: all */
    const char *after;             /* those behind this 照会番号; "": from the first */
    const char *bushos, *tokuteis; /* only these, as service/may.h writes them; NULL: all */
    int64_t limit;
};
enum status chukan_shokai_list(struct tx *tx, const struct chukan_shokai_toi *t, struct arena *a,
                               struct chukan_shokai **ret, size_t *ret_n);
/* Counts one poll of a request that waits; *ret: how many by now, 0 when it does not wait. */
enum status chukan_shokai_poll(struct tx *tx, const char *bango, int64_t *ret);
/* Who is asked has it now (okuri); *ret_first false: it had it before, or nobody waits for an answer. */
enum status chukan_shokai_okuri(struct tx *tx, const char *bango, bool *ret_first);
/* It is taken back; *ret_first false: nobody waits for an answer. */
enum status chukan_shokai_torikeshi(struct tx *tx, const char *bango, bool *ret_first);
/* How many of a link file wait to be asked, and the first of them; *ret_found false: none. */
enum status chukan_shokai_machi_su(struct tx *tx, const char *uketsuke, int64_t *ret);
enum status chukan_shokai_machi(struct tx *tx, const char *uketsuke, struct arena *a,
                                struct chukan_shokai *ret, bool *ret_found);
/* What waits to be asked behind that one: the next of no link file, the next link file with any; NULL: none.
 */
enum status chukan_shokai_machi_next(struct tx *tx, const char *after, struct arena *a, const char **ret);
enum status chukan_shokai_machi_file(struct tx *tx, const char *after, struct arena *a, const char **ret);
/* The answer, to one who waits for it; *ret_first false: nobody does. */
enum status chukan_shokai_answer(struct tx *tx, const char *bango, const char *kekka_kubun, const char *kaito,
                                 int64_t now, bool *ret_first);

struct chukan_kaito {
    const char *shubetsu;
    const char *komoku; /* JSON object, without the provider's own flags */
    bool jido_oto_fuka; /* teikyo_fukuhon (chukan_teikyo.h) only */
};
/* A stored answer taken apart. */
enum status chukan_kaito_read(struct tx *tx, const char *kaito, struct arena *a, struct chukan_kaito **ret,
                              size_t *ret_n);
#endif
