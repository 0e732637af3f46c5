/* The rules over 加入者情報 (2.12; 健康保険法): the days of a 資格, and whether a row is about the person
 * whose number or 枝番 it bears. Pure but for what it finds; dates are texts YYYYMMDD. Called by kubun.c and
 * service/unyo/kanyusha_kisoku.c. */
#ifndef FILE_RULE_KANYUSHA_H
#define FILE_RULE_KANYUSHA_H
#include "file/rule/rule.h"

/* What a row tells of a person, or what is registered. NULL or "": nothing, and nothing is said of it. */
struct kanyusha_koto {
    const char *shimei, *shimei_kana, *seibetsu, *seinengappi;
    const char *kigo, *bango, *honnin_kazoku, *jusho;
    const char *shutoku_ymd, *soshitsu_ymd, *nintei_ymd;
    const char *kojin_bango; /* never shown */
};

/* day: of the event, for the severity. OK, perhaps with warnings in f, or the status to refuse with. */
/* Which of the things that a 新規 may be without it has. */
struct kanyusha_aru {
    bool kojin_bango, shimei, shimei_kana, jusho;
};
/* kojinNashi, naNashi, jushoNashi. */
enum status rule_kanyusha_nashi(const struct kanyusha_aru *aru, int32_t day, struct findings *f);
/* The days of what has changed from was (NULL: all is new), by the day of 取得 of k; today: of the clock.
 * umareAto, umareFurui, umareSaki, shutokuFurui; ninteiSoto: 認定年月日 within its 資格; hizukeToi. */
enum status rule_kanyusha_hizuke(const struct kanyusha_koto *k, const struct kanyusha_koto *was,
                                 int32_t today, struct findings *f);
/* 新規 with the number of who is known by this 枝番: hitoChigai, or edabanChigai. */
enum status rule_kanyusha_shinki(const struct kanyusha_koto *told, const struct kanyusha_koto *known,
                                 const char *edaban, int32_t day, struct findings *f);
/* 変更: edabanChigai. */
enum status rule_kanyusha_henko(const struct kanyusha_koto *told, const struct kanyusha_koto *known,
                                int32_t day, struct findings *f);
/* The other 処理区分: edabanChigai, ataiSute. told: what is not applied. */
enum status rule_kanyusha_sute(const struct kanyusha_koto *told, const struct kanyusha_koto *known,
                               int32_t day, struct findings *f);
#endif
