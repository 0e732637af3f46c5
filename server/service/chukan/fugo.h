/* 機関別符号 and the ids of 情報提供NWS (1.7.1 ①). A 符号 never leaves the 中間サーバー: what it tells NWS of
 * a person is the id. Called by message fugoKekka and by 情報照会, 情報提供. */
#ifndef SERVICE_CHUKAN_FUGO_H
#define SERVICE_CHUKAN_FUGO_H
#include <stdbool.h>

#include "base/crypto.h"
#include "service/op.h"

enum { FUGO_TEXT = 65, FUGO_ID = 33 }; /* with their NUL */

/* What the 符号 of this 中間サーバー are made with. */
struct fugo {
    struct aes256 key;
    unsigned char kikan[16]; /* its 機関コード */
};
void fugo_open(struct fugo *f, const struct policy *p);

/* [P] The id and the 機関コード under a secret key: equal for all insurers of one 中間サーバー. false: that
 * is no id of NWS. */
bool fugo_of_id(const struct fugo *f, const char *id, char ret[FUGO_TEXT]);
/* The id back; false: another seed, 機関コード or version has made this 符号. */
bool id_of_fugo(const struct fugo *f, const char *fugo, char ret[FUGO_ID]);
/* By which NWS knows the person; "" when it has no 符号, or none of this 中間サーバー. */
enum status fugo_id(struct call *c, const char *hokensha, const char *edaban, char ret[FUGO_ID]);
/* SHOKAI_NO_FUGO, with how far the request for the 符号 is. item: as the caller calls the 枝番. */
enum status fugo_nashi(struct call *c, const char *item, const char *hokensha, const char *edaban);
#endif
