/* The match of today [P, DOMAIN 11]: each registration of a 加入者 is held against 住基ネット on five items
 * when policy jukiTogo is on. What may differ, the class of a mismatch, what it stops. Called by
 * service/unyo, service/joho, service/gaibu, service/chukan. */
#ifndef SERVICE_TOGO_H
#define SERVICE_TOGO_H
#include "service/op.h"

/* Items that differ, as bits; messages and tables hold them so. */
enum togo_komoku {
    TOGO_SHIMEI = 1,
    TOGO_SHIMEI_KANA = 2,
    TOGO_SEINENGAPPI = 4,
    TOGO_SEIBETSU = 8,
    TOGO_JUSHO = 16,
    TOGO_GAITO_NASHI = 32, /* no resident has the 個人番号; without one, none whom all five fit, or several */
    TOGO_SHOJO = 64,       /* who has it is no resident any more; without one, the one whom all five fit */
};

static inline bool togo_on(const struct policy *p)
{
    return p->juki_togo == JUKI_TOGO_ON;
}
/* The class of a mismatch [P]: 1 生年月日 or 性別, or no resident is found, who was 消除 being none [A]; 2
 * both names, or one and 住所; 3 住所 alone. 0: no mismatch, also when one name alone differs. */
int64_t togo_kubun(int64_t komoku);
/* What the record of the access tells of the answer: OK, also of a mismatch; JUKI_NONE, JUKI_SHOJO. */
static inline enum status togo_kekka(int64_t komoku)
{
    return komoku & TOGO_GAITO_NASHI ? ST_JUKI_NONE : komoku & TOGO_SHOJO ? ST_JUKI_SHOJO : ST_OK;
}
/* "生年月日・性別", in a; NULL: it is used up. */
const char *togo_komoku_mei(struct arena *a, int64_t komoku);
/* "①" */
const char *togo_kubun_mei(int64_t kubun);
/* Whether a mismatch of that class stops it. */
bool togo_tomeru(const struct policy *p, int64_t kubun, enum tomeru what);
/* The digits of the classes that stop it. */
void togo_tomeru_kubun(const struct policy *p, enum tomeru what, char ret[TOGO_KUBUN + 1]);
/* TOGO_TOMERU: names class and items. */
enum status togo_refuse(struct call *c, const char *edaban, int64_t kubun, int64_t komoku);
#endif
