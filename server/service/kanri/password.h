/* What the operations of passwords share (2.12.1 ⑤, 2.12.2 ①). Called by kanri_password_henko.c and its
 * neighbours. */
#ifndef SERVICE_KANRI_PASSWORD_H
#define SERVICE_KANRI_PASSWORD_H
#include "base/password.h"
#include "service/op.h"
#include "store/kanri_password.h"

/* USER_NONE: the caller's insurer has no such user. */
enum status password_user(struct call *c, const char *user, struct kanri_password *ret);
/* The same of one that a request names, judged as in a link file of users. */
enum status password_user_sent(struct call *c, const char *sent, struct kanri_password *ret);
/* OK; PASSWORD_GEN: it is not that of *p. WORLD_BROKEN. */
enum status password_gen(struct call *c, const struct kanri_password *p, const char *password);
/* PASSWORD_KISOKU: what policies want of a new password of the user. */
enum status password_kisoku(struct call *c, const char *user, const char *password);
/* PASSWORD_RIREKI: it is the present one, or one of those before. */
enum status password_rireki(struct call *c, const struct kanri_password *p, const char *password);
/* What is stored of a new password of `whose` (user, or system, of the caller's insurer). Each that the world
 * has made has a salt of its own, however still its clock stands. */
enum status password_hash(struct call *c, const char *whose, const char *password, char out[PASSWORD_TEXT]);
/* The user has it from now on; NULL: the initial one. Nothing is locked or counted any more. */
enum status password_put(struct call *c, struct kanri_password *p, const char *password);
#endif
