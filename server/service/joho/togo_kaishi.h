/* The match of registrations with 住基ネット through the 情報提供サーバー (service/togo.h): how one begins,
 * and what follows from its end. Nothing is done while policy jukiTogo is off. Called by the 処理区分 of
 * 加入者情報, by 理由付き疑いなし and by message jukiTogoKekka. */
#ifndef SERVICE_JOHO_TOGO_KAISHI_H
#define SERVICE_JOHO_TOGO_KAISHI_H
#include "service/bodies.h"
#include "service/op.h"
#include "store/unyo_kanyusha.h"

/* Those of a chunk of a link file, in call_keep; zeroed at first. */
struct togo_okuri {
    struct juki_togo_row *list;
    size_t n;
};

/* k is registered. t: of the chunk; NULL: online, it is sent at once. */
enum status juki_togo_toroku(struct call *c, struct togo_okuri *t, const struct kanyusha *k);
/* was has become k: matched if one of the five items or the 個人番号 has changed. */
enum status juki_togo_henko(struct call *c, struct togo_okuri *t, const struct kanyusha *was,
                            const struct kanyusha *k);
/* After the last row of a chunk. */
enum status juki_togo_end(struct call *c, const struct togo_okuri *t);

/* What the 中間サーバー is to know of mismatches of hokensha has changed (message togoTsuchi). over: none of
 * them is open any more, and the 符号取得要求 of these people go on. */
enum status juki_togo_tell(struct call *c, const char *hokensha, const struct togo_row *list, size_t n,
                           bool over);
/* 符号取得要求 that have waited for the match alone are sent on, where 取りまとめ機関 do so by themselves
 * (policy approveFugo). rows: the 枝番 stand second in each entry. */
enum status juki_togo_go_on(struct call *c, const char *hokensha, const char *rows);

/* TOGO_TOMERU, TOGO_MACHI: the 符号取得要求 of this person does not go on. */
enum status juki_togo_free(struct call *c, const char *hokensha, const char *edaban);
#endif
