/* The records of one person as rules see them: periods in days since 1970-01-01, and little more. Filled
 * from the store by the daemon and from files by the check (2.13.1; 健康保険法). Pure. */
#ifndef FILE_RULE_KIKAN_H
#define FILE_RULE_KIKAN_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DAY_NONE = INT32_MIN, DAY_OPEN = INT32_MAX };

/* 副本種別 that rules know; any other is KIKAN_OTHER, of which they say nothing. */
enum kikan_kind {
    KIKAN_OTHER,
    KIKAN_SHIKAKU,
    KIKAN_GASSAN,
    KIKAN_SHUSSAN,        /* 出産育児一時金 */
    KIKAN_KAZOKU_SHUSSAN, /* 家族出産育児一時金 */
    KIKAN_SHUSSAN_TEATE,
    KIKAN_SHOBYO,
    KIKAN_MAISO,
    KIKAN_KAZOKU_MAISO,
};
enum kikan_kind kikan_kind(const char *shubetsu);
const char *kikan_mei(enum kikan_kind kind);      /* 「傷病手当金」 */
const char *kikan_shubetsu(enum kikan_kind kind); /* NULL of KIKAN_OTHER */
/* Semantic names of the columns of its first and last day (of 資格情報: of 喪失日); last NULL: of a single
 * day. */
const char *kikan_first(enum kikan_kind kind);
const char *kikan_last(enum kikan_kind kind);
/* Whether its layout may have 支給連番. */
static inline bool kikan_renban(enum kikan_kind kind)
{
    return kind == KIKAN_SHUSSAN_TEATE || kind == KIKAN_SHOBYO;
}

struct kikan {
    enum kikan_kind kind;
    int32_t from,
        to; /* first and last day; of 資格情報 the last with 資格 (喪失日 is the day after), DAY_OPEN */

    char honnin;            /* 資格情報: 本人家族区分; 0 of others */
    char kubun;             /* 資格情報: 資格区分 '1' 一般 '2' 任意継続 '3' 特例退職 */
    int renban;             /* 支給連番; 1 when there is none */
    int32_t shussan, yotei; /* 出産手当金: 出産日, 出産予定日; DAY_NONE */
    bool tatai;             /* 多胎 */
    const char *kagi;       /* the key, as text: the same record when kind and key are */
};

/* All of one person's; a record that is being judged is not among them in its new form. */
struct kikan_list {
    const struct kikan *list;
    size_t n;
};

bool kikan_same(const struct kikan *a, const struct kikan *b);
bool kikan_overlap(const struct kikan *a, const struct kikan *b);
/* The day n months later; the last of the month when it has no such day. */
int32_t kikan_months(int32_t day, int n);
/* 「20170201〜20170228」, 「20170201」, 「20170201〜」. */
void kikan_text(const struct kikan *k, char out[32]);
/* 「資格情報 20160401〜20170331、20170501〜」: the latest, oldest first; 「資格情報がない」. */
enum { KIKAN_SHIKAKU_TEXT = 160 };
void kikan_shikaku_text(const struct kikan_list *l, char out[KIKAN_SHIKAKU_TEXT]);
#endif
