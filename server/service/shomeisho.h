/* 電子証明書 (2.8.4): from which day to which one is valid, in the world's time. Called by world/shomeisho.c
 * and the actions of service/kanri. */
#ifndef SERVICE_SHOMEISHO_H
#define SERVICE_SHOMEISHO_H
#include "store/kanri_tables.h"

#define SHOMEISHO_YUKO "有効"
#define SHOMEISHO_SHIKKO "失効"
#define SHOMEISHO_TANMATSU "統合専用端末"
#define SHOMEISHO_SYSTEM "接続システム"
#define SHOMEISHO_ASP "ASP"
/* The other way to one, for messages that say where it lies. */
#define SHOMEISHO_UKETORI "または申請して受け取ったもの"

struct shomeisho_days {
    int32_t today, hajime; /* of the world: now, and when it began */
    int64_t nensu;         /* policy shomeishoNensu */
};
/* Both days included. */
struct shomeisho_kikan {
    int32_t kaishi, kigen;
};
struct shomeisho_kikan shomeisho_kikan(const struct kanri_shomeisho *r, const struct shomeisho_days *d);
/* The last day of so many years that begin with that one: 20170508, 5: 20220507. */
int32_t shomeisho_kigen(int32_t kaishi, int64_t nensu);
#endif
