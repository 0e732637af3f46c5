/* 本人確認 by operation (2.11.3): its number, and what one's own question has come to. Called by the
 * operations honnin.… */
#ifndef SERVICE_JOHO_HONNIN_H
#define SERVICE_JOHO_HONNIN_H
#include "base/bango.h"
#include "service/op.h"
#include "store/unyo_juki.h"

#define HONNIN_SHORICHU "処理中" /* also in honnin.xsd */
#define HONNIN_KAITO "回答済"

/* "H06139992N0000001" in the call's arena; NULL when it is used up. */
static inline const char *honnin_bango(const struct call *c, int64_t shokai)
{
    return bango_text(c->arena, BANGO_HONNIN, shokai);
}

/* HONNIN_NONE: no question of an operation of the caller's has that number; NO_GROUP: another group's has. */
enum status honnin_own(struct call *c, const char *bango, int64_t *ret_shokai, struct juki_kaito *ret);
#endif
