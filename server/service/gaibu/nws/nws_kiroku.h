/* 情報提供等記録 (番号法23条) of what insurers ask other institutions: that of 情報提供NWS, which passes it
 * on, and that of the institution that is asked. Called by messages kikanShokai, kikanKigen and
 * kikanTorikeshi, each in the transaction in which something happens to the question. */
#ifndef SERVICE_GAIBU_NWS_NWS_KIROKU_H
#define SERVICE_GAIBU_NWS_NWS_KIROKU_H
#include "service/bodies.h"
#include "service/op.h"

/* By what the records of a question are found: its 処理通番, 保険者番号 of who asks, 機関コード of who is
 * asked. */
struct nws_toi {
    const char *tsuban, *shokaisha, *teikyosha;
};

/* 要求, now. kikan: the institution hears of it, too; one that is closed does not. */
enum status nws_kiroku_yokyu(struct call *c, const struct body_kikan_shokai *b, bool kikan);
/* 回答, now. Only who has 要求 has it, and one that has never answered has not. */
enum status nws_kiroku_kaito(struct call *c, const struct nws_toi *t, const char *kekka_kubun,
                             const char *kaito);
/* 取消, now, of one that waits: the institution has heard of it. */
enum status nws_kiroku_torikeshi(struct call *c, const struct nws_toi *t);
/* It has come, and was neither answered nor taken back. */
enum status nws_kiroku_machi(struct call *c, const struct nws_toi *t, bool *ret);
#endif
