/* What another institution answers to a 情報照会 (番号法 22条): what the fixture says that it knows of a
 * resident, in the columns of the layout in force, as データ標準レイアウト would have them. Called by
 * service/gaibu, for the questions that come over 情報提供NWS. */
#ifndef SERVICE_GAIBU_KIKAN_KIKAN_KAITO_H
#define SERVICE_GAIBU_KIKAN_KIKAN_KAITO_H
#include "service/op.h"

struct kikan_toi {
    const char *kikan;         /* 機関コード of who is asked */
    const char *shokaisha;     /* 保険者番号 of who asks */
    const char *code;          /* 特定個人情報名コード */
    const char *juminhyo_code; /* of the resident; NULL: nobody is known by what came */
    const char *kijun_ymd;     /* 照会基準日; NULL: the day of c->now */
};

struct kikan_kaito {
    const char *kubun; /* 該当あり, 該当なし, 提供不可, 閉局; 時間切れ: it never comes, and is told when the
                          time is up */
    const char
        *rows; /* JSON [["layout",{"item":"value",…,"item":{"kuhaku":"1"}}],…]; "[]" when there is none */
    bool osoi; /* it comes, but not at once: 処理中 until then */
};

/* Texts in c->arena. c->tx is on gaibu.db. */
enum status kikan_kaito_make(struct call *c, const struct kikan_toi *t, struct kikan_kaito *ret);
#endif
