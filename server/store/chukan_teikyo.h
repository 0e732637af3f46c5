/* Table teikyo (1.7.1 ②): what insurers of this 中間サーバー are asked, and what their 副本 say to it. The
 * person is found by 符号 inside the database. Called by service/chukan. */
#ifndef STORE_CHUKAN_TEIKYO_H
#define STORE_CHUKAN_TEIKYO_H
#include "store/chukan_shokai.h"

/* jotai: 受付 until it is decided; 回答待ち until the insurer or the deadline decides; the others are ends.
 */
#define TEIKYO_UKETSUKE "受付"
#define TEIKYO_MACHI "回答待ち"
#define TEIKYO_KAITO "回答済"
#define TEIKYO_KYOHI "拒否"
#define TEIKYO_KIGEN "期限切れ"
#define TEIKYO_TORIKESHI "取消"

struct teikyo {
    const char *hokensha, *tsuban; /* who provides; 処理通番 */
    const char *shokai_bango;      /* NULL: another institution asks, over 情報提供NWS */
    /* 保険者番号 of an insurer of this 中間サーバー, else 機関コード. */
    const char *shokaisha;
    /* The person as the provider knows them; NULL: it knows none. */
    const char *edaban;
    const char *jimu_code, *tetsuzuki, *code, *kijun_ymd; /* as in struct chukan_shokai */
    int64_t uketsuke_at;
    const char *jotai;
    int64_t kigen_at;               /* INT64_MIN: it was never held */
    const char *kekka_kubun, *riyu; /* NULL: none yet; none */
    const char *kaito;              /* JSON; NULL while undecided and in lists */
    int64_t kaito_at;               /* INT64_MIN: no end yet */
};

/* 受付; t->edaban becomes that of the person, in a. fugo: whom another institution asks about. */
enum status teikyo_add(struct tx *tx, struct teikyo *t, const char *fugo, struct arena *a);
/* The same for an insurer of this 中間サーバー, about whom it knows as edaban. */
enum status teikyo_add_shokai(struct tx *tx, struct teikyo *t, const char *edaban, struct arena *a);
/* Texts in a. */
enum status teikyo_get(struct tx *tx, const char *hokensha, const char *tsuban, struct arena *a,
                       struct teikyo *ret, bool *ret_found);
/* From 受付 to 回答待ち; *ret_first false: it was not 受付 any more. */
enum status teikyo_horyu(struct tx *tx, const struct teikyo *t, const char *edaban, int64_t kigen_at,
                         bool *ret_first);
/* Its end, with jotai, edaban, kekka_kubun, riyu, kaito, kaito_at of *t; *ret_first false: it had ended. */
enum status teikyo_owari(struct tx *tx, const struct teikyo *t, bool *ret_first);

/* One of a list, without its kaito. */
struct teikyo_gyo {
    struct teikyo t;
    const char *shokaisha_mei;
    int64_t fukuhon_su; /* 副本 that were given */
};
/* By the time of receipt, then 処理通番. jotai NULL: all; only those behind (above, after), of tokuteis, as
 * service/may.h writes them (NULL: all). Array and texts in a. */
enum status teikyo_list(struct tx *tx, const char *hokensha, const char *jotai, int64_t above,
                        const char *after, const char *tokuteis, int64_t limit, struct arena *a,
                        struct teikyo_gyo **ret, size_t *ret_n);

/* The person at the provider. */
struct teikyo_hito {
    int64_t people;     /* 枝番 of the provider with the same 符号 */
    const char *edaban; /* the first of them; NULL: there is none */
    bool fukaiji;       /* 不開示該当フラグ stands on one of their 資格情報 */
};
enum status teikyo_hito(struct tx *tx, const struct teikyo *t, struct arena *a, struct teikyo_hito *ret);
/* What the provider has, by its 枝番, 種別, kagi; shubetsu: kinds, spaces between. */
enum status teikyo_fukuhon(struct tx *tx, const struct teikyo *t, const char *shubetsu, struct arena *a,
                           struct chukan_kaito **ret, size_t *ret_n);
#endif
