/* 情報提供等記録 (番号法23条): what the two sides of a question keep of each act, appended in the transaction
 * of the act and never changed. The same table stands in chukan.db, for both sides of what insurers ask and
 * provide, and in gaibu.db, for other institutions and 情報提供NWS. Called by service/chukan, service/gaibu.
 */
#ifndef STORE_KIROKU_H
#define STORE_KIROKU_H
#include <stdbool.h>

#include "base/arena.h"
#include "store/db.h"

/* koto: what happened. KIROKU_SETTEI is no act of the two: it says whether the record may be shown. */
#define KIROKU_YOKYU "要求"
#define KIROKU_HORYU "保留"
#define KIROKU_KAITO "回答"
#define KIROKU_TORIKESHI "取消"
#define KIROKU_SETTEI "不開示設定"

/* gawa: whose record of it. CHUKEI is that of NWS: hokensha asks, aite provides. */
#define KIROKU_SHOKAI "照会"
#define KIROKU_TEIKYO "提供"
#define KIROKU_CHUKEI "中継"

/* What an act after 要求 leaves NULL is as it was then (aite, jimu_code, tetsuzuki, code, and edaban). */
struct kiroku {
    /* Whose record: 保険者番号, in gaibu.db 機関コード. */
    const char *hokensha;
    /* 処理通番. */
    const char *tsuban;
    const char *gawa, *koto;
    /* The person as that side knows them, in gaibu.db NWS's id; NULL: none found. */
    const char *edaban;
    /* The other side: 保険者番号 of an insurer of this 中間サーバー, else 機関コード. */
    const char *aite;
    /* 事務コード, 事務手続コード (NULL: not said), 特定個人情報名コード. */
    const char *jimu_code, *tetsuzuki, *code;
    /* Of 回答. */
    const char *kekka_kubun;
    /* Only put: the answer, [["shubetsu",{"item":"value",…}],…]; NULL: nothing given. */
    const char *kaito;
    /* Only read: names of the items that were given, [["shubetsu","item"],…] */
    const char *komoku;
    /* "1": not to be shown to the person, "0": to be shown. NULL: says nothing, but in chukan.db "1" when a
     * 不開示該当フラグ of that side stands on the person. */
    const char *fukaiji;
    int64_t at; /* virtual time */
};

/* Of a record, 要求 comes first: once, else INTERNAL; so is an act without it. */
enum status kiroku_add(struct tx *tx, const struct kiroku *k);

/* Of the record of k->hokensha, k->tsuban, k->gawa there is nothing but 要求; INTERNAL: there is none. */
enum status kiroku_machi(struct tx *tx, const struct kiroku *k, bool *ret);

/* --check-invariants, when nothing is due: what insurers have asked other institutions stands with them as it
 * does with 情報提供NWS. Adds what does not to out. */
struct buf;
void kiroku_check(struct tx *chukan, struct tx *gaibu, struct buf *out);

/* --- what is shown to an insurer or the person (chukan.db), or to who tests (gaibu.db) --- */

/* Which records; NULL: any. */
struct kiroku_toi {
    const char *hokensha; /* whose */
    const char *edaban, *gawa, *jimu_code, *tsuban;
    int64_t kara, made;   /* time of 要求, made not included */
    const char *tokuteis; /* only these, as service/may.h writes them; NULL: all */
    const char *after;    /* only those behind the one of this 処理通番, whose 要求 was at `above` */
    int64_t above;
    int64_t limit;
};

/* All acts of one 処理通番 on one side. Texts that there are not: NULL, times: INT64_MIN. */
struct kiroku_ken {
    const char *tsuban, *gawa;
    const char *hokensha, *hokensha_mei, *aite, *aite_mei;
    const char *edaban, *jimu_code, *tetsuzuki, *code, *code_mei;
    const char *jotai; /* the last act: KIROKU_YOKYU … */
    const char *kekka_kubun;
    const char *komoku; /* as in struct kiroku; "[]": nothing was given */
    int64_t yokyu_at, kaito_at, torikeshi_at;
    bool fukaiji;
};
/* By the time of 要求, then 処理通番. Array and texts in a. */
enum status kiroku_list(struct tx *tx, const struct kiroku_toi *toi, struct arena *a, struct kiroku_ken **ret,
                        size_t *ret_n);
/* Of gaibu.db: those of the first `limit` 処理通番 behind `after`, all of each; those of one are neighbours.
 * hokensha: 機関コード of one side; edaban, gawa, jimu_code, above say nothing. */
enum status kiroku_soto(struct tx *tx, const struct kiroku_toi *toi, struct arena *a, struct kiroku_ken **ret,
                        size_t *ret_n);
/* Its 要求; gawa NULL: of either side. Texts in a; *ret_found false: there is no such record. */
enum status kiroku_find(struct tx *tx, const char *hokensha, const char *tsuban, const char *gawa,
                        struct arena *a, struct kiroku *ret, bool *ret_found);

/* Those that the person is shown, of every insurer, by 符号; limit: so many 処理通番, whose two sides are
 * neighbours. Nobody is to learn by one side's record what the other side does not show, so a 処理通番 of
 * which either is 不開示, by the record or by a flag that stands on the person there by now, is left out.
 * gawa, jimu_code: not looked at. */
enum status kiroku_hito(struct tx *tx, const struct kiroku_toi *toi, struct arena *a, struct kiroku_ken **ret,
                        size_t *ret_n);
/* The time of 要求 of the one of toi->after, shown or not; INT64_MIN: it is none of that person's. */
enum status kiroku_hito_at(struct tx *tx, const struct kiroku_toi *toi, int64_t *ret);

/* 自己情報: a 副本 of that person, of every insurer where neither 不開示 nor 自己情報提供不可 stands on them.
 */
struct kiroku_jiko {
    const char *hokensha, *mei, *shubetsu;
    const char *komoku; /* JSON object, without the insurer's own flags */
};
/* The `above` first left out, `bytes` of texts and one more at most: *ret_more, others follow. */
enum status kiroku_jiko(struct tx *tx, const char *hokensha, const char *edaban, int64_t above, size_t bytes,
                        struct arena *a, struct kiroku_jiko **ret, size_t *ret_n, bool *ret_more);

struct kiroku_komoku {
    const char *shubetsu, *mei;
};
/* The komoku of a record taken apart. */
enum status kiroku_komoku_read(struct tx *tx, const char *komoku, struct arena *a, struct kiroku_komoku **ret,
                               size_t *ret_n);
#endif
