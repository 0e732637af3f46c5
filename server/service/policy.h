/* A world's policy: what the public material does not say, read from world.xml (DESIGN 3). Constant within a
 * generation except the progressions, which PUT /_sim/worlds/W/progress changes. */
#ifndef SERVICE_POLICY_H
#define SERVICE_POLICY_H
#include <stddef.h>
#include <stdint.h>

#include "file/rule/rule.h"

/* How asynchronous work goes on. */
enum progress { PROGRESS_IMMEDIATE, PROGRESS_TIME, PROGRESS_MANUAL };
enum work {
#define WORK(id, name) WORK_##id,
#include "service/works.def"
#undef WORK
    WORK_COUNT
};
/* Their names, and those of enum progress, as users write them. */
extern const char *const work_names[WORK_COUNT + 1], *const progress_names[]; /* NULL at the end */

struct progression {
    enum progress how;
    int64_t seconds; /* PROGRESS_TIME: virtual seconds a step takes */
    int64_t polls;   /* PROGRESS_MANUAL: done at this poll; 0: only an operator moves it on */
};

/* [A] What becomes of the 機関別符号 of a 個人番号 that was wrong: set free at once, or used until the new
 * one. */
enum teisei_fugo { TEISEI_HANASU, TEISEI_NOKOSU };
extern const char *const teisei_fugo_names[]; /* NULL at the end */

/* [A] 法別 63 (特例退職, 健康保険法 附則3条) in 保険者番号 of a 副本: the insurer's own with 06, or
 * another's. */
enum hobetsu63 { HOBETSU63_ONAJI, HOBETSU63_KYOHI };
extern const char *const hobetsu63_names[]; /* NULL at the end */

/* [A] What WS-Security and SOAPAction say besides the token: noted, or held to (soap/timestamp.c,
 * soap/action.c).
 */
enum ws_security { WS_SECURITY_LENIENT, WS_SECURITY_STRICT };
extern const char *const ws_security_names[]; /* NULL at the end */

/* Whether the data port gives WSDL, XSD and the page of a service to who shows a good certificate alone. */
enum wsdl_certificate { WSDL_CERTIFICATE_REQUIRED, WSDL_CERTIFICATE_OPEN };
extern const char *const wsdl_certificate_names[]; /* NULL at the end */

/* [A] Whether every registration is matched with 住基ネット on five items, as today. */
enum juki_togo { JUKI_TOGO_OFF, JUKI_TOGO_ON };
extern const char *const juki_togo_names[]; /* NULL at the end */

/* Whether 住基ネット knows a resident of every 個人番号 that can be one, not only those of jumin.csv, so that
 * a tester's own members have theirs (gaibu/juki_subete.h). */
enum juki_subete { JUKI_SUBETE_OFF, JUKI_SUBETE_ON };
extern const char *const juki_subete_names[]; /* NULL at the end */

/* [A] Whether 業務コード (2.12.1 ⑧) are those of the insurer in requests and replies as well, or in link
 * files alone. */
enum soap_gyomu_code { SOAP_GYOMU_CODE_OFF, SOAP_GYOMU_CODE_ON };
extern const char *const soap_gyomu_code_names[]; /* NULL at the end */

/* [A] Whether a new 統合専用端末 or 接続システム gets its 電子証明書 (2.8.4) by 申請 alone, or at once. */
enum shomeisho_shinsei { SHOMEISHO_SHINSEI_OFF, SHOMEISHO_SHINSEI_ON };
extern const char *const shomeisho_shinsei_names[]; /* NULL at the end */

/* What a mismatch (service/togo.h) can stop: bits, the words of policies togoTomeru1 to togoTomeru3. */
enum tomeru {
    TOMERU_FUGO = 1,    /* the 符号取得要求 */
    TOMERU_FUKUHON = 2, /* registration and change of 副本 */
    TOMERU_SHOKAI = 4,  /* 情報照会 about the person */
    TOMERU_TEIKYO = 8,  /* 情報提供 of the person */
};
extern const char *const tomeru_names[]; /* of bit 0 up; NULL at the end */
enum { TOGO_KUBUN = 3 };                 /* classes of mismatches, from 1 */

enum { SHOKI_PASSWORD = 65 }; /* with its NUL */

struct policy {
    struct progression work[WORK_COUNT];
    int64_t edaban_digits; /* [A] digits of a 被保険者枝番 */
    int64_t edaban_first;  /* [A] first number issued in each insurer */
    /* 1: 取りまとめ機関 staff approve by themselves (stage ③ passes by WORK_FUGO); 0: by control API only */
    int64_t approve_fugo;
    int64_t row_limit;      /* [A] rows of one link file */
    int64_t upload_limit;   /* bytes of one link file */
    int64_t kiroku_nen;     /* [A] years for which a 情報提供等記録 is shown */
    int64_t honnin_ryokin;  /* yen of one 照会結果 of 本人確認 (2.11.3); [A] of 該当なし, too */
    int64_t honnin_ninzu;   /* [A] people who fit one question of 本人確認 are counted as far as this */
    int64_t teikyo_kigen_s; /* [A] virtual seconds in which an insurer answers what is held for a person */
    int64_t settle_ms; /* how long a reply that depends on work in flight waits for it, real milliseconds */
    int64_t nws_timeout_s; /* [A] virtual seconds after which 情報提供NWS gives an institution up that does
                              not answer */
    struct rule_policy rules;
    enum teisei_fugo teisei_fugo;
    enum hobetsu63 hobetsu63;
    enum ws_security ws_security;
    enum wsdl_certificate wsdl_certificate;
    enum juki_togo juki_togo;
    enum juki_subete juki_subete;
    enum soap_gyomu_code soap_gyomu_code;
    unsigned togo_tomeru[TOGO_KUBUN]; /* [A] what a mismatch of class 1, 2, 3 stops: bits of enum tomeru */
    int64_t togo_ryokin;              /* [A] yen that a match costs */
    int64_t togo_kigen_s;             /* [A] virtual seconds in which one is to be corrected or explained */
    int64_t password_kosuto;          /* [A] rounds of a hash (base/password.h) */
    int64_t password_shippai;         /* [A] wrong passwords after which a user is locked; 0: never */
    int64_t password_nagasa;          /* [A] characters of a password, at least */
    int64_t password_shurui; /* [A] of upper, lower case, digits, other characters so many, at least */
    int64_t password_rireki; /* [A] the last so many may not come again, the present one among them */
    int64_t system_saidai;   /* [A] 接続システム of an insurer, at most; the next two likewise */
    int64_t busho_saidai, user_saidai;
    int64_t kansa_saidai;                     /* [A] bytes of the audit record */
    int64_t shomeisho_nensu;                  /* [A] years that a 電子証明書 is valid */
    enum shomeisho_shinsei shomeisho_shinsei; /* [A] whether one comes by 申請 alone */
    char shoki_password[SHOKI_PASSWORD];      /* [A] of a new user, whose id stands for "{user}" in it */
    uint64_t seed;
    char lot[16];        /* "2": whose windows hold (store/haishin.h) */
    unsigned kankyo;     /* bits of enum kankyo (store/sosa.h): which environment it is */
    int64_t kaishi;      /* virtual time at which the world begins, whatever clock a reset keeps */
    char kikan_code[17]; /* [A] 機関コード of this 中間サーバー, 16 digits */
};

/* The initial password of a user (2.12.2 ①); out: cap bytes, cut where it is longer. */
void policy_shoki_password(const struct policy *p, const char *user, char *out, size_t cap);
#endif
