/* 情報提供等記録 (番号法23条) of what insurers ask other institutions: that of 情報提供NWS, which passes it
 * on, and that of the institution that is asked. Called by messages kikanShokai, kikanKigen and
 * kikanTorikeshi, each in the transaction in which something happens to the question. */
#ifndef SERVICE_GAIBU_NWS_NWS_KIROKU_H
#define SERVICE_GAIBU_NWS_NWS_KIROKU_H
#include "service/bodies.h"
#include "service/op.h"

/* By what the records of a question are found. */
struct nws_ken {
    const char *tsuban;                /* 処理通番 */
    const char *shokaisha, *teikyosha; /* who asks, by 機関コード where the fixture has one; who is asked */
};
/* hokensha: 保険者番号 of who asks. */
enum status nws_ken(struct call *c, const char *tsuban, const char *hokensha, const char *teikyosha,
                    struct nws_ken *ret);

/* 要求, now. kikan: the institution hears of it, too; one that is closed does not. */
enum status nws_kiroku_yokyu(struct call *c, const struct nws_ken *n, const struct body_kikan_shokai *b,
                             bool kikan);
/* 回答, now. Only who has 要求 has it, and one that has never answered has not. */
enum status nws_kiroku_kaito(struct call *c, const struct nws_ken *n, const char *kekka_kubun,
                             const char *kaito);
/* 取消, now, of one that waits: the institution has heard of it. */
enum status nws_kiroku_torikeshi(struct call *c, const struct nws_ken *n);
/* It has come, and was neither answered nor taken back. */
enum status nws_kiroku_machi(struct call *c, const struct nws_ken *n, bool *ret);
#endif
