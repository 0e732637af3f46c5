/* The way of a 電子証明書 (2.8.4): 申請 → 審査 (不備 → 再申請) → 発行通知 → ダウンロード, and what its
 * actions share. Called by the actions shomeisho_* of this folder. */
#ifndef SERVICE_KANRI_HAKKO_H
#define SERVICE_KANRI_HAKKO_H
#include "service/operator.h"
#include "service/shomeisho.h"
#include "store/kanri_shomeisho.h"

#define HAKKO_SHINSEICHU "申請中"
#define HAKKO_FUBI "不備"
#define HAKKO_ZUMI "発行済"
#define HAKKO_TSUCHI "通知済"
#define HAKKO_DOWNLOAD "ダウンロード済"

/* What shinsei and koshin answer. */
struct hakko_reply {
    int64_t shinsei;
    const char *jotai;
    int64_t kaisu;
    const char *keikoku; /* NULL: nothing to warn of */
};
extern const struct field hakko_reply[];

/* A number as an operator writes it: CONTROL. */
enum status hakko_number(struct call *c, const char *item, const char *text, int64_t *ret);
/* Which 申請 and which state it is to be in, two of them at most (NULL): CONTROL, SHOMEISHO_JOTAI. */
enum status hakko_find(struct call *c, const char *bango, const char *jotai, const char *or_jotai,
                       struct kanri_shomeisho_shinsei *ret);
/* The 電子証明書 of that number: SHOMEISHO_NONE; that is not revoked: SHOMEISHO_JOTAI. */
enum status hakko_shomeisho(struct call *c, const char *bango, struct kanri_shomeisho *ret);
/* What was issued for an application, of which somebody is told or which somebody fetches: SHOMEISHO_JOTAI
 * when it was revoked meanwhile. */
enum status hakko_made(struct call *c, const struct kanri_shomeisho_shinsei *s, struct kanri_shomeisho *ret);
/* The name fits the kind and the insurers, and is nobody else's: CONTROL, SHOMEISHO_NA. */
enum status hakko_check(struct call *c, const struct kanri_shomeisho_shinsei *s);
/* The application comes in today by that action, new or again: hakko_check, and what is answered, with a
 * warning where there would be two of what is one to a name (2.8.4 says nothing of it). */
enum status hakko_apply(struct call *c, const char *action, struct kanri_shomeisho_shinsei *s,
                        struct hakko_reply *ret);
/* Why one is revoked or an application comes back: CONTROL, ROW_KOJIN_BANGO. */
enum status hakko_riyu(struct call *c, const char *riyu);
/* Who watches the test cases of one of the insurers sees it, with the name and one item more. */
void hakko_tell(struct call *c, const char *action, const char *hokensha, const char *cn,
                const char *const item[2]);
/* So much of a fingerprint as messages show, too (HEX_SHOWN), in c->arena; NULL: no memory. */
const char *hakko_shimon(struct call *c, const char *shimon);
/* Today as 8 digits, in c->arena; NULL: no memory. */
const char *hakko_today(struct call *c);

/* What the notice tells, and the download site asks for: they follow from the world's seed. */
struct hakko_login {
    char id[16], password[17];
};
struct hakko_login hakko_login(const struct call *c, int64_t shinsei);
/* That of a login id; 0: it is none. */
int64_t hakko_login_of(const char *id);
#endif
