/* 照会結果区分 (番号法 22条): how a question of one institution to another ends. Institutions tell each other
 * by these words, and so do replies, records and link files; the CHECKs of store/sql and schema/shokai.xsd
 * have them, too. */
#ifndef SERVICE_KEKKA_KUBUN_H
#define SERVICE_KEKKA_KUBUN_H
#define KEKKA_ARI "該当あり"
#define KEKKA_NASHI "該当なし"
#define KEKKA_FUKA "提供不可"
#define KEKKA_JIKANGIRE "時間切れ" /* by 情報提供NWS: the provider has not answered */
#define KEKKA_HEIKYOKU "閉局"      /* by 情報提供NWS: the provider is closed */
#endif
