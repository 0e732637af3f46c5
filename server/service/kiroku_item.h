/* 情報提供等記録 as a list shows one (番号法23条): kiroku.list, and the operator's nws-kiroku-list of those
 * outside. Called by these and by the portal. */
#ifndef SERVICE_KIROKU_ITEM_H
#define SERVICE_KIROKU_ITEM_H
#include "service/op.h"
#include "store/kiroku.h"

struct kiroku_item {
    struct kiroku_ken ken;
    const char *shokaisha, *shokaisha_mei, *teikyosha, *teikyosha_mei;
    const char *yokyu_at, *kaito_at, *torikeshi_at, *fukaiji;
    struct list komoku; /* of struct kiroku_komoku */
};

extern const struct field kiroku_komoku_fields[];

/* clang-format off */
/* What both lists show, between what each has of its own. */
#define KIROKU_ITEM_HEAD                                                                                     \
    FIELD_TEXT(struct kiroku_item, "tsuban", ken.tsuban), FIELD_TEXT(struct kiroku_item, "gawa", ken.gawa)
#define KIROKU_ITEM_BODY                                                                                     \
    FIELD_TEXT(struct kiroku_item, "shokaisha", shokaisha),                                                  \
    FIELD_TEXT(struct kiroku_item, "shokaishaMei", shokaisha_mei),                                           \
    FIELD_TEXT(struct kiroku_item, "teikyosha", teikyosha),                                                  \
    FIELD_TEXT(struct kiroku_item, "teikyoshaMei", teikyosha_mei),                                           \
    FIELD_TEXT(struct kiroku_item, "jimuCode", ken.jimu_code),                                               \
    FIELD_TEXT(struct kiroku_item, "jimuTetsuzukiCode", ken.tetsuzuki),                                      \
    FIELD_TEXT(struct kiroku_item, "tokuteiKojinJohoCode", ken.code),                                        \
    FIELD_TEXT(struct kiroku_item, "tokuteiKojinJohoMei", ken.code_mei),                                     \
    FIELD_TEXT(struct kiroku_item, "jotai", ken.jotai),                                                      \
    FIELD_TEXT(struct kiroku_item, "kekkaKubun", ken.kekka_kubun),                                           \
    FIELD_TEXT(struct kiroku_item, "yokyuAt", yokyu_at),                                                     \
    FIELD_TEXT(struct kiroku_item, "kaitoAt", kaito_at),                                                     \
    FIELD_TEXT(struct kiroku_item, "torikeshiAt", torikeshi_at)
#define KIROKU_ITEM_END                                                                                      \
    FIELD_LIST(struct kiroku_item, "komokuMei", komoku, struct kiroku_komoku, kiroku_komoku_fields), FIELD_END
/* clang-format on */

/* Who keeps the record and the other side, as who asks and who provides; texts in the call's arena. */
enum status kiroku_item(struct call *c, const struct kiroku_ken *k, struct kiroku_item *ret);
#endif
